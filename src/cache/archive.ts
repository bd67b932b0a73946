/**
 * What a restored archive may hold, checked before any tar unpacks it. Read are ustar, GNU long names and pax headers:
 * what GNU tar and busybox write (pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html, "ustar Interchange
 * Format"; gnu.org/software/tar/manual/html_node/Standard.html). Wherever two readers of tar could disagree about a
 * name, a type or a size, the archive is refused.
 */
import {open} from 'node:fs/promises'
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
/** Zeros after the end; the largest record that GNU tar makes by itself has 10 KiB. */
const END_BYTES = 1024 * 1024

export type ArchiveCheck = {
  /** The next piece of the archive; not kept after the call. Throws an `Error` that says why the archive is refused. */
  write: (piece: Buffer) => void
  /** After the last piece; throws as `write` does. `bytes` is the sum of the files' sizes. */
  end: () => {files: number; bytes: number}
}

/** Checks an archive piece by piece: what was written without a complaint may be unpacked. */
export function archiveCheck(kind: CacheKind, visit: Visit = () => null, limits: Limits = LIMITS): ArchiveCheck {
  const check = nameCheck(kind, limits)
  let entries = 0
  let files = 0
  let bytes = 0
  const reader = tarReader(entry => {
    entries++
    if (entries > limits.entries) throw new Error(`more than ${limits.entries} entries`)
    bytes += entry.size
    if (bytes > limits.bytes) throw new Error(`more than ${limits.bytes} bytes`)
    check(entry)
    if (entry.type === 'file') files++
    return visit(entry)
  })
  return {
    write: reader.write,
    end() {
      reader.end()
      return {files, bytes}
    },
  }
}

/** Checks the archive in a file; throws as `ArchiveCheck` does. */
export async function checkArchive(
  file: string,
  kind: CacheKind,
  visit?: Visit,
  limits?: Limits,
): Promise<{files: number; bytes: number}> {
  await using handle = await open(file)
  const check = archiveCheck(kind, visit, limits)
  const buffer = Buffer.allocUnsafe(CHUNK)
  for (;;) {
    const {bytesRead} = await handle.read(buffer, 0, CHUNK, null)
    if (bytesRead === 0) return check.end()
    check.write(buffer.subarray(0, bytesRead))
  }
}

type Header = {type: string; name: string; size: number}

/** What the bytes at hand are: a header, an extended one's content, a file's, what fills its last block, the end. */
type State = 'header' | 'extended' | 'content' | 'padding' | 'end'

function tarReader(visit: Visit): {write: (piece: Buffer) => void; end: () => void} {
  let state: State = 'header'
  /** Bytes read so far, and of them those before the headers of the current entry. */
  let offset = 0
  let start = 0
  /** Of what the state is about: bytes that are still to come, and the block that they fill where it has to be whole. */
  let left = BLOCK
  let block = Buffer.allocUnsafe(BLOCK)
  let filled = 0
  let header: Header = {type: '', name: '', size: 0}
  let longName: string | null = null
  let paxSize: number | null = null
  let sink: Sink | null = null

  const expect = (next: State, bytes: number) => {
    state = next
    left = bytes
    filled = 0
    if (next === 'extended' && block.length < bytes) block = Buffer.allocUnsafe(HEADER_BYTES)
  }
  const paddingOf = ({size}: Header) => Math.ceil(size / BLOCK) * BLOCK - size
  const takeHeader = (bytes: Buffer) => {
    if (isZero(bytes)) {
      if (start !== offset - BLOCK) throw new Error('truncated: nothing follows an extended header')
      return expect('end', BLOCK)
    }
    header = readHeader(bytes)
    if (header.type === 'L' || header.type === 'x') {
      if (longName !== null || paxSize !== null) throw new Error(`two extended headers before ${quote(header.name)}`)
      if (header.size > HEADER_BYTES) throw new Error(`an extended header of ${header.size} bytes`)
      return expect('extended', header.size)
    }
    // Not every reader knows pax: what it would take for the name may only be the same one, cut off.
    if (longName !== null && !longName.startsWith(header.name.replace(/\ufffd+$/, '')))
      throw new Error(`${quote(header.name)} is called ${quote(longName)} by an extended header`)
    if (paxSize !== null && paxSize !== header.size) throw new Error(`${quote(header.name)} has two sizes`)
    const end = offset + header.size + paddingOf(header)
    sink = visit(entryOf(header, longName ?? header.name, {start, content: offset, end}))
    start = end
    longName = null
    paxSize = null
    expect('content', header.size)
  }
  const takeExtended = (bytes: Buffer) => {
    if (header.type === 'L') longName = readLongName(bytes)
    else ({path: longName, size: paxSize} = readPax(bytes))
    expect('padding', paddingOf(header))
  }
  /** The next `left` bytes as one, once they are there. */
  const whole = (piece: Buffer): Buffer | null => {
    if (filled === 0 && piece.length === left) return piece
    piece.copy(block, filled)
    filled += piece.length
    return piece.length === left ? block.subarray(0, filled) : null
  }
  const take = (piece: Buffer) => {
    offset += piece.length
    if (state === 'content') sink?.(piece)
    else if (state === 'end' && !isZero(piece)) throw new Error('there is more after the end blocks')
    else if (state === 'header' || state === 'extended') {
      const bytes = whole(piece)
      if (bytes !== null) return state === 'header' ? takeHeader(bytes) : takeExtended(bytes)
    }
    left -= piece.length
  }
  /** Goes on where nothing is left of a state. */
  const proceed = () => {
    if (state === 'extended') takeExtended(block.subarray(0, 0))
    else if (state === 'content') {
      sink?.(null)
      sink = null
      expect('padding', paddingOf(header))
    } else if (state === 'padding') expect('header', BLOCK)
  }
  return {
    write(piece) {
      for (let at = 0; at < piece.length; ) {
        while (left <= 0 && state !== 'end') proceed()
        // Writers fill their last record; what goes on for longer than any of them is no end.
        if (state === 'end' && left < BLOCK - END_BYTES) throw new Error('there is more after the end blocks')
        const length = state === 'end' ? piece.length - at : Math.min(left, piece.length - at)
        take(piece.subarray(at, at + length))
        at += length
      }
    },
    end() {
      while (left <= 0 && state !== 'end') proceed()
      if (state === 'header') throw new Error('truncated: the end blocks are missing')
      if (state === 'end' && left > 0) throw new Error('truncated: the second end block is missing')
      if (state !== 'end')
        throw new Error(`truncated: ${quote(header.name)} has ${header.size} bytes, the file ends before`)
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
