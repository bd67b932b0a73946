import {describe, expect, test} from '@jest/globals'
import {inspectProject} from '../../src/go/inspect.ts'
import {writeTree} from './tree.ts'

const MAIN = 'package main\n\nfunc main() {}\n'
const SERVER = 'package main\n\nimport "net/http"\n\nfunc main() { http.ListenAndServe(":4001", nil) }\n'
const PROGRAMS = {
  'go.mod': 'module example.com/registry-tools\n\ngo 1.24\n',
  ...{'cmd/crane/main.go': MAIN, 'cmd/gcrane/main.go': MAIN, 'cmd/registry/main.go': SERVER, 'app/main.go': MAIN},
}

/** The suggested program with its reason, and the one that is listed first. */
async function offered(files: Record<string, string>): Promise<[string | null, string]> {
  await using tree = writeTree({...PROGRAMS, ...files})
  const {decision} = await inspectProject({root: tree.root})
  if (decision.kind !== 'choose') throw new Error(`not asked: ${decision.kind}`)
  const {suggestion, candidates} = decision
  expect(candidates).toHaveLength(4)
  return [suggestion && `${suggestion.main.dir}: ${suggestion.reason}`, candidates[0]!.dir]
}

const RELEASER = (...mains: string[]) =>
  `version: 2\nbefore:\n  hooks:\n    - go mod tidy\nbuilds:\n${mains.map(main => `- id: x\n  env:\n  - CGO_ENABLED=0\n  main: ${main}\n`).join('')}`

describe('the program that the files of the repository name is offered first', () => {
  test.each<[string, Record<string, string>, string]>([
    ['none of them: the only one that listens', {}, 'cmd/registry: it is the only one that listens on a port'],
    [
      'GoReleaser, by a file',
      {'.goreleaser.yml': RELEASER('./cmd/crane/main.go')},
      'cmd/crane: GoReleaser releases it (.goreleaser.yml:9)',
    ],
    [
      'GoReleaser, in a folder',
      {'.goreleaser.yaml': 'builds:\n  - main: .\n    dir: cmd/crane\n    goos:\n      - linux\n'},
      'cmd/crane: GoReleaser releases it (.goreleaser.yaml:2)',
    ],
    [
      'GoReleaser, for each system',
      {'.goreleaser.yml': RELEASER('./cmd/crane', '"./cmd/crane"')},
      'cmd/crane: GoReleaser releases it (.goreleaser.yml:9)',
    ],
    [
      'ko before GoReleaser',
      {
        '.goreleaser.yml': RELEASER('./cmd/crane', './cmd/gcrane'),
        '.ko.yaml': 'builds:\n- id: a\n  main: ./cmd/gcrane\n',
      },
      'cmd/gcrane: ko makes an image of it (.ko.yaml:3)',
    ],
    [
      'a Dockerfile in a folder',
      {
        'build/Dockerfile':
          'FROM golang\nRUN --mount=type=cache,target=/x \\\n    # why\n    CGO_ENABLED=0 go build -o /app \\\n    ./cmd/crane\n',
      },
      'cmd/crane: a Dockerfile compiles it (build/Dockerfile:5)',
    ],
    [
      'the README',
      {'README.md': '# x\n\n    go install example.com/registry-tools/cmd/crane@latest\n'},
      'cmd/crane: the README installs it (README.md:3)',
    ],
    [
      'the README among those that are released',
      {
        '.goreleaser.yml': RELEASER('./cmd/crane', './cmd/gcrane'),
        'README.md':
          'go install example.com/registry-tools/cmd/gcrane@v1\ngo install example.com/registry-tools/app@v1',
      },
      'cmd/gcrane: the README installs it (README.md:1)',
    ],
  ])('%s', async (_, files, expected) => {
    const [suggestion, first] = await offered(files)
    expect(suggestion).toBe(expected)
    expect(first).toBe(expected.split(':')[0])
  })

  test('of several that are released none is, but they are listed first: what listens is no release', async () => {
    expect(await offered({'.goreleaser.yml': RELEASER('./cmd/gcrane', './cmd/crane')})).toEqual([null, 'cmd/crane'])
  })

  test.each<[string, Record<string, string>]>([
    ['a variable', {'.goreleaser.yml': RELEASER('./cmd/{{ .Name }}'), Dockerfile: 'RUN go build ./cmd/$APP\n'}],
    ['all programs', {Dockerfile: 'RUN go build -o /out/ ./cmd/...\n'}],
    ['the file that is written', {Dockerfile: 'RUN go build -o app .\nRUN go build -o ./cmd/crane .\n'}],
    ['what is copied', {Dockerfile: 'COPY ./cmd/crane ./cmd/crane\nRUN go build .\n'}],
    ['what is only run', {Dockerfile: 'RUN make ./cmd/crane\n'}],
    ['a comment', {'.goreleaser.yml': 'builds:\n#- main: ./cmd/crane\n', Dockerfile: '# RUN go build ./cmd/crane\n'}],
    ['another module', {'README.md': 'go install example.com/other/cmd/crane@latest\n'}],
    ['a Dockerfile of the tests', {'test/Dockerfile': 'RUN go build ./cmd/crane\n'}],
  ])('%s names none', async (_, files) => {
    expect(await offered(files)).toEqual(['cmd/registry: it is the only one that listens on a port', 'cmd/registry'])
  })
})
