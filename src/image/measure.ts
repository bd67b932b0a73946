import {rm} from 'node:fs/promises'
import {rootImage, type Stage} from '../dockerfile/parse.ts'
import type {Help} from '../runner/help.ts'
import type {KnownLayers, LayerContents} from './contents.ts'
import type {BaseImage, ImageFacts, Layer, PlatformFacts} from './facts.ts'
import {contentsOf} from './files/contents-of.ts'
import {layerOrigins} from './instructions.ts'
import {type ScannedLayer, scanLayers} from './layer/scan.ts'
import type {BlobSource as LayerSource, StoredLayer} from './layer/source.ts'
import {compressionOf, isForeign} from './media-type.ts'
import {annotatedBase, settingsOf} from './settings.ts'
import type {BlobSource} from './source/blob-source.ts'
import type {Descriptor} from './source/documents.ts'
import {folderFiles} from './source/files.ts'
import {layoutSource} from './source/layout.ts'
import {type PlatformImage, readImages} from './source/manifests.ts'
import {withSmallYoungHeap} from './young-heap.ts'

export type MeasureOptions = {
  /** The built stage of the Dockerfile, null when it is not known. */
  stage: Stage | null
  /** Layers that are not read again. */
  known?: KnownLayers
  /** Those to measure; all where it is empty. */
  platforms?: readonly string[]
  /** A folder for temporary files; what is made in it is removed again. */
  temp: string
  /** Kept up to date while layers come from a registry. */
  arrived?: Arrived
}

/** Bytes of layers, compressed: those that came, and all that are not known yet; null before that is clear. */
export type Arrived = {done: number; total: number | null}

export type Measured = {
  facts: ImageFacts
  /** What its layers hold, for the next measurement. */
  layers: LayerContents[]
  /** What could not be read or is not as it should be, as sentences. */
  remarks: string[]
}

/** Measures an image. Throws when it is damaged, and a UserError where `platforms` or the name want what is not there. */
export function measureImage(source: BlobSource, options: MeasureOptions): Promise<Measured> {
  return withSmallYoungHeap(() => measure(source, options))
}

async function measure(source: BlobSource, options: MeasureOptions): Promise<Measured> {
  const images = await readImages(source, options.platforms)
  if (images.length === 0) throw new Error(`there is no image in ${source.name}`)
  const scanned = await readLayers(source, images, options)
  const platforms = images.map(image => platformFacts(image, scanned, options.stage))
  const all = [...scanned.values()]
  return {
    facts: {schema: 1, source: source.name, platforms},
    layers: all.flatMap(({contents}) => contents ?? []),
    remarks: all.flatMap(({remarks}) => remarks),
  }
}

/** Measures the image in an OCI layout. */
export async function measureLayout(
  folder: string,
  {source: name, ...options}: MeasureOptions & {source: string},
): Promise<Measured> {
  await using source = await layoutSource(folderFiles(folder), {name, tag: null, complete: true})
  return await measureImage(source, options)
}

/** Measures what a build left in `folder`, then removes it; null where the builder could not export a layout. */
export async function measureBuild(
  folder: string | null,
  {stage, known, temp}: {stage: Stage | null; known: KnownLayers; temp: string},
  help: Help,
): Promise<Measured | null> {
  if (folder === null) {
    help.warn(
      'The image was not measured: this builder cannot export an OCI layout. Turn on the containerd image store, or use a docker-container builder (docker/setup-buildx-action), with one node for all platforms.',
    )
    return null
  }
  return await help.attempt('The image could not be measured', null, async () => {
    const measured = await measureLayout(folder, {source: 'this build', stage, known, temp})
    await rm(folder, {recursive: true, force: true})
    for (const remark of measured.remarks) help.warn(remark)
    return measured
  })
}

/** Reads each layer once, whichever platforms have it, by diff ID. */
async function readLayers(
  source: BlobSource,
  images: PlatformImage[],
  {known = new Map(), temp, arrived = {done: 0, total: null}}: MeasureOptions,
): Promise<ReadonlyMap<string, ScannedLayer>> {
  const layers = new Map<string, StoredLayer>()
  for (const image of images)
    for (const [index, layer] of image.layers.entries()) {
      const diffId = diffIdOf(image, index)
      layers.set(diffId, {...layer, diffId, open: () => openLayer(source, layer, arrived)})
    }
  const stored = [...layers.values()]
  const unknown = stored.filter(({diffId, mediaType}) => !known.has(diffId) && !isForeign(mediaType))
  arrived.total = sum(unknown.map(({size}) => size))
  const scanned = await scanLayers(stored, {known, temp})
  return new Map(stored.map(({diffId}, index) => [diffId, scanned[index]!]))
}

async function openLayer(source: BlobSource, layer: Descriptor, arrived: Arrived): Promise<LayerSource | null> {
  const blob = await source.layer(layer)
  if (blob !== null) return 'stream' in blob ? counted(blob.stream, arrived) : blob
  // The addresses of a foreign layer lead anywhere; they are not followed.
  if (isForeign(layer.mediaType)) return null
  throw new Error(`the layer ${layer.digest} is missing`)
}

async function* counted(pieces: AsyncIterable<Buffer>, arrived: Arrived): AsyncGenerator<Buffer> {
  for await (const piece of pieces) {
    arrived.done += piece.length
    yield piece
  }
}

function diffIdOf({config, layers, configDigest}: PlatformImage, index: number): string {
  const diffIds = config.rootfs.diff_ids
  if (diffIds.length !== layers.length)
    throw new Error(`the image ${configDigest} has ${layers.length} layers and ${diffIds.length} diff IDs`)
  return diffIds[index]!
}

function platformFacts(
  image: PlatformImage,
  scanned: ReadonlyMap<string, ScannedLayer>,
  stage: Stage | null,
): PlatformFacts {
  const {platform, manifestDigest, configDigest, config, provenance} = image
  const origins = layerOrigins(config, stage)
  const held = image.layers.map((_, index) => scanned.get(diffIdOf(image, index))?.contents ?? null)
  const layers = image.layers.map(({digest, mediaType, size}, index): Layer => {
    const diskBytes = held[index]?.bytes ?? null
    return {
      ...{digest, diffId: diffIdOf(image, index), mediaType, downloadBytes: size, diskBytes: diskBytes ?? 0},
      ...origins[index]!,
      ...(diskBytes === null && {foreign: true as const}),
    }
  })
  const distinct = new Map(layers.map(layer => [layer.digest, layer.downloadBytes]))
  return {
    ...{platform, manifestDigest, configDigest},
    downloadBytes: sum([...distinct.values()]),
    diskBytes: sum(layers.map(layer => layer.diskBytes)),
    compression: compression(layers),
    layers,
    base: annotatedBase(image.annotations) ?? (stage && writtenBase(stage)),
    settings: settingsOf(config),
    provenance,
    contents: contentsOf(held),
  }
}

/** The base image as the Dockerfile names it; null for `scratch` and for a name that only the build fills in. */
function writtenBase(stage: Stage): BaseImage | null {
  const [name = '', digest = null] = rootImage(stage).split('@')
  return name === 'scratch' || name === '' || name.includes('$') ? null : {name, digest}
}

function compression(layers: Layer[]): string {
  const kinds = [...new Set(layers.map(layer => compressionOf(layer.mediaType)))]
  return kinds.length > 1 ? 'mixed' : (kinds[0] ?? 'none')
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
