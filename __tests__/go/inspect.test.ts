import {describe, expect, test} from '@jest/globals'
import {describeCandidates} from '../../src/go/candidates.ts'
import {demandProgram} from '../../src/go/demand.ts'
import {type InspectOptions, inspectProject} from '../../src/go/inspect.ts'
import type {Decision, Project} from '../../src/go/project.ts'
import {UserError} from '../../src/runner/errors.ts'
import {writeTree} from './tree.ts'

const MOD = 'module example.com/app\n\ngo 1.27\n'
const MAIN = 'package main\n\nfunc main() {}\n'
const SERVER = 'package main\n\nimport "net/http"\n\nfunc main() { http.ListenAndServe(":4001", nil) }\n'

async function inspect(files: Record<string, string>, options: Omit<InspectOptions, 'root'> = {}): Promise<Project> {
  await using tree = writeTree(files)
  return await inspectProject({root: tree.root, ...options})
}

/** The decision in a line: what is built, or what is open. */
function told(decision: Decision): string {
  if (decision.kind === 'build') return `build ${decision.main.dir}: ${decision.reason}`
  if (decision.kind === 'build-several') return `build ${decision.mains.map(({dir}) => dir).join(' and ')}`
  if (decision.kind === 'refuse') return `refuse ${decision.code}`
  return `${decision.code}: ${decision.candidates.map(({dir}) => dir).join(' ')}`
}

async function failure(files: Record<string, string>, options: Omit<InspectOptions, 'root'> = {}): Promise<UserError> {
  try {
    await inspect(files, options)
  } catch (error) {
    if (error instanceof UserError) return error
    throw error
  }
  throw new Error('no error was thrown')
}

