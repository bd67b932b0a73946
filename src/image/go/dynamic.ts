/** What a program asks of the dynamic linker (gabi.xinuos.com, "Dynamic Section"). */
import {bytesAt, type Elf, memoryAt, PT_DYNAMIC, textAt, word} from './elf.ts'

export type Dynamic = {
  /** DT_NEEDED, in their order. */
  libraries: string[]
  /** Values by tag, of tags that stand once. */
  values: Map<number, number>
}

export const DT_RELA = 7
export const DT_RELASZ = 8
const DT_NEEDED = 1
const DT_STRTAB = 5
const DT_STRSZ = 10

const MAX_TABLE = 64 * 1024
const MAX_NAMES = 16 << 20
const MAX_LIBRARIES = 256

/** Empty for a program that needs no dynamic linker. */
export function readDynamic(elf: Elf): Dynamic {
  const entries = readEntries(elf)
  const values = new Map(entries.filter(([tag]) => tag !== DT_NEEDED))
  const size = values.get(DT_STRSZ) ?? 0
  const names = size <= MAX_NAMES ? memoryAt(elf, values.get(DT_STRTAB) ?? 0, size) : null
  const needed = entries.filter(([tag]) => tag === DT_NEEDED).slice(0, MAX_LIBRARIES)
  return {values, libraries: names ? needed.flatMap(([, at]) => textAt(names, at, 1024) ?? []) : []}
}

function readEntries(elf: Elf): [tag: number, value: number][] {
  const segment = elf.segments.find(({type}) => type === PT_DYNAMIC)
  const table = segment && bytesAt(elf, segment.offset, Math.min(segment.fileBytes, MAX_TABLE))
  const entries: [number, number][] = []
  if (!table) return entries
  for (let at = 0; at + 2 * elf.wordBytes <= table.length; at += 2 * elf.wordBytes) {
    const tag = word(elf, table, at)
    if (tag === 0) break
    entries.push([tag, word(elf, table, at + elf.wordBytes)])
  }
  return entries
}
