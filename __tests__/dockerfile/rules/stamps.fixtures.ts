import {type Fixtures, lines} from './sample.ts'

const BUILD = ['FROM golang:1.26 AS build', 'WORKDIR /src', 'COPY . .']
const GIT = {'.git/HEAD': 'ref: refs/heads/main\n', '.git/refs/heads/main': 'x\n', '.git/objects/00/11': 'x'}
const MAKE =
  'VERSION := $(shell git describe --tags)\nLD = -X main.v=$(VERSION)\nbuild:\n\tgo build -ldflags "$(LD)" .\n'

export const STAMPS_FIXTURES = {
  'B-03': {
    bad: [
      {
        name: 'all of the context is copied, and .git with it',
        dockerfile: lines(...BUILD, 'RUN go build -o /app .'),
        files: GIT,
        ...{line: 3, under: '.', severity: 'warning', says: 'line 4', fixed: false},
      },
      {
        name: 'a bind mount of all of it',
        dockerfile: lines('FROM golang:1.26', 'WORKDIR /src', 'RUN --mount=type=bind,target=. go build -o /app .'),
        files: GIT,
        ...{line: 3, under: '--mount=type=bind,target=.', severity: 'warning'},
      },
      {
        name: 'the content of .git stays out, but not the folder',
        dockerfile: lines(...BUILD, 'RUN go build -o /app .'),
        files: {...GIT, '.dockerignore': 'bin\n.git/**\n'},
        ...{line: 4, severity: 'error', says: '.dockerignore:2', fixed: true},
      },
      {
        name: 'only the large part of .git stays out',
        dockerfile: lines(...BUILD, 'RUN CGO_ENABLED=0 go install ./...'),
        files: {...GIT, '.dockerignore': '.git/objects\n'},
        ...{line: 4, severity: 'error', fixed: true},
      },
      {
        name: 'a Makefile that asks Git for nothing',
        dockerfile: lines(...BUILD, 'RUN make build'),
        files: {...GIT, Makefile: 'build:\n\tgo build -o /app .\n'},
        ...{line: 3, says: '`make build` of line 4'},
      },
      {
        name: 'an image without git in it',
        dockerfile: lines('FROM golang:1.26-alpine', ...BUILD.slice(1), 'RUN go build -o /app .'),
        files: {...GIT, 'main.go': 'package main\n\nimport "runtime/debug"\n\nfunc main() { debug.ReadBuildInfo() }\n'},
        line: 3,
      },
      {
        name: 'a stack trace is no commit',
        dockerfile: lines(...BUILD, 'RUN go build -o /app .'),
        files: {...GIT, 'main.go': 'package main\n\nimport "runtime/debug"\n\nfunc main() { debug.Stack() }\n'},
        line: 3,
      },
      {
        name: 'CI takes the commit from GitHub',
        dockerfile: lines(...BUILD, 'RUN go build -o /app .'),
        files: {
          ...GIT,
          '.github/workflows/ci.yml': '  - uses: docker/build-push-action@v6\n    with:\n      push: true\n',
        },
        ...{line: 3, severity: 'info'},
      },
    ],
    good: [
      {
        name: '.git stays out',
        dockerfile: lines(...BUILD, 'RUN go build -o /app .'),
        files: {...GIT, '.dockerignore': '.git\n'},
      },
      {
        name: 'nothing but sources is copied',
        dockerfile: lines('FROM golang:1.26', 'COPY go.mod *.go ./', 'RUN go build .'),
        files: GIT,
      },
    ],
    nearMiss: [
      {
        name: 'an example with a module of its own, whose folder may be the context that is meant',
        path: 'examples/Dockerfile',
        dockerfile: lines(...BUILD, 'RUN go build -o /app .'),
        files: {...GIT, 'examples/go.mod': 'module example.com/x\n'},
      },
      {name: 'a context without .git', dockerfile: lines(...BUILD, 'RUN go build -o /app .')},
      {
        name: 'another stage asks Git for the version',
        dockerfile: lines(
          'FROM golang:1.26 AS version',
          'RUN --mount=target=. git describe > /v',
          ...BUILD,
          'RUN --mount=from=version,target=/v go build -o /app .',
        ),
        files: GIT,
      },
      {
        name: 'a program of the repository may ask Git',
        dockerfile: lines(...BUILD, 'RUN go run build.go && go build -o /app .'),
        files: GIT,
      },
      {
        name: 'a script that nobody can find',
        dockerfile: lines(...BUILD, 'RUN ./configure && go build -o /app .'),
        files: GIT,
      },
      {
        name: 'git describe needs it',
        dockerfile: lines(...BUILD, 'RUN go build -ldflags "-X main.v=$(git describe)" -o /app .'),
        files: GIT,
      },
      {
        name: 'the program tells its commit',
        dockerfile: lines(...BUILD, 'RUN go build -o /app .'),
        files: {...GIT, 'main.go': 'package main\n\nimport "runtime/debug"\n\nfunc main() { debug.ReadBuildInfo() }\n'},
      },
      {
        name: 'a Makefile may need it',
        dockerfile: lines(...BUILD, 'RUN make generate && go build -o /app .'),
        files: GIT,
      },
      {
        name: '.git in part, and no stamp is asked for',
        dockerfile: lines(...BUILD, 'RUN go build -buildvcs=false -o /app .'),
        files: {...GIT, '.dockerignore': '.git/**\n'},
      },
      {
        name: '.git in part, on an image without git',
        dockerfile: lines('FROM golang:1.26-alpine', 'WORKDIR /src', 'COPY . .', 'RUN go build -o /app .'),
        files: {...GIT, '.dockerignore': '.git/*\n'},
      },
      {
        name: 'hooks alone stay out',
        dockerfile: lines(...BUILD, 'RUN git describe && go build -o /app .'),
        files: {...GIT, '.dockerignore': '.git/hooks\n'},
      },
    ],
  },
  'B-14': {
    bad: [
      {
        name: 'the ignore file keeps .git out',
        dockerfile: lines(...BUILD, 'RUN go build -ldflags "-X main.v=$(git describe --tags)" -o /app .'),
        files: {...GIT, '.dockerignore': '.git\n'},
        ...{line: 4, under: 'git describe --tags', severity: 'warning', says: '.dockerignore:1'},
      },
      {
        name: 'only sources are copied',
        dockerfile: lines(
          'FROM golang:1.26',
          'COPY go.mod main.go ./',
          'RUN V=$(git rev-parse HEAD) && go build -ldflags "-X main.v=$V" .',
        ),
        ...{line: 3, says: 'no COPY'},
      },
      {
        name: 'the Makefile asks Git',
        dockerfile: lines(...BUILD, 'RUN make build'),
        files: {...GIT, '.dockerignore': '.git/\n', Makefile: MAKE},
        ...{line: 4, under: 'make build', says: 'Makefile:1'},
      },
      {
        name: 'another repository is cloned aside',
        dockerfile: lines(...BUILD, 'RUN git clone https://x.example/y /etc/y && make build'),
        files: {...GIT, '.dockerignore': '.git\n', Makefile: MAKE.replace('--tags', '--tags | tr -d v')},
        ...{line: 4, under: 'make build'},
      },
      {
        name: 'a script asks Git',
        dockerfile: lines(...BUILD, 'RUN sh build.sh'),
        files: {
          ...{...GIT, '.dockerignore': '.git\n'},
          'build.sh': 'V=$(git describe --tags)\ngo build -ldflags "-X main.v=$V" -o /app .\n',
        },
        ...{line: 4, under: 'sh build.sh', says: 'build.sh:1'},
      },
    ],
    good: [
      {
        name: '.git is in the context',
        dockerfile: lines(...BUILD, 'RUN go build -ldflags "-X main.v=$(git describe --tags)" -o /app .'),
        files: GIT,
      },
      {
        name: 'the version is an ARG',
        dockerfile: lines(...BUILD, 'ARG V=dev', 'RUN go build -ldflags "-X main.v=$V" -o /app .'),
        files: {'.dockerignore': '.git\n'},
      },
    ],
    nearMiss: [
      {
        name: 'an ARG has the version, and the Makefile leaves it',
        dockerfile: lines('FROM golang:1.26', 'WORKDIR /src', 'COPY . .', 'ARG VERSION', 'RUN make'),
        files: {
          '.dockerignore': '.git\n',
          Makefile: 'VERSION ?= $(shell git describe)\nbuild:\n\tgo build -ldflags "-X main.version=$(VERSION)" .\n',
        },
      },
      {
        name: 'there is an answer to a failure',
        dockerfile: lines(...BUILD, 'RUN V=$(git describe || echo dev) && go build -ldflags "-X main.v=$V" .'),
        files: {'.dockerignore': '.git\n'},
      },
      {
        name: 'the Makefile has an answer to a failure',
        dockerfile: lines(...BUILD, 'RUN make build'),
        files: {'.dockerignore': '.git\n', Makefile: MAKE.replace('--tags', '--tags || echo dev')},
      },
      {
        name: 'sources are cloned',
        dockerfile: lines(
          'FROM golang:1.26',
          'RUN git clone https://x.example/y /y && cd /y && git describe && go build .',
        ),
      },
      {
        name: 'the repository is mounted for this step alone',
        dockerfile: lines(
          ...['FROM golang:1.26', 'COPY . .'],
          'RUN --mount=type=bind,source=.git,target=.git go build -ldflags "-X main.v=$(git describe)" .',
        ),
        files: GIT,
      },
      {
        name: 'the version is given to make',
        dockerfile: lines(...BUILD, 'ARG VERSION=1', 'RUN make VERSION=$VERSION build'),
        files: {'.dockerignore': '.git\n', Makefile: MAKE},
      },
      {
        name: 'a script asks Git unless a variable tells',
        dockerfile: lines(...BUILD, 'RUN sh build.sh'),
        files: {
          '.dockerignore': '.git\n',
          'build.sh': 'V=${V:-$(git describe)}\n[ -n "$V" ] || V=$(git log -1)\ngo build -ldflags "-X main.v=$V" .\n',
        },
      },
      {
        name: 'a script asks Git for something after the program is built',
        dockerfile: lines(...BUILD, 'RUN sh build.sh'),
        files: {'.dockerignore': '.git\n', 'build.sh': 'go build .\ngit log -1 > COMMIT\n'},
      },
      {
        name: 'another target of the Makefile asks Git',
        dockerfile: lines(...BUILD, 'RUN make build'),
        files: {'.dockerignore': '.git\n', Makefile: 'build:\n\tgo build .\nrelease:\n\tgit describe\n\tgo build .\n'},
      },
      {
        name: 'git is told where the sources belong',
        dockerfile: lines(...BUILD, 'RUN git config --global --add safe.directory /src && go build .'),
        files: {'.dockerignore': '.git\n'},
      },
    ],
  },
} satisfies Record<string, Fixtures>
