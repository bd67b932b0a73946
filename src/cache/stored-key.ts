/**
 * What the key of a stored entry says about its place among the others. Keys are made in keys.ts, ledger.ts,
 * size/stored-baseline.ts and image/known-layers.ts.
 */
export type StoredKey = {
  what: 'base' | 'difference' | 'small'
  /** Entries of one family can do each other's work: a restore takes one of them. */
  family: string
  /** Within a family, what a newer entry replaces altogether; a newer one of another line serves less well. */
  line: string
  /** Hash over the key of the base; null but for a difference. */
  base: string | null
  /** Of a small one, how many of its family are kept. */
  kept: number
}

type Kind = {
  what: StoredKey['what']
  /** Names of the parts that follow the version, separated by `-`. */
  parts: readonly string[]
  family: readonly string[]
  line: readonly string[]
  kept?: number
}

const DIFFERENCE = {
  what: 'difference',
  parts: ['base', 'go.sum', 'variant', 'commit'],
  family: ['base'],
  line: ['go.sum', 'variant'],
} as const
/** Baselines of so many commits: pull requests are based on older ones too. */
const SMALL = {what: 'small', parts: ['image'], family: ['image'], line: [], kept: 100} as const

/** By the words between `go-image-` and the version. */
const KINDS: Record<string, Kind> = {
  mod: {what: 'base', parts: ['go.sum', 'image'], family: ['image'], line: []},
  build: {
    what: 'base',
    parts: ['go', 'platforms', 'image', 'go.sum', 'variant', 'commit'],
    family: ['go', 'platforms', 'image'],
    line: ['variant'],
  },
  'diff-modules': DIFFERENCE,
  'diff-build': DIFFERENCE,
  size: SMALL,
  ledger: SMALL,
  // Each holds what the ones before it held.
  layers: {...SMALL, kept: 2},
}

/** Keys of ours begin with it: what a service is asked for, before each key is looked at. */
export const KEY_PREFIX = 'go-image-'

const KEY = new RegExp(`^${KEY_PREFIX}(${Object.keys(KINDS).join('|')})-(\\d+)-(.+)$`)

/** Null for a key of somebody else, who may well begin it with `go-image-` too: such an entry is never touched. */
export function parseStoredKey(key: string): StoredKey | null {
  const [, name = '', version = '', rest = ''] = KEY.exec(key) ?? []
  const kind = KINDS[name]
  if (kind === undefined) return null
  const values = rest.split('-')
  const join = (names: readonly string[]) => names.map(part => values[kind.parts.indexOf(part)] ?? '').join('-')
  // Of a form that another release of this action writes: alone in its family, so that nothing replaces it.
  const isKnown = kind.what === 'small' || values.length === kind.parts.length
  return {
    what: kind.what,
    family: isKnown ? `${name}-${version}-${join(kind.family)}` : key,
    line: isKnown ? join(kind.line) : '',
    base: kind.what === 'difference' ? values[0]! : null,
    kept: kind.kept ?? 0,
  }
}

export function isOwnKey(key: string): boolean {
  return parseStoredKey(key) !== null
}
