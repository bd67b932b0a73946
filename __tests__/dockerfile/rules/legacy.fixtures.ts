import {type Fixtures, lines} from './sample.ts'

export const LEGACY_FIXTURES = {
  'D-11': {
    bad: [
      {
        name: 'dep, by a go get that installs nothing any more',
        dockerfile: lines(
          'FROM golang:1.26',
          'RUN go get -u github.com/golang/dep/cmd/dep',
          'COPY . .',
          'RUN dep ensure -vendor-only && go build .',
        ),
        ...{line: 4, under: 'dep ensure', severity: 'error', says: /line 2.*go\.mod:1/},
      },
      {
        name: 'glide in an image that has it',
        dockerfile: lines('FROM golang:1.9', 'RUN curl https://glide.sh/get | sh', 'RUN glide install && go build .'),
        ...{line: 3, under: 'glide install', severity: 'warning'},
      },
      {
        name: 'a release of Go in which go get installs programs',
        dockerfile: lines(
          'FROM golang:1.17',
          'RUN go get github.com/golang/dep/cmd/dep',
          'RUN dep ensure && go build .',
        ),
        ...{line: 3, severity: 'warning'},
      },
    ],
    good: [{name: 'modules', dockerfile: lines('FROM golang:1.26', 'COPY . .', 'RUN go mod download && go build .')}],
    nearMiss: [
      {
        name: 'a folder of that name',
        dockerfile: lines('FROM golang:1.26', 'COPY . .', 'RUN cd dep && ls glide && go build .'),
      },
      {
        name: 'a target of make',
        dockerfile: lines('FROM golang:1.26', 'COPY . .', 'RUN make dep ensure && go build .'),
      },
      {
        name: 'a stage that the target does not reach',
        dockerfile: lines('FROM golang:1.9 AS old', 'RUN dep ensure', 'FROM golang:1.26', 'RUN go build .'),
      },
    ],
  },
  'D-12': {
    bad: [
      {
        name: 'among other variables, one of which is not known',
        dockerfile: lines(
          'FROM golang:1.26',
          'ARG TARGETARCH',
          'ENV GOARCH=$TARGETARCH \\',
          '    GO111MODULE=on',
          'COPY . .',
          'RUN go build .',
        ),
        ...{line: 4, severity: 'info'},
      },
      {
        name: 'Go 1.12 with a go.mod outside GOPATH',
        dockerfile: lines('FROM golang:1.12', 'WORKDIR /app', 'ENV GO111MODULE=on', 'COPY . .', 'RUN go build .'),
        ...{line: 3, severity: 'info', says: 'go.mod turns modules on'},
      },
      {
        name: 'on, in an ENV of its own',
        dockerfile: lines('FROM golang:1.26', 'ENV GO111MODULE=on', 'COPY . .', 'RUN go build .'),
        ...{line: 2, under: 'GO111MODULE=on', severity: 'info', fixed: true},
      },
      {
        name: 'on, among others on lines of their own',
        dockerfile: lines(
          'FROM golang:1.26',
          'ENV CGO_ENABLED=0 \\',
          '    GO111MODULE=on \\',
          '    GOOS=linux',
          'COPY . .',
          'RUN go build .',
        ),
        ...{line: 3, under: 'GO111MODULE=on', fixed: true},
      },
      {
        name: 'on, among others on one line',
        dockerfile: lines('FROM golang:1.26', 'ENV GO111MODULE=on CGO_ENABLED=0', 'RUN go build .'),
        ...{line: 2, fixed: true},
      },
      {
        name: 'on, as the last one, which stays because of the line before it',
        dockerfile: lines('FROM golang:1.26', 'ENV CGO_ENABLED=0 \\', '    GO111MODULE=on', 'RUN go build .'),
        ...{line: 3, fixed: false},
      },
      {
        name: 'the old form',
        dockerfile: lines('FROM golang:1.26', 'ENV GO111MODULE on', 'RUN go build .'),
        ...{line: 2, fixed: true},
      },
      {
        name: 'on, before the command',
        dockerfile: lines('FROM golang:1.26', 'COPY . .', 'RUN CGO_ENABLED=0 GO111MODULE=on go build .'),
        ...{line: 3, under: 'GO111MODULE=on', severity: 'info', fixed: true},
      },
      {
        name: 'on, before the command, on a line of its own',
        dockerfile: lines('FROM golang:1.26', 'RUN CGO_ENABLED=0 \\', '    GO111MODULE=on \\', '    go build .'),
        ...{line: 3, fixed: true},
      },
      {
        name: 'off, and go.mod is there',
        dockerfile: lines('FROM golang:1.26', 'WORKDIR /go/src/x', 'COPY . .', 'RUN GO111MODULE=off go build .'),
        ...{line: 4, severity: 'warning', says: 'pass go.mod by', fixed: false},
      },
    ],
    good: [{name: 'not set', dockerfile: lines('FROM golang:1.26', 'COPY . .', 'RUN go build .')}],
    nearMiss: [
      {
        name: 'in a final stage that runs go itself',
        dockerfile: lines(
          'FROM golang:1.26 AS build',
          'COPY . .',
          'RUN go build -o /app .',
          'FROM golang:1.26',
          'ENV GO111MODULE=on',
          'COPY --from=build /app /app',
        ),
      },
      {
        name: 'an old release needs it below GOPATH',
        dockerfile: lines(
          'FROM golang:1.12',
          'WORKDIR /go/src/app',
          'ENV GO111MODULE=on',
          'COPY . .',
          'RUN go build .',
        ),
      },
      {
        name: 'off, for sources without go.mod',
        dockerfile: lines('FROM golang:1.26', 'WORKDIR /go/src/x', 'COPY tools .', 'RUN GO111MODULE=off go build .'),
        files: {'tools/main.go': 'package main\n\nfunc main() {}\n'},
      },
      {
        name: 'an image whose release nobody knows, and an old go line',
        dockerfile: lines('FROM ghcr.io/acme/go', 'ENV GO111MODULE=on', 'COPY . .', 'RUN go build .'),
        files: {'go.mod': 'module example.com/app\n\ngo 1.13\n'},
      },
      {
        name: 'a name that only begins like it',
        dockerfile: lines('FROM golang:1.26', 'ENV GO111MODULES=on', 'COPY . .', 'RUN go build .'),
      },
    ],
  },
} satisfies Record<string, Fixtures>
