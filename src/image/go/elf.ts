/** ELF as its specification has it (gabi.xinuos.com, "Object Files"), 32 and 64 bit, both byte orders. Nothing is trusted. */
import {endianness} from 'node:os'
import type {RandomAccess} from '../contents.ts'
import {printable} from './printable.ts'

export type Elf = {
  file: RandomAccess
  /** Of an address: 4 or 8. */
  wordBytes: 4 | 8
  bigEndian: boolean
  /** `e_type`. */
  type: number
  segments: Segment[]
  /** Place in the file behind the program headers. */
  headersEnd: number
  /** Empty where the section headers were stripped. */
  sections: Section[]
}

/** `offset` and `fileBytes` lie inside the file. */
export type Segment = {type: number; flags: number; offset: number; address: number; fileBytes: number}
/** `fileBytes` is 0 for sections that are only in memory (SHT_NOBITS); else `offset` and `fileBytes` lie inside the file. */
export type Section = {name: string; type: number; flags: number; address: number; offset: number; fileBytes: number}

export const ET_EXEC = 2
export const ET_DYN = 3
export const PT_LOAD = 1
export const PT_DYNAMIC = 2
export const PT_INTERP = 3
export const PF_X = 1
export const PF_W = 2
export const SHF_WRITE = 1
export const SHF_ALLOC = 2
export const SHF_EXECINSTR = 4
const SHT_NOBITS = 8

/** A linked program has some dozens. */
const MAX_SEGMENTS = 512
const MAX_SECTIONS = 4096
const MAX_NAMES = 1 << 20

/** Null for what is no linked ELF file: scripts, object files, core dumps, other formats. */
export function readElf(file: RandomAccess): Elf | null {
  const head = file.read(0, 64)
  if (head.length < 52 || head.readUInt32BE(0) !== 0x7f454c46) return null
  const [wordBytes, bigEndian] = [head[4] === 2 ? 8 : 4, head[5] === 2] as const
  if (head[4] === 0 || head[4]! > 2 || head[5] === 0 || head[5]! > 2 || head.length < (wordBytes === 8 ? 64 : 52))
    return null
  const elf: Elf = {file, wordBytes, bigEndian, type: 0, segments: [], headersEnd: 0, sections: []}
  elf.type = u16(elf, head, 16)
  if (elf.type !== ET_EXEC && elf.type !== ET_DYN) return null
  const at = wordBytes === 8 ? {programs: 32, sections: 40, sizes: 54} : {programs: 28, sections: 32, sizes: 42}
  const [programs, entryBytes, count] = [
    word(elf, head, at.programs),
    u16(elf, head, at.sizes),
    u16(elf, head, at.sizes + 2),
  ]
  elf.segments = readSegments(elf, programs, entryBytes, count)
  elf.headersEnd = programs + entryBytes * count
  elf.sections = readSections(elf, word(elf, head, at.sections), {
    entryBytes: u16(elf, head, at.sizes + 4),
    count: u16(elf, head, at.sizes + 6),
    names: u16(elf, head, at.sizes + 8),
  })
  return elf
}

function readSegments(elf: Elf, offset: number, entryBytes: number, count: number): Segment[] {
  const wide = elf.wordBytes === 8
  if (entryBytes < (wide ? 56 : 32) || count > MAX_SEGMENTS) return []
  const table = bytesAt(elf, offset, entryBytes * count)
  if (!table) return []
  const all = Array.from({length: count}, (_, index): Segment => {
    const at = index * entryBytes
    return {
      type: u32(elf, table, at),
      flags: u32(elf, table, at + (wide ? 4 : 24)),
      offset: word(elf, table, at + (wide ? 8 : 4)),
      address: word(elf, table, at + (wide ? 16 : 8)),
      fileBytes: word(elf, table, at + (wide ? 32 : 16)),
    }
  })
  return all.filter(segment => segment.offset + segment.fileBytes <= elf.file.size)
}

type SectionTable = {entryBytes: number; count: number; names: number}

