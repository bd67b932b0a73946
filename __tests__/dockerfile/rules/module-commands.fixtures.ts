import {WITH_MODULES} from './modules-fixture.ts'
import {type Fixtures, lines} from './sample.ts'

const files = WITH_MODULES
const MOUNT = '--mount=type=cache,target=/go/pkg/mod'

export const MODULE_COMMANDS_FIXTURES = {
  'D-09': {
    bad: [
      {
        name: 'make runs tidy',
        dockerfile: lines('FROM golang:1.26', 'WORKDIR /src', 'COPY . .', 'RUN make'),
        files: {...files, Makefile: 'build:\n\tgo mod tidy\n\tgo build .\n'},
        ...{line: 4, under: 'make', severity: 'warning', says: 'Makefile:2'},
      },
      {
        name: 'tidy before the build',
        dockerfile: lines('FROM golang:1.26', 'COPY . .', 'RUN go mod tidy && go build .'),
        ...{files, line: 3, under: 'go mod tidy', severity: 'warning', says: 'go.mod', fixed: false},
      },
      {
        name: 'go get of the module itself',
        dockerfile: lines('FROM golang:1.26', 'COPY . .', 'RUN go get -d -v ./...', 'RUN go build .'),
        ...{files, line: 3, says: 'go get ./...'},
      },
    ],
    good: [
      {
        name: 'go mod download',
        dockerfile: lines('FROM golang:1.26', 'COPY . .', 'RUN go mod download && go build .'),
        files,
      },
    ],
    nearMiss: [
      {
        name: 'make runs tidy for a file that is there',
        dockerfile: lines('FROM golang:1.26', 'WORKDIR /src', 'COPY . .', 'RUN make'),
        files: {...files, Makefile: 'build: go.sum\n\tgo build .\ngo.sum: go.mod\n\tgo mod tidy\n'},
      },
      {
        name: 'tidy -diff only checks',
        dockerfile: lines('FROM golang:1.26', 'COPY . .', 'RUN go mod tidy -diff && go build .'),
        files,
      },
      {
        name: 'so does git after it',
        dockerfile: lines('FROM golang:1.26', 'COPY . .', 'RUN go mod tidy && git diff --exit-code', 'RUN go build .'),
        files,
      },
      {
        name: 'the build makes a module of its own',
        dockerfile: lines('FROM golang:1.26', 'COPY main.go .', 'RUN go mod init x && go mod tidy && go build .'),
      },
      {
        name: 'go.mod was edited for this image',
        dockerfile: lines(
          'FROM golang:1.26',
          'COPY . .',
          'RUN go mod edit -replace example.com/a=./a',
          'RUN go mod tidy && go build .',
        ),
        files,
      },
      {
        name: 'a stage for checks that the target does not reach',
        dockerfile: lines(
          'FROM golang:1.26 AS tidy',
          'COPY . .',
          'RUN go mod tidy',
          'FROM golang:1.26',
          'RUN go build .',
        ),
        files,
      },
      {
        name: 'a package that is not of the module',
        dockerfile: lines('FROM golang:1.26', 'COPY . .', 'RUN go get rsc.io/quote@v1.5.2 && go build .'),
        files,
      },
    ],
  },
  'D-10': {
    bad: [
      {
        name: 'a module without a version',
        dockerfile: lines('FROM golang:1.26', 'COPY . .', 'RUN go get rsc.io/quote && go build .'),
        ...{files, line: 3, under: 'rsc.io/quote', severity: 'warning', says: 'without a version'},
      },
      {
        name: 'a program by go get, where there is no module',
        dockerfile: lines('FROM golang', 'RUN go get -u example.com/tool/cmd/tool'),
        ...{line: 2, severity: 'error', says: 'since Go 1.18'},
      },
      {
        name: 'a tool of a file for developers',
        dockerfile: lines('FROM golang:1.26', 'RUN go install example.com/tool@latest'),
        ...{path: 'Dockerfile.dev', line: 2, severity: 'info'},
      },
      {
        name: 'the newest version of a tool',
        dockerfile: lines('FROM golang:1.26', 'RUN go install github.com/air-verse/air@latest', 'RUN go build .'),
        ...{line: 2, under: 'github.com/air-verse/air@latest', severity: 'warning', fixed: false},
      },
      {
        name: 'go.mod has a version of it',
        dockerfile: lines('FROM golang:1.26', 'RUN go install rsc.io/quote/cmd/quote@master', 'RUN go build .'),
        ...{files, line: 2, says: 'go.mod:6 has v1.5.2'},
      },
      {
        name: 'several in one step are one finding, at the one that go.mod knows',
        dockerfile: lines(
          'FROM golang:1.26',
          'RUN go install example.com/x@latest && go install rsc.io/quote/cmd/quote@latest',
          'RUN go build .',
        ),
        ...{files, line: 2, under: 'rsc.io/quote/cmd/quote@latest', says: '1 more'},
      },
      {
        name: 'all modules brought up to date',
        dockerfile: lines('FROM golang:1.26', 'COPY . .', 'RUN go get -u ./... && go build .'),
        ...{files, line: 3, under: 'go get -u ./...'},
      },
      {
        name: 'a build argument that is latest by default',
        dockerfile: lines(
          'FROM golang:1.26',
          'ARG DLV=latest',
          'RUN go install github.com/go-delve/delve/cmd/dlv@$DLV',
          'RUN go build .',
        ),
        ...{line: 3, severity: 'info'},
      },
    ],
    good: [
      {
        name: 'a version',
        dockerfile: lines('FROM golang:1.26', 'RUN go install github.com/air-verse/air@v1.63.0', 'RUN go build .'),
      },
    ],
    nearMiss: [
      {
        name: 'a program by go get, before Go 1.18',
        dockerfile: lines('FROM golang:1.17', 'RUN go get example.com/tool/cmd/tool'),
      },
      {
        name: 'a program by go get, in a module that the step makes',
        dockerfile: lines('FROM golang:1.26', 'RUN go mod init a && go get example.com/tool@v1.2.3'),
      },
      {
        name: 'a commit',
        dockerfile: lines('FROM golang:1.26', 'RUN go install example.com/x@3f1a2b4c5d6e', 'RUN go build .'),
      },
      {
        name: 'a build argument without a default',
        dockerfile: lines('FROM golang:1.26', 'ARG V', 'RUN go install example.com/x@$V', 'RUN go build .'),
      },
      {
        name: 'without a version it is that of go.mod',
        dockerfile: lines('FROM golang:1.26', 'COPY . .', 'RUN go install rsc.io/quote/cmd/quote && go build .'),
        files,
      },
      {
        name: 'an argument of the program that runs',
        dockerfile: lines('FROM golang:1.26', 'COPY . .', 'RUN go run . pull image@latest'),
      },
    ],
  },
  'D-13': {
    bad: [
      {
        name: 'it empties the mount',
        dockerfile: lines(
          'FROM golang:1.26 AS build',
          'COPY . .',
          `RUN ${MOUNT} go build -o /app . && go clean -modcache`,
        ),
        ...{line: 3, under: 'go clean -modcache', severity: 'warning', says: '/go/pkg/mod', fixed: true},
      },
      {
        name: 'a step of its own in the image',
        dockerfile: lines('FROM golang:1.26', 'COPY . .', 'RUN go build -o /app .', 'RUN go clean -cache -modcache'),
        ...{line: 4, severity: 'warning', says: 'earlier steps', fixed: false},
      },
      {
        name: 'a step of its own in a stage that only a program is copied from',
        dockerfile: lines(
          'FROM golang:1.26 AS build',
          'RUN go build -o /app .',
          'RUN go clean -cache',
          'FROM scratch',
          'COPY --from=build /app /app',
        ),
        ...{line: 3, severity: 'warning', fixed: true},
      },
      {
        name: 'in the step that compiles it may save an exported layer',
        dockerfile: lines(
          'FROM golang:1.26 AS build',
          'RUN go build -o /app . \\',
          '    && go clean -cache \\',
          '    && strip /app',
          'FROM scratch',
          'COPY --from=build /app /app',
        ),
        ...{line: 3, severity: 'info', fixed: true},
      },
    ],
    good: [{name: 'nothing is cleaned', dockerfile: lines('FROM golang:1.26', 'COPY . .', 'RUN go build .')}],
    nearMiss: [
      {
        name: 'an image of one stage is smaller when the step that compiles cleans up',
        dockerfile: lines('FROM golang:1.26', 'COPY . .', 'RUN go build -o /app . && go clean -cache -modcache'),
      },
      {
        name: 'a step before anything was downloaded',
        dockerfile: lines('FROM golang:1.26', 'RUN go clean --modcache', 'COPY . .', 'RUN go build .'),
      },
      {
        name: 'results of tests are forgotten on purpose',
        dockerfile: lines('FROM golang:1.26', 'COPY . .', 'RUN go clean -testcache && go test ./...'),
      },
      {
        name: 'the mount is on the other cache',
        dockerfile: lines('FROM golang:1.26', 'COPY . .', `RUN ${MOUNT} go build -o /app . && go clean -cache`),
      },
    ],
  },
} satisfies Record<string, Fixtures>
