import {execFileSync} from 'node:child_process'
import {cpSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, test} from '@jest/globals'
import {verifyModules, withoutModules} from '../../src/cache/verify.ts'
import {ATTACKS, DOWNLOAD, type ModuleCache, makeModuleCache, TREE} from './module-cache.ts'
import {type Member, tar} from './tar-blocks.ts'

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

  test('may not hold a zip that go would unpack unseen', async () => {
    const archive = modules.copy()
    rmSync(join(archive, TREE), {recursive: true})
    const file = modules.pack(archive, true)
    const {bad} = await verifyModules(file, [modules.goSum])
    expect(bad).toEqual([{...LEDGER, reason: 'a zip without its extracted tree', drop: 'zip'}])
    await withoutModules(file, bad, `${file}.out`)
    expect(list(`${file}.out`)).toEqual(list(file).filter(name => name !== `${DOWNLOAD}/v1.0.0.zip`))
  })

  test('is refused whole when it is no archive of ours', async () => {
    const members: Member[] = [{name: 'example.com/x@v1.0.0/a', type: '2', target: '/etc'}]
    writeFileSync(join(root, 'link.tar'), tar(members))
    await expect(verifyModules(join(root, 'link.tar'), [])).rejects.toThrow(/a symbolic link/)
  })
})

describe('what is left without the bad modules', () => {
  test('is good, and the rest as it was', async () => {
    const cache = modules.copy()
    ATTACKS['tree, zip and .ziphash are edited alike'](cache)
    writeFileSync(join(cache, DOWNLOAD, 'list'), 'v1.0.0\n')
    const archive = modules.pack(cache, true)
    const {bad} = await verifyModules(archive, [modules.goSum])
    const output = join(root, 'rest.tar')
    await withoutModules(archive, bad, output)
    expect(list(output)).toEqual(list(archive).filter(name => !/!ledger[@/]/.test(name)))
    expect(await verifyModules(output, [modules.goSum])).toMatchObject({bad: [], modules: 1})
    const rest = mkdtempSync(join(root, 'rest-'))
    execFileSync('tar', ['-xf', output, '-C', rest])
    execFileSync('diff', ['-r', join(rest, 'example.com/paper'), join(cache, 'example.com/paper')])
  })

  test('is an archive even when nothing is left', async () => {
    const archive = modules.pack(modules.copy())
    const {bad} = await verifyModules(archive, [])
    const output = join(root, 'nothing.tar')
    await withoutModules(archive, bad, output)
    expect(list(output).every(name => name.endsWith('/'))).toBe(true)
    expect(statSync(output).size % 512).toBe(0)
  })
})
