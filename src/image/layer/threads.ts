/** Layers read side by side in worker threads. */
import {extname} from 'node:path'
import {MessageChannel, Worker} from 'node:worker_threads'
import {send} from './pump.ts'
import type {LayerLimits, LayerName, ReadLayer} from './read-layer.ts'
import type {StoredLayer} from './source.ts'
import type {Answer, Task, WorkerData} from './worker.ts'

/** Beside this file in the sources, and beside the bundle that this file ends up in. */
const WORKER = new URL(`./worker${extname(import.meta.url)}`, import.meta.url)

/** Sources run under Node 20 only through another program, Jest, which does not reach into threads. */
export function canUseThreads(): boolean {
  return extname(import.meta.url) !== '.ts' || Boolean((process.features as {typescript?: unknown}).typescript)
}

/** Little is kept of what is allocated, so a small heap for what is new costs no time: 129 MB for two threads, not 145. */
const HEAP = {maxYoungGenerationSizeMb: 6}

/**
 * Reads the layers in `count` threads, the largest first, so that none is left alone with it in the end. Results are in
 * the order of the layers. The first error ends all threads.
 */
export async function readInThreads(
  layers: readonly StoredLayer[],
  count: number,
  options: {folder: string; limits: LayerLimits},
): Promise<(ReadLayer | null)[]> {
  const results = new Map<StoredLayer, ReadLayer | null>()
  const waiting = [...layers].sort((one, other) => other.size - one.size)
  const workers = Array.from({length: count}, () => startWorker(options))
  try {
    await Promise.all(
      workers.map(async worker => {
        for (let layer = waiting.shift(); layer !== undefined; layer = waiting.shift())
          results.set(layer, await readIn(worker, layer))
      }),
    )
  } finally {
    await Promise.all(workers.map(worker => worker.terminate()))
  }
  return layers.map(layer => results.get(layer)!)
}

function startWorker(workerData: WorkerData): Worker {
  return new Worker(WORKER, {workerData, resourceLimits: HEAP})
}

async function readIn(worker: Worker, {open, ...layer}: StoredLayer): Promise<ReadLayer | null> {
  const source = await open()
  if (source === null) return null
  const answered = answerOf(worker)
  if ('file' in source) worker.postMessage({layer, source} satisfies Task)
  else answered.finally(pumpInto(worker, layer, source)).catch(() => {}) // said where it is awaited
  const answer = await answered
  if ('error' in answer) throw new Error(answer.error)
  return answer.read
}

/** Starts it, and gives back what ends it. */
function pumpInto(worker: Worker, layer: LayerName, source: AsyncIterable<Uint8Array>): () => void {
  const {port1, port2} = new MessageChannel()
  const controller = new AbortController()
  worker.postMessage({layer, source: port2} satisfies Task, [port2])
  send(source, port1, controller.signal).catch(() => {}) // it was ended
  return () => {
    controller.abort()
    port1.close()
  }
}

async function answerOf(worker: Worker): Promise<Answer> {
  return await new Promise((resolve, reject) => {
    const ended = () => reject(new Error('a thread that reads layers ended early'))
    const forget = () => worker.off('exit', ended).off('error', reject)
    worker.once('exit', ended).once('error', reject)
    worker.once('message', (answer: Answer) => {
      forget()
      resolve(answer)
    })
  })
}
