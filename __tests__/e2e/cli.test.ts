import {execFile} from 'node:child_process'
import {existsSync} from 'node:fs'
import {chmod, cp, mkdtemp, readdir, readFile, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {fileURLToPath} from 'node:url'
import {afterAll, beforeAll, describe, expect, jest, test} from '@jest/globals'
import {isDiff, isFacts, isReport} from '../report/published-schema.ts'

jest.setTimeout(120_000)

const root = fileURLToPath(new URL('../..', import.meta.url))
let folder: string
let project: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'go-image-cli-'))
  project = path.join(folder, 'hello')
  await cp(path.join(root, 'examples/hello'), project, {recursive: true})
})
afterAll(() => rm(folder, {recursive: true, force: true}))

type Result = {code: number; stdout: string; stderr: string}
function goImage(...args: string[]): Promise<Result> {
  return new Promise(resolve => {
    const env = {...process.env, XDG_CACHE_HOME: path.join(folder, 'cache'), NO_COLOR: '1'}
    execFile(process.execPath, [path.join(root, 'dist/cli.js'), ...args], {env}, (error, stdout, stderr) =>
      resolve({code: error === null ? 0 : Number(error.code), stdout, stderr}),
    )
  })
}

describe('go-image', () => {
  test('inspect tells the decision, for people and as JSON', async () => {
    const text = await goImage('inspect', project)
    expect(text).toMatchObject({code: 0, stderr: ''})
    expect(text.stdout).toContain('example.com/hello')
    const {stdout} = await goImage('inspect', project, '--json')
    expect(JSON.parse(stdout)).toMatchObject({schema: 1, decision: {kind: 'build', moduleDir: '.'}})
  })

  test('what the reader can mend is told without a stack, whichever verb says it', async () => {
    const empty = await mkdtemp(path.join(folder, 'empty-'))
    for (const verb of ['build', 'dockerfile'])
      expect(await goImage(verb, empty)).toEqual({
        ...{code: 1, stdout: ''},
        stderr: expect.stringMatching(/^go-image: There is no go\.mod [^\n]*\nMore: docs\/errors\/no-go-mod\.md\n$/),
      })
  })

  const asRoot = process.getuid?.() === 0 ? test : test.skip
  asRoot('starts for a user without a home (only root may start programs as another one)', async () => {
    const open = await mkdtemp(path.join(tmpdir(), 'go-image-cli-open-'))
    try {
      await chmod(open, 0o755)
      const node = path.join(open, 'node')
      await cp(process.execPath, node)
      await cp(path.join(root, 'dist'), path.join(open, 'dist'), {recursive: true})
      await cp(path.join(root, 'package.json'), path.join(open, 'package.json'))
      await cp(project, path.join(open, 'hello'), {recursive: true})
      const words = [path.join(open, 'dist/cli.js'), 'inspect', path.join(open, 'hello')]
      const printed = await new Promise<string>((resolve, reject) =>
        execFile(node, words, {uid: 54_321, gid: 54_321, cwd: open, env: {}}, (error, out, err) =>
          error ? reject(new Error(err)) : resolve(out),
        ),
      )
      expect(printed).toContain('example.com/hello')
    } finally {
      await rm(open, {recursive: true, force: true})
    }
  })

  // script(1) of util-linux lends a terminal.
  const testTerminal = existsSync('/usr/bin/script') ? test : test.skip
  testTerminal.each([
    ['a terminal', true, '', true],
    ['a terminal with NO_COLOR', true, '1', false],
    ['a pipe', false, '', false],
  ])('findings on %s are in colour or not', async (_, isTerminal, noColor, isColoured) => {
    const words = [process.execPath, path.join(root, 'dist/cli.js'), 'check', path.join(root, 'examples/legacy')]
    const [program, args] = isTerminal
      ? ['/usr/bin/script', ['-qec', words.join(' '), '/dev/null']]
      : [words[0]!, words.slice(1)]
    const env = {...process.env, NO_COLOR: noColor, TERM: 'xterm'}
    const text = await new Promise<string>(resolve => execFile(program, args, {env}, (_error, out) => resolve(out)))
    expect(text).toContain('Dockerfile:')
    expect(text.includes('\u001b[3')).toBe(isColoured)
  })

  test('dockerfile prints what would be built, and --write never overwrites', async () => {
    const printed = await goImage('dockerfile', project)
    expect(printed.stdout).toContain('FROM --platform=$BUILDPLATFORM golang:')
    const copy = path.join(folder, 'copy')
    await cp(project, copy, {recursive: true})
    const [dockerfile, ignore] = ['Dockerfile', '.dockerignore'].map(name => path.join(copy, name)) as [string, string]
    await writeFile(ignore, '*\n!**/*.go\n!go.mod\n')
    expect(await goImage('dockerfile', copy, '--write')).toMatchObject({
      code: 0,
      // What follows says whether a registry answered.
      stderr: expect.stringContaining(`wrote ${dockerfile}\nleft as it is (--force replaces it): ${ignore}\n`),
    })
    const written = await readFile(dockerfile, 'utf8')
    const withoutPins = (text: string) => text.replace(/(golang:1\.\d+)\.\d+/g, '$1').replace(/@sha256:\w+/g, '')
    expect(withoutPins(written).replace(/^#.*\n/gm, '')).toBe(printed.stdout)
    expect(written).toMatch(/^# builder golang:.*\nFROM /)
    expect((await goImage('dockerfile', copy, '--write')).stderr).toContain(`unchanged: ${dockerfile}\n`)
    const again = await goImage('dockerfile', copy, '--write', '--base', 'scratch')
    expect(again).toMatchObject({code: 1, stdout: ''})
    expect(again.stderr).toContain('exists already')
    expect(await readFile(dockerfile, 'utf8')).toBe(written)
    expect((await goImage('dockerfile', copy, '--write', '--force', '--base', 'scratch')).code).toBe(0)
    expect(await readFile(dockerfile, 'utf8')).toContain('\nFROM scratch\n')
    expect(await readFile(ignore, 'utf8')).toContain('default.pgo')
    expect((await readdir(copy)).filter(name => name.includes('partial'))).toEqual([])
  })

  test('build, measure, diff and render work on one image', async () => {
    const built = await goImage('build', project, '-t', 'go-image-e2e/cli:one', '--json')
    expect(built.code).toBe(0)
    // Progress that is drawn in place is for terminals.
    expect(['\r', '\u001b'].filter(code => built.stderr.includes(code))).toEqual([])
    const report = JSON.parse(built.stdout)
    expect(report).toMatchObject({schema: 1, build: {outcome: 'success'}, image: {tags: ['go-image-e2e/cli:one']}})
    expect([isReport(report), isReport.errors]).toEqual([true, null])
    const measured = await goImage('measure', 'go-image-e2e/cli:one', '--json')
    expect(isFacts(JSON.parse(measured.stdout))).toBe(true)
    const [facts] = JSON.parse(measured.stdout).platforms
    expect(facts.downloadBytes).toBe(report.facts.platforms[0].downloadBytes)
    expect(facts.diskBytes).toBe(report.facts.platforms[0].diskBytes)

    const file = path.join(folder, 'report.json')
    await cp(await save(built.stdout, 'built.json'), file)
    const same = await goImage('diff', file, 'go-image-e2e/cli:one')
    expect(same.stdout).toContain('unchanged')
    expect(isDiff(JSON.parse((await goImage('diff', file, 'go-image-e2e/cli:one', '--json')).stdout))).toBe(true)
    const rendered = await goImage('render', file, '--format', 'markdown')
    expect(rendered.stdout).toContain('### `go-image-e2e/cli` · download')
    expect((await goImage('render', file, '--format', 'html')).stdout).toMatch(/^<!doctype html>/)

    const again = await goImage('build', project, '-t', 'go-image-e2e/cli:one')
    expect(again.stdout).toContain('unchanged')
  })

  test.each([
    [['bild'], 2, 'There is no verb "bild"'],
    [['measure'], 2, 'Usage: go-image measure IMAGE'],
    [['inspect', '--nonsense'], 2, '--nonsense'],
    [['measure', 'docker:go-image-e2e/none:none'], 1, 'go-image-e2e/none:none'],
    [['measure', 'oci:no-such-folder'], 1, 'there is no no-such-folder'],
    [['measure', 'Not/AnImage'], 2, 'Write oci:DIR[:TAG]'],
    [['measure', 'app', '--platform', 'amd64'], 2, 'write it as linux/amd64'],
    [['render', 'no-such-file.json'], 1, 'no-such-file.json'],
    [['build', '.', '--size-budget', 'huge'], 2, 'size-budget'],
  ])('%j ends with exit code %i and one clear line', async (args, code, message) => {
    const result = await goImage(...args)
    expect(result.code).toBe(code)
    expect(result.stderr).toContain(message)
    expect(result.stderr).not.toContain('    at ')
  })
})

async function save(text: string, name: string): Promise<string> {
  const {writeFile} = await import('node:fs/promises')
  const file = path.join(folder, name)
  await writeFile(file, text)
  return file
}
