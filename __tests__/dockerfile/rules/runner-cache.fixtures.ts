import {type Fixtures, lines} from './sample.ts'

const MOUNT = '--mount=type=cache,target=/root/.cache/go-build'
const TRIMMED = lines('FROM golang:1.26', 'COPY . .', `RUN ${MOUNT} go build -trimpath -o /app .`)

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
          says: '.github/workflows/ci.yml:6 without it',
        },
      },
      {
        name: 'the other way round',
        dockerfile: lines('FROM golang:1.26', 'COPY . .', `RUN ${MOUNT} go build -o /app .`),
        files: workflow('go test ./...', '~/.cache/go-build', 'GOFLAGS: -trimpath'),
        ...{line: 3, says: 'with it'},
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
