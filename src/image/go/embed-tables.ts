/**
 * Where the tables of `embed.FS` are: a slice that points just past itself, and the entries behind it, as `WriteEmbed`
 * has it: https://go.dev/src/cmd/compile/internal/staticdata/embed.go
 */
import {DT_RELA, DT_RELASZ, type Dynamic} from './dynamic.ts'
import {type Elf, ET_DYN, hostWords, memoryAt, PF_X, PT_LOAD, placeOf, u32, WINDOW, windowAt, word} from './elf.ts'

export type EmbedTable = {
  files: number
  /** The entries, `entryBytes` each. */
  bytes: Buffer
  /** The address that the running program has at this place of `bytes`. */
  addressIn: (at: number) => number
}

const HEADER_WORDS = 3
/** Type descriptors have slices that point just past themselves, too: 998 of them in docker, 43 MB. */
const MAX_SLICES = 100_000
/** In all tables together. */
const MAX_FILES = 50_000
export const LONGEST_NAME = 1024
/** Of read-only data that is looked through; the embedded files are part of it. */
const MAX_SEARCH = 512 << 20
const MAX_RELOCATIONS = 128 << 20

/** Name and data, each an address and a length, and 16 bytes of a hash (`file` of https://go.dev/src/embed/embed.go). */
export function entryBytes(elf: Elf): number {
  return 4 * elf.wordBytes + 16
}

export function findEmbedTables(elf: Elf, dynamic: Dynamic): EmbedTable[] {
  const relocated = elf.type === ET_DYN ? findRelocated(elf, dynamic) : []
  const tables = readTables(elf, relocated.length > 0 ? relocated : findInPlace(elf))
  const targets = new Map<number, number>()
  if (relocated.length > 0) {
    const places = new Set(tables.flatMap(({start, files}) => addressPlaces(elf, start, files)))
    eachRelative(elf, dynamic, (at, target) => places.has(at) && targets.set(at, target))
  }
  return tables.map(({start, files, bytes}) => ({
    ...{files, bytes},
    addressIn: at => targets.get(start + at) ?? word(elf, bytes, at),
  }))
}

/** Where the entries have addresses: of the name and of the data. */
function addressPlaces(elf: Elf, start: number, files: number): number[] {
  return Array.from({length: 2 * files}, (_, index) => {
    return start + (index >> 1) * entryBytes(elf) + (index & 1) * 2 * elf.wordBytes
  })
}

type Found = {start: number; files: number; bytes: Buffer}

/** Those slices whose length is their capacity and whose first element has a name of a sound length. */
function readTables(elf: Elf, slices: number[]): Found[] {
  const size = elf.wordBytes
  let room = MAX_FILES
  return slices.flatMap(address => {
    const start = address + HEADER_WORDS * size
    const head = memoryAt(elf, address, (HEADER_WORDS + 2) * size)
    const [files, capacity, , nameBytes] = head ? [1, 2, 3, 4].map(index => word(elf, head, index * size)) : []
    if (!files || files !== capacity || !nameBytes || nameBytes > LONGEST_NAME || files > room) return []
    const bytes = memoryAt(elf, start, files * entryBytes(elf))
    if (bytes) room -= files
    return bytes ? [{start, files, bytes}] : []
  })
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
  const step = WINDOW - (WINDOW % (3 * size))
  for (let start = 0; start < length; start += step) {
    const bytes = windowAt(elf, place!.offset + start, Math.min(step, length - start))
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
    for (let start = 0; start < length && address % elf.wordBytes === 0; start += WINDOW) {
      const bytes = windowAt(elf, offset + start, Math.min(WINDOW, length - start))
      if (bytes) eachSelfPointer(elf, bytes, address + start, at => found.length < MAX_SLICES && found.push(at))
    }
  }
  return found
}

/** Compares the lower halves first: few are alike. */
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
