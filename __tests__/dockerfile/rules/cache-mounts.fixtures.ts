import {type Fixtures, lines} from './sample.ts'

const cache = (target: string, more = '') => `--mount=type=cache,target=${target}${more}`

export const CACHE_MOUNTS_FIXTURES = {
  'C-02': {
    bad: [
      {
        name: 'pkg of the GOPATH that the image does not have, for what make runs',
        dockerfile: lines(
          'FROM golang:1.26',
          'WORKDIR /src',
          'COPY . .',
          'RUN --mount=type=cache,target=/root/go/pkg make',
        ),
        files: {Makefile: 'all:\n\tgo build .\n'},
        ...{line: 4, severity: 'warning', says: '/go/pkg/mod'},
      },
      {
        name: 'the mount is where another user would have the build cache',
        dockerfile: lines('FROM golang:1.26', `RUN ${cache('/home/nonroot/.cache/go-build')} go build .`),
        ...{line: 2, says: 'uses /root/.cache/go-build', under: cache('/home/nonroot/.cache/go-build'), fixed: true},
      },
      {
        name: 'GOMODCACHE was moved, and the mount was not',
        dockerfile: lines(
          'FROM golang:1.26',
          'ENV GOMODCACHE=/modules',
          `RUN ${cache('/go/pkg/mod')} go mod download`,
          'RUN go build .',
        ),
        ...{line: 3, says: 'uses /modules', fixed: true},
      },
      {
        name: '~ is a folder of that name',
        dockerfile: lines('FROM golang:1.26', `RUN ${cache('~/.cache/go-build')} go build .`),
        ...{line: 2, fixed: true},
      },
      {
        name: 'HOME is empty when the mount is made',
        dockerfile: lines('FROM golang:1.26', `RUN ${cache('$HOME/.cache/go-build')} go build .`),
        ...{line: 2, says: '$HOME is empty', fixed: true},
      },
      {
        name: 'modules at the home folder of root, where the official image has none',
        dockerfile: lines('FROM golang:1.26-alpine', `RUN ${cache('/root/go/pkg/mod')} go build .`),
        ...{line: 2, says: '/go/pkg/mod', fixed: true},
      },
    ],
    good: [
      {
        name: 'both mounts are right',
        dockerfile: lines(
          'FROM golang:1.26',
          `RUN ${cache('/go/pkg/mod')} ${cache('/root/.cache/go-build')} go build .`,
        ),
      },
      {
        name: 'GOPATH stands in the target, and the image sets it',
        dockerfile: lines('FROM golang:1.26', `RUN ${cache('$GOPATH/pkg/mod')} go build .`),
      },
    ],
    nearMiss: [
      {
        name: 'pkg of the GOPATH that the image has',
        dockerfile: lines('FROM golang:1.26', 'COPY . .', 'RUN --mount=type=cache,target=/go/pkg go build .'),
      },
      {
        name: 'the command itself says where its cache is',
        dockerfile: lines('FROM golang:1.26', `RUN ${cache('/cache/go-build')} GOCACHE=/cache/go-build go build .`),
      },
      {
        name: 'a mount on the cache, and one more for a linter',
        dockerfile: lines(
          'FROM golang:1.26',
          `RUN ${cache('/root/.cache/go-build')} ${cache('/root/.cache/golangci-lint')} go vet ./... && golangci-lint run`,
        ),
      },
      {
        name: 'an image whose HOME nobody knows',
        dockerfile: lines('FROM ghcr.io/acme/go', `RUN ${cache('/home/go/.cache/go-build')} go build .`),
      },
      {
        name: 'make may set GOCACHE',
        dockerfile: lines('FROM golang:1.26', `RUN ${cache('/cache/go-build')} make build`),
      },
      {
        name: 'a part of the module cache',
        dockerfile: lines('FROM golang:1.26', `RUN ${cache('/go/pkg/mod/cache')} go mod download`),
      },
    ],
  },
  'C-04': {
    bad: [
      {
        name: 'packages of the system are installed with the module cache',
        dockerfile: lines(
          'FROM golang:1.26-alpine',
          `RUN ${cache('/go/pkg/mod')} apk add --no-cache git`,
          'COPY . .',
          'RUN go build .',
        ),
        ...{line: 2, severity: 'info', fixed: true},
      },
      {
        name: 'over several lines',
        dockerfile: lines(
          'FROM golang:1.26',
          `RUN ${cache('/root/.cache/go-build')} \\`,
          '    apt-get update && apt-get install -y git',
          'RUN go build .',
        ),
        ...{line: 2, fixed: true},
      },
    ],
    good: [
      {
        name: 'a cache of the package manager',
        dockerfile: lines('FROM golang:1.26', `RUN ${cache('/var/cache/apt')} apt-get update`, 'RUN go build .'),
      },
    ],
    nearMiss: [
      {
        name: 'make runs go',
        dockerfile: lines('FROM golang:1.26', `RUN ${cache('/go/pkg/mod')} make generate`, 'RUN go build .'),
      },
      {
        name: 'the cache is looked at by its path',
        dockerfile: lines('FROM golang:1.26', `RUN ${cache('/go/pkg/mod')} ls /go/pkg/mod`, 'RUN go build .'),
      },
      {
        name: 'a linter compiles with Go too',
        dockerfile: lines(
          'FROM golang:1.26',
          `RUN ${cache('/root/.cache/go-build')} golangci-lint run`,
          'RUN go build .',
        ),
      },
    ],
  },
  'C-05': {
    bad: [
      {
        name: 'the installed program is copied from where it is not',
        dockerfile: lines(
          'FROM golang:1.26 AS build',
          'COPY . .',
          `RUN ${cache('/go')} go install .`,
          'FROM scratch',
          'COPY --from=build /go/bin/app /app',
        ),
        ...{line: 3, says: 'line 5 finds no /go/bin/app', under: cache('/go'), fixed: true},
      },
      {
        name: 'a tool of an earlier step is hidden',
        dockerfile: lines(
          'FROM golang:1.26',
          'RUN go install github.com/swaggo/swag/cmd/swag@v1.16.4',
          'COPY . .',
          `RUN ${cache('/go/')} swag init && go build .`,
        ),
        ...{line: 4, says: '`swag`', fixed: true},
      },
    ],
    good: [
      {
        name: 'the mount is on the modules alone',
        dockerfile: lines(
          'FROM golang:1.26 AS build',
          `RUN ${cache('/go/pkg/mod')} go install .`,
          'FROM scratch',
          'COPY --from=build /go/bin/app /app',
        ),
      },
    ],
    nearMiss: [
      {
        name: 'nothing is installed',
        dockerfile: lines('FROM golang:1.26', 'COPY . .', `RUN ${cache('/go')} go build -o /app .`),
      },
      {
        name: 'the program is taken out of the mount in the same step',
        dockerfile: lines(
          'FROM golang:1.26 AS build',
          `RUN ${cache('/go')} go install . && cp /go/bin/app /app`,
          'FROM scratch',
          'COPY --from=build /go/bin/app /other',
        ),
      },
      {
        name: 'GOBIN is elsewhere',
        dockerfile: lines(
          'FROM golang:1.26 AS build',
          'ENV GOBIN=/out',
          `RUN ${cache('/go')} go install .`,
          'FROM scratch',
          'COPY --from=build /out/app /app',
        ),
      },
    ],
  },
  'C-08': {
    bad: [
      {
        name: 'a user with a number and no owner of the mount',
        dockerfile: lines(
          'FROM golang:1.26',
          'ENV GOCACHE=/cache',
          'USER 10001:10001',
          `RUN ${cache('/cache')} go build .`,
        ),
        ...{line: 4, says: 'runs as 10001', fixed: true},
      },
      {
        name: 'a user that the file makes',
        dockerfile: lines(
          'FROM golang:1.26',
          'RUN useradd -u 1000 dev',
          'USER dev',
          `RUN ${cache('/home/dev/.cache/go-build')} go build .`,
        ),
        ...{line: 4, fixed: true},
      },
      {
        name: 'a user without a number in the file',
        dockerfile: lines(
          'FROM golang:1.26',
          'RUN useradd dev',
          'USER dev',
          `RUN ${cache('/home/dev/.cache/go-build')} go build .`,
        ),
        ...{line: 4, fixed: false},
      },
    ],
    good: [
      {
        name: 'uid and gid are there',
        dockerfile: lines(
          'FROM golang:1.26',
          'ENV GOCACHE=/cache',
          'USER 10001',
          `RUN ${cache('/cache', ',uid=10001,gid=10001')} go build .`,
        ),
      },
    ],
    nearMiss: [
      {
        name: 'everybody may write',
        dockerfile: lines(
          'FROM golang:1.26',
          'ENV GOCACHE=/cache',
          'USER 10001',
          `RUN ${cache('/cache', ',mode=0777')} go build .`,
        ),
      },
      {
        name: 'root by another name',
        dockerfile: lines('FROM golang:1.26', 'USER 0:0', `RUN ${cache('/root/.cache/go-build')} go build .`),
      },
      {
        name: 'the user changes only after the step',
        dockerfile: lines('FROM golang:1.26', `RUN ${cache('/root/.cache/go-build')} go build .`, 'USER 10001'),
      },
      {
        name: 'sudo makes it root again',
        dockerfile: lines(
          'FROM golang:1.26',
          'ENV GOCACHE=/cache',
          'USER 10001',
          `RUN ${cache('/cache')} sudo -E go build .`,
        ),
      },
    ],
  },
} satisfies Record<string, Fixtures>
