import {createHash} from 'node:crypto'
import type {CacheKind} from './transfer.ts'

/** Version of the archive's form; a change of it starts all caches afresh. */
const FORMAT = '1'

export type KeyPart = {name: string; value: string}

export type CacheKey = {
  kind: CacheKind
  key: string
  /** Shorter prefixes to fall back to, best first. */
  restoreKeys: string[]
  /** Every part with its value, for the log: a user must be able to see why a key changed. */
  parts: KeyPart[]
}

export type KeyParts = {
  /** The exact Go release, `1.27.4`; where it is not known, the builder image of the Go stage, `golang:1.27-alpine`. */
  go: string
  platforms: string[]
  /** What tells images of one repository apart. */
  imageKey: string
  /** Tells mounts of one kind in one Dockerfile apart: empty for the first. */
  mount: string
  /** Hash over the go.sum files, `none` without any. */
  goSum: string
  /** Hash of what else makes this build another one: image, Dockerfile, target, build arguments. */
  variant: string
  commit: string | null
}

/**
 * Modules are the same for every platform and Go release: what counts is go.sum. The image is part of the key because
 * programs of one repository need different subsets, and entries cannot be added to.
 */
export function modulesKey(parts: KeyParts): CacheKey {
  return keyOf('modules', MODULES, 0, [
    {name: 'go.sum', value: parts.goSum},
    {name: 'image', value: imageAndMount(parts)},
  ])
}

/**
 * The build cache is worth what matches in it: another Go release recompiles everything, another go.sum some of it,
 * another commit little. Content cannot be hashed beforehand, so the commit makes the key new, and older ones serve; none
 * of another Go release, which would be dead weight in every later entry. The variant stands behind all that older
 * entries are wanted by: jobs of a matrix that differ in a build argument keep apart, and an argument with the commit in
 * it costs nothing.
 */
export function buildKey(parts: KeyParts): CacheKey {
  return keyOf('build', BUILD, 1, [
    {name: 'go', value: parts.go},
    {name: 'platforms', value: parts.platforms.join('+') || 'builder'},
    {name: 'image', value: imageAndMount(parts)},
    {name: 'go.sum', value: parts.goSum},
    {name: 'variant', value: parts.variant},
    {name: 'commit', value: shortCommit(parts.commit)},
  ])
}

/**
 * A difference belongs to one base. The newest for the same go.sum and variant is wanted, else the newest at all; commit
 * and run make the key new.
 */
export function differenceKey(
  kind: CacheKey['kind'],
  base: string,
  parts: Pick<KeyParts, 'goSum' | 'variant' | 'commit'> & {runId: string},
): CacheKey {
  return keyOf(kind, `${DIFFERENCE}-${kind}`, 1, [
    {name: 'base', value: hashOf(base).slice(0, 16)},
    {name: 'go.sum', value: parts.goSum},
    {name: 'variant', value: parts.variant},
    {name: 'commit', value: `${shortCommit(parts.commit)}.${parts.runId}`},
  ])
}

const [MODULES, BUILD, DIFFERENCE] = ['go-image-mod', 'go-image-build', 'go-image-diff']

/** Hash of what makes one build another than the next, short enough to be read in a key. */
export function variantOf(parts: readonly string[]): string {
  return hashOf(JSON.stringify(parts)).slice(0, 8)
}

/** What was asked for and what matched, part by part; only parts that differ. Empty for a key of another shape. */
export function changedParts(wanted: CacheKey, matched: string): {name: string; before: string; after: string}[] {
  const prefix = /^(.*?-\d+-)/.exec(wanted.key)?.[1] ?? ''
  const values = matched.startsWith(prefix) ? matched.slice(prefix.length).split('-') : []
  if (values.length !== wanted.parts.length) return []
  return wanted.parts.flatMap(({name, value}, index) => {
    // The run only makes a key new.
    const [before, after] = [values[index]!, clean(value)].map(text =>
      name === 'commit' ? text.replace(/\.\d+$/, '') : text,
    ) as [string, string]
    return before === after ? [] : [{name, before, after}]
  })
}

/** The value as people read it in a log: hashes and run numbers are of no use to them in full. */
export function shownValue({name, value}: KeyPart): string {
  return name === 'go.sum' ? value.slice(0, 12) : value
}

function imageAndMount({imageKey, mount}: KeyParts): string {
  return mount === '' ? imageKey : `${imageKey} ${mount}`
}

function shortCommit(commit: string | null): string {
  return commit?.slice(0, 12) ?? 'none'
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** Restore keys have at least the first `required` parts. */
function keyOf(kind: CacheKey['kind'], name: string, required: number, parts: KeyPart[]): CacheKey {
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

/**
 * Keys may not have commas and at most 512 characters (@actions/cache, checkKey), and `-` separates our own parts. What
 * could be taken for another value gets a hash of it: `a_b` must not share a key with `a-b`.
 */
export function clean(value: string): string {
  const short = value
    .replace(/-/g, '_')
    .replace(/[^\w.+:@/]+/g, '_')
    .slice(0, 80)
  return /^[\w.+:@/-]{0,80}$/.test(value) && !value.includes('_') ? short : `${short}.${hashOf(value).slice(0, 6)}`
}
