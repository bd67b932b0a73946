/** What every store promises; see CacheStore. */
import {createHash, randomBytes, randomFillSync} from 'node:crypto'
import {
  createReadStream,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import {open} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {setTimeout as delay} from 'node:timers/promises'
import {afterAll, afterEach, beforeEach, describe, expect, test} from '@jest/globals'
import type {CacheStore} from '../../src/cache/store.ts'

export type StoreUnderTest = {
  store: CacheStore
  /** Where its content lies in the end, on this machine. */
  content: string
  end: () => Promise<void>
}

const MEBIBYTE = 1024 * 1024
/** Two entries must not have the same time where the time decides which is newer. */
const TICK_MS = 20

/** Keys of ours: a store lists no others. */
const own = (commit: string) => `go-image-build-1-1.27-builder-app-sum-v-${commit}`

/** `folder` is for the store alone and is there for one test. */
export function storeContract(name: string, makeStore: (folder: string) => Promise<StoreUnderTest>): void {
  describe(`${name} as a store`, () => {
    const root = mkdtempSync(join(tmpdir(), 'go-image-store-'))
    let current: StoreUnderTest
    let folder: string
    beforeEach(async () => {
      folder = mkdtempSync(join(root, 'test-'))
      current = await makeStore(mkdtempSync(join(folder, 'store-')))
    })
    afterEach(async () => {
      await current?.end()
      rmSync(folder, {recursive: true, force: true})
    })
    afterAll(() => rmSync(root, {recursive: true, force: true}))

    const save = async (kind: string, key: string, content: string | Buffer) => {
      const file = join(mkdtempSync(join(folder, 'save-')), 'file')
      writeFileSync(file, content)
      const saved = await current.store.save(kind, key, file)
      expect(readFileSync(file).equals(Buffer.from(content))).toBe(true)
      await delay(TICK_MS)
      return saved
    }
    const restore = async (kind: string, key: string, prefixes: string[] = []) => {
      const target = mkdtempSync(join(folder, 'restore-'))
      const file = join(target, 'file')
      const found = await current.store.find(kind, key, prefixes)
      const matched = await current.store.restore(kind, key, prefixes, file)
      expect(found).toBe(matched)
      expect(readdirSync(target)).toEqual(matched === null ? [] : ['file'])
      const content = matched === null ? '' : readFileSync(file, 'utf8')
      // Not toBe: nobody could read the difference of megabytes.
      if (current.store.stream) expect((await stream(kind, key)) === (matched === key ? content : null)).toBe(true)
      return matched === null ? null : [matched, content]
    }
    const stream = (kind: string, key: string) =>
      current.store.stream!(kind, key, async content => {
        const pieces: Buffer[] = []
        for await (const piece of content) pieces.push(Buffer.from(piece)) // it is used again
        return Buffer.concat(pieces).toString()
      })

    test('gives back what was stored under exactly this key', async () => {
      expect(await save('build.tar', 'a-1', 'one')).toBe(true)
      expect(await save('build.tar', 'a-12', 'two')).toBe(true)
      expect(await restore('build.tar', 'a-1', ['a-'])).toEqual(['a-1', 'one'])
      expect(await restore('build.tar', 'a-12')).toEqual(['a-12', 'two'])
    })

    test('misses without the key and without a fitting prefix', async () => {
      expect(await restore('build.tar', 'a-1', ['a-'])).toBeNull()
      await save('build.tar', 'a-1', 'one')
      expect(await restore('build.tar', 'b-1', ['b-', 'c-'])).toBeNull()
      expect(await restore('build.tar', 'a-2', [])).toBeNull()
    })

    test('takes the newest entry of the first prefix that fits', async () => {
      await save('build.tar', 'go-1-b', 'old')
      await save('build.tar', 'go-1-a', 'new')
      await save('build.tar', 'go-2-a', 'newest of all')
      expect(await restore('build.tar', 'go-1-c', ['go-0-', 'go-1-', 'go-'])).toEqual(['go-1-a', 'new'])
      expect(await restore('build.tar', 'go-3-a', ['go-3-', 'go-'])).toEqual(['go-2-a', 'newest of all'])
    })

    test('prefers the exact key to a newer entry under a prefix', async () => {
      await save('build.tar', 'a-1', 'exact')
      await save('build.tar', 'a-2', 'newer')
      expect(await restore('build.tar', 'a-1', ['a-'])).toEqual(['a-1', 'exact'])
    })

    test('finds nothing that was stored under another name', async () => {
      await save('modules.tar', 'a-1', 'modules')
      expect(await restore('build.tar', 'a-1', ['a-'])).toBeNull()
      expect(await save('build.tar', 'a-1', 'build')).toBe(true)
      expect(await restore('modules.tar', 'a-1')).toEqual(['a-1', 'modules'])
      expect(await restore('build.tar', 'a-1')).toEqual(['a-1', 'build'])
    })

    test('never changes an entry', async () => {
      expect(await save('build.tar', 'a-1', 'first')).toBe(true)
      expect(await save('build.tar', 'a-1', 'second')).toBe(false)
      expect(await restore('build.tar', 'a-1')).toEqual(['a-1', 'first'])
    })

    test.each([
      'ghcr.io/acme/ledger:1.2@sha256+x-1',
      '../../escape-1',
      'a~b c-1',
      'ä %zz?#&"-1',
      '-',
      `long-${'/x'.repeat(240)}-1`,
      `${'many-'.repeat(60)}1`,
    ])('holds the key %j', async key => {
      expect(await save('build.tar', key, 'content')).toBe(true)
      expect(await restore('build.tar', key)).toEqual([key, 'content'])
      const prefix = key.slice(0, key.lastIndexOf('-') + 1)
      expect(await restore('build.tar', 'other', [prefix])).toEqual([key, 'content'])
    })

    test('carries 30 MB', async () => {
      const content = halfRandom(30)
      expect(await save('build.tar', 'large-1', content)).toBe(true)
      const file = join(folder, 'restored')
      expect(await current.store.restore('build.tar', 'large-1', [], file)).toBe('large-1')
      const digest = createHash('sha256').update(content).digest('hex')
      expect(await digestOf(file)).toBe(digest)
      if (!current.store.stream) return
      const streamed = await current.store.stream('build.tar', 'large-1', async pieces => {
        const hash = createHash('sha256')
        for await (const piece of pieces) hash.update(piece)
        return hash.digest('hex')
      })
      expect(streamed).toBe(digest)
    })

    test('lets who reads along stop early, and says why', async () => {
      await save('build.tar', 'large-1', halfRandom(5))
      const {stream} = current.store
      if (!stream) return
      const stopped = stream('build.tar', 'large-1', async pieces => {
        for await (const piece of pieces) if (piece.length > 0) throw new Error('no good')
      })
      await expect(stopped).rejects.toThrow('no good')
      const nothingRead = stream('build.tar', 'large-1', () => Promise.reject(new Error('not now')))
      await expect(nothingRead).rejects.toThrow('not now')
      expect(await restore('build.tar', 'large-1', [])).toMatchObject(['large-1', expect.any(String)])
    })

    test('carries an empty file', async () => {
      expect(await save('build.tar', 'empty-1', '')).toBe(true)
      expect(await restore('build.tar', 'empty-1')).toEqual(['empty-1', ''])
    })

    test('takes two saves at once', async () => {
      const keys = ['both-1', 'both-2', 'both-3']
      const saved = await Promise.all(keys.map(key => save('build.tar', key, `content of ${key}`)))
      expect(saved).toEqual([true, true, true])
      for (const key of keys) expect(await restore('build.tar', key)).toEqual([key, `content of ${key}`])
      const [newest, content] = (await restore('build.tar', 'both-4', ['both-'])) ?? []
      expect(keys).toContain(newest)
      expect(content).toBe(`content of ${newest}`)
    })

    const listed = async () => {
      const entries = await current.store.list()
      if (entries === null) throw new Error('the store may not be listed')
      return entries.sort((a, b) => (a.key < b.key ? -1 : 1))
    }

    test('lists nothing while it is empty', async () => {
      expect(await listed()).toEqual([])
    })

    test('lists the entries of ours, with size and time, and those of nobody else', async () => {
      const before = Date.now()
      const content = randomBytes(50_000)
      await save('build.tar', own('1'), content)
      await save('build.tar', own('2'), 'two')
      await save('modules.tar', 'go-image-mod-1-sum-app', 'modules')
      await save('other.tar', 'go-image-cache-of-somebody-else', 'other')
      await save('other.tar', 'other-1', 'other')
      const entries = await listed()
      expect(entries.map(({key}) => key)).toEqual([own('1'), own('2'), 'go-image-mod-1-sum-app'])
      expect(entries[0]!.bytes).toBeGreaterThanOrEqual(content.length)
      expect(entries[0]!.bytes).toBeLessThan(content.length + 20_000) // a tar may be around it
      for (const {created, lastUsed, bytes} of entries) {
        expect(bytes).toBeGreaterThan(0)
        // Services tell whole seconds.
        expect(created).toBeGreaterThanOrEqual(before - 1000)
        expect(Math.max(created, lastUsed ?? 0)).toBeLessThanOrEqual(Date.now() + 1000)
      }
    })

    test('lists more entries than fit one page', async () => {
      const keys = Array.from({length: 105}, (_, index) => `go-image-size-1-app-commit-${1000 + index}`)
      const file = join(folder, 'small')
      writeFileSync(file, 'small')
      // Names in turn: a folder keeps eight of each.
      for (const [index, key] of keys.entries())
        expect(await current.store.save(`baseline-${index % 15}.json`, key, file)).toBe(true)
      expect((await listed()).map(({key}) => key)).toEqual(keys)
    })

    test('removes exactly the entry that it is told to', async () => {
      await save('build.tar', own('1'), 'same')
      await save('build.tar', own('2'), 'same')
      await save('build.tar', own('3'), 'other')
      const [one] = await listed()
      expect(await current.store.remove(one!)).toBe(true)
      expect((await listed()).map(({key}) => key)).toEqual([own('2'), own('3')])
      expect(await restore('build.tar', own('1'))).toBeNull()
      expect(await restore('build.tar', own('2'))).toEqual([own('2'), 'same'])
      expect(await restore('build.tar', own('3'))).toEqual([own('3'), 'other'])
      expect(await current.store.remove(one!)).toBe(true) // gone already
      expect(await save('build.tar', own('1'), 'again')).toBe(true)
      expect(await restore('build.tar', own('1'))).toEqual([own('1'), 'again'])
    })

    test('finds the next older entry by a prefix when the newest was removed', async () => {
      for (const commit of ['1', '2', '3']) await save('build.tar', own(commit), commit)
      const prefixes = [own(''), 'go-image-build-1-1.27-', 'go-image-build-1-']
      const remove = async (commit: string) => {
        const entry = (await listed()).find(({key}) => key === own(commit))
        expect(await current.store.remove(entry!)).toBe(true)
      }
      await remove('3')
      for (const prefix of prefixes) expect(await restore('build.tar', own('x'), [prefix])).toEqual([own('2'), '2'])
      await remove('1')
      for (const prefix of prefixes) expect(await restore('build.tar', own('x'), [prefix])).toEqual([own('2'), '2'])
      await remove('2')
      for (const prefix of prefixes) expect(await restore('build.tar', own('x'), [prefix])).toBeNull()
    })

    test.each([
      ['changed', flipByte],
      ['cut off', async (file: string) => truncateSync(file, Math.floor(statSync(file).size / 2))],
    ])('gives nothing when the content was %s', async (_, damage) => {
      await save('build.tar', 'a-1', halfRandom(2))
      await damage(largestFile(current.content))
      if (current.store.stream) expect(await stream('build.tar', 'a-1').catch(() => null)).toBeNull()
      const file = join(folder, 'restored')
      const matched = await current.store.restore('build.tar', 'a-1', [], file).catch(() => null)
      expect(matched).toBeNull()
      expect(existsSync(file)).toBe(false)
    })
  })
}

/** Compresses to about half, as compiled Go does. */
export function halfRandom(mebibytes: number): Buffer {
  const content = Buffer.alloc(mebibytes * MEBIBYTE)
  for (let start = 0; start < content.length; start += 4096) randomFillSync(content, start, 2048)
  return content
}

export async function digestOf(file: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}

export function largestFile(folder: string): string {
  const files = readdirSync(folder, {recursive: true, encoding: 'utf8'})
    .map(file => join(folder, file))
    .filter(file => statSync(file).isFile())
  return files.reduce((largest, file) => (statSync(file).size > statSync(largest).size ? file : largest))
}

async function flipByte(file: string): Promise<void> {
  await using handle = await open(file, 'r+')
  const {size} = await handle.stat()
  const byte = Buffer.alloc(1)
  const position = Math.floor(size / 4096 / 2) * 4096 + 1000
  await handle.read(byte, 0, 1, position)
  byte[0] = byte[0]! ^ 0x10
  await handle.write(byte, 0, 1, position)
}
