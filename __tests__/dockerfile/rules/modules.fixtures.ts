import {type Fixtures, lines} from './sample.ts'

const MAIN = 'package main\n\nimport "example.com/lib"\n\nfunc main() { lib.Lib() }\n'
const REPLACED = (to: string) =>
  `module example.com/app\n\ngo 1.26\n\nrequire example.com/lib v0.0.0\n\nreplace example.com/lib => ${to}\n`
const LIB = {
  'lib/go.mod': 'module example.com/lib\n\ngo 1.26\n',
  'lib/lib.go': 'package lib\n\nfunc Lib() {}\n',
}
const files = {'go.mod': REPLACED('./lib'), 'main.go': MAIN, ...LIB}
const OUTSIDE = {'go.mod': REPLACED('../lib'), 'main.go': MAIN}
const WORK = {
  'go.work': 'go 1.26\n\nuse (\n\t.\n\t./lib\n)\n',
  'go.mod': 'module example.com/app\n\ngo 1.26\n',
  ...LIB,
}

export const MODULES_FIXTURES = {
  'D-05': {
    bad: [
      {
        name: 'the folder comes only with the rest of the sources',
        dockerfile: lines(
          'FROM golang:1.26',
          'WORKDIR /src',
          'COPY go.mod ./',
          'RUN go mod download',
          'COPY . .',
          'RUN go build .',
        ),
        ...{
          files,
          line: 4,
          under: 'go mod download',
          severity: 'error',
          says: 'go.mod:7 replaces example.com/lib',
          fixed: true,
        },
      },
      {
        name: 'it is copied to another place',
        dockerfile: lines(
          'FROM golang:1.26',
          'WORKDIR /src',
          'COPY go.mod main.go ./',
          'COPY lib /lib',
          'RUN go build .',
        ),
        ...{files, line: 5, severity: 'error', fixed: false},
      },
      {
        name: 'where the step may not run it is a warning',
        dockerfile: lines(
          'FROM golang:1.26',
          'COPY go.mod ./',
          'RUN if test -n "$X"; then go mod download; fi',
          'COPY . .',
          'RUN go build .',
        ),
        ...{files, line: 3, severity: 'warning'},
      },
    ],
    good: [
      {
        name: 'its go.mod is there',
        dockerfile: lines(
          'FROM golang:1.26',
          'WORKDIR /src',
          'COPY go.mod ./',
          'COPY lib/go.mod ./lib/',
          'RUN go mod download',
          'COPY . .',
          'RUN go build .',
        ),
        files,
      },
      {
        name: 'COPY --parents brings every go.mod',
        dockerfile: lines(
          '# syntax=docker/dockerfile:1',
          'FROM golang:1.26',
          'WORKDIR /src',
          'COPY --parents **/go.mod ./',
          'RUN go mod download',
          'COPY . .',
          'RUN go build .',
        ),
        files,
      },
    ],
    nearMiss: [
      {
        name: 'nothing requires the module that is replaced',
        dockerfile: lines('FROM golang:1.26', 'COPY go.mod ./', 'RUN go mod download', 'COPY . .', 'RUN go build .'),
        files: {
          ...files,
          'go.mod': 'module example.com/app\n\ngo 1.26\n\nreplace example.com/lib => ./lib\n',
          'main.go': 'package main\n\nfunc main() {}\n',
        },
      },
      {
        name: 'an earlier step drops the replacement',
        dockerfile: lines(
          'FROM golang:1.26',
          'COPY go.mod ./',
          'RUN go mod edit -dropreplace example.com/lib',
          'RUN go mod download',
          'RUN go build .',
        ),
        files,
      },
      {
        name: 'it is mounted',
        dockerfile: lines(
          'FROM golang:1.26',
          'WORKDIR /src',
          'COPY go.mod ./',
          'RUN --mount=type=bind,source=lib,target=lib go mod download',
          'COPY . .',
          'RUN go build .',
        ),
        files,
      },
      {
        name: 'the Dockerfile is of a module below, whose folder is its context',
        path: 'svc/docker/Dockerfile',
        dockerfile: lines('FROM golang:1.26', 'COPY go.mod ./', 'RUN go mod download', 'COPY . .', 'RUN go build .'),
        files: {...files, 'svc/go.mod': 'module example.com/svc\n\ngo 1.26\n'},
      },
      {
        name: 'what is compiled is not in this context',
        dockerfile: lines(
          'FROM golang:1.26',
          'COPY go.mod ./',
          'RUN go mod download',
          'COPY . .',
          'RUN go build ./cmd/x',
        ),
        files,
      },
      {
        name: 'it is cloned',
        dockerfile: lines(
          'FROM golang:1.26',
          'COPY go.mod ./',
          'RUN git clone https://example.com/lib.git lib && go mod download',
          'RUN go build .',
        ),
        files,
      },
    ],
  },
  'D-06': {
    bad: [
      {
        name: 'a folder above the context',
        dockerfile: lines('FROM golang:1.26', 'WORKDIR /src', 'COPY . .', 'RUN go build .'),
        files: OUTSIDE,
        ...{line: 4, under: 'go build .', severity: 'error', says: '../lib, which is outside', fixed: false},
      },
      {
        name: 'after go env -w of where private modules come from',
        dockerfile: lines(
          'FROM golang:1.26',
          'WORKDIR /src',
          'COPY . .',
          'RUN go env -w GOPRIVATE=example.com/*',
          'RUN go build .',
        ),
        ...{files: OUTSIDE, line: 5, severity: 'error'},
      },
      {
        name: 'a member of the workspace above it',
        dockerfile: lines('FROM golang:1.26', 'WORKDIR /src', 'COPY . .', 'RUN go build .'),
        files: {'go.work': 'go 1.26\n\nuse (\n\t.\n\t../lib\n)\n'},
        ...{line: 4, severity: 'error', says: 'go.work uses ../lib'},
      },
    ],
    good: [
      {
        name: 'a folder of the context',
        dockerfile: lines('FROM golang:1.26', 'WORKDIR /src', 'COPY . .', 'RUN go build .'),
        files,
      },
    ],
    nearMiss: [
      {
        name: 'a named context brings it to that place',
        dockerfile: lines('FROM golang:1.26', 'WORKDIR /src', 'COPY --from=lib . /lib', 'COPY . .', 'RUN go build .'),
        files: OUTSIDE,
      },
      {
        name: 'another folder of the context is copied to that place',
        dockerfile: lines(
          'FROM golang:1.26',
          'WORKDIR /src',
          'COPY . .',
          'COPY third_party/lib /lib',
          'RUN go build .',
        ),
        files: {...OUTSIDE, 'third_party/lib/go.mod': 'module example.com/lib\n\ngo 1.26\n'},
      },
      {
        name: 'the workspace is switched off',
        dockerfile: lines('FROM golang:1.26', 'ENV GOWORK=off', 'WORKDIR /src', 'COPY . .', 'RUN go build .'),
        files: {'go.work': 'go 1.26\n\nuse (\n\t.\n\t../lib\n)\n'},
      },
      {
        name: 'one of several modules above, in the context of all',
        dockerfile: lines('FROM golang:1.26', 'COPY . /src', 'WORKDIR /src/app', 'RUN go build .'),
        files: {'app/go.mod': REPLACED('../lib'), 'app/main.go': MAIN, ...LIB},
      },
    ],
  },
  'D-07': {
    bad: [
      {
        name: 'go.work before the other modules',
        dockerfile: lines(
          'FROM golang:1.26',
          'WORKDIR /src',
          'COPY go.work go.mod ./',
          'RUN go mod download',
          'COPY . .',
          'RUN go build .',
        ),
        ...{files: WORK, line: 4, under: 'go mod download', severity: 'error', says: 'go.work uses ./lib'},
      },
      {
        name: 'the ignore file keeps a member out',
        dockerfile: lines('FROM golang:1.26', 'WORKDIR /src', 'COPY . .', 'RUN go build .'),
        files: {...WORK, '.dockerignore': '# sources\nlib\n'},
        ...{line: 4, severity: 'error', says: '.dockerignore:2'},
      },
    ],
    good: [
      {
        name: 'all members are there',
        dockerfile: lines('FROM golang:1.26', 'WORKDIR /src', 'COPY . .', 'RUN go build .'),
        files: WORK,
      },
    ],
    nearMiss: [
      {
        name: 'go.work is not copied',
        dockerfile: lines('FROM golang:1.26', 'WORKDIR /src', 'COPY go.mod main.go ./', 'RUN go build .'),
        files: WORK,
      },
      {
        name: 'it is switched off for the command',
        dockerfile: lines(
          'FROM golang:1.26',
          'WORKDIR /src',
          'COPY go.work go.mod main.go ./',
          'RUN GOWORK=off go build .',
        ),
        files: WORK,
      },
      {
        name: 'a tool of a version does not read it',
        dockerfile: lines(
          'FROM golang:1.26',
          'WORKDIR /src',
          'COPY go.work ./',
          'RUN go install example.com/tool@v1.0.0',
        ),
        files: WORK,
      },
      {
        name: 'an earlier step removes it',
        dockerfile: lines(
          'FROM golang:1.26',
          'WORKDIR /src',
          'COPY go.work go.mod main.go ./',
          'RUN rm go.work',
          'RUN go build .',
        ),
        files: WORK,
      },
    ],
  },
} satisfies Record<string, Fixtures>
