import {rm} from 'node:fs/promises'
import {rootImage, type Stage} from '../dockerfile/parse.ts'
import type {Help} from '../runner/help.ts'
import {settled} from '../runner/settled.ts'
import type {BaseImage, ImageFacts, Layer, PlatformFacts} from './facts.ts'
import {layerOrigins} from './instructions.ts'
import {annotatedBase, settingsOf} from './settings.ts'
import type {BlobSource} from './source/blob-source.ts'
import type {Descriptor} from './source/documents.ts'
import {folderFiles} from './source/files.ts'
import {layoutSource} from './source/layout.ts'
import {type PlatformImage, readImages} from './source/manifests.ts'
import {compressionOf, isForeign, unpackedSize} from './unpack.ts'

/** Uncompressed bytes of layers that were measured before, by digest of the compressed blob. */
export type KnownSizes = ReadonlyMap<string, number>

export type MeasureOptions = {
  /** The built stage of the Dockerfile, null when it is not known. */
  stage: Stage | null
  /** Spares the reading of layers that an earlier measurement has already checked. */
  known?: KnownSizes
  /** Those to measure; all where it is empty. */
  platforms?: readonly string[]
}

/** Measures an image. Throws when it is damaged, and a UserError where `platforms` or the name want what is not there. */
export async function measureImage(source: BlobSource, options: MeasureOptions): Promise<ImageFacts> {
  const images = await readImages(source, options.platforms)
  if (images.length === 0) throw new Error(`there is no image in ${source.name}`)
  const sizes = await readLayers(source, images, options.known ?? new Map())
  const platforms = images.map(image => platformFacts(image, sizes, options.stage))
  return {schema: 1, source: source.name, platforms}
}

/** Measures the image in an OCI layout. */
export async function measureLayout(
  folder: string,
  {source: name, ...options}: MeasureOptions & {source: string},
): Promise<ImageFacts> {
  await using source = await layoutSource(folderFiles(folder), {name, tag: null, complete: true})
  return await measureImage(source, options)
}

/** Measures what a build left in `folder`, then removes it; null where the builder could not export a layout. */
export async function measureBuild(
  folder: string | null,
  stage: Stage | null,
  baseline: ImageFacts | null,
  help: Help,
): Promise<ImageFacts | null> {
  if (folder === null) {
    help.warn(
      'The image was not measured: this builder cannot export an OCI layout. Turn on the containerd image store, or use a docker-container builder (docker/setup-buildx-action), with one node for all platforms.',
    )
    return null
  }
  return await help.attempt('The image could not be measured', null, async () => {
    const facts = await measureLayout(folder, {source: 'this build', stage, known: knownSizes(baseline)})
    await rm(folder, {recursive: true, force: true})
    return facts
  })
}

/** Sizes that a measurement can pass on to the next one. */
export function knownSizes(facts: ImageFacts | null): KnownSizes {
  const layers = facts?.platforms.flatMap(platform => platform.layers) ?? []
  return new Map(layers.filter(layer => !layer.foreign).map(layer => [layer.digest, layer.diskBytes]))
}

/** Four at once were not faster on two processors, and took 20 MB more of a registry's image. */
const AT_ONCE = 2

/**
 * Reads each layer once, whichever platforms have it; null for a foreign one whose content is not there. What layers
 * hold, for `PlatformFacts.contents`, is to be read in the same pass.
 */
async function readLayers(
  source: BlobSource,
  images: PlatformImage[],
  known: KnownSizes,
): Promise<Map<string, number | null>> {
  const layers = new Map<string, {layer: Descriptor; diffId: string}>()
  for (const image of images)
    for (const [index, layer] of image.layers.entries()) {
      const diffId = diffIdOf(image, index)
      layers.set(`${layer.digest} ${diffId}`, {layer, diffId})
    }
  const sizes = new Map<string, number | null>()
  const waiting = [...layers.values()]
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const {layer, diffId} = next
      sizes.set(layer.digest, known.get(layer.digest) ?? (await readLayer(source, layer, diffId)))
    }
  }
  await settled(Array.from({length: AT_ONCE}, work))
  return sizes
}

async function readLayer(source: BlobSource, layer: Descriptor, diffId: string): Promise<number | null> {
  // Their addresses lead anywhere; they are not followed.
  const blob = await source.layer(layer)
  if (blob !== null) return await unpackedSize(blob, layer, diffId)
  if (isForeign(layer.mediaType)) return null
  throw new Error(`the layer ${layer.digest} is missing`)
}

function diffIdOf({config, layers, configDigest}: PlatformImage, index: number): string {
  const diffIds = config.rootfs.diff_ids
  if (diffIds.length !== layers.length)
    throw new Error(`the image ${configDigest} has ${layers.length} layers and ${diffIds.length} diff IDs`)
  return diffIds[index]!
}

function platformFacts(
  image: PlatformImage,
  sizes: ReadonlyMap<string, number | null>,
  stage: Stage | null,
): PlatformFacts {
  const {platform, manifestDigest, configDigest, config, provenance} = image
  const origins = layerOrigins(config, stage)
  const layers = image.layers.map(({digest, mediaType, size}, index): Layer => {
    const diskBytes = sizes.get(digest) ?? null
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
    contents: null,
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
