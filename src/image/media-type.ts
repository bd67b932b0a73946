/** Media type → compression, `gzip`, `zstd` or `none` (image-spec layer.md). */
export function compressionOf(mediaType: string): 'gzip' | 'zstd' | 'none' {
  if (/[+.]zstd$/.test(mediaType)) return 'zstd'
  return /[+.]gzip$/.test(mediaType) ? 'gzip' : 'none'
}

/** A layer that registries need not have: a licence forbids to pass it on (image-spec layer.md, Docker's `foreign`). */
export function isForeign(mediaType: string): boolean {
  return /\.layer\.nondistributable\.v1\.tar|\.rootfs\.foreign\.diff\.tar/.test(mediaType)
}
