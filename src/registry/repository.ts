import {createHash} from 'node:crypto'
import {createReadStream} from 'node:fs'
import {Readable} from 'node:stream'
import {readText} from './read-text.ts'
import type {Repository} from './reference.ts'
import {type Body, RegistryError, type Transport} from './transport.ts'

/** image-spec, descriptor.md. `size` in bytes. */
export type Descriptor = {mediaType: string; digest: string; size: number}

export const MANIFEST = 'application/vnd.oci.image.manifest.v1+json'

/** distribution-spec 1.1, "Pushing Manifests": registries must take 4 MiB. */
const MAX_MANIFEST_BYTES = 4 * 1024 * 1024
const UPLOAD_ATTEMPTS = 3
const READ_BYTES = 256 * 1024
/** For registries behind something that refuses large bodies; Cloudflare takes 100 MB. */
const CHUNK_BYTES = 64 * 1024 * 1024

/** The text of the manifest that a tag or digest names, of one of the media types in `accept`; null when there is none. */
export async function getManifest(
  {name}: Repository,
  transport: Transport,
  reference: string,
  accept = MANIFEST,
): Promise<{text: string; digest: string; mediaType: string} | null> {
  const response = await transport(`/v2/${name}/manifests/${reference}`, {headers: {accept}, expected: [200, 404]})
  if (response.status === 404) {
    await response.body?.cancel()
    return null
  }
  const text = await readText(response, MAX_MANIFEST_BYTES, `the manifest ${reference}`)
  const digest = digestOf(text)
  const announced = response.headers.get('docker-content-digest')
  if (announced?.startsWith('sha256:') && announced !== digest)
    throw new Error(`the manifest ${reference} is damaged: its digest is ${digest}, the registry says ${announced}`)
  return {text, digest, mediaType: (response.headers.get('content-type') ?? '').split(';')[0]!.trim()}
}

export async function hasManifest({name}: Repository, transport: Transport, reference: string): Promise<boolean> {
  const response = await transport(`/v2/${name}/manifests/${reference}`, {
    method: 'HEAD',
    headers: {accept: MANIFEST},
    expected: [200, 404],
  })
  return response.status === 200
}

/** Makes a tag or moves it: the last one who puts it wins. */
export async function putManifest(
  {name}: Repository,
  transport: Transport,
  tag: string,
  manifest: string,
): Promise<void> {
  const response = await transport(`/v2/${name}/manifests/${tag}`, {
    method: 'PUT',
    headers: {'content-type': MANIFEST},
    body: () => manifest,
    expected: [201],
  })
  await response.body?.cancel()
}

/** Of more tags, the rest is left out; a cache has some twenty for each entry. */
const MAX_TAG_PAGES = 50
const TAGS_PER_PAGE = 1000
const MAX_TAGS_BYTES = 4 * 1024 * 1024

/** distribution-spec, "Listing Tags". Empty for a repository that is not there yet. */
export async function listTags(repository: Repository, transport: Transport): Promise<string[]> {
  const tags: string[] = []
  let next: URL | null = new URL(`/v2/${repository.name}/tags/list?n=${TAGS_PER_PAGE}`, repository.origin)
  for (let page = 0; next !== null && page < MAX_TAG_PAGES; page++) {
    const response: Response = await transport(next, {expected: [200, 404]})
    if (response.status === 404) {
      await response.body?.cancel()
      return tags
    }
    const listed = parseTags(await readText(response, MAX_TAGS_BYTES))
    tags.push(...listed)
    next = nextPage(repository, response.headers.get('link'))
  }
  return tags
}

function parseTags(text: string): string[] {
  const {tags} = (JSON.parse(text) ?? {}) as {tags?: unknown}
  return Array.isArray(tags) ? tags.filter(tag => typeof tag === 'string' && /^\w[\w.-]{0,127}$/.test(tag)) : []
}

/** The target of `<…>; rel="next"` (RFC 8288); a registry behind a proxy may call itself by another name. */
function nextPage({name, origin}: Repository, link: string | null): URL | null {
  const target = /<([^>]*)>\s*;[^,]*\brel="?next"?/.exec(link ?? '')?.[1]
  if (target === undefined || !URL.canParse(target, origin)) return null
  const {pathname, search} = new URL(target, origin)
  return pathname === `/v2/${name}/tags/list` ? new URL(pathname + search, origin) : null
}

