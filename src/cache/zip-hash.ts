/**
 * The hash of a module's zip as go.sum has it: golang.org/x/mod/sumdb/dirhash, HashZip. The go command unpacks a zip that
 * has a .ziphash without hashing it again (cmd/go/internal/modfetch, DownloadZip), so it must read here what Go's
 * archive/zip will read there. Both go by the central directory; wherever two readers could still disagree, or Go would
 * stop with an error, the zip is refused.
 */
import {isUtf8} from 'node:buffer'
import {createHash} from 'node:crypto'
import type {FileHandle} from 'node:fs/promises'
import {Readable} from 'node:stream'
import zlib from 'node:zlib'
import {type Entry, fromRandomAccessReaderPromise, RandomAccessReader, type ZipFile} from 'yauzl'
import type {Limits} from './archive.ts'
import {hash1} from './dirhash.ts'

/** Where a zip is in the file that holds it, in bytes. */
export type Place = {start: number; size: number}

/** The most that Go unpacks, both for the zip and for its content (golang.org/x/mod/zip, MaxZipFile). */
const MODULE_BYTES = 500 * 1024 * 1024
/** The names are kept in memory. The directory of 65,535 files, the most without zip64, has about 8 MB. */
const DIRECTORY_BYTES = 32 * 1024 * 1024
/** Contents up to here are unpacked in one call: a stream for each source file would take most of the time. */
const AT_ONCE = 1024 * 1024
const WINDOW = 1024 * 1024
/** Sizes of the fixed parts and signatures, little endian (pkware.com, APPNOTE.TXT, 4.3). */
const END_SIZE = 22
const LOCATOR_SIZE = 20
const ENTRY_SIZE = 46
const END = 0x06054b50
const ZIP64_LOCATOR = 0x07064b50
const DESCRIPTOR = 0x08074b50

/**
 * Resolves with the `h1:` of a zip that lies in a file, stored, as in a tar. What it unpacks to is taken from `left`.
 * Throws an `Error` that says why the zip is refused.
 */
export async function hashZip(file: FileHandle, place: Place, left: Limits): Promise<string> {
  if (place.size > MODULE_BYTES) throw new Error(`more than ${MODULE_BYTES} bytes`)
  const reader = new PartOfFile(file, place)
  const directory = await directorySize(reader, place.size)
  const zip = await fromRandomAccessReaderPromise(reader, place.size, {autoClose: false, decodeStrings: false})
  const files: {name: string; sha256: string}[] = []
  let bytes = 0
  let length = 0
  let free = 0
  for await (const entry of zip.eachEntry()) {
    checkEntry(entry)
    length += ENTRY_SIZE + entry.fileNameLength + entry.extraFieldLength + entry.fileCommentLength
    bytes += entry.uncompressedSize
    if (bytes > MODULE_BYTES) throw new Error(`more than ${MODULE_BYTES} bytes unpacked`)
    left.entries -= 1
    left.bytes -= entry.uncompressedSize
    if (left.entries < 0 || left.bytes < 0) throw new Error('too much for all zips together')
    // Files that share their bytes are how a small zip has a large content (usenix.org/conference/woot19/presentation/fifield).
    if (entry.relativeOffsetOfLocalHeader < free) throw new Error('its files overlap or are in another order')
    const {fileDataStart: start} = await zip.readLocalFileHeaderPromise(entry, {minimal: true})
    free = start + entry.compressedSize
    const {sha256, crc} = await digest(await contentOf(zip, reader, entry, start))
    if (crc !== entry.crc32 || !(await agrees(reader, entry, free))) throw new Error('a checksum is wrong')
    files.push({name: entry.fileNameRaw.toString(), sha256})
  }
  // Go reads entries for as long as there are any, whatever their number is said to be.
  if (length !== directory) throw new Error('its directory has another length')
  return hash1(files)
}

/** Of the central directory; refuses a zip in which readers could find different ones. */
async function directorySize(reader: PartOfFile, size: number): Promise<number> {
  const start = Math.max(size - LOCATOR_SIZE - END_SIZE, 0)
  const tail = await reader.bytes(start, size - start)
  const end = tail.subarray(-END_SIZE)
  // The end is looked for from behind: where it is the last thing in the file, nobody finds another.
  if (end.length < END_SIZE || end.readUInt32LE(0) !== END || end.readUInt16LE(20) !== 0)
    throw new Error('not a zip, or truncated, or with a comment')
  if (tail.readUInt32LE(0) === ZIP64_LOCATOR) throw new Error('a zip64')
  const directory = end.readUInt32LE(12)
  if (directory > DIRECTORY_BYTES) throw new Error(`a directory of ${directory} bytes`)
  // Go would move all offsets by the difference.
  if (end.readUInt32LE(16) + directory !== size - END_SIZE) throw new Error('its directory is not at the end')
  return directory
}

