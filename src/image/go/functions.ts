/**
 * Functions of a Go program by its function table, as cmd/link/internal/ld/pcln.go writes it and `_func` of
 * https://go.dev/src/runtime/runtime2.go has it. The table is there in stripped programs, too.
 */
import {freeMemory} from '../../runner/memory.ts'
import {codeBytesReader} from './code-bytes.ts'
import {bytesAt, type Elf, hostWords} from './elf.ts'
import type {FunctionTable} from './find-function-table.ts'

/** In the order of the code. Sizes are bytes. */
export type EachFunction = (symbol: string, codeBytes: number, tableBytes: number) => void

/** Of what is held in memory of one table. That of dockerd, 80 MB, has 26 MB with the names of files. */
const MAX_BYTES = 64 << 20
const TOO_LARGE = ['The function table is larger than 64 MiB.']
const DAMAGED = ['The function table is damaged.']
/** `cuOffset` of code that no Go package has: C code that Go's own linker took in. */
const NO_UNIT = 0xffffffff

/**
 * Calls `each` for every function; returns what could not be read, as sentences.
 *
 * Of the table, a function has its pair and record, its name, and those tables by code position that no function before
 * it uses: the linker writes equal ones once, and one behind the other. Names of functions that are only there inlined,
 * and names of source files, are no function's part.
 */
export function readFunctions(elf: Elf, table: FunctionTable, each: EachFunction): string[] {
  const {namesAt, unitsAt, positionsAt, recordsAt} = table
  if (unitsAt - namesAt + table.end - positionsAt > MAX_BYTES) return TOO_LARGE
  const names = bytesAt(elf, table.offset + namesAt, unitsAt - namesAt)
  const positions = bytesAt(elf, table.offset + positionsAt, recordsAt - positionsAt)
  const bytes = bytesAt(elf, table.offset + recordsAt, table.end - recordsAt)
  const starts = new Uint8Array(positions?.length ?? 0)
  try {
    const records = bytes && readRecords(elf, bytes, table)
    return names && positions && records ? readParts(table, {names, positions, starts, records}, each) : DAMAGED
  } finally {
    for (const part of [names, positions, bytes, starts]) if (part) freeMemory(part)
  }
}

type Parts = {names: Buffer; positions: Buffer; starts: Uint8Array; records: Records}

function readParts(table: FunctionTable, {names, positions, starts, records}: Parts, each: EachFunction): string[] {
  const codeBytesOf = codeBytesReader(positions, table.quantum)
  const positionBytesOf = positionBytesReader(starts, records)
  let namesBytes = 0
  for (let index = 0; index < table.functions; index++) {
    const at = records.places[index]!
    const toNext = records.words[2 * index + 2]! - records.words[2 * index]!
    const nameAt = records.words[at + NAME]!
    const nameEnd = endOfName(names, nameAt)
    // Every function has a name of its own; were they to overlap, the work would not be bounded by the size of the table.
    namesBytes += nameEnd + 1 - nameAt
    if (toNext < 0 || nameAt >= names.length || nameEnd < 0 || namesBytes > names.length) return DAMAGED
    const codeBytes = Math.min(toNext, codeBytesOf(records.words[at + POSITIONS]!) ?? toNext)
    const tableBytes = 8 + 4 * records.lengthOf(at) + nameEnd + 1 - nameAt + positionBytesOf(at)
    const inGo = records.words[at + UNIT] !== NO_UNIT
    each(inGo ? names.toString('latin1', nameAt, nameEnd) : '', codeBytes, tableBytes)
  }
  return []
}

/** Of some dozen bytes, for which a call out of JavaScript costs more than the search; -1 where there is none. */
function endOfName(names: Buffer, from: number): number {
  for (let at = from; at < names.length; at++) if (names[at] === 0) return at
  return -1
}

/** Words of a record: its name, three tables by code position (`pcsp`, `pcfile`, `pcln`), the number of more of them. */
const [NAME, POSITIONS, MORE_POSITIONS, UNIT] = [1, 4, 7, 8]

type Records = {
  words: Uint32Array
  /** Index of the first word of each function's record. */
  places: Uint32Array
  /** Words of the record there. */
  lengthOf: (at: number) => number
  /** Words of its fixed part. */
  fixed: number
}

/** Null where a record lies outside, or they are more than there is room for. */
function readRecords(elf: Elf, bytes: Buffer, {functions, recordBytes}: FunctionTable): Records | null {
  const words = hostWords(elf, bytes)
  const fixed = recordBytes / 4
  const lastByte = (value: number) => (elf.bigEndian ? value & 0xff : value >>> 24)
  const lengthOf = (at: number) => fixed + words[at + MORE_POSITIONS]! + lastByte(words[at + fixed - 1]!)
  const places = new Uint32Array(functions)
  let used = 0
  for (let index = 0; index < functions; index++) {
    const at = words[2 * index + 1]! / 4
    if (!Number.isInteger(at) || at + fixed > words.length) return null
    used += lengthOf(at)
    if (at + lengthOf(at) > words.length || used > words.length) return null
    places[index] = at
  }
  return {words, places, lengthOf, fixed}
}

/**
 * Bytes of the tables by code position that the record there is the first to name. A position of 0 is none. `starts` is
 * room for a byte for each of theirs, with zeros.
 */
function positionBytesReader(starts: Uint8Array, {words, places, fixed}: Records): (at: number) => number {
  const position = (at: number, index: number) => words[index < 3 ? at + POSITIONS + index : at + fixed + index - 3]!
  const count = (at: number) => 3 + words[at + MORE_POSITIONS]!
  const [START, TAKEN] = [1, 2]
  for (const at of places) for (let index = 0; index < count(at); index++) starts[position(at, index)] = START
  return at => {
    let bytes = 0
    for (let index = 0; index < count(at); index++) {
      const start = position(at, index)
      if (start === 0 || starts[start] !== START) continue
      starts[start] = TAKEN
      let end = start + 1
      while (end < starts.length && starts[end] === 0) end += 1
      bytes += end - start
    }
    return bytes
  }
}
