/**
 * What a history of pushes costs when a difference may grow to a given share of its base. Keys, restore order and
 * decisions are the real ones of src/cache; only bytes move.
 */
import {buildKey, type CacheKey, differenceKey} from '../../../src/cache/keys.ts'
import {savingOf, wantsCensus} from '../../../src/cache/saving.ts'
import type {Push, Repository} from './history.ts'

/** How much of its size is left of an archive once it is compressed. */
export type Compression = {
  base: number
  /** The first result of a package in a difference. */
  first: number
  /** Later ones, which are much like the first. */
  again: number
}

export type Settings = {share: number; pullRequests: number; pushesPerDay: number; compression: Compression}

/** Bytes of archives, but for `downloaded` and `uploaded`, which are those of the service. */
export type Work = {
  runs: number
  downloaded: number
  restored: number
  counted: number
  packed: number
  marked: number
  saved: number
  uploaded: number
}

export type Outcome = {
  work: Work
  /** New bases after the first. */
  bases: number
  /** Pushes that found no base. */
  cold: number
  /** Most bytes in the service at once. */
  kept: number
  /** Entries that the service's quota dropped. */
  dropped: number
}

/** docs.github.com/actions/reference/workflows-and-actions/dependency-caching, "Usage limits and eviction policy" */
const QUOTA_BYTES = 10e9
const UNUSED_DAYS = 7

type Content = {bytes: number; compressed: number; has: Uint8Array}
type Entry = Content & {name: string; key: string; used: number}
type Found = {base: Entry | null; difference: Entry | null}

export function simulate({sample}: Repository, pushes: Push[], settings: Settings): Outcome {
  const {share, pullRequests, pushesPerDay, compression} = settings
  const store = serviceWith(UNUSED_DAYS * pushesPerDay)
  const work: Work = {
    ...{runs: 0, downloaded: 0, restored: 0, counted: 0},
    ...{packed: 0, marked: 0, saved: 0, uploaded: 0},
  }
  let bases = 0
  let cold = 0
  const restore = (key: CacheKey, toDifference: (base: string) => CacheKey, now: number, runs: number): Found => {
    const base = store.find('base', key, now)
    const difference = base && store.find('difference', toDifference(base.key), now)
    for (const entry of [base, difference]) {
      work.downloaded += runs * (entry?.compressed ?? 0)
      work.restored += runs * (entry?.bytes ?? 0)
    }
    work.runs += runs
    return {base, difference}
  }
  for (const [now, push] of pushes.entries()) {
    const keysOf = (commit: string) => {
      const parts = {
        ...{go: '1.26.8', platforms: ['linux/amd64'], imageKey: 'app', mount: '', variant: 'v'},
        ...{goSum: `sum${push.goSum}`, commit},
      }
      const toDifference = (base: string) => differenceKey('build', base, {...parts, runId: `${now}`})
      return {key: buildKey(parts), toDifference}
    }
    const {key, toDifference} = keysOf(`${now}`.padStart(12, '0'))
    const {base, difference} = restore(key, toDifference, now, 1)
    const before = {base: sized(base), difference: sized(difference)}
    const census = wantsCensus({...before, key}, share)
    const grown = grow(difference, sample.packages, push.packages, compression)
    const there = base === null ? sample.bytes : base.bytes + grown.bytes
    const live = sample.bytes
    const out = base === null || census ? live : grown.bytes
    const packed = {added: push.packages.length, total: sample.packages.length, stamped: true, bytes: out}
    const {what} = savingOf({base: before.base, census}, {...PACKED, ...packed}, TRUST)
    work.counted += there
    work.packed += out
    if (census) work.marked += live
    if (base === null) cold++
    if (what === 'base' || what === 'difference') {
      const compressed = what === 'base' ? live * compression.base : grown.compressed
      work.saved += out
      work.uploaded += compressed
      if (what === 'difference') store.add({...grown, name: what, key: toDifference(base!.key).key, used: now})
      else store.add({name: what, key: key.key, bytes: live, compressed, has: new Uint8Array(), used: now})
      if (what === 'base' && base !== null) bases++
    }
    if (pullRequests > 0) {
      // They save nothing, so that all of them find the same.
      const {key, toDifference} = keysOf(`pull${now}`.padStart(12, '0'))
      const found = restore(key, toDifference, now, pullRequests)
      work.counted += pullRequests * ((found.base?.bytes ?? 0) + (found.difference?.bytes ?? 0))
    }
  }
  return {work, bases, cold, kept: store.most(), dropped: store.dropped()}
}

const TRUST = {restore: true, save: true, reason: ''} satisfies Parameters<typeof savingOf>[2]
const PACKED = {name: 'build', hits: null}

function sized(entry: Entry | null): {key: string; bytes: number} | null {
  return entry && {key: entry.key, bytes: entry.bytes}
}

/** All that came since the base: what the difference had, used or not, and what this push compiled. */
function grow(
  difference: Entry | null,
  packages: Repository['sample']['packages'],
  added: number[],
  {first, again}: Compression,
): Content {
  const has = difference?.has.slice() ?? new Uint8Array(packages.length)
  let bytes = difference?.bytes ?? 0
  let compressed = difference?.compressed ?? 0
  for (const index of added) {
    const size = packages[index]!.bytes
    bytes += size
    compressed += size * (has[index] === 1 ? again : first)
    has[index] = 1
  }
  return {bytes, compressed, has}
}

/** Entries as GitHub keeps them: unused ones for so many pushes, and no more than its quota. */
function serviceWith(unusedPushes: number) {
  let entries: Entry[] = []
  let most = 0
  let dropped = 0
  const total = () => entries.reduce((sum, entry) => sum + entry.compressed, 0)
  return {
    find(name: string, {key, restoreKeys}: CacheKey, now: number): Entry | null {
      entries = entries.filter(entry => now - entry.used <= unusedPushes)
      const named = entries.filter(entry => entry.name === name)
      const newest = (prefix: string) => named.findLast(entry => entry.key.startsWith(prefix))
      let found = named.find(entry => entry.key === key)
      for (const prefix of restoreKeys) found ??= newest(prefix)
      if (found) found.used = now
      return found ?? null
    },
    add(entry: Entry): void {
      entries.push(entry)
      while (total() > QUOTA_BYTES) {
        const oldest = entries.reduce((a, b) => (b.used < a.used ? b : a))
        entries = entries.filter(one => one !== oldest)
        dropped++
      }
      most = Math.max(most, total())
    },
    most: () => most,
    dropped: () => dropped,
  }
}
