import type {GoProgram, SectionKind} from '../facts.ts'
import {type Elf, PF_W, PF_X, PT_LOAD, type Section, type Segment, SHF_ALLOC, SHF_EXECINSTR, SHF_WRITE} from './elf.ts'
import type {FunctionTable} from './find-function-table.ts'

/**
 * Sections by name: those of cmd/link/internal/ld/data.go and elf.go of Go 1.18 to 1.27, and of C linkers. Up to Go 1.26
 * type descriptors are in `.rodata`, or in `.data.rel.ro` of position independent programs, and count as constants; Go
 * 1.27 has `.go.type` for them (https://github.com/golang/go/issues/76038), and `.go.func` for the addresses of functions
 * that are values. The pointer maps of functions went from `.rodata` into `.gopclntab` in Go 1.26.
 */
const KINDS: [name: RegExp, kind: SectionKind][] = [
  [/^(?:\.data\.rel\.ro)?\.gopclntab$/, 'functions'],
  [/^(?:\.data\.rel\.ro)?\.(?:typelink|itablink|go\.type)$/, 'types'],
  [/^\.z?debug_/, 'debug'],
  [/^(?:\.data\.rel\.ro)?\.gosymtab$/, 'symbols'],
  [/^\.(?:symtab|strtab|dynsym|dynstr|hash|gnu\.hash|gnu\.version|gnu\.version_r|gnu_debuglink)$/, 'symbols'],
  [/^\.data\.rel\.ro(?:\.go\.func)?$/, 'constants'],
  [/^\.(?:comment|shstrtab|note\..*|rela?(?:\..*)?|relr\..*|go\.buildinfo|interp|dynamic)$/, 'other'],
]

function kindOf({name, flags}: Section): SectionKind {
  const known = KINDS.find(([pattern]) => pattern.test(name))
  if (known) return known[1]
  if ((flags & SHF_EXECINSTR) !== 0) return 'code'
  if ((flags & SHF_WRITE) !== 0) return 'data'
  return (flags & SHF_ALLOC) !== 0 ? 'constants' : 'other'
}

type Part = GoProgram['sections'][number]

/** What the file is made of. Headers, padding and all that is in no section are the last part, without a name. */
export function measureSections(elf: Elf, table: FunctionTable | null): Part[] {
  const parts: Part[] = []
  let [end, counted] = [0, 0]
  const known =
    elf.sections.length > 0 ? elf.sections : elf.segments.filter(({type}) => type === PT_LOAD).map(asSection)
  const inFile = known.filter(({fileBytes}) => fileBytes > 0).sort((a, b) => a.offset - b.offset)
  for (const section of inFile) {
    // Sections of a sound file do not overlap; of others, each byte counts once.
    const start = Math.max(section.offset, end)
    end = Math.max(end, section.offset + section.fileBytes)
    if (end <= start) continue
    counted += end - start
    parts.push(...withoutTable({name: section.name, bytes: end - start, kind: kindOf(section)}, start, table))
  }
  const rest = elf.file.size - counted
  return rest > 0 ? [...parts, {name: '', bytes: rest, kind: 'other'}] : parts
}

/** Segments have no name; what the running program may do with them stands for it. */
function asSection({flags, ...segment}: Segment): Section {
  const [writable, code] = [(flags & PF_W) !== 0, (flags & PF_X) !== 0]
  const sectionFlags = SHF_ALLOC | (writable ? SHF_WRITE : 0) | (code ? SHF_EXECINSTR : 0)
  return {...segment, name: `r${writable ? 'w' : '-'}${code ? 'x' : '-'}`, flags: sectionFlags}
}

/** A C linker puts the function table among constants: it is a part of its own then, under the name that Go has for it. */
function withoutTable(part: Part, start: number, table: FunctionTable | null): Part[] {
  const inside = table && table.offset >= start && table.offset + table.end <= start + part.bytes
  if (!inside || part.kind === 'functions') return [part]
  return [
    {...part, bytes: part.bytes - table.end},
    {name: '.gopclntab', bytes: table.end, kind: 'functions'},
  ]
}