function checkEntry(entry: Entry): void {
  const name = entry.fileNameRaw
  // A line of what is hashed ends there: one name could stand for two files.
  if (name.includes('\n') || !isUtf8(name)) throw new Error('a name that no module has')
  // Go reads on as if there were no encryption.
  if (!entry.canDecodeFileData()) throw new Error('a file compressed in an unknown way, or encrypted')
  if (entry.extraFields.some(({id}) => id === 1)) throw new Error('a zip64')
  // Go takes what ends in a slash for empty, whatever follows.
  if (isFolder(entry) && (entry.uncompressedSize !== 0 || entry.compressedSize !== 0))
    throw new Error('a folder with content')
}

function isFolder({fileNameRaw}: Entry): boolean {
  return fileNameRaw.at(-1) === 0x2f
}

async function contentOf(
  zip: ZipFile,
  reader: PartOfFile,
  entry: Entry,
  start: number,
): Promise<Iterable<Buffer> | AsyncIterable<Buffer>> {
  const {uncompressedSize, compressedSize, compressionMethod} = entry
  if (isFolder(entry)) return []
  if (Math.max(uncompressedSize, compressedSize) > AT_ONCE) return await zip.openReadStreamPromise(entry)
  const raw = await reader.bytes(start, compressedSize)
  if (compressionMethod === 0) return [raw]
  const content = zlib.inflateRawSync(raw, {
    chunkSize: Math.max(uncompressedSize, 64),
    maxOutputLength: Math.max(uncompressedSize, 1),
  })
  if (content.length !== uncompressedSize) throw new Error('a file has another size')
  return [content]
}

async function digest(pieces: Iterable<Buffer> | AsyncIterable<Buffer>): Promise<{sha256: string; crc: number}> {
  const hash = createHash('sha256')
  let crc = 0
  for await (const piece of pieces) {
    hash.update(piece)
    crc = zlib.crc32(piece, crc)
  }
  return {sha256: hash.digest('hex'), crc}
}

/** A writer of streams puts the checksum behind the content, with or without a signature, and Go compares it. */
async function agrees(reader: PartOfFile, entry: Entry, end: number): Promise<boolean> {
  if ((entry.generalPurposeBitFlag & 8) === 0 || isFolder(entry)) return true
  // At least the central directory follows.
  const descriptor = await reader.bytes(end, 8)
  return descriptor.readUInt32LE(descriptor.readUInt32LE(0) === DESCRIPTOR ? 4 : 0) === entry.crc32
}

/**
 * Reads a part of a file, and never beyond it. Reads ahead in two places, of which one follows the directory and the other
 * the contents.
 */
class PartOfFile extends RandomAccessReader {
  readonly #file: FileHandle
  readonly #place: Place
  #last: Window = {from: 0, until: 0, buffer: Buffer.alloc(0)}
  #other: Window = {from: 0, until: 0, buffer: Buffer.alloc(0)}

  constructor(file: FileHandle, place: Place) {
    super()
    this.#file = file
    this.#place = place
  }

  /** Valid until the next but one call. */
  async bytes(position: number, length: number): Promise<Buffer> {
    const {size} = this.#place
    if (!(position >= 0 && position + length <= size)) throw new Error('truncated')
    const covers = ({from, until}: Window): boolean => position >= from && position + length <= until
    if (!covers(this.#last)) [this.#last, this.#other] = [this.#other, this.#last]
    const window = this.#last
    if (!covers(window)) {
      window.until = window.from // until it is filled
      const ahead = Math.max(length, Math.min(WINDOW, size - position))
      if (window.buffer.length < ahead) window.buffer = Buffer.allocUnsafe(ahead)
      await this.#fill(window.buffer.subarray(0, ahead), position)
      Object.assign(window, {from: position, until: position + ahead})
    }
    return window.buffer.subarray(position - window.from, position - window.from + length)
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    const copied = this.bytes(position, length).then(bytes => bytes.copy(buffer, offset))
    copied.then(() => callback(null), callback)
  }

  override _readStreamForRange(start: number, end: number): Readable {
    const part = this
    const pieces = async function* () {
      for (let at = start; at < end; at += WINDOW) yield Buffer.from(await part.bytes(at, Math.min(WINDOW, end - at)))
    }
    return Readable.from(pieces(), {objectMode: false})
  }

  async #fill(buffer: Buffer, position: number): Promise<void> {
    for (let filled = 0; filled < buffer.length; ) {
      const at = this.#place.start + position + filled
      const {bytesRead} = await this.#file.read(buffer, filled, buffer.length - filled, at)
      if (bytesRead === 0) throw new Error('truncated: the file became shorter')
      filled += bytesRead
    }
  }
}

/** What is in the buffer: from where, until where in the part. */
type Window = {from: number; until: number; buffer: Buffer}
