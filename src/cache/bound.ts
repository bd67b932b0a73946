/** Which entries go so that a store holds no more than `cache-max-size`, and what may still be saved into it. */
import {createHash} from 'node:crypto'
import type {StoredEntry} from './store.ts'
import {parseStoredKey, type StoredKey} from './stored-key.ts'

export type NewEntry = {key: string; bytes: number}

/** An entry that an earlier run says it saved; `time` in milliseconds since 1970. */
export type Remembered = NewEntry & {time: number}

export type Removal = {entry: StoredEntry; why: 'superseded' | 'unused'}

export type BoundInput = {
  stored: StoredEntry[]
  /** What this run is about to save. */
  saving: NewEntry[]
  /** Keys of what this run restored. */
  restored: string[]
  /** Bytes. */
  maximum: number
  /** Full ref that this run saves for. */
  scope: string
  /** Milliseconds since 1970. */
  now: number
}

/** A run that began before the newest difference was there may still be about to restore the one before it. */
const KEPT_DIFFERENCES = 2
/** Jobs with another go.sum or other build arguments may share a base; what they want is their own newest difference. */
const KEPT_LINES = 4
/** A base of other build arguments that no run wanted for so long is one that none will want again. */
const UNWANTED_MS = 24 * 3_600_000
/**
 * GitHub drops what was not used for seven days
 * (docs.github.com/actions/reference/workflows-and-actions/dependency-caching, "Usage limits and eviction policy").
 */
const REMEMBERED_MS = 7 * 24 * 3_600_000

/**
 * What to remove, in this order. What is superseded always goes; what was not used for longest, pull requests' own
 * entries before all others, goes only as far as the new entries need room. Never: what this run restored or saves, and
 * branches' entries for a run that saves for a pull request.
 */
export function chooseRemovals({stored, saving, restored, maximum, scope, now}: BoundInput): Removal[] {
  const untouchable = new Set([...restored, ...saving.map(({key}) => key)])
  const mayGo = (entry: StoredEntry) => !untouchable.has(entry.key) && (isPull(entry.scope) || !isPull(scope))
  const superseded = findSuperseded(stored, [...untouchable], now).filter(mayGo)
  const candidates = stored
    .filter(entry => mayGo(entry) && !superseded.includes(entry))
    .sort((a, b) => Number(isPull(b.scope)) - Number(isPull(a.scope)) || lastUse(a) - lastUse(b))
  // What cannot be saved whatever goes is no reason to remove anything.
  const staying = stored.filter(entry => !mayGo(entry))
  const room = maximum - total(chooseSaves(total(staying), saving, maximum).fits)
  let left = total(staying) + total(candidates)
  const unused: StoredEntry[] = []
  for (const entry of candidates) {
    if (left <= room) break
    unused.push(entry)
    left -= entry.bytes
  }
  return [
    ...superseded.map(entry => ({entry, why: 'superseded' as const})),
    ...unused.map(entry => ({entry, why: 'unused' as const})),
  ]
}

export type Refused = {entry: NewEntry; why: 'alone' | 'total'}

/** What still fits beside `kept` bytes. Small ones first, or the baseline would be what an archive leaves no room for. */
export function chooseSaves(kept: number, saving: NewEntry[], maximum: number): {fits: NewEntry[]; refused: Refused[]} {
  const fits: NewEntry[] = []
  const refused: Refused[] = []
  for (const entry of saving.toSorted((a, b) => a.bytes - b.bytes)) {
    if (kept + total(fits) + entry.bytes <= maximum) fits.push(entry)
    else refused.push({entry, why: entry.bytes > maximum ? 'alone' : 'total'})
  }
  return {fits, refused}
}

/** The bytes that are kept for all we know, where the store cannot be listed. */
export function rememberedEntries(remembered: Remembered[], now: number): NewEntry[] {
  const recent = remembered.filter(({time, bytes}) => now - time < REMEMBERED_MS && Number.isSafeInteger(bytes))
  const byKey = new Map(recent.filter(({bytes}) => bytes >= 0).map(({key, bytes}) => [key, {key, bytes}]))
  return [...byKey.values()]
}

export function total(entries: {bytes: number}[]): number {
  return entries.reduce((sum, {bytes}) => sum + bytes, 0)
}

type Known = {entry: StoredEntry; key: StoredKey}

/**
 * Differences that a newer one replaced; differences whose base is gone or replaced; bases that were replaced; old
 * baselines and ledgers. Only what the same branch wrote replaces: other branches do not see it.
 */
function findSuperseded(stored: StoredEntry[], current: string[], now: number): StoredEntry[] {
  const known = stored
    .map(entry => ({entry, key: parseStoredKey(entry.key)}))
    .filter((one): one is Known => one.key !== null)
    .sort((a, b) => b.entry.created - a.entry.created)
  const families = groupBy(known, ({entry, key}) => `${entry.scope ?? ''} ${key.family}`)
  const ofKind = (what: StoredKey['what']) => [...families.values()].filter(family => family[0]!.key.what === what)

  const oldBases = ofKind('base').flatMap(family => replacedBases(family, now))
  const bases = known.filter(one => one.key.what === 'base' && !oldBases.includes(one)).map(({entry}) => entry.key)
  const liveBases = new Set([...bases, ...current].map(hashOfBase))
  const isDead = ({key}: Known) => !liveBases.has(key.base!)
  const replaced = ofKind('difference').flatMap(replacedDifferences)
  const dead = ofKind('difference').flat().filter(isDead)
  const oldSmall = ofKind('small').flatMap(family => family.slice(family[0]!.key.kept))
  return [...new Set([...replaced, ...dead, ...oldBases, ...oldSmall])].map(({entry}) => entry)
}

/** Of one family, newest first. */
function replacedBases([newest, ...others]: Known[], now: number): Known[] {
  const lines = new Set([newest!.key.line])
  return others.filter(({entry, key: {line}}) => {
    const replaced = lines.has(line) || now - lastUse(entry) > UNWANTED_MS
    lines.add(line)
    return replaced
  })
}

/** Of the differences to one base, newest first. */
function replacedDifferences(differences: Known[]): Known[] {
  const newestOfLines = [...groupBy(differences, ({key}) => key.line).values()].map(([newest]) => newest!)
  const kept = new Set([...differences.slice(0, KEPT_DIFFERENCES), ...newestOfLines.slice(0, KEPT_LINES)])
  return differences.filter(one => !kept.has(one))
}

/** In the order in which each group's first one comes. */
function groupBy<T>(items: T[], nameOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const name = nameOf(item)
    const group = groups.get(name)
    if (group === undefined) groups.set(name, [item])
    else group.push(item)
  }
  return groups
}

/** As keys.ts writes it into the key of a difference. */
function hashOfBase(key: string): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 16)
}

function isPull(scope: string | null): boolean {
  return scope?.startsWith('refs/pull/') ?? false
}

function lastUse({lastUsed, created}: StoredEntry): number {
  return Math.max(lastUsed ?? 0, created)
}
