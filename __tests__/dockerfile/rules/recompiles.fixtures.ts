import {type Fixtures, lines} from './sample.ts'

export const RECOMPILES_FIXTURES = {
  'C-06': {
    bad: [
      {
        name: 'behind env with variables that have no value',
        dockerfile: lines('FROM golang:1.26', 'ARG OPTS', 'RUN env ${OPTS} CGO_ENABLED=0 go build -a -o /app .'),
        ...{line: 3, under: '-a', severity: 'warning'},
      },
      {
        name: 'the Makefile says it',
        dockerfile: lines('FROM golang:1.26', 'WORKDIR /src', 'COPY . .', 'RUN make build'),
        files: {Makefile: 'build:\n\tgo build -a -o app .\n'},
        ...{line: 4, under: 'make build', severity: 'warning', says: 'Makefile:2', fixed: false},
      },
      {
        name: 'the old way to a static program',
        dockerfile: lines('FROM golang:1.26', 'RUN CGO_ENABLED=0 go build -a -installsuffix cgo -o /app .'),
        ...{line: 2, under: '-a', severity: 'warning', says: '-installsuffix', fixed: true},
      },
      {
        name: 'on a line of its own',
        dockerfile: lines('FROM golang:1.26', 'RUN go build \\', '    -a \\', '    -o /app .'),
        ...{line: 3, under: '-a', fixed: true},
      },
      {
        name: 'GOFLAGS for every command',
        dockerfile: lines('FROM golang:1.26', 'ENV GOFLAGS="-a -trimpath"', 'RUN go build .'),
        ...{line: 3, says: 'GOFLAGS', fixed: false},
      },
      {
        name: 'no build cache, which Go refuses',
        dockerfile: lines('FROM golang:1.26', 'RUN GOCACHE=off go build .'),
        ...{line: 2, severity: 'error', says: 'fails', fixed: true},
      },
    ],
    good: [{name: 'neither', dockerfile: lines('FROM golang:1.26', 'RUN go build -trimpath -o /app .')}],
    nearMiss: [
      {
        name: 'another target of the Makefile says it',
        dockerfile: lines('FROM golang:1.26', 'WORKDIR /src', 'COPY . .', 'RUN make build'),
        files: {Makefile: 'build:\n\tgo build -o app .\nrelease:\n\tgo build -a .\n'},
      },
      {
        name: '-installsuffix alone compiles nothing again',
        dockerfile: lines('FROM golang:1.26', 'RUN go build -installsuffix cgo .'),
      },
      {name: '-a of another program', dockerfile: lines('FROM golang:1.26', 'RUN go build . && cp -a app /app')},
      {name: '-a of the program that runs', dockerfile: lines('FROM golang:1.26', 'RUN go run . -a')},
      {name: 'it is switched off', dockerfile: lines('FROM golang:1.26', 'RUN go build -a=false .')},
    ],
  },
  'C-07': {
    bad: [
      {
        name: 'a commit before packages are installed',
        dockerfile: lines(
          'FROM golang:1.26-alpine',
          'ARG COMMIT',
          'RUN apk add --no-cache gcc',
          'COPY . .',
          'RUN go build -ldflags "-X main.commit=$COMMIT" .',
        ),
        ...{line: 2, severity: 'warning', says: 'installs all packages again in line 3'},
      },
      {
        name: 'version and commit before the download',
        dockerfile: lines(
          'FROM golang:1.26 AS build',
          'ARG VERSION=dev',
          'ARG COMMIT',
          'COPY go.mod go.sum ./',
          'RUN go mod download',
          'COPY . .',
          'RUN go build -ldflags "-X main.version=${VERSION} -X main.commit=$COMMIT" .',
        ),
        ...{line: 2, under: 'ARG VERSION=dev', severity: 'warning', says: 'VERSION, COMMIT', fixed: true},
      },
      {
        name: 'they are for make',
        dockerfile: lines(
          'FROM golang:1.26 AS build',
          'ARG BUILD_DATE',
          'RUN apt-get update',
          'COPY go.mod go.sum ./',
          'RUN go mod download',
          'RUN make build DATE=$BUILD_DATE && go version',
          'RUN go vet .',
        ),
        ...{line: 2, fixed: false},
      },
      {
        name: 'the target platform before a download that is the same for all',
        dockerfile: lines(
          'FROM --platform=$BUILDPLATFORM golang:1.26 AS build',
          'ARG TARGETOS TARGETARCH',
          'COPY go.mod go.sum ./',
          'RUN go mod download',
          'RUN GOOS=$TARGETOS GOARCH=$TARGETARCH go build .',
        ),
        platforms: ['linux/amd64', 'linux/arm64'],
        ...{line: 2, severity: 'warning', says: '2 times'},
      },
      {
        name: 'the same where nobody says for which platforms',
        dockerfile: lines(
          'FROM --platform=$BUILDPLATFORM golang:1.26 AS build',
          'ARG TARGETARCH',
          'RUN go mod download',
          'RUN GOARCH=$TARGETARCH go build .',
        ),
        ...{line: 2, severity: 'info'},
      },
    ],
    good: [
      {
        name: 'after the download',
        dockerfile: lines(
          'FROM golang:1.26 AS build',
          'COPY go.mod go.sum ./',
          'RUN go mod download',
          'ARG VERSION',
          'RUN go build -ldflags "-X main.version=$VERSION" .',
        ),
      },
    ],
    nearMiss: [
      {
        name: 'the packages that are installed are those of the version',
        dockerfile: lines(
          'FROM golang:1.26-alpine',
          'ARG VERSION',
          'RUN apk add --no-cache tool=$VERSION',
          'COPY . .',
          'RUN go build -ldflags "-X main.version=$VERSION" .',
        ),
      },
      {
        name: 'the sources are there before it, so that it runs each time in any case',
        dockerfile: lines(
          'FROM golang:1.26',
          'ARG VERSION',
          'COPY . .',
          'RUN go mod download',
          'RUN go build -ldflags "-X main.version=$VERSION" .',
        ),
      },
      {
        name: 'before FROM it is in no step',
        dockerfile: lines(
          'ARG VERSION=1',
          'FROM golang:1.26',
          'RUN go mod download',
          'ARG VERSION',
          'RUN go build -ldflags "-X main.version=$VERSION" .',
        ),
      },
      {
        name: 'the version of a tool that an earlier step needs',
        dockerfile: lines(
          'FROM golang:1.26',
          'ARG VERSION=1.2',
          'RUN curl -o /tmp/x https://example.com/$VERSION',
          'RUN go mod download',
          'RUN go build -ldflags "-X main.version=$VERSION" .',
        ),
      },
      {
        name: 'versions of Go and of tools',
        dockerfile: lines(
          'FROM golang:1.26',
          'ARG GO_VERSION=1.26',
          'ARG PROTOC_VERSION=30',
          'RUN go mod download',
          'RUN go build -ldflags "-X main.go=$GO_VERSION" . && echo $PROTOC_VERSION',
        ),
      },
      {
        name: 'the download goes into a mount, where it finds everything',
        dockerfile: lines(
          'FROM golang:1.26',
          'ARG VERSION',
          'RUN --mount=type=cache,target=/go/pkg/mod go mod download',
          'RUN go build -ldflags "-X main.version=$VERSION" .',
        ),
      },
      {
        name: 'a builder of the target platform has a download of its own in any case',
        dockerfile: lines(
          'FROM golang:1.26',
          'ARG TARGETARCH',
          'RUN go mod download',
          'RUN GOARCH=$TARGETARCH go build .',
        ),
      },
      {
        name: 'one platform',
        dockerfile: lines(
          'FROM --platform=$BUILDPLATFORM golang:1.26',
          'ARG TARGETARCH',
          'RUN go mod download',
          'RUN GOARCH=$TARGETARCH go build .',
        ),
        platforms: ['linux/arm64'],
      },
    ],
  },
} satisfies Record<string, Fixtures>
