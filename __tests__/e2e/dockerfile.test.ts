import {existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {afterAll, describe, expect, jest, test} from '@jest/globals'
import {runChecks} from '../../src/build/checks.ts'
import {writeIgnoreFile} from '../../src/dockerfile/ignore.ts'
import {readIgnoreFile} from '../../src/dockerfile/ignored.ts'
import {withReasons} from '../../src/dockerfile/reasons.ts'
import {writeDockerfile} from '../../src/dockerfile/write.ts'
import {inspectProject} from '../../src/go/inspect.ts'
import type {Project} from '../../src/go/project.ts'
import {DOCKERFILE_STYLES} from '../../src/inputs.ts'
import {execute} from '../../src/runner/exec.ts'
import {
  projectOf,
  styled,
  withCgo,
  withChecks,
  withFlags,
  withNeeds,
  withPrivateModules,
  written,
} from '../dockerfile/projects.ts'
import {several} from '../dockerfile/several.ts'

const root = mkdtempSync(join(tmpdir(), 'go-image-'))
afterAll(() => rmSync(root, {recursive: true, force: true}))

jest.setTimeout(60_000)

const env = {PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? ''}
const check = (file: string, context: string, buildArgs: string[]) =>
  runChecks({builder: '', file, context, target: '', buildArgs}, (command, args, options) =>
    execute(command, args, {env, ...options}),
  )

const everyStyle = {
  ...{...written, ...withPrivateModules},
  ...Object.fromEntries(Object.entries(styled).map(([name, options]) => [name, {base: 'distroless', ...options}])),
  ...Object.fromEntries(
    Object.entries({...withCgo, ...withChecks, ...withFlags, ...withNeeds, ...several}).map(([name, options]) => [
      name,
      {buildArgs: [], ...options},
    ]),
  ),
}

test.each(Object.entries(everyStyle))(
  "BuildKit's own checks find nothing in the Dockerfile of %s",
  async (name, {project, ...options}) => {
    const folder = join(root, name)
    mkdirSync(folder)
    const {ignore, choices, ...written} = writeDockerfile(project, options)
    const dockerfile = withReasons(written.dockerfile, choices)
    const file = join(folder, 'Dockerfile')
    // The checks look up the platforms of the bases; the two that the tests have no stand-in for become one that they have.
    const known = dockerfile.replace(/^FROM (?:cgr.dev|alpine)\S*/m, 'FROM alpine:3.22')
    writeFileSync(file, known)
    writeFileSync(`${file}.dockerignore`, ignore)
    for (const opened of ['templates', 'web/templates', 'config.yml'])
      mkdirSync(join(folder, opened), {recursive: true})
    expect(await check(file, folder, options.buildArgs)).toEqual([])
  },
)

test('every style gives the same program, also of a module in a workspace with local replacements', async () => {
  const source = join(root, 'styles')
  const files = {
    'go.work': 'go 1.26.0\n\nuse (\n\t./api\n\t./lib\n)\n\nreplace example.com/tax => ./tax\n',
    'api/go.mod':
      'module example.com/api\n\ngo 1.26.0\n\nrequire (\n\texample.com/money v0.0.0\n\texample.com/tax v0.0.0\n)\n\nreplace example.com/money => ../money\n',
    'api/main.go':
      'package main\n\nimport (\n\t"example.com/lib"\n\t"example.com/money"\n\t"example.com/tax"\n)\n\nfunc main() { println(lib.Name, money.Of(7), tax.Rate) }\n',
    'lib/go.mod': 'module example.com/lib\n\ngo 1.26.0\n',
    'lib/lib.go': 'package lib\n\nconst Name = "ledger"\n',
    // A replacement counts in main modules only: the folder of this one need not exist.
    'money/go.mod': 'module example.com/money\n\ngo 1.26.0\n\nreplace example.com/none => ../none\n',
    'tax/go.mod': 'module example.com/tax\n\ngo 1.26.0\n',
    'tax/tax.go': 'package tax\n\nconst Rate = 19\n',
    'money/money.go': 'package money\n\nfunc Of(n int) string { return string(rune(48+n)) + " EUR" }\n',
  }
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(source, file)), {recursive: true})
    writeFileSync(join(source, file), text)
  }
  const project = await inspectProject({root: source})
  const programs = await Promise.all(
    DOCKERFILE_STYLES.map(async style => {
      const {dockerfile, ignore} = writeDockerfile(project, {base: 'distroless', buildArgs: [], style})
      const folder = join(root, `style-${style}`)
      mkdirSync(folder)
      writeFileSync(join(folder, 'Dockerfile'), dockerfile)
      writeFileSync(join(folder, 'Dockerfile.dockerignore'), ignore)
      const output = `--output=type=local,dest=${join(folder, 'out')}`
      const args = [
        'buildx',
        'build',
        '--provenance=false',
        `--file=${join(folder, 'Dockerfile')}`,
        output,
        '--',
        source,
      ]
      const {exitCode, stderr} = await execute('docker', args, {env})
      expect([exitCode, exitCode === 0 ? '' : stderr]).toEqual([0, ''])
      return readFileSync(join(folder, 'out', 'api'))
    }),
  )
  for (const program of programs) expect(program.equals(programs[0]!)).toBe(true)
  const ran = await execute(join(root, 'style-layer', 'out', 'api'), [], {env})
  expect(ran).toMatchObject({exitCode: 0, stderr: 'ledger 7 EUR 19'})
}, 300_000)

