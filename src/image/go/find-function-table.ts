/** Where the function table is. Its header is `pcHeader` of runtime/symtab.go: https://go.dev/src/runtime/symtab.go */
import {bytesAt, type Elf, PF_X, PT_LOAD, SHF_ALLOC, SHF_EXECINSTR, u32, WINDOW, windowAt, word} from './elf.ts'

/** Offsets are from the header on, which is at `offset` of the file. */
export type FunctionTable = {
  offset: number
  functions: number
  /** Positions in the code are counted in units of so many bytes. */
  quantum: number
  /** Names of functions, up to `unitsAt`. */
  namesAt: number
  unitsAt: number
  /** Tables of values by code position, up to `recordsAt`. */
  positionsAt: number
  /** Pairs of code position and place of the record (functab), then the records (`_func`). */
  recordsAt: number
  /** Behind the last record. */
  end: number
  /** Of the fixed part of a record: Go 1.20 added `startLine`. */
  recordBytes: 40 | 44
}

/** Fixed part of a record by the magic number of the header: Go 1.18 and 1.19, then Go 1.20 on. */
const FORMS = new Map<number, 40 | 44>([
  [0xfffffff0, 40],
  [0xfffffff1, 44],
])
const NAMES = ['.gopclntab', '.data.rel.ro.gopclntab']
/** The number and the two zero bytes behind it. */
const MAGIC_BYTES = 6
const MAX_CANDIDATES = 1000

/**
 * By its section, else by its magic number: a C linker puts what Go called `.data.rel.ro.gopclntab` into `.data.rel.ro`.
 * Nothing here needs its field textStart, which is 0 since Go 1.26.
 */
export function findFunctionTable(elf: Elf): FunctionTable | null {
  const named = elf.sections.find(({name}) => NAMES.includes(name))
  if (named) return readHeader(elf, named.offset, named.fileBytes)
  // Places of a sound file do not overlap; those of others are not searched any longer.
  const left = {bytes: elf.file.size, candidates: MAX_CANDIDATES}
  for (const {offset, fileBytes} of placesToLook(elf)) {
    const found = search(elf, offset, fileBytes, left)
    if (found) return found
  }
  return null
}

function placesToLook(elf: Elf): {offset: number; fileBytes: number}[] {
  if (elf.sections.length > 0)
    return elf.sections.filter(({flags}) => (flags & SHF_ALLOC) !== 0 && (flags & SHF_EXECINSTR) === 0)
  const loads = elf.segments.filter(({type}) => type === PT_LOAD)
  const code = loads.filter(({flags}) => (flags & PF_X) !== 0)
  return [...loads.filter(load => !code.includes(load)), ...code]
}

type Left = {bytes: number; candidates: number}

function search(elf: Elf, offset: number, length: number, left: Left): FunctionTable | null {
  for (let start = offset; start < offset + length && left.bytes > 0; start += WINDOW) {
    const bytes = windowAt(elf, start, Math.min(WINDOW + MAGIC_BYTES - 1, offset + length - start)) ?? Buffer.alloc(0)
    left.bytes -= bytes.length
    for (const magic of FORMS.keys()) {
      const pattern = Buffer.alloc(MAGIC_BYTES)
      if (elf.bigEndian) pattern.writeUInt32BE(magic)
      else pattern.writeUInt32LE(magic)
      for (let at = bytes.indexOf(pattern); at >= 0 && left.candidates > 0; at = bytes.indexOf(pattern, at + 1)) {
        left.candidates -= 1
        const table = readHeader(elf, start + at, offset + length - start - at)
        if (table) return table
      }
    }
  }
  return null
}

/** Null where anything about it is not as the linker writes it; the bytes from `offset` on have room for `room`. */
function readHeader(elf: Elf, offset: number, room: number): FunctionTable | null {
  const headerBytes = 8 + 8 * elf.wordBytes
  const header = headerBytes <= room ? bytesAt(elf, offset, headerBytes) : null
  const recordBytes = header && FORMS.get(u32(elf, header, 0))
  if (!header || !recordBytes || header[4] !== 0 || header[5] !== 0) return null
  if (![1, 2, 4].includes(header[6]!) || header[7] !== elf.wordBytes) return null
  const field = (index: number) => word(elf, header, 8 + index * elf.wordBytes)
  const [functions, namesAt, unitsAt, filesAt, positionsAt, recordsAt] = [0, 3, 4, 5, 6, 7].map(field) as Fields
  const order = [headerBytes, namesAt, unitsAt, filesAt, positionsAt, recordsAt, recordsAt + 8 * functions + 4, room]
  if (functions === 0 || order.some((at, index) => index > 0 && at < order[index - 1]!)) return null
  const [first, last] = [0, functions - 1].map(index => bytesAt(elf, offset + recordsAt + 8 * index, 12))
  if (!first || !last) return null
  const lastAt = recordsAt + u32(elf, last, 4)
  const record = lastAt + recordBytes <= room ? bytesAt(elf, offset + lastAt, recordBytes) : null
  if (!record || u32(elf, first, 0) > u32(elf, first, 8) || u32(elf, first, 4) < 8 * functions + 4) return null
  // Behind the fixed part, `npcdata` and then `nfuncdata` words.
  const end = lastAt + recordBytes + 4 * (u32(elf, record, 28) + record[recordBytes - 1]!)
  return end > room
    ? null
    : {offset, functions, quantum: header[6]!, namesAt, unitsAt, positionsAt, recordsAt, end, recordBytes}
}

type Fields = [number, number, number, number, number, number]
