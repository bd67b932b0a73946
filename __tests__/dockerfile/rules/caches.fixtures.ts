import {WITH_MODULES} from './modules-fixture.ts'
import {type Fixtures, lines} from './sample.ts'

const MODULES = '--mount=type=cache,target=/go/pkg/mod'
const MOUNTS = `${MODULES} --mount=type=cache,target=/root/.cache/go-build`
const files = WITH_MODULES
const cache = (target: string, more = '') => `--mount=type=cache,target=${target}${more}`

export const CACHES_FIXTURES = {
  'C-01': {
    bad: [
      {
        name: 'a compile step without a mount',
        dockerfile: lines(
          'FROM golang:1.26 AS build',
          'COPY . .',
          'RUN CGO_ENABLED=0 go build -o /app .',
          'FROM scratch',
          'COPY --from=build /app /app',
        ),
        ...{line: 3, under: 'go build -o /app .', severity: 'warning', fixed: true},
      },
      {
        name: 'it says how many modules are compiled again',
        dockerfile: lines('FROM golang:1.26', 'COPY . .', 'RUN go build -o /app .'),
        ...{files, line: 3, says: '2 modules', fixed: false},
      },
      {
        name: 'several steps of one stage are one finding and one fix',
        dockerfile: lines(
          'FROM golang:1.26 AS build',
          'COPY . .',
          'RUN go vet ./...',
          'RUN go test ./...',
          'RUN go build -o /app .',
          'FROM scratch',
          'COPY --from=build /app /app',
        ),
        ...{line: 3, fixed: true},
      },
      {
        name: 'a mount on the folder of another user',
        dockerfile: lines('FROM golang:1.26', 'COPY . .', 'RUN --mount=type=cache,target=/home/me/.cache go vet ./...'),
        line: 3,
      },
      {
        name: 'the sources are a bind mount, and only the modules have a cache',
        dockerfile: lines(
          'FROM golang:1.26 AS build',
          'WORKDIR /src',
          `RUN --mount=type=bind,target=. ${MODULES} \\`,
          '    go build -o /app .',
          'FROM scratch',
          'COPY --from=build /app /app',
        ),
        ...{line: 4, fixed: true},
      },
      {
        name: 'make compiles',
        dockerfile: lines('FROM golang:1.26', 'WORKDIR /src', 'COPY . .', 'RUN apk add make && make build'),
        files: {Makefile: 'GO ?= go\nbuild: deps\n\t@$(GO) build -o app \\\n\t  .\ndeps:\n\tgo mod download\n'},
        ...{line: 4, under: 'make build', severity: 'warning', says: 'runs `go build` (Makefile:3)', fixed: false},
      },
      {
        name: 'a script compiles that is copied alone',
        dockerfile: lines(
          'FROM golang:1.26 AS build',
          'WORKDIR /src',
          'COPY scripts/build.sh /build.sh',
          'COPY . .',
          'RUN /build.sh',
          'FROM scratch',
          'COPY --from=build /src/app /app',
        ),
        files: {'scripts/build.sh': '#!/bin/sh\nset -e\ngo build -o app .\n'},
        ...{line: 5, says: 'scripts/build.sh:3', fixed: true},
      },
      {
        name: 'an argument names the function of a script that compiles',
        dockerfile: lines('FROM golang:1.26', 'WORKDIR /src', 'COPY . .', 'RUN ./do.sh build'),
        files: {'do.sh': '#!/bin/sh\nbuild () {\n  go build .\n}\ncase $1 in build|lint) $1 ;; esac\n'},
        ...{line: 4, under: './do.sh build', says: 'do.sh:3'},
      },
      {
        name: 'an image of its own has Go',
        dockerfile: lines('FROM example.com/build:1', 'WORKDIR /src', 'COPY . .', 'RUN go build .'),
        ...{line: 4, severity: 'info', says: 'no cache mount on GOCACHE', fixed: false},
      },
    ],
    good: [
      {
        name: 'make compiles with a mount',
        dockerfile: lines('FROM golang:1.26', 'WORKDIR /src', 'COPY . .', `RUN ${MOUNTS} make build`),
        files: {Makefile: 'build:\n\tgo build .\n'},
      },
      {
        name: 'a mount on GOCACHE',
        dockerfile: lines('FROM golang:1.26', 'COPY . .', `RUN ${MOUNTS} go build .`),
      },
      {
        name: 'a mount on a folder above it',
        dockerfile: lines('FROM golang:1.26', 'COPY . .', 'RUN --mount=type=cache,target=/root/.cache go build .'),
      },
    ],
    nearMiss: [
      {
        name: 'the target of make compiles nothing',
        dockerfile: lines('FROM golang:1.26', 'WORKDIR /src', 'COPY . .', 'RUN make deps'),
        files: {Makefile: 'build:\n\tgo build .\ndeps:\n\tgo mod download\n'},
      },
      {
        name: 'make is of the repository of something else',
        dockerfile: lines('FROM golang:1.26', 'RUN git clone https://example.com/a /a', 'RUN cd /a && make'),
        files: {Makefile: 'build:\n\tgo build .\n'},
      },
      {
        name: 'a script compiles only when it is asked to',
        dockerfile: lines('FROM golang:1.26', 'WORKDIR /src', 'COPY . .', 'RUN ./do.sh lint'),
        files: {'do.sh': '#!/bin/sh\nbuild() {\n  go build .\n}\ncase $1 in build) build ;; esac\n'},
      },
      {
        name: 'an image of its own, and a cache mount on a folder that only it knows',
        dockerfile: lines(
          'FROM example.com/build:1',
          'COPY . .',
          'RUN --mount=type=cache,target=/caches/go go build .',
        ),
      },
      {
        name: 'a program of another module, with none of the sources in the stage',
        dockerfile: lines('FROM golang:1.26', 'RUN go install example.com/tool@v1.2.3'),
      },
      {
        name: 'GOCACHE is elsewhere, and the mount is there',
        dockerfile: lines(
          'FROM golang:1.26',
          'ENV GOCACHE=/c',
          'COPY . .',
          'RUN --mount=type=cache,target=/c go build .',
        ),
      },
      {
        name: 'a go command that compiles nothing',
        dockerfile: lines('FROM golang:1.26', 'COPY . .', 'RUN go env && go mod download'),
      },
      {
        name: 'a tool of a version, which no change of the sources compiles again',
        dockerfile: lines('FROM golang:1.26', 'COPY . .', 'RUN go install github.com/go-delve/delve/cmd/dlv@v1.25.0'),
      },
      {
        name: 'only go.mod is there',
        dockerfile: lines('FROM golang:1.26', 'COPY go.mod go.sum ./', 'RUN go build std'),
      },
      {
        name: 'dependencies were compiled into a layer before',
        dockerfile: lines(
          'FROM golang:1.26',
          'COPY go.mod go.sum ./',
          'RUN go mod download && go build std',
          'COPY . .',
          'RUN go build .',
        ),
      },
      {
        name: 'the build cache is bound from another stage',
        dockerfile: lines(
          'FROM golang:1.26',
          'COPY . .',
          'RUN --mount=type=bind,from=warm,target=/root/.cache/go-build,rw go build .',
        ),
      },
      {
        name: 'a stage that the target does not reach',
        dockerfile: lines('FROM golang:1.26 AS lint', 'COPY . .', 'RUN go vet ./...', 'FROM scratch', 'COPY app /app'),
      },
    ],
  },
  'C-03': {
    bad: [
      {
        name: 'the download has a mount that the compile step has not',
        dockerfile: lines('FROM golang:1.26', 'COPY . .', `RUN ${MODULES} go mod download`, 'RUN go build .'),
        ...{files, line: 4, under: 'go build .', severity: 'warning', says: 'line 3', fixed: true},
      },
      {
        name: 'and the compile step has no network',
        dockerfile: lines(
          'FROM golang:1.26',
          'COPY . .',
          `RUN ${MODULES} go mod download`,
          'RUN --network=none go build .',
        ),
        ...{files, line: 4, severity: 'error', says: 'fails', fixed: true},
      },
      {
        name: 'or is told not to use it',
        dockerfile: lines(
          'FROM golang:1.26',
          'COPY . .',
          `RUN ${MODULES} go mod download`,
          'RUN GOPROXY=off go build .',
        ),
        ...{files, line: 4, severity: 'error', fixed: true},
      },
      {
        name: 'both have a mount, of different ids',
        dockerfile: lines(
          'FROM golang:1.26',
          'COPY . .',
          'RUN --mount=type=cache,id=mod,target=/go/pkg/mod go mod download',
          `RUN ${MODULES} go build .`,
        ),
        ...{files, line: 4, severity: 'warning', says: 'another cache', under: MODULES, fixed: true},
      },
      {
        name: 'both have the mount, and without network an empty one cannot be filled',
        dockerfile: lines(
          'FROM golang:1.26',
          'COPY . .',
          `RUN ${MODULES} go mod download`,
          `RUN --network=none ${MOUNTS} go build .`,
        ),
        ...{files, line: 4, severity: 'warning', says: 'layer cache', fixed: true},
      },
      {
        name: 'and another step needs the mount',
        dockerfile: lines(
          'FROM golang:1.26',
          'COPY . .',
          `RUN ${MODULES} go mod download`,
          `RUN ${MOUNTS} go vet ./... && ./check.sh`,
          'RUN --network=none go build .',
        ),
        ...{files, line: 5, severity: 'error', fixed: false},
      },
      {
        name: 'sources that are not at hand make it a warning',
        dockerfile: lines(
          'FROM golang:1.26',
          'RUN git clone https://example.com/x.git .',
          `RUN ${MODULES} go mod download`,
          'RUN --network=none go build .',
        ),
        ...{files, line: 4, severity: 'warning'},
      },
    ],
    good: [
      {
        name: 'both have the mount',
        dockerfile: lines('FROM golang:1.26', 'COPY . .', `RUN ${MODULES} go mod download`, `RUN ${MOUNTS} go build .`),
        files,
      },
      {
        name: 'one step does both',
        dockerfile: lines('FROM golang:1.26', 'COPY . .', `RUN ${MODULES} go mod download && go build .`),
        files,
      },
    ],
    nearMiss: [
      {
        name: 'the download is in a layer',
        dockerfile: lines('FROM golang:1.26', 'COPY . .', 'RUN go mod download', 'RUN go build .'),
        files,
      },
      {
        name: 'go.mod requires nothing',
        dockerfile: lines(
          'FROM golang:1.26',
          'COPY . .',
          `RUN ${MODULES} go mod download`,
          'RUN --network=none go build .',
        ),
      },
      {
        name: 'the modules are vendored from the mount',
        dockerfile: lines(
          'FROM golang:1.26',
          'COPY . .',
          `RUN ${MODULES} go mod download && go mod vendor`,
          'RUN go build .',
        ),
        files,
      },
      {
        name: 'a tool of a version is compiled without the mount',
        dockerfile: lines(
          'FROM golang:1.26',
          'COPY . .',
          `RUN ${MODULES} go mod download`,
          'RUN go install example.com/tool@v1.0.0',
        ),
        files,
      },
      {
        name: 'ids that depend on the platform',
        dockerfile: lines(
          'FROM golang:1.26',
          'ARG TARGETARCH',
          'COPY . .',
          'RUN --mount=type=cache,id=mod-$TARGETARCH,target=/go/pkg/mod go mod download',
          'RUN --mount=type=cache,id=mod-${TARGETARCH},target=/go/pkg/mod go build .',
        ),
        files,
      },
    ],
  },
  'C-11': {
    bad: [
      {
        name: 'make compiles, and what it runs cannot be read',
        dockerfile: lines('FROM golang:1.26', 'COPY . .', `RUN ${MODULES} go mod download`, `RUN ${MOUNTS} make build`),
        ...{files, line: 3, severity: 'info', fixed: false},
      },
      {
        name: 'a download of its own, and a compile step with the same mount',
        dockerfile: lines(
          'FROM golang:1.26 AS build',
          'COPY go.mod go.sum ./',
          `RUN ${MODULES} go mod download`,
          'COPY . .',
          `RUN ${MOUNTS} go build .`,
        ),
        ...{files, line: 3, under: 'go mod download', severity: 'info', says: 'line 5', fixed: true},
      },
      {
        name: 'the secret is only where the download is',
        dockerfile: lines(
          'FROM golang:1.26 AS build',
          'COPY go.mod go.sum ./',
          `RUN --mount=type=secret,id=netrc,target=/root/.netrc ${MODULES} go mod download`,
          'COPY . .',
          `RUN ${MOUNTS} go build .`,
        ),
        ...{files, line: 3, severity: 'warning', says: 'secret netrc', fixed: false},
      },
      {
        name: 'a comment about the step keeps it in the file',
        dockerfile: lines(
          'FROM golang:1.26 AS build',
          'COPY go.mod go.sum ./',
          '# modules first',
          `RUN ${MODULES} go mod download`,
          'COPY . .',
          `RUN ${MOUNTS} go build .`,
        ),
        ...{files, line: 4, severity: 'info', fixed: false},
      },
    ],
    good: [
      {
        name: 'a download into a layer',
        dockerfile: lines(
          'FROM golang:1.26',
          'COPY go.mod go.sum ./',
          'RUN go mod download',
          'COPY . .',
          'RUN go build .',
        ),
        files,
      },
      {
        name: 'no download step',
        dockerfile: lines('FROM golang:1.26', 'COPY . .', `RUN ${MOUNTS} go build .`),
        files,
      },
    ],
    nearMiss: [
      {
        name: 'the step that downloads also compiles',
        dockerfile: lines('FROM golang:1.26', 'COPY . .', `RUN ${MOUNTS} go mod download && go build .`),
        files,
      },
      {
        name: 'the compile step has no mount, which is for another rule to say',
        dockerfile: lines('FROM golang:1.26', 'COPY . .', `RUN ${MODULES} go mod download`, 'RUN go build .'),
        files,
      },
    ],
  },
  'C-10': {
    bad: [
      {
        name: 'two stages have the modules under different ids',
        dockerfile: lines(
          'FROM golang:1.26 AS test',
          `RUN ${cache('/go/pkg/mod')} go test ./...`,
          'FROM golang:1.26',
          `RUN ${cache('/go/pkg/mod', ',id=gomod')} go build .`,
        ),
        ...{line: 4, severity: 'info', says: 'line 2', fixed: true},
      },
      {
        name: 'an id by an argument, which each stage may give another value',
        dockerfile: lines(
          ...['FROM golang:1.26 AS test', 'ARG ID=a', `RUN ${cache('/go/pkg/mod', ',id=${ID}')} go test ./...`],
          ...['FROM golang:1.26', `RUN ${cache('/go/pkg/mod')} go build .`],
        ),
        ...{line: 5, fixed: false},
      },
      {
        name: 'another Dockerfile of the folder has them under another id',
        dockerfile: lines('FROM golang:1.26', `RUN ${cache('/go/pkg/mod')} go build .`),
        files: {
          'dev.Dockerfile': lines('FROM golang:1.26', `RUN ${cache('/go/pkg/mod', ',id=gomod')} go test ./...`),
        },
        ...{line: 2, says: 'dev.Dockerfile:2', fixed: false},
      },
    ],
    good: [
      {
        name: 'the same id',
        dockerfile: lines(
          'FROM golang:1.26 AS test',
          `RUN ${cache('/go/pkg/mod', ',id=gomod')} go test ./...`,
          'FROM golang:1.26',
          `RUN ${cache('/go/pkg/mod', ',id=gomod,sharing=locked')} go build .`,
        ),
      },
    ],
    nearMiss: [
      {
        name: 'another Dockerfile has them under the same id, or in another place',
        dockerfile: lines('FROM golang:1.26', `RUN ${cache('/go/pkg/mod', ',id=gomod')} go build .`),
        files: {
          'a.Dockerfile': lines('FROM golang:1.26', `RUN ${cache('/go/pkg/mod', ',id=gomod')} go test ./...`),
          'Dockerfile.b': lines('FROM golang:1.26', 'ENV GOPATH=/b', `RUN ${cache('/b/pkg/mod')} go test ./...`),
          'Dockerfile.dockerignore': '.git\n',
        },
      },
      {
        name: 'other build caches for other targets',
        dockerfile: lines(
          'FROM golang:1.26 AS test',
          `RUN ${cache('/root/.cache/go-build', ',id=race')} go test -race ./...`,
          'FROM golang:1.26',
          `RUN ${cache('/root/.cache/go-build', ',id=build')} go build .`,
        ),
      },
      {
        name: 'an id for each platform',
        dockerfile: lines(
          'FROM golang:1.26 AS test',
          'ARG TARGETARCH',
          `RUN ${cache('/go/pkg/mod', ',id=mod-$TARGETARCH')} go test ./...`,
          'FROM golang:1.26',
          `RUN ${cache('/go/pkg/mod', ',id=gomod')} go build .`,
        ),
      },
    ],
  },
} satisfies Record<string, Fixtures>
