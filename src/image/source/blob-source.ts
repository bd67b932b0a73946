import type {Descriptor} from './documents.ts'

/** Where the bytes of a layer are, compressed as they are stored: from `start` to before `end` in a file, or coming. */
export type LayerBlob = {file: string; start: number; end: number} | {stream: AsyncIterable<Buffer>}

/** A manifest that the source has no document of, put together from what a docker archive lists. */
export type ListedImage = {config: Descriptor; layers: Descriptor[]}

/** An image that can be read, wherever it is. Disposing of it removes what was written for it. */
export type BlobSource = AsyncDisposable & {
  /** As `ImageFacts.source` says it: `oci:DIR`, `docker:NAME`, … */
  name: string
  /** What the reading starts at: indexes and manifests. */
  roots: (Descriptor | ListedImage)[]
  /** Whether an attestation that is not among the roots is not there; else only a nested index tells. */
  complete: boolean
  /** The whole document, its digest and size verified; null where the source does not have it. */
  document: (descriptor: Descriptor, kind: 'manifest' | 'config') => Promise<Buffer | null>
  /** Whoever reads it verifies size and digest. Null where the source does not have it. */
  layer: (descriptor: Descriptor) => Promise<LayerBlob | null>
}