function readSections(elf: Elf, offset: number, {entryBytes, count, names}: SectionTable): Section[] {
  const wide = elf.wordBytes === 8
  if (offset === 0 || entryBytes < (wide ? 64 : 40) || count > MAX_SECTIONS || names >= count) return []
  const table = bytesAt(elf, offset, entryBytes * count)
  if (!table) return []
  const all = Array.from({length: count}, (_, index) => {
    const at = index * entryBytes
    return {
      nameOffset: u32(elf, table, at),
      type: u32(elf, table, at + 4),
      flags: word(elf, table, at + 8),
      address: word(elf, table, at + (wide ? 16 : 12)),
      offset: word(elf, table, at + (wide ? 24 : 16)),
      fileBytes: word(elf, table, at + (wide ? 32 : 20)),
    }
  })
  const {offset: namesAt, fileBytes} = all[names]!
  const text = fileBytes <= MAX_NAMES ? bytesAt(elf, namesAt, fileBytes) : null
  if (!text) return []
  return all
    .slice(1)
    .map(({nameOffset, ...section}) => ({
      name: textAt(text, nameOffset, 128) ?? '',
      ...section,
      fileBytes: section.type === SHT_NOBITS ? 0 : section.fileBytes,
    }))
    .filter(section => section.fileBytes === 0 || section.offset + section.fileBytes <= elf.file.size)
}

/** How much of a file those take at a time who go through it. */
export const WINDOW = 256 * 1024

/** These bytes of the file; null where it does not have them all. */
export function bytesAt(elf: Elf, offset: number, length: number): Buffer | null {
  return allOf(elf, elf.file.read, offset, length)
}

/** The same, only valid until the next window. */
export function windowAt(elf: Elf, offset: number, length: number): Buffer | null {
  return allOf(elf, elf.file.window, offset, length)
}

function allOf({file}: Elf, read: RandomAccess['read'], offset: number, length: number): Buffer | null {
  if (!Number.isSafeInteger(offset + length) || offset < 0 || length < 0 || offset + length > file.size) return null
  const bytes = read(offset, length)
  return bytes.length === length ? bytes : null
}

/** Where the byte of an address is in the file, and how many follow it in the same segment; null where no segment has it. */
export function placeOf(elf: Elf, address: number): {offset: number; left: number} | null {
  for (const segment of elf.segments) {
    const into = address - segment.address
    if (segment.type === PT_LOAD && into >= 0 && into < segment.fileBytes)
      return {offset: segment.offset + into, left: segment.fileBytes - into}
  }
  return null
}

/** `length` bytes at an address of the running program; null where the file does not have them all. */
export function memoryAt(elf: Elf, address: number, length: number): Buffer | null {
  const place = placeOf(elf, address)
  return place && length <= place.left ? bytesAt(elf, place.offset, length) : null
}

/** The text up to its zero byte, printable; null where there is none within `longest` bytes. */
export function textAt(bytes: Buffer, at: number, longest: number): string | null {
  if (at < 0 || at >= bytes.length) return null
  const end = bytes.indexOf(0, at)
  return end < 0 || end - at > longest ? null : printable(bytes.toString('utf8', at, end))
}

export function u16(elf: Elf, bytes: Buffer, at: number): number {
  return elf.bigEndian ? bytes.readUInt16BE(at) : bytes.readUInt16LE(at)
}

export function u32(elf: Elf, bytes: Buffer, at: number): number {
  return elf.bigEndian ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at)
}

/** An address or size. Above 2^53 it is not exact, and larger than every file: checks of ranges refuse it. */
export function word(elf: Elf, bytes: Buffer, at: number): number {
  if (elf.wordBytes === 4) return u32(elf, bytes, at)
  const [high, low] = elf.bigEndian ? [at, at + 4] : [at + 4, at]
  return u32(elf, bytes, high) * 0x1_0000_0000 + u32(elf, bytes, low)
}

/** The words of 32 bits in the order of this machine, so that a typed array reads them; bytes behind the last are left out. */
export function hostWords(elf: Elf, bytes: Buffer): Uint32Array {
  const foreign = elf.bigEndian !== (endianness() === 'BE')
  if (!foreign && bytes.byteOffset % 4 === 0) return new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length >>> 2)
  const copy = Uint8Array.from(bytes.subarray(0, bytes.length & ~3))
  if (foreign) Buffer.from(copy.buffer).swap32()
  return new Uint32Array(copy.buffer)
}
