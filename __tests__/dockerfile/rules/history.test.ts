import {HISTORY_RULES} from '../../../src/dockerfile/rules/history.ts'
import {type Fixtures, lines, testRules} from './harness.ts'

const STAMPED = lines('FROM golang:1.26', 'COPY . .', 'RUN go build -ldflags "-X main.v=$(git describe --tags)" .')
const MAKE = lines('FROM golang:1.26', 'COPY . .', 'RUN make build')
const MAKEFILE = 'VERSION := $(shell git describe --tags)\nbuild:\n\tgo build .\n'

testRules(HISTORY_RULES, {
  'X-08': {
    bad: [
      {
        name: 'git describe in the step',
        dockerfile: STAMPED,
        files: {'.dockerignore': '.git\n'},
        ...{line: 3, under: 'git', severity: 'warning', says: '.dockerignore:1 .git keeps .git out'},
      },
      {
        name: 'in the Makefile that it runs',
        dockerfile: MAKE,
        files: {'.dockerignore': '*.md\n.git/\n', Makefile: MAKEFILE},
        ...{line: 3, under: 'make build', severity: 'info', says: 'Makefile:1 asks git'},
      },
    ],
    good: [{name: 'the history enters', dockerfile: STAMPED, files: {'.dockerignore': 'docs\n'}}],
    nearMiss: [
      {
        name: 'there is an answer for the case without history',
        dockerfile: lines('FROM golang:1.26', 'COPY . .', 'RUN V=$(git describe || echo dev) && go build .'),
        files: {'.dockerignore': '.git\n'},
      },
      {
        name: 'the version is handed in',
        dockerfile: lines('FROM golang:1.26', 'ARG VERSION', 'COPY . .', 'RUN make build VERSION=$VERSION'),
        files: {'.dockerignore': '.git\n', Makefile: MAKEFILE},
      },
      {
        name: 'another repository is asked',
        dockerfile: lines(
          'FROM golang:1.26',
          'COPY . .',
          'RUN git clone https://example.com/a/b /b && cd /b && git describe && go build .',
        ),
        files: {'.dockerignore': '.git\n'},
      },
      {
        name: 'a target of the Makefile that another step is for',
        dockerfile: MAKE,
        files: {'.dockerignore': '.git\n', Makefile: 'build:\n\tgo build .\nrelease:\n\tgit tag v1\n'},
      },
    ],
  },
} satisfies Record<string, Fixtures>)
