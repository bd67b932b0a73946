/**
 * The entries of a layer's tar and their contents, piece by piece. Unlike the reader of restored caches
 * (src/cache/archive.ts), which refuses what two programs could read in two ways, this one reads all that a container
 * runtime would unpack, the way Go's archive/tar does (reader.go), and writes nothing anywhere.
 */
import type {LayerEntry} from '../contents.ts'
import {type Reader, type Step, whole} from './feed.ts'
import {decimal, type PaxRecords, readPax} from './pax.ts'
import {checkMap, readOldMap, readPaxMap, type SparseMap} from './sparse.ts'
import {BLOCK, cleanPath, nameOf, readHeader, type TarHeader, text} from './tar-header.ts'

export type TarEntry = Omit<LayerEntry, 'crc'>

/** `at` is the place in the file: what is between two pieces, and up to the file's size, is zeros. */
export type Sink = {piece: (piece: Buffer, at: number) => void; end: () => void}

/** Called for each entry in order; a sink gets the content. */
export type Visit = (entry: TarEntry) => Sink | null

export type TarLimits = {
  entries: number
  /** Of all names and targets together, in characters: they stay in memory. */
  names: number
}

/** As Go's archive/tar has it (reader.go, maxSpecialFileSize). */
const MAX_EXTENDED = 1024 * 1024
/** PATH_MAX of Linux: nothing could unpack a longer one. */
const MAX_PATH = 4096

const KINDS: Readonly<Record<string, TarEntry['kind']>> = {
  '\0': 'file',
  0: 'file',
  1: 'hardlink',
  2: 'symlink',
  3: 'device',
  4: 'device',
  5: 'folder',
  6: 'fifo',
  7: 'file',
  S: 'file',
}

/** What headers before an entry say about it. */
type Extended = {pax: PaxRecords; name: Buffer | null; link: Buffer | null}
const NOTHING: Extended = {pax: new Map(), name: null, link: null}

export function* readTar(visit: Visit, limits: TarLimits): Reader {
  let extended = NOTHING
  let headers = 0
  let names = 0
  for (;;) {
    const block = yield whole(BLOCK, null)
    if (isZero(block)) return yield* readEnd()
    const header = readHeader(block)
    if (++headers > 4 * limits.entries) throw new Error(`more than ${limits.entries} entries`)
    if (header.type in EXTENDED) {
      extended = yield* readExtended(header, extended)
      continue
    }
    const kind = KINDS[header.type]
    const {pax} = extended
    const size = pax.has('size') ? decimal(pax.get('size')!) : header.size
    if (!Number.isSafeInteger(size)) throw new Error('a size in a pax header cannot be read')
    const entry = kind === undefined ? null : entryOf(kind, header, extended)
    // Other kinds have no content, whatever their size says.
    const content = entry === null || entry.kind === 'file' ? size : 0
    const map = yield* readMap(header, block, extended.pax)
    names += entry === null ? 0 : entry.path.length + (entry.target?.length ?? 0)
    if (names > limits.names) throw new Error(`names of more than ${limits.names} characters`)
    const sink = entry === null ? null : visit(entry.kind === 'file' ? {...entry, bytes: map?.size ?? content} : entry)
    yield* readContent(sink, content - (map?.used ?? 0), map)
    if (content % BLOCK > 0) yield skip(BLOCK - (content % BLOCK), PADDING)
    extended = NOTHING
  }
}

const CONTENT = 'the content of a file'
const PADDING = 'the padding of a file'

function skip(bytes: number, of: string | null): Step {
  return {bytes, pass: () => {}, of}
}

/** Two blocks of zeros, which can be missing. Some writers put other things behind them: runtimes read no further. */
function* readEnd(): Reader {
  const second = yield whole(BLOCK, null)
  if (!isZero(second)) throw new Error('one block of zeros between entries')
  yield skip(Number.POSITIVE_INFINITY, null)
}

function isZero(block: Buffer): boolean {
  return block.equals(ZEROS)
}

const ZEROS = Buffer.alloc(BLOCK)

const EXTENDED: Readonly<Record<string, (content: Buffer, before: Extended) => Extended>> = {
  x: (content, before) => ({...before, pax: readPax(content)}),
  // For all entries that follow: Go's reader, and so the runtimes, leave it alone.
  g: (_, before) => before,
  L: (content, before) => ({...before, name: Buffer.from(text(content))}),
  K: (content, before) => ({...before, link: Buffer.from(text(content))}),
}

function* readExtended(header: TarHeader, before: Extended): Generator<Step, Extended, Buffer> {
  if (header.size > MAX_EXTENDED) throw new Error(`an extended header of ${header.size} bytes`)
  const content = yield whole(header.size, 'an extended header')
  const after = EXTENDED[header.type]!(content, before)
  if (header.size % BLOCK > 0) yield skip(BLOCK - (header.size % BLOCK), 'an extended header')
  return after
}

function* readMap(header: TarHeader, block: Buffer, pax: PaxRecords): Generator<Step, SparseMap | null, Buffer> {
  if (KINDS[header.type] !== 'file') return null
  if (header.type !== 'S') return pax.size === 0 ? null : yield* readPaxMap(pax)
  if (!header.isGnu) throw new Error('a sparse file in a format that has none')
  return yield* readOldMap(Buffer.from(block))
}

function entryOf(kind: TarEntry['kind'], header: TarHeader, {pax, name, link}: Extended): TarEntry {
  const raw = nameOf(pax.get('GNU.sparse.name') ?? name ?? pax.get('path') ?? header.name)
  const target = nameOf(link ?? pax.get('linkpath') ?? header.link)
  if (raw.length > MAX_PATH || target.length > MAX_PATH) throw new Error(`a name of more than ${MAX_PATH} characters`)
  // Before 1988 a slash at the end was all that told a folder.
  const known = header.type === '\0' && raw.endsWith('/') ? 'folder' : kind
  const entry = {path: cleanPath(raw), kind: known, bytes: 0, mode: header.mode & 0o7777}
  if (known === 'symlink') return {...entry, target}
  return known === 'hardlink' ? {...entry, target: cleanPath(target)} : entry
}

function* readContent(sink: Sink | null, bytes: number, map: SparseMap | null): Reader {
  if (map !== null) checkMap(map, bytes)
  for (const {offset, length} of map?.runs ?? [{offset: 0, length: bytes}]) {
    let at = offset
    const pass = (piece: Buffer) => {
      sink?.piece(piece, at)
      at += piece.length
    }
    yield {bytes: length, pass, of: CONTENT}
  }
  sink?.end()
}
