import {type Fixtures, lines} from './sample.ts'

const WORKFLOW = lines(
  'jobs:',
  '  image:',
  '    steps:',
  '      - uses: docker/build-push-action@v7',
  '        with:',
  '          context: .',
  '          build-args: |',
  '            VERSION=1',
  '            COMMIT=${{ github.sha }}',
  '          push: true',
)

export const FRONTEND_FIXTURES = {
  'H-02': {
    bad: [
      {
        name: 'a new flag without a line for it',
        dockerfile: lines('FROM golang:1.26', 'COPY --parents cmd ./', 'RUN go build .'),
        ...{line: 2, under: '--parents', severity: 'info', says: 'frontend 1.20', fixed: false},
      },
      {
        name: 'a frontend that is too old for it',
        dockerfile: lines(
          '# syntax=docker/dockerfile:1.4',
          'FROM golang:1.26',
          'COPY --exclude=*.md . .',
          'RUN go build .',
        ),
        ...{line: 3, under: '--exclude=*.md', severity: 'warning', says: 'line 1 asks for 1.4', fixed: true},
      },
    ],
    good: [
      {
        name: 'the newest 1',
        dockerfile: lines(
          '# syntax=docker/dockerfile:1',
          'FROM golang:1.26',
          'COPY --parents cmd ./',
          'RUN go build .',
        ),
      },
    ],
    nearMiss: [
      {name: 'nothing that needs one', dockerfile: lines('FROM golang:1.26', 'COPY . .', 'RUN go build .')},
      {
        name: 'mounts and links, which every BuildKit of today has',
        dockerfile: lines('FROM golang:1.26', 'COPY --link . .', 'RUN --mount=type=cache,target=/x go build .'),
      },
      {
        name: 'the labs, and a frontend of the own',
        dockerfile: lines(
          '# syntax=docker/dockerfile:1.7-labs',
          'FROM golang:1.26',
          'COPY --parents cmd ./',
          'RUN go build .',
        ),
      },
    ],
  },
  'H-06': {
    bad: [
      {
        name: 'the workflow gives what nothing takes',
        dockerfile: lines('FROM golang:1.26', 'ARG VERSION', 'RUN go build .'),
        files: {'.github/workflows/image.yml': WORKFLOW},
        ...{line: 1, severity: 'info', says: '.github/workflows/image.yml:9 gives COMMIT, and'},
      },
      {
        name: 'the Makefile does',
        dockerfile: lines('FROM golang:1.26', 'RUN go build .'),
        files: {Makefile: 'image:\n\tdocker build --build-arg A=1 \\\n\t  --build-arg=B=2 -t app .\n'},
        ...{line: 1, says: 'Makefile:2 gives A, B, and no ARG declares them'},
      },
      {
        name: 'a script of the repository does',
        dockerfile: lines('FROM golang:1.26', 'RUN go build .'),
        files: {'hack/image.sh': '#!/bin/sh\nset -e\ndocker buildx build --build-arg A=1 --push .\n'},
        ...{line: 1, says: 'hack/image.sh:3 gives A, and'},
      },
      {
        name: 'a Compose file does',
        dockerfile: lines('FROM golang:1.26', 'ARG A', 'RUN go build .'),
        files: {
          'docker-compose.yml':
            'services:\n  app:\n    build:\n      context: .\n      dockerfile: Dockerfile\n      args:\n        A: 1\n        B: 2\n    image: app\n',
        },
        ...{line: 1, says: 'docker-compose.yml:8 gives B, and'},
      },
      {
        name: 'a value that nothing takes',
        dockerfile: lines('FROM golang:1.26', 'RUN go build .'),
        buildArgs: ['VERSION=1'],
        ...{line: 1, under: 'FROM golang:1.26', severity: 'info', says: 'VERSION is given'},
      },
    ],
    good: [
      {
        name: 'declared',
        dockerfile: lines('FROM golang:1.26', 'ARG VERSION', 'RUN go build .'),
        buildArgs: ['VERSION=1'],
      },
    ],
    nearMiss: [
      {
        name: 'the workflow builds another Dockerfile with it',
        dockerfile: lines('FROM golang:1.26', 'RUN go build .'),
        files: {'.github/workflows/image.yml': WORKFLOW.replace('context: .', 'file: other/Dockerfile')},
      },
      {
        name: 'of which Dockerfile it is depends on a matrix',
        dockerfile: lines('FROM golang:1.26', 'RUN go build .'),
        files: {'.github/workflows/image.yml': WORKFLOW.replace('context: .', 'file: ${{ matrix.file }}')},
      },
      {
        name: 'the Makefile names another file, or another folder',
        dockerfile: lines('FROM golang:1.26', 'RUN go build .'),
        files: {
          Makefile: 'a:\n\tdocker build -f x/Dockerfile --build-arg A=1 .\nb:\n\tdocker build --build-arg B=1 ./web\n',
        },
      },
      {
        name: 'a Compose file gives it to another Dockerfile, and to a driver',
        dockerfile: lines('FROM golang:1.26', 'RUN go build .'),
        files: {
          'compose.yaml':
            'services:\n  a:\n    build:\n      context: web\n      args:\n        - A=1\n  b:\n    build:\n      context: .\n      dockerfile: b.Dockerfile\n      args:\n        B: 1\n  c:\n    x:\n      args:\n        C: 1\n',
        },
      },
      {
        name: 'what needs no declaration',
        dockerfile: lines('FROM golang:1.26', 'RUN go build .'),
        buildArgs: ['HTTP_PROXY=x', 'SOURCE_DATE_EPOCH=0', 'BUILDKIT_INLINE_CACHE=1', 'TARGETARCH=arm64'],
      },
      {
        name: 'several in one ARG, before FROM',
        dockerfile: lines('ARG GO=1.26 OTHER', 'FROM golang:${GO}', 'RUN go build .'),
        buildArgs: ['GO=1.26', 'OTHER=1'],
      },
    ],
  },
} satisfies Record<string, Fixtures>
