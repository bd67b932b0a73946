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
  way: 'portable' | 'direct' | 'runner'
  /**
   * Takes a base as it comes, in place of NAME.tar, and keeps it beside the cache until `unpack` puts it in place or
   * `discard` removes it. Throws what taking the next piece throws, and keeps nothing then. Missing where archives are only
   * taken as files.
   */
  receive?: (mount: GoCacheMount, archive: AsyncIterable<Buffer>) => Promise<Received>
  /**
   * Unpacks NAME.tar and NAME-difference.tar of the folder `archives`, uncompressed tars of the cache's folder. Of what was
   * received, the paths that NAME.dropped lists are left out.
   */
  unpack: (restored: Restored[], archives: string) => Promise<void>
  /** Archives land in `folder` as NAME.tar. Resolves with the seconds that packing itself took, too. */
  pack: (requests: PackRequest[], folder: string) => Promise<{packed: Packed[]; seconds: number}>
}

export type Received = {discard: () => Promise<void>}

/** Finds the mounts of a builder; what can only help says why it cannot. */
export type Way = {
  open: (mounts: GoCacheMount[]) => Promise<Opened | Refused>
  /** Where it is open, it takes archives as they come. */
  receives: boolean
}

export type Opened = {
  transfer: Transfer
  /** By the mount's name. Warm: somebody else's files are in it. */
  states: Map<string, 'warm' | 'empty'>
}

export type Refused = {refused: string}

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
  /** The mount's. */
  name: string
  /** Compile results (index entries) or modules (.ziphash files): added by this build, or used by it in a census. */
  added: number
  total: number
  /** Compile results that the build read; null where the file system does not tell. */
  hits: number | null
  /** The mount still has what was unpacked into it. */
  stamped: boolean
}

/** What a step that has the mounts says about them. */
export type Probed = {
  states: Opened['states']
  /** Lines of /proc/self/mountinfo in the step. */
  mountInfo: string[]
  /** What the step has written into each mount. */
  word: string
}

/** Root of the cache in the container; `ROOT/./PART` where the mount holds only PART of it. */
export function cacheFolder(mount: GoCacheMount): string {
  if (mount.part !== '') return `${mount.target.slice(0, -mount.part.length - 1)}/./${mount.part}`
  return posix.join(mount.target, mount.within)
}

export function probeWords(word: string, mounts: GoCacheMount[]): string[] {
  return [word, ...mounts.flatMap(mount => [mount.name, posix.normalize(cacheFolder(mount))])]
}

/** Words for UNPACK; `folderOf` says where a cache is for the one who runs the script. */
export function unpackWords(restored: Restored[], folderOf: (mount: GoCacheMount) => string): string[] {
  return restored.flatMap(({mount, census}) => [mount.name, folderOf(mount), census ? 'census' : 'fresh'])
}

/** Words for PACK. */
export function packWords(requests: PackRequest[], folderOf: (mount: GoCacheMount) => string): string[] {
  return requests.flatMap(({mount, what}) => [mount.name, folderOf(mount), what, mount.wantsZips ? 'zips' : 'no-zips'])
}

/** The words of the lines that one of the scripts printed after `go-image`; what else was printed is not for us. */
export function readAnswers(lines: string[]): string[][] {
  return lines.filter(line => line.startsWith('go-image ')).map(line => line.split(' ').slice(1))
}

/** Reads the words that PROBE printed after `go-image`. */
export function readProbed(answers: string[][], word: string): Probed {
  const mounts = answers.filter(([first]) => first === 'mount').map(([, ...words]) => words.join(' '))
  const states = answers.filter(([first]) => first !== 'mount')
  return {
    states: new Map(states.map(([name, state]) => [name!, state === 'warm' ? 'warm' : 'empty'])),
    mountInfo: mounts,
    word,
  }
}

/** Reads the words that PACK printed after `go-image`. */
export function readPacked(answers: string[][]): Packed[] {
  const hits = new Map(answers.filter(([first]) => first === 'hits').map(([, name, count]) => [name, Number(count)]))
  return answers
    .filter(([first]) => first !== 'hits')
    .map(([name, added, total, stamped]) => ({
      name: name!,
      added: Number(added),
      total: Number(total),
      hits: hits.get(name) ?? null,
      stamped: stamped === 'yes',
    }))
}
