/**
 * What somebody who can write entries could put under the very key that a run restores, through the whole action: the
 * build succeeds, one warning names the entry, nothing is written outside, and the run saves a good entry.
 */
import {execFile, execFileSync} from 'node:child_process'
import {randomBytes} from 'node:crypto'
import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import {mkdir} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {fileURLToPath} from 'node:url'
import {afterAll, beforeAll, describe, expect, jest, test} from '@jest/globals'
import {checkArchive} from '../../src/cache/archive.ts'
import {long, type Member, pax, tar} from '../cache/tar-blocks.ts'
import {pushEvent} from './loopback/events.ts'
import type {StoredEntry} from './loopback/github.ts'
import {findRegistry, startRegistry} from './loopback/registry.ts'
import type {StepResult} from './loopback/runner.ts'
import {
  CHANGED_ONLY,
  cacheOf,
  changedFile,
  contentOf,
  freshBuilder,
  PACKAGES,
  type Place,
  place,
  type reportOf,
  runWhole,
} from './project.ts'
import {largestFile} from './store-contract.ts'

jest.setTimeout(300_000)

const root = mkdtempSync(path.join(tmpdir(), 'go-image-poisoned-'))
const canary = path.join(root, 'canary')
beforeAll(async () => {
  await mkdir(canary)
  writeFileSync(path.join(canary, 'victim'), 'as it was')
})
afterAll(() => rmSync(root, {recursive: true, force: true}))

function expectCanaryAlive(): void {
  expect(readdirSync(canary)).toEqual(['victim'])
  expect(readFileSync(path.join(canary, 'victim'), 'utf8')).toBe('as it was')
}

const warningsOf = ({annotations}: StepResult) =>
  annotations.flatMap(({kind, message}) => (kind === 'warning' ? [message] : []))

