/** A thread that reads layers, one after the other. An entry of its own in dist/: threads.ts starts it. */
import {type MessagePort, parentPort, threadId, workerData} from 'node:worker_threads'
import {type LayerLimits, type LayerName, type ReadLayer, readLayer} from './read-layer.ts'
import {type BlobSource, bytesOf} from './source.ts'

export type WorkerData = {folder: string; limits: LayerLimits}
export type Task = {layer: LayerName; source: BlobSource}
export type Answer = {read: ReadLayer} | {error: string}

const port = parentPort as MessagePort
const {folder, limits} = workerData as WorkerData

port.on('message', async ({layer, source}: Task) => {
  port.postMessage(await answer(layer, source))
})

/** What arrives in a stream is a copy for this thread alone: its memory is freed when it is used up. */
async function* released(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) {
    yield piece
    if (piece.buffer instanceof ArrayBuffer) piece.buffer.transfer?.(0)
  }
}

async function answer(layer: LayerName, source: BlobSource): Promise<Answer> {
  try {
    const bytes = 'file' in source ? bytesOf(source) : released(source)
    return {read: await readLayer(layer, bytes, {temporary: `${folder}/${threadId}`, limits})}
  } catch (error) {
    return {error: (error as Error).message}
  }
}
