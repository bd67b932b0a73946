/** What a Go program is made of: modules with their packages, embedded files, and the sections that no package has. */
import type {GoProgram, SectionKind} from '../../image/facts.ts'
import type {ProgramDiff} from '../../size/diff.ts'
import {codeAndTable, moduleOf, versionOf} from '../../size/diff-programs.ts'
import {leaf, sum} from './nodes.ts'
import type {Node, NodeKind} from './page-data.ts'

type Sized = {path: string; bytes: number; was: number}

/** Code and function table are told by package, embedded files by path; these are what is left of the sections. */
const SECTIONS: {name: string; about: string; kinds: SectionKind[]; without: 'packages' | 'embedded' | null}[] = [
  {
    ...{name: 'code of no Go package', kinds: ['code', 'functions'], without: 'packages'},
    about: 'C and assembly code, padding, and what the function table has besides its functions',
  },
  {
    ...{name: 'constants', kinds: ['constants'], without: 'embedded'},
    about: 'strings and other read-only data',
  },
  {
    name: 'type descriptors',
    about: 'for interfaces, reflection and the garbage collector',
    kinds: ['types'],
    without: null,
  },
  {name: 'variables', about: 'initialised data', kinds: ['data'], without: null},
  {name: 'debug information', about: 'DWARF; -ldflags=-w leaves it out', kinds: ['debug'], without: null},
  {name: 'symbol table', about: 'names for tools; -ldflags=-s leaves it out', kinds: ['symbols'], without: null},
  {name: 'headers and other sections', about: 'and what is in no section', kinds: ['other'], without: null},
]

/** `change` is null where the program is the same; `was` is the older size of the file, 0 where it is new. */
export function programNode(program: GoProgram, change: ProgramDiff | null, was: number): Node {
  const {path, bytes, goRelease, packed} = program
  const about = packed === null ? `Go program, ${goRelease}` : `Go program, packed with ${packed}`
  const isNew = change !== null && change.before === null
  const before = isNew ? 0 : (change?.before ?? was)
  if (program.packages.length === 0 && program.sections.length === 0) return leaf(path, 'program', bytes, before, about)
  const sides = (items: {path: string; bytes: number}[], changed: ChangedPart[]) =>
    isNew ? items.map(each => ({...each, was: 0})) : twoSided(items, changed)
  const modules = moduleNodes(program, change, isNew)
  const embedded = sides(program.embedded, change?.embedded ?? []).map(each =>
    leaf(each.path, 'embedded', each.bytes, each.was),
  )
  const sections = sectionNodes(program, change, isNew, {packages: modules, embedded})
  const group: Node = {name: 'embedded files', kind: 'embedded', about: 'go:embed', children: embedded}
  const children = [...modules, ...(embedded.length > 0 ? [group] : []), ...sections]
  return {name: path, kind: 'program', about, children}
}

/** A program that only the older image has. */
export function removedProgram(path: string, bytes: number): Node {
  return leaf(path, 'program', 0, bytes, 'Go program')
}

type ChangedPart = {path: string; before: number | null; after: number | null}

/** Parts of the same path added up, beside their older sizes; those that are gone come last. */
function twoSided(items: {path: string; bytes: number}[], changed: ChangedPart[]): Sized[] {
  const sizes = new Map<string, Sized>()
  for (const {path, bytes} of items) {
    const before = sizes.get(path)?.bytes ?? 0
    sizes.set(path, {path, bytes: before + bytes, was: before + bytes})
  }
  for (const {path, before} of changed) sizes.set(path, {path, bytes: sizes.get(path)?.bytes ?? 0, was: before ?? 0})
  return [...sizes.values()]
}

function moduleNodes(program: GoProgram, change: ProgramDiff | null, isNew: boolean): Node[] {
  const own = program.mainModule?.path ?? null
  const packages = program.packages.map(each => ({
    ...{path: each.path, bytes: codeAndTable(each)},
    module: moduleOf(program, each),
  }))
  const gone = (change?.packages ?? []).filter(({after}) => after === null)
  const moduleOfPath = new Map([
    ...gone.map(({path, module}): [string, string | null] => [path, path === 'main' ? own : module]),
    ...packages.map(({path, module}): [string, string | null] => [path, module]),
  ])
  const sized = isNew ? packages.map(each => ({...each, was: 0})) : twoSided(packages, change?.packages ?? [])
  const byModule = new Map<string | null, Sized[]>()
  for (const each of sized) {
    const module = moduleOfPath.get(each.path) ?? null
    const together = byModule.get(module) ?? []
    together.push(each)
    byModule.set(module, together)
  }
  const versions = new Map(program.modules.map(module => [module.path, versionOf(module)]))
  const changes = new Map((change?.modules ?? []).map(({path, version}) => [path, version]))
  return [...byModule].map(([module, all]): Node => {
    const kind = moduleKind(module, own)
    const children = all.map(({path, bytes, was}) => leaf(path === '' ? 'no package' : path, kind, bytes, was))
    const now = module === 'std' ? program.goRelease : (versions.get(module ?? '') ?? null)
    const about = aboutModule(module, own, now, changes.get(module ?? '')?.before ?? null)
    return {name: moduleName(module), kind, ...(about !== null && {about}), children}
  })
}

function moduleKind(module: string | null, own: string | null): NodeKind {
  if (module === 'std') return 'standard-library'
  if (module === null) return 'section'
  return module === own ? 'own' : 'dependency'
}

function moduleName(module: string | null): string {
  if (module === 'std') return 'standard library'
  return module ?? 'packages of no module'
}

function aboutModule(module: string | null, own: string | null, now: string | null, before: string | null) {
  if (module !== null && module === own) return 'own code'
  if (now === null) return before
  return before !== null && before !== now ? `${before} → ${now}` : now
}

function sectionNodes(
  {sections}: GoProgram,
  change: ProgramDiff | null,
  isNew: boolean,
  told: Record<'packages' | 'embedded', Node[]>,
): Node[] {
  const kinds = new Map(sections.map(({name, kind}) => [name, kind as string]))
  for (const {name, kind} of change?.sections ?? []) if (!kinds.has(name)) kinds.set(name, kind)
  const named = sections.map(({name, bytes}) => ({path: name, bytes}))
  const changed = (change?.sections ?? []).map(({name, ...sizes}) => ({path: name, ...sizes}))
  const all = isNew ? named.map(each => ({...each, was: 0})) : twoSided(named, changed)
  return SECTIONS.flatMap(({name, about, kinds: wanted, without}) => {
    const mine = all.filter(({path}) => (wanted as string[]).includes(kinds.get(path) ?? 'other'))
    const toldOf = without === null ? [] : told[without]
    const left = (side: 'bytes' | 'was') =>
      Math.max(0, mine.reduce((total, each) => total + each[side], 0) - sum(toldOf, side))
    return left('bytes') === 0 && left('was') === 0 ? [] : [leaf(name, 'section', left('bytes'), left('was'), about)]
  })
}
