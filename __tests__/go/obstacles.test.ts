import {cpSync, mkdirSync, symlinkSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from '@jest/globals'
import {demandProgram} from '../../src/go/demand.ts'
import {inspectProject} from '../../src/go/inspect.ts'
import type {Project} from '../../src/go/project.ts'
import {runGo, writeTree} from './tree.ts'

const GO = 'module example.com/app\n\ngo 1.24\n'
const NEEDS = `${GO}\nrequire a.io/x v1.0.0\n`
const MAIN = 'package main\n\nfunc main() {}\n'
const USES = 'package main\n\nimport _ "a.io/x/y"\n\nfunc main() {}\n'
const LIBRARY = {'go.mod': 'module a.io/x\n', 'y/y.go': 'package y\n'}
const inFolder = (folder: string, files: Record<string, string>) =>
  Object.fromEntries(Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text]))

/** `context` is the folder of the tree that is inspected, and all that the build has. */
async function obstaclesOf(files: Record<string, string>, context = '.', main?: string): Promise<Project['obstacles']> {
  await using tree = writeTree(files)
  const project = await inspectProject({root: join(tree.root, context), ...(main !== undefined && {main})})
  expect(project.decision.kind).toBe('build')
  return project.obstacles
}

type Case = {
  files: Record<string, string>
  context?: string
  main?: string
  code: string | null
  go: RegExp | null
  work?: string
}

describe('a program that would not compile is told before, and no other one', () => {
  test.each<[string, Case]>([
    [
      'a module replaced by a folder outside',
      {
        files: {
          'api/go.mod': `${NEEDS}replace a.io/x => ../x\n`,
          'api/main.go': USES,
          ...inFolder('x', LIBRARY),
        },
        context: 'api',
        code: 'replace-outside',
        go: /replacement directory \.\.\/x does not exist/,
      },
    ],
    [
      'a module replaced by a folder outside that the program does not import',
      {files: {'go.mod': `${NEEDS}replace a.io/x => ../x\n`, 'main.go': MAIN}, code: null, go: null},
    ],
    [
      'a module replaced by a folder inside',
      {
        files: {'go.mod': `${NEEDS}replace a.io/x => ./x\n`, 'main.go': USES, ...inFolder('x', LIBRARY)},
        code: null,
        go: null,
      },
    ],
    [
      'a module replaced by a folder that is not committed',
      {
        files: {'go.mod': `${NEEDS}replace a.io/x => ./x\n`, 'main.go': USES},
        code: 'replace-missing',
        go: /replacement directory \.\/x does not exist/,
      },
    ],
    [
      'no go.sum, and an import that needs it',
      {files: {'go.mod': NEEDS, 'main.go': USES}, code: 'no-go-sum', go: /missing go.sum entry/},
    ],
    ['no go.sum, and no import that needs it', {files: {'go.mod': NEEDS, 'main.go': MAIN}, code: null, go: null}],
    [
      'no go.sum, and an import that only a test needs',
      {files: {'go.mod': NEEDS, 'main.go': MAIN, 'main_test.go': USES}, code: null, go: null},
    ],
    [
      'no go.sum, and an import that only another program needs',
      {files: {'go.mod': NEEDS, 'main.go': MAIN, 'cmd/b/b.go': USES}, main: '.', code: null, go: null},
    ],
    [
      'a vendor folder that agrees',
      {
        files: {
          'go.mod': NEEDS,
          'main.go': USES,
          'vendor/modules.txt': '# a.io/x v1.0.0\n## explicit\na.io/x/y\n',
          'vendor/a.io/x/y/y.go': 'package y\n',
        },
        code: null,
        go: null,
      },
    ],
    [
      'a vendor folder that does not agree',
      {
        files: {'go.mod': NEEDS, 'main.go': USES, 'vendor/modules.txt': '# a.io/x v1.1.0\n## explicit\na.io/x/y\n'},
        code: 'vendor-inconsistent',
        go: /inconsistent vendoring/,
      },
    ],
    [
      'a vendored module replaced by a folder outside',
      {
        files: {
          'go.mod': `${NEEDS}replace a.io/x => ../x\n`,
          'main.go': USES,
          'vendor/modules.txt': '# a.io/x v1.0.0 => ../x\n## explicit\na.io/x/y\n# a.io/x => ../x\n',
          'vendor/a.io/x/y/y.go': 'package y\n',
        },
        code: null,
        go: null,
      },
    ],
    [
      'a workspace that gives the module',
      {
        files: {
          'go.work': 'go 1.24\n\nuse (\n\t./api\n\t./x\n)\n',
          'api/go.mod': NEEDS,
          'api/main.go': USES,
          ...inFolder('x', LIBRARY),
        },
        main: 'api',
        code: null,
        go: null,
      },
    ],
    [
      'a workspace that does not list the module',
      {
        files: {'go.work': 'go 1.24\n\nuse ./x\n', 'api/go.mod': GO, 'api/main.go': MAIN, ...inFolder('x', LIBRARY)},
        main: 'api',
        code: null,
        go: null,
        work: 'off',
      },
    ],
    [
      'a workspace with a member outside',
      {
        files: {
          'api/go.work': 'go 1.24\n\nuse (\n\t.\n\t../x\n)\n',
          'api/go.mod': NEEDS,
          'api/main.go': USES,
          ...inFolder('x', LIBRARY),
        },
        context: 'api',
        code: 'go-work-outside',
        go: /cannot load module \.\.\/x listed in go\.work file/,
      },
    ],
    [
      'a module that go.work replaces by a folder outside',
      {
        files: {
          'w/go.work': 'go 1.24\n\nuse ./api\n\nreplace a.io/x => ../x\n',
          'w/api/go.mod': NEEDS,
          'w/api/main.go': USES,
          ...inFolder('x', LIBRARY),
        },
        ...{context: 'w', main: 'api'},
        code: 'replace-outside',
        go: /\(replaced by \.\.\/x\): reading .*no such file/,
      },
    ],
    [
      'a module that go.work replaces by a folder outside and that the program does not import',
      {
        files: {
          'go.work': 'go 1.24\n\nuse ./api\n\nreplace a.io/x => ../x\n',
          ...{'api/go.mod': GO, 'api/main.go': MAIN},
        },
        ...{main: 'api', code: null, go: null},
      },
    ],
    [
      'a folder outside that a member names, where go.work names one inside',
      {
        files: {
          'go.work': 'go 1.24\n\nuse ./api\n\nreplace a.io/x => ./x\n',
          'api/go.mod': `${NEEDS}replace a.io/x => ../../x\n`,
          'api/main.go': USES,
          ...inFolder('x', LIBRARY),
        },
        ...{main: 'api', code: null, go: null},
      },
    ],
    [
      'a go.work with such a line beside a module that it does not list',
      {
        files: {
          'go.work': 'go 1.24\n\nuse ./b\n\nreplace a.io/x => ../x\n',
          'b/go.mod': 'module b.io/b\n\ngo 1.24\n',
          ...{'api/go.mod': GO, 'api/main.go': MAIN},
        },
        ...{main: 'api', code: null, go: null, work: 'off'},
      },
    ],
  ])(
    '%s',
    async (_, {files, context = '.', main, code, go, work = ''}) => {
      const found = await obstaclesOf(files, context, main)
      expect(found.map(obstacle => obstacle.code)).toEqual(code === null ? [] : [code])
      // The go command has the context alone, as in a build.
      await using tree = writeTree(files)
      await using alone = writeTree({})
      cpSync(join(tree.root, context), join(alone.root, 'src'), {recursive: true})
      const built = await runGo(join(alone.root, 'src', main ?? '.'), ['build', '-o', '/dev/null', '.'], {GOWORK: work})
      if (go === null) expect(built).toEqual({ok: true, output: ''})
      else expect(built).toEqual({ok: false, message: expect.stringMatching(go)})
    },
    30_000,
  )
})

