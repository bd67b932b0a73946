import {type Fixtures, lines} from './sample.ts'

const BOTH = ['linux/amd64', 'linux/arm64']
const GO = 'FROM golang:1.26 AS build'
const HERE = 'FROM --platform=$BUILDPLATFORM golang:1.26 AS build'

export const ARGUMENTS_FIXTURES = {
  'P-05': {
    bad: [
      {
        name: 'GOARCH of an argument that is not declared',
        dockerfile: lines(HERE, 'RUN GOARCH=$TARGETARCH go build .'),
        ...{line: 2, under: '$TARGETARCH', severity: 'error', fixed: true},
      },
      {
        name: 'declared before the first FROM only',
        dockerfile: lines('ARG TARGETARCH', HERE, 'RUN go build . && \\', '    echo ${TARGETARCH} > /arch'),
        ...{line: 4, under: '${TARGETARCH}', severity: 'error', fixed: true},
      },
      {
        name: 'declared too late, and compiled on the platform itself',
        dockerfile: lines(GO, 'RUN GOARCH=$TARGETARCH go build .', 'ARG TARGETARCH'),
        ...{line: 2, severity: 'warning', says: 'before line 3', fixed: true},
      },
      {
        name: 'in a case',
        dockerfile: lines(GO, 'RUN case "$TARGETARCH" in arm64) echo;; esac; go build .'),
        ...{line: 2, under: '$TARGETARCH', severity: 'error'},
      },
      {
        name: 'two of them, for make on the target itself',
        dockerfile: lines(
          'FROM --platform=${TARGETPLATFORM:-linux/amd64} golang:1.26',
          'RUN GOOS=${TARGETOS} GOARCH=${TARGETARCH} make build',
        ),
        ...{line: 2, under: '${TARGETOS}', severity: 'warning', says: '$TARGETOS and $TARGETARCH', fixed: true},
      },
      {
        name: 'in the environment of the stage',
        dockerfile: lines(HERE, 'ENV CGO_ENABLED=0 GOARCH=$TARGETARCH', 'RUN go build .'),
        ...{line: 2, under: '$TARGETARCH', severity: 'error', fixed: true},
      },
    ],
    good: [
      {name: 'declared', dockerfile: lines(HERE, 'ARG TARGETARCH', 'RUN GOARCH=$TARGETARCH go build .')},
      {
        name: 'declared in the stage that it stands on',
        dockerfile: lines(
          'FROM golang:1.26 AS base',
          'ARG TARGETARCH',
          'FROM base',
          'RUN GOARCH=$TARGETARCH go build .',
        ),
      },
    ],
    nearMiss: [
      {name: 'a default in the script', dockerfile: lines(GO, 'RUN GOARCH=${TARGETARCH:-amd64} go build .')},
      {
        name: 'the script sets it',
        dockerfile: lines(GO, 'RUN TARGETARCH=$(go env GOARCH) && GOARCH=$TARGETARCH go build .'),
      },
      {
        name: 'several in one ARG',
        dockerfile: lines(HERE, 'ARG TARGETOS TARGETARCH', 'RUN GOARCH=$TARGETARCH go build .'),
      },
      {name: 'quoted for another program', dockerfile: lines(GO, "RUN echo 'echo $TARGETARCH' > /x.sh; go build .")},
      {
        name: 'an image that nobody has described',
        dockerfile: lines('FROM acme/golang', 'RUN GOARCH=$TARGETARCH go build .'),
      },
      {
        name: 'a stage that the target does not reach',
        dockerfile: lines('FROM golang:1.26 AS other', 'RUN echo $TARGETARCH', GO, 'RUN go build .'),
      },
    ],
  },
  'P-06': {
    bad: [
      {
        name: 'a default in the stage',
        dockerfile: lines(HERE, 'ARG TARGETARCH=amd64', 'RUN GOARCH=$TARGETARCH go build .'),
        ...{line: 2, under: 'TARGETARCH=amd64', severity: 'warning', fixed: true},
      },
      {
        name: 'before the first FROM, for several platforms',
        dockerfile: lines('ARG TARGETARCH="amd64"', HERE, 'ARG TARGETARCH', 'RUN GOARCH=$TARGETARCH go build .'),
        ...{platforms: BOTH, line: 1, severity: 'error', fixed: true, under: 'TARGETARCH="amd64"'},
      },
    ],
    good: [{name: 'no default', dockerfile: lines(HERE, 'ARG TARGETARCH', 'RUN GOARCH=$TARGETARCH go build .')}],
    nearMiss: [
      {name: 'an argument of its own', dockerfile: lines(GO, 'ARG ARCH=amd64', 'RUN GOARCH=$ARCH go build .')},
      {
        name: 'a default in the script',
        dockerfile: lines(HERE, 'ARG TARGETARCH', 'RUN GOARCH=${TARGETARCH:-amd64} go build .'),
      },
      {name: 'the platform itself', dockerfile: lines(HERE, 'ARG TARGETARCH=${TARGETARCH}', 'RUN go build .')},
    ],
  },
  'H-03': {
    bad: [
      {
        name: 'a version that only FROM lines know',
        dockerfile: lines('ARG VERSION=dev', GO, 'RUN go build -ldflags "-X main.version=$VERSION" .'),
        ...{line: 3, under: '$VERSION', severity: 'warning', says: 'line 1', fixed: true},
      },
      {
        name: 'a tool at a version that is empty',
        dockerfile: lines('ARG LINT=v2.1.0', GO, 'RUN go install example.com/lint@${LINT}', 'RUN go build .'),
        ...{line: 3, severity: 'error', fixed: true},
      },
      {
        name: 'declared in another stage',
        dockerfile: lines(
          'FROM golang:1.26 AS deps',
          'ARG COMMIT',
          GO,
          'COPY --from=deps /go /go',
          'RUN go build -ldflags "-X main.c=$COMMIT" .',
        ),
        ...{line: 5, says: 'another stage', fixed: false},
      },
      {
        name: 'twice in a stage',
        dockerfile: lines('ARG V=1', GO, 'RUN echo $V', 'RUN go build -o app-$V .'),
        ...{line: 3, fixed: true},
      },
      {
        name: 'handed on by the environment',
        dockerfile: lines('ARG RELEASE=1', GO, 'ENV RELEASE=$RELEASE', 'RUN go build .'),
        ...{line: 3, under: '$RELEASE', severity: 'warning', fixed: true},
      },
      {
        name: "a setting of Go's that no stage takes",
        dockerfile: lines('ARG GOTOOLCHAIN=local', GO, 'RUN go build .'),
        ...{line: 1, under: 'GOTOOLCHAIN=local', severity: 'info', says: 'no effect'},
      },
    ],
    good: [
      {
        name: 'declared again',
        dockerfile: lines('ARG VERSION=dev', GO, 'ARG VERSION', 'RUN go build -ldflags "-X main.version=$VERSION" .'),
      },
    ],
    nearMiss: [
      {
        name: 'the version of Go that FROM takes',
        dockerfile: lines('ARG GOARCH=amd64', 'FROM golang:1.26-$GOARCH', 'RUN go build .'),
      },
      {name: 'the stage takes it', dockerfile: lines('ARG GOPROXY=direct', GO, 'ARG GOPROXY', 'RUN go build .')},
      {name: 'used by FROM alone', dockerfile: lines('ARG GO=1.26', 'FROM golang:${GO}', 'RUN go build .')},
      {
        name: 'a secret of that name',
        dockerfile: lines('ARG TOKEN', GO, 'RUN --mount=type=secret,id=t,env=TOKEN echo $TOKEN && go build .'),
      },
      {
        name: 'the script makes its own',
        dockerfile: lines(
          'ARG VERSION=dev',
          GO,
          'RUN VERSION=$(git describe) && go build -ldflags "-X main.v=$VERSION" .',
        ),
      },
      {
        name: 'the image has it',
        dockerfile: lines('ARG GOLANG_VERSION=1.26', GO, 'RUN echo $GOLANG_VERSION; go build .'),
      },
      {
        name: 'a proxy is known everywhere',
        dockerfile: lines('ARG HTTP_PROXY', GO, 'RUN echo $HTTP_PROXY; go build .'),
      },
      {name: 'escaped', dockerfile: lines('ARG V=1', GO, 'RUN echo \\$V; go build .')},
    ],
  },
} satisfies Record<string, Fixtures>
