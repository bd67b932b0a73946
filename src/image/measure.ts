import {rm} from 'node:fs/promises'
import type {Stage} from '../dockerfile/parse.ts'
import type {Help} from '../runner/help.ts'
import type {ImageFacts, Layer, PlatformFacts} from './facts.ts'
import {layerOrigins} from './instructions.ts'
import {compressionOf, type PlatformImage, readLayout, uncompressedSize} from './layout.ts'

/** Uncompressed bytes of layers that were measured before, by digest of the compressed blob. */
export type KnownSizes = ReadonlyMap<string, number>

/**
 * Measures every platform of the image in an OCI layout. `stage` is the built stage of the Dockerfile, null when it is
 * not known; `known` spares the unpacking of layers that an earlier measurement has already checked.
 */
export async function measureLayout(
  folder: string,
  options: {source: string; stage: Stage | null; known?: KnownSizes},
): Promise<ImageFacts> {
  const images = await readLayout(folder)
  if (images.length === 0) throw new Error(`no image in the layout ${folder}`)
  const platforms = await Promise.all(images.map(image => measurePlatform(folder, image, options.stage, options.known)))
  return {schema: 1, source: options.source, platforms}
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
  return new Map(layers.map(layer => [layer.digest, layer.diskBytes]))
}

async function measurePlatform(
  folder: string,
  image: PlatformImage,
  stage: Stage | null,
  known: KnownSizes = new Map(),
): Promise<PlatformFacts> {
  const diffIds = image.config.rootfs.diff_ids
  if (diffIds.length !== image.layers.length)
    throw new Error(
      `the image ${image.manifestDigest} has ${image.layers.length} layers and ${diffIds.length} diff IDs`,
    )
  const origins = layerOrigins(image.config, stage)
  const layers = await Promise.all(
    image.layers.map(async (layer, index): Promise<Layer> => {
      const diffId = diffIds[index]!
      return {
        digest: layer.digest,
        diffId,
        mediaType: layer.mediaType,
        downloadBytes: layer.size,
        diskBytes: known.get(layer.digest) ?? (await uncompressedSize(folder, layer, diffId)),
        ...origins[index]!,
      }
    }),
  )
  const distinct = new Map(layers.map(layer => [layer.digest, layer.downloadBytes]))
  return {
    platform: image.platform,
    manifestDigest: image.manifestDigest,
    configDigest: image.configDigest,
    downloadBytes: sum([...distinct.values()]),
    diskBytes: sum(layers.map(layer => layer.diskBytes)),
    compression: compression(layers),
    layers,
    ...{base: null, settings: null, provenance: null, contents: null},
  }
}

function compression(layers: Layer[]): string {
  const kinds = [...new Set(layers.map(layer => compressionOf(layer.mediaType)))]
  return kinds.length > 1 ? 'mixed' : (kinds[0] ?? 'none')
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