describe('the decision', () => {
  test.each<[string, Record<string, string>, string]>([
    ['the only program, at the root', {'main.go': MAIN}, 'build .: the only command'],
    ['the only program, in cmd', {'a.go': 'package app\n', 'cmd/app/main.go': MAIN}, 'build cmd/app: the only command'],
    [
      'a program beside examples, tools and tests',
      {
        'main.go': MAIN,
        'examples/a/main.go': MAIN,
        'internal/tools/t/t.go': MAIN,
        'test/x/x.go': MAIN,
        'hack/h.go': MAIN,
      },
      'build .: the only command that ships; not 4 examples, tools or tests',
    ],
    [
      'a program beside the generator that go:generate runs',
      {
        'main.go': '//go:generate go run -mod=mod ./cmd/docsgen -o x\npackage main\n\nfunc main() {}\n',
        'cmd/docsgen/m.go': MAIN,
      },
      'build .: the only command that ships; not 1 example, tool or test',
    ],
    ['two programs', {'cmd/a/a.go': MAIN, 'cmd/b/b.go': MAIN}, 'main-ambiguous: cmd/a cmd/b'],
    [
      'a program only for Windows and one for Linux',
      {'a/a_windows.go': MAIN, 'b/b.go': MAIN},
      'build b: the only command',
    ],
    ['a library', {'a.go': 'package app\n'}, 'refuse no-main'],
    ['a main package without func main', {'a.go': 'package main\n'}, 'refuse no-main'],
    ['only examples', {'a.go': 'package app\n', 'examples/a/a.go': MAIN}, 'refuse no-main'],
    ['a program left out by build tags', {'a.go': `//go:build ignore\n\n${MAIN}`}, 'refuse no-main'],
    [
      'a program in the root module and one in a nested one',
      {'main.go': MAIN, 'api/go.mod': 'module example.com/api\n', 'api/a.go': MAIN},
      'build .: the only command of the root module',
    ],
    [
      'a library at the root and one nested module with a program',
      {'a.go': 'package app\n', 'api/go.mod': 'module example.com/api\n', 'api/a.go': MAIN},
      'build api: the only command',
    ],
    [
      'programs in two nested modules',
      {'api/go.mod': 'module api\n', 'api/a.go': MAIN, 'job/go.mod': 'module job\n', 'job/j.go': MAIN},
      'module-ambiguous: api job',
    ],
    [
      'two programs in one nested module',
      {'api/go.mod': 'module api\n', 'api/a/a.go': MAIN, 'api/b/b.go': MAIN},
      'main-ambiguous: api/a api/b',
    ],
  ])('of %s', async (_, files, expected) => {
    expect(told((await inspect({'go.mod': MOD, ...files})).decision)).toBe(expected)
  })

  test('finds the nested module when the root has no go.mod at all', async () => {
    const {decision} = await inspect({'api/go.mod': 'module api\n', 'api/cmd/api/main.go': MAIN})
    expect(decision).toMatchObject({kind: 'build', moduleDir: 'api', main: {importPath: 'api/cmd/api'}})
  })

  test.each(['./cmd/b', 'cmd/b', 'cmd/b/', 'example.com/app/cmd/b'])('takes the input main as %s', async main => {
    const {decision} = await inspect({'go.mod': MOD, 'cmd/a/a.go': MAIN, 'cmd/b/b.go': MAIN}, {main})
    expect(told(decision)).toBe(`build cmd/b: the input main names it: ${main}`)
  })

  test.each([
    ['commas', './cmd/b, example.com/app/cmd/a', ['cmd/b', 'cmd/a']],
    ['lines', 'cmd/a\n\ncmd/b\n', ['cmd/a', 'cmd/b']],
    ['a comma at the end', 'cmd/a,', ['cmd/a']],
    ['one program twice', 'cmd/a, ./cmd/a', ['cmd/a']],
  ])('takes a list in the input main with %s', async (_, main, dirs) => {
    const files = {'go.mod': MOD, 'cmd/a/a.go': MAIN, 'cmd/b/b.go': MAIN, 'cmd/c/c.go': MAIN}
    const {decision} = await inspect(files, {main})
    const found = decision.kind === 'build-several' ? decision.mains : decision.kind === 'build' ? [decision.main] : []
    expect(found.map(({dir}) => dir)).toEqual(dirs)
    expect(decision.kind).toBe(dirs.length > 1 ? 'build-several' : 'build')
  })

  test.each([',', ' ', 'cmd/a, cmd/x'])('refuses a list with what is no program: %j', async main => {
    expect(await failure({'go.mod': MOD, 'cmd/a/a.go': MAIN}, {main})).toMatchObject({code: 'main-unknown'})
  })

  test('of several named programs, facts are those of all', async () => {
    const reading = 'package main\n\nimport "os/user"\n\nfunc main() { user.Lookup("x") }\n'
    const profiles = {'cmd/a/default.pgo': 'x', 'cmd/b/default.pgo': 'x', 'other.pgo': 'x'}
    const withProfile = {...profiles, 'cmd/a/a.go': reading}
    const linking = `package main\n\n// #cgo LDFLAGS: -lpcap\nimport "C"\nimport "os/user"\n\nfunc main() { user.Lookup("x") }\n`
    const project = await inspect({'go.mod': MOD, ...withProfile, 'cmd/b/b.go': linking}, {main: 'cmd/a,cmd/b'})
    expect(project).toMatchObject({cgo: {needed: true}, pgo: ['cmd/a/default.pgo', 'cmd/b/default.pgo']})
    expect(project.facts.map(({kind, subject, evidence}) => [kind, subject, evidence.map(({file}) => file)])).toEqual([
      ['users', '/etc/passwd', ['cmd/a/a.go', 'cmd/b/b.go']],
      ['c-library', 'pcap', ['cmd/b/b.go']],
    ])
    expect(() => demandProgram(project)).not.toThrow()
  })

  test('programs of several modules are written together only where a go.work has all of them', async () => {
    const files = {
      'a/go.mod': 'module example.com/a\n\ngo 1.26\n',
      'b/go.mod': 'module example.com/b\n\ngo 1.26\n',
      ...{'a/a.go': MAIN, 'b/b.go': MAIN},
    }
    const alone = await inspect(files, {main: 'a,b'})
    expect(() => demandProgram(alone)).toThrow(
      expect.objectContaining({
        code: 'main-several',
        message: `The input main names programs of 2 modules, ./a and ./b, which no go.work has together: one go build cannot compile them. Use a step for each:
  with: { main: ./a, image: …/a }
  with: { main: ./b, image: …/b }`,
      }),
    )
    const together = await inspect({...files, 'go.work': 'go 1.26\n\nuse ./a\nuse ./b\n'}, {main: 'a,b'})
    expect(() => demandProgram(together)).not.toThrow()
    const one = await inspect({...files, 'go.work': 'go 1.26\n\nuse ./a\n'}, {main: 'a,b'})
    expect(() => demandProgram(one)).toThrow('no go.work has together')
  })

  test('takes an example when the input main names it', async () => {
    const {decision} = await inspect({'go.mod': MOD, 'main.go': MAIN, 'examples/e/e.go': MAIN}, {main: './examples/e'})
    expect(told(decision)).toMatch(/^build examples\/e:/)
  })

  test.each(['api', './api', 'example.com/api'])('takes the input module as %s', async module => {
    const files = {'go.mod': MOD, 'main.go': MAIN, 'api/go.mod': 'module example.com/api\n', 'api/cmd/x/x.go': MAIN}
    expect((await inspect(files, {module})).decision).toMatchObject({kind: 'build', moduleDir: 'api'})
    const withMain = await inspect(files, {module, main: './cmd/x'})
    expect(withMain.decision).toMatchObject({kind: 'build', main: {dir: 'api/cmd/x'}})
  })

  test('without a go.mod and a Go file points to the context', async () => {
    expect((await inspect({'README.md': ''})).decision).toEqual({
      kind: 'refuse',
      code: 'no-go-mod',
      reason: 'There is no go.mod and no Go file here. Point the context to the folder that has the go.mod.',
      evidence: [],
    })
  })

  test('refuses with the remedy when there are only examples', async () => {
    const {decision} = await inspect({'go.mod': MOD, 'examples/a/a.go': MAIN})
    expect(decision).toMatchObject({
      reason:
        'No program here goes into an image; there is only ./examples/a (example: in a folder named examples). To build one all the same, add to the step:   with: { main: ./examples/a }',
      evidence: [{file: 'examples/a/a.go', line: 3}],
    })
  })
})

