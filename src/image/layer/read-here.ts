/** A layer read in this thread. */
import {join} from 'node:path'
import {threadId} from 'node:worker_threads'
import {type LayerLimits, type LayerName, type ReadLayer, readLayer} from './read-layer.ts'
import {type BlobSource, bytesOf} from './source.ts'

export type ReadOptions = {
  /** For temporary files. */
  folder: string
  limits: LayerLimits
}

/** With a signal it ends at once, also where nothing comes from the source. */
export async function readHere(
  layer: LayerName,
  source: BlobSource,
  {folder, limits, signal}: ReadOptions & {signal?: AbortSignal},
): Promise<ReadLayer> {
  const bytes = bytesOf(source)
  const temporary = join(folder, `${threadId}`)
  return await readLayer(layer, signal === undefined ? bytes : until(signal, bytes), {temporary, limits})
}

async function* until(signal: AbortSignal, bytes: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  let end = () => {}
  const ended = new Promise<never>((_, reject) => {
    end = () => reject(signal.reason)
    signal.addEventListener('abort', end)
  })
  ended.catch(() => {}) // awaited with the next piece, where there is one
  try {
    signal.throwIfAborted()
    for (;;) {
      const {done, value} = await Promise.race([bytes.next(), ended])
      if (done) return
      yield value
    }
  } finally {
    signal.removeEventListener('abort', end)
    bytes.return(undefined).catch(() => {}) // what waits for a piece ends when that comes, or never
  }
}
