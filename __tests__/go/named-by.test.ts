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
      {'.goreleaser.yml': RELEASER('./cmd/registry/main.go')},
      'cmd/registry: GoReleaser releases it (.goreleaser.yml:9)',
    ],
    [
      'GoReleaser, in a folder, where nothing listens',
      {
        '.goreleaser.yaml': 'builds:\n  - main: .\n    dir: cmd/crane\n    goos:\n      - linux\n',
        'cmd/registry/main.go': MAIN,
      },
      'cmd/crane: GoReleaser releases it (.goreleaser.yaml:2)',
    ],
    [
      'GoReleaser, for each system',
      {'.goreleaser.yml': RELEASER('./cmd/registry', '"./cmd/registry"')},
      'cmd/registry: GoReleaser releases it (.goreleaser.yml:9)',
    ],
    [
      'a Dockerfile before GoReleaser, with the name of the module among two',
      {
        'go.mod': 'module example.com/crane\n',
        Dockerfile: 'RUN go build -o a cmd/crane/*\nRUN go build -o b cmd/gcrane/*.go\n',
        '.goreleaser.yml': RELEASER('./cmd/gcrane'),
      },
      'cmd/crane: it has the name of the module',
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
      {'README.md': '# x\n\n    go install example.com/registry-tools/cmd/registry@latest\n'},
      'cmd/registry: the README installs it (README.md:3)',
    ],
  ])('%s', async (_, files, expected) => {
    const [suggestion, first] = await offered(files)
    expect(suggestion).toBe(expected)
    expect(first).toBe(expected.split(':')[0])
  })

  test('of two that are released, the one that listens is, also beside another server', async () => {
    const files = {'.goreleaser.yml': RELEASER('./cmd/gcrane', './cmd/crane'), 'cmd/crane/main.go': SERVER}
    expect(await offered(files)).toEqual([
      'cmd/crane: it is the only one that listens on a port, of those that the repository builds or releases',
      'cmd/crane',
    ])
  })

  test.each<[string, string[]]>([
    ['several are released', ['./cmd/gcrane', './cmd/crane']],
    ['a client is released, and the server beside it is not', ['./cmd/crane']],
  ])('none is where %s, but that is listed first', async (_, mains) => {
    expect(await offered({'.goreleaser.yml': RELEASER(...mains)})).toEqual([null, 'cmd/crane'])
  })

  test.each<[string, Record<string, string>]>([
    ['a variable', {'.goreleaser.yml': RELEASER('./cmd/{{ .Name }}'), Dockerfile: 'RUN go build ./cmd/$APP\n'}],
    ['all programs', {Dockerfile: 'RUN go build -o /out/ ./cmd/...\n'}],
    ['the file that is written', {Dockerfile: 'RUN go build -o app .\nRUN go build -o ./cmd/crane .\n'}],
    ['what is copied', {Dockerfile: 'COPY ./cmd/crane ./cmd/crane\nRUN go build .\n'}],
    ['one command of two', {Dockerfile: 'RUN go build -o a ./cmd/crane && \\\n    go build -o b .\n'}],
    ['one of a variable beside one of a name', {Dockerfile: 'RUN go build ./cmd/crane\nRUN go build ./cmd/$APP\n'}],
    ['a tool of others', {Dockerfile: 'RUN go install example.com/registry-tools/cmd/crane@v1\n'}],
    ['what is only run', {Dockerfile: 'RUN make ./cmd/crane\n'}],
    ['a comment', {'.goreleaser.yml': 'builds:\n#- main: ./cmd/crane\n', Dockerfile: '# RUN go build ./cmd/crane\n'}],
    ['another module', {'README.md': 'go install example.com/other/cmd/crane@latest\n'}],
    ['a Dockerfile of the tests', {'test/Dockerfile': 'RUN go build ./cmd/crane\n'}],
  ])('%s names none', async (_, files) => {
    expect(await offered(files)).toEqual(['cmd/registry: it is the only one that listens on a port', 'cmd/registry'])
  })
})
