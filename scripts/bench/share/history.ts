/** Which compile results each of a default branch's pushes replaces. */
import type {Package, Reach, Sample} from './caches.ts'

/** A default branch whose own packages are those of these modules; the others are dependencies. */
export type Repository = {name: string; sample: Sample; own: string[]}

const KINDS = ['leaf', 'wide', 'dependency', 'big'] as const
export type PushKind = (typeof KINDS)[number]

export type Push = {
  kind: PushKind
  /** Indexes of the packages that are compiled again. */
  packages: number[]
  /** Counts the changes of go.sum. */
  goSum: number
}

/** Parts of all pushes; they add up to one. */
export const MIX: Record<PushKind, number> = {leaf: 0.7, wide: 0.2, dependency: 0.08, big: 0.02}

/** A big push changes all own packages and updates so many modules. */
const BIG_MODULES = 3

/**
 * A package is compiled again when its source or the result of an import changed. That of an importer always changes
 * with what it imports exports, because it holds a fingerprint of that (cmd/internal/goobj, Autolib), but what it
 * exports itself does not; so an exported change ends two imports away, any other one import away. share.ts prints what
 * real changes added beside what this says.
 */
export function recompiled(packages: Package[], touched: number[], reach: Reach): number[] {
  const importers = importersOf(packages)
  const reached = new Set(touched)
  let last = touched
  for (let distance = 0; distance < (reach === 'inside' ? 1 : 2); distance++) {
    last = [...new Set(last.flatMap(index => importers[index]!))].filter(index => !reached.has(index))
    for (const index of last) reached.add(index)
  }
  return [...reached]
}

const known = new WeakMap<Package[], number[][]>()

function importersOf(packages: Package[]): number[][] {
  const before = known.get(packages)
  if (before) return before
  const indexes = new Map(packages.map(({path}, index) => [path, index]))
  const importers: number[][] = packages.map(() => [])
  for (const [index, {imports}] of packages.entries())
    for (const path of imports) importers[indexes.get(path) ?? -1]?.push(index)
  known.set(packages, importers)
  return importers
}

/** The same for the same seed. */
export function historyOf({sample: {packages}, own}: Repository, count: number, seed: number): Push[] {
  const random = randomFrom(seed)
  const pick = <T>(values: T[]) => values[Math.floor(random() * values.length)]!
  const indexesOf = (wanted: (module: string) => boolean) =>
    packages.flatMap(({module}, index) => (wanted(module) ? [index] : []))
  const owned = indexesOf(module => own.includes(module))
  const dependencies = [...new Set(packages.map(({module}) => module))].filter(
    module => module !== '' && !own.includes(module),
  )
  // A quarter of the packages, those with the most importers, are where a change goes wide.
  const byReach = owned.toSorted(
    (a, b) => recompiled(packages, [a], 'exported').length - recompiled(packages, [b], 'exported').length || a - b,
  )
  const widest = Math.max(1, Math.round(byReach.length / 4))
  const leaves = byReach.slice(0, Math.max(1, byReach.length - widest))
  const wide = byReach.slice(-widest)
  const updateOne = () => {
    const updated = pick(dependencies)
    return indexesOf(module => module === updated)
  }
  const touch: Record<PushKind, () => {touched: number[]; reach: Reach}> = {
    leaf: () => ({touched: [pick(leaves)], reach: random() < 0.5 ? 'inside' : 'exported'}),
    wide: () => ({touched: [pick(wide)], reach: random() < 0.5 ? 'inside' : 'exported'}),
    dependency: () => ({touched: updateOne(), reach: 'exported'}),
    big: () => ({
      touched: [...new Set([...owned, ...Array.from({length: BIG_MODULES}, updateOne).flat()])],
      reach: 'exported',
    }),
  }
  let goSum = 0
  return Array.from({length: count}, () => {
    const kind = kindOf(random())
    const {touched, reach} = touch[kind]()
    if (kind === 'dependency' || kind === 'big') goSum++
    return {kind, packages: recompiled(packages, touched, reach), goSum}
  })
}

function kindOf(value: number): PushKind {
  let left = value
  for (const kind of KINDS) {
    left -= MIX[kind]
    if (left < 0) return kind
  }
  return 'leaf'
}

/** Numbers from 0 to 1: mulberry32, of 32 bits of state, which is plenty here. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
