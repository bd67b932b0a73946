import {type FileHandle, open} from 'node:fs/promises'
import {posix} from 'node:path'
import type {FilePart, Files} from './files.ts'
import {HEADER, type Header, readHeader, readPaxRecords} from './tar-header.ts'

/** Images have some ten blobs for each platform; old docker archives three files for each layer. */
const MAX_ENTRIES = 100_000
/** Of pax records and GNU long names. */
const MAX_EXTENSION = 1024 * 1024
const MAX_LINKS = 8

type Entry = FilePart | {link: string}

/** The files of a tar, read where they are: nothing is unpacked. Of entries with one name the last counts, as in tar. */
export async function tarFiles(file: string): Promise<Files> {
  const entries = await readEntries(file)
  return {
    async locate(path) {
      let at = path
      for (let links = 0; links <= MAX_LINKS; links++) {
        const entry = entries.get(at)
        if (entry === undefined || 'file' in entry) return entry ?? null
        at = entry.link
      }
      throw new Error(`${path} is a link to a link, more than ${MAX_LINKS} times`)
    },
  }
}

/** POSIX pax, and what GNU tar adds to ustar: gnu.org/software/tar/manual, "Basic Tar Format". */
async function readEntries(file: string): Promise<Map<string, Entry>> {
  await using handle = await open(file)
  const {size: length} = await handle.stat()
  const entries = new Map<string, Entry>()
  let more: Partial<Header> = {}
  let count = 0
  for (let at = 0; at + HEADER <= length; ) {
    const plain = readHeader(await read(handle, at, HEADER))
    if (plain === null) break
    if (++count > MAX_ENTRIES) throw new Error(`the archive has more than ${MAX_ENTRIES} entries`)
    const isExtension = 'xgLK'.includes(plain.type)
    const header = isExtension ? plain : {...plain, ...more}
    const start = at + HEADER
    const end = start + header.size
    if (end > length) throw new Error(`the archive breaks off in ${header.path}`)
    at = start + Math.ceil(header.size / HEADER) * HEADER
    if (isExtension) {
      if (header.size > MAX_EXTENSION) throw new Error(`the archive has a header of ${header.size} bytes`)
      more = {...more, ...extensionOf(plain.type, await read(handle, start, header.size))}
      continue
    }
    more = {}
    const path = clean(header.path)
    if (header.type === '0') entries.set(path, {file, start, end})
    // A symbolic link is read from its own folder, a hard link from the root.
    else if (header.type === '2') entries.set(path, {link: clean(posix.join(posix.dirname(path), header.link))})
    else if (header.type === '1') entries.set(path, {link: clean(header.link)})
    else entries.delete(path)
  }
  return entries
}

function extensionOf(type: string, content: Buffer): Partial<Header> {
  if (type === 'x') return readPaxRecords(content)
  const text = content.toString().replace(/\0.*$/s, '')
  return type === 'L' ? {path: text} : type === 'K' ? {link: text} : {}
}

/** Never with `..` at its start: a path can only lead to another entry, but names in errors should be true. */
function clean(path: string): string {
  return posix.normalize(`/${path}`).replace(/^\/+|\/+$/g, '')
}

async function read(handle: FileHandle, at: number, length: number): Promise<Buffer> {
  const {buffer, bytesRead} = await handle.read(Buffer.alloc(length), 0, length, at)
  if (bytesRead < length) throw new Error('the archive breaks off')
  return buffer
}
