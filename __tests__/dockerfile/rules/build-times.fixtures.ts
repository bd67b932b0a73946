import {type Fixtures, lines} from './sample.ts'

const BUILD = ['FROM golang:1.26 AS build', 'WORKDIR /src', 'COPY . .']

export const BUILD_TIMES_FIXTURES = {
  'B-08': {
    bad: [
      {
        name: 'date in the linker flags',
        dockerfile: lines(...BUILD, 'RUN go build -ldflags "-X main.date=$(date -u +%FT%TZ)" -o /app .'),
        ...{line: 4, severity: 'info', says: 'time of the build'},
      },
      {
        name: 'by way of a variable of the script',
        dockerfile: lines(...BUILD, 'RUN DATE=$(date +%s) && go build -ldflags "-s -X main.date=${DATE}" -o /app .'),
        line: 4,
      },
      {
        name: 'a variable of the Makefile that another one names',
        dockerfile: lines(...BUILD, 'RUN make build'),
        files: {
          Makefile: 'AT := $(shell date -u +%FT%TZ)\nLD = -X main.at=$(AT)\nbuild:\n\tgo build -ldflags "$(LD)" .\n',
        },
        ...{line: 4, under: 'make build', says: 'Makefile:1'},
      },
      {
        name: 'a Makefile that is copied by its name',
        dockerfile: lines('FROM golang:1.26', 'WORKDIR /src', 'COPY go.mod main.go Makefile ./', 'RUN make'),
        files: {Makefile: 'AT := $(shell date +%s)\nall:\n\tgo build -ldflags "-X main.at=$(AT)" .\n'},
        line: 4,
      },
      {
        name: 'in a script, by way of two of its variables',
        dockerfile: lines(...BUILD, 'RUN ./build.sh'),
        files: {
          'build.sh': '#!/bin/sh\nset -e\nAT=$(date +%s)\nLD="-s -X main.at=$AT"\ngo build -ldflags "$LD" -o /app .\n',
        },
        ...{line: 4, under: './build.sh', says: 'build.sh:3'},
      },
      {
        name: 'in a recipe itself, with a go command that has another name there',
        dockerfile: lines(...BUILD, 'RUN make'),
        files: {
          Makefile: 'GO ?= go\nall: bin/app\nbin/%: %.go\n\t$(GO) build -ldflags "-X main.at=$$(date +%s)" -o $@ .\n',
          'app.go': 'package main\n',
        },
        ...{line: 4, says: 'Makefile:4'},
      },
    ],
    good: [
      {
        name: 'an ARG has it',
        dockerfile: lines(...BUILD, 'ARG DATE', 'RUN go build -ldflags "-X main.date=${DATE}" -o /app .'),
      },
    ],
    nearMiss: [
      {
        name: 'an ARG goes before that of the Makefile',
        dockerfile: lines(...BUILD, 'ARG AT', 'RUN make build'),
        files: {Makefile: 'AT ?= $(shell date +%s)\nbuild:\n\tgo build -ldflags "-X main.at=$(AT)" .\n'},
      },
      {
        name: 'a time of the Makefile that no go command takes',
        dockerfile: lines(...BUILD, 'RUN make build'),
        files: {Makefile: 'AT := $(shell date +%s)\nbuild:\n\techo $(AT)\n\tgo build .\n'},
      },
      {
        name: 'a script that has the time of the commit, and that of the clock for its log',
        dockerfile: lines(...BUILD, 'RUN ./build.sh'),
        files: {
          'build.sh': 'echo $(date)\nAT=$(git log -1 --format=%ct)\ngo build -ldflags "-X main.at=$AT" -o /app .\n',
        },
      },
      {
        name: 'the time in the name of an archive that the same recipe makes',
        dockerfile: lines(...BUILD, 'RUN make'),
        files: {Makefile: 'all:\n\tgo build -ldflags "-X main.v=1" -o app-$(shell date +%s) .\n'},
      },
      {
        name: 'the time of the commit',
        dockerfile: lines(...BUILD, 'RUN go build -ldflags "-X main.date=$(date -u -d @$SOURCE_DATE_EPOCH)" -o /app .'),
      },
      {
        name: 'date for the log',
        dockerfile: lines(...BUILD, 'RUN echo $(date) && go build -ldflags "-X main.v=$(cat VERSION)" -o /app .'),
      },
    ],
  },
} satisfies Record<string, Fixtures>
