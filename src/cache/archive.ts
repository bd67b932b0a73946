/**
 * What a restored archive may hold, checked before any tar unpacks it. Read are ustar, GNU long names and pax headers:
 * what GNU tar and busybox write (pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html, "ustar Interchange
 * Format"; gnu.org/software/tar/manual/html_node/Standard.html). Wherever two readers of tar could disagree about a
 * name, a type or a size, the archive is refused.
 */
import {type FileHandle, open} from 'node:fs/promises'
import type {CacheKind} from './transfer.ts'

export type ArchiveEntry = {
  /** Relative, without `./` in front or a slash at the end; empty for the folder itself. */
  name: string
  type: 'file' | 'directory'
  /** Bytes. */
  size: number
  /** Where its headers begin, where its content does, and where the headers of the next entry do. */
  start: number
  content: number
  end: number
}

/** Gets the content piece by piece, each only valid during the call. Null after the last. */
export type Sink = (piece: Buffer | null) => void

/** Called for each entry in order; a file's content is only read when a sink is given back for it. */
export type Visit = (entry: ArchiveEntry) => Sink | null

export type Limits = {entries: number; bytes: number}

export const LIMITS: Limits = {entries: 1_000_000, bytes: 20e9}
/** All names together; they are kept in memory. */
const NAME_BYTES = 100e6
/** PATH_MAX of Linux. */
const NAME_LENGTH = 4096
const BLOCK = 512
const CHUNK = 4 * 1024 * 1024
/** A pax header or long name of more than this is no file's name. */
const HEADER_BYTES = 16 * 1024

/** Throws an `Error` that says why the archive is refused. `bytes` is the sum of the files' sizes. */
export async function checkArchive(
  file: string,
  kind: CacheKind,
  visit: Visit = () => null,
  limits: Limits = LIMITS,
): Promise<{files: number; bytes: number}> {
  await using handle = await open(file)
  const check = nameCheck(kind, limits)
  let entries = 0
  let files = 0
  let bytes = 0
  await readTar(handle, entry => {
    entries++
    if (entries > limits.entries) throw new Error(`more than ${limits.entries} entries`)
    bytes += entry.size
    if (bytes > limits.bytes) throw new Error(`more than ${limits.bytes} bytes`)
    check(entry)
    if (entry.type === 'file') files++
    return visit(entry)
  })
  return {files, bytes}
}

type Header = {type: string; name: string; size: number}

async function readTar(handle: FileHandle, visit: Visit): Promise<void> {
  const {size: total} = await handle.stat()
  const window = windowOver(handle, total)
  let offset = 0
  let start = 0
  let longName: string | null = null
  let paxSize: number | null = null
  for (;;) {
    if (offset + BLOCK > total) throw new Error('truncated: the end blocks are missing')
    const block = window.peek(offset, BLOCK) ?? (await window.load(offset)).subarray(0, BLOCK)
    if (isZero(block)) break
    const header = readHeader(block)
    offset += BLOCK
    const end = offset + Math.ceil(header.size / BLOCK) * BLOCK
    if (end > total) throw new Error(`truncated: ${quote(header.name)} has ${header.size} bytes, the file ends before`)
    if (header.type === 'L' || header.type === 'x') {
      if (longName !== null || paxSize !== null) throw new Error(`two extended headers before ${quote(header.name)}`)
      if (header.size > HEADER_BYTES) throw new Error(`an extended header of ${header.size} bytes`)
      const content = window.peek(offset, header.size) ?? (await window.load(offset)).subarray(0, header.size)
      if (header.type === 'L') longName = readLongName(content)
      else ({path: longName, size: paxSize} = readPax(content))
      offset = end
      continue
    }
    // Not every reader knows pax: what it would take for the name may only be the same one, cut off.
    if (longName !== null && !longName.startsWith(header.name.replace(/\ufffd+$/, '')))
      throw new Error(`${quote(header.name)} is called ${quote(longName)} by an extended header`)
    if (paxSize !== null && paxSize !== header.size) throw new Error(`${quote(header.name)} has two sizes`)
    const entry = entryOf(header, longName ?? header.name, {start, content: offset, end})
    const sink = visit(entry)
    if (sink !== null) {
      const last = offset + header.size
      while (offset < last) {
        const piece = window.rest(offset, last - offset) ?? (await window.load(offset)).subarray(0, last - offset)
        sink(piece)
        offset += piece.length
      }
      sink(null)
    }
    offset = end
    start = end
    longName = null
    paxSize = null
  }
  if (start !== offset) throw new Error('truncated: nothing follows an extended header')
  if (total - offset < 2 * BLOCK) throw new Error('truncated: the second end block is missing')
  while (offset < total) {
    const rest = window.rest(offset, total - offset) ?? (await window.load(offset))
    if (!isZero(rest)) throw new Error('there is more after the end blocks')
    offset += rest.length
  }
}

