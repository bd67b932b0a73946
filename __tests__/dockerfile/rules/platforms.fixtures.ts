import {type Fixtures, lines} from './sample.ts'

const BOTH = ['linux/amd64', 'linux/arm64']
const HERE = '--platform=$BUILDPLATFORM '

/** A build of `/app` that is put on scratch. */
function built(platform: string, ...build: string[]): string {
  return lines(
    `FROM ${platform}golang:1.26 AS build`,
    ...['WORKDIR /src', 'COPY . .', ...build],
    ...['FROM scratch', 'COPY --from=build /app /app', 'ENTRYPOINT ["/app"]'],
  )
}

export const PLATFORMS_FIXTURES = {
  'P-01': {
    bad: [
      {
        name: 'the compiler runs on each platform',
        dockerfile: built('', 'RUN CGO_ENABLED=0 go build -o /app .'),
        ...{platforms: BOTH, line: 1, says: 'emulated', fixed: true},
      },
      {
        name: 'with tools of the target beside it',
        dockerfile: built('', 'RUN apt-get update && apt-get install -y upx', 'RUN CGO_ENABLED=0 go build -o /app .'),
        ...{platforms: BOTH, line: 1, fixed: false},
      },
      {
        name: 'make calls the compiler',
        dockerfile: built('', 'RUN make clean build'),
        ...{platforms: BOTH, line: 1, severity: 'warning', says: '`make build` of line 4', fixed: false},
      },
      {
        name: 'the platform of the target by name',
        dockerfile: built('--platform=$TARGETPLATFORM ', 'RUN CGO_ENABLED=0 go build -o /app .'),
        ...{platforms: BOTH, line: 1, severity: 'warning', fixed: true},
      },
      {
        name: 'cgo, which wants a cross compiler',
        dockerfile: built('', 'RUN go build -o /app .'),
        ...{platforms: BOTH, files: {'main.go': 'package main\n\nimport "C"\n\nfunc main() {}\n'}},
        ...{line: 1, severity: 'info', fixed: false},
      },
    ],
    good: [
      {
        name: 'the compiler runs on the builder',
        dockerfile: built(HERE, 'ARG TARGETARCH', 'RUN CGO_ENABLED=0 GOARCH=$TARGETARCH go build -o /app .'),
        platforms: BOTH,
      },
    ],
    nearMiss: [
      {name: 'one platform', dockerfile: built('', 'RUN go build -o /app .'), platforms: ['linux/arm64']},
      {
        name: 'a runner for each platform',
        dockerfile: built('', 'RUN CGO_ENABLED=0 go build -o /app .'),
        platforms: BOTH,
        files: {
          '.github/workflows/release.yml':
            'jobs:\n  image:\n    runs-on: ubuntu-24.04-arm\n    steps:\n      - uses: docker/build-push-action@v6\n',
        },
      },
      {name: 'make, which only prepares', dockerfile: built('', 'RUN make deps'), platforms: BOTH},
      {
        name: 'a prebuilt program, and a go command that checks',
        dockerfile: lines('FROM golang:1.26', 'RUN go vet ./...', 'FROM scratch', 'COPY app /app'),
        platforms: BOTH,
      },
    ],
  },
  'P-02': {
    bad: [
      {
        name: 'nothing names the target',
        dockerfile: built(HERE, 'RUN CGO_ENABLED=0 go build -o /app .'),
        ...{platforms: BOTH, line: 4, under: 'go build -o /app .', severity: 'error', fixed: true},
      },
      {
        name: 'platforms are not told, GOOS is set, and the command goes over lines',
        dockerfile: built(HERE, 'ARG TARGETOS', 'RUN CGO_ENABLED=0 GOOS=$TARGETOS \\', '    go build -o /app .'),
        ...{line: 6, severity: 'warning', fixed: true},
      },
      {
        name: 'cgo is asked for, which wants a cross compiler too',
        dockerfile: built(HERE, 'RUN CGO_ENABLED=1 go build -o /app .'),
        ...{platforms: BOTH, line: 4, severity: 'error', fixed: false},
      },
      {
        name: 'in a here-document',
        dockerfile: built(HERE, 'RUN <<EOF', 'set -e', 'go build -o /app .', 'EOF'),
        ...{platforms: BOTH, line: 6, fixed: true},
      },
    ],
    good: [
      {
        name: 'GOARCH is that of the target',
        dockerfile: built(HERE, 'ARG TARGETOS TARGETARCH', 'RUN GOOS=$TARGETOS GOARCH=$TARGETARCH go build -o /app .'),
        platforms: BOTH,
      },
      {
        name: 'GOARCH is in the environment',
        dockerfile: built(HERE, 'ARG TARGETARCH', 'ENV GOARCH=$TARGETARCH', 'RUN go build -o /app .'),
        platforms: BOTH,
      },
    ],
    nearMiss: [
      {
        name: 'the wrapper of xx sets it',
        dockerfile: built(HERE, 'COPY --from=tonistiigi/xx / /', 'ARG TARGETPLATFORM', 'RUN xx-go build -o /app .'),
        platforms: BOTH,
      },
      {
        name: 'xx stands in the place of go',
        dockerfile: built(HERE, 'ARG TARGETPLATFORM', 'RUN xx-go --wrap', 'RUN go build -o /app .'),
        platforms: BOTH,
      },
      {
        name: 'a tool for the build itself',
        dockerfile: built(
          HERE,
          'RUN go install example.com/tool@v1.2.3',
          'ARG TARGETARCH',
          'RUN GOARCH=$TARGETARCH go build -o /app .',
        ),
        platforms: BOTH,
      },
      {
        name: 'exported by the script',
        dockerfile: built(HERE, 'ARG TARGETARCH', 'RUN export GOARCH="$TARGETARCH" && go build -o /app .'),
        platforms: BOTH,
      },
      {
        name: 'the image is for the builder too',
        dockerfile: lines(
          `FROM ${HERE}golang:1.26 AS build`,
          'RUN go build -o /app .',
          `FROM ${HERE}alpine`,
          'COPY --from=build /app /app',
        ),
        platforms: BOTH,
      },
      {name: 'make sets it', dockerfile: built(HERE, 'ARG TARGETARCH', 'RUN make build'), platforms: BOTH},
      {
        name: 'go env -w',
        dockerfile: built(HERE, 'ARG TARGETARCH', 'RUN go env -w GOARCH=$TARGETARCH', 'RUN go build -o /app .'),
        platforms: BOTH,
      },
    ],
  },
  'P-03': {
    bad: [
      {
        name: 'one GOARCH for two platforms',
        dockerfile: built(HERE, 'RUN CGO_ENABLED=0 GOARCH=amd64 go build -o /app .'),
        ...{platforms: BOTH, line: 4, under: 'GOARCH=amd64', severity: 'error', says: 'arm64', fixed: true},
      },
      {
        name: 'in the environment, with another platform asked for',
        dockerfile: built('', 'ENV GOOS=linux GOARCH=amd64', 'RUN go build -o /app .'),
        ...{platforms: ['linux/arm64'], line: 4, severity: 'error', fixed: false},
      },
      {
        name: 'nothing is asked for',
        dockerfile: built('', 'RUN GOOS=linux GOARCH=amd64 go build -o /app .'),
        ...{line: 4, severity: 'info'},
      },
    ],
    good: [
      {
        name: 'that of the target',
        dockerfile: built(HERE, 'ARG TARGETARCH', 'RUN GOARCH=${TARGETARCH} go build -o /app .'),
        platforms: BOTH,
      },
    ],
    nearMiss: [
      {
        name: 'the platform that is asked for',
        dockerfile: built('', 'RUN GOARCH=amd64 go build -o /app .'),
        platforms: ['linux/amd64'],
      },
      {
        name: 'a stage for each platform',
        dockerfile: lines(
          `FROM ${HERE}golang:1.26 AS build-amd64`,
          'RUN GOARCH=amd64 go build -o /app .',
          `FROM ${HERE}golang:1.26 AS build-arm64`,
          'RUN GOARCH=arm64 go build -o /app .',
          'FROM scratch',
          'ARG TARGETARCH',
          'COPY --from=build-$TARGETARCH /app /app',
        ),
        platforms: BOTH,
      },
      {
        name: 'chosen by the script',
        dockerfile: built(
          HERE,
          'ARG TARGETARCH',
          'RUN if [ "$TARGETARCH" = arm64 ]; then GOARCH=arm64 go build -o /app .; else GOARCH=amd64 go build -o /app .; fi',
        ),
        platforms: BOTH,
      },
      {
        name: 'the image is for that platform alone',
        dockerfile: lines(
          'FROM golang:1.26 AS build',
          'RUN GOARCH=amd64 go build -o /app .',
          'FROM --platform=linux/amd64 alpine',
          'COPY --from=build /app /app',
        ),
      },
      {
        name: 'a variable with a default',
        dockerfile: built('', 'ARG ARCH=amd64', 'RUN GOARCH=$ARCH go build -o /app .'),
      },
    ],
  },
  'P-04': {
    bad: [
      {
        name: 'ARMv6 from another platform',
        dockerfile: built(HERE, 'ARG TARGETARCH', 'RUN GOARCH=$TARGETARCH go build -o /app .'),
        ...{platforms: ['linux/arm/v6', 'linux/amd64'], line: 5, says: 'ARMv7', fixed: true},
      },
    ],
    good: [
      {
        name: 'GOARM is that of the target',
        dockerfile: built(
          HERE,
          'ARG TARGETARCH TARGETVARIANT',
          'RUN GOARCH=$TARGETARCH GOARM=${TARGETVARIANT#v} go build -o /app .',
        ),
        platforms: ['linux/arm/v6'],
      },
    ],
    nearMiss: [
      {
        name: 'ARMv7, which is what Go compiles for',
        dockerfile: built(HERE, 'ARG TARGETARCH', 'RUN GOARCH=$TARGETARCH go build -o /app .'),
        platforms: ['linux/arm/v7', 'linux/amd64'],
      },
      {
        name: 'the compiler itself is one for ARMv6',
        dockerfile: built('', 'RUN go build -o /app .'),
        platforms: ['linux/arm/v6'],
      },
    ],
  },
} satisfies Record<string, Fixtures>
