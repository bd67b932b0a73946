import {type Fixtures, lines} from './sample.ts'

const KEY = '-----BEGIN RSA PRIVATE KEY-----\nMIIEogIBAAKCAQEA0bt\n-----END RSA PRIVATE KEY-----\n'
const READS_PASSWORD = 'package main\n\nimport "os"\n\nfunc main() { println(os.Getenv("DB_PASSWORD")) }\n'

export const SECRET_COPIES_FIXTURES = {
  'S-01': {
    bad: [
      {
        name: 'the key of the machine that builds',
        dockerfile: lines('FROM golang:1.26', 'COPY id_rsa /root/.ssh/id_rsa', 'RUN go build -o /app .'),
        ...{line: 2, under: 'id_rsa', severity: 'error', says: /id_rsa is a private key: .*can read it/, fixed: false},
      },
      {
        name: 'a .netrc in a build stage',
        dockerfile: lines(
          'FROM golang:1.26 AS build',
          'COPY go.mod .netrc /root/',
          'RUN go build -o /app .',
          'FROM scratch',
          'COPY --from=build /app /app',
        ),
        ...{line: 2, under: '.netrc', severity: 'error', says: "it stays in a layer of the builder's cache"},
      },
      {
        name: 'a committed key that comes into the image with its folder',
        dockerfile: lines(
          'FROM golang:1.26 AS build',
          'WORKDIR /src',
          'COPY . .',
          'RUN go build -o /app .',
          'FROM scratch',
          'COPY --from=build /src/certs /certs',
        ),
        files: {'certs/server.key': KEY, 'certs/server.pem': '-----BEGIN CERTIFICATE-----\n'},
        ...{line: 6, severity: 'warning', says: 'certs/server.key is a private key'},
      },
    ],
    good: [
      {
        name: 'a mount for the step that fetches',
        dockerfile: lines('FROM golang:1.26', 'RUN --mount=type=ssh go mod download', 'COPY . .', 'RUN go build .'),
      },
    ],
    nearMiss: [
      {
        name: 'a key beside the sources, where the image gets the program and certificates alone',
        dockerfile: lines(
          'FROM golang:1.26 AS build',
          'COPY . .',
          'RUN go build -o /app .',
          'FROM scratch',
          'COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/',
          'COPY --from=build /app /app',
        ),
        files: {'certs/server.key': '-----BEGIN PRIVATE KEY-----\nx\n'},
      },
      {
        name: 'the public half, the known hosts and a certificate',
        dockerfile: lines('FROM golang:1.26', 'COPY id_rsa.pub known_hosts ca.pem /etc/', 'RUN go build .'),
        files: {'ca.pem': '-----BEGIN CERTIFICATE-----\nMIIB\n'},
      },
      {
        name: 'a key file that is empty, and one for tests',
        dockerfile: lines('FROM golang:1.26', 'COPY jwt.pem testdata/server.key /etc/', 'RUN go build .'),
        files: {'jwt.pem': '', 'testdata/server.key': KEY},
      },
      {
        name: 'a committed key that only the build stage sees',
        dockerfile: lines(
          'FROM golang:1.26 AS build',
          'COPY . .',
          'RUN go build -o /app .',
          'FROM scratch',
          'COPY --from=build /app /app',
        ),
        files: {'certs/server.key': KEY},
      },
    ],
  },
  'S-09': {
    bad: [
      {
        name: 'a .env that git ignores, and that the program reads a password from',
        dockerfile: lines('FROM golang:1.26', 'COPY . .', 'RUN go build -o /app .', 'COPY .env /'),
        files: {'.gitignore': '.env\n', 'main.go': READS_PASSWORD},
        ...{line: 4, under: '.env', severity: 'error', says: 'main.go:5 reads DB_PASSWORD'},
      },
      {
        name: 'through the build stage',
        dockerfile: lines(
          'FROM golang:1.26 AS build',
          'WORKDIR /src',
          'COPY go.mod main.go .env ./',
          'RUN go build -o app .',
          'FROM scratch',
          'COPY --from=build /src/ /src/',
        ),
        files: {'.gitignore': '.env\n', 'main.go': READS_PASSWORD},
        ...{line: 3, under: '.env', severity: 'error'},
      },
      {
        name: 'one with a password that is committed',
        dockerfile: lines('FROM golang:1.26', 'COPY app.env /', 'COPY . .', 'RUN go build -o /app .'),
        files: {'app.env': 'PORT=1\nDB_PASSWORD=hunter2\n'},
        ...{line: 2, severity: 'warning', says: 'app.env with a value for DB_PASSWORD'},
      },
      {
        name: 'all is taken, and a developer has one',
        dockerfile: lines('FROM golang:1.26', 'COPY . .', 'RUN go build -o /app .'),
        files: {'.gitignore': '*.log\n.env\n', 'main.go': READS_PASSWORD},
        ...{line: 2, severity: 'warning', says: '.gitignore:2'},
      },
    ],
    good: [
      {
        name: 'the ignore file keeps it out',
        dockerfile: lines('FROM golang:1.26', 'COPY . .', 'RUN go build -o /app .'),
        files: {'.gitignore': '.env\n', '.dockerignore': '**/.env\n', 'main.go': READS_PASSWORD},
      },
    ],
    nearMiss: [
      {
        name: 'a committed one without a secret in it',
        dockerfile: lines('FROM golang:1.26', 'COPY .env /', 'COPY . .', 'RUN go build -o /app .'),
        files: {'.env': 'PORT=8080\nDB_PASSWORD=\nAPI_TOKEN=${TOKEN}\n'},
      },
      {
        name: 'the example that is there to be filled in',
        dockerfile: lines('FROM golang:1.26', 'COPY .env.example /.env', 'COPY . .', 'RUN go build -o /app .'),
        files: {'.env.example': 'DB_PASSWORD=changeme\n'},
      },
      {
        name: 'it stays in the build stage',
        dockerfile: lines(
          'FROM golang:1.26 AS build',
          'COPY . .',
          'RUN go build -o /app .',
          'FROM scratch',
          'COPY --from=build /app /app',
        ),
        files: {'.gitignore': '.env\n', 'main.go': READS_PASSWORD},
      },
    ],
  },
} satisfies Record<string, Fixtures>