/** Reads ahead, so that the thousands of small entries cost no call each. */
function windowOver(handle: FileHandle, total: number) {
  const buffer = Buffer.allocUnsafe(Math.min(CHUNK, Math.max(total, 1)))
  let from = 0
  let until = 0
  return {
    peek: (offset: number, length: number): Buffer | null =>
      offset >= from && offset + length <= until ? buffer.subarray(offset - from, offset - from + length) : null,
    /** What is there of the next `length` bytes. */
    rest: (offset: number, length: number): Buffer | null =>
      offset >= from && offset < until ? buffer.subarray(offset - from, Math.min(until, offset + length) - from) : null,
    async load(offset: number): Promise<Buffer> {
      from = offset
      until = offset
      while (until - from < buffer.length && until < total) {
        const {bytesRead} = await handle.read(buffer, until - from, buffer.length - (until - from), until)
        if (bytesRead === 0) throw new Error('truncated: the file became shorter')
        until += bytesRead
      }
      return buffer.subarray(0, until - from)
    },
  }
}

function readHeader(block: Buffer): Header {
  let sum = 8 * 0x20
  for (let index = 0; index < BLOCK; index++) if (index < 148 || index >= 156) sum += block[index]!
  if (sum !== octal(block, 148, 8)) throw new Error('damaged: the checksum of a header is wrong')
  const magic = block.toString('latin1', 257, 265)
  if (magic !== 'ustar\x0000' && magic !== 'ustar  \0') throw new Error('not a tar archive of the kind we write')
  const name = text(block, 0, 100)
  // GNU keeps other things there, and busybox takes them for a part of the name.
  const prefix = text(block, 345, 500)
  if (prefix !== '' && magic === 'ustar  \0') throw new Error(`${quote(name)} has both GNU and ustar fields`)
  const type = String.fromCharCode(block[156]!)
  const full = prefix === '' ? name : `${prefix}/${name}`
  if (!(type in TYPES)) throw new Error(`${quote(full)} is ${REFUSED[type] ?? `of the unknown type ${quote(type)}`}`)
  if (type === '0' && (octal(block, 100, 8) & 0o6000) !== 0) throw new Error(`${quote(full)} is setuid or setgid`)
  return {type, name: full, size: octal(block, 124, 12)}
}

const TYPES: Readonly<Record<string, string>> = {0: 'file', 5: 'directory', L: 'long name', x: 'pax header'}

const REFUSED: Readonly<Record<string, string>> = {
  '\0': 'in the format of before 1988',
  1: 'a hard link',
  2: 'a symbolic link',
  3: 'a character device',
  4: 'a block device',
  6: 'a fifo',
  7: 'a contiguous file',
  D: 'a list of a folder',
  K: 'a link with a long target',
  M: 'the continuation of another volume',
  N: 'a list of renamed files',
  S: 'a sparse file',
  V: 'a volume label',
  g: 'a pax header for all files',
}

function octal(block: Buffer, from: number, length: number): number {
  const digits = /^ *([0-7]+)[ \0]*$/.exec(block.toString('latin1', from, from + length))?.[1]
  if (digits === undefined) throw new Error('damaged: a number in a header is not octal')
  return Number.parseInt(digits, 8)
}

function text(block: Buffer, from: number, to: number): string {
  const zero = block.indexOf(0, from)
  return block.toString('utf8', from, zero === -1 || zero > to ? to : zero)
}

function readLongName(content: Buffer): string {
  const zero = content.indexOf(0)
  if (zero !== content.length - 1) throw new Error('a long name is not one string')
  return content.toString('utf8', 0, zero)
}

/** Keys that change neither name, type nor content. */
const HARMLESS = new Set(['mtime', 'atime', 'ctime', 'uid', 'gid', 'uname', 'gname', 'comment'])

function readPax(content: Buffer): {path: string | null; size: number | null} {
  const found: {path: string | null; size: number | null} = {path: null, size: null}
  for (let at = 0; at < content.length; ) {
    const space = content.indexOf(0x20, at)
    const length = Number(/^[1-9]\d{0,4}$/.exec(content.toString('latin1', at, Math.max(space, at)))?.[0])
    const end = at + length
    const equals = content.indexOf(0x3d, space)
    if (!(end <= content.length) || equals === -1 || equals >= end || content[end - 1] !== 0x0a)
      throw new Error('damaged: a pax header cannot be read')
    const key = content.toString('latin1', space + 1, equals)
    const value = content.subarray(equals + 1, end - 1)
    if (key === 'path' && found.path === null) found.path = value.toString('utf8')
    else if (key === 'size' && found.size === null && /^\d{1,15}$/.test(value.toString('latin1')))
      found.size = Number(value.toString('latin1'))
    else if (!HARMLESS.has(key)) throw new Error(`a pax header sets ${quote(key)}`)
    at = end
  }
  return found
}

