import {type Fixtures, lines} from './sample.ts'

export const CACHE_ORDER_FIXTURES = {
  'H-05': {
    bad: [
      {
        name: 'packages after all of the sources',
        dockerfile: lines(
          'FROM golang:1.26-alpine',
          'COPY . .',
          'RUN apk add --no-cache git',
          'RUN go build -o /app .',
        ),
        ...{line: 3, under: 'apk add', severity: 'warning', says: 'line 2 copies all of them first', fixed: true},
      },
      {
        name: 'with a WORKDIR between, over several lines, where the lists are removed',
        dockerfile: lines(
          ...['FROM golang:1.26', 'COPY . /usr/src/app', 'WORKDIR /usr/src/app', '# the program needs it'],
          ...['COPY Makefile .', 'RUN apt-get update && \\', '    apt-get install -y gcc && \\'],
          ...['    rm -rf /var/lib/apt/lists/*', 'RUN go build -o /app .'],
        ),
        ...{line: 7, under: 'apt-get install', fixed: true},
      },
      {
        name: 'a comment over the step, which would stay behind',
        dockerfile: lines(
          'FROM golang:1.26-alpine',
          'COPY . .',
          '# for cgo',
          'RUN apk add --no-cache gcc',
          'RUN go build .',
        ),
        ...{line: 4, fixed: false},
      },
      {
        name: 'the copy may bring the settings of the package manager',
        dockerfile: lines('FROM alpine:3.23', 'COPY . /', 'RUN apk add --no-cache go', 'RUN go build -o /app .'),
        ...{line: 3, fixed: false},
      },
      {
        name: 'a script of the sources runs before it',
        dockerfile: lines(
          'FROM golang:1.26',
          'COPY . .',
          'RUN ./repositories.sh && apt-get install -y gcc',
          'RUN go build .',
        ),
        ...{line: 3, fixed: false},
      },
      {
        name: 'the package is that of a build argument, declared between',
        dockerfile: lines(
          'FROM golang:1.26-alpine',
          'COPY . .',
          'ARG CC=gcc',
          'RUN apk add --no-cache $CC',
          'RUN go build .',
        ),
        ...{line: 4, fixed: false},
      },
      {
        name: 'after the folder of the program',
        dockerfile: lines(
          'FROM golang:1.26',
          'COPY app/ .',
          'RUN apt-get update && apt-get install -y gcc',
          'RUN go build -o /app .',
        ),
        files: {'app/go.mod': 'module x\n\ngo 1.26\n', 'app/main.go': 'package main\n\nfunc main() {}\n'},
        ...{line: 3, says: 'for each change of the sources', fixed: true},
      },
      {
        name: 'npm and a tool of Go, once for the step',
        dockerfile: lines(
          'FROM golang:1.26',
          'COPY . .',
          'RUN npm ci && go install github.com/a-h/templ/cmd/templ@v0.3.0 && go build .',
        ),
        ...{line: 3, under: 'npm ci', says: '`npm ci` runs again', fixed: false},
      },
    ],
    good: [
      {
        name: 'packages first',
        dockerfile: lines(
          'FROM golang:1.26-alpine',
          'RUN apk add --no-cache git',
          'COPY . .',
          'RUN go build -o /app .',
        ),
      },
    ],
    nearMiss: [
      {
        name: 'only go.mod and package.json were copied',
        dockerfile: lines(
          'FROM golang:1.26',
          'COPY go.mod package.json ./',
          'RUN npm ci',
          'COPY . .',
          'RUN go build .',
        ),
      },
      {
        name: 'the copy is in another stage',
        dockerfile: lines(
          'FROM golang:1.26 AS build',
          'COPY . .',
          'RUN go build -o /app .',
          'FROM alpine:3.23',
          'RUN apk add --no-cache tzdata',
          'COPY --from=build /app /app',
        ),
      },
      {
        name: 'the program of the checkout, and a package of the checkout',
        dockerfile: lines('FROM golang:1.26', 'COPY . .', 'RUN go install ./... && apt-get install -y ./deb/x.deb'),
      },
      {
        name: 'what it fetches is in a mount',
        dockerfile: lines(
          'FROM golang:1.26',
          'COPY . .',
          'RUN --mount=type=cache,target=/root/.npm npm ci && go build .',
        ),
      },
    ],
  },
} satisfies Record<string, Fixtures>
