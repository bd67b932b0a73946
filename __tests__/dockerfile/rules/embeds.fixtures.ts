import {type Fixtures, lines} from './sample.ts'

const BUILD = ['FROM golang:1.26 AS build', 'WORKDIR /src', 'COPY . .']
const GO_BUILD = 'RUN go build -o /app .'

function embedding(pattern: string): string {
  return `package main\n\nimport "embed"\n\n//go:embed ${pattern}\nvar files embed.FS\n\nfunc main() {}\n`
}

export const EMBEDS_FIXTURES = {
  'B-09': {
    bad: [
      {
        name: 'profiles are ignored',
        dockerfile: lines(...BUILD, GO_BUILD),
        files: {'default.pgo': 'x', '.dockerignore': '*.pgo\n'},
        ...{line: 4, severity: 'warning', says: '.dockerignore:1'},
      },
      {
        name: 'an allow-list without it',
        dockerfile: lines(...BUILD, 'RUN go build -o /app ./cmd/api'),
        files: {
          'cmd/api/main.go': 'package main\n\nfunc main() {}\n',
          'cmd/api/default.pgo': 'x',
          '.dockerignore': '*\n!**/*.go\n!go.mod\n',
        },
        line: 4,
      },
    ],
    good: [
      {
        name: 'it enters',
        dockerfile: lines(...BUILD, GO_BUILD),
        files: {'default.pgo': 'x', '.dockerignore': 'docs\n'},
      },
    ],
    nearMiss: [
      {
        name: 'switched off',
        dockerfile: lines(...BUILD, 'RUN go build -pgo=off -o /app .'),
        files: {'default.pgo': 'x', '.dockerignore': '*.pgo\n'},
      },
      {
        name: 'a profile of another name',
        dockerfile: lines(...BUILD, GO_BUILD),
        files: {'cpu.pgo': 'x', '.dockerignore': '*.pgo\n'},
      },
    ],
  },
  'B-13': {
    bad: [
      {
        name: 'an embedded folder',
        dockerfile: lines(...BUILD, GO_BUILD),
        files: {'main.go': embedding('static'), 'static/a.css': 'x', '.dockerignore': 'docs\nstatic\n'},
        ...{
          line: 4,
          under: 'go build -o /app .',
          severity: 'error',
          says: '.dockerignore:2 keeps static out, and main.go:5',
        },
      },
      {
        name: 'an embedded file, in a subfolder of a bind mount',
        dockerfile: lines('FROM golang:1.26', 'WORKDIR /src', 'RUN --mount=type=bind,target=. go build -o /app .'),
        files: {'main.go': embedding('conf/app.yaml'), 'conf/app.yaml': 'x', '.dockerignore': '**/*.yaml\n'},
        line: 3,
      },
      {
        name: 'all that a wildcard names',
        dockerfile: lines(...BUILD, GO_BUILD),
        files: {'main.go': embedding('sql/*.sql'), 'sql/1.sql': 'x', 'sql/2.sql': 'x', '.dockerignore': '**/*.sql\n'},
        line: 4,
      },
    ],
    good: [
      {
        name: 'it enters',
        dockerfile: lines(...BUILD, GO_BUILD),
        files: {'main.go': embedding('static'), 'static/a.css': 'x', '.dockerignore': 'docs\n'},
      },
    ],
    nearMiss: [
      {
        name: 'another stage brings the frontend',
        dockerfile: lines(
          'FROM node:24 AS web',
          'RUN npm run build',
          ...BUILD,
          'COPY --from=web /web/dist ./dist',
          GO_BUILD,
        ),
        files: {'main.go': embedding('dist'), 'dist/index.html': 'x', '.dockerignore': 'dist\n'},
      },
      {
        name: 'a step of the stage makes it',
        dockerfile: lines(...BUILD, 'RUN npm run build', GO_BUILD),
        files: {'main.go': embedding('dist'), 'dist/index.html': 'x', '.dockerignore': 'dist\n'},
      },
      {
        name: 'some of the folder stays out',
        dockerfile: lines(...BUILD, GO_BUILD),
        files: {
          'main.go': embedding('static'),
          'static/a.css': 'x',
          'static/README.md': 'x',
          '.dockerignore': '**/*.md\n',
        },
      },
      {
        name: 'the repository does not have it either',
        dockerfile: lines(...BUILD, GO_BUILD),
        files: {'main.go': embedding('dist'), '.dockerignore': 'dist\n'},
      },
      {
        name: 'another ignore file counts for this Dockerfile',
        dockerfile: lines(...BUILD, GO_BUILD),
        files: {
          'main.go': embedding('static'),
          'static/a.css': 'x',
          '.dockerignore': 'static\n',
          'Dockerfile.dockerignore': 'docs\n',
        },
      },
      {
        name: 'an exception lets it in again',
        dockerfile: lines(...BUILD, GO_BUILD),
        files: {
          'main.go': embedding('static'),
          'static/a.css': 'x',
          '.dockerignore': '*\n!**/*.go\n!go.mod\n!static/**\n',
        },
      },
    ],
  },
} satisfies Record<string, Fixtures>
