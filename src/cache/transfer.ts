import type {GoCacheMount} from '../dockerfile/mounts.ts'

export type CacheKind = GoCacheMount['kind']

/**
 * A way into and out of the cache mounts of a builder. Both ways keep to the same marks, so that one can take out what
 * another has put in:
 *
 * - files of the base archive are two minutes old, those of the difference one (both two hours in a census);
 * - `.go-image-base` in the cache's folder is a minute and a half old: newer is all that came since the base;
 * - `.go-image-stamp` is half a minute old: newer is what this build added, or used when it is a census.
 */
export type Transfer = {
  way: 'portable' | 'direct'
  probe: (mounts: GoCacheMount[]) => Promise<Map<CacheKind, 'warm' | 'empty'>>
  unpack: (restored: Restored[]) => Promise<void>
  /** Archives land in `folder` as KIND.tar. */
  pack: (requests: PackRequest[], folder: string) => Promise<Packed[]>
}

export type Restored = {
  mount: GoCacheMount
  /** Uncompressed tars of the cache's folder. */
  base: string
  difference: string | null
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
}

export type Packed = {
  kind: CacheKind
  /** Compile results (index entries) or modules (.ziphash files): added by this build, or used by it in a census. */
  added: number
  total: number
  /** The mount still has what was unpacked into it. */
  stamped: boolean
  /** The archive, null when nothing was packed. */
  file: string | null
}
