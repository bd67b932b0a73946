/** The layers of an image → what each holds. */
import {mkdtemp, rm} from 'node:fs/promises'
import {availableParallelism} from 'node:os'
import {join} from 'node:path'
import type {KnownLayers, LayerContents} from '../contents.ts'
import type {Compression} from './decompress.ts'
import {type ReadOptions, readHere} from './read-here.ts'
import {type LayerLimits, LIMITS, type ReadLayer} from './read-layer.ts'
import type {StoredLayer} from './source.ts'
import {canUseThreads, readInThreads} from './threads.ts'

export type ScannedLayer = {
  /** Null for a layer without content. */
  contents: LayerContents | null
  /** Of the blob as it is; null where it was not opened. */
  compression: Compression | null
  /** What could not be read or is not as it should be, as sentences. */
  remarks: string[]
}

export type ScanOptions = {
  known: KnownLayers
  /** A folder for temporary files; what is made in it is removed again. */
  temp: string
  /** By the processors and the bytes where it is not given; 1 reads them here, one after the other. */
  threads?: number
  limits?: LayerLimits
}

/** Starting a thread takes as long as inflating this much. */
const WORTH_THREADS = 8 * 1024 * 1024
/**
 * This one among them. A layer keeps two processors busy, because libuv's pool inflates what a thread then hashes and
 * reads, so two keep the four of a runner busy. A third takes 20 MB more: with two the process stays below 150 MB.
 */
const MAX_THREADS = 2

/**
 * Reads the layers, each content once, in the order given. Throws an `Error` that names the layer where one is not what
 * the manifest and the config say, is damaged, or is beyond the limits.
 */
export async function scanLayers(layers: readonly StoredLayer[], options: ScanOptions): Promise<ScannedLayer[]> {
  const {known, temp, limits = LIMITS} = options
  const unknown = [...new Map(layers.map(layer => [layer.diffId, layer])).values()].filter(
    ({diffId}) => !known.has(diffId),
  )
  const folder = await mkdtemp(join(temp, 'go-image-layers-'))
  try {
    const count = Math.min(unknown.length, options.threads ?? threadsFor(unknown))
    const inThreads = count > 1 && canUseThreads()
    const found = await (inThreads
      ? readInThreads(unknown, count, {folder, limits})
      : readAllHere(unknown, {folder, limits}))
    const read = new Map(unknown.map(({diffId}, index) => [diffId, found[index]!]))
    return layers.map(layer => scanned(layer, known.get(layer.diffId) ?? null, read.get(layer.diffId) ?? null))
  } finally {
    await rm(folder, {recursive: true, force: true})
  }
}

function threadsFor(layers: readonly StoredLayer[]): number {
  const bytes = layers.reduce((sum, {size}) => sum + size, 0)
  return bytes < WORTH_THREADS ? 1 : Math.min(availableParallelism(), MAX_THREADS)
}

async function readAllHere(layers: readonly StoredLayer[], options: ReadOptions): Promise<(ReadLayer | null)[]> {
  const results: (ReadLayer | null)[] = []
  for (const {open, ...layer} of layers) {
    const source = await open()
    results.push(source && (await readHere(layer, source, options)))
  }
  return results
}

function scanned({digest, mediaType}: StoredLayer, known: LayerContents | null, read: ReadLayer | null): ScannedLayer {
  if (known !== null) return {contents: known, compression: null, remarks: []}
  if (read === null) {
    const remark = `The layer ${digest} is not here (${mediaType}): what it holds is not known.`
    return {contents: null, compression: null, remarks: [remark]}
  }
  const said = compressionSaid(mediaType)
  const {contents, compression} = read
  const remarks = read.remarks.map(remark => `The layer ${digest}: ${remark}.`)
  if (said !== null && said !== compression)
    remarks.push(`The layer ${digest} is ${WORDS[compression]}, and its media type says ${WORDS[said]}.`)
  return {contents, compression, remarks}
}

const WORDS: Readonly<Record<Compression, string>> = {
  gzip: 'compressed with gzip',
  zstd: 'compressed with zstd',
  none: 'not compressed',
}

/** image-spec layer.md; Docker's types have `.gzip`. Null for a type that is not of layers. */
function compressionSaid(mediaType: string): Compression | null {
  if (!/^application\/vnd\.(oci\.image\.layer|docker\.image\.rootfs)\./.test(mediaType)) return null
  if (mediaType.endsWith('zstd')) return 'zstd'
  return mediaType.endsWith('gzip') ? 'gzip' : 'none'
}
