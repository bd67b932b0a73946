/**
 * Functions of a Go program by its function table, as cmd/link/internal/ld/pcln.go writes it and `_func` of
 * https://go.dev/src/runtime/runtime2.go has it. The table is there in stripped programs, too.
 */
import {bytesAt, type Elf, u32} from './elf.ts'
import {type FunctionTable, variablePart} from './find-function-table.ts'

/** In the order of the code. Sizes are bytes. */
export type EachFunction = (symbol: string, codeBytes: number, tableBytes: number) => void

/** Of what is held in memory of one table. That of a program of 100 MB has some 30 MB. */
const MAX_BYTES = 64 << 20
const TOO_LARGE = ['The function table is larger than 64 MiB.']
const DAMAGED = ['The function table is damaged.']
/** `cuOffset` of code that no Go package has: C code that Go's own linker took in. */
const NO_UNIT = 0xffffffff

/**
 * Calls `each` for every function; returns what could not be read, as sentences.
 *
 * The code of a function reaches up to the next one, so it has the padding behind it. Of the table, a function has its
 * pair and record, its name, and those tables by code position that no function before it uses: the linker writes equal
 * ones once, and one behind the other. Names of functions that are only there inlined, and names of source files, are
 * no function's part.
 */
export function readFunctions(elf: Elf, table: FunctionTable, each: EachFunction): string[] {
  const {functions, namesAt, unitsAt, positionsAt, recordsAt, recordBytes} = table
  if (unitsAt - namesAt + table.end - positionsAt > MAX_BYTES) return TOO_LARGE
  const names = bytesAt(elf, table.offset + namesAt, unitsAt - namesAt)
  const records = bytesAt(elf, table.offset + recordsAt, table.end - recordsAt)
  const starts = new Uint8Array(recordsAt - positionsAt)
  if (!names || !records || !checkRecords(elf, records, table, at => mark(starts, at))) return DAMAGED
  let namesBytes = 0
  for (let index = 0; index < functions; index++) {
    const codeBytes = u32(elf, records, 8 * index + 8) - u32(elf, records, 8 * index)
    const at = u32(elf, records, 8 * index + 4)
    const nameAt = u32(elf, records, at + 4)
    const nameEnd = names.indexOf(0, nameAt)
    // Every function has a name of its own; were they to overlap, the work would not be bounded by the size of the table.
    namesBytes += nameEnd + 1 - nameAt
    if (codeBytes < 0 || nameAt >= names.length || nameEnd < 0 || namesBytes > names.length) return DAMAGED
    let tableBytes = 8 + recordBytes + 4 * variablePart(elf, records, at, recordBytes) + nameEnd + 1 - nameAt
    eachPosition(elf, records, at, recordBytes, position => {
      tableBytes += take(starts, position)
    })
    const inGo = u32(elf, records, at + 32) !== NO_UNIT
    each(inGo ? names.toString('latin1', nameAt, nameEnd) : '', codeBytes, tableBytes)
  }
  return []
}

/** Whether all records lie inside the table, and no more of them than it has room for. Calls `visit` for their positions. */
function checkRecords(elf: Elf, records: Buffer, table: FunctionTable, visit: (position: number) => void): boolean {
  let used = 0
  for (let index = 0; index < table.functions; index++) {
    const at = u32(elf, records, 8 * index + 4)
    if (at + table.recordBytes > records.length) return false
    const bytes = table.recordBytes + 4 * variablePart(elf, records, at, table.recordBytes)
    used += bytes
    if (at + bytes > records.length || used > records.length) return false
    eachPosition(elf, records, at, table.recordBytes, visit)
  }
  return true
}

/** `pcsp`, `pcfile`, `pcln` and those of `npcdata`. */
function eachPosition(elf: Elf, records: Buffer, at: number, recordBytes: number, visit: (position: number) => void) {
  for (const field of [16, 20, 24]) visit(u32(elf, records, at + field))
  const count = u32(elf, records, at + 28)
  for (let index = 0; index < count; index++) visit(u32(elf, records, at + recordBytes + 4 * index))
}

const [STARTS, TAKEN] = [1, 2]

/** 0 stands for no table. */
function mark(starts: Uint8Array, position: number) {
  if (position > 0 && position < starts.length) starts[position] = STARTS
}

/** Bytes of the table at this position up to the next one; 0 when a function before has it. */
function take(starts: Uint8Array, position: number): number {
  if (starts[position] !== STARTS) return 0
  starts[position] = TAKEN
  let end = position + 1
  while (end < starts.length && starts[end] === 0) end += 1
  return end - position
}
