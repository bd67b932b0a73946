import {execFileSync} from 'node:child_process'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, test} from '@jest/globals'
import {verifyModules, withoutPaths} from '../../src/cache/verify.ts'
import {
  ATTACKS,
  DOWNLOAD,
  EVIL,
  LEDGER as LEDGER_FILES,
  type ModuleCache,
  makeModuleCache,
  TREE,
} from './module-cache.ts'
import {moduleZip} from './module-proxy.ts'
import {type Member, tar} from './tar-blocks.ts'
import {type ZipFile, zip} from './zip-parts.ts'

const root = mkdtempSync(join(tmpdir(), 'go-image-'))
afterAll(() => rmSync(root, {recursive: true, force: true}))

let modules: ModuleCache
beforeAll(() => {
  modules = makeModuleCache(root)
}, 120_000)

const LEDGER = {module: 'example.com/Ledger', version: 'v1.0.0'}

async function badAfter(change: (cache: string) => void, zips = false) {
  const cache = modules.copy()
  change(cache)
  return (await verifyModules(modules.pack(cache, zips), [modules.goSum])).bad
}

function list(archive: string): string[] {
  return execFileSync('tar', ['-tf', archive], {encoding: 'utf8'}).trimEnd().split('\n').sort()
}

describe('a restored module cache', () => {
  test.each([false, true])('is good as the go command left it (zips: %j)', async zips => {
    const archive = modules.pack(modules.copy(), zips)
    expect(await verifyModules(archive, [modules.goSum])).toMatchObject({bad: [], modules: 2})
    expect(list(archive).filter(name => name.endsWith('.zip'))).toHaveLength(zips ? 2 : 0)
  })

  test.each(Object.entries(ATTACKS))('is bad when %s', async (_, attack) => {
    expect(await badAfter(attack, true)).toEqual([{...LEDGER, reason: expect.any(String), drop: 'all'}])
  })

  test.each<[string, (cache: string) => void, string]>([
    [
      'a file of the tree is edited',
      ATTACKS['a file of the tree is edited'],
      'its files do not have the hash of go.sum',
    ],
    [
      'only .ziphash is edited',
      cache => writeFileSync(join(cache, DOWNLOAD, 'v1.0.0.ziphash'), 'h1:AAAA='),
      'its .ziphash is not the hash of go.sum',
    ],
    [
      'go.mod is edited',
      ATTACKS['go.mod among the downloads is edited'],
      'its go.mod does not have the hash of go.sum',
    ],
    [
      'it has the name of another letter case',
      cache => renameSync(join(cache, TREE), join(cache, 'example.com/Ledger@v1.0.0')),
      'not written as the go command does',
    ],
    [
      'half of it has the name of another letter case',
      cache => {
        mkdirSync(join(cache, 'example.com/Ledger@v1.0.0'))
        renameSync(join(cache, TREE, 'LICENSE'), join(cache, 'example.com/Ledger@v1.0.0/LICENSE'))
      },
      'not written as the go command does',
    ],
  ])('says why: %s', async (_, change, reason) => {
    expect(await badAfter(change)).toEqual([{...LEDGER, reason, drop: 'all'}])
  })

  test('is bad where go.sum does not vouch for it', async () => {
    const cache = modules.copy()
    cpSync(join(cache, TREE), join(cache, 'example.com/!ledger@v1.0.1'), {recursive: true})
    const archive = modules.pack(cache)
    expect((await verifyModules(archive, [modules.goSum])).bad).toEqual([
      {...LEDGER, version: 'v1.0.1', reason: 'not in go.sum', drop: 'all'},
    ])
    expect((await verifyModules(archive, [])).bad.map(({reason}) => reason)).toEqual(Array(3).fill('not in go.sum'))
  })

  test('takes the sums of several projects together', async () => {
    const lines = modules.goSum.trimEnd().split('\n')
    const archive = modules.pack(modules.copy())
    expect((await verifyModules(archive, lines)).bad).toEqual([])
    expect((await verifyModules(archive, [lines[0]!, `${lines[1]} more\n\n`, ...lines.slice(2)])).bad).toHaveLength(1)
  })

  test('may hold a module whose go.mod alone is needed', async () => {
    expect(await badAfter(cache => rmSync(join(cache, TREE), {recursive: true}))).toEqual([])
  })

  test('is refused whole when it is no archive of ours', async () => {
    const members: Member[] = [{name: 'example.com/x@v1.0.0/a', type: '2', target: '/etc'}]
    writeFileSync(join(root, 'link.tar'), tar(members))
    await expect(verifyModules(join(root, 'link.tar'), [])).rejects.toThrow(/a symbolic link/)
  })
})

