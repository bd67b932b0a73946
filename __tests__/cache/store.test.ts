import {mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeEach, describe, expect, test} from '@jest/globals'
import {type CacheStore, folderStore} from '../../src/cache/store.ts'

const root = mkdtempSync(join(tmpdir(), 'go-image-'))
afterAll(() => rmSync(root, {recursive: true, force: true}))

let folder: string
let store: CacheStore
beforeEach(() => {
  folder = mkdtempSync(join(root, 'store-'))
  store = folderStore(folder)
})

/** Stores `content`; entries stored later are newer. */
let clock = 1_700_000_000
async function save(name: string, key: string, content: string): Promise<boolean> {
  const file = join(root, 'file')
  writeFileSync(file, content)
  const before = new Set(readdirSync(folder))
  const saved = await store.save(name, key, file)
  for (const entry of readdirSync(folder)) if (!before.has(entry)) utimesSync(join(folder, entry), clock, clock++)
  return saved
}

async function restore(name: string, key: string, prefixes: string[] = []): Promise<[string, string] | null> {
  const file = join(root, 'restored')
  rmSync(file, {force: true})
  const matched = await store.restore(name, key, prefixes, file)
  return matched === null ? null : [matched, readFileSync(file, 'utf8')]
}

describe('a folder of entries', () => {
  test('gives back what was stored under exactly this key', async () => {
    expect(await save('build.tar', 'a-1', 'one')).toBe(true)
    await save('build.tar', 'a-12', 'two')
    expect(await restore('build.tar', 'a-1')).toEqual(['a-1', 'one'])
  })

  test('misses without the key and without a fitting prefix', async () => {
    await save('build.tar', 'a-1', 'one')
    expect(await restore('build.tar', 'a-', [])).toBeNull()
    expect(await restore('build.tar', 'b', ['b-', 'c-'])).toBeNull()
    expect(await folderStore(join(folder, 'not-there')).restore('x', 'k', [''], join(root, 'restored'))).toBeNull()
  })

  test('takes the newest entry of the first prefix that fits', async () => {
    await save('build.tar', 'go-1-a', 'old')
    await save('build.tar', 'go-1-b', 'new')
    await save('build.tar', 'go-2-a', 'newest of all')
    expect(await restore('build.tar', 'go-1-c', ['go-1-', 'go-'])).toEqual(['go-1-b', 'new'])
    expect(await restore('build.tar', 'go-3', ['go-3-', 'go-'])).toEqual(['go-2-a', 'newest of all'])
  })

  test('prefers the exact key to a newer entry under a prefix', async () => {
    await save('build.tar', 'a-1', 'exact')
    await save('build.tar', 'a-2', 'newer')
    expect(await restore('build.tar', 'a-1', ['a-'])).toEqual(['a-1', 'exact'])
  })

  test('finds nothing that was stored under another name', async () => {
    await save('modules.tar', 'a', 'modules')
    expect(await restore('build.tar', 'a', [''])).toBeNull()
  })

  test('never changes an entry', async () => {
    await save('build.tar', 'a', 'first')
    expect(await save('build.tar', 'a', 'second')).toBe(false)
    expect(await restore('build.tar', 'a')).toEqual(['a', 'first'])
  })

  test('keeps the newest eight of each name', async () => {
    await save('modules.tar', 'other', 'x')
    for (let entry = 1; entry <= 10; entry++) await save('build.tar', `k${entry}`, `${entry}`)
    expect(readdirSync(folder)).toHaveLength(2 * 9)
    expect(await restore('build.tar', 'k2')).toBeNull()
    expect(await restore('build.tar', 'k3')).toEqual(['k3', '3'])
    expect(await restore('modules.tar', 'other')).toEqual(['other', 'x'])
  })

  test.each(['ghcr.io/acme/ledger', '../../escape', 'a~b', 'ä %zz', '.', `long-${'/x'.repeat(200)}`])(
    'holds the key %j inside the folder',
    async key => {
      await save('build.tar', key, 'content')
      expect(readdirSync(root).filter(entry => !/^(store-|file|restored)/.test(entry))).toEqual([])
      for (const entry of readdirSync(folder)) expect(entry).toMatch(/^[0-9a-f]{32}~build\.tar(\.key)?$/)
      expect(await restore('build.tar', 'other', [key.slice(0, 4)])).toEqual([key, 'content'])
    },
  )

  test('leaves foreign files alone', async () => {
    writeFileSync(join(folder, '%zz~build.tar'), 'not ours')
    writeFileSync(join(folder, 'README'), 'not ours')
    await save('build.tar', 'a', 'one')
    expect(await restore('build.tar', 'a')).toEqual(['a', 'one'])
    expect(readdirSync(folder)).toHaveLength(2 + 2)
  })
})
