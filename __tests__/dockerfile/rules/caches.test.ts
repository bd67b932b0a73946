import {CACHE_RULES} from '../../../src/dockerfile/rules/caches.ts'
import {type Fixtures, lines, testRules} from './harness.ts'

const MOUNTS = '--mount=type=cache,target=/go/pkg/mod --mount=type=cache,target=/root/.cache/go-build'

testRules(CACHE_RULES, {
  'C-01': {
    bad: [
      {
        name: 'a compile step without a mount',
        dockerfile: lines('FROM golang:1.26', 'COPY . .', 'RUN CGO_ENABLED=0 go build -o /app .'),
        ...{line: 3, under: 'go build -o /app .', severity: 'warning', fixed: true},
      },
      {
        name: 'a mount on the folder of another user',
        dockerfile: lines('FROM golang:1.26', 'RUN --mount=type=cache,target=/home/me/.cache go vet ./...'),
        ...{line: 2, fixed: true},
      },
    ],
    good: [
      {
        name: 'a mount on GOCACHE',
        dockerfile: lines('FROM golang:1.26', `RUN ${MOUNTS} go build .`),
      },
    ],
    nearMiss: [
      {
        name: 'GOCACHE is elsewhere, and the mount is there',
        dockerfile: lines('FROM golang:1.26', 'ENV GOCACHE=/c', 'RUN --mount=type=cache,target=/c go build .'),
      },
      {
        name: 'a go command that compiles nothing',
        dockerfile: lines('FROM golang:1.26', 'RUN go env && go mod download'),
      },
    ],
  },
  'C-03': {
    bad: [
      {
        name: 'the download has a mount that the compile step has not',
        dockerfile: lines(
          'FROM golang:1.26',
          'RUN --mount=type=cache,target=/go/pkg/mod go mod download',
          'RUN go build .',
        ),
        ...{line: 3, under: 'go build .', severity: 'warning', says: 'line 2', fixed: true},
      },
      {
        name: 'and the compile step has no network',
        dockerfile: lines(
          'FROM golang:1.26',
          'RUN --mount=type=cache,target=/go/pkg/mod go mod download',
          'RUN --network=none go build .',
        ),
        ...{line: 3, severity: 'error', says: 'fails'},
      },
    ],
    good: [
      {
        name: 'both have the mount',
        dockerfile: lines(
          'FROM golang:1.26',
          'RUN --mount=type=cache,target=/go/pkg/mod go mod download',
          `RUN ${MOUNTS} go build .`,
        ),
      },
    ],
    nearMiss: [
      {
        name: 'the download is in a layer',
        dockerfile: lines('FROM golang:1.26', 'RUN go mod download', 'RUN go build .'),
      },
    ],
  },
} satisfies Record<string, Fixtures>)
