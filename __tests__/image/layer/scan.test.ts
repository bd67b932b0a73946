import {createHash, randomBytes} from 'node:crypto'
import {copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {Readable} from 'node:stream'
import {setTimeout} from 'node:timers/promises'
import {pathToFileURL} from 'node:url'
import zlib from 'node:zlib'
import {afterAll, beforeAll, describe, expect, test} from '@jest/globals'
import {buildSync} from 'esbuild'
import type {KnownLayers} from '../../../src/image/contents.ts'
import {LIMITS} from '../../../src/image/layer/read-layer.ts'
import * as here from '../../../src/image/layer/scan.ts'
import type {StoredLayer} from '../../../src/image/layer/source.ts'
import {crcOf, file, header, tarOf} from './tars.ts'

let folder: string
let temp: string
let bundled: typeof here

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'scan-'))
  temp = join(folder, 'temp')
  mkdirSync(temp)
  // As dist/ has it: Node 20 runs no threads from the sources.
  const bundle = (entry: string, name: string) =>
    buildSync({
      entryPoints: [`src/image/layer/${entry}.ts`],
      outfile: join(folder, `${name}.mjs`),
      ...{bundle: true, platform: 'node', format: 'esm', target: 'node20'},
    })
  bundle('scan', 'scan')
  bundle('worker', 'worker')
  bundled = await import(pathToFileURL(join(folder, 'scan.mjs')).href)
})
afterAll(() => rmSync(folder, {recursive: true, force: true}))

