import {type Fixtures, lines} from './sample.ts'

const BUILD = ['FROM golang:1.26 AS build', 'WORKDIR /src', 'COPY . .']
const MAIN = 'package main\n\nfunc main() {}\n'
const TWO = {'main.go': 'package app\n', 'cmd/api/main.go': MAIN, 'cmd/job/main.go': MAIN}
const MAKE = '.PHONY: build\nCGO_ENABLED ?= 1\n\nbuild: deps\n\tgo build -o bin/app .\n\ndeps:\n\tgo mod download\n'

export const TARGETS_FIXTURES = {
  'B-05': {
    bad: [
      {
        name: 'two packages into a file',
        dockerfile: lines(...BUILD, 'RUN go build -o /app ./cmd/api ./cmd/job'),
        files: TWO,
        ...{line: 4, severity: 'error', says: 'multiple packages', fixed: false},
      },
      {
        name: 'all below a folder',
        dockerfile: lines(...BUILD, 'RUN go build -o app ./cmd/...'),
        files: TWO,
        ...{line: 4, says: './cmd/api and ./cmd/job', fixed: false},
      },
      {
        name: 'a program and the library beside it',
        dockerfile: lines(...BUILD, 'RUN CGO_ENABLED=0 go build -o /app ./...'),
        files: {
          'main.go': 'package main\n\nimport _ "example.com/app/lib"\n\nfunc main() {}\n',
          'lib/lib.go': 'package lib\n',
        },
        ...{line: 4, fixed: true},
      },
      {
        name: 'a program in a folder of its own, and a library, seen from the folder of both',
        dockerfile: lines(...BUILD, 'RUN cd cmd && go build -o /app ./...'),
        files: {
          'cmd/api/main.go': 'package main\n\nimport _ "example.com/app/cmd/api/lib"\n\nfunc main() {}\n',
          ...{'cmd/api/lib/lib.go': 'package lib\n', 'main.go': 'package app\n'},
        },
        ...{line: 4, fixed: true},
      },
    ],
    good: [
      {name: 'a folder', dockerfile: lines(...BUILD, 'RUN go build -o /out/ ./cmd/...'), files: TWO},
      {name: 'one package', dockerfile: lines(...BUILD, 'RUN go build -o /app ./cmd/api'), files: TWO},
    ],
    nearMiss: [
      {
        name: 'the folder is made before',
        dockerfile: lines(...BUILD, 'RUN mkdir -p /out && go build -o /out ./cmd/...'),
        files: TWO,
      },
      {name: 'a folder of the image', dockerfile: lines(...BUILD, 'RUN go build -o /go/bin ./cmd/...'), files: TWO},
      {
        name: 'a folder of the repository',
        dockerfile: lines(...BUILD, 'RUN go build -o bin ./cmd/...'),
        files: {...TWO, 'bin/README': ''},
      },
      {name: 'only one package is below', dockerfile: lines(...BUILD, 'RUN go build -o /app ./...')},
      {
        name: 'the other package is not in the context',
        dockerfile: lines(...BUILD, 'RUN go build -o /app ./cmd/...'),
        files: {...TWO, '.dockerignore': 'cmd/job\n'},
      },
      {
        name: 'the other package is of a module further down',
        dockerfile: lines(...BUILD, 'RUN go build -o /app ./...'),
        files: {'tools/go.mod': 'module example.com/tools\n\ngo 1.26\n', 'tools/main.go': MAIN},
      },
      {
        name: 'what is built depends on an ARG',
        dockerfile: lines(...BUILD, 'ARG WHAT', 'RUN go build -o /app $WHAT ./cmd/api'),
        files: TWO,
      },
      {name: 'files of one package', dockerfile: lines(...BUILD, 'RUN go build -o /app main.go other.go')},
      {name: 'without -o', dockerfile: lines(...BUILD, 'RUN go build ./...'), files: TWO},
      {name: 'nothing is to be written', dockerfile: lines(...BUILD, 'RUN go build -o /dev/null ./...'), files: TWO},
    ],
  },
  'B-06': {
    bad: [
      {
        name: 'a library is built into a file',
        dockerfile: lines(...BUILD, 'RUN go build -o /app ./lib'),
        files: {'lib/lib.go': 'package lib\n'},
        ...{line: 4, under: './lib', severity: 'error', says: 'package lib, not main', fixed: true},
      },
      {
        name: 'a library is built into its own folder',
        dockerfile: lines(...BUILD, 'RUN go build -o lib ./lib'),
        files: {'lib/lib.go': 'package lib\n'},
        ...{line: 4, says: 'stops with "no main packages to build"'},
      },
      {
        name: 'the root is a library, the programs are below it',
        dockerfile: lines(...BUILD, 'RUN go build -o /app'),
        files: TWO,
        ...{line: 4, says: 'package app', fixed: false},
      },
      {
        name: 'a folder without Go files',
        dockerfile: lines(
          'FROM golang:1.26',
          'WORKDIR /src',
          'COPY go.* ./',
          'COPY . ./',
          'RUN go build -o /app ./docs',
        ),
        files: {'docs/README': ''},
        ...{line: 5, says: 'no Go files'},
      },
      {
        name: 'a folder that is not there',
        dockerfile: lines(...BUILD, 'RUN cd cmd && go install ./server'),
        files: TWO,
        ...{line: 4, under: './server', says: 'cmd/server is no folder', fixed: false},
      },
    ],
    good: [{name: 'a main package', dockerfile: lines(...BUILD, 'RUN go build -o /app ./cmd/api'), files: TWO}],
    nearMiss: [
      {
        name: 'a library is compiled to fill the cache',
        dockerfile: lines(...BUILD, 'RUN go build ./lib && go build -o /app .'),
        files: {'lib/lib.go': 'package lib\n'},
      },
      {
        name: 'another stage brings the sources',
        dockerfile: lines(
          'FROM alpine AS gen',
          'RUN gen',
          ...BUILD,
          'COPY --from=gen /x ./cmd/x',
          'RUN go build -o /app ./cmd/x',
        ),
      },
      {
        name: 'a generator writes them',
        dockerfile: lines(...BUILD, 'RUN go generate ./... && go build -o /app ./cmd/x'),
      },
      {
        name: 'two folders of the context meet in one',
        dockerfile: lines('FROM golang:1.26', 'WORKDIR /src', 'COPY a ./', 'COPY b ./', 'RUN go build -o /app ./cmd/x'),
        files: {'a/cmd/x/main.go': MAIN, 'b/lib.go': 'package b\n'},
      },
      {
        name: 'main is in a file of another system too',
        dockerfile: lines(...BUILD, 'RUN go build -o /app ./cmd/w'),
        files: {'cmd/w/main_linux.go': MAIN, 'cmd/w/doc.go': 'package main\n'},
      },
      {
        name: 'a folder outside of the module, as in a context that is another one',
        dockerfile: lines('FROM golang:1.26', 'WORKDIR /src', 'COPY . .', 'RUN go build -o /app'),
        files: {'go.mod': '', 'docs/README': '', 'main.go': '', 'api/go.mod': 'module example.com/api\n\ngo 1.26\n'},
      },
      {
        name: 'a context that is a folder around the Dockerfile',
        path: 'x/build/Dockerfile',
        dockerfile: lines(...BUILD, 'RUN go build -o /app ./cmd/y'),
        files: {'x/cmd/y/main.go': MAIN},
      },
      {name: 'a file is named', dockerfile: lines(...BUILD, 'RUN go build -o /app cmd/api/main.go'), files: TWO},
      {name: 'an ARG names it', dockerfile: lines(...BUILD, 'ARG CMD', 'RUN go build -o /app ./cmd/$CMD'), files: TWO},
      {
        name: 'sources are cloned',
        dockerfile: lines(
          'FROM golang:1.26',
          'WORKDIR /src',
          'RUN git clone https://x.example/y . && go build -o /app ./cmd/y',
        ),
      },
    ],
  },
  'B-15': {
    bad: [
      {
        name: 'in front of the command',
        dockerfile: lines(...BUILD, 'ENV CGO_ENABLED=1', 'RUN make build'),
        files: {Makefile: 'build:\n\tCGO_ENABLED=0 go build -o bin/app .\n'},
        ...{line: 5, under: 'make build', severity: 'warning', says: 'Makefile:2'},
      },
      {
        name: 'as a variable of the Makefile, for the first target',
        dockerfile: lines(...BUILD, 'RUN CGO_ENABLED=0 make'),
        files: {Makefile: 'export CGO_ENABLED := 1\nall: app\napp:\n\tgo build -o app .\n'},
        ...{line: 4, says: 'Makefile:1'},
      },
      {
        name: 'in a script that make runs',
        dockerfile: lines(...BUILD, 'ENV CGO_ENABLED=0', 'RUN make'),
        files: {Makefile: 'all:\n\t./build.sh\n', 'build.sh': 'export CGO_ENABLED=1\ngo build -o app .\n'},
        ...{line: 5, says: 'build.sh:1'},
      },
    ],
    good: [
      {
        name: 'both say the same',
        dockerfile: lines(...BUILD, 'ENV CGO_ENABLED=0', 'RUN make build'),
        files: {Makefile: 'build:\n\tCGO_ENABLED=0 go build -o bin/app .\n'},
      },
    ],
    nearMiss: [
      {
        name: 'a default of the Makefile gives way',
        dockerfile: lines(...BUILD, 'RUN CGO_ENABLED=0 make build'),
        files: {Makefile: MAKE},
      },
      {
        name: 'the command line of make wins',
        dockerfile: lines(...BUILD, 'ENV CGO_ENABLED=0', 'RUN make CGO_ENABLED=0 build'),
        files: {Makefile: 'CGO_ENABLED = 1\nbuild:\n\tgo build -o bin/app .\n'},
      },
      {
        name: 'one of two programs alone',
        dockerfile: lines(...BUILD, 'ENV CGO_ENABLED=1', 'RUN make'),
        files: {Makefile: 'all:\n\tCGO_ENABLED=0 go build -o a ./a\n\tgo build -o b ./b\n'},
      },
      {
        name: 'another target sets it',
        dockerfile: lines(...BUILD, 'ENV CGO_ENABLED=0', 'RUN make build'),
        files: {Makefile: 'build:\n\tgo build -o bin/app .\nrace:\n\tCGO_ENABLED=1 go build -race -o bin/app .\n'},
      },
      {
        name: 'the Dockerfile says nothing of it',
        dockerfile: lines(...BUILD, 'RUN make build && go version'),
        files: {Makefile: 'build:\n\tCGO_ENABLED=0 go build -o bin/app .\n'},
      },
    ],
  },
} satisfies Record<string, Fixtures>
