import {type Fixtures, lines} from './sample.ts'

const WHOLE = lines('FROM golang:1.26', 'COPY . .', 'RUN go build -o /app .')
const NAMED = lines('FROM golang:1.26', 'COPY go.mod main.go ./', 'RUN go build -o /app .')
const LARGE = 'x'.repeat(3_000_000)

export const CONTEXT_FIXTURES = {
  'X-01': {
    bad: [
      {
        name: 'all is copied, the history too',
        dockerfile: WHOLE,
        files: {'.git/HEAD': 'ref\n', 'README.md': '# x\n'},
        ...{line: 2, under: '.', severity: 'warning', says: 'each change of .git'},
      },
      {
        name: 'a bind mount of all, without history',
        dockerfile: lines('FROM golang:1.26', 'WORKDIR /src', 'RUN --mount=type=bind,target=. go build -o /app .'),
        files: {'README.md': '# x\n'},
        ...{line: 3, under: '--mount=type=bind,target=.', says: 'each change of README.md'},
      },
      {
        name: 'an ignore file with nothing in it',
        dockerfile: WHOLE,
        files: {'.git/HEAD': 'ref\n', '.dockerignore': '# later\n\n'},
        ...{line: 2, says: '.dockerignore is empty'},
      },
    ],
    good: [{name: 'an ignore file', dockerfile: WHOLE, files: {'.git/HEAD': 'x', '.dockerignore': '.git\n'}}],
    nearMiss: [
      {name: 'BuildKit sends only what is named', dockerfile: NAMED, files: {'.git/HEAD': 'x', 'README.md': 'x'}},
      {name: 'a folder that holds the program alone', dockerfile: WHOLE},
      {
        name: 'the ignore file of this Dockerfile',
        dockerfile: WHOLE,
        path: 'build.Dockerfile',
        files: {'.git/HEAD': 'x', 'build.Dockerfile.dockerignore': '.git\n'},
      },
      {
        name: 'only a stage that the target does not reach takes all',
        dockerfile: lines(
          'FROM golang:1.26 AS test',
          'COPY . .',
          'FROM golang:1.26',
          'COPY main.go go.mod ./',
          'RUN go build .',
        ),
        files: {'.git/HEAD': 'x'},
      },
    ],
  },
  'X-02': {
    bad: [
      {
        name: 'a large folder that nothing compiles',
        dockerfile: lines(
          'FROM golang:1.26 AS build',
          'COPY . .',
          'RUN go build -o /app .',
          'FROM scratch',
          'COPY --from=build /app /app',
        ),
        files: {'.dockerignore': '.git\n', 'media/intro.mp4': LARGE},
        ...{line: 2, under: '.', severity: 'info', says: 'media is 3.00 MB in 1 file of the 3.00 MB'},
      },
      {
        name: 'a key that git ignores, and the ignore file does not',
        dockerfile: lines(
          'FROM golang:1.26 AS build',
          'COPY . .',
          'RUN go build -o /app .',
          'FROM scratch',
          'COPY --from=build /app /app',
        ),
        files: {'.dockerignore': '.git\n', '.gitignore': '*.key\n', 'tls.key': '-----BEGIN PRIVATE KEY-----\nMII\n'},
        ...{line: 2, severity: 'warning', says: 'tls.key (private key)'},
      },
    ],
    good: [{name: 'it is ignored', dockerfile: WHOLE, files: {'.dockerignore': 'media\n', 'media/intro.mp4': LARGE}}],
    nearMiss: [
      {
        name: 'it is embedded',
        dockerfile: WHOLE,
        files: {
          'main.go': 'package main\n\nimport _ "embed"\n\n//go:embed media/intro.mp4\nvar v []byte\n\nfunc main() {}\n',
          ...{'.dockerignore': '.git\n', 'media/intro.mp4': LARGE},
        },
      },
      {name: 'named sources', dockerfile: NAMED, files: {'.dockerignore': '.git\n', 'media/intro.mp4': LARGE}},
      {
        name: 'the Dockerfile takes it into the image',
        dockerfile: lines(
          'FROM golang:1.26 AS build',
          'COPY . .',
          'RUN go build -o /app .',
          'FROM scratch',
          'COPY --from=build /src/media /media',
        ),
        files: {'.dockerignore': '.git\n', 'media/intro.mp4': LARGE},
      },
      {
        name: 'a Makefile may read it',
        dockerfile: lines('FROM golang:1.26', 'COPY . .', 'RUN make && go build .'),
        files: {'.dockerignore': '.git\n', 'libpcap/pcap.c': LARGE},
      },
    ],
  },
  'X-04': {
    bad: [
      {
        name: 'a folder that is deeper',
        dockerfile: WHOLE,
        files: {'.dockerignore': '.git\nnode_modules\n', 'web/node_modules/a/index.js': 'x'},
        ...{
          line: 2,
          under: '.',
          severity: 'info',
          says: '.dockerignore:2 node_modules does not keep out web/node_modules',
        },
      },
      {
        name: 'an ending without its star',
        dockerfile: WHOLE,
        files: {'.dockerignore': '.md\n', 'README.md': 'x'},
        ...{line: 2, says: '.md does not keep out README.md'},
      },
      {
        name: 'lines that only let in',
        dockerfile: NAMED,
        files: {'.dockerignore': '# Go alone\n!**/*.go\n!**/*.mod\n'},
        ...{line: 2, says: 'nothing is ignored'},
      },
    ],
    good: [
      {
        name: 'at every depth',
        dockerfile: WHOLE,
        files: {'.dockerignore': '**/node_modules\n', 'web/node_modules/a.js': 'x'},
      },
    ],
    nearMiss: [
      {
        name: 'the name of the program at the root, and of a package below',
        dockerfile: WHOLE,
        files: {'.dockerignore': 'app\n*.md\n', 'cmd/app/app.go': 'package app\n', 'docs/use.md': 'x'},
      },
      {
        name: 'the folder that is deeper is not taken',
        dockerfile: NAMED,
        files: {'.dockerignore': 'node_modules\n', 'web/node_modules/a.js': 'x'},
      },
      {name: 'an allow-list', dockerfile: WHOLE, files: {'.dockerignore': '*\n!**/*.go\n!go.mod\n'}},
    ],
  },
  'X-05': {
    bad: [
      {
        name: 'a line of the file that does not count',
        dockerfile: WHOLE,
        path: 'app.Dockerfile',
        files: {'app.Dockerfile.dockerignore': '.git\n', '.dockerignore': 'secrets\n', 'secrets/a': 'x'},
        ...{line: 2, severity: 'info', says: 'secrets of it is sent'},
      },
    ],
    good: [{name: 'one file', dockerfile: WHOLE, files: {'.dockerignore': '.git\n'}}],
    nearMiss: [
      {
        name: 'both have what exists',
        dockerfile: WHOLE,
        path: 'app.Dockerfile',
        files: {'app.Dockerfile.dockerignore': 'secrets\n', '.dockerignore': 'secrets\nbin\n', 'secrets/a': 'x'},
      },
      {
        name: 'the file is that of another Dockerfile',
        dockerfile: WHOLE,
        files: {'app.Dockerfile.dockerignore': '.git\n', '.dockerignore': 'secrets\n', 'secrets/a': 'x'},
      },
    ],
  },
} satisfies Record<string, Fixtures>
