import type {ImageName} from '../../registry/image-name.ts'
import {readBlob} from '../../registry/read-blob.ts'
import {getManifest} from '../../registry/repository.ts'
import {createTransport, RegistryError, type TransportOptions} from '../../registry/transport.ts'
import {UserError} from '../../runner/errors.ts'
import type {BlobSource} from './blob-source.ts'
import {checkLength, type Descriptor, verify} from './documents.ts'

/** In the order of preference that servers go by. The last two are Docker's own of before the OCI. */
const ACCEPT = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ')

/** An image in a registry, which is asked with docker's credentials, and without where there are none. */
export async function registrySource(image: ImageName, options: TransportOptions): Promise<BlobSource> {
  const {repository, tag, digest, full} = image
  const transport = createTransport(repository, 'pull', options)
  const found = await getManifest(repository, transport, digest ?? tag!, ACCEPT).catch(error => {
    // Public registries say of a repository that there is not, and of a private one, that one must log in.
    if (error instanceof RegistryError && error.status < 500)
      throw new UserError('image-missing', `The image ${full} cannot be read: ${error.message}`)
    throw error
  })
  if (found === null)
    throw new UserError('image-missing', `There is no image ${full}: ${repository.registry} has none.`)
  if (digest !== null && found.digest !== digest)
    throw new Error(`the manifest ${digest} is damaged: its content hashes to ${found.digest}`)
  if (/docker\.distribution\.manifest\.v1\+/.test(found.mediaType))
    throw new UserError(
      'image-unreadable',
      `${full} is of Docker's first format, which ended in 2017. Push it again with a current client.`,
    )
  const content = Buffer.from(found.text)
  const root: Descriptor = {mediaType: found.mediaType, digest: found.digest, size: content.length}
  return {
    name: full,
    roots: [root],
    complete: false,
    async document(descriptor, kind) {
      if (kind === 'manifest' && descriptor.digest === root.digest) return content
      const what = `the ${kind}`
      checkLength(descriptor.size, `${what} ${descriptor.digest}`)
      const bytes =
        kind === 'manifest'
          ? await getManifest(repository, transport, descriptor.digest, ACCEPT).then(
              got => got && Buffer.from(got.text),
            )
          : await whole(readBlob(repository, transport, descriptor)).catch(unlessMissing)
      return bytes && verify(bytes, descriptor, what)
    },
    layer: async descriptor => ({stream: readBlob(repository, transport, descriptor)}),
    [Symbol.asyncDispose]: async () => {},
  }
}

async function whole(pieces: AsyncIterable<Buffer>): Promise<Buffer> {
  const read: Buffer[] = []
  for await (const piece of pieces) read.push(Buffer.from(piece))
  return Buffer.concat(read)
}

function unlessMissing(error: unknown): null {
  if (error instanceof RegistryError && error.status === 404) return null
  throw error
}
