import {open} from 'node:fs/promises'
import {takingTurns} from '../../runner/memory.ts'
import type {LayerName} from './read-layer.ts'

/**
 * Where a blob comes from: a part of a file, from `start` up to `end`, or bytes as they arrive, each piece valid until
 * the one behind the next is asked for.
 */
export type BlobSource = FilePart | AsyncIterable<Uint8Array>
export type FilePart = {file: string; start: number; end: number}

export type StoredLayer = LayerName & {
  /** Called at most once, and not for a known layer. Null where the blob is nowhere, as with foreign layers. */
  open: () => Promise<BlobSource | null>
}

/** Reading waits for inflating and the reverse, so pieces are large: some 3 MB come of one. */
const CHUNK = 1024 * 1024

/** Each piece is only valid until the one behind the next is asked for. */
export async function* bytesOf(source: BlobSource): AsyncGenerator<Uint8Array> {
  if (!('file' in source)) return yield* source
  const {file, start, end} = source
  await using handle = await open(file)
  const next = takingTurns(CHUNK)
  for (let at = start; at < end; ) {
    const buffer = next()
    const {bytesRead} = await handle.read(buffer, 0, Math.min(CHUNK, end - at), at)
    if (bytesRead === 0) return
    at += bytesRead
    yield buffer.subarray(0, bytesRead)
  }
}
