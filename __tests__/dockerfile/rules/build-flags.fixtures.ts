import {type Fixtures, lines} from './sample.ts'

/** A compile step whose program is copied into the final stage. */
function shipping(build: string, ...before: string[]): string {
  return lines('FROM golang:1.26 AS build', 'WORKDIR /src', 'COPY . .', ...before, `RUN ${build}`, ...FINAL)
}

const FINAL = ['FROM scratch', 'COPY --from=build /app /app', 'ENTRYPOINT ["/app"]']
export const BUILD_FLAGS_FIXTURES = {
  'B-01': {
    bad: [
      {
        name: 'no linker flags',
        dockerfile: shipping('go build -o /app .'),
        ...{line: 4, under: 'go build -o /app .', severity: 'info', fixed: true},
      },
      {
        name: 'linker flags in quotes for a version alone',
        dockerfile: shipping('go build -ldflags="-X main.version=1" -o /app .'),
        ...{line: 4, fixed: true},
      },
      {
        name: 'linker flags as a word of their own, over several lines',
        dockerfile: shipping("CGO_ENABLED=0 \\\n  go build \\\n  -ldflags '-X main.version=1' \\\n  -o /app ."),
        ...{line: 5, fixed: true},
      },
      {
        name: 'linker flags of GOFLAGS',
        dockerfile: shipping('go build -o /app .', 'ENV GOFLAGS=-ldflags=-X=main.a=b'),
        ...{line: 5, fixed: false},
      },
      {
        name: 'the inner script of sh -c',
        dockerfile: shipping("sh -c 'go build -o /app .'"),
        ...{line: 4, fixed: false},
      },
      {
        name: 'a setting of another step that is about something else',
        dockerfile: shipping('go build -o /app .', 'RUN go env -w GOPRIVATE=example.com/*'),
        line: 5,
      },
      {
        name: 'the Go of a distribution',
        dockerfile: shipping('go build -o /app .').replace('golang:1.26', 'alpine:3.23'),
        ...{line: 4, fixed: true},
      },
      {
        name: 'an import path of the own module, whose folders are copied one by one',
        dockerfile: lines(
          ...['FROM golang:1.26 AS build', 'WORKDIR /src', 'COPY go.mod ./', 'COPY cmd cmd'],
          ...['RUN go build -o /app example.com/app/cmd/api', ...FINAL],
        ),
        files: {'cmd/api/main.go': 'package main\n\nfunc main() {}\n'},
        ...{line: 5, fixed: true},
      },
      {
        name: 'all files of a folder',
        dockerfile: shipping('go build -o /app cmd/api/*'),
        files: {'cmd/api/main.go': 'package main\n\nfunc main() {}\n'},
        ...{line: 4, fixed: true},
      },
      {
        name: 'the linker flags of the Makefile',
        dockerfile: shipping('make build'),
        files: {Makefile: 'LD = -X main.v=1\nbuild:\n\t@go build -ldflags "$(LD)" -o /app .\n'},
        ...{line: 4, under: 'make build', says: 'Makefile:3', fixed: false},
      },
    ],
    good: [
      {name: 'stripped', dockerfile: shipping('go build -ldflags=-s -o /app .')},
      {name: 'stripped in the usual way', dockerfile: shipping('go build -ldflags="-s -w -X main.v=1" -o /app .')},
      {name: 'stripped by GOFLAGS', dockerfile: shipping('go build -o /app .', 'ENV GOFLAGS=-ldflags=-s')},
    ],
    nearMiss: [
      {
        name: 'a tool that the Makefile installs',
        dockerfile: shipping('make tools'),
        files: {Makefile: 'tools:\n\tgo install tool\n\tgo install example.com/x@v1\n'},
      },
      {name: 'strip does it', dockerfile: shipping('go build -o /app . && strip /app')},
      {
        name: 'GOFLAGS of another step',
        dockerfile: shipping('go build -o /app .', 'RUN go env -w GOFLAGS=-ldflags=-s'),
      },
      ...[
        ['strips in a variable', 'LD = -s -X main.v=1\nbuild:\n\tgo build -ldflags "$(LD)" -o /app .\n'],
        ['adds to a variable', 'LD = -X main.v=1\nLD += -s\nbuild:\n\tgo build -ldflags "$(LD)" -o /app .\n'],
        ['sets it in a condition', 'ifdef R\nLD = -s\nendif\nbuild:\n\tgo build -ldflags "$(LD)" -o /app .\n'],
        ['has another that may set it', 'include x.mk\nbuild:\n\tgo build $(FLAGS) -o /app .\n'],
        ['goes on over the line', 'build:\n\tgo build \\\n\t  -ldflags=-s -o /app .\n'],
      ].map(([name, Makefile]) => ({
        name: `a Makefile that ${name}`,
        dockerfile: shipping('make build'),
        files: {Makefile: Makefile!},
      })),
      {
        name: 'an image of somebody, whose environment can have GOFLAGS',
        dockerfile: shipping('go build -o /app .').replace('golang:1.26', 'ghcr.io/acme/golang:1.26'),
      },
      {
        name: 'the flags come from an ARG that only the command line knows',
        dockerfile: shipping('go build -ldflags="${LDFLAGS}" -o /app .', 'ARG LDFLAGS'),
      },
      {name: 'for a debugger', dockerfile: shipping('go build -gcflags="all=-N -l" -o /app .')},
      {
        name: 'a tool of the build that does not ship',
        dockerfile: lines(
          ...['FROM golang:1.26 AS build', 'WORKDIR /src', 'COPY . .', 'RUN go build -o /gen . && /gen > /out'],
          ...['FROM scratch', 'COPY --from=build /out /out'],
        ),
      },
      {
        name: 'a tool of others, at a version',
        dockerfile: lines('FROM golang:1.26', 'RUN go install example.com/tool@v1.0.0'),
      },
      {
        name: 'packages of others that are compiled ahead of time',
        dockerfile: lines(
          ...['FROM golang:1.26 AS build', 'COPY go.mod ./', 'RUN go install golang.org/x/net/http2 golang.org/x/text'],
          ...['COPY . .', 'RUN go install -ldflags=-s .', 'FROM scratch', 'COPY --from=build /go/bin/* /'],
        ),
      },
      {
        name: 'a stage that the target does not reach',
        dockerfile: lines('FROM golang:1.26 AS other', 'COPY . .', 'RUN go build -o /app .', 'FROM scratch'),
      },
      {
        name: 'flags that another step has written for good',
        dockerfile: shipping('go env -w GOFLAGS=-ldflags=-s && go build -o /app .'),
      },
    ],
  },
  'B-02': {
    bad: [
      {name: 'no -trimpath', dockerfile: shipping('go build -o /app .'), ...{line: 4, says: '/src', fixed: true}},
      {
        name: 'the Go of a distribution, which may not know the flag',
        dockerfile: shipping('go build -o /app .').replace('golang:1.26', 'quay.io/centos/centos:stream9'),
        ...{line: 4, fixed: false},
      },
      {
        name: 'a program that may ask for file names of its sources',
        dockerfile: shipping('go build -o /app .'),
        files: {'main.go': 'package main\n\nimport "runtime"\n\nfunc main() { runtime.Caller(0) }\n'},
        ...{line: 4, fixed: false},
      },
    ],
    good: [
      {name: '-trimpath', dockerfile: shipping('go build -trimpath -o /app .')},
      {name: 'in GOFLAGS', dockerfile: shipping('go build -o /app .', 'ENV GOFLAGS="-trimpath -mod=readonly"')},
    ],
    nearMiss: [
      {
        name: 'make compiles a tool, which has a go.mod of its own',
        dockerfile: lines(...['FROM golang:1.26 AS build', 'WORKDIR /src', 'COPY . .', 'RUN make', ...FINAL]),
        files: {
          Makefile: 'all:\n\tgo build -mod=mod -modfile=tool.mod -o /bin/tool example.com/tool\n\t/bin/tool build\n',
        },
      },
      {name: 'for a debugger', dockerfile: shipping('go build -gcflags "all=-N -l" -o /app .')},
      {
        name: 'GOFLAGS is an ARG without a value',
        dockerfile: shipping('go build -o /app .', 'ARG FLAGS', 'ENV GOFLAGS=$FLAGS'),
      },
      {name: 'a file for developers', path: 'Dockerfile.dev', dockerfile: shipping('go build -o /app .')},
    ],
  },
  'B-07': {
    bad: [
      {
        name: 'the race detector ships',
        dockerfile: shipping('CGO_ENABLED=1 go build -race -o /app .'),
        ...{line: 4, under: '-race', severity: 'warning', says: '5 to 10 times the memory'},
      },
      {name: 'no optimisation', dockerfile: shipping('go build -gcflags="all=-N -l" -o /app .'), line: 4},
      {name: 'coverage counters', dockerfile: shipping('go build -cover -o /app .'), ...{line: 4, says: 'GOCOVERDIR'}},
    ],
    good: [{name: 'neither', dockerfile: shipping('go build -o /app .')}],
    nearMiss: [
      {name: 'go test with the race detector', dockerfile: shipping('go test -race ./... && go build -o /app .')},
      {name: 'switched off', dockerfile: shipping('go build -race=false -o /app .')},
      {
        name: 'a target for a debugger',
        target: 'debug',
        dockerfile: lines(
          ...['FROM golang:1.26 AS build', 'COPY . .', 'RUN go build -gcflags="all=-N -l" -o /app .'],
          ...['FROM debian AS debug', 'COPY --from=build /app /app', 'FROM scratch', 'COPY --from=build /app /app'],
        ),
      },
      {
        name: 'delve starts it',
        dockerfile: lines(
          ...['FROM golang:1.26 AS build', 'COPY . .', 'RUN go build -gcflags="all=-N -l" -o /app .'],
          ...['FROM debian', 'COPY --from=build /app /app', 'CMD ["dlv", "exec", "/app"]'],
        ),
      },
      {name: 'other flags of the compiler', dockerfile: shipping('go build -gcflags="-m" -o /app .')},
    ],
  },
} satisfies Record<string, Fixtures>