/** False where the registry does not let us, or lets nobody. All tags of the manifest go with it. */
export async function deleteManifest({name}: Repository, transport: Transport, digest: string): Promise<boolean> {
  const response = await transport(`/v2/${name}/manifests/${digest}`, {
    method: 'DELETE',
    // 405 and 400 (UNSUPPORTED): distribution-spec, "Content Management", which registries need not have.
    expected: [200, 202, 204, 400, 401, 403, 404, 405],
  })
  await response.body?.cancel()
  return response.ok || response.status === 404
}

/** The bytes of a blob as they come; whoever reads them compares size and digest. */
export async function openBlob({name}: Repository, transport: Transport, digest: string): Promise<Readable> {
  const response = await transport(`/v2/${name}/blobs/${digest}`, {
    // Or a proxy might compress what must have this digest.
    headers: {'accept-encoding': 'identity'},
    expected: [200],
  })
  if (response.body === null) throw new Error(`the blob ${digest} came without content`)
  return Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0])
}

/** Uploads a file or a text, unless the repository has the blob already. */
export async function putBlob(
  repository: Repository,
  transport: Transport,
  blob: Descriptor,
  source: {file: string} | {text: string},
): Promise<void> {
  const existing = await transport(`/v2/${repository.name}/blobs/${blob.digest}`, {
    method: 'HEAD',
    expected: [200, 404],
  })
  if (existing.status === 200) return
  const read = (start: number, length: number): Body => {
    if ('text' in source) return source.text.slice(start, start + length)
    return length === 0
      ? ''
      : createReadStream(source.file, {start, end: start + length - 1, highWaterMark: READ_BYTES})
  }
  for (let attempt = 1; ; attempt++) {
    try {
      return await uploadWhole(repository, transport, blob, read)
    } catch (error) {
      if (error instanceof RegistryError && error.status === 413)
        return await uploadChunks(repository, transport, blob, read)
      // A session that broke is gone, so every attempt starts one of its own. What was refused stays refused.
      const refused = error instanceof RegistryError && error.status < 500 && error.status !== 429
      if (attempt >= UPLOAD_ATTEMPTS || refused) throw error
    }
  }
}

type Read = (start: number, length: number) => Body

/** distribution-spec, "Pushing a blob monolithically": POST then PUT. */
async function uploadWhole(repository: Repository, transport: Transport, blob: Descriptor, read: Read): Promise<void> {
  const session = await startUpload(repository, transport)
  const response = await transport(withDigest(session, blob.digest), {
    method: 'PUT',
    headers: {'content-type': 'application/octet-stream'},
    body: () => read(0, blob.size),
    length: blob.size,
    expected: [201],
    attempts: 1,
  })
  await response.body?.cancel()
}

/** distribution-spec, "Pushing a blob in chunks". */
async function uploadChunks(repository: Repository, transport: Transport, blob: Descriptor, read: Read): Promise<void> {
  let session = await startUpload(repository, transport)
  for (let start = 0; start < blob.size; start += CHUNK_BYTES) {
    const length = Math.min(CHUNK_BYTES, blob.size - start)
    const response = await transport(session, {
      method: 'PATCH',
      headers: {'content-type': 'application/octet-stream', 'content-range': `${start}-${start + length - 1}`},
      body: () => read(start, length),
      length,
      expected: [202],
      attempts: 1,
    })
    session = await sessionOf(repository, response)
  }
  const response = await transport(withDigest(session, blob.digest), {method: 'PUT', expected: [201]})
  await response.body?.cancel()
}

async function startUpload(repository: Repository, transport: Transport): Promise<URL> {
  const response = await transport(`/v2/${repository.name}/blobs/uploads/`, {method: 'POST', expected: [202]})
  return sessionOf(repository, response)
}

async function sessionOf({registry, origin}: Repository, response: Response): Promise<URL> {
  await response.body?.cancel()
  const location = response.headers.get('location')
  if (location === null) throw new Error(`${registry} did not say where to upload to`)
  const url = new URL(location, response.url || origin)
  // A registry behind a proxy may call itself http: what it is reached by is right.
  return url.host === new URL(origin).host ? new URL(url.pathname + url.search, origin) : url
}

function withDigest(session: URL, digest: string): URL {
  const url = new URL(session)
  url.searchParams.set('digest', digest)
  return url
}

export function digestOf(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`
}
