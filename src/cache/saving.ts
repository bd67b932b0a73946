import {bytes} from '../report/units.ts'
import type {GoCache} from './caches.ts'
import type {Packed} from './transfer.ts'
import type {Trust} from './trust.ts'

/**
 * A difference this large, as a share of its base, makes the default branch write a new base: every run downloads both,
 * and what the difference replaced is dead weight. docs/cache-share.md has the benchmark that chose it.
 */
export const LARGEST_SHARE = 0.1

export type Saving = {
  what: 'base' | 'difference' | 'nothing' | 'lost'
  /** For the log and the report. */
  why: string
}

/**
 * Should this run restore with old times, to learn what is still used and write a new base of it? Not where the base has
 * this run's very key: entries cannot change.
 */
export function wantsCensus(
  {base, difference, key}: Pick<GoCache, 'base' | 'difference' | 'key'>,
  largestShare = LARGEST_SHARE,
): boolean {
  if (base === null || difference === null || base.key === key.key) return false
  return difference.bytes > largestShare * base.bytes
}

const LOST = {
  builder: 'the builder dropped what had been restored (its garbage collection)',
  runner: 'what had been restored is gone (go clean?)',
}

/** What becomes of a cache after the build. */
export function savingOf(
  {base, census}: Pick<GoCache, 'base' | 'census'>,
  packed: Packed & {bytes: number},
  trust: Trust,
  place: 'builder' | 'runner' = 'builder',
): Saving {
  if (base !== null && !packed.stamped) return {what: 'lost', why: `not saved: ${LOST[place]}`}
  if (packed.added === 0 && !census) return {what: 'nothing', why: 'nothing to save'}
  if (!trust.save) return {what: 'nothing', why: `not saved: ${trust.reason}`}
  if (packed.bytes === 0) return {what: 'nothing', why: `not saved: nothing came out of the ${place}`}
  if (base === null) return {what: 'base', why: 'saved after the job'}
  if (census) return {what: 'base', why: `${bytes(packed.bytes)} still used, saved as a new base after the job`}
  return {what: 'difference', why: `saved after the job as the difference to ${bytes(base.bytes)}`}
}
