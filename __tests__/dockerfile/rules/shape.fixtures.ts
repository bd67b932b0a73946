import {type Fixtures, lines} from './sample.ts'

const BUILD = ['FROM golang:1.26 AS build', 'WORKDIR /src', 'COPY . .', 'RUN go build -o /out/app .']
const START = 'ENTRYPOINT ["/out/app"]'
const RELEASER = 'builds:\n  - main: .\ndockers:\n  - image_templates: [acme/app]\n'

export const SHAPE_FIXTURES = {
  'A-01': {
    bad: [
      {
        name: 'one stage',
        dockerfile: lines(...BUILD, START),
        ...{line: 1, under: 'golang:1.26', severity: 'warning', says: 'the sources'},
      },
      {
        name: 'a second stage on the compiler again',
        dockerfile: lines(...BUILD, 'FROM golang:1.26-alpine', 'COPY --from=build /out/app /app', 'CMD ["/app"]'),
        ...{line: 5, says: 'does not need'},
      },
      {
        name: 'a stage on a stage of the compiler',
        dockerfile: lines(
          'FROM golang:1.26 AS base',
          'FROM base',
          'COPY . .',
          'RUN go build -o /app .',
          'CMD ["/app"]',
        ),
        line: 1,
      },
      {
        name: 'the toolchain is copied into a base of the image',
        dockerfile: lines(
          'FROM alpine:3.24 AS base',
          'COPY --from=golang:1.26-alpine /usr/local/go/ /usr/local/go/',
          'COPY . .',
          'RUN /usr/local/go/bin/go build -o /bin/app .',
          'FROM base',
          'CMD ["/bin/app"]',
        ),
        ...{line: 2, under: '--from=golang:1.26-alpine'},
      },
      {
        name: 'the toolchain is copied for the build, which needs its place in PATH',
        dockerfile: lines(
          ...['FROM alpine AS base', 'COPY --from=golang:1.26-alpine /usr/local/go/ /usr/local/go/'],
          ...['ENV PATH="$PATH:/usr/local/go/bin"', 'COPY . /src', 'RUN cd /src && go build -o /bot .'],
          ...['FROM base', 'CMD ["/bot"]'],
        ),
        ...{line: 2, says: 'the compiler'},
      },
      {
        name: 'live reload that is off unless asked for',
        dockerfile: lines(...BUILD, 'ARG AIR=0', 'RUN [ $AIR = 0 ] || go install github.com/air-verse/air@v1', START),
        line: 1,
      },
      {
        name: 'go run at each start',
        dockerfile: lines(...BUILD.slice(0, 3), 'CMD ["go", "run", "."]'),
        ...{line: 1, says: 'at each start'},
      },
      {
        name: 'make, which compiles',
        dockerfile: lines(...BUILD.slice(0, 3), 'RUN make all && cp bin/* /usr/bin/', 'ENTRYPOINT ["app"]'),
        line: 1,
      },
    ],
    good: [
      {
        name: 'two stages',
        dockerfile: lines(...BUILD, 'FROM scratch', 'COPY --from=build /out/app /app', 'ENTRYPOINT ["/app"]'),
      },
    ],
    nearMiss: [
      {name: 'a file for developers', path: 'Dockerfile.dev', dockerfile: lines(...BUILD, START)},
      {name: 'a script may compile', dockerfile: lines(...BUILD, 'ENTRYPOINT ["./run.sh"]')},
      {name: 'live reload', dockerfile: lines(...BUILD, 'CMD ["air", "-c", ".air.toml"]')},
      {
        name: 'the program runs the go command, and no module says so',
        dockerfile: lines(...BUILD.slice(0, 3), 'RUN go build -o app ./main.go', 'CMD ["./app"]'),
        files: {
          'go.mod': '',
          'main.go': 'package main\n\nimport "os/exec"\n\nfunc main() { exec.Command("go", "run", "x.go").Run() }\n',
        },
      },
      {
        name: 'a file of the toolchain',
        dockerfile: lines(
          ...BUILD,
          'FROM scratch',
          'COPY --from=golang:1.26 /usr/local/go/lib/time/zoneinfo.zip /',
          START,
        ),
      },
      {name: 'go run for developers', path: 'dev.Dockerfile', dockerfile: lines(...BUILD, 'CMD go run .')},
      {
        name: 'a target for tests',
        target: 'test',
        dockerfile: lines(...BUILD.slice(0, 3), 'FROM build AS test', 'RUN go build ./...', 'CMD ["/t"]'),
      },
      {
        name: 'a copied toolchain in PATH, for whoever works in the image',
        dockerfile: lines(
          ...['FROM alpine', 'COPY --from=golang:1.26-alpine /usr/local/go/ /usr/local/go/'],
          ...['ENV PATH="$PATH:/usr/local/go/bin"', 'COPY app /app', 'CMD ["/app"]'],
        ),
      },
      {name: 'a stage that nobody starts', dockerfile: lines(...BUILD)},
      {
        name: 'the program runs the go command',
        dockerfile: lines(...BUILD, START),
        files: {'main.go': 'package main\n\nimport "os/exec"\n\nfunc main() { exec.Command("go", "vet").Run() }\n'},
      },
      {
        name: 'a box with tools',
        dockerfile: lines('FROM golang:1.26', 'RUN go install example.com/lint@v1.0.0', 'CMD ["bash"]'),
      },
    ],
  },
  'A-02': {
    bad: [
      {
        name: 'the folder of the sources',
        dockerfile: lines(...BUILD, 'FROM alpine:3.24', 'COPY --from=build /src /app', 'CMD ["/app/app"]'),
        ...{line: 6, under: '/src', severity: 'warning', says: 'the sources'},
      },
      {
        name: 'all of the folder that the program is compiled in, without a go.mod',
        dockerfile: lines(
          ...['FROM golang:1.26 AS b', 'WORKDIR /b', 'COPY main.go .', 'RUN go build main.go'],
          ...['FROM scratch', 'WORKDIR /app', 'COPY --from=b /b/ .', 'CMD ["./go-app"]'],
        ),
        ...{line: 7, under: '/b/', says: 'main.go'},
      },
      {
        name: 'a clone that is compiled where it lies',
        dockerfile: lines(
          ...['FROM golang:1.26 AS build', 'RUN git clone https://example.com/app /tmp/app', 'WORKDIR /tmp/app'],
          ...['RUN go build', 'FROM alpine:3.24', 'COPY --from=build /tmp/app .', 'ENTRYPOINT ["./app"]'],
        ),
        ...{line: 6, says: 'which line 4 compiles'},
      },
      {
        name: 'the module cache',
        dockerfile: lines(
          ...BUILD,
          'FROM alpine:3.24',
          'COPY --from=build /out /out',
          'COPY --from=build /go /go',
          'CMD ["/out/app"]',
        ),
        ...{line: 7, says: 'module cache'},
      },
      {
        name: 'the compiler',
        dockerfile: lines(
          ...BUILD,
          'FROM debian:13',
          'COPY --from=build /usr/local/go/ /usr/local/go/',
          'CMD ["/out/app"]',
        ),
        ...{line: 6, says: 'the compiler'},
      },
    ],
    good: [
      {
        name: 'the program alone',
        dockerfile: lines(...BUILD, 'FROM alpine:3.24', 'COPY --from=build /out/app /app', 'CMD ["/app"]'),
      },
    ],
    nearMiss: [
      {
        name: 'the folder of the program',
        dockerfile: lines(...BUILD, 'FROM scratch', 'COPY --from=build /out /', 'CMD ["/app"]'),
      },
      {
        name: 'a folder of the sources that it opens',
        dockerfile: lines(...BUILD, 'FROM scratch', 'COPY --from=build /src/static /static', 'CMD ["/app"]'),
      },
      {
        name: 'a database of the toolchain',
        dockerfile: lines(
          ...BUILD,
          'FROM scratch',
          'COPY --from=build /usr/local/go/lib/time/zoneinfo.zip /',
          'CMD ["/app"]',
        ),
      },
      {
        name: 'sources that were taken out before',
        dockerfile: lines(
          ...BUILD,
          'RUN rm -rf *.go go.mod',
          'FROM alpine:3.24',
          'COPY --from=build /src /app',
          'CMD ["/app/app"]',
        ),
      },
      {
        name: 'an image to compile in',
        dockerfile: lines(
          ...BUILD,
          'FROM debian:13',
          'COPY --from=build /usr/local/go /usr/local/go',
          'ENV PATH=/usr/local/go/bin:$PATH',
          'CMD ["/out/app"]',
        ),
      },
      {
        name: 'the sources are in another folder',
        dockerfile: lines(...BUILD, 'FROM scratch', 'COPY --from=build /work /app', 'CMD ["/app"]'),
      },
    ],
  },
  'A-04': {
    bad: [
      {
        name: 'the Dockerfile of GoReleaser compiles',
        dockerfile: lines(...BUILD, START),
        files: {'.goreleaser.yaml': RELEASER},
        ...{line: 4, under: 'RUN', severity: 'info', says: '.goreleaser.yaml:3'},
      },
      {
        name: 'under another name',
        path: 'build/app.Dockerfile',
        dockerfile: lines(...BUILD, START),
        files: {'.goreleaser.yml': `${RELEASER}    dockerfile: build/app.Dockerfile\n`},
        line: 4,
      },
    ],
    good: [
      {
        name: 'it only copies',
        dockerfile: lines('FROM scratch', 'COPY app /', 'ENTRYPOINT ["/app"]'),
        files: {'.goreleaser.yaml': RELEASER},
      },
    ],
    nearMiss: [
      {
        name: 'GoReleaser builds no images',
        dockerfile: lines(...BUILD, START),
        files: {'.goreleaser.yaml': 'builds:\n  - main: .\n'},
      },
      {
        name: 'GoReleaser has a Dockerfile of its own',
        dockerfile: lines(...BUILD, START),
        files: {'.goreleaser.yaml': `${RELEASER}    dockerfile: Dockerfile.release\n`},
      },
      {name: 'no GoReleaser', dockerfile: lines(...BUILD, START)},
    ],
  },
} satisfies Record<string, Fixtures>
