import type {GoProgram} from './facts.ts'

/** One entry of a layer's tar, whiteouts included, in the order of the tar. */
export type LayerEntry = {
  /** Cleaned: no slash at the start or end, no `.` and `..`. */
  path: string
  kind: 'file' | 'folder' | 'symlink' | 'hardlink' | 'device' | 'fifo'
  /** Of the content, for files; else 0. */
  bytes: number
  /** With setuid, setgid and sticky bit. */
  mode: number
  /** Of links; that of a hard link is cleaned as `path` is. */
  target?: string
  /** CRC-32 of the content, 8 hexadecimal digits, where there is any. */
  crc?: string
}

/** What one layer holds. It depends on nothing but the layer's bytes, so it can be kept by diff ID. */
export type LayerContents = {
  diffId: string
  /** Of the uncompressed tar. */
  bytes: number
  entries: LayerEntry[]
  /** Go programs among the entries; `layer` is not known here. */
  programs: Omit<GoProgram, 'layer'>[]
}

/** Contents of layers that were read before, by diff ID; `get` may read a file. A Map is one. */
export type KnownLayers = {
  has: (diffId: string) => boolean
  /** Undefined also for one that turns out to be damaged. */
  get: (diffId: string) => LayerContents | undefined
}

/** A file that can be read at any place. Reads less than `length` only at the end. */
export type RandomAccess = {
  size: number
  read: (offset: number, length: number) => Buffer
  /** Like `read`, but what it gives is only valid until the next window: for going through much of a file. */
  window: (offset: number, length: number) => Buffer
}
