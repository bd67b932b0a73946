import {createHash, randomBytes} from 'node:crypto'
import {mkdirSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import zlib from 'node:zlib'

export const OCI = {
  index: 'application/vnd.oci.image.index.v1+json',
  manifest: 'application/vnd.oci.image.manifest.v1+json',
  config: 'application/vnd.oci.image.config.v1+json',
  layer: 'application/vnd.oci.image.layer.v1.tar',
}
export const DOCKER = {
  index: 'application/vnd.docker.distribution.manifest.list.v2+json',
  manifest: 'application/vnd.docker.distribution.manifest.v2+json',
  layer: 'application/vnd.docker.image.rootfs.diff.tar.gzip',
}

export type Blob = {mediaType: string; digest: string; size: number; [more: string]: unknown}
export type MadeLayer = {blob: Blob; diffId: string; bytes: number}

/** Writes an OCI image layout piece by piece; every piece can be made wrong by a test. */
export function layoutIn(folder: string) {
  mkdirSync(join(folder, 'blobs/sha256'), {recursive: true})
  const put = (content: Buffer | object, mediaType: string, more: object = {}): Blob => {
    const bytes = Buffer.isBuffer(content) ? content : Buffer.from(JSON.stringify(content))
    const digest = digestOf(bytes)
    writeFileSync(pathOf(digest), bytes)
    return {mediaType, digest, size: bytes.length, ...more}
  }
  const pathOf = (digest: string) => join(folder, 'blobs', ...digest.split(':'))
  return {
    put,
    pathOf,
    layer(bytes: number, compression: 'gzip' | 'zstd' | 'none' = 'gzip', mediaType?: string): MadeLayer {
      // An empty tar; readers look at nothing that comes behind its end.
      const end = Math.min(bytes, 1024)
      const random = Math.floor((bytes - end) / 2)
      const tar = Buffer.concat([Buffer.alloc(end), randomBytes(random), Buffer.alloc(bytes - end - random)])
      const packed =
        compression === 'gzip' ? zlib.gzipSync(tar) : compression === 'zstd' ? zlib.zstdCompressSync(tar) : tar
      const ending = compression === 'none' ? '' : `+${compression}`
      return {blob: put(packed, mediaType ?? `${OCI.layer}${ending}`), diffId: digestOf(tar), bytes}
    },
    image(layers: MadeLayer[], options: {config?: object; platform?: object; mediaType?: string} = {}): Blob {
      const config = {
        architecture: 'amd64',
        os: 'linux',
        rootfs: {type: 'layers', diff_ids: layers.map(layer => layer.diffId)},
        history: layers.map((_, index) => ({created_by: `RUN step ${index} # buildkit`})),
        ...options.config,
      }
      const manifest = {schemaVersion: 2, config: put(config, OCI.config), layers: layers.map(layer => layer.blob)}
      return put(manifest, options.mediaType ?? OCI.manifest, options.platform ? {platform: options.platform} : {})
    },
    index: (manifests: Blob[], mediaType = OCI.index) => put({schemaVersion: 2, mediaType, manifests}, mediaType),
    top(manifests: Blob[]): string {
      writeFileSync(join(folder, 'index.json'), JSON.stringify({schemaVersion: 2, manifests}))
      return folder
    },
  }
}

export function digestOf(bytes: Buffer): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`
}