describe('a refusal names what may be taken for a program', () => {
  test.each<[string, Record<string, string>, string, string[]]>([
    [
      'one for other systems only',
      {'agent/service_windows.go': MAIN, 'tray/tray.go': `//go:build windows || darwin\n\n${MAIN}`},
      './agent is built only for windows (agent/service_windows.go:3). ./tray is built only for darwin, windows (tray/tray.go:5).',
      ['agent/service_windows.go', 'tray/tray.go'],
    ],
    [
      'one without func main',
      {'cmd/half/h.go': 'package main\n'},
      './cmd/half is package main, but has no func main.',
      [],
    ],
    [
      'examples that the go command leaves out',
      {'_examples/a/a.go': MAIN},
      'The go command leaves out the examples in ./_examples.',
      [],
    ],
    ['not a script that go run starts', {'gen.go': `//go:build ignore\n\n${MAIN}`}, '', []],
  ])('%s', async (_, files, sentence, evidence) => {
    const {decision} = await inspect({'go.mod': MOD, 'a.go': 'package app\n', ...files})
    const before = 'The module example.com/app is a library: no package main with a func main that linux builds.'
    const after = 'An image needs a program; point the context to a folder that has one.'
    expect(decision).toMatchObject({
      code: 'no-main',
      reason: [before, sentence, after].filter(part => part !== '').join(' '),
      evidence: [{file: 'go.mod'}, ...evidence.map(file => ({file}))],
    })
  })

  test('and so does the error of a main that is only for Windows', async () => {
    const files = {'go.mod': MOD, 'main.go': MAIN, 'agent/service_windows.go': MAIN}
    expect((await failure(files, {main: './agent'})).message).toMatch(
      /^The input main is ".\/agent", but .\/agent is built only for windows \(agent\/service_windows.go:3\)\. These/,
    )
  })
})

