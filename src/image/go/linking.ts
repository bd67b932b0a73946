import type {GoProgram} from '../facts.ts'
import type {Dynamic} from './dynamic.ts'
import {type Elf, ET_DYN, PT_INTERP} from './elf.ts'

const PT_PHDR = 6
const PT_GNU_EH_FRAME = 0x6474e550
const DT_FLAGS_1 = 0x6ffffffb
const DF_1_PIE = 0x08000000

/** Sections that come with C start files and compilers. Go's own linker makes none of them, also where it takes in C code. */
const OF_C_LINKERS = ['.init', '.init_array', '.eh_frame', '.comment']

export function readLinking(elf: Elf, dynamic: Dynamic): GoProgram['linking'] {
  const named = (matches: (name: string) => boolean) => elf.sections.some(({name}) => matches(name))
  const segment = (wanted: number) => elf.segments.some(({type}) => type === wanted)
  // Without section headers: Go's own linker always writes PT_PHDR and never PT_GNU_EH_FRAME.
  const external =
    elf.sections.length > 0 ? named(name => OF_C_LINKERS.includes(name)) : segment(PT_GNU_EH_FRAME) || !segment(PT_PHDR)
  return {
    mode: external ? 'external' : 'internal',
    pie: elf.type === ET_DYN && (segment(PT_INTERP) || ((dynamic.values.get(DT_FLAGS_1) ?? 0) & DF_1_PIE) !== 0),
    libraries: dynamic.libraries,
    symbols: named(name => name === '.symtab'),
    debug: named(name => /^\.z?debug_info$/.test(name)),
  }
}
