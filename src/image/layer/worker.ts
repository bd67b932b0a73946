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

async function answer(layer: LayerName, source: BlobSource): Promise<Answer> {
  try {
    return {read: await readLayer(layer, bytesOf(source), {temporary: `${folder}/${threadId}`, limits})}
  } catch (error) {
    return {error: (error as Error).message}
  }
}