describe('what is said of it', () => {
  const split = {'api/go.mod': `${NEEDS}replace a.io/x => ../libs/x\n`, 'api/main.go': USES}

  test('a folder outside the context: the wider context, and the module in it', async () => {
    await using tree = writeTree({'repo/.git/HEAD': '', ...inFolder('repo/services', split)})
    const {obstacles} = await inspectProject({root: join(tree.root, 'repo/services/api')})
    expect(obstacles).toEqual([
      {
        code: 'replace-outside',
        message:
          'go.mod:6 replaces a.io/x, which main.go:3 imports, with the folder ../libs/x; that is outside the build context. Set the context 1 folder up, to services, and add to the step:   module: api',
        evidence: [
          {file: 'go.mod', line: 6},
          {file: 'main.go', line: 3, text: 'import "a.io/x/y"'},
        ],
      },
    ])
  })

  test('a folder outside the repository: a remedy that a checkout can have', async () => {
    await using tree = writeTree({...split, 'api/.git/HEAD': ''})
    const {obstacles} = await inspectProject({root: join(tree.root, 'api')})
    expect(obstacles[0]!.message).toMatch(/ It is not in this repository either, .* require a published version\.$/)
  })

  test('a missing folder that is a submodule: how to check it out', async () => {
    const [obstacle] = await obstaclesOf({
      'go.mod': `${NEEDS}replace a.io/x => ./libs/x\n`,
      'main.go': USES,
      '.gitmodules': '[submodule "x"]\n\tpath = libs/x\n\turl = https://example.com/x\n',
    })
    expect(obstacle!.message).toMatch(/It is a git submodule; set submodules: true at actions\/checkout\.$/)
  })

  test('no sums: the import, the module and the command', async () => {
    const [obstacle] = await obstaclesOf({'go.mod': NEEDS, 'main.go': USES})
    expect(obstacle!.message).toBe(
      'main.go:3 imports a package of a.io/x, but there is no go.sum. Run "go mod tidy" and commit go.sum; make sure that .gitignore does not leave it out.',
    )
  })

  test('a vendor folder: the first difference and how many more there are', async () => {
    const [obstacle] = await obstaclesOf({
      'go.mod': NEEDS,
      'main.go': USES,
      'vendor/modules.txt': '# b.io/y v1.0.0 => ./y\n',
    })
    expect(obstacle!.message).toBe(
      'vendor/modules.txt does not agree with go.mod: a.io/x@v1.0.0 is required in go.mod, but not marked as explicit in vendor/modules.txt, and 1 more difference. Run "go mod vendor" and commit the folder vendor.',
    )
  })

  test('the writing stops with it, under its code', async () => {
    await using tree = writeTree({'go.mod': NEEDS, 'main.go': USES})
    const project = await inspectProject({root: tree.root})
    expect(() => demandProgram(project)).toThrow(expect.objectContaining({code: 'no-go-sum'}))
  })
})

