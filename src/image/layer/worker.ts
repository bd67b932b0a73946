/** A thread that reads layers, one after the other. An entry of its own in dist/: threads.ts starts it. */
import {MessagePort, parentPort, threadId, workerData} from 'node:worker_threads'
import {receive} from './pump.ts'
import {type LayerLimits, type LayerName, type ReadLayer, readLayer} from './read-layer.ts'
import {bytesOf, type FilePart} from './source.ts'

export type WorkerData = {folder: string; limits: LayerLimits}
export type Task = {layer: LayerName; source: FilePart | MessagePort}
export type Answer = {read: ReadLayer} | {error: string}

const {folder, limits} = workerData as WorkerData

parentPort!.on('message', async ({layer, source}: Task) => {
  parentPort!.postMessage(await answer(layer, source))
})

async function answer(layer: LayerName, source: Task['source']): Promise<Answer> {
  try {
    const bytes = source instanceof MessagePort ? receive(source) : bytesOf(source)
    return {read: await readLayer(layer, bytes, {temporary: `${folder}/${threadId}`, limits})}
  } catch (error) {
    return {error: (error as Error).message}
  }
}
