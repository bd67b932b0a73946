import {createHash} from 'node:crypto'
import type {Dynamic} from './dynamic.ts'
import {type Elf, memoryAt, placeOf, WINDOW, windowAt, word} from './elf.ts'
import {type EmbedTable, entryBytes, findEmbedTables, LONGEST_NAME} from './embed-tables.ts'
import {printable} from './printable.ts'

export type Embedded = {path: string; bytes: number}

const MAX_FILES = 20_000

/**
 * The files of every `embed.FS`, sorted by path. An entry counts only when its content has the hash that stands beside
 * it, so nothing is guessed. A variable of type string or []byte with `//go:embed` has neither name nor hash in the
 * program, and cannot be told from other data.
 */
export function readEmbedded(elf: Elf, dynamic: Dynamic): {files: Embedded[]; unread: string[]} {
  const proved = new Map<string, Embedded>()
  const provedBy = prover(elf)
  for (const table of findEmbedTables(elf, dynamic)) {
    for (const {path, address, bytes, hash} of readEntries(elf, table)) {
      if (proved.size > MAX_FILES) break
      if (provedBy(address, bytes, hash)) proved.set(`${address} ${path}`, {path, bytes})
    }
  }
  const files = [...proved.values()].slice(0, MAX_FILES)
  return {
    files: files.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.bytes - b.bytes)),
    unread: proved.size > MAX_FILES ? [`More than ${MAX_FILES} embedded files; the rest is left out.`] : [],
  }
}

type Entry = {path: string; address: number; bytes: number; hash: Buffer}

/** Entries that are files; names of folders end with a slash. None at all where one entry cannot be right. */
function readEntries(elf: Elf, {files, bytes, addressIn}: EmbedTable): Entry[] {
  const size = elf.wordBytes
  const entries: Entry[] = []
  for (let at = 0; at < files * entryBytes(elf); at += entryBytes(elf)) {
    const nameBytes = word(elf, bytes, at + size)
    const name = nameBytes > 0 && nameBytes <= LONGEST_NAME ? memoryAt(elf, addressIn(at), nameBytes) : null
    if (!name) return []
    const [path, length] = [printable(name.toString()), word(elf, bytes, at + 3 * size)]
    const hash = bytes.subarray(at + 4 * size, at + 4 * size + 16)
    if (!path.endsWith('/')) entries.push({path, address: addressIn(at + 2 * size), bytes: length, hash})
  }
  return entries
}

/** Tells whether content has a hash, and hashes no more in all than the file has bytes. */
function prover(elf: Elf): (address: number, bytes: number, hash: Buffer) => boolean {
  const known = new Map<string, Buffer[]>()
  let left = elf.file.size
  return (address, bytes, hash) => {
    const key = `${address} ${bytes}`
    let hashes = known.get(key)
    if (!hashes) {
      const place = bytes === 0 ? {offset: 0, left: 0} : placeOf(elf, address)
      if (!place || bytes > place.left || bytes > left) return false
      left -= bytes
      hashes = hashesOf(elf, place.offset, bytes)
      known.set(key, hashes)
    }
    return hashes.some(candidate => candidate.equals(hash.subarray(1)))
  }
}

/**
 * What the 16 bytes are by the compiler's release: SHA-256 in Go 1.18, its complement up to 1.23 (cmd/internal/notsha256),
 * since then that of a byte 1 and the content, or up to 1 KiB that of the content (cmd/internal/hash). Of the latter, the
 * first byte is changed, in Go 1.24 by 1 and later by 0xff; so the other 15 are compared.
 */
function hashesOf(elf: Elf, offset: number, bytes: number): Buffer[] {
  const [plain, prefixed] = [createHash('sha256'), createHash('sha256').update(Buffer.of(1))]
  for (let start = 0; start < bytes; start += WINDOW) {
    const chunk = windowAt(elf, offset + start, Math.min(WINDOW, bytes - start))
    for (const hash of [plain, prefixed]) hash.update(chunk ?? Buffer.alloc(0))
  }
  const sum = plain.digest()
  return [sum, sum.map(byte => byte ^ 0xff), prefixed.digest()].map(hash => Buffer.from(hash.subarray(1, 16)))
}