/** What a cache mount on only `cache` or `cache/download` has of it. */
function withoutTrees(): string {
  const cache = modules.copy()
  for (const name of readdirSync(cache)) if (name !== 'cache') rmSync(join(cache, name), {recursive: true})
  return cache
}

/** Verifies the cache, takes the bad out and unpacks the rest; `zips` are those that are left. */
async function cleaned(cache: string) {
  const archive = modules.pack(cache, true)
  const {bad, paths} = await verifyModules(archive, [modules.goSum], true)
  await withoutPaths(archive, paths, `${archive}.out`)
  const rest = mkdtempSync(join(root, 'rest-'))
  execFileSync('tar', ['-xf', `${archive}.out`, '-C', rest])
  return {bad, rest, zips: list(`${archive}.out`).filter(name => name.endsWith('.zip'))}
}

const ZIP = `${DOWNLOAD}/v1.0.0.zip`
const HASH = `${DOWNLOAD}/v1.0.0.ziphash`
const AT = 'example.com/Ledger@v1.0.0'

/** What somebody who can write to the cache would do to a zip whose .ziphash is the one of go.sum. */
const FILES: ZipFile[] = Object.entries(LEDGER_FILES).map(([name, content]) => ({name: `${AT}/${name}`, content}))
const EVIL_FILE = {name: `${AT}/ledger.go`, content: EVIL}
const ZIP_ATTACKS: Record<string, (good: Buffer) => Buffer> = {
  'a file is changed': () => moduleZip('example.com/Ledger', 'v1.0.0', {...LEDGER_FILES, 'ledger.go': EVIL}),
  'a file comes twice, the good one last': () => zip([EVIL_FILE, ...FILES]),
  'a file comes twice, the good one first': () => zip([...FILES, EVIL_FILE]),
  'a file is added': () => zip([...FILES, {name: `${AT}/more.go`, content: 'package ledger\n'}]),
  'a folder is added': () => zip([...FILES, {name: `${AT}/more/`, content: ''}]),
  'a file is taken out': () => zip(FILES.slice(0, -1)),
  'it is truncated': good => good.subarray(0, -10),
  'it is empty': () => Buffer.alloc(0),
  'it is of another module': () => moduleZip('example.com/ledger', 'v1.0.0', LEDGER_FILES),
  'it is of another version': () => moduleZip('example.com/Ledger', 'v1.0.1', LEDGER_FILES),
  'a directory with the good files is in front': good => Buffer.concat([good, zip([...FILES, EVIL_FILE])]),
  'the directory with the good files is in its comment': good => zip([EVIL_FILE], {comment: good.toString('latin1')}),
  'its files are not listed': () => zip([...FILES, EVIL_FILE], {count: -1}),
  'a checksum is wrong': () => zip(FILES.map(file => ({...file, crc: 1}))),
  'it is a bomb': () => zip([...FILES, {name: `${AT}/x`, content: Buffer.alloc(200e6), method: 8}]),
  'it is a bomb that says it is small': () =>
    zip([...FILES, {name: `${AT}/x`, content: Buffer.alloc(200e6), method: 8, size: 9}]),
}

