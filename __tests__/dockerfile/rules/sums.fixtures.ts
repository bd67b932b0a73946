import {WITH_MODULES} from './modules-fixture.ts'
import {type Fixtures, lines} from './sample.ts'

const files = WITH_MODULES
const {'go.sum': _, ...WITHOUT_SUM} = WITH_MODULES

export const SUMS_FIXTURES = {
  'D-02': {
    bad: [
      {
        name: 'the download has no sums',
        dockerfile: lines('FROM golang:1.26', 'COPY go.mod ./', 'RUN go mod download', 'COPY . .', 'RUN go build .'),
        ...{files, line: 3, under: 'go mod download', severity: 'warning', says: 'go.sum', fixed: true},
      },
      {
        name: 'nor has the step that compiles, which stops',
        dockerfile: lines('FROM golang:1.26', 'COPY go.mod .', 'RUN go mod download', 'COPY *.go ./', 'RUN go build .'),
        ...{files, line: 5, severity: 'error', says: 'main.go:3 imports a package of rsc.io/quote', fixed: true},
      },
      {
        name: 'another file that is copied to the same folder',
        dockerfile: lines(
          'FROM golang:1.26',
          'WORKDIR /src',
          'COPY go.mod .',
          'COPY .env .',
          'COPY not-committed.env .',
          'COPY main.go .',
          'RUN go mod download',
          'RUN go build -o app main.go',
        ),
        files: {...files, '.env': 'A=1\n'},
        ...{line: 8, severity: 'error'},
      },
      {
        name: 'go.mod is a bind mount and go.sum is not',
        dockerfile: lines(
          'FROM golang:1.26',
          'RUN --mount=type=bind,source=go.mod,target=go.mod go mod download',
          'COPY . .',
          'RUN go build .',
        ),
        ...{files, line: 2, severity: 'warning', fixed: false},
      },
    ],
    good: [
      {
        name: 'both are copied',
        dockerfile: lines(
          'FROM golang:1.26',
          'COPY go.mod go.sum ./',
          'RUN go mod download',
          'COPY . .',
          'RUN go build .',
        ),
        files,
      },
      {
        name: 'both are mounted',
        dockerfile: lines(
          'FROM golang:1.26',
          'RUN --mount=type=bind,source=go.mod,target=go.mod --mount=type=bind,source=go.sum,target=go.sum go mod download',
          'COPY . .',
          'RUN go build .',
        ),
        files,
      },
    ],
    nearMiss: [
      {
        name: 'a wildcard takes go.sum too',
        dockerfile: lines('FROM golang:1.26', 'COPY go.* ./', 'RUN go mod download', 'COPY . .', 'RUN go build .'),
        files,
      },
      {
        name: 'go mod tidy writes one',
        dockerfile: lines('FROM golang:1.26', 'COPY go.mod *.go ./', 'RUN go mod tidy', 'RUN go build .'),
        files,
      },
      {
        name: 'go build may write it',
        dockerfile: lines('FROM golang:1.26', 'COPY go.mod *.go ./', 'RUN go build -mod=mod .'),
        files,
      },
      {
        name: 'go.mod requires nothing',
        dockerfile: lines('FROM golang:1.26', 'COPY go.mod ./', 'RUN go mod download', 'COPY . .', 'RUN go build .'),
        files: {'go.sum': ''},
      },
      {
        name: 'the repository has none',
        dockerfile: lines('FROM golang:1.26', 'COPY go.mod ./', 'RUN go mod download', 'COPY . .', 'RUN go build .'),
        files: WITHOUT_SUM,
      },
      {
        name: 'the Dockerfile is of a module below, whose folder is its context',
        path: 'svc/Dockerfile',
        dockerfile: lines('FROM golang:1.26', 'COPY go.mod ./', 'RUN go mod download', 'COPY . .', 'RUN go build .'),
        files: {...files, 'svc/go.mod': 'module example.com/svc\n\ngo 1.26\n'},
      },
      {
        name: 'an image brings what nobody can see',
        dockerfile: lines(
          'FROM golang:1.26',
          'COPY go.mod ./',
          'COPY --from=ghcr.io/acme/sums / ./',
          'RUN go mod download',
          'COPY . .',
          'RUN go build .',
        ),
        files,
      },
    ],
  },
  'D-03': {
    bad: [
      {
        name: 'a module without requirements',
        dockerfile: lines(
          'FROM golang:1.26',
          'COPY go.mod go.sum ./',
          'RUN go mod download',
          'COPY . .',
          'RUN go build .',
        ),
        ...{line: 2, under: 'go.sum', severity: 'error', says: 'requires no module', fixed: true},
      },
      {
        name: 'a module with some',
        dockerfile: lines(
          'FROM golang:1.26',
          'COPY go.mod go.sum ./',
          'RUN go mod download',
          'COPY . .',
          'RUN go build .',
        ),
        files: WITHOUT_SUM,
        ...{line: 2, under: 'go.sum', severity: 'error', says: 'go.mod:6 requires rsc.io/quote', fixed: false},
      },
      {
        name: 'git ignores it, so that something may make it before',
        dockerfile: lines('FROM golang:1.26', 'COPY go.mod go.sum ./', 'COPY . .', 'RUN go build .'),
        files: {...WITHOUT_SUM, '.gitignore': 'go.sum\n'},
        ...{line: 2, severity: 'warning'},
      },
    ],
    good: [
      {name: 'it is there', dockerfile: lines('FROM golang:1.26', 'COPY go.mod go.sum ./', 'RUN go build .'), files},
    ],
    nearMiss: [
      {
        name: 'a wildcard may match nothing beside a file that is there',
        dockerfile: lines('FROM golang:1.26', 'COPY go.mod go.su[m] ./', 'COPY go.sum* ./', 'RUN go build .'),
      },
      {
        name: 'from another stage',
        dockerfile: lines(
          'FROM golang:1.26 AS deps',
          'RUN go mod init x && touch go.sum && go build .',
          'FROM golang:1.26',
          'COPY --from=deps /go/go.mod /go/go.sum ./',
          'RUN go build .',
        ),
      },
      {
        name: 'the Dockerfile is of a module below, whose folder is its context',
        path: 'svc/Dockerfile',
        dockerfile: lines('FROM golang:1.26', 'COPY go.mod go.sum ./', 'RUN go build .'),
        files: {'svc/go.mod': 'module example.com/svc\n\ngo 1.26\n', 'svc/go.sum': ''},
      },
      {
        name: 'a context that has no go.mod there either is another one',
        dockerfile: lines('FROM golang:1.26', 'COPY backend/go.mod backend/go.sum ./', 'RUN go build .'),
      },
    ],
  },
} satisfies Record<string, Fixtures>
