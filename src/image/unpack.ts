import {createHash} from 'node:crypto'
import type {Transform} from 'node:stream'
import {pipeline} from 'node:stream/promises'
import zlib from 'node:zlib'
import {bytesOf, type LayerBlob} from './source/blob-source.ts'
import type {Descriptor} from './source/documents.ts'

/** Uncompressed bytes of a layer. Its digest, size and diff ID are verified on the way; nothing is held in memory. */
export async function unpackedSize(blob: LayerBlob, layer: Descriptor, diffId: string): Promise<number> {
  const packed = meter()
  const unpacked = meter()
  const unpack = decompressor(layer.mediaType)
  const end = async (source: AsyncIterable<Buffer>) => {
    for await (const _ of unpacked.through(source));
  }
  await (unpack
    ? pipeline(bytesOf(blob), packed.through, unpack, end)
    : pipeline(bytesOf(blob), packed.through, end)
  ).catch(error => {
    if (!/^(Z|ZSTD|ERR_ZSTD)_/.test((error as NodeJS.ErrnoException).code ?? '')) throw error
    throw new Error(`the layer ${layer.digest} is damaged: ${(error as Error).message}`, {cause: error})
  })
  const stored = packed.digest()
  if (packed.size() !== layer.size || stored !== layer.digest)
    throw new Error(
      `the layer ${layer.digest} is damaged: its ${packed.size()} bytes of ${layer.size} hash to ${stored}`,
    )
  const found = unpacked.digest()
  if (found !== diffId) throw new Error(`the layer ${layer.digest} is damaged: it unpacks to ${found}, not ${diffId}`)
  return unpacked.size()
}

/** Media type → compression, `gzip`, `zstd` or `none` (image-spec layer.md). */
export function compressionOf(mediaType: string): 'gzip' | 'zstd' | 'none' {
  if (/[+.]zstd$/.test(mediaType)) return 'zstd'
  return /[+.]gzip$/.test(mediaType) ? 'gzip' : 'none'
}

/** A layer that registries need not have: a licence forbids to pass it on (image-spec layer.md, Docker's `foreign`). */
export function isForeign(mediaType: string): boolean {
  return /\.layer\.nondistributable\.v1\.tar|\.rootfs\.foreign\.diff\.tar/.test(mediaType)
}

function decompressor(mediaType: string): Transform | null {
  const compression = compressionOf(mediaType)
  if (compression === 'none') return null
  if (compression === 'gzip') return zlib.createGunzip()
  if (typeof zlib.createZstdDecompress !== 'function')
    throw new Error(`layers compressed with zstd need Node 22.15 or newer; this is ${process.version}`)
  return zlib.createZstdDecompress()
}

function meter() {
  const hash = createHash('sha256')
  let size = 0
  return {
    async *through(source: AsyncIterable<Buffer>) {
      for await (const chunk of source) {
        hash.update(chunk)
        size += chunk.length
        yield chunk
      }
    },
    size: () => size,
    digest: () => `sha256:${hash.digest('hex')}`,
  }
}
