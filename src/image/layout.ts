import {createHash} from 'node:crypto'
import {createReadStream} from 'node:fs'
import {readFile} from 'node:fs/promises'
import {join} from 'node:path'
import type {Transform} from 'node:stream'
import {pipeline} from 'node:stream/promises'
import zlib from 'node:zlib'
import * as v from 'valibot'

/** OCI image-spec descriptor.md; Docker's media types have the same shape. */
const Descriptor = v.object({
  mediaType: v.optional(v.string(), ''),
  digest: v.pipe(v.string(), v.regex(/^sha256:[0-9a-f]{64}$/)),
  size: v.pipe(v.number(), v.integer(), v.minValue(0)),
  artifactType: v.optional(v.string()),
  annotations: v.optional(v.record(v.string(), v.string())),
  platform: v.optional(v.object({architecture: v.string(), os: v.string(), variant: v.optional(v.string())})),
})
const Index = v.object({manifests: v.array(Descriptor)})
const Manifest = v.object({config: Descriptor, layers: v.array(Descriptor)})
const Config = v.object({
  architecture: v.optional(v.string(), ''),
  os: v.optional(v.string(), ''),
  variant: v.optional(v.string()),
  rootfs: v.object({diff_ids: v.array(v.string())}),
  history: v.optional(
    v.array(v.object({created_by: v.optional(v.string(), ''), empty_layer: v.optional(v.boolean(), false)})),
    [],
  ),
})

export type Descriptor = v.InferOutput<typeof Descriptor>
export type ImageConfig = v.InferOutput<typeof Config>
export type PlatformImage = {
  platform: string
  manifestDigest: string
  configDigest: string
  layers: Descriptor[]
  config: ImageConfig
}

/**
 * Reads an OCI image layout (image-spec image-layout.md) down to one image per platform. Nested indexes are followed,
 * attestations are left out in their old form (a manifest for platform unknown/unknown) and their new one (artifactType).
 */
export async function readLayout(folder: string): Promise<PlatformImage[]> {
  const index = v.parse(Index, JSON.parse(await readFile(join(folder, 'index.json'), 'utf8')))
  const images = await Promise.all(index.manifests.map(descriptor => readImages(folder, descriptor)))
  const seen = new Set<string>()
  return images.flat().filter(image => !seen.has(image.manifestDigest) && seen.add(image.manifestDigest))
}

async function readImages(folder: string, descriptor: Descriptor): Promise<PlatformImage[]> {
  if (isAttestation(descriptor)) return []
  const document: unknown = JSON.parse((await readBlob(folder, descriptor)).toString('utf8'))
  if (v.is(Index, document)) {
    const {manifests} = v.parse(Index, document)
    return (await Promise.all(manifests.map(child => readImages(folder, child)))).flat()
  }
  const {config: configDescriptor, layers} = v.parse(Manifest, document)
  const config = v.parse(Config, JSON.parse((await readBlob(folder, configDescriptor)).toString('utf8')))
  const {os, architecture, variant} = descriptor.platform ?? config
  return [
    {
      platform: platformName(os, architecture, variant),
      manifestDigest: descriptor.digest,
      configDigest: configDescriptor.digest,
      layers,
      config,
    },
  ]
}

/** arm64 has one variant, which indexes leave out and configs have (containerd/platforms database.go, normalizeArch). */
function platformName(os: string, architecture: string, variant = ''): string {
  const shown = architecture === 'arm64' && variant === 'v8' ? '' : variant
  return [os, architecture, shown].filter(part => part !== '').join('/')
}

/** moby/buildkit docs/attestations/attestation-storage.md */
function isAttestation(descriptor: Descriptor): boolean {
  return (
    descriptor.annotations?.['vnd.docker.reference.type'] === 'attestation-manifest' ||
    descriptor.artifactType !== undefined ||
    descriptor.platform?.os === 'unknown'
  )
}

/** A small blob, checked against its digest. */
async function readBlob(folder: string, {digest}: Descriptor): Promise<Buffer> {
  const content = await readFile(blobPath(folder, digest))
  const found = `sha256:${createHash('sha256').update(content).digest('hex')}`
  if (found !== digest) throw new Error(`the blob ${digest} is damaged: its content hashes to ${found}`)
  return content
}

/** Uncompressed size in bytes of a layer, checked against its diff ID on the way; nothing is held in memory. */
export async function uncompressedSize(folder: string, layer: Descriptor, diffId: string): Promise<number> {
  const hash = createHash('sha256')
  let bytes = 0
  const count = async (source: AsyncIterable<Buffer>) => {
    for await (const chunk of source) {
      hash.update(chunk)
      bytes += chunk.length
    }
  }
  const file = createReadStream(blobPath(folder, layer.digest))
  const unpack = decompressor(layer.mediaType)
  await (unpack ? pipeline(file, unpack, count) : pipeline(file, count))
  const found = `sha256:${hash.digest('hex')}`
  if (found !== diffId) throw new Error(`the layer ${layer.digest} is damaged: it unpacks to ${found}, not ${diffId}`)
  return bytes
}

/** Media type → compression, `gzip`, `zstd` or `none` (image-spec layer.md). */
export function compressionOf(mediaType: string): 'gzip' | 'zstd' | 'none' {
  if (mediaType.endsWith('+zstd')) return 'zstd'
  return mediaType.endsWith('+gzip') || mediaType.endsWith('.gzip') ? 'gzip' : 'none'
}

function decompressor(mediaType: string): Transform | null {
  const compression = compressionOf(mediaType)
  if (compression === 'none') return null
  if (compression === 'gzip') return zlib.createGunzip()
  if (typeof zlib.createZstdDecompress !== 'function')
    throw new Error(`layers compressed with zstd need Node 22.15 or newer; this is ${process.version}`)
  return zlib.createZstdDecompress()
}

function blobPath(folder: string, digest: string): string {
  return join(folder, 'blobs', ...digest.split(':'))
}