describe('errors', () => {
  test('an unknown main lists what exists and says what was found instead', async () => {
    const files = {'go.mod': MOD, 'store/s.go': 'package store\n', 'cmd/a/a.go': SERVER, 'tools/t/t.go': MAIN}
    expect(await failure(files, {main: './store'})).toMatchObject({
      code: 'main-unknown',
      message: `The input main is "./store", but that is package store, not package main. These programs exist:
  ./cmd/a    server; listens on :4001 (cmd/a/a.go:5)
  ./tools/t  developer tool: in a folder named tools`,
    })
    expect((await failure(files, {main: 'cmd/b'})).message).toMatch(
      /^The input main is "cmd\/b", but no Go package that/,
    )
  })

  test('an unknown module lists the modules', async () => {
    const files = {'go.mod': MOD, 'api/go.mod': 'module example.com/api\n'}
    expect(await failure(files, {module: 'apo'})).toMatchObject({
      code: 'module-unknown',
      message:
        'The input module is "apo", but these are the modules here:\n  .      example.com/app\n  ./api  example.com/api',
    })
  })

  test('a broken go.mod of the root, of the workspace or of the named module stops; another is a warning', async () => {
    const broken = 'modul x\n'
    expect(await failure({'go.mod': broken})).toMatchObject({
      code: 'go-mod-syntax',
      message: 'go.mod:1: unknown directive "modul"; did you mean "module"?',
    })
    expect((await failure({'go.mod': 'go 1.27\n'})).message).toMatch(/^go.mod: no module line was found; add one/)
    const files = {'go.mod': MOD, 'main.go': MAIN, 'old/go.mod': broken, 'old/o.go': MAIN}
    expect((await failure(files, {module: './old'})).message).toMatch(/^old\/go.mod:1: /)
    expect((await failure({...files, 'go.work': 'go 1.27\nuse (\n.\n./old\n)\n'})).message).toMatch(/^old\/go.mod:1: /)
    const project = await inspect(files)
    expect(told(project.decision)).toBe('build .: the only command')
    expect(project.warnings).toEqual([expect.stringMatching(/^old\/go.mod:1: .* \(this module is left out\)$/)])
  })

  test('an empty go.mod hides its folder without a word', async () => {
    const project = await inspect({'go.mod': MOD, 'main.go': MAIN, 'gen/go.mod': '', 'gen/g.go': MAIN})
    expect([project.modules.length, project.mains.length, project.warnings]).toEqual([1, 1, []])
  })

  test('a workspace that uses a folder without a go.mod stops', async () => {
    expect((await failure({'go.mod': MOD, 'go.work': 'go 1.27\nuse ./api\n'})).message).toBe(
      'go.work:2: use ./api: there is no go.mod in that folder; correct the path or remove the line',
    )
  })

  test('a folder that is not there stops', async () => {
    await expect(inspectProject({root: '/no/such/folder'})).rejects.toMatchObject({code: 'no-folder'})
  })
})

describe('describeCandidates', () => {
  test('says what each program is, with its evidence, and the line to add', async () => {
    const {decision} = await inspect({
      'go.mod': MOD,
      'cmd/rqbench/main.go': MAIN,
      'cmd/rqlite/main.go': `// Command rqlite is the client. It is small.\n${MAIN}`,
      'cmd/rqlited/main.go': SERVER,
    })
    expect(describeCandidates(decision as Extract<Decision, {kind: 'choose'}>)).toBe(
      `This module has 2 commands; say which one goes into the image.
  ./cmd/rqlited  server; listens on :4001 (cmd/rqlited/main.go:5)
  ./cmd/rqlite   Command rqlite is the client. (cmd/rqlite/main.go:4)
./cmd/rqlited comes first because it is the only one that listens on a port.
Add to the step:   with: { main: ./cmd/rqlited }
For several, list them in main: without target, the image has all; with target: NAME, that one.`,
    )
  })

  test('counts modules when the programs stand in several', async () => {
    const {decision} = await inspect({
      'a/go.mod': 'module a\n',
      'a/a.go': MAIN,
      'b/go.mod': 'module b\n',
      'b/b.go': MAIN,
    })
    expect(describeCandidates(decision as Extract<Decision, {kind: 'choose'}>)).toMatch(
      /^This repository has 2 commands in 2 modules; say which one goes into the image\.\n/,
    )
  })
})

