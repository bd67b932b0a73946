import {compileFlagWords} from '../dockerfile/go-flags.ts'
import type {GoCacheMount} from '../dockerfile/mounts.ts'
import type {Inputs} from '../inputs.ts'
import type {CacheReport} from '../report/report.ts'
import type {Context} from '../runner/context.ts'
import type {Help} from '../runner/help.ts'
import type {Watch} from '../runner/watch.ts'
import {buildKey, type CacheKey, differenceKey, modulesKey, shownValue, variantOf} from './keys.ts'
import type {Portable} from './portable.ts'
import type {CacheStore} from './store.ts'
import type {Way} from './transfer.ts'
import type {Trust} from './trust.ts'

/** One cache on its way through a run: at most two entries, a base and one difference that came since. */
export type GoCache = {
  mount: GoCacheMount
  key: CacheKey
  /** Key for a difference to the base of the given key. */
  differenceKey: (base: string) => CacheKey
  /** What was restored. */
  base: {key: string; bytes: number} | null
  difference: {key: string; bytes: number} | null
  /** This run learns which entries are still used, to write a new base of them. */
  census: boolean
  report: CacheReport
}

/** An archive that the end of the job uploads. */
export type PendingSave = {name: string; key: string; file: string}

export type CacheTools = {
  store: CacheStore
  /** The way that is always open; on the runner, its own. */
  portable: Omit<Portable, 'probe'>
  /** The direct way; null when the user wants the portable one. */
  direct: Way | null
  /** Texts of the go.sum files, which say what restored modules must hash to. */
  goSums: string[]
  /** A folder of this run's own. */
  temp: string
  warn: (message: string) => void
  /** Tells why the direct way was not taken. */
  explain: (message: string) => void
  signal: AbortSignal
  /** Tells what comes in while it does. */
  watch: Watch
}

/** The caches of a build: one for each mount that holds one of Go's two. */
export function planCaches(options: {
  mounts: GoCacheMount[]
  inputs: Inputs
  /** Exact release of the Go that compiles; null where it is not known before the build. */
  goRelease: string | null
  goSum: string
  imageKey: string
  context: Context
  trust: Trust
  help: Help
}): GoCache[] {
  const {mounts, inputs, goRelease, goSum, imageKey, context, trust, help} = options
  const {noCache, call, file, target, buildArgs} = inputs.build
  if (mounts.length === 0 || inputs.cache === 'off' || call !== '') return []
  if (noCache) {
    help.warn("`no-cache` empties the cache mounts, so Go's caches are left out of this build.")
    return []
  }
  // Order of arguments means nothing to BuildKit. Steps that test need other results than a build, and share some.
  const variant =
    inputs.mode === 'caches'
      ? variantOf(['caches'])
      : variantOf([imageKey, file, target, ...buildArgs.toSorted(), ...compileFlagWords(inputs.goFlags)])
  return mounts.map((mount): GoCache => {
    const parts = {
      ...{platforms: mount.platforms, imageKey, goSum, variant, commit: context.commit},
      go: goRelease ?? mount.image,
      mount: mount.name === mount.kind ? '' : mount.name,
    }
    const key = mount.kind === 'modules' ? modulesKey(parts) : buildKey(parts)
    return {
      mount,
      key,
      differenceKey: base => differenceKey(mount.kind, base, {...parts, runId: context.runId}),
      base: null,
      difference: null,
      census: false,
      report: {
        kind: mount.kind,
        key: key.key,
        parts: key.parts.map(part => ({name: part.name, value: shownValue(part)})),
        matchedKey: null,
        changed: [],
        hit: trust.restore ? 'none' : 'off',
        way: null,
        restoredBytes: null,
        savedBytes: null,
        seconds: {lookup: null, download: null, in: null, pack: null, out: null, upload: null},
        added: null,
        hits: null,
        total: null,
        verdict: trust.restore ? 'no entry yet' : `not restored: ${trust.reason}`,
      },
    }
  })
}