describe('an archive in the cache service', () => {
  let here: Place
  /** A base and a difference to it, as a push left them. */
  let good: {base: StoredEntry; difference: StoredEntry; kept: Map<string, string>}
  let pushes = 0

  async function push(): Promise<{main: StepResult; post: StepResult}> {
    await here.write({...PACKAGES, ...changedFile('packages')})
    const sha = `${++pushes}`.padEnd(40, 'c')
    return await runWhole(here.runner.startJob(pushEvent({sha})), {'build-args': freshBuilder()})
  }

  beforeAll(async () => {
    here = await place()
    for (const {main} of [await push(), await push()]) expect(main.outcome).toBe('success')
    const of = (kind: string) => here.github.entries().find(({key}) => key.startsWith(`go-image-${kind}-`))!
    const kept = new Map(here.github.entries().map(({key, file}) => [key, file]))
    for (const file of kept.values()) copyFileSync(file, `${file}.kept`)
    good = {base: of('build'), difference: of('diff-build'), kept}
  })
  afterAll(() => here?.close())

  /** The entries of the first two pushes, and no others. */
  function startAgain(): void {
    for (const {key} of here.github.entries()) if (!good.kept.has(key)) here.github.evict(key)
    for (const file of good.kept.values()) copyFileSync(`${file}.kept`, file)
  }

  /** Puts `archive` where the file of the entry was, packed as the cache client packs. */
  function replaceFile({file}: StoredEntry, name: string, archive: Buffer): void {
    replaceAll({file}, tar([{name, content: archive}]))
  }

  /** Puts `packed` in place of what the cache client packed. */
  function replaceAll({file}: Pick<StoredEntry, 'file'>, packed: Buffer): void {
    const isZstd = readFileSync(file).readUInt32LE(0) === 0xfd2fb528
    writeFileSync(file, execFileSync(isZstd ? 'zstd' : 'gzip', ['-c'], {input: packed, maxBuffer: 1e9}))
  }

  async function expectColdAndSavedAnew({main, post}: {main: StepResult; post: StepResult}): Promise<void> {
    expect([main.outcome, post.outcome]).toEqual(['success', 'success'])
    const cache = cacheOf(main, 'build')
    expect(cache).toMatchObject({hit: 'none', matchedKey: null, added: cache.total})
    expect(cache.added).toBeGreaterThan(CHANGED_ONLY)
    expect(warningsOf(post)).toEqual([])
    const saved = here.github.entries().find(({key}) => key === cache.key)!
    expect((await checkArchive(contentOf(saved), 'build')).files).toBeGreaterThan(cache.added!)
    expectCanaryAlive()
  }

  const result: Member = {name: `00/00${'0'.repeat(62)}-d`, content: 'x'}
  const within = (...members: Member[]) => [{name: '00/'}, ...members]

  test.each<[string, () => Buffer, RegExp]>([
    ['an absolute path', () => tar([{name: `${canary}/new`, content: 'x'}]), /is absolute/],
    ['a symbolic link', () => tar(within({name: '00/link', type: '2', target: `${canary}/victim`})), /a symbolic link/],
    ['a sparse file', () => tar(within({...result, type: 'S', size: 0o77777777777})), /a sparse file/],
    ['a file of 8 GiB', () => tar(within({...result, size: 0o77777777777})), /truncated/],
    ['no tar at all', () => randomBytes(20_000), /damaged/],
    ['nothing', () => Buffer.alloc(0), /truncated/],
  ])('that is a base with %s is not used', async (_, archive, why) => {
    startAgain()
    replaceFile(good.base, 'build.tar', archive())
    const ended = await push()
    expect(warningsOf(ended.main)).toEqual([expect.stringMatching(why)])
    expect(warningsOf(ended.main)[0]).toContain(good.base.key)
    await expectColdAndSavedAnew(ended)
  })

  test.each<[string, () => Buffer, RegExp]>([
    ['a way out', () => tar([{name: `../../../../../../../..${canary}/new`, content: 'x'}]), /leads out of the folder/],
    [
      'a way out in a long name',
      () => tar([long(`${'../'.repeat(60)}x`), {...result, name: '../'.repeat(30)}]),
      /leads out of the folder/,
    ],
    ['a hard link', () => tar(within({name: result.name, type: '1', target: `${canary}/victim`})), /a hard link/],
    ['a device', () => tar(within({name: result.name, type: '3'})), /a character device/],
    ['a file of 100 GiB', () => tar(within(pax({size: `${100 * 1024 ** 3}`}), result)), /has two sizes/],
    ['a file where Go has none', () => tar([{name: 'new', content: 'x'}]), /has no place in a cache of Go/],
  ])('that is a difference with %s costs what came since the base, and not the base', async (_, archive, why) => {
    startAgain()
    replaceFile(good.difference, 'build-difference.tar', archive())
    const {main, post} = await push()
    expect([main.outcome, post.outcome]).toEqual(['success', 'success'])
    expect(warningsOf(main)).toEqual([expect.stringMatching(why)])
    expect(warningsOf(main)[0]).toContain(good.difference.key)
    expect(cacheOf(main, 'build')).toMatchObject({hit: 'older', matchedKey: good.base.key})
    expect(cacheOf(main, 'build').added).toBeLessThanOrEqual(CHANGED_ONLY)
    const saved = here.github.entries().filter(({key}) => key.startsWith('go-image-diff-') && !good.kept.has(key))
    expect(saved).toHaveLength(1)
    expect((await checkArchive(contentOf(saved[0]!), 'build')).files).toBeGreaterThan(0)
    expectCanaryAlive()
  })

  test.each<[string, (file: string) => void]>([
    ['that broke off on its way up', file => truncateSync(file, Math.floor(statSync(file).size / 2))],
    ['that is not packed at all', file => writeFileSync(file, randomBytes(20_000))],
    ['packed with an absolute path', file => replaceAll({file}, tar([{name: `${canary}/new`, content: 'x'}]))],
    [
      'packed with a link that the next file goes through',
      file =>
        replaceAll(
          {file},
          tar([
            {name: 'build.tar', type: '2', target: `${canary}/victim`},
            {name: 'build.tar/x', content: 'x'},
          ]),
        ),
    ],
  ])('%s is not used', async (_, damage) => {
    startAgain()
    damage(good.base.file)
    const ended = await push()
    // The cache client's own warning names nothing.
    expect(warningsOf(ended.main)).toEqual([
      expect.stringMatching(/^Failed to restore: /),
      expect.stringContaining(good.base.key),
    ])
    await expectColdAndSavedAnew(ended)
  })
})

