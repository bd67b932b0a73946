/**
 * The block that the linker leaves for `go version -m`. Its form is in debug/buildinfo/buildinfo.go of the Go sources:
 * https://go.dev/src/debug/buildinfo/buildinfo.go
 */
import {bytesAt, type Elf, memoryAt, PF_W, PF_X, PT_LOAD, WINDOW, windowAt, word} from './elf.ts'
import {printable} from './printable.ts'

/**
 * `text` is what ParseBuildInfo of runtime/debug takes; empty for a program that was built without modules, null where it
 * could not be read.
 */
export type BuildInformation = {goRelease: string; text: string | null}

const MAGIC = Buffer.from('\xff Go buildinf:', 'latin1')
const ALIGN = 16
const HEADER = 32
const INLINE = 2
const BIG_ENDIAN = 1
/** A module takes about 100 bytes. */
const MAX_TEXT = 4 << 20
const MAX_RELEASE = 256
/** The linker puts the block near the beginning of the writable data. */
const MAX_SEARCH = 64 << 20

/** Null for a file that has no such block: it is not from the go command, or from one before Go 1.13. */
export function readBuildInformation(elf: Elf): BuildInformation | null {
  let left = MAX_SEARCH
  for (const {offset, fileBytes} of placesToLook(elf)) {
    const at = findMagic(elf, offset, Math.min(fileBytes, left))
    left -= Math.min(fileBytes, left)
    const found = at === null ? null : readBlock(elf, at)
    if (found) return found
  }
  return null
}

/** Its section; where it has none, the writable data, as debug/buildinfo did up to Go 1.26. */
function placesToLook(elf: Elf): {offset: number; fileBytes: number}[] {
  const named = elf.sections.filter(({name}) => name === '.go.buildinfo')
  if (named.length > 0) return named
  return elf.segments.filter(({type, flags}) => type === PT_LOAD && (flags & (PF_X | PF_W)) === PF_W)
}

/** The block is aligned in memory; segments are congruent to their place in the file modulo the size of a page. */
function findMagic(elf: Elf, offset: number, length: number): number | null {
  const end = offset + length
  for (let start = offset; start < end; start += WINDOW) {
    const bytes = windowAt(elf, start, Math.min(WINDOW + MAGIC.length, end - start))
    for (let at = bytes?.indexOf(MAGIC) ?? -1; bytes && at >= 0; at = bytes.indexOf(MAGIC, at + 1))
      if ((start + at) % ALIGN === 0) return start + at
  }
  return null
}

function readBlock(elf: Elf, offset: number): BuildInformation | null {
  const header = bytesAt(elf, offset, HEADER)
  if (!header) return null
  const [wordBytes, flags] = [header[14]!, header[15]!]
  if ((flags & INLINE) !== 0) {
    const release = readPrefixed(elf, offset + HEADER, MAX_RELEASE)
    const text = release && readPrefixed(elf, release.end, MAX_TEXT)
    return release && withoutFrame(release.bytes, text?.bytes ?? null)
  }
  if (wordBytes !== elf.wordBytes) return null
  const pointers = {...elf, bigEndian: (flags & BIG_ENDIAN) !== 0}
  const release = readGoString(pointers, word(pointers, header, 16), MAX_RELEASE)
  const text = readGoString(pointers, word(pointers, header, 16 + wordBytes), MAX_TEXT)
  return release && withoutFrame(release, text)
}

/** The go command puts 16 bytes before and after the text (cmd/go/internal/modload, `infoStart` and `infoEnd`). */
function withoutFrame(release: Buffer, framed: Buffer | null): BuildInformation | null {
  if (release.length === 0) return null
  const whole = framed && framed.length >= 33 && framed[framed.length - 17] === 0x0a
  const text = whole ? framed.toString('utf8', 16, framed.length - 16) : ''
  return {goRelease: printable(release.toString('utf8')), text: framed ? text : null}
}

/** Bytes behind their number, an unsigned varint (encoding/binary, `Uvarint`). */
function readPrefixed(elf: Elf, offset: number, longest: number): {bytes: Buffer; end: number} | null {
  const head = bytesAt(elf, offset, Math.min(10, elf.file.size - offset))
  let length = 0
  for (const [index, byte] of head?.entries() ?? []) {
    length += (byte & 0x7f) * 2 ** (7 * index)
    if (byte >= 0x80) continue
    const bytes = length <= longest ? bytesAt(elf, offset + index + 1, length) : null
    return bytes && {bytes, end: offset + index + 1 + length}
  }
  return null
}

/** A Go string at an address: the address of its bytes, then their number. */
function readGoString(elf: Elf, address: number, longest: number): Buffer | null {
  const header = memoryAt(elf, address, 2 * elf.wordBytes)
  const length = header ? word(elf, header, elf.wordBytes) : 0
  return header && length <= longest ? memoryAt(elf, word(elf, header, 0), length) : null
}
