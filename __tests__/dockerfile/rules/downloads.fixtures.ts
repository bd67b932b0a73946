import {WITH_MODULES} from './modules-fixture.ts'
import {type Fixtures, lines} from './sample.ts'

const files = WITH_MODULES
const MODULES = '--mount=type=cache,target=/go/pkg/mod'
const IMAGE = ['FROM scratch', 'COPY --from=build /app /app']

export const DOWNLOADS_FIXTURES = {
  'D-01': {
    bad: [
      {
        name: 'tidy after all sources',
        dockerfile: lines('FROM golang:1.26', 'WORKDIR /src', 'COPY . .', 'RUN go mod tidy', 'RUN go build .'),
        ...{files, line: 4, under: 'go mod tidy', severity: 'warning', says: '2 modules', fixed: false},
      },
      {
        name: 'make downloads in a step of its own',
        dockerfile: lines('FROM golang:1.26', 'WORKDIR /src', 'COPY . .', 'RUN make deps', 'RUN go build .'),
        files: {...files, Makefile: 'deps:\n\tgo mod download\n'},
        ...{line: 4, under: 'make deps', fixed: false},
      },
      {
        name: 'everything is copied before the download',
        dockerfile: lines(
          'FROM golang:1.26 AS build',
          'WORKDIR /src',
          'COPY . .',
          'RUN go mod download',
          'RUN go build -o /app .',
          ...IMAGE,
        ),
        ...{files, line: 4, under: 'go mod download', severity: 'warning', says: /2 modules.*line 3/, fixed: true},
      },
      {
        name: 'a step between them is left to the author',
        dockerfile: lines(
          'FROM golang:1.26',
          'COPY . /src',
          'WORKDIR /src',
          'RUN go mod download && go build -o /app .',
        ),
        ...{files, line: 4, fixed: false},
      },
      {
        name: 'a comment stands over the copy',
        dockerfile: lines(
          'FROM golang:1.26',
          'WORKDIR /src',
          '# all of it',
          'COPY . .',
          'RUN go mod download',
          'RUN go build .',
        ),
        ...{files, line: 5, fixed: false},
      },
      {
        name: 'the folder with the sources is enough',
        dockerfile: lines(
          'FROM golang:1.26',
          'WORKDIR /src',
          'COPY go.mod go.sum ./',
          'COPY internal ./internal',
          'RUN go mod download',
          'COPY main.go .',
          'RUN go build .',
        ),
        files: {
          ...files,
          'main.go': 'package main\n\nimport "example.com/app/internal/a"\n\nfunc main() { a.A() }\n',
          'internal/a/a.go': 'package a\n\nfunc A() {}\n',
        },
        line: 5,
      },
      {
        name: 'the whole context is mounted into a download that goes into a layer',
        dockerfile: lines(
          'FROM golang:1.26',
          'WORKDIR /src',
          'RUN --mount=type=bind,target=. go mod download',
          'COPY . .',
          'RUN go build .',
        ),
        ...{files, line: 3, says: 'mounts'},
      },
    ],
    good: [
      {
        name: 'go.mod and go.sum first',
        dockerfile: lines(
          'FROM golang:1.26',
          'WORKDIR /src',
          'COPY go.mod go.sum ./',
          'RUN go mod download',
          'COPY . .',
          'RUN go build .',
        ),
        files,
      },
    ],
    nearMiss: [
      {
        name: 'tidy after the download and the sources',
        dockerfile: lines(
          'FROM golang:1.26',
          'COPY go.mod go.sum ./',
          'RUN go mod download',
          'COPY . .',
          'RUN go mod tidy && go build .',
        ),
        files,
      },
      {
        name: 'make downloads and compiles in one step, which is D-04',
        dockerfile: lines('FROM golang:1.26', 'WORKDIR /src', 'COPY . .', 'RUN make build'),
        files: {...files, Makefile: 'build: deps\n\tgo build .\ndeps:\n\tgo mod download\n'},
      },
      {
        name: 'the modules are in a cache mount',
        dockerfile: lines('FROM golang:1.26', 'COPY . .', `RUN ${MODULES} go mod download`, 'RUN go build .'),
        files,
      },
      {
        name: 'a second download finds those of the first',
        dockerfile: lines(
          'FROM golang:1.26',
          'COPY go.* ./',
          'RUN go mod download',
          'COPY . .',
          'RUN go mod download && go build .',
        ),
        files,
      },
      {
        name: 'go.mod requires nothing',
        dockerfile: lines('FROM golang:1.26', 'COPY . .', 'RUN go mod download', 'RUN go build .'),
      },
      {
        name: 'the folder that replaces a module is needed for the download',
        dockerfile: lines(
          'FROM golang:1.26',
          'COPY go.mod go.sum ./',
          'COPY lib ./lib',
          'RUN go mod download',
          'COPY . .',
          'RUN go build .',
        ),
        files: {
          'go.mod':
            'module example.com/app\n\ngo 1.26\n\nrequire (\n\texample.com/lib v0.0.0\n\trsc.io/quote v1.5.2\n)\n\nreplace example.com/lib => ./lib\n',
          'go.sum': 'rsc.io/quote v1.5.2 h1:AAAA=\n',
          'lib/go.mod': 'module example.com/lib\n\ngo 1.26\n',
          'lib/lib.go': 'package lib\n',
        },
      },
      {
        name: 'one module of a version',
        dockerfile: lines('FROM golang:1.26', 'COPY . .', 'RUN go mod download rsc.io/quote@v1.5.2', 'RUN go build .'),
        files,
      },
      {
        name: 'a configuration file is no source',
        dockerfile: lines(
          'FROM golang:1.26',
          'COPY config.yaml go.mod go.sum ./',
          'RUN go mod download',
          'COPY . .',
          'RUN go build .',
        ),
        files: {...files, 'config.yaml': 'a: 1\n'},
      },
    ],
  },
  'D-04': {
    bad: [
      {
        name: 'make compiles',
        dockerfile: lines('FROM golang:1.26', 'WORKDIR /src', 'COPY . .', 'RUN make build'),
        files: {...files, Makefile: 'build:\n\tgo build .\n'},
        ...{line: 4, under: 'make build', severity: 'info', says: 'Makefile:2'},
      },
      {
        name: 'tidy before the sources takes all requirements out and downloads nothing',
        dockerfile: lines('FROM golang:1.26', 'COPY go.mod go.sum ./', 'RUN go mod tidy', 'COPY . .', 'RUN go build .'),
        ...{files, line: 5, severity: 'info'},
      },
      {
        name: 'an image of its own has Go',
        dockerfile: lines('FROM example.com/build:1', 'WORKDIR /src', 'COPY . .', 'RUN go build .'),
        ...{files, line: 4, severity: 'info', fixed: false},
      },
      {
        name: 'modules come while it compiles, after each change',
        dockerfile: lines('FROM golang:1.26 AS build', 'WORKDIR /src', 'COPY . .', 'RUN go build -o /app .', ...IMAGE),
        ...{files, line: 4, under: 'go build -o /app .', severity: 'info', says: '2 modules', fixed: true},
      },
      {
        name: 'only the build cache is mounted',
        dockerfile: lines(
          'FROM golang:1.26-alpine AS build',
          'RUN apk add --no-cache git',
          'COPY . .',
          'RUN --mount=type=cache,target=/root/.cache/go-build go build -o /app .',
          ...IMAGE,
        ),
        ...{files, line: 4, fixed: true},
      },
      {
        name: 'in the image itself the modules may be wanted',
        dockerfile: lines('FROM golang:1.26', 'COPY . .', 'RUN go build -o /app .', 'CMD ["go", "run", "."]'),
        ...{files, line: 3, fixed: false},
      },
    ],
    good: [
      {
        name: 'a cache mount keeps them',
        dockerfile: lines('FROM golang:1.26', 'COPY . .', `RUN ${MODULES} go build .`),
        files,
      },
      {
        name: 'a step before',
        dockerfile: lines(
          'FROM golang:1.26',
          'COPY go.mod go.sum ./',
          'RUN go mod download',
          'COPY . .',
          'RUN go build .',
        ),
        files,
      },
    ],
    nearMiss: [
      {
        name: 'go.mod requires nothing',
        dockerfile: lines('FROM golang:1.26', 'COPY . .', 'RUN go build .'),
      },
      {
        name: 'nothing that is compiled imports what go.mod requires',
        dockerfile: lines('FROM golang:1.26', 'COPY . .', 'RUN go build .'),
        files: {'go.mod': files['go.mod']!, 'go.sum': files['go.sum']!},
      },
      {
        name: 'make may have downloaded them',
        dockerfile: lines(
          'FROM golang:1.26',
          'COPY go.mod go.sum Makefile ./',
          'RUN make deps',
          'COPY . .',
          'RUN go build .',
        ),
        files: {...files, Makefile: 'deps:\n\tgo mod download\n'},
      },
      {
        name: 'they are copied from a stage',
        dockerfile: lines(
          'FROM golang:1.26 AS deps',
          'COPY go.mod go.sum ./',
          'RUN go mod download',
          'FROM golang:1.26',
          'COPY --from=deps /go/pkg /go/pkg',
          'COPY . .',
          'RUN go build .',
        ),
        files,
      },
      {
        name: 'they are vendored',
        dockerfile: lines('FROM golang:1.26', 'COPY . .', 'RUN go build .'),
        files: {...files, 'vendor/modules.txt': '# rsc.io/quote v1.5.2\n## explicit\n'},
      },
    ],
  },
} satisfies Record<string, Fixtures>