test('an archive of modules with one changed file: that module alone is downloaded again', async () => {
  await using here = await placeWithModules()
  const push = (letter: string) =>
    runWhole(here.runner.startJob(pushEvent({sha: letter.repeat(40)})), {
      ...{image: 'go-image-e2e/poisoned', tags: 'go-image-e2e/poisoned:last', 'build-args': freshBuilder()},
    })
  await push('a')
  const entry = here.github.entries().find(({key}) => key.startsWith('go-image-mod-'))!
  const archive = contentOf(entry)
  execFileSync('sh', [
    '-c',
    `set -e
    mkdir "$1.tree"
    tar -xf "$1" -C "$1.tree"
    cd "$1.tree"
    chmod -R u+w .
    echo 'func init() { panic("poisoned") }' >>github.com/dustin/go-humanize@v1.0.1/bytes.go
    tar -cf "$1" -- *
    cd "$(dirname "$1")"
    tar --use-compress-program=zstd -cf "$2" modules.tar`,
    ...['sh', archive, entry.file],
  ])
  await here.write(changedFile())
  const {main, post} = await push('b')
  expect([main.outcome, post.outcome]).toEqual(['success', 'success'])
  expect(warningsOf(main)).toEqual([expect.stringContaining('github.com/dustin/go-humanize@v1.0.1')])
  expect(cacheOf(main, 'modules')).toMatchObject({added: 1, total: 2})
  expect(main.log).not.toContain('downloading github.com/ncruces')
  expect(execFileSync('docker', ['run', '--rm', 'go-image-e2e/poisoned:last'], {encoding: 'utf8'})).toBe('83 kB 2026\n')
  // The base is what it was, as entries cannot change; the good module is in a difference to it.
  const saved = here.github.entries().find(({key}) => key.startsWith('go-image-diff-modules-'))!
  const names: string[] = []
  await checkArchive(contentOf(saved), 'modules', ({name}) => {
    names.push(name)
    return null
  })
  expect(names).toContain('github.com/dustin/go-humanize@v1.0.1/bytes.go')
  expect(names.filter(name => name.includes('ncruces'))).toEqual([])
})

async function placeWithModules(): Promise<Place & AsyncDisposable> {
  const here = await place()
  await here.write({
    'go.mod':
      'module example.com/poisoned\n\ngo 1.26\n\nrequire (\n\tgithub.com/dustin/go-humanize v1.0.1\n\tgithub.com/ncruces/go-strftime v1.0.0\n)\n',
    'go.sum': [
      'github.com/dustin/go-humanize v1.0.1 h1:GzkhY7T5VNhEkwH0PVJgjz+fX1rhBrR7pRT3mDkpeCY=',
      'github.com/dustin/go-humanize v1.0.1/go.mod h1:Mu1zIs6XwVuF/gI1OepvI0qD18qycQx+mFykh5fBlto=',
      'github.com/ncruces/go-strftime v1.0.0 h1:HMFp8mLCTPp341M/ZnA4qaf7ZlsbTc+miZjCLOFAw7w=',
      'github.com/ncruces/go-strftime v1.0.0/go.mod h1:Fwc5htZGVVkseilnfgOVb9mKy6w1naJmn9CehxcKcls=',
      '',
    ].join('\n'),
    'main.go': [
      'package main',
      '',
      'import (',
      '\t"fmt"',
      '\t"time"',
      '',
      '\t"github.com/dustin/go-humanize"',
      '\t"github.com/ncruces/go-strftime"',
      ')',
      '',
      'func main() {',
      '\tfmt.Println(humanize.Bytes(82854), strftime.Format("%Y", time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)))',
      '}',
      '',
    ].join('\n'),
    ...changedFile(),
  })
  return {...here, [Symbol.asyncDispose]: here.close}
}

