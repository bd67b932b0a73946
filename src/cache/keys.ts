import {createHash} from 'node:crypto'
import type {CacheReport} from '../report/report.ts'

/** Version of the archive's form; a change of it starts all caches afresh. */
const FORMAT = '1'

export type CacheKey = {
  kind: CacheReport['kind']
  key: string
  /** Shorter prefixes to fall back to, best first. */
  restoreKeys: string[]
  /** Every part with its value, for the log: a user must be able to see why a key changed. */
  parts: {name: string; value: string}[]
}

export type KeyParts = {
  /** Builder image of the Go stage, `golang:1.27-alpine`: it fixes the Go release. */
  goImage: string
  platforms: string[]
  /** What tells images of one repository apart. */
  imageKey: string
  /** Hash over the go.sum files, `none` without any. */
  goSum: string
  commit: string | null
}

/**
 * Modules are the same for every platform and Go release: what counts is go.sum. The image is part of the key because
 * programs of one repository need different subsets, and entries cannot be added to.
 */
export function modulesKey(parts: KeyParts): CacheKey {
  return keyOf('modules', 'go-image-mod', 0, [
    {name: 'go.sum', value: parts.goSum},
    {name: 'image', value: parts.imageKey},
  ])
}

/**
 * The build cache is worth what matches in it: another Go release recompiles everything, another go.sum some of it,
 * another commit little. Content cannot be hashed beforehand, so the commit makes the key new, and older ones serve; none
 * of another Go release, which would be dead weight in every later entry.
 */
export function buildKey(parts: KeyParts): CacheKey {
  return keyOf('build', 'go-image-build', 1, [
    {name: 'go', value: parts.goImage},
    {name: 'platforms', value: parts.platforms.join('+') || 'builder'},
    {name: 'image', value: parts.imageKey},
    {name: 'go.sum', value: parts.goSum},
    {name: 'commit', value: parts.commit?.slice(0, 12) ?? 'none'},
  ])
}

/**
 * A difference belongs to one base. The newest for the same go.sum is wanted, else the newest at all; commit and run
 * make the key new.
 */
export function differenceKey(
  kind: CacheKey['kind'],
  base: string,
  parts: Pick<KeyParts, 'goSum' | 'commit'> & {runId: string},
): CacheKey {
  return keyOf(kind, `go-image-diff-${kind}`, 1, [
    {name: 'base', value: createHash('sha256').update(base).digest('hex').slice(0, 16)},
    {name: 'go.sum', value: parts.goSum},
    {name: 'commit', value: `${parts.commit?.slice(0, 12) ?? 'none'}.${parts.runId}`},
  ])
}

/** Restore keys have at least the first `required` parts. */
function keyOf(kind: CacheKey['kind'], name: string, required: number, parts: CacheKey['parts']): CacheKey {
  const prefix = `${name}-${FORMAT}-`
  const values = parts.map(part => clean(part.value))
  const upTo = (count: number) =>
    `${prefix}${values
      .slice(0, count)
      .map(value => `${value}-`)
      .join('')}`
  const restoreKeys = values.map((_, index) => upTo(values.length - 1 - index)).slice(0, values.length - required)
  return {kind, key: upTo(values.length).slice(0, -1), restoreKeys, parts}
}

/** Keys may not have commas and at most 512 characters (@actions/cache, checkKey); `-` separates our own parts. */
function clean(value: string): string {
  return value.replace(/[^\w.+:@/]+/g, '_').slice(0, 100)
}
