/** One layer's blob → what it holds, in one pass: both digests, the entries, CRCs, Go programs. */
import {createHash} from 'node:crypto'
import zlib from 'node:zlib'
import type {LayerContents, LayerEntry} from '../contents.ts'
import {readGoProgram} from '../go/program.ts'
import {crcOfZeros} from './crc.ts'
import {type Compression, decompress} from './decompress.ts'
import {feed} from './feed.ts'
import {closeShelf, programSpool, type Shelf, type Spool, wantsSpool} from './spool.ts'
import {readTar, type Sink, type TarEntry, type TarLimits} from './tar.ts'

/** A layer as a manifest and a config name it. */
export type LayerName = {
  /** Of the blob, `sha256:…`. */
  digest: string
  mediaType: string
  /** Of the blob, in bytes. */
  size: number
  diffId: string
}

export type LayerLimits = TarLimits & {
  /** Uncompressed. */
  bytes: number
  /** How many times its size a blob may unpack to, once it is more than `freeBytes`: gzip makes 1000 times of zeros. */
  ratio: number
  freeBytes: number
  /** Go programs of one layer that are read. */
  programs: number
}

/** Far more than images have: 300,000 files in one layer take 240 MB of memory, and nearly nothing without them. */
export const LIMITS: LayerLimits = {
  entries: 500_000,
  names: 64 * 1024 * 1024,
  bytes: 64e9,
  ratio: 250,
  freeBytes: 2e9,
  programs: 500,
}

export type ReadLayer = {
  contents: LayerContents
  compression: Compression
  /** What could not be read or is not as it should be, as sentences. */
  remarks: string[]
}

/**
 * Throws an `Error` that names the layer and what is wrong with it. `temporary` is the name of a file that may be made
 * and is left; it is no larger than a program in the layer.
 */
export async function readLayer(
  layer: LayerName,
  blob: AsyncIterable<Uint8Array>,
  {temporary, limits}: {temporary: string; limits: LayerLimits},
): Promise<ReadLayer> {
  const files = filesOf(temporary, limits)
  try {
    return await read(layer, blob, files, limits)
  } catch (error) {
    throw new Error(`the layer ${layer.digest} cannot be read: ${(error as Error).message}`)
  } finally {
    files.close()
  }
}

async function read(
  layer: LayerName,
  blob: AsyncIterable<Uint8Array>,
  files: Files,
  limits: LayerLimits,
): Promise<ReadLayer> {
  const tar = feed(readTar(files.visit, limits))
  const stored = createHash('sha256')
  const unpacked = createHash('sha256')
  let storedBytes = 0
  let bytes = 0
  async function* counted(): AsyncGenerator<Buffer> {
    for await (const piece of blob) {
      stored.update(piece)
      storedBytes += piece.length
      if (storedBytes > layer.size) throw new Error(`it has more than the ${layer.size} bytes that the manifest says`)
      yield Buffer.from(piece.buffer, piece.byteOffset, piece.length)
    }
  }
  const compression = await decompress(counted(), piece => {
    bytes += piece.length
    if (bytes > limits.bytes || (bytes > limits.freeBytes && bytes > limits.ratio * layer.size))
      throw new Error(`it unpacks to more than ${bytes} bytes, from ${layer.size}`)
    unpacked.update(piece)
    tar.write(piece)
  })
  tar.end()
  if (storedBytes !== layer.size) throw new Error(`it has ${storedBytes} bytes, and the manifest says ${layer.size}`)
  expectDigest('its content hashes', stored.digest('hex'), layer.digest)
  expectDigest('it unpacks', unpacked.digest('hex'), layer.diffId)
  const contents = {diffId: layer.diffId, bytes, entries: files.entries, programs: files.programs}
  return {contents, compression, remarks: files.remarks}
}

function expectDigest(what: string, found: string, expected: string): void {
  if (`sha256:${found}` !== expected) throw new Error(`${what} to sha256:${found}, not ${expected}`)
}

type Files = Pick<LayerContents, 'entries' | 'programs'> & {
  remarks: string[]
  visit: (entry: TarEntry) => Sink | null
  close: () => void
}

function filesOf(temporary: string, limits: LayerLimits): Files {
  const entries: LayerEntry[] = []
  const programs: LayerContents['programs'] = []
  const remarks: string[] = []
  let spool: Spool | null = null
  const shelf: Shelf = {path: temporary, memory: null, file: null, window: null}
  let tried = 0

  const readProgram = ({path}: TarEntry) => {
    const file = spool?.file() ?? null
    if (file === null) return
    const program = tried++ < limits.programs ? readGoProgram(file, path) : null
    if (program !== null) programs.push(program)
    if (tried === limits.programs + 1) remarks.push(`of its Go programs only ${limits.programs} were read`)
  }
  const visit = (found: TarEntry): Sink | null => {
    const entry: LayerEntry = found
    if (entry.path === '') return null
    entries.push(entry)
    if (entries.length > limits.entries) throw new Error(`it has more than ${limits.entries} entries`)
    if (entry.bytes === 0) return null
    let crc = 0
    let end = 0
    return {
      piece(piece, at) {
        if (at > end) crc = crcOfZeros(crc, at - end)
        crc = zlib.crc32(piece, crc)
        if (end === 0 && wantsSpool(piece, at, entry.bytes)) spool = programSpool(shelf, entry.bytes)
        spool?.piece(piece, at)
        end = at + piece.length
      },
      end() {
        if (end < entry.bytes) crc = crcOfZeros(crc, entry.bytes - end)
        entry.crc = crc.toString(16).padStart(8, '0')
        readProgram(entry)
        spool = null
      },
    }
  }
  return {entries, programs, remarks, visit, close: () => closeShelf(shelf)}
}
