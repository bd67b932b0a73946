import {type Fixtures, lines} from './sample.ts'

const COPIES = lines('FROM gcr.io/distroless/static-debian13', 'COPY bin/app /app', 'ENTRYPOINT ["/app"]')
const EMBEDS = {
  'main.go':
    'package main\n\nimport "embed"\n\n//go:embed static\nvar files embed.FS\n\nfunc main() { files.Open("static") }\n',
}
const WHOLE = ['FROM golang:1.26 AS build', 'WORKDIR /src', 'COPY . .']
const MAKE = 'build:\n\tCGO_ENABLED=0 go build -o bin/app .\n'

export const SELF_CONTAINED_FIXTURES = {
  'A-05': {
    bad: [
      {
        name: 'the program is compiled by a Makefile before',
        dockerfile: COPIES,
        files: {Makefile: MAKE},
        ...{line: 2, under: 'bin/app', severity: 'info', says: 'Makefile:2'},
      },
      {
        name: 'and the ignore file keeps it out',
        dockerfile: COPIES,
        files: {Makefile: MAKE, '.dockerignore': 'docs\nbin\n'},
        ...{line: 2, severity: 'error', says: '.dockerignore:2'},
      },
      {
        name: 'by an ARG that the command line may set',
        dockerfile: lines('FROM alpine:3.24', 'ARG ARCH=amd64', 'COPY .build/${ARCH}/app /app', 'CMD ["/app"]'),
        files: {'.dockerignore': '.build\n'},
        ...{line: 3, under: '.build/${ARCH}/app', severity: 'info', says: '${ARCH}'},
      },
      {
        name: 'at the root, into a folder',
        dockerfile: lines('FROM alpine:3.24', 'COPY ./app /usr/bin/', 'CMD ["app", "serve"]'),
        ...{line: 2, severity: 'warning'},
      },
      {
        name: 'embedded files that the repository has not',
        dockerfile: lines(...WHOLE, 'RUN apt-get update && apt-get install -y make', 'RUN go build -o /app .'),
        files: {...EMBEDS, '.gitignore': 'static/\n'},
        ...{line: 5, under: 'go build -o /app .', severity: 'warning', says: 'main.go:5 embeds it'},
      },
      {
        name: 'embedded files that a workflow makes',
        dockerfile: lines(...WHOLE, 'RUN go build -o /app .'),
        files: {...EMBEDS, '.github/workflows/ci.yml': 'run: npm run build -- --out static\n'},
        ...{line: 4, severity: 'info', says: 'static is not in the repository'},
      },
    ],
    good: [
      {
        name: 'a stage compiles it',
        dockerfile: lines(
          'FROM golang:1.26 AS b',
          'COPY . .',
          'RUN go build -o /app .',
          'FROM scratch',
          'COPY --from=b /app /app',
          'CMD ["/app"]',
        ),
      },
    ],
    nearMiss: [
      {
        name: 'embedded files that another stage makes',
        dockerfile: lines(
          ...['FROM alpine AS web', 'RUN mkdir /static && touch /static/a', ...WHOLE],
          ...['COPY --from=web /static ./static', 'RUN go build -o /app .'],
        ),
        files: EMBEDS,
      },
      {
        name: 'embedded files that a step before may make',
        dockerfile: lines(...WHOLE, 'RUN go generate ./... && go build -o /app .'),
        files: EMBEDS,
      },
      {
        name: 'embedded files that are there',
        dockerfile: lines(...WHOLE, 'RUN go build -o /app .'),
        files: {...EMBEDS, 'static/a.css': ''},
      },
      {name: 'GoReleaser puts it there', dockerfile: COPIES, files: {'.goreleaser.yaml': 'builds: []\n'}},
      {name: 'the program is in the repository', dockerfile: COPIES, files: {'bin/app': 'x'}},
      {name: 'a file that is no program', dockerfile: lines('FROM scratch', 'COPY config.yaml /', 'CMD ["/app"]')},
      {
        name: 'a folder for each platform',
        dockerfile: lines('FROM scratch', 'ARG TARGETPLATFORM', 'COPY $TARGETPLATFORM/app /app', 'CMD ["/app"]'),
      },
      {name: 'nothing starts it', dockerfile: lines('FROM scratch', 'COPY bin/app /app', 'CMD ["/other"]')},
      {
        name: 'a program of another language',
        dockerfile: lines('FROM scratch', 'COPY target/release/server /server', 'CMD ["/server"]'),
      },
    ],
  },
  'A-06': {
    bad: [
      {
        name: 'a link out of its folder',
        path: 'docker/Dockerfile',
        linkTo: '../build/Real',
        files: {'build/Real': COPIES},
        dockerfile: COPIES,
        ...{line: 1, severity: 'error', says: '../build/Real'},
      },
      {
        name: 'the ignore file of the file itself does not count',
        linkTo: 'Real',
        files: {Real: COPIES, 'Real.dockerignore': 'docs\n'},
        dockerfile: COPIES,
        ...{line: 1, severity: 'warning', says: 'Real.dockerignore'},
      },
    ],
    good: [{name: 'a file', dockerfile: COPIES}],
    nearMiss: [
      {name: 'a link in its folder', linkTo: 'Real', files: {Real: COPIES}, dockerfile: COPIES},
      {
        name: 'an ignore file under the name of the link',
        linkTo: 'Real',
        files: {Real: COPIES, 'Real.dockerignore': 'docs\n', 'Dockerfile.dockerignore': 'docs\n'},
        dockerfile: COPIES,
      },
    ],
  },
} satisfies Record<string, Fixtures>
