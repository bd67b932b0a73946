/** A thread that reads layers, one after the other. An entry of its own in dist/: threads.ts starts it. */
import {MessagePort, parentPort, workerData} from 'node:worker_threads'
import {receive} from './pump.ts'
import {type ReadOptions, readHere} from './read-here.ts'
import type {LayerName, ReadLayer} from './read-layer.ts'
import type {FilePart} from './source.ts'

export type Task = {layer: LayerName; source: FilePart | MessagePort}
export type Answer = {read: ReadLayer} | {error: string}

const options = workerData as ReadOptions

parentPort!.on('message', async ({layer, source}: Task) => {
  parentPort!.postMessage(await answer(layer, source))
})

async function answer(layer: LayerName, source: Task['source']): Promise<Answer> {
  try {
    return {read: await readHere(layer, source instanceof MessagePort ? receive(source) : source, options)}
  } catch (error) {
    return {error: (error as Error).message}
  }
}