const found = findRegistry()
if ('reason' in found) process.stderr.write(`Damage in a registry is not tested: ${found.reason}\n`)
const withRegistry = 'program' in found ? test : test.skip

withRegistry('an entry whose digest is wrong in a registry is not used', async () => {
  const folder = path.join(root, 'registry')
  await mkdir(folder)
  const registry = await startRegistry((found as {program: string}).program, folder)
  const here = await place()
  try {
    const store = `${registry.host}/acme/ledger-cache`
    const push = async (letter: string) => {
      await here.write({...PACKAGES, ...changedFile('packages')})
      const job = here.runner.startJob(pushEvent({sha: letter.repeat(40)}))
      return await runWhole(job, {'build-args': freshBuilder(), 'cache-store': `registry=${store}`})
    }
    const first = await push('a')
    expect([first.main.outcome, first.post.outcome]).toEqual(['success', 'success'])
    const {key} = cacheOf(first.main, 'build')
    flipByte(largestFile(path.join(registry.content, 'docker')))
    const {main, post} = await push('b')
    expect(warningsOf(main)).toEqual([expect.stringMatching(/damaged/)])
    expect(warningsOf(main)[0]).toContain(key)
    const cache = cacheOf(main, 'build')
    expect(cache).toMatchObject({hit: 'none', added: cache.total})
    expect(post.log).toContain(`▸ Saved  ${cache.key}`)
    const third = await push('c')
    expect(warningsOf(third.main)).toEqual([])
    expect(cacheOf(third.main, 'build')).toMatchObject({hit: 'older', matchedKey: cache.key})
    expect(cacheOf(third.main, 'build').added).toBeLessThanOrEqual(CHANGED_ONLY)
  } finally {
    await here.close()
    await registry.close()
  }
})

test('an entry whose digest is wrong in a folder is not used, and goes', async () => {
  const here = await place()
  try {
    const cache = path.join(root, 'folder')
    const build = async () => {
      await here.write({...PACKAGES, ...changedFile('packages')})
      return await goImage('build', here.workspace, '--cache-dir', cache, '--build-arg', freshBuilder(), '--json')
    }
    const first = (await build()).caches.find(({kind}: {kind: string}) => kind === 'build')
    flipByte(largestFile(cache))
    const {warnings, caches} = await build()
    expect(warnings).toEqual([expect.stringMatching(/was damaged .* and has been removed/)])
    expect(warnings[0]).toContain(first.key)
    const second = caches.find(({kind}: {kind: string}) => kind === 'build')
    expect(second).toMatchObject({hit: 'none', added: second.total})
    const third = await build()
    expect(third.warnings).toEqual([])
    expect(third.caches.find(({kind}: {kind: string}) => kind === 'build')).toMatchObject({matchedKey: second.key})
  } finally {
    await here.close()
  }
})

function flipByte(file: string): void {
  const content = readFileSync(file)
  const at = Math.floor(content.length / 2)
  content[at] = content[at]! ^ 0x10
  writeFileSync(file, content)
}

const CLI = fileURLToPath(new URL('../../dist/cli.js', import.meta.url))

/** Resolves with the report. */
function goImage(...args: string[]): Promise<ReturnType<typeof reportOf>> {
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [CLI, ...args], {maxBuffer: 1e8}, (error, stdout, stderr) => {
      if (error !== null) reject(new Error(stderr, {cause: error}))
      else resolve(JSON.parse(stdout))
    })
  })
}
