/**
 * Where the tables of `embed.FS` are: a slice that points just past itself, and the entries behind it, as `WriteEmbed`
 * has it: https://go.dev/src/cmd/compile/internal/staticdata/embed.go
 */
import {DT_RELA, DT_RELASZ, type Dynamic} from './dynamic.ts'
import {bytesAt, type Elf, ET_DYN, hostWords, memoryAt, PF_X, PT_LOAD, placeOf, u32, word} from './elf.ts'

export type EmbedTable = {
  files: number
  /** The entries, `entryBytes` each. */
  bytes: Buffer
  /** The address that the running program has at this place of `bytes`. */
  addressIn: (at: number) => number
}

const HEADER_WORDS = 3
const CHUNK = 1 << 20
/** Type descriptors have slices that point just past themselves, too: some thousands in a large program. */
const MAX_SLICES = 100_000
const MAX_FILES = 100_000
export const LONGEST_NAME = 4096
const MAX_TABLE_BYTES = 16 << 20
/** Of read-only data that is looked through; the embedded files are part of it. */
const MAX_SEARCH = 512 << 20
const MAX_RELOCATIONS = 128 << 20

/** Name and data, each an address and a length, and 16 bytes of a hash (`file` of https://go.dev/src/embed/embed.go). */
export function entryBytes(elf: Elf): number {
  return 4 * elf.wordBytes + 16
}

export function findEmbedTables(elf: Elf, dynamic: Dynamic): EmbedTable[] {
  const relocated = elf.type === ET_DYN ? findRelocated(elf, dynamic) : []
  if (relocated.length === 0) return findInPlace(elf).flatMap(address => readTable(elf, address, new Map()) ?? [])
  const ranges = relocated.flatMap(address => {
    const table = readTable(elf, address, new Map())
    return table ? [{address, end: address + HEADER_WORDS * elf.wordBytes + table.bytes.length}] : []
  })
  const targets = new Map<number, number>()
  eachRelative(elf, dynamic, (at, target) => {
    if (ranges.some(({address, end}) => at >= address && at < end)) targets.set(at, target)
  })
  return ranges.flatMap(({address}) => readTable(elf, address, targets) ?? [])
}

function readTable(elf: Elf, address: number, targets: Map<number, number>): EmbedTable | null {
  const size = elf.wordBytes
  const head = memoryAt(elf, address, (HEADER_WORDS + 2) * size)
  const files = head ? word(elf, head, size) : 0
  if (!head || files === 0 || files > MAX_FILES || word(elf, head, 2 * size) !== files) return null
  const nameBytes = word(elf, head, (HEADER_WORDS + 1) * size)
  if (nameBytes === 0 || nameBytes > LONGEST_NAME) return null
  const start = address + HEADER_WORDS * size
  const bytes = files * entryBytes(elf) <= MAX_TABLE_BYTES ? memoryAt(elf, start, files * entryBytes(elf)) : null
  return bytes && {files, bytes, addressIn: at => targets.get(start + at) ?? word(elf, bytes, at)}
}

/** In a position independent program a C linker leaves the addresses to the relocations, and zeros in their places. */
function findRelocated(elf: Elf, dynamic: Dynamic): number[] {
  const found: number[] = []
  eachRelative(elf, dynamic, (at, target) => {
    if (target === at + HEADER_WORDS * elf.wordBytes && found.length < MAX_SLICES) found.push(at)
  })
  return found
}

/** Relocations without a symbol and with an addend: the place and the address that belongs there. */
function eachRelative(elf: Elf, {values}: Dynamic, visit: (at: number, target: number) => void) {
  const size = elf.wordBytes
  const place = placeOf(elf, values.get(DT_RELA) ?? 0)
  const length = Math.min(values.get(DT_RELASZ) ?? 0, place?.left ?? 0, MAX_RELOCATIONS)
  const step = CHUNK - (CHUNK % (3 * size))
  for (let start = 0; start < length; start += step) {
    const bytes = bytesAt(elf, place!.offset + start, Math.min(step, length - start))
    for (let at = 0; bytes && at + 3 * size <= bytes.length; at += 3 * size) {
      const symbol = size === 4 ? u32(elf, bytes, at + 4) >>> 8 : u32(elf, bytes, at + (elf.bigEndian ? 8 : 12))
      if (symbol === 0) visit(word(elf, bytes, at), word(elf, bytes, at + 2 * size))
    }
  }
}

function findInPlace(elf: Elf): number[] {
  const found: number[] = []
  let left = MAX_SEARCH
  for (const {offset, address, fileBytes} of elf.segments.filter(
    ({type, flags}) => type === PT_LOAD && !(flags & PF_X),
  )) {
    const length = Math.min(fileBytes, left)
    left -= length
    for (let start = 0; start < length && address % elf.wordBytes === 0; start += CHUNK) {
      const bytes = bytesAt(elf, offset + start, Math.min(CHUNK, length - start))
      if (bytes) eachSelfPointer(elf, bytes, address + start, at => found.length < MAX_SLICES && found.push(at))
    }
  }
  return found
}

/** 20 MB of data take 10 ms this way: lower halves first. */
function eachSelfPointer(elf: Elf, bytes: Buffer, address: number, visit: (address: number) => void) {
  const words = hostWords(elf, bytes)
  const step = elf.wordBytes / 4
  const low = step === 2 && !elf.bigEndian ? 0 : step - 1
  let target = address + HEADER_WORDS * elf.wordBytes
  for (let index = 0; index + step <= words.length; index += step, target += elf.wordBytes) {
    if (words[index + low] !== target >>> 0) continue
    const high = step === 2 ? words[index + 1 - low]! : 0
    if (high * 0x1_0000_0000 + words[index + low]! === target) visit(target - HEADER_WORDS * elf.wordBytes)
  }
}