test('a folder outside that go.work names, and that the program does not import, is a warning', async () => {
  await using tree = writeTree({
    ...{'go.work': 'go 1.24\n\nuse .\n\nreplace a.io/x => ../x\n', 'go.mod': GO, 'main.go': MAIN},
  })
  const {warnings, obstacles} = await inspectProject({root: tree.root})
  expect([obstacles, warnings]).toEqual([
    [],
    [
      'go.work:5 replaces a.io/x with the folder ../x, which is outside the build context; set the context to a folder that holds both.',
    ],
  ])
})

describe('warnings of a workspace', () => {
  const warningsOf = async (files: Record<string, string>, context = '.') => {
    await using tree = writeTree(files)
    return (await inspectProject({root: join(tree.root, context)})).warnings
  }
  const INDEX = 'DIRC\0\0\0\x02'

  test('one that git leaves out is not there in CI', async () => {
    const files = {'go.work': 'go 1.24\nuse .\n', 'go.mod': GO, 'main.go': MAIN, '.git/index': INDEX}
    expect(await warningsOf({...files, '.gitignore': '# local\n/bin\n/go.work\ngo.work.sum\n'})).toEqual([
      'go.work is left out of git (.gitignore:3), so that a checkout elsewhere does not have it: the modules are built one by one there.',
    ])
    expect(await warningsOf({...files, '.gitignore': 'go.work.sum\n'})).toEqual([])
    expect(await warningsOf({...files, '.gitignore': 'go.work\n!go.work\n'})).toEqual([])
    const tracked = {...files, '.gitignore': 'go.work\n', '.git/index': `${INDEX}\0\x07go.work\0\0`}
    expect(await warningsOf(tracked)).toEqual([])
  })

  test('one above the context is not used', async () => {
    const files = {
      '.git/HEAD': '',
      'go.work': 'go 1.24\nuse (\n\t./api\n\t./lib\n)\n',
      'api/go.mod': GO,
      'api/main.go': MAIN,
    }
    expect(await warningsOf(files, 'api')).toEqual([
      '../go.work uses this folder but is outside the build context, so that the program is built without it; to build with it, set the context to .. and name the module.',
    ])
    expect(await warningsOf({...files, 'go.work': 'go 1.24\nuse ./lib\n'}, 'api')).toEqual([])
  })
})

test('folders that are not there are one warning for each go.mod', async () => {
  await using tree = writeTree({
    'go.mod': `${GO}replace (\n\ta.io/x => ../x\n\ta.io/y => ./y\n\ta.io/z => ./z\n)\n`,
    'main.go': MAIN,
    'z/go.mod': 'module a.io/z\n\nreplace a.io/y => ../y\n',
  })
  expect((await inspectProject({root: tree.root})).warnings).toEqual([
    'go.mod:5 replaces a.io/x with the folder ../x, which is outside the build context; set the context to a folder that holds both (1 more line like it).',
    'z/go.mod:3 replaces a.io/y with the folder y, which has no go.mod in this checkout.',
  ])
})

describe('links that a stranger may have set', () => {
  test('a go.mod, go.work or vendor folder that leads out is not read', async () => {
    await using outside = writeTree({secret: 'root:x:0\n', 'vendor/modules.txt': '# a.io/x v1.0.0\n'})
    await using tree = writeTree({'go.mod': GO, 'main.go': MAIN, 'b/b.go': MAIN})
    symlinkSync(join(outside.root, 'secret'), join(tree.root, 'go.work'))
    symlinkSync(join(outside.root, 'secret'), join(tree.root, 'b/go.mod'))
    symlinkSync(join(outside.root, 'vendor'), join(tree.root, 'vendor'))
    const project = await inspectProject({root: tree.root})
    expect(project).toMatchObject({workspace: null, modules: [{dir: '.', vendor: false}]})
    expect(project.warnings).toEqual(['b/go.mod: this is no file of the checkout (this module is left out)'])
  })

  test('a go.mod that is a folder is no module', async () => {
    await using tree = writeTree({'main.go': MAIN})
    mkdirSync(join(tree.root, 'go.mod'))
    expect((await inspectProject({root: tree.root})).modules).toEqual([])
  })
})