test('of several programs, each target is an image that starts its own, and the default has all', async () => {
  const source = join(root, 'several')
  const version = 'package version\n\nvar Version = "dev"\n'
  const main = (name: string) =>
    `package main\n\nimport "example.com/x/internal/version"\n\nfunc main() { println("${name}", version.Version) }\n`
  const files = {
    'go.mod': 'module example.com/x\n\ngo 1.26.0\n',
    'internal/version/version.go': version,
    ...{'cmd/api/main.go': main('api'), 'cmd/worker/v2/main.go': main('worker')},
  }
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(source, file)), {recursive: true})
    writeFileSync(join(source, file), text)
  }
  const project = await inspectProject({root: source, main: 'cmd/api, cmd/worker/v2'})
  const {dockerfile, ignore} = writeDockerfile(project, {base: 'scratch', buildArgs: []})
  const file = join(root, 'several.Dockerfile')
  writeFileSync(file, dockerfile)
  writeFileSync(`${file}.dockerignore`, ignore)
  const docker = async (args: string[]) => {
    const {exitCode, stdout, stderr} = await execute('docker', args, {env})
    expect([exitCode, exitCode === 0 ? '' : stderr]).toEqual([0, ''])
    return `${stdout}${stderr}`
  }
  const build = ['buildx', 'build', '--load', '--provenance=false', `--file=${file}`, '--build-arg=VERSION=1.2.3']
  const starts = async (target: string, entrypoint: string[] = []) => {
    const tag = `go-image-e2e/several:${target || 'all'}`
    await docker([...build, `--target=${target}`, `--tag=${tag}`, '--', source])
    return (await docker(['run', '--rm', ...entrypoint, tag])).trim()
  }
  expect(await starts('')).toBe('api 1.2.3')
  expect(await starts('', ['--entrypoint=/worker'])).toBe('worker 1.2.3')
  expect(await starts('api')).toBe('api 1.2.3')
  expect(await starts('worker')).toBe('worker 1.2.3')
}, 300_000)

test('and they do find something where there is something', async () => {
  const file = join(root, 'Dockerfile')
  writeFileSync(file, 'FROM alpine:3.22 AS Build\nMAINTAINER me\n')
  expect((await check(file, root, []))?.map(({rule, line}) => [rule, line])).toEqual([
    ['StageNameCasing', 1],
    ['MaintainerDeprecated', 2],
  ])
})

