import {type Fixtures, lines} from './sample.ts'

const MOUNT = '--mount=type=cache,target=/root/.cache/go-build'
const TRIMMED = lines('FROM golang:1.26', 'COPY . .', `RUN ${MOUNT} go build -trimpath -o /app .`)

const PLAIN = TRIMMED.replace(' -trimpath', '')
const TIDY = {'go.mod': 'module example.com/app\n\ngo 1.24\n', 'main.go': 'package main\n\nfunc main() {}\n'}

function workflow(test: string, source = '/home/runner/.cache/go-build', env = '') {
  return {
    '.github/workflows/ci.yml': lines(
      ...[
        'on: push',
        ...(env ? ['env:', `  ${env}`] : []),
        'jobs:',
        '  build:',
        '    runs-on: ubuntu-latest',
        '    steps:',
      ],
      ...[`      - run: ${test}`, '      - uses: reproducible-containers/buildkit-cache-dance@v3', '        with:'],
      ...['          cache-map: |', `            {"${source}": "/root/.cache/go-build"}`],
    ),
  }
}

export const RUNNER_CACHE_FIXTURES = {
  'C-09': {
    bad: [
      {
        name: 'tests on the runner do without -trimpath',
        dockerfile: TRIMMED,
        files: workflow('go test ./...'),
        ...{
          line: 3,
          under: 'go build -trimpath -o /app .',
          severity: 'warning',
          says: '.github/workflows/ci.yml:6 without -trimpath',
        },
      },
      {
        name: 'the other way round',
        dockerfile: PLAIN,
        files: workflow('go test ./...', '~/.cache/go-build', 'GOFLAGS: -trimpath'),
        ...{line: 3, says: 'ci.yml:8 with -trimpath'},
      },
      {
        name: 'tests on the runner look for races',
        dockerfile: PLAIN,
        files: workflow('go test -race ./...'),
        ...{line: 3, says: 'compiles without -race'},
      },
      {
        name: 'the runner has another release of Go',
        dockerfile: PLAIN,
        files: {...TIDY, ...workflow('go test ./...', '~/.cache/go-build', 'go-version: 1.25.x')},
        ...{line: 3, says: 'with Go 1.26, and .github/workflows/ci.yml:3 with Go 1.25'},
      },
      {
        name: 'the image is for newer processors',
        dockerfile: PLAIN.replace('go build', 'GOAMD64=v3 go build'),
        files: workflow('go test ./...'),
        ...{line: 3, says: 'with GOAMD64=v3, and .github/workflows/ci.yml:6 with GOAMD64=v1'},
      },
    ],
    good: [
      {name: 'both have it', dockerfile: TRIMMED, files: workflow('go test -trimpath ./...')},
      {
        name: 'the runner has it in GOFLAGS',
        dockerfile: TRIMMED,
        files: workflow('go test ./...', '~/.cache/go-build', 'GOFLAGS: -trimpath'),
      },
    ],
    nearMiss: [
      {
        name: 'races are looked for after a build without',
        dockerfile: PLAIN,
        files: workflow('go build ./... && true\n      - run: go test -race ./...'),
      },
      {
        name: 'another release on the runner, where go.mod has it switch to a newer one',
        dockerfile: PLAIN,
        files: workflow('go test ./...', '~/.cache/go-build', "go-version: '1.25'"),
      },
      {
        name: 'another patch of the same release',
        dockerfile: PLAIN.replace('1.26', '1.26.3'),
        files: {...TIDY, ...workflow('go test ./...', '~/.cache/go-build', "go-version: '1.26'")},
      },
      {
        name: 'newer processors in both places',
        dockerfile: PLAIN.replace('go build', 'GOAMD64=v3 go build'),
        files: workflow('go test ./...', '~/.cache/go-build', 'GOAMD64: v3'),
      },
      {
        name: 'the cache comes from a folder that is not the one of the runner',
        dockerfile: TRIMMED,
        files: workflow('go test ./...', 'go-build-cache'),
      },
      {name: 'nothing is compiled on the runner', dockerfile: TRIMMED, files: workflow('make test')},
      {
        name: 'some commands have it',
        dockerfile: TRIMMED,
        files: {
          '.github/workflows/ci.yml': `${workflow('go test ./...')['.github/workflows/ci.yml']}      - run: go build -trimpath .\n`,
        },
      },
      {
        name: 'GOFLAGS says something else, which may be more',
        dockerfile: TRIMMED,
        files: workflow('go test ./...', '~/.cache/go-build', 'GOFLAGS: $FLAGS'),
      },
      {
        name: 'the step has no mount for it',
        dockerfile: lines('FROM golang:1.26', 'COPY . .', 'RUN go build -trimpath -o /app .'),
        files: workflow('go test ./...'),
      },
    ],
  },
} satisfies Record<string, Fixtures>
