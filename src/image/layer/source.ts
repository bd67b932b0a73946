import {createReadStream} from 'node:fs'
import type {LayerName} from './read-layer.ts'

/** Where a blob comes from: a part of a file, from `start` up to `end`, or bytes as they arrive. */
export type BlobSource = {file: string; start: number; end: number} | AsyncIterable<Uint8Array>

export type StoredLayer = LayerName & {
  /** Called at most once, and not for a known layer. Null where the blob is nowhere, as with foreign layers. */
  open: () => Promise<BlobSource | null>
}

const CHUNK = 256 * 1024

export async function* bytesOf(source: BlobSource): AsyncGenerator<Uint8Array> {
  if (!('file' in source)) return yield* source
  const {file, start, end} = source
  if (end > start) yield* createReadStream(file, {start, end: end - 1, highWaterMark: CHUNK})
}