describe('facts', () => {
  test('of the modules: versions, sums, vendor, local replaces and lines', async () => {
    const project = await inspect({
      'go.mod': `${MOD}toolchain go1.27.3\nreplace a.io/x => ./x/\nreplace a.io/y => ../y\nreplace a.io/z => b.io/z v1.0.0\n`,
      'go.sum': '',
      'vendor/modules.txt': '',
      'x/go.mod': 'module a.io/x\n\ntoolchain default\n',
    })
    expect(project.modules).toEqual([
      {
        dir: '.',
        path: 'example.com/app',
        go: '1.27',
        toolchain: 'go1.27.3',
        goSum: true,
        vendor: true,
        localReplaces: [
          {path: 'a.io/x', dir: 'x', line: 5},
          {path: 'a.io/y', dir: '../y', line: 6},
        ],
        lines: {module: 1, go: 3, toolchain: 4},
      },
      {
        dir: 'x',
        path: 'a.io/x',
        go: null,
        toolchain: null,
        goSum: false,
        vendor: false,
        localReplaces: [],
        lines: {module: 1, go: null, toolchain: null},
      },
    ])
    expect(project.warnings).toEqual([
      'go.mod:6 replaces a.io/y with the folder ../y, which is outside the build context; set the context to a folder that holds both.',
    ])
  })

  test('of the workspace: folders relative to the root', async () => {
    const {workspace} = await inspect({
      'go.work': 'go 1.27\nuse (\n.\n./api/\n)\n',
      'go.mod': MOD,
      'api/go.mod': 'module a\n',
    })
    expect(workspace).toEqual({
      ...{file: 'go.work', uses: ['.', 'api'], sum: false, localReplaces: [], vendor: false},
      ...{go: '1.27', toolchain: null, lines: {go: 1, toolchain: null}},
    })
  })

  test('of the workspace: its own replacements and sums, which also lead to packages', async () => {
    const {workspace, embeds} = await inspect({
      'go.work': 'go 1.27\nuse .\nreplace a.io/x => ./x\nreplace a.io/y => a.io/z v1.0.0\n',
      'go.work.sum': '',
      'go.mod': MOD,
      'main.go': 'package main\n\nimport _ "a.io/x"\n\nfunc main() {}\n',
      'x/go.mod': 'module a.io/x\n',
      'x/x.go': 'package x\n\nimport _ "embed"\n\n//go:embed x.txt\nvar X string\n',
      'x/x.txt': '',
    })
    expect(workspace).toMatchObject({sum: true, localReplaces: [{path: 'a.io/x', dir: 'x', line: 3}]})
    expect(embeds).toMatchObject([{dir: 'x', patterns: ['x.txt']}])
  })

  test('of the program: version variables, ports, embeds, default.pgo and a Dockerfile', async () => {
    const project = await inspect({
      'go.mod': MOD,
      Dockerfile: 'FROM scratch\n',
      'cmd/app/default.pgo': '',
      'cmd/app/main.go':
        'package main\n\nimport "example.com/app/web"\n\nvar (\n\tversion = "dev"\n\tnumber = 1\n)\n\nfunc main() { web.Serve() }\n',
      'web/web.go': `package web

import (
	"embed"
	"net/http"
)

//go:embed page.html dist/*
var files embed.FS

func Serve() { http.ListenAndServe(":8080", nil) }
`,
      'web/page.html': '',
      'unused/u.go': 'package unused\n\nimport _ "embed"\n\n//go:embed gone\nvar s string\n',
    })
    expect(project).toMatchObject({pgo: ['cmd/app/default.pgo'], ownDockerfile: 'Dockerfile'})
    expect(project.mains).toEqual([
      {
        importPath: 'example.com/app/cmd/app',
        dir: 'cmd/app',
        moduleDir: '.',
        shipping: true,
        reason: 'the only command',
        evidence: {file: 'cmd/app/main.go', line: 10, text: 'func main() { web.Serve() }'},
        versionVariables: [{name: 'version', evidence: {file: 'cmd/app/main.go', line: 6, text: 'version = "dev"'}}],
        ports: [
          {
            port: 8080,
            evidence: {file: 'web/web.go', line: 11, text: 'func Serve() { http.ListenAndServe(":8080", nil) }'},
          },
        ],
      },
    ])
    expect(project.embeds).toEqual([
      {
        dir: 'web',
        patterns: ['page.html', 'dist/*'],
        missing: ['dist/*'],
        evidence: {file: 'web/web.go', line: 8, text: '//go:embed page.html dist/*'},
      },
    ])
  })
})

