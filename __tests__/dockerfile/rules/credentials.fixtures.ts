import {type Fixtures, lines} from './sample.ts'

const PRIVATE = {
  'go.mod': 'module example.com/app\n\ngo 1.26\n\nrequire git.acme.internal/lib v1.0.0\n',
  'go.sum': 'git.acme.internal/lib v1.0.0 h1:x\n',
}
const PUBLIC = {'go.mod': 'module example.com/app\n\ngo 1.26\n\nrequire golang.org/x/mod v0.30.0\n', 'go.sum': 'x\n'}
const INSTEAD = 'git config --global url."https://x:${TOKEN}@github.com/".insteadOf "https://github.com/"'

export const CREDENTIALS_FIXTURES = {
  'S-04': {
    bad: [
      {
        name: 'a token in the global git configuration',
        dockerfile: lines('FROM golang:1.26', 'ARG TOKEN', `RUN ${INSTEAD}`, 'RUN go build .'),
        ...{line: 3, under: INSTEAD, severity: 'error', says: 'global git configuration', fixed: false},
      },
      {
        name: 'a secret that is mounted, and written into a file all the same',
        dockerfile: lines(
          'FROM golang:1.26',
          'RUN --mount=type=secret,id=t git config --global url."https://x:$(cat /run/secrets/t)@github.com/".insteadOf "https://github.com/" && go build .',
        ),
        ...{line: 2, severity: 'error'},
      },
      {
        name: 'a .netrc',
        dockerfile: lines(
          'FROM golang:1.26',
          'ARG PASS',
          'RUN echo "machine github.com login x password $PASS" > /root/.netrc',
          'RUN go build .',
        ),
        ...{line: 3, severity: 'error', says: '/root/.netrc'},
      },
    ],
    good: [
      {
        name: 'the .netrc is a mount',
        dockerfile: lines('FROM golang:1.26', 'RUN --mount=type=secret,id=netrc,target=/root/.netrc go build .'),
      },
    ],
    nearMiss: [
      {
        name: 'git is told to use ssh, with no secret in it',
        dockerfile: lines(
          'FROM golang:1.26',
          'RUN git config --global url."git@github.com:".insteadOf "https://github.com/" && go build .',
        ),
      },
      {
        name: 'the same step takes it away again',
        dockerfile: lines(
          'FROM golang:1.26',
          'ARG PASS',
          'RUN echo "machine github.com password $PASS" > ~/.netrc && go mod download && rm ~/.netrc',
        ),
      },
      {
        name: 'a user without a password',
        dockerfile: lines(
          'FROM golang:1.26',
          'ARG GIT_USER',
          'RUN git config --global url."https://$GIT_USER@git.acme.com/".insteadOf "https://git.acme.com/" && go build .',
        ),
      },
    ],
  },
  'S-05': {
    bad: [
      {
        name: 'a private module, and nothing signs in',
        dockerfile: lines('FROM golang:1.26', 'COPY . .', 'RUN go build .'),
        files: PRIVATE,
        ...{line: 3, under: 'go build .', severity: 'warning', says: 'git.acme.internal/lib'},
      },
    ],
    good: [
      {
        name: 'a secret mount',
        dockerfile: lines(
          'FROM golang:1.26',
          'COPY . .',
          'RUN --mount=type=secret,id=netrc,target=/root/.netrc,required go build .',
        ),
        files: PRIVATE,
      },
    ],
    nearMiss: [
      {name: 'only public modules', dockerfile: lines('FROM golang:1.26', 'COPY . .', 'RUN go build .'), files: PUBLIC},
      {
        name: 'a proxy of the own that has it',
        dockerfile: lines(
          'FROM golang:1.26',
          'ENV GOPROXY=https://goproxy.acme.internal',
          'COPY . .',
          'RUN go build .',
        ),
        files: PRIVATE,
      },
      {
        name: 'a token that another rule speaks of',
        dockerfile: lines('FROM golang:1.26', 'ARG TOKEN', `RUN ${INSTEAD}`, 'COPY . .', 'RUN go build .'),
        files: PRIVATE,
      },
      {
        name: 'vendored',
        dockerfile: lines('FROM golang:1.26', 'COPY . .', 'RUN go build -mod=vendor .'),
        files: PRIVATE,
      },
    ],
  },
  'S-06': {
    bad: [
      {
        name: 'a secret that may be absent',
        dockerfile: lines('FROM golang:1.26', 'RUN --mount=type=secret,id=netrc,target=/root/.netrc go mod download'),
        ...{line: 2, under: '--mount=type=secret,id=netrc,target=/root/.netrc', severity: 'info'},
        files: PUBLIC,
      },
      {
        name: 'the same of ssh',
        dockerfile: lines('FROM golang:1.26', 'RUN --mount=type=ssh go build .'),
        ...{line: 2, severity: 'info', says: 'key'},
      },
    ],
    good: [{name: 'required', dockerfile: lines('FROM golang:1.26', 'RUN --mount=type=ssh,required=true go build .')}],
    nearMiss: [
      {
        name: 'the script looks whether it is there',
        dockerfile: lines(
          'FROM golang:1.26',
          'RUN --mount=type=secret,id=t if [ -f /run/secrets/t ]; then cat /run/secrets/t; fi && go build .',
        ),
      },
      {
        name: 'a secret for something else',
        dockerfile: lines('FROM golang:1.26', 'RUN --mount=type=secret,id=t npm ci', 'RUN go build .'),
      },
    ],
  },
  'S-07': {
    bad: [
      {
        name: 'a private module on Alpine',
        dockerfile: lines('FROM golang:1.26-alpine', 'COPY . .', 'RUN --mount=type=ssh go build .'),
        files: PRIVATE,
        ...{line: 3, under: 'go build .', severity: 'warning', says: 'git.acme.internal/lib with git', fixed: true},
      },
      {
        name: 'no proxy at all on Alpine',
        dockerfile: lines('FROM golang:1.26-alpine', 'ENV GOPROXY=direct', 'COPY . .', 'RUN go build .'),
        files: PUBLIC,
        ...{line: 4, says: 'every module', fixed: true},
      },
      {
        name: 'a user who may not install, where the copies begin',
        dockerfile: lines(
          ...['FROM golang:1.26-alpine', 'ENV GOPROXY=direct', 'USER 1000', 'COPY . .', 'USER root', 'RUN go build .'],
        ),
        files: PUBLIC,
        ...{line: 6, fixed: false},
      },
      {
        name: 'a user who may not install',
        dockerfile: lines('FROM golang:1.26-alpine', 'ENV GOPROXY=direct', 'USER 1000', 'COPY . .', 'RUN go build .'),
        files: PUBLIC,
        ...{line: 5, fixed: false},
      },
    ],
    good: [
      {
        name: 'git is installed',
        dockerfile: lines(
          'FROM golang:1.26-alpine',
          'RUN apk add --no-cache git',
          'COPY . .',
          'RUN --mount=type=ssh go build .',
        ),
        files: PRIVATE,
      },
    ],
    nearMiss: [
      {
        name: 'Debian has it',
        dockerfile: lines('FROM golang:1.26', 'COPY . .', 'RUN --mount=type=ssh go build .'),
        files: PRIVATE,
      },
      {
        name: 'public modules come from the proxy',
        dockerfile: lines('FROM golang:1.26-alpine', 'COPY . .', 'RUN go build .'),
        files: PUBLIC,
      },
    ],
  },
} satisfies Record<string, Fixtures>
