import {type Fixtures, lines} from './sample.ts'

export const SECRETS_FIXTURES = {
  'S-03': {
    bad: [
      {
        name: 'a token as a build argument that a step uses',
        dockerfile: lines('FROM golang:1.26', 'ARG GITHUB_TOKEN', 'RUN GH=$GITHUB_TOKEN go mod download'),
        ...{line: 2, under: 'GITHUB_TOKEN', severity: 'error', says: 'Line 3 uses the build argument', fixed: false},
      },
      {
        name: 'the same with its own name as default',
        dockerfile: lines('FROM golang:1.26', 'ARG CI_TOKEN=$CI_TOKEN', 'RUN echo "$CI_TOKEN" && go build .'),
        ...{line: 2, under: 'CI_TOKEN', severity: 'error'},
      },
      {
        name: 'ENV keeps the argument',
        dockerfile: lines('FROM golang:1.26', 'ARG API_KEY', 'ENV API_KEY=$API_KEY', 'RUN go build .'),
        ...{line: 3, severity: 'error', says: 'keeps the value of the build argument API_KEY'},
      },
      {
        name: 'a password in the address of a database',
        dockerfile: lines('FROM golang:1.26', 'ENV DB=postgres://app:hunter2@db:5432/app', 'RUN go build .'),
        ...{line: 2, severity: 'warning'},
      },
      {
        name: 'a password as a flag of the program',
        dockerfile: lines('FROM golang:1.26', 'RUN go build -o /app .', 'ENTRYPOINT ["/app", "-db-password=hunter2"]'),
        ...{line: 3, severity: 'warning', says: 'ENTRYPOINT has a password'},
      },
    ],
    good: [
      {
        name: 'a secret mount',
        dockerfile: lines(
          'FROM golang:1.26',
          'RUN --mount=type=secret,id=T,env=GITHUB_TOKEN go mod download && go build .',
        ),
      },
    ],
    nearMiss: [
      {
        name: 'an argument that nothing uses is left to BuildKit',
        dockerfile: lines('FROM golang:1.26', 'ARG GITHUB_TOKEN', 'RUN go build .'),
      },
      {
        name: 'names that only sound so',
        dockerfile: lines(
          'FROM golang:1.26',
          'ARG TOKEN_TTL',
          'ARG PUBLIC_KEY',
          'ARG PASSWORD_FILE',
          'ARG USER',
          'RUN echo $TOKEN_TTL $PUBLIC_KEY $PASSWORD_FILE $USER && go build .',
        ),
      },
      {
        name: 'an address and a flag whose value comes when it runs',
        dockerfile: lines(
          'FROM golang:1.26',
          'ENV DB=postgres://app:$PASS@db/app',
          'RUN go build -o /app .',
          'ENTRYPOINT ["/app", "--token-file", "/run/t", "-password", "$P"]',
        ),
      },
    ],
  },
} satisfies Record<string, Fixtures>