const digest = (bytes: Buffer) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`
const GZIP = 'application/vnd.oci.image.layer.v1.tar+gzip'

type Made = StoredLayer & {tar: Buffer; blob: Buffer}

function layerOf(tar: Buffer, more: Partial<Made> = {}): Made {
  const blob = more.blob ?? zlib.gzipSync(tar)
  const name = {digest: digest(blob), diffId: digest(tar), mediaType: GZIP, size: blob.length}
  return {...name, tar, blob, open: async () => Readable.from(cut(blob, 65_536)), ...more}
}

function* cut(bytes: Buffer, step: number): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += step) yield Buffer.from(bytes.subarray(at, at + step))
}

const options = (more: object = {}) => ({known: new Map() as KnownLayers, temp, ...more})
const one = async (layer: StoredLayer, more: object = {}) => (await here.scanLayers([layer], options(more)))[0]!
const tar = tarOf(file('a', 'content'), header({name: 'dir', type: '5'}), header({name: 'l', type: '2', link: 'a'}))
const entries = [
  {path: 'a', kind: 'file', bytes: 7, mode: 0o644, crc: crcOf(Buffer.from('content'))},
  {path: 'dir', kind: 'folder', bytes: 0, mode: 0o644},
  {path: 'l', kind: 'symlink', bytes: 0, mode: 0o644, target: 'a'},
]

describe('a layer is read however it is stored', () => {
  const halves = [tar.subarray(0, 700), tar.subarray(700)]
  const zstd = 'zstdCompressSync' in zlib ? zlib.zstdCompressSync : null
  const skippable = Buffer.from([0x5e, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3])
  const cases: [string, string, Buffer][] = [
    ['gzip', GZIP, zlib.gzipSync(tar)],
    ['gzip of several members, as estargz is', GZIP, Buffer.concat(halves.map(half => zlib.gzipSync(half)))],
    ["gzip under Docker's name", 'application/vnd.docker.image.rootfs.diff.tar.gzip', zlib.gzipSync(tar)],
    ['not compressed', 'application/vnd.oci.image.layer.v1.tar', tar],
  ]
  if (zstd) {
    const type = 'application/vnd.oci.image.layer.v1.tar+zstd'
    cases.push(['zstd', type, zstd(tar)])
    const frames = halves.map(half => zstd(half))
    cases.push(['zstd of several frames with a table, as zstd:chunked is', type, Buffer.concat([...frames, skippable])])
    cases.push(['zstd that begins with a table', type, Buffer.concat([skippable, ...frames])])
  }
  test.each(cases)('%s', async (_, mediaType, blob) => {
    for (const step of [1, 100, 1e6]) {
      const layer = layerOf(tar, {blob, mediaType, open: async () => Readable.from(cut(blob, step))})
      const {contents, remarks} = await one(layer)
      expect(contents).toEqual({diffId: layer.diffId, bytes: tar.length, entries, programs: []})
      expect(remarks).toEqual([])
    }
  })

  test('a media type that says otherwise is a remark', async () => {
    const layer = layerOf(tar, {blob: tar, digest: digest(tar)})
    expect(await one(layer)).toMatchObject({
      compression: 'none',
      contents: {entries},
      remarks: [`The layer ${layer.digest} is not compressed, and its media type says compressed with gzip.`],
    })
  })

  test.each([Buffer.alloc(1024), Buffer.alloc(0)])('a layer with nothing in it', async nothing => {
    expect((await one(layerOf(nothing))).contents).toMatchObject({bytes: nothing.length, entries: []})
  })

  test('a layer that is nowhere is said, and its content is not known', async () => {
    const mediaType = 'application/vnd.docker.image.rootfs.foreign.diff.tar.gzip'
    const layer = layerOf(tar, {mediaType, open: async () => null})
    expect(await one(layer)).toEqual({
      contents: null,
      compression: null,
      remarks: [`The layer ${layer.digest} is not here (${mediaType}): what it holds is not known.`],
    })
  })
})

test('the CRC of a file with holes is that of the whole file', async () => {
  const octal = (value: number) => `${value.toString(8).padStart(11, '0')}\0`
  const sparse = header({
    name: 's',
    type: 'S',
    size: 512,
    format: 'gnu',
    raw: {386: octal(1000) + octal(512), 483: octal(3_000_000)},
  })
  const content = Buffer.alloc(3_000_000)
  content.fill('A', 1000, 1512)
  const layer = layerOf(tarOf(sparse, Buffer.alloc(512, 'A')))
  expect((await one(layer)).contents!.entries).toMatchObject([{path: 's', bytes: 3_000_000, crc: crcOf(content)}])
})

describe('what is not as it should be is an error that names the layer', () => {
  const blob = zlib.gzipSync(tar)
  const other = `sha256:${'0'.repeat(64)}`
  test.each<[string, Partial<Made>, RegExp]>([
    ['another digest', {digest: other}, /content hashes to sha256:\w+, not sha256:0000/],
    ['another diff ID', {diffId: other}, /unpacks to sha256:\w+, not sha256:0000/],
    ['a cut off blob', {blob: blob.subarray(0, -20)}, /unexpected end of file/],
    [
      'a wrong size at the end of gzip',
      {blob: Buffer.concat([blob.subarray(0, -4), Buffer.alloc(4)])},
      /incorrect length check/,
    ],
    ['fewer bytes than the manifest says', {size: blob.length + 1}, /has \d+ bytes, and the manifest says/],
    ['more bytes than the manifest says', {size: blob.length - 1}, /more than the \d+ bytes that the manifest says/],
  ])('%s', async (_, more, message) => {
    const layer = layerOf(tar, more)
    await expect(one(layer)).rejects.toThrow(message)
    await expect(one(layer)).rejects.toThrow(`the layer ${layer.digest} cannot be read: `)
    expect(readdirSync(temp)).toEqual([])
  })

  test('a bomb, by its ratio and by its size', async () => {
    const bomb = layerOf(tarOf(file('zeros', Buffer.alloc(5_000_000))))
    const limits = {...LIMITS, freeBytes: 1_000_000}
    await expect(one(bomb, {limits})).rejects.toThrow(/unpacks to more than 1\d+ bytes, from \d+/)
    const random = layerOf(tarOf(file('random', randomBytes(2_000_000))))
    await expect(one(random, {limits: {...limits, bytes: 1_000_000}})).rejects.toThrow('unpacks to more than')
    expect((await one(random, {limits})).contents!.entries).toHaveLength(1)
  })

  test('more entries than the limit', async () => {
    const many = layerOf(tarOf(...Array.from({length: 20}, (_, index) => file(`f${index}`))))
    await expect(one(many, {limits: {...LIMITS, entries: 10}})).rejects.toThrow('more than 10 entries')
  })
})

describe('layers of one image', () => {
  const layers = (count: number) =>
    Array.from({length: count}, (_, index) =>
      layerOf(tarOf(file(`file-${index}`, randomBytes(300_000 + 1000 * index)))),
    )
  const names = (found: here.ScannedLayer[]) => found.map(({contents}) => contents!.entries.map(({path}) => path))

  test('a known one is not opened', async () => {
    const layer = layerOf(tar, {open: () => Promise.reject(new Error('opened'))})
    const contents = {diffId: layer.diffId, bytes: 1, entries: [], programs: []}
    const [found] = await here.scanLayers([layer], options({known: new Map([[layer.diffId, contents]])}))
    expect(found).toEqual({contents, compression: null, remarks: []})
  })

  test('the same content twice is read once', async () => {
    let opened = 0
    const layer = layerOf(tar)
    const open = async () => {
      opened++
      return await layer.open()
    }
    const found = await here.scanLayers(
      [
        {...layer, open},
        {...layer, open},
      ],
      options(),
    )
    expect(found[0]!.contents).toBe(found[1]!.contents)
    expect(opened).toBe(1)
  })

  test('they are read in threads, in their order, from files and from streams', async () => {
    const made = layers(5).map((layer, index): StoredLayer => {
      if (index % 2 === 0) return layer
      const path = join(folder, `blob-${index}`)
      writeFileSync(path, Buffer.concat([Buffer.from('before'), layer.blob, Buffer.from('after')]))
      return {...layer, open: async () => ({file: path, start: 6, end: 6 + layer.size})}
    })
    const threaded = await bundled.scanLayers(made, options({threads: 2}))
    expect(names(threaded)).toEqual([['file-0'], ['file-1'], ['file-2'], ['file-3'], ['file-4']])
    expect(threaded).toEqual(await here.scanLayers(made, options({threads: 1})))
    expect(readdirSync(temp)).toEqual([])
  })

  test('one that cannot be read ends all threads, from streams that never end too', async () => {
    const [first, second, third] = layers(3)
    async function* endless() {
      yield Buffer.from(third!.blob.subarray(0, 10_000))
      await new Promise(() => {})
    }
    const bad = {...first!, digest: `sha256:${'0'.repeat(64)}`}
    const stuck = {...third!, open: async () => endless()}
    await expect(bundled.scanLayers([bad, second!, stuck], options({threads: 3}))).rejects.toThrow(
      'the layer sha256:0000000000000000000000000000000000000000000000000000000000000000 cannot be read',
    )
    expect(readdirSync(temp)).toEqual([])
  })

  test('a thread that cannot start is an error, also while a blob is still being opened', async () => {
    const alone = join(folder, 'alone')
    mkdirSync(alone)
    copyFileSync(join(folder, 'scan.mjs'), join(alone, 'scan.mjs'))
    const {scanLayers} = (await import(pathToFileURL(join(alone, 'scan.mjs')).href)) as typeof here
    const slow = layers(2).map(layer => ({...layer, open: () => setTimeout(500).then(layer.open)}))
    await expect(scanLayers(slow, options({threads: 2}))).rejects.toThrow(/Cannot find module.*worker\.mjs/)
  })

  test('a stream that fails is an error, in a thread as here', async () => {
    const [first, second] = layers(2)
    async function* failing() {
      yield Buffer.from(first!.blob.subarray(0, 10_000))
      throw new Error('the connection is gone')
    }
    const made = [{...first!, open: async () => failing()}, second!, ...layers(1)]
    for (const scan of [bundled.scanLayers, here.scanLayers])
      await expect(scan(made, options({threads: 2}))).rejects.toThrow('the connection is gone')
  })
})
