import {type Fixtures, lines} from './sample.ts'

const final = (...runs: string[]) =>
  lines(
    'FROM golang:1.26 AS build',
    'RUN go build -o /app .',
    'FROM alpine:3.23',
    ...runs,
    'COPY --from=build /app /app',
  )

export const SHELL_STYLE_FIXTURES = {
  'H-01': {
    bad: [
      {
        name: 'apk add in the image',
        dockerfile: final('RUN apk add tzdata'),
        ...{line: 4, under: 'apk add', severity: 'info', fixed: true},
      },
      {
        name: 'with an update of its own',
        dockerfile: final('RUN apk add -U --virtual .x tzdata'),
        ...{line: 4, fixed: true},
      },
      {
        name: 'apk update beside --no-cache',
        dockerfile: final('RUN apk update && \\', '    apk add --no-cache tzdata'),
        ...{line: 4, under: 'apk update', fixed: true},
      },
      {
        name: 'apk update after another command, on one line',
        dockerfile: final('RUN mkdir /data && apk update && apk --no-cache add tzdata'),
        ...{line: 4, fixed: true},
      },
      {
        name: 'apk update whose index another command reads',
        dockerfile: final('RUN apk update && apk search go && apk add --no-cache tzdata'),
        ...{line: 4, fixed: false},
      },
    ],
    good: [{name: '--no-cache', dockerfile: final('RUN apk --no-cache add tzdata')}],
    nearMiss: [
      {
        name: 'the builder, which does not ship',
        dockerfile: lines(
          'FROM golang:1.26-alpine AS build',
          'RUN apk add git && go build -o /app .',
          'FROM scratch',
          'COPY --from=build /app /app',
        ),
      },
      {
        name: 'a mount holds the index',
        dockerfile: final('RUN --mount=type=cache,target=/var/cache/apk apk add tzdata'),
      },
      {name: 'it is removed in the same step', dockerfile: final('RUN apk add tzdata && rm -rf /var/cache/apk/*')},
    ],
  },
  'H-04': {
    bad: [
      {
        name: 'packages that cannot be had, before a semicolon',
        dockerfile: lines('FROM golang:1.26', 'RUN apt-get update; apt-get install -y git; go build .'),
        ...{line: 2, under: 'apt-get install', severity: 'warning', says: '`apt-get install` fails'},
      },
      {
        name: 'a download before a semicolon',
        dockerfile: lines('FROM golang:1.26', 'RUN curl -fo t.txt https://example.com/t.txt; ls', 'RUN go build .'),
        ...{line: 2, says: '`curl` fails'},
      },
      {
        name: 'another command after a semicolon',
        dockerfile: lines('FROM golang:1.26', 'RUN go build -o /app .; ls -l /app'),
        ...{line: 2, under: 'go build -o /app .', severity: 'warning', says: 'the command after it'},
      },
      {
        name: 'its output in a file, and another command after a semicolon',
        dockerfile: lines('FROM golang:1.26', 'RUN go build -o /app . > log 2>&1; cat log'),
        ...{line: 2, says: 'the command after it'},
      },
      {
        name: 'a pipe',
        dockerfile: lines('FROM golang:1.26', 'RUN go build -v -o /app . 2>&1 | tee build.log'),
        ...{line: 2, says: 'in a pipe only tee counts'},
      },
      {
        name: 'in the background',
        dockerfile: lines('FROM golang:1.26', 'RUN mkdir /m & \\', '    go build -o /m/m . & \\', '    wait'),
        ...{line: 3, says: 'in the background'},
      },
      {
        name: 'a here-document without set -e',
        dockerfile: lines('FROM golang:1.26', 'RUN <<EOF', 'go build -o /app .', 'echo built', 'EOF'),
        ...{line: 3, says: 'the command after it'},
      },
      {
        name: 'of a loop all turns but the last',
        dockerfile: lines('FROM golang:1.26', 'RUN for c in a b; do go build -o /out/$c ./cmd/$c; done'),
        ...{line: 2, says: 'last turn'},
      },
      {
        name: 'hidden with || true',
        dockerfile: lines('FROM golang:1.26', 'RUN go build -o /app . || true'),
        ...{line: 2, says: '`|| true` hides it'},
      },
    ],
    good: [
      {name: 'a chain of &&', dockerfile: lines('FROM golang:1.26', 'RUN go build -o /app . && ls -l /app')},
      {name: 'set -e', dockerfile: lines('FROM golang:1.26', 'RUN set -eux; go build -o /app .; ls -l /app')},
    ],
    nearMiss: [
      {
        name: 'a download before a semicolon, where the script stops at a failure',
        dockerfile: lines('FROM golang:1.26', 'RUN set -e; curl -fo t.txt https://example.com/t.txt; go build .'),
      },
      {
        name: 'packages last, and a search before',
        dockerfile: lines('FROM golang:1.26', 'RUN apt-cache show git; apt-get install -y git', 'RUN go build .'),
      },
      {
        name: 'commands before it, and a last semicolon',
        dockerfile: lines('FROM golang:1.26', 'RUN cd /src; go env; go build -o /app . ;'),
      },
      {
        name: 'a SHELL with -e and pipefail',
        dockerfile: lines(
          'FROM golang:1.26',
          'SHELL ["/bin/bash", "-eo", "pipefail", "-c"]',
          'RUN go build . | tee log; ls',
        ),
      },
      {
        name: 'a here-document that stops, and one that ends with it',
        dockerfile: lines(
          'FROM golang:1.26',
          'RUN <<EOF',
          'set -e',
          'go build -o /app .',
          'echo built',
          'EOF',
          'RUN <<EOF',
          'cd /src',
          'go build -o /b .',
          'EOF',
        ),
      },
      {
        name: 'its failure is handled',
        dockerfile: lines(
          'FROM golang:1.26',
          'RUN if true; then go build -o /app .; fi',
          'RUN go build . || exit 1',
          'RUN go build . || (cat log; exit 1)',
        ),
      },
      {
        name: 'what is ignored is no compile',
        dockerfile: lines('FROM golang:1.26', 'RUN git update-index --refresh; go build .', 'RUN go vet ./... || true'),
      },
    ],
  },
} satisfies Record<string, Fixtures>