describe('cgo', () => {
  const USES = 'package main\n\nimport _ "example.com/app/db"\n\nfunc main() {}\n'
  const C = 'package db\n\n// #include <stdio.h>\nimport "C"\n'

  test.each<[string, Record<string, string>, string[]]>([
    ['is needed by reached code', {'main.go': USES, 'db/db.go': C}, ['db/db.go:4']],
    ['is not needed by code that the program does not reach', {'main.go': MAIN, 'db/db.go': C}, []],
    ['is not needed by tests', {'main.go': USES, 'db/db_test.go': C, 'db/db.go': 'package db\n'}, []],
    [
      'is not needed by files for another system',
      {'main.go': USES, 'db/db_darwin.go': C, 'db/db.go': 'package db\n'},
      [],
    ],
    [
      'is not needed where a file without cgo stands in',
      {'main.go': USES, 'db/db.go': C, 'db/pure.go': '//go:build !cgo\n\npackage db\n'},
      [],
    ],
    [
      'is needed by a module that is a stub without it',
      {'main.go': USES, 'db/db.go': 'package db\n\nimport _ "github.com/mattn/go-sqlite3"\n'},
      ['db/db.go:3'],
    ],
    [
      'is not named by a comment or a string',
      {'main.go': USES, 'db/db.go': 'package db\n\n// import "C"\nvar s = `\nimport "C"\n`\n'},
      [],
    ],
    [
      'is needed by code of a replaced folder',
      {
        'go.mod': `${MOD}replace other.io/x => ./x\n`,
        'main.go': 'package main\n\nimport _ "other.io/x/y"\n\nfunc main() {}\n',
        'x/go.mod': 'module other.io/x\n',
        'x/y/y.go': 'package y\n\nimport "C"\n',
      },
      ['x/y/y.go:3'],
    ],
    [
      'is not needed by a nested module that the build does not use',
      {
        'main.go': 'package main\n\nimport _ "other.io/x"\n\nfunc main() {}\n',
        'x/go.mod': 'module other.io/x\n',
        'x/x.go': 'package x\n\nimport "C"\n',
      },
      [],
    ],
    [
      'is needed by a member of the workspace',
      {
        'go.work': 'go 1.27\nuse (\n\t.\n\t./x\n)\n',
        'main.go': 'package main\n\nimport _ "other.io/x"\n\nfunc main() {}\n',
        'x/go.mod': 'module other.io/x\n',
        'x/x.go': 'package x\n\nimport "C"\n',
      },
      ['x/x.go:3'],
    ],
  ])('%s', async (_, files, expected) => {
    const {cgo} = await inspect({'go.mod': MOD, ...files})
    expect(cgo.evidence.map(({file, line}) => `${file}:${line}`)).toEqual(expected)
    expect(cgo.needed).toBe(expected.length > 0)
  })
})
