import {chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from '@jest/globals'
import type {GoAtHand} from '../../src/go/go-list.ts'
import {inspectProject} from '../../src/go/inspect.ts'
import type {Project} from '../../src/go/project.ts'
import {type Execute, execute} from '../../src/runner/exec.ts'
import {writeTree} from './tree.ts'

const MOD = 'module example.com/app\n\ngo 1.24\n'
const MAIN = 'package main\n\nfunc main() {}\n'
const NEEDS = `${MOD}require a.io/x v1.0.0\n`
const USES = 'package main\n\nimport _ "a.io/x"\n\nfunc main() {}\n'

const start: Execute = (command, args, options) => execute(command, args, {env: {}, ...options})

/** Inspects with the real go command, whatever is not given otherwise. */
async function inspectWith(root: string, different: Partial<GoAtHand> = {}): Promise<Project> {
  await using temp = writeTree({})
  const path = process.env.PATH ?? ''
  const go = {execute: start, signal: new AbortController().signal, path, temp: temp.root, ...different}
  const project = await inspectProject({root, go})
  expect(readdirSync(temp.root)).toEqual([])
  return project
}

function contents(root: string): Record<string, string> {
  const files = readdirSync(root, {recursive: true, withFileTypes: true}).filter(entry => entry.isFile())
  return Object.fromEntries(
    files.map(({parentPath, name}) => [join(parentPath, name), readFileSync(join(parentPath, name), 'utf8')]),
  )
}

describe('go list', () => {
  test.each<[string, Record<string, string>, string[]]>([
    ['a module', {'go.mod': MOD, 'main.go': MAIN, 'cmd/x/x.go': MAIN}, ['.', 'cmd/x']],
    ['modules that are not downloaded, and no sums', {'go.mod': NEEDS, 'main.go': USES}, ['.']],
    ['a nested module', {'go.mod': MOD, 'main.go': MAIN, 'api/go.mod': 'module api\n', 'api/m.go': MAIN}, ['.', 'api']],
    [
      'a workspace',
      {
        'go.work': 'go 1.24\nuse (\n./a\n./b\n)\n',
        'a/go.mod': 'module a\n',
        'a/a.go': MAIN,
        'b/go.mod': 'module b\n',
        'b/b.go': MAIN,
      },
      ['a', 'b'],
    ],
    [
      'a module beside the workspace',
      {
        'go.work': 'go 1.24\nuse ./a\n',
        'a/go.mod': 'module a\n',
        'a/a.go': MAIN,
        'b/go.mod': 'module b\n',
        'b/b.go': MAIN,
      },
      ['a', 'b'],
    ],
    [
      'programs of cgo, and of its absence',
      {
        'go.mod': MOD,
        'c/c.go': 'package main\n\nimport "C"\n\nfunc main() {}\n',
        'p/p.go': `//go:build !cgo\n\n${MAIN}`,
      },
      ['c', 'p'],
    ],
  ])(
    'agrees about %s and changes nothing',
    async (_, files, dirs) => {
      await using tree = writeTree(files)
      const before = contents(tree.root)
      const project = await inspectWith(tree.root)
      expect(project.mainsBy).toEqual({goList: true})
      expect(project.mains.map(({dir}) => dir)).toEqual(dirs)
      expect(contents(tree.root)).toEqual(before)
    },
    30_000,
  )

  test.each<[string, string[], string[]]>([
    ['the programs alone, by folder', ['.', 'cmd/x', 'api'], ['./', './cmd/x']],
    ['all packages where a name means more to it', ['a...b', 'cmd/x'], ['./...']],
    ['all packages where a name has other characters', ['a@v1', 'cmd/x'], ['./...']],
  ])('is asked about %s', async (_, dirs, expected) => {
    const files = dirs.map(dir => [`${dir}/m.go`, MAIN])
    await using tree = writeTree({
      'go.mod': MOD,
      'lib/l.go': 'package lib\n',
      ...Object.fromEntries(files),
      'api/go.mod': MOD,
    })
    const asked: string[][] = []
    const answer: Execute = async (_, args, options) => {
      if (options?.cwd === tree.root) asked.push(args.slice(args.indexOf('--') + 1))
      return {exitCode: 0, stdout: '', stderr: '', seconds: 0}
    }
    await inspectWith(tree.root, {execute: answer})
    expect(asked).toEqual([expected])
  })

  test('strikes out what it does not name', async () => {
    await using tree = writeTree({'go.mod': MOD, 'a/a.go': MAIN, 'b/b.go': MAIN})
    const answer: Execute = async () => ({exitCode: 0, stdout: `${tree.root}/b`, stderr: '', seconds: 0})
    const {mains, decision} = await inspectWith(tree.root, {execute: answer})
    expect(mains.map(({dir}) => dir)).toEqual(['b'])
    expect(decision.kind).toBe('build')
  })

  test.each<[string, Record<string, string>, Partial<GoAtHand>, string]>([
    ['no Go', {'go.mod': MOD}, {path: '/nonexistent'}, 'no Go on this machine'],
    [
      'a go.mod for a newer Go',
      {'go.mod': 'module m\n\ngo 1.999\n\ntoolchain go1.999.1\n'},
      {},
      'go 1.999 is asked for, and Go 1.X is here',
    ],
    ['a go.mod that Go refuses', {'go.mod': 'module "a b"\n'}, {}, 'go list failed'],
    [
      'no answer in time',
      {'go.mod': MOD},
      {execute: () => Promise.reject(new DOMException('', 'TimeoutError'))},
      'go list did not answer in time',
    ],
  ])(
    'leaves it to the scan with %s',
    async (_, files, different, why) => {
      await using tree = writeTree({'main.go': MAIN, ...files})
      const {mainsBy, decision} = await inspectWith(tree.root, different)
      const told = mainsBy.goList ? '' : mainsBy.why.replace(/(?<=and Go )1[\d.]+/, '1.X')
      expect([told, decision.kind]).toEqual([why, 'build'])
    },
    30_000,
  )

  test('is not asked about many modules', async () => {
    const modules = Array.from({length: 11}, (_, index) => [
      [`m${index}/go.mod`, `module m${index}\n`],
      [`m${index}/m.go`, MAIN],
    ])
    await using tree = writeTree(Object.fromEntries(modules.flat()))
    expect((await inspectWith(tree.root)).mainsBy).toEqual({goList: false, why: 'more than 10 modules have programs'})
  })

  test('ends the run when that is cancelled', async () => {
    await using tree = writeTree({'go.mod': MOD, 'main.go': MAIN})
    const signal = AbortSignal.abort(new Error('cancelled'))
    await expect(inspectWith(tree.root, {signal})).rejects.toThrow('cancelled')
  })
})

describe('a hostile repository', () => {
  test('sees neither secrets nor settings of the workflow', async () => {
    await using tree = writeTree({'go.mod': MOD, 'main.go': MAIN})
    const seen: Record<string, string>[] = []
    const spy: Execute = async (command, args, options) => {
      seen.push(options!.env!)
      return start(command, args, options)
    }
    process.env.GO_LIST_SECRET = 'secret'
    await inspectWith(tree.root, {execute: spy})
    delete process.env.GO_LIST_SECRET
    expect(Object.keys(seen[0]!).sort()).toEqual(
      'CGO_ENABLED GO111MODULE GOARCH GOCACHE GODEBUG GOENV GOFLAGS GOMODCACHE GOOS GOPROXY GOSUMDB GOTOOLCHAIN GOVCS GOWORK PATH TMPDIR'.split(
        ' ',
      ),
    )
    expect(seen[0]).toMatchObject({GOTOOLCHAIN: 'local', GOPROXY: 'off', GOFLAGS: '-mod=readonly', GOENV: 'off'})
  })

  test('runs no program of its own', async () => {
    await using tree = writeTree({
      'go.mod': `${NEEDS}\ntoolchain go1.24.1\n`,
      'main.go': '//go:generate ./run\npackage main\n\n// #cgo pkg-config: x\nimport "C"\n\nfunc main() {}\n',
      '.git/HEAD': 'ref: refs/heads/main\n',
      '.git/objects/.keep': '',
      '.git/refs/.keep': '',
      '.git/config': '[core]\n\trepositoryformatversion = 0\n\tfsmonitor = ./run\n\tsshCommand = ./run\n',
      '.config/go/env': 'GOFLAGS=-toolexec=./run\n',
      'go.env': 'GOFLAGS=-toolexec=./run\n',
    })
    const marker = join(tree.root, 'ran')
    for (const name of ['run', 'go', 'bin/go', 'gcc', 'pkg-config']) {
      mkdirSync(join(tree.root, 'bin'), {recursive: true})
      writeFileSync(join(tree.root, name), `#!/bin/sh\necho "$0" >> ${marker}\n`)
      chmodSync(join(tree.root, name), 0o755)
    }
    const path = ['.', '', 'bin', join(tree.root, 'bin'), process.env.PATH].join(':')
    const {mainsBy} = await inspectWith(tree.root, {path})
    expect(existsSync(marker)).toBe(false)
    expect(mainsBy).toEqual({goList: true})
  }, 30_000)
})
