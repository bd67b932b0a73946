/** Random layers, made and applied with GNU tar and `rm`, against our reading of the same tars. */
import {execFileSync} from 'node:child_process'
import {createHash} from 'node:crypto'
import {
  chmodSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {Readable} from 'node:stream'
import zlib from 'node:zlib'
import {afterEach, beforeEach, expect, test} from '@jest/globals'
import type {Contents} from '../../../src/image/facts.ts'
import {contentsOf} from '../../../src/image/files/contents-of.ts'
import {scanLayers} from '../../../src/image/layer/scan.ts'
import {crcOf} from '../layer/tars.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'real-layers-'))
})
afterEach(() => rmSync(folder, {recursive: true, force: true}))

/** mulberry32: the same numbers for the same seed. */
function numbers(seed: number): (below: number) => number {
  let state = seed
  return below => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

const NAMES = ['a', 'b', 'c', 'ümläut', 'with space', `${'long'.repeat(40)}`]
const FORMATS = [
  ['--format=gnu'],
  ['--format=gnu', '--sparse'],
  ['--format=pax'],
  ['--format=pax', '--sparse', '--sparse-version=0.1'],
  ['--format=pax', '--sparse', '--sparse-version=1.0'],
]

/** What changes: some files and folders, and the names of what is gone. */
function makeLayer(at: string, next: (below: number) => number, lower: string): void {
  mkdirSync(at)
  const made: string[] = []
  for (let count = 2 + next(10); count > 0; count--) {
    const path = join(at, ...Array.from({length: 1 + next(4)}, () => NAMES[next(NAMES.length)]!))
    try {
      mkdirSync(dirname(path), {recursive: true})
      makeOne(path, next, made)
    } catch (error) {
      // A file is in the way of a folder, or the reverse: another name, then.
      if (!/EEXIST|ENOTDIR|EISDIR|ENOENT/.test((error as Error).message)) throw error
    }
  }
  for (const path of filesBelow(lower)) {
    const target = join(at, path)
    if (next(6) !== 0 || made.some(each => each.startsWith(target)) || !isFolder(join(lower, dirname(path)))) continue
    const parent = dirname(target)
    if (existsSync(parent) && !isFolder(parent)) continue
    try {
      mkdirSync(parent, {recursive: true})
    } catch {
      continue
    }
    const name = next(5) === 0 ? '.wh..opq' : path.slice(path.lastIndexOf('/') + 1)
    writeFileSync(join(parent, `.wh.${name}`), '')
  }
}

function makeOne(path: string, next: (below: number) => number, made: string[]): void {
  const kind = next(10)
  if (kind === 0) symlinkSync('nowhere', path)
  else if (kind === 1 && made.length > 0) linkSync(made[next(made.length)]!, path)
  else if (kind === 2) mkdirSync(path)
  else {
    writeFileSync(path, Buffer.alloc(next(3) * next(9000), next(256)), {flag: 'wx'})
    if (next(5) === 0) truncateSync(path, 50_000 + next(50_000))
    chmodSync(path, [0o644, 0o755, 0o600, 0o4755][next(4)]!)
    made.push(path)
  }
}

function isFolder(path: string): boolean {
  return lstatSync(path, {throwIfNoEntry: false})?.isDirectory() ?? false
}

function filesBelow(root: string): string[] {
  return (readdirSync(root, {recursive: true}) as string[]).sort()
}

/** As image-spec layer.md says: first what is gone, then what is there. */
function applyFor(root: string, layer: string, tar: string): void {
  for (const path of filesBelow(layer)) {
    const name = path.slice(path.lastIndexOf('/') + 1)
    if (!name.startsWith('.wh.')) continue
    const parent = join(root, dirname(path))
    if (!isFolder(parent)) continue
    if (name !== '.wh..wh..opq') rmSync(join(parent, name.slice(4)), {recursive: true, force: true})
    else for (const child of readdirSync(parent)) rmSync(join(parent, child), {recursive: true})
  }
  // Folders and other things give way to each other; tar would keep a folder that has something in it.
  for (const path of filesBelow(layer).filter(path => !path.includes('.wh.'))) {
    const [there, here] = [join(root, path), join(layer, path)]
    const exists = lstatSync(there, {throwIfNoEntry: false}) !== undefined
    if (exists && isFolder(there) !== isFolder(here)) rmSync(there, {recursive: true})
  }
  execFileSync('tar', ['-xpf', tar, '-C', root, '--exclude=.wh.*'])
}

function reallyThere(root: string): object[] {
  return filesBelow(root).flatMap((path): object[] => {
    const stat = lstatSync(join(root, path))
    if (stat.isDirectory()) return []
    if (stat.isSymbolicLink()) return [{path, target: readlinkSync(join(root, path))}]
    const content = readFileSync(join(root, path))
    return [{path, bytes: content.length, mode: stat.mode & 0o7777, ...(content.length > 0 && {crc: crcOf(content)})}]
  })
}

/** With hard links as the files that they are. */
function read({files}: Contents): object[] {
  const byPath = new Map(files.map(file => [file.path, file]))
  return files.map(({path, ...file}) => {
    if (file.kind === 'symlink') return {path, target: file.target}
    const {bytes, mode = 0o644, crc} = file.kind === 'hardlink' ? byPath.get(file.target!)! : file
    return {path, bytes, mode, ...(crc && {crc})}
  })
}

const byPath = (files: object[]) => (files as {path: string}[]).sort((one, other) => (one.path < other.path ? -1 : 1))

test.each(Array.from({length: 12}, (_, seed) => seed + 1))('random layers, seed %d', async seed => {
  const next = numbers(seed)
  const root = join(folder, 'root')
  mkdirSync(root)
  const layers = []
  for (let index = 0; index < 4; index++) {
    const layer = join(folder, `layer-${index}`)
    const tar = `${layer}.tar`
    makeLayer(layer, next, root)
    execFileSync('tar', ['-cf', tar, ...FORMATS[next(FORMATS.length)]!, '-C', layer, '.'])
    applyFor(root, layer, tar)
    const content = readFileSync(tar)
    const blob = zlib.gzipSync(content)
    const sum = (bytes: Buffer) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`
    layers.push({
      ...{digest: sum(blob), diffId: sum(content), size: blob.length},
      mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip',
      open: async () => Readable.from([blob]),
    })
  }
  const found = (await scanLayers(layers, {known: new Map(), temp: folder})).map(({contents}) => contents!)
  const contents = contentsOf(found)
  expect(byPath(read(contents))).toEqual(byPath(reallyThere(root)))

  const sum = (rows: readonly {bytes: number}[]) => rows.reduce((total, {bytes}) => total + bytes, 0)
  const inLayers = found.flatMap(({entries}) => entries)
  expect(sum(contents.files) + contents.wastedBytes).toBe(sum(inLayers))
  expect(contents.setuid.length).toBe(
    contents.files.filter(({kind, mode = 0}) => kind === undefined && (mode & 0o4000) !== 0).length,
  )
})
