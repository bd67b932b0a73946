/** Layers read side by side in this thread and others. */
import {once} from 'node:events'
import {extname} from 'node:path'
import {MessageChannel, Worker} from 'node:worker_threads'
import {send} from './pump.ts'
import {type ReadOptions, readHere} from './read-here.ts'
import type {LayerName, ReadLayer} from './read-layer.ts'
import type {BlobSource, StoredLayer} from './source.ts'
import type {Answer, Task} from './worker.ts'

/** Beside this file in the sources, and beside the bundle that this file ends up in. */
const WORKER = new URL(`./worker${extname(import.meta.url)}`, import.meta.url)

/** Sources run under Node 20 only through another program, Jest, which does not reach into threads. */
export function canUseThreads(): boolean {
  return extname(import.meta.url) !== '.ts' || Boolean((process.features as {typescript?: unknown}).typescript)
}

/** Little is kept of what is allocated, so a small heap for what is new costs no time: 127 MB for two threads, not 140. */
const HEAP = {maxYoungGenerationSizeMb: 6}

/**
 * Reads the layers in `count` threads, this one among them, because each other one has a heap of 10 MB before it reads
 * anything; the largest first, so that none is left alone with it in the end. Results are in the order of the layers.
 * The first error ends all.
 */
export async function readInThreads(
  layers: readonly StoredLayer[],
  count: number,
  options: ReadOptions,
): Promise<(ReadLayer | null)[]> {
  const results = new Map<StoredLayer, ReadLayer | null>()
  const waiting = [...layers].sort((one, other) => other.size - one.size)
  const controller = new AbortController()
  const {signal} = controller
  const threads = Array.from({length: count - 1}, () => startThread(options))
  const readers: Reader[] = [
    (layer, source) => readHere(layer, source, {...options, signal}),
    ...threads.map(
      (thread): Reader =>
        (layer, source) =>
          readIn(thread, layer, source),
    ),
  ]
  const reading = readers.map(async read => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const {open, ...layer} = next
      const source = await open()
      results.set(next, source && (await read(layer, source)))
    }
  })
  try {
    await Promise.all(reading)
  } finally {
    controller.abort()
    await Promise.all(threads.map(({worker}) => worker.terminate()))
    await Promise.allSettled(reading)
  }
  return layers.map(layer => results.get(layer)!)
}

type Reader = (layer: LayerName, source: BlobSource) => Promise<ReadLayer>

/** `failed` rejects when the thread ends, by itself or not. */
type Thread = {worker: Worker; failed: Promise<never>}

function startThread(workerData: ReadOptions): Thread {
  const worker = new Worker(WORKER, {workerData, resourceLimits: HEAP})
  const failed = new Promise<never>((_, reject) => {
    worker.on('error', reject)
    worker.on('exit', () => reject(new Error('a thread that reads layers ended early')))
  })
  failed.catch(() => {}) // said where an answer is awaited
  return {worker, failed}
}

async function readIn({worker, failed}: Thread, layer: LayerName, source: BlobSource): Promise<ReadLayer> {
  const answered = once(worker, 'message') as Promise<[Answer]>
  const endPump = hand(worker, layer, source)
  try {
    const [answer] = await Promise.race([answered, failed])
    if ('error' in answer) throw new Error(answer.error)
    return answer.read
  } finally {
    endPump()
  }
}

/** Gives back what ends the handing over of bytes. */
function hand(worker: Worker, layer: LayerName, source: BlobSource): () => void {
  if ('file' in source) {
    worker.postMessage({layer, source} satisfies Task)
    return () => {}
  }
  const {port1, port2} = new MessageChannel()
  const controller = new AbortController()
  worker.postMessage({layer, source: port2} satisfies Task, [port2])
  send(source, port1, controller.signal).catch(() => {}) // it was ended
  return () => {
    controller.abort()
    port1.close()
  }
}
