import {posix} from 'node:path'
import type {GoCacheMount} from '../dockerfile/mounts.ts'

export type CacheKind = GoCacheMount['kind']

/**
 * A way into and out of the cache mounts of a builder. Both ways run the same scripts and keep to the same marks, so
 * that one can take out what the other has put in:
 *
 * - files of the base are two minutes old, those of the difference one (both two hours in a census);
 * - `.go-image-base` in the cache's folder is a minute and a half old: newer is all that came since the base;
 * - `.go-image-stamp` is half a minute old: newer is what this build added, or also used in a census.
 */
export type Transfer = {
  way: 'portable' | 'direct'
  /** Unpacks KIND.tar and KIND-difference.tar of the folder `archives`, uncompressed tars of the cache's folder. */
  unpack: (restored: Restored[], archives: string) => Promise<void>
  /** Archives land in `folder` as KIND.tar. */
  pack: (requests: PackRequest[], folder: string) => Promise<Packed[]>
}

export type Restored = {
  mount: GoCacheMount
  /** Give restored files an old time, so that Go's own marks tell afterwards which of them are still used. */
  census: boolean
}

export type PackRequest = {
  mount: GoCacheMount
  /**
   * `count`: nothing is packed. `all`: the whole cache. `difference`: what came since the base. `used`: after a census,
   * what this build used or added. Nothing is packed when nothing was added, but in a census.
   */
  what: 'count' | 'all' | 'difference' | 'used'
  /** For `used` of modules: those to keep, as `path@version` in the escaped form of file names. */
  keep: string[]
}

export type Packed = {
  kind: CacheKind
  /** Compile results (index entries) or modules (.ziphash files): added by this build, or used by it in a census. */
  added: number
  total: number
  /** The mount still has what was unpacked into it. */
  stamped: boolean
}

/** What a step that has the mounts says about them. */
export type Probed = {
  states: Map<CacheKind, 'warm' | 'empty'>
  /** Lines of /proc/self/mountinfo in the step. */
  mountInfo: string[]
  /** What the step has written into each cache's folder. */
  word: string
}

/** Where the cache is in the container. */
export function cacheFolder(mount: GoCacheMount): string {
  return posix.join(mount.target, mount.within)
}

export function probeWords(word: string, mounts: GoCacheMount[]): string[] {
  return [word, ...mounts.flatMap(mount => [mount.kind, cacheFolder(mount)])]
}

/** Words for UNPACK; `folderOf` says where a cache is for the one who runs the script. */
export function unpackWords(restored: Restored[], folderOf: (mount: GoCacheMount) => string): string[] {
  return restored.flatMap(({mount, census}) => [mount.kind, folderOf(mount), census ? 'census' : 'fresh'])
}

/** Words for PACK. */
export function packWords(requests: PackRequest[], folderOf: (mount: GoCacheMount) => string): string[] {
  return requests.flatMap(({mount, what}) => [mount.kind, folderOf(mount), what, mount.wantsZips ? 'zips' : 'no-zips'])
}

/** Reads the words that PROBE printed after `go-image`. */
export function readProbed(answers: string[][], word: string): Probed {
  const mounts = answers.filter(([first]) => first === 'mount').map(([, ...words]) => words.join(' '))
  const states = answers.filter(([first]) => first !== 'mount')
  return {
    states: new Map(states.map(([kind, state]) => [kind as CacheKind, state === 'warm' ? 'warm' : 'empty'])),
    mountInfo: mounts,
    word,
  }
}

/** Reads the words that PACK printed after `go-image`. */
export function readPacked(answers: string[][]): Packed[] {
  return answers.map(([kind, added, total, stamped]) => ({
    kind: kind as CacheKind,
    added: Number(added),
    total: Number(total),
    stamped: stamped === 'yes',
  }))
}