describe('a module cache without extracted trees', () => {
  test('is good as the go command left it, which builds with it offline', async () => {
    const {bad, rest, zips} = await cleaned(withoutTrees())
    expect(bad).toEqual([])
    expect(zips).toHaveLength(2)
    expect(modules.go(rest, ['run', '.'])).toEqual({ok: true, output: expect.stringMatching(/42\n$/)})
    expect(modules.go(rest, ['mod', 'verify'])).toEqual({ok: true, output: 'all modules verified\n'})
  })

  test('is good with zips of the form that the go command itself writes', async () => {
    const cache = withoutTrees()
    writeFileSync(join(cache, ZIP), zip(FILES.map(file => ({...file, method: 8, descriptor: 'signed'}))))
    const {bad, rest} = await cleaned(cache)
    expect(bad).toEqual([])
    expect(modules.go(rest, ['run', '.'])).toEqual({ok: true, output: expect.stringMatching(/42\n$/)})
  })

  test.each(Object.entries(ZIP_ATTACKS))(
    'loses a zip, and go downloads it again, when %s',
    async (_, attack) => {
      const cache = withoutTrees()
      writeFileSync(join(cache, ZIP), attack(readFileSync(join(cache, ZIP))))
      const {bad, rest, zips} = await cleaned(cache)
      expect(bad).toEqual([{...LEDGER, reason: expect.stringMatching(/^its zip /), drop: 'zip'}])
      expect(zips).toEqual(['cache/download/example.com/paper/v2/@v/v2.1.0-rc1.zip'])
      // What is left is of no harm: the network alone decides.
      expect(modules.go(rest, ['build', '-o', join(root, 'app'), '.']).output).toMatch(/lookup disabled by GOPROXY=off/)
      const {ok, output} = modules.go(rest, ['run', '.'], 'proxy')
      expect({ok, downloads: output.match(/downloading .*/g)}).toEqual({
        ok: true,
        downloads: ['downloading example.com/Ledger v1.0.0'],
      })
      expect(output).toMatch(/^42$/m)
    },
    60_000,
  )

  test('would have built something else without the check', () => {
    const cache = withoutTrees()
    writeFileSync(join(cache, ZIP), ZIP_ATTACKS['a file is changed']!(Buffer.alloc(0)))
    expect(modules.go(cache, ['run', '.'])).toEqual({ok: true, output: expect.stringMatching(/evil\n$/)})
  })

  test('may lack a .ziphash, which go makes anew from a good zip', async () => {
    const cache = withoutTrees()
    rmSync(join(cache, HASH))
    const {bad, rest} = await cleaned(cache)
    expect(bad).toEqual([])
    expect(modules.go(rest, ['run', '.']).output).toMatch(/42\n$/)
  })

  test('may hold no bad zip beside a tree, for the tree is left out', async () => {
    const cache = modules.copy()
    writeFileSync(join(cache, ZIP), ZIP_ATTACKS['a file is changed']!(Buffer.alloc(0)))
    expect((await cleaned(cache)).bad).toEqual([
      {...LEDGER, reason: 'its zip does not have the hash of go.sum', drop: 'zip'},
    ])
    expect((await verifyModules(modules.pack(cache, true), [modules.goSum])).bad).toEqual([])
  })

  test('may hold no zip that go.sum has only a go.mod for', async () => {
    const sum = modules.goSum
      .split('\n')
      .filter(line => !line.startsWith('example.com/Ledger v1.0.0 '))
      .join('\n')
    const cache = withoutTrees()
    rmSync(join(cache, HASH))
    const {bad} = await verifyModules(modules.pack(cache, true), [sum], true)
    expect(bad).toEqual([{...LEDGER, reason: 'its zip is not in go.sum', drop: 'zip'}])
  })
})

test.each(['a file is changed', 'it is truncated'])(
  'a zip is hashed where its tree has no .ziphash: %s',
  async attack => {
    const cache = modules.copy()
    rmSync(join(cache, HASH))
    expect((await verifyModules(modules.pack(cache, true), [modules.goSum])).bad).toEqual([])
    writeFileSync(join(cache, ZIP), ZIP_ATTACKS[attack]!(readFileSync(join(cache, ZIP))))
    expect((await verifyModules(modules.pack(cache, true), [modules.goSum])).bad).toEqual([
      {...LEDGER, reason: expect.stringMatching(/^its zip /), drop: 'zip'},
    ])
  },
)

describe('what is left without the bad modules', () => {
  test('is good, and the rest as it was', async () => {
    const cache = modules.copy()
    ATTACKS['tree, zip and .ziphash are edited alike'](cache)
    writeFileSync(join(cache, DOWNLOAD, 'list'), 'v1.0.0\n')
    const archive = modules.pack(cache, true)
    const {paths} = await verifyModules(archive, [modules.goSum])
    const output = join(root, 'rest.tar')
    await withoutPaths(archive, paths, output)
    expect(list(output)).toEqual(list(archive).filter(name => !/!ledger[@/]/.test(name)))
    expect(await verifyModules(output, [modules.goSum])).toMatchObject({bad: [], modules: 1})
    const rest = mkdtempSync(join(root, 'rest-'))
    execFileSync('tar', ['-xf', output, '-C', rest])
    execFileSync('diff', ['-r', join(rest, 'example.com/paper'), join(cache, 'example.com/paper')])
  })

  test('is an archive even when nothing is left', async () => {
    const archive = modules.pack(modules.copy())
    const {paths} = await verifyModules(archive, [])
    const output = join(root, 'nothing.tar')
    await withoutPaths(archive, paths, output)
    expect(list(output).every(name => name.endsWith('/'))).toBe(true)
    expect(statSync(output).size % 512).toBe(0)
  })
})
