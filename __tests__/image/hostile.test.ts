/** Images made to harm: each is an error that says what is wrong, or is read, and nothing is written outside `temp`. */
import {execFileSync} from 'node:child_process'
import {mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import zlib from 'node:zlib'
import {afterEach, beforeEach, describe, expect, test} from '@jest/globals'
import {buildSync} from 'esbuild'
import {measureLayout} from '../../src/image/measure.ts'
import {file, header, tarOf} from './layer/tars.ts'
import {digestOf, layoutIn, type MadeLayer, OCI} from './layouts.ts'

let root: string
let layout: ReturnType<typeof layoutIn>
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'hostile-image-'))
  for (const name of ['temp', 'layout']) mkdirSync(join(root, name))
  writeFileSync(join(root, 'outside'), 'as it was')
  layout = layoutIn(join(root, 'layout'))
})
afterEach(() => {
  const left = readdirSync(root)
  const inTemp = readdirSync(join(root, 'temp'))
  const outside = readFileSync(join(root, 'outside'), 'utf8')
  rmSync(root, {recursive: true, force: true})
  expect({left, inTemp, outside}).toEqual({left: ['layout', 'outside', 'temp'], inTemp: [], outside: 'as it was'})
})

function layerOf(tar: Buffer, blob: {more?: object; content?: Buffer} = {}): MadeLayer {
  const {more = {}, content = zlib.gzipSync(tar)} = blob
  return {blob: layout.put(content, `${OCI.layer}+gzip`, more), diffId: digestOf(tar), bytes: tar.length}
}

/** Measures it in a process of its own, whose most resident memory is then that of measuring alone. */
function measuredAlone(folder: string): {files: number; leftOut: object; peakBytes: number} {
  const script = join(root, 'temp', 'measure.mjs')
  buildSync({
    stdin: {contents: ALONE, resolveDir: import.meta.dirname, loader: 'ts'},
    ...{outfile: script, bundle: true, platform: 'node', format: 'esm', target: 'node20', logLevel: 'error'},
    banner: {js: "import {createRequire} from 'node:module';const require=createRequire(import.meta.url);"},
  })
  try {
    const out = execFileSync(process.execPath, [script, folder, join(root, 'temp')], {encoding: 'utf8'})
    return JSON.parse(out) as ReturnType<typeof measuredAlone>
  } finally {
    rmSync(script)
  }
}

const ALONE = `
import {readFileSync} from 'node:fs'
import {measureLayout} from '../../src/image/measure.ts'
const [folder, temp] = process.argv.slice(2)
const {facts} = await measureLayout(folder, {source: 'hostile', stage: null, temp})
const {files, leftOut} = facts.platforms[0].contents
// Not resourceUsage().maxRSS, which starts with what the parent had.
const peakBytes = Number(/^VmHWM:\\s+(\\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))[1]) * 1024
console.log(JSON.stringify({files: files.length, leftOut, peakBytes}))
`

async function filesOf(layers: MadeLayer[], config: object = {}): Promise<string[]> {
  const folder = layout.top([layout.image(layers, {config})])
  const {facts} = await measureLayout(folder, {source: 'hostile', stage: null, temp: join(root, 'temp')})
  return facts.platforms[0]!.contents!.files.map(({path, target}) =>
    target === undefined ? path : `${path} → ${target}`,
  )
}

/** Bytes; here it takes 145 MB, of which Node alone takes 50. */
const PEAK = 200e6
const plain = tarOf(file('a', 'content'))

test('names that lead out of the image stay in it', async () => {
  const tricks = tarOf(
    header({name: 'up', type: '2', link: '../../..'}),
    header({name: 'root', type: '2', link: root}),
    file('up/outside', 'new'),
    file('../../outside', 'new'),
    file(`${root}/temp/../outside`, 'new'),
    header({name: 'hard', type: '1', link: '../../../etc/passwd'}),
    file('.wh...', ''),
    file('d/.wh./x', ''),
  )
  const files = await filesOf([layerOf(plain), layerOf(tricks)])
  expect(files).toEqual(expect.arrayContaining(['a', 'outside', 'up → ../../..', `root → ${root}`]))
  expect(files.some(path => /^\/|(^|\/)\.\.\//.test(path.split(' → ')[0]!))).toBe(false)
})

test('100,000 files are read, and the largest 50,000 told, in bounded time and memory', async () => {
  const names = Array.from({length: 100_000}, (_, index) => header({name: `d${index % 100}/f${index}`}))
  const folder = layout.top([layout.image([layerOf(tarOf(...names, file('large', 'content')))])])
  const began = performance.now()
  const {files, leftOut, peakBytes} = measuredAlone(folder)
  expect(performance.now() - began).toBeLessThan(30_000)
  expect({files, leftOut}).toEqual({files: 50_000, leftOut: {files: 50_001, bytes: 0}})
  expect(peakBytes).toBeLessThan(PEAK)
}, 60_000)

describe('is an error', () => {
  const big = {padding: 'x'.repeat(10_000_000)}
  test.each<[string, () => Promise<unknown>, string]>([
    ['a layer that is shorter than said', () => filesOf([layerOf(plain, {more: {size: 10_000}})]), 'bytes of 10000'],
    ['a layer that is longer than said', () => filesOf([layerOf(plain, {more: {size: 10}})]), 'bytes of 10'],
    ['a layer with a negative size', () => filesOf([layerOf(plain, {more: {size: -1}})]), 'size'],
    ['another tar than its diff ID', () => filesOf([{...layerOf(plain), diffId: digestOf(Buffer.of(1))}]), 'unpacks'],
    ['a blob that is cut off', () => filesOf([cutOff()]), 'is damaged: it has'],
    ['a layer that is not there', () => filesOf([missing()]), 'is missing'],
    ['a digest that is a path', () => filesOf([asPath()]), 'digest'],
    ['a configuration of 10 MB', () => filesOf([layerOf(plain)], big), 'config'],
    ['a manifest of 10 MB', () => filesOf(Array(80_000).fill(layerOf(plain))), 'manifest'],
    [
      'a size in a header that no tar can have',
      () => filesOf([layerOf(header({name: 'a', size: 8 ** 11 - 1}))]),
      'truncated',
    ],
  ])('%s', async (_, read, message) => {
    await expect(read()).rejects.toThrow(message)
  })

  function cutOff(): MadeLayer {
    const layer = layerOf(plain)
    truncateSync(layout.pathOf(layer.blob.digest), layer.blob.size - 10)
    return layer
  }
  function missing(): MadeLayer {
    const layer = layerOf(plain)
    rmSync(layout.pathOf(layer.blob.digest))
    return layer
  }
  function asPath(): MadeLayer {
    const layer = layerOf(plain)
    return {...layer, blob: {...layer.blob, digest: 'sha256:../../../outside'}}
  }
})
