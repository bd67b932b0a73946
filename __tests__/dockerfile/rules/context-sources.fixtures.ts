import {type Fixtures, lines} from './sample.ts'

const WHOLE = lines('FROM golang:1.26', 'WORKDIR /src', 'COPY . .', 'RUN go build -o /app .')
const WITH_PACKAGE = {
  'main.go': 'package main\n\nimport "example.com/app/internal/db"\n\nfunc main() { db.Open() }\n',
  'internal/db/db.go': 'package db\n\nfunc Open() {}\n',
}

export const CONTEXT_SOURCES_FIXTURES = {
  'X-03': {
    bad: [
      {
        name: 'a file that COPY names',
        dockerfile: lines('FROM golang:1.26', 'COPY go.mod config.yaml ./', 'COPY . .', 'RUN go build .'),
        files: {'.dockerignore': '*.yaml\n', 'config.yaml': 'x'},
        ...{line: 2, under: 'config.yaml', severity: 'error', says: '.dockerignore:1 *.yaml keeps config.yaml out'},
      },
      {
        name: 'a package that the program imports',
        dockerfile: WHOLE,
        files: {...WITH_PACKAGE, '.dockerignore': '.git\ninternal\n'},
        ...{line: 4, under: 'go build -o /app .', severity: 'error', says: 'the package internal/db'},
      },
    ],
    good: [
      {name: 'nothing that is needed', dockerfile: WHOLE, files: {...WITH_PACKAGE, '.dockerignore': '.git\ndocs\n'}},
    ],
    nearMiss: [
      {
        name: 'a pattern without a slash is that of the root',
        dockerfile: lines('FROM golang:1.26', 'WORKDIR /src', 'COPY . .', 'RUN go build -o /app ./cmd/gogs'),
        files: {
          '.dockerignore': 'gogs\n',
          'cmd/gogs/main.go': 'package main\n\nfunc main() {}\n',
          'main.go': 'package x\n',
        },
      },
      {
        name: 'a folder that another stage makes',
        dockerfile: lines(
          'FROM node AS web',
          'RUN make /dist',
          'FROM golang:1.26',
          'COPY . .',
          'COPY --from=web dist dist',
          'RUN go build .',
        ),
        files: {'.dockerignore': 'dist\n', 'dist/old.js': 'x'},
      },
      {
        name: 'a folder of which something is let in again',
        dockerfile: lines('FROM golang:1.26', 'COPY .build .build', 'COPY . .', 'RUN go build .'),
        files: {'.dockerignore': '.build\n!.build/linux\n', '.build/linux': 'x', '.build/darwin': 'x'},
      },
      {
        name: 'generated in the build',
        dockerfile: lines(
          'FROM golang:1.26',
          'WORKDIR /src',
          'COPY . .',
          'RUN go generate ./...',
          'RUN go build -o /app .',
        ),
        files: {...WITH_PACKAGE, '.dockerignore': 'internal\n'},
      },
    ],
  },
  'X-06': {
    bad: [
      {
        name: 'a go.mod that is beside the Dockerfile, whose folder is not the context',
        path: 'svc/Dockerfile',
        dockerfile: lines('FROM golang:1.26', 'COPY go.mod ./', 'COPY svc .', 'RUN go build .'),
        files: {'svc/go.mod': 'module example.com/svc\n\ngo 1.26\n', 'svc/main.go': 'package main\n\nfunc main() {}\n'},
        bare: true,
        ...{line: 2, severity: 'warning', says: 'svc/go.mod is'},
      },
      {
        name: 'a go.mod that is elsewhere',
        dockerfile: lines('FROM golang:1.26', 'COPY cmd/go.mod ./', 'COPY . .', 'RUN go build .'),
        ...{line: 2, under: 'cmd/go.mod', severity: 'error', says: 'go.mod is, so that this COPY fails'},
      },
      {
        name: 'a configuration that is not there',
        dockerfile: lines('FROM golang:1.26', 'COPY . .', 'RUN go build -o /app .', 'COPY config.yaml /etc/'),
        ...{line: 4, under: 'config.yaml', severity: 'warning'},
      },
      {
        name: 'one that git ignores',
        dockerfile: lines('FROM golang:1.26', 'COPY web/dist web/dist', 'COPY . .', 'RUN go build .'),
        files: {'.gitignore': 'dist/\n'},
        ...{line: 2, severity: 'info', says: '.gitignore:1 dist/'},
      },
    ],
    good: [{name: 'all is there', dockerfile: lines('FROM golang:1.26', 'COPY go.mod main.go ./', 'RUN go build .')}],
    nearMiss: [
      {
        name: 'a program that is to be compiled before, of which A-05 speaks',
        dockerfile: lines('FROM alpine', 'COPY bin/app /app', 'ENTRYPOINT ["/app"]'),
      },
      {
        name: 'a wildcard, a variable and an address',
        dockerfile: lines(
          'FROM golang:1.26',
          'ARG F',
          'COPY go.mod go.sum* ./',
          'COPY conf/$F ./',
          'ADD https://example.com/x /x',
          'COPY . .',
          'RUN go build .',
        ),
      },
      {
        name: 'the Makefile makes it first',
        dockerfile: lines('FROM golang:1.26', 'COPY .version ./', 'COPY . .', 'RUN go build .'),
        files: {Makefile: 'image:\n\tgit describe > .version\n\tdocker build .\n', '.gitignore': '.version\n'},
      },
      {
        name: 'it comes from another stage',
        dockerfile: lines(
          'FROM golang:1.26 AS a',
          'RUN go build -o /nowhere .',
          'FROM scratch',
          'COPY --from=a /nowhere /x',
        ),
      },
    ],
  },
  'X-07': {
    bad: [
      {
        name: 'an imported package',
        dockerfile: lines('FROM golang:1.26', 'WORKDIR /src', 'COPY go.mod main.go ./', 'RUN go build -o /app .'),
        files: WITH_PACKAGE,
        ...{line: 4, under: 'go build -o /app .', severity: 'error', says: 'internal/db, which main.go:3 imports'},
      },
      {
        name: 'the program itself, compiled in the background',
        dockerfile: lines(
          'FROM golang:1.26',
          'WORKDIR /src',
          'COPY go.mod ./',
          'COPY internal internal',
          'RUN go build -o /m tools/m/main.go & wait',
        ),
        files: {...WITH_PACKAGE, 'tools/m/main.go': 'package main\n\nfunc main() {}\n'},
        ...{line: 5, says: 'the package tools/m,'},
      },
    ],
    good: [
      {
        name: 'each folder is named',
        dockerfile: lines(
          'FROM golang:1.26',
          'WORKDIR /src',
          'COPY go.mod *.go ./',
          'COPY internal ./internal',
          'RUN go build -o /app .',
        ),
        files: WITH_PACKAGE,
      },
    ],
    nearMiss: [
      {
        name: 'the rest comes from a mount',
        dockerfile: lines(
          'FROM golang:1.26',
          'WORKDIR /src',
          'COPY go.mod ./',
          'RUN --mount=type=bind,target=. go build -o /app .',
        ),
        files: WITH_PACKAGE,
      },
      {
        name: 'a step may make it',
        dockerfile: lines(
          'FROM golang:1.26',
          'WORKDIR /src',
          'COPY go.mod main.go gen.sh ./',
          'RUN ./gen.sh && go build -o /app .',
        ),
        files: {...WITH_PACKAGE, 'gen.sh': 'x'},
      },
      {
        name: 'with the folders above kept',
        dockerfile: lines(
          'FROM golang:1.26',
          'WORKDIR /src',
          'COPY go.mod main.go ./',
          'COPY --parents internal/db ./',
          'RUN go build -o /app .',
        ),
        files: WITH_PACKAGE,
      },
      {
        name: 'from a stage that has all',
        dockerfile: lines(
          'FROM golang:1.26 AS src',
          'COPY . /s',
          'FROM golang:1.26',
          'WORKDIR /src',
          'COPY go.mod main.go ./',
          'COPY --from=src /s/internal ./internal',
          'RUN go build -o /app .',
        ),
        files: WITH_PACKAGE,
      },
    ],
  },
} satisfies Record<string, Fixtures>