function entryOf(
  header: Header,
  rawName: string,
  place: Pick<ArchiveEntry, 'start' | 'content' | 'end'>,
): ArchiveEntry {
  const type = header.type === '5' ? 'directory' : 'file'
  if (rawName === '') throw new Error('an entry without a name')
  if (rawName.length > NAME_LENGTH) throw new Error(`${quote(rawName)} is longer than ${NAME_LENGTH} characters`)
  if (/[\p{Cc}\\\ufffd]/u.test(rawName)) throw new Error(`${quote(rawName)} has characters that no file of Go has`)
  if (rawName.startsWith('/')) throw new Error(`${quote(rawName)} is absolute`)
  if (rawName.split('/').includes('..')) throw new Error(`${quote(rawName)} leads out of the folder`)
  if (type === 'file' && rawName.endsWith('/')) throw new Error(`${quote(rawName)} is a file with a folder's name`)
  if (type === 'directory' && header.size !== 0) throw new Error(`${quote(rawName)} is a folder with content`)
  let name = rawName.startsWith('./') ? rawName.slice(2) : rawName
  if (name.endsWith('/')) name = name.slice(0, -1)
  if (type === 'directory' && (name === '' || name === '.')) name = ''
  else if (name.split('/').some(part => part === '' || part === '.'))
    throw new Error(`${quote(rawName)} is not written the shortest way`)
  return {name, type, size: header.size, ...place}
}

/** Refuses what no cache of the kind holds, files that come twice, and files that are folders too. */
function nameCheck(kind: CacheKind, limits: Limits): (entry: ArchiveEntry) => void {
  const types = new Map<string, ArchiveEntry['type']>([['', 'directory']])
  let nameBytes = 0
  const add = (name: string, type: ArchiveEntry['type']): void => {
    nameBytes += name.length
    if (types.size > limits.entries || nameBytes > NAME_BYTES) throw new Error(`more than ${limits.entries} names`)
    types.set(name, type)
  }
  const addFolder = (name: string): void => {
    const type = types.get(name)
    if (type === 'directory') return
    if (type === 'file') throw new Error(`${quote(name)} is a file and a folder`)
    addFolder(folderOf(name))
    add(name, 'directory')
  }
  const executables = new Set<string>()
  return ({name, type}) => {
    if (!PLACES[kind][type].test(name)) throw new Error(`${quote(name)} has no place in a cache of Go`)
    if (type === 'directory') return addFolder(name)
    const before = types.get(name)
    if (before !== undefined)
      throw new Error(`${quote(name)} ${before === 'file' ? 'comes twice' : 'is a file and a folder'}`)
    addFolder(folderOf(name))
    add(name, 'file')
    const executable = kind === 'build' ? EXECUTABLE.exec(name)?.[1] : undefined
    if (executable === undefined) return
    if (executables.has(executable)) throw new Error(`${quote(executable)} holds more than one executable`)
    executables.add(executable)
  }
}

function folderOf(name: string): string {
  return name.slice(0, Math.max(name.lastIndexOf('/'), 0))
}

/** An executable that `go run` or `go tool` keeps, since Go 1.24 (cmd/go/internal/cache/cache.go, PutExecutable). */
const EXECUTABLE = /^(([0-9a-f]{2})\/\2[0-9a-f]{62}-d)\/[^/]+$/

const PLACES: Readonly<Record<CacheKind, Record<ArchiveEntry['type'], RegExp>>> = {
  build: {
    file: /^(?:README|testexpire\.txt|trim\.txt|([0-9a-f]{2})\/\1[0-9a-f]{62}-(?:[ad]|d\/[^/]+))$/,
    directory: /^(?:|([0-9a-f]{2})(?:\/\1[0-9a-f]{62}-d)?)$/,
  },
  modules: {
    file: /^(?:cache\/download\/(?:sumdb\/.+|(?!sumdb\/)[^@]+\/@v\/[^/]+)|(?!cache\/)(?:[^@/]+\/)*[^@/]+@[^@/]+\/.+)$/,
    directory:
      /^(?:|cache|cache\/download(?:\/sumdb(?:\/.+)?|\/[^@]+(?:\/@v)?)?|(?!cache\/)[^@]*|(?!cache\/)(?:[^@/]+\/)*[^@/]+@[^@/]+(?:\/.+)?)$/,
  },
}

function isZero(bytes: Buffer): boolean {
  for (let at = 0; at < bytes.length; at += ZEROS.length) {
    const piece = bytes.subarray(at, at + ZEROS.length)
    if (piece.compare(ZEROS, 0, piece.length) !== 0) return false
  }
  return true
}

const ZEROS = Buffer.alloc(64 * 1024)

/** A name as a message can show it. */
function quote(name: string): string {
  return JSON.stringify(name.length > 200 ? `${name.slice(0, 200)}…` : name)
}
