import {parseImageName} from '../../registry/image-name.ts'
import {UserError} from '../../runner/errors.ts'
import type {BlobSource} from './blob-source.ts'
import {type Descriptor, Index, parseDocument, verify} from './documents.ts'
import {type Files, readPart} from './files.ts'

type LayoutOptions = {
  name: string
  /** Tag or name of the image that is meant, null for all that are there. */
  tag: string | null
  /** Whether the index lists all that belongs to an image; docker's classic store leaves attestations out. */
  complete: boolean
  dispose?: () => Promise<void>
}

/** An OCI image layout: image-spec image-layout.md. */
export async function layoutSource(files: Files, options: LayoutOptions): Promise<BlobSource> {
  const {name, tag, complete, dispose = async () => {}} = options
  const index = await files.locate('index.json')
  if (index === null) throw new Error('there is no index.json')
  const {manifests} = parseDocument(Index, await readPart(index, 'index.json'), 'index.json')
  return {
    name,
    complete,
    roots: tag === null ? manifests : named(manifests, tag, name),
    ...blobsIn(files),
    [Symbol.asyncDispose]: dispose,
  }
}

/** Blobs under their digests. */
export function blobsIn(files: Files): Pick<BlobSource, 'document' | 'layer'> {
  const locate = ({digest}: Descriptor) => files.locate(`blobs/${digest.replace(':', '/')}`)
  return {
    async document(descriptor, kind) {
      const part = await locate(descriptor)
      return part && verify(await readPart(part, `the ${kind} ${descriptor.digest}`), descriptor, `the ${kind}`)
    },
    async layer(descriptor) {
      const part = await locate(descriptor)
      if (part !== null && part.end - part.start !== descriptor.size)
        throw new Error(
          `the layer ${descriptor.digest} is damaged: it has ${part.end - part.start} bytes of ${descriptor.size}`,
        )
      return part
    },
  }
}

/** The entries with this tag, or with the name that docker gives them beside it. */
function named(manifests: Descriptor[], tag: string, source: string): Descriptor[] {
  const wanted = parseImageName(tag)?.full
  const found = manifests.filter(descriptor => {
    const names = namesOf(descriptor)
    return names.includes(tag) || names.some(name => name.includes('/') && parseImageName(name)?.full === wanted)
  })
  if (found.length > 0) return found
  throw new UserError(
    'image-missing',
    `${source} has no image with the name "${tag}"; it has ${listed(manifests.flatMap(namesOf))}.`,
  )
}

/** image-spec annotations.md; `io.containerd.image.name` is what docker and containerd write beside it. */
export function namesOf({annotations}: Descriptor): string[] {
  return ['io.containerd.image.name', 'org.opencontainers.image.ref.name'].flatMap(key => annotations?.[key] ?? [])
}

export function listed(names: string[]): string {
  const distinct = [...new Set(names)].map(name => `"${name.slice(0, 200)}"`)
  if (distinct.length === 0) return 'none with a name'
  return distinct.slice(0, 10).join(', ') + (distinct.length > 10 ? ` and ${distinct.length - 10} more` : '')
}