describe('the context that the ignore file lets in', () => {
  let count = 0

  /** Which of `files` arrive in a build whose ignore file is the project's. */
  async function entering(project: Project, files: string[]): Promise<string[]> {
    return await enteringWith(writeIgnoreFile(project), files)
  }

  async function enteringWith(ignore: string, files: string[]): Promise<string[]> {
    const folder = join(root, `context-${count++}`)
    for (const file of files) {
      mkdirSync(dirname(join(folder, 'in', file)), {recursive: true})
      writeFileSync(join(folder, 'in', file), 'x')
    }
    const dockerfile = join(folder, 'Dockerfile')
    writeFileSync(dockerfile, 'FROM scratch\nCOPY . /\n')
    writeFileSync(`${dockerfile}.dockerignore`, ignore)
    const output = `--output=type=local,dest=${join(folder, 'out')}`
    const args = ['buildx', 'build', '--provenance=false', `--file=${dockerfile}`, output, '--', join(folder, 'in')]
    const {exitCode, stderr} = await execute('docker', args, {env})
    expect([exitCode, exitCode === 0 ? '' : stderr]).toEqual([0, ''])
    return files.filter(file => existsSync(join(folder, 'out', file)))
  }

  test.each<[string, string[], string[]]>([
    [
      'plain',
      ['main.go', 'go.mod', 'go.sum', 'internal/a/b.go', 'asm_amd64.s', 'default.pgo', 'cmd/x/default.pgo'],
      [
        ...[
          'README.md',
          '.env',
          'main_test.go',
          'internal/a/b_test.go',
          'a/testdata/x.go',
          '.git/config',
          'Dockerfile',
        ],
        ...['web/node_modules/x/y.go', 'id_rsa', 'go.work', 'vendor/modules.txt'],
      ],
    ],
    ['workspace', ['go.work', 'go.work.sum', 'lib/go.mod', 'lib/x.go'], ['lib/README.md']],
    ['vendor', ['vendor/modules.txt', 'vendor/github.com/x/y/LICENSE', 'vendor/github.com/x/y/z.go'], ['LICENSE']],
    ['everything', ['web/index.html', 'any/thing.txt', '.env', 'testdata/seed.json'], ['.git/config', '.git/x.go']],
  ])('for %s is what go build reads and nothing else', async (name, read, other) => {
    expect(await entering(written[name]!.project, [...read, ...other])).toEqual(read)
  })

  test('has what is embedded, even from folders that are out otherwise', async () => {
    const evidence = {file: 'x.go', line: 1}
    const project = projectOf({
      embeds: [
        {dir: 'web', patterns: ['index.html', 'all:static', 'pages/*.html', 'two words.txt'], missing: [], evidence},
        {dir: '.', patterns: ['testdata/seed.json'], missing: [], evidence},
      ],
    })
    const read = [
      ...['web/index.html', 'web/static/a.css', 'web/static/.hidden/b', 'web/pages/a.html', 'web/two words.txt'],
      'testdata/seed.json',
    ]
    const other = ['web/secret.txt', 'web/pages/a.md', 'testdata/other.json', '.env']
    expect(await entering(project, [...read, ...other])).toEqual(read)
  })

  test('is what our own reading of an ignore file says, for each of these', async () => {
    const names = ['a', 'b.go', 'x y', '.c', 'a*', '!a']
    const files = names.flatMap(name => [`1${name}`, ...names.flatMap(inner => [`d/${inner}`, `${name}.d/e/${inner}`])])
    const ignoreFiles = [
      ...[
        '*\n!**/*.go',
        '**/a\n!d',
        'd/*\n!d/a',
        '/d\n!d/b.go',
        '**',
        '*/e',
        '!*\n*.d',
        'a**',
        '**a',
        '**/e/**\n!a.d/e/a',
      ],
      ...[
        '1?',
        '[0-1]a',
        '[^1]*\n!*.d/**/.c',
        '  *.d/e/x y  ',
        '# *\n1*',
        'x/../d',
        './d/',
        '/!a.d',
        'd/a\\*\n\\!a.d',
        '*.d/**/b*',
      ],
    ]
    for (const text of ignoreFiles) {
      const ignore = readIgnoreFile(text)
      const entered = await enteringWith(text, files)
      expect([text, files.filter(file => ignore(file) === null)]).toEqual([text, entered])
    }
  }, 120_000)
})
