import {type Fixtures, lines} from './sample.ts'

const OWN = {'go.mod': 'module github.com/acme/app/v2\n\ngo 1.26\n', 'main.go': 'package main\n\nfunc main() {}\n'}
const STRAY = {'main.go': 'package main\n\nimport "github.com/gorilla/mux"\n\nvar _ = mux.Vars\n\nfunc main() {}\n'}
const BELOW = {'svc/go.mod': 'module x\n\ngo 1.26\n', 'svc/main.go': 'package main\n\nfunc main() {}\n'}

export const ORIGIN_FIXTURES = {
  'A-08': {
    bad: [
      {
        name: 'a second repository at its newest commit',
        dockerfile: lines(
          'FROM golang:1.26',
          'COPY . .',
          'RUN git clone https://github.com/acme/data /d && go build .',
        ),
        ...{line: 3, under: 'git clone https://github.com/acme/data /d', severity: 'warning', says: 'newest commit'},
      },
      {
        name: 'a program of a repository without go.mod comes from the network alone',
        dockerfile: lines('FROM golang:1.26', 'RUN go install example.net/acme/app@latest'),
        files: {'main.go': 'package main\n\nfunc main() {}\n'},
        bare: true,
        ...{line: 2, severity: 'warning', says: 'in place of the checkout'},
      },
      {
        name: 'a clone of the repository itself',
        dockerfile: lines(
          'FROM golang:1.26',
          'RUN git clone --depth 1 https://github.com/acme/app.git /src && cd /src && go build .',
        ),
        files: OWN,
        ...{
          line: 2,
          under: 'git clone --depth 1 https://github.com/acme/app.git /src',
          severity: 'warning',
          says: 'repository in place of the checkout',
        },
      },
      {
        name: 'its published module',
        dockerfile: lines('FROM golang:1.26', 'RUN go install github.com/acme/app/v2/cmd/app@latest'),
        files: OWN,
        ...{line: 2, says: 'module in place of the checkout'},
      },
    ],
    good: [
      {name: 'the checkout', dockerfile: lines('FROM golang:1.26', 'COPY . .', 'RUN go install ./...'), files: OWN},
    ],
    nearMiss: [
      {
        name: 'another repository, and one whose name begins so',
        dockerfile: lines(
          'FROM golang:1.26',
          'COPY . .',
          'RUN git clone -b v1 https://github.com/acme/app-data /d && git clone git@github.com:acme/other.git && go build .',
        ),
        files: OWN,
      },
      {
        name: 'a second repository at a commit',
        dockerfile: lines(
          'FROM golang:1.26',
          'COPY . .',
          'RUN git clone https://github.com/acme/data /d && git -C /d checkout 4b825dc && go build .',
        ),
        files: OWN,
      },
      {
        name: 'a tool is all that the image is for, in a repository without Go',
        dockerfile: lines('FROM golang:1.26', 'RUN go install example.net/tool@v1.2.0'),
        files: {'README.md': 'x'},
        bare: true,
      },
      {
        name: 'a tool of others, and its own without a version',
        dockerfile: lines(
          'FROM golang:1.26',
          'COPY . .',
          'RUN go install github.com/acme/tool@v1 && go install github.com/acme/app/v2',
        ),
        files: OWN,
      },
    ],
  },
  'D-14': {
    bad: [
      {
        name: 'the go.mod is in a folder below',
        dockerfile: lines('FROM golang:1.26', 'WORKDIR /src', 'COPY . .', 'RUN go build -o /app .'),
        ...{files: BELOW, bare: true as const},
        ...{line: 4, under: 'go build -o /app .', severity: 'error', says: 'is in svc'},
      },
      {
        name: 'there is none',
        dockerfile: lines('FROM golang', 'WORKDIR /src', 'COPY . .', 'RUN go get ./... && go build -o /app .'),
        ...{files: STRAY, bare: true as const},
        ...{line: 4, under: 'go build -o /app .', says: 'the repository has none'},
      },
    ],
    good: [{name: 'there is one', dockerfile: lines('FROM golang:1.26', 'WORKDIR /src', 'COPY . .', 'RUN go build .')}],
    nearMiss: [
      {
        name: 'the folder of the Dockerfile has a go.mod, and may be the context',
        path: 'svc/Dockerfile',
        dockerfile: lines('FROM golang:1.26', 'COPY . .', 'RUN go build .'),
        files: {'svc/go.mod': 'module example.com/svc\n\ngo 1.26\n', 'svc/main.go': 'package main\n\nfunc main() {}\n'},
        bare: true,
      },
      {
        name: 'the build runs in its folder',
        dockerfile: lines('FROM golang:1.26', 'WORKDIR /src', 'COPY . .', 'RUN cd svc && go build -o /app .'),
        ...{files: BELOW, bare: true as const},
      },
      {
        name: 'the build makes one',
        dockerfile: lines('FROM golang:1.26', 'WORKDIR /src', 'COPY . .', 'RUN go mod init x && go build -o /app .'),
        ...{files: STRAY, bare: true as const},
      },
      {
        name: 'a Go that needs none',
        dockerfile: lines('FROM golang:1.12', 'WORKDIR /go/src/x', 'COPY . .', 'RUN go build -o /app .'),
        ...{files: STRAY, bare: true as const},
      },
      {
        name: 'a single file of the standard library',
        dockerfile: lines('FROM golang:1.26', 'WORKDIR /src', 'COPY . .', 'RUN go build -o /app main.go'),
        ...{files: {'main.go': 'package main\n\nfunc main() {}\n'}, bare: true as const},
      },
      {
        name: 'modules are turned off',
        dockerfile: lines(
          'FROM golang:1.26',
          'ENV GO111MODULE=off',
          'WORKDIR /go/src/x',
          'COPY . .',
          'RUN go build -o /app .',
        ),
        ...{files: STRAY, bare: true as const},
      },
    ],
  },
} satisfies Record<string, Fixtures>
