/** What an image is made of, per platform, read from its manifests and layers. All sizes are bytes. */

export type Layer = {
  /** Digest of the blob as a registry stores it (compressed), `sha256:…`. */
  digest: string
  /** Digest of the uncompressed tar (OCI image-spec config.md, `rootfs.diff_ids`). */
  diffId: string
  mediaType: string
  /** Compressed size from the manifest. */
  downloadBytes: number
  /** Uncompressed size of the layer's tar. */
  diskBytes: number
  /** `history[].created_by` as BuildKit wrote it. */
  createdBy: string
  /** The Dockerfile instruction on one line, without BuildKit's decoration, for people to read. */
  instruction: string
  /** Line in the Dockerfile that made it; null for layers of the base image or when it cannot be told. */
  line: number | null
  /** From the base image, or made by this Dockerfile. */
  part: 'base' | 'own'
}

export type PlatformFacts = {
  /** `linux/amd64`, `linux/arm/v7` (OCI image-spec image-index.md, `platform`). */
  platform: string
  manifestDigest: string
  configDigest: string
  /** Sum over distinct blobs: what a client without any layer downloads. */
  downloadBytes: number
  /** Sum over all layers, uncompressed. */
  diskBytes: number
  /** `gzip`, `zstd`, `none` or `mixed`. */
  compression: string
  layers: Layer[]
}

export type ImageFacts = {
  schema: 1
  /** Where it was read from: `oci:DIR`, `this build`, … */
  source: string
  platforms: PlatformFacts[]
}
