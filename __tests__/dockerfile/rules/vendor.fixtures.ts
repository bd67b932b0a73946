import {WITH_MODULES} from './modules-fixture.ts'
import {type Fixtures, lines} from './sample.ts'

const VENDORED = {...WITH_MODULES, 'vendor/modules.txt': '# rsc.io/quote v1.5.2\n## explicit\n'}

export const VENDOR_FIXTURES = {
  'D-08': {
    bad: [
      {
        name: 'an old go line keeps the folder from being used',
        dockerfile: lines('FROM golang:1.26', 'COPY . .', 'RUN go build .'),
        files: {...VENDORED, 'go.mod': 'module example.com/app\n\ngo 1.13\n\nrequire rsc.io/quote v1.5.2\n'},
        ...{line: 3, under: 'go build .', severity: 'warning', says: 'go.mod says 1.13'},
      },
      {
        name: 'the same, and make compiles, twice',
        dockerfile: lines('FROM golang:1.26', 'WORKDIR /src', 'COPY . .', 'RUN make'),
        files: {
          ...{...VENDORED, 'go.mod': 'module example.com/app\n\ngo 1.13\n\nrequire rsc.io/quote v1.5.2\n'},
          Makefile: 'all:\n\tgo build -o a .\n\tgo build -o b .\n',
        },
        ...{line: 4, under: 'make', severity: 'warning', says: 'runs `go build` (Makefile:2)'},
      },
      {
        name: 'the folder is written again',
        dockerfile: lines('FROM golang:1.26', 'COPY . .', 'RUN go mod vendor', 'RUN go build .'),
        ...{files: VENDORED, line: 3, severity: 'warning', says: 'write the folder again'},
      },
      {
        name: 'modules are downloaded, and the vendor folder is used',
        dockerfile: lines(
          'FROM golang:1.26',
          'COPY go.mod go.sum ./',
          'RUN go mod download',
          'COPY . .',
          'RUN go build .',
        ),
        ...{files: VENDORED, line: 3, under: 'go mod download', severity: 'warning', says: 'line 5', fixed: true},
      },
      {
        name: 'the ignore file keeps out what -mod=vendor asks for',
        dockerfile: lines('FROM golang:1.26', 'COPY . .', 'RUN go build -mod=vendor .'),
        files: {...VENDORED, '.dockerignore': '.git\nvendor/\n'},
        ...{line: 3, under: '-mod=vendor', severity: 'error', says: '.dockerignore:2'},
      },
      {
        name: 'no step copies it',
        dockerfile: lines('FROM golang:1.26', 'COPY go.mod *.go ./', 'RUN go build -mod=vendor .'),
        ...{files: VENDORED, line: 3, severity: 'error', says: 'no step copies it'},
      },
      {
        name: 'the repository has no vendor folder, which something may make before',
        dockerfile: lines('FROM golang:1.26', 'COPY . .', 'RUN go build -mod=vendor .'),
        ...{files: WITH_MODULES, line: 3, severity: 'warning'},
      },
      {
        name: 'it is kept out, and everything is downloaded',
        dockerfile: lines('FROM golang:1.26', 'COPY . .', 'RUN go build .'),
        files: {...VENDORED, '.dockerignore': 'vendor\n'},
        ...{line: 3, severity: 'info', says: '.dockerignore:1'},
      },
    ],
    good: [
      {
        name: 'it is copied and used',
        dockerfile: lines('FROM golang:1.26', 'COPY . .', 'RUN go build -mod=vendor .'),
        files: VENDORED,
      },
      {
        name: 'no vendor folder',
        dockerfile: lines(
          'FROM golang:1.26',
          'COPY go.mod go.sum ./',
          'RUN go mod download',
          'COPY . .',
          'RUN go build .',
        ),
        files: WITH_MODULES,
      },
    ],
    nearMiss: [
      {
        name: 'an old go line, and -mod=vendor',
        dockerfile: lines('FROM golang:1.26', 'COPY . .', 'RUN go build -mod=vendor .'),
        files: {...VENDORED, 'go.mod': 'module example.com/app\n\ngo 1.13\n\nrequire rsc.io/quote v1.5.2\n'},
      },
      {
        name: 'an old go line, and flags that only make knows',
        dockerfile: lines('FROM golang:1.26', 'WORKDIR /src', 'COPY . .', 'RUN make'),
        files: {
          ...{...VENDORED, 'go.mod': 'module example.com/app\n\ngo 1.13\n\nrequire rsc.io/quote v1.5.2\n'},
          Makefile: 'ifdef CI\nFLAGS = -mod=vendor\nendif\nall:\n\tgo build $(FLAGS) .\n',
        },
      },
      {
        name: 'it is made in the image',
        dockerfile: lines('FROM golang:1.26', 'COPY . .', 'RUN go mod vendor && go build -mod=vendor .'),
        files: WITH_MODULES,
      },
      {
        name: 'the download is for a build that passes it by',
        dockerfile: lines(
          'FROM golang:1.26',
          'COPY go.mod go.sum ./',
          'RUN go mod download',
          'COPY . .',
          'RUN go build -mod=mod .',
        ),
        files: VENDORED,
      },
      {
        name: 'only folders without it are copied',
        dockerfile: lines(
          'FROM golang:1.26',
          'COPY go.mod go.sum ./',
          'RUN go mod download',
          'COPY *.go ./',
          'RUN go build .',
        ),
        files: VENDORED,
      },
      {
        name: 'another step may want the modules',
        dockerfile: lines(
          'FROM golang:1.26',
          'COPY go.mod go.sum ./',
          'RUN go mod download',
          'COPY . .',
          'RUN make generate && go build .',
        ),
        files: VENDORED,
      },
      {
        name: 'the vendor folder is made from the download',
        dockerfile: lines(
          'FROM golang:1.26',
          'ENV GOFLAGS=-mod=vendor',
          'COPY . .',
          'RUN go mod download',
          'RUN go mod vendor',
          'RUN go build .',
        ),
        files: WITH_MODULES,
      },
      {
        name: 'go.mod requires nothing',
        dockerfile: lines('FROM golang:1.26', 'COPY . .', 'RUN go build -mod=vendor .'),
      },
    ],
  },
} satisfies Record<string, Fixtures>
