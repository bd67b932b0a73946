import {describe, expect, test} from '@jest/globals'
import {factsOf, program, told} from './told.ts'

const MAIN = program([], '')
const mod = (...required: string[]) =>
  `module github.com/acme/app\n\ngo 1.24\n\nrequire (\n${required.map(path => `\t${path} v1.0.0\n`).join('')})\n`
const workflow = (...lines: string[]) => ({'.github/workflows/ci.yml': `on: push\n${lines.join('\n')}\n`})
const INSTEAD_OF =
  '      - run: git config --global url."https://x:${{ secrets.GH_PAT }}@github.com/".insteadOf "https://github.com/"'

describe('private-module', () => {
  test.each<[string, Record<string, string>, string[]]>([
    [
      'GOPRIVATE of a workflow',
      {'go.mod': mod('github.com/acme/lib'), ...workflow('env:', '  GOPRIVATE: github.com/acme/*')},
      ['github.com/acme/lib'],
    ],
    [
      'GOPRIVATE of a Dockerfile',
      {'go.mod': mod('acme.dev/lib/x'), Dockerfile: 'ENV GOPRIVATE="acme.dev,b.io"\n'},
      ['acme.dev/lib/x'],
    ],
    [
      'GOPRIVATE that go env writes',
      {'go.mod': mod('github.com/acme/lib'), Makefile: 'a:\n\tgo env -w GOPRIVATE=github.com/acme\n'},
      ['github.com/acme/lib'],
    ],
    ...[':=', '?=', ' = ', ' := '].map((sign): [string, Record<string, string>, string[]] => [
      `GOPRIVATE that a Makefile sets by ${sign}`,
      {'go.mod': mod('github.com/acme/lib'), Makefile: `export GOPRIVATE${sign}github.com/acme/*\n`},
      ['github.com/acme/lib'],
    ]),
    ['a host that nobody else reaches', {'go.mod': mod('git.acme.internal/lib')}, ['git.acme.internal/lib']],
    ['a server of its own', {'go.mod': mod('gitlab.acme.com/team/lib')}, ['gitlab.acme.com/team/lib?']],
    ['a path with .git', {'go.mod': mod('acme.com/team/lib.git')}, ['acme.com/team/lib.git?']],
    [
      'the same owner, where a workflow signs in',
      {'go.mod': mod('github.com/acme/lib', 'github.com/other/lib'), ...workflow(INSTEAD_OF)},
      ['github.com/acme/lib?'],
    ],
    [
      'another member of the workspace',
      {
        'go.work': 'go 1.24\n\nuse (\n\t./app\n\t./lib\n)\n',
        'app/go.mod': mod('git.acme.internal/own'),
        'app/main.go': MAIN,
        'lib/go.mod': `module acme.dev/lib\n\ngo 1.24\n\nrequire git.acme.internal/theirs v1.0.0\n`,
        'main.go': '',
      },
      ['git.acme.internal/own', 'git.acme.internal/theirs'],
    ],
    [
      'no: a module that the workspace does not use',
      {
        'go.work': 'go 1.24\n\nuse ./app\n',
        'app/go.mod': mod('git.acme.internal/own'),
        'app/main.go': MAIN,
        'lib/go.mod': `module acme.dev/lib\n\ngo 1.24\n\nrequire git.acme.internal/theirs v1.0.0\n`,
        'main.go': '',
      },
      ['git.acme.internal/own'],
    ],
    ['no: the same owner', {'go.mod': mod('github.com/acme/lib')}, []],
    ['no: public servers', {'go.mod': mod('gitlab.com/x/y', 'git.sr.ht/~a/b', 'go.uber.org/zap', 'k8s.io/api')}, []],
    [
      'no: GOPRIVATE of others',
      {'go.mod': mod('github.com/acmeco/lib'), Makefile: 'export GOPRIVATE=github.com/acme\n'},
      [],
    ],
    ['no: a comment', {'go.mod': mod('github.com/acme/lib'), ...workflow('# GOPRIVATE: github.com/acme/*')}, []],
    ['no: a variable', {'go.mod': mod('github.com/acme/lib'), ...workflow('  GOPRIVATE: ${{ vars.P }}')}, []],
    [
      'no: a module of this checkout',
      {
        'go.mod': `${mod('git.acme.internal/lib')}replace git.acme.internal/lib => ./lib\n`,
        'lib/go.mod': 'module git.acme.internal/lib\n',
      },
      [],
    ],
    [
      'no: insteadOf without a user',
      {
        'go.mod': mod('github.com/acme/lib'),
        ...workflow('  - run: git config url."https://github.com/".insteadOf git://github.com/'),
      },
      [],
    ],
  ])('of %s', async (_, files, expected) => {
    expect(await told('private-module', {'main.go': MAIN, ...files})).toEqual(expected)
  })

  test.each<[string, Record<string, string>, string]>([
    ['insteadOf', workflow(INSTEAD_OF), "It is fetched with git's insteadOf and GH_PAT (.github/workflows/ci.yml:2)."],
    [
      '.netrc',
      {Makefile: 'a:\n\techo "machine github.com login x password $${GIT_TOKEN}" > ~/.netrc\n'},
      'It is fetched with a .netrc and GIT_TOKEN (Makefile:2).',
    ],
    [
      'an SSH key',
      workflow(
        '      - uses: webfactory/ssh-agent@v0.9.1',
        '        with:',
        '          ssh-private-key: ${{ secrets.DEPLOY_KEY }}',
      ),
      'It is fetched with an SSH key and DEPLOY_KEY (.github/workflows/ci.yml:2).',
    ],
    [
      'an SSH mount',
      {Dockerfile: 'FROM golang\nRUN --mount=type=ssh go build\n'},
      'It is fetched with an SSH key (Dockerfile:2).',
    ],
    ['nothing', {}, 'Nothing here says how it is fetched.'],
  ])('says how it is fetched: %s', async (_, files, sentence) => {
    const [fact] = await factsOf({'main.go': MAIN, 'go.mod': mod('git.acme.internal/lib'), ...files})
    expect(fact!.says).toBe(`git.acme.internal/lib is private: git.acme.internal is no public name. ${sentence}`)
  })

  test('does not repeat a line that may hold a token', async () => {
    const line =
      '  - run: git config --global url."https://x:ghp_0123456789@github.com/".insteadOf "https://github.com/"'
    const facts = await factsOf({'main.go': MAIN, 'go.mod': mod('github.com/acme/lib'), ...workflow(line)})
    expect(facts[0]).toMatchObject({kind: 'private-module', subject: 'github.com/acme/lib'})
    expect(JSON.stringify(facts)).not.toContain('ghp_')
  })
})
