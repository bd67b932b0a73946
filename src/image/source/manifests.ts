import {UserError} from '../../runner/errors.ts'
import type {BlobSource, ListedImage} from './blob-source.ts'
import {Config, type Descriptor, type ImageConfig, Index, Manifest, parseDocument, parseJson} from './documents.ts'
import {listed, namesOf} from './layout.ts'
import {isSamePlatform, platformName} from './platforms.ts'

export type PlatformImage = {
  platform: string
  /** Empty where there is no manifest: in archives by a Docker older than 25. */
  manifestDigest: string
  configDigest: string
  layers: Descriptor[]
  config: ImageConfig
  /** Of the manifest, else of its entry in the index. */
  annotations: Record<string, string>
  /** Whether an attestation has SLSA provenance; null where that cannot be told. */
  provenance: boolean | null
}

/** BuildKit makes one index of images; docker and skopeo add one around it. */
const MAX_DEPTH = 8
/** Of all indexes together. */
const MAX_ENTRIES = 2_000
const AT_ONCE = 8

/** Something of an index that may be an image. */
type Entry = {descriptor: Descriptor; root: Descriptor; complete: boolean}

/**
 * One image for each platform of the source, or for those of `wanted`: nested indexes are followed, attestations and
 * other artifacts left out. Of an index that names a platform twice, the first is taken, as docker does. A platform whose
 * manifest is not there is left out while another is: docker saves what it has pulled of an index. Throws a UserError
 * where the platforms are not there, or where several images are and none was named.
 */
export async function readImages(source: BlobSource, wanted: readonly string[] = []): Promise<PlatformImage[]> {
  const entries: Entry[] = []
  const attestations: Descriptor[] = []
  await walk(source, entries, attestations)
  const chosen = entries.filter(({descriptor: {platform}}) => {
    const known = platform?.os && platform.architecture ? nameOf(platform) : null
    return wanted.length === 0 || known === null || wanted.some(name => isSamePlatform(name, known))
  })
  const read = await inBatches(chosen, entry => readEntry(source, entry, attestations))
  const whole = source.roots.filter(root => !('digest' in root)) as ListedImage[]
  const listedImages = await Promise.all(whole.map(async root => ({root, image: await readListed(source, root)})))
  const images = [...read, ...listedImages].filter(found => found !== null)
  if (images.length === 0 && chosen.length > 0) {
    const names = chosen.map(({descriptor: {platform, digest}}) => (platform ? nameOf(platform) : digest))
    throw new UserError('image-missing', `${source.name} lists ${names.slice(0, 10).join(', ')}, but does not have it.`)
  }
  return choose(source, images, wanted, entries)
}

type Found = {root: Descriptor | ListedImage; image: PlatformImage}

/** The first of each platform. Two of different roots are different images, of which nobody said which is meant. */
function choose(source: BlobSource, found: Found[], wanted: readonly string[], entries: Entry[]): PlatformImage[] {
  const first = new Map<string, Found>()
  for (const each of found) {
    const other = first.get(each.image.platform)
    if (other === undefined) first.set(each.image.platform, each)
    else if (other.root !== each.root && other.image.configDigest !== each.image.configDigest)
      throw new UserError(
        'image-ambiguous',
        `${source.name} has several images for ${each.image.platform}. Name one of them: it has ${listed(source.roots.flatMap(root => ('digest' in root ? namesOf(root) : [])))}.`,
      )
  }
  const images = [...first.values()].map(({image}) => image)
  const missing = wanted.filter(name => !images.some(({platform}) => isSamePlatform(platform, name)))
  if (missing.length > 0) {
    const there = entries.flatMap(({descriptor: {platform}}) => (platform ? nameOf(platform) : []))
    const names = [...new Set([...there, ...images.map(({platform}) => platform)])].join(', ')
    throw new UserError(
      'image-platform',
      `${source.name} has no image for ${missing.join(', ')}. It has ${names || 'none'}.`,
    )
  }
  return images
}

async function walk(source: BlobSource, entries: Entry[], attestations: Descriptor[]): Promise<void> {
  const seen = new Set<string>()
  let count = 0
  const visit = async (descriptor: Descriptor, root: Descriptor, above: string[], complete: boolean): Promise<void> => {
    const {digest, artifactType} = descriptor
    if (above.includes(digest)) throw new Error(`the index ${digest} has itself as an entry`)
    if (above.length > MAX_DEPTH) throw new Error(`indexes are nested more than ${MAX_DEPTH} deep`)
    if (++count > MAX_ENTRIES) throw new Error(`its indexes have more than ${MAX_ENTRIES} entries`)
    if (isAttestation(descriptor)) return void attestations.push(descriptor)
    // An entry of an image may say the type of its configuration here (image-spec descriptor.md).
    if (artifactType !== undefined && !isImageConfig(artifactType)) return
    if (seen.has(digest)) return
    seen.add(digest)
    if (isManifestType(descriptor.mediaType)) return void entries.push({descriptor, root, complete})
    const bytes = await source.document(descriptor, 'manifest')
    if (bytes === null) {
      if (above.length === 0) throw new Error(`the manifest ${digest} is missing`)
      return
    }
    const what = `the manifest ${digest}`
    const document = parseJson(bytes, what)
    if (!isIndex(document)) return void entries.push({descriptor, root, complete})
    // A document that is both could be taken for either: CVE-2021-41190.
    if ('layers' in document || 'config' in document) throw new Error(`${what} is both an index and an image`)
    for (const child of parseDocument(Index, bytes, what).manifests) await visit(child, root, [...above, digest], true)
  }
  for (const root of source.roots) if ('digest' in root) await visit(root, root, [], source.complete)
}

async function readEntry(source: BlobSource, entry: Entry, attestations: Descriptor[]): Promise<Found | null> {
  const {descriptor, root, complete} = entry
  const bytes = await source.document(descriptor, 'manifest')
  if (bytes === null && descriptor !== root) return null
  if (bytes === null) throw new Error(`the manifest ${descriptor.digest} is missing`)
  const what = `the manifest ${descriptor.digest}`
  if (isIndex(parseJson(bytes, what))) throw new Error(`${what} is listed as an image and is an index`)
  const {config, layers, annotations} = parseDocument(Manifest, bytes, what)
  if (!isImageConfig(config.mediaType)) {
    if (descriptor !== root) return null
    throw new Error(`it is no image: its configuration is of the type ${config.mediaType}`)
  }
  const image = {
    ...(await readConfig(source, config, descriptor)),
    manifestDigest: descriptor.digest,
    layers: layers ?? [],
    annotations: {...descriptor.annotations, ...annotations},
    provenance: await hasProvenance(source, descriptor, attestations, complete),
  }
  return {root, image}
}

async function readListed(source: BlobSource, {config, layers}: ListedImage): Promise<PlatformImage> {
  return {...(await readConfig(source, config, null)), manifestDigest: '', layers, annotations: {}, provenance: null}
}

async function readConfig(source: BlobSource, descriptor: Descriptor, entry: Descriptor | null) {
  const bytes = await source.document(descriptor, 'config')
  if (bytes === null) throw new Error(`the configuration ${descriptor.digest} is missing`)
  const config = parseDocument(Config, bytes, `the configuration ${descriptor.digest}`)
  const listedAs = entry?.platform?.os && entry.platform.architecture ? entry.platform : config
  return {platform: nameOf(listedAs), configDigest: descriptor.digest, config}
}

/** moby/buildkit docs/attestations/attestation-storage.md: a manifest beside the image's, each statement a layer of it. */
async function hasProvenance(
  source: BlobSource,
  image: Descriptor,
  attestations: Descriptor[],
  complete: boolean,
): Promise<boolean | null> {
  const own = attestations.filter(({annotations}) => annotations?.['vnd.docker.reference.digest'] === image.digest)
  if (own.length === 0) return complete ? false : null
  const documents = await Promise.all(own.map(descriptor => source.document(descriptor, 'manifest')))
  const predicates = documents.flatMap(bytes => (bytes === null ? null : predicatesIn(bytes)))
  if (predicates.some(type => type?.startsWith('https://slsa.dev/provenance/'))) return true
  return predicates.includes(null) ? null : false
}

function predicatesIn(bytes: Buffer): string[] {
  const {layers} = parseDocument(Manifest, bytes, 'the attestation')
  return (layers ?? []).flatMap(({annotations}) => annotations?.['in-toto.io/predicate-type'] ?? [])
}

/** In its old form a manifest for the platform unknown/unknown, in its new one an artifact. */
function isAttestation({annotations, artifactType, platform}: Descriptor): boolean {
  return (
    annotations?.['vnd.docker.reference.type'] === 'attestation-manifest' ||
    artifactType === 'application/vnd.docker.attestation.manifest.v1+json' ||
    platform?.os === 'unknown'
  )
}

function isIndex(document: unknown): document is object {
  return typeof document === 'object' && document !== null && 'manifests' in document
}

function isManifestType(mediaType: string): boolean {
  return /^application\/vnd\.(oci\.image\.manifest\.v1|docker\.distribution\.manifest\.v2)\+json$/.test(mediaType)
}

/** Old clients wrote none, or that of any bytes. */
function isImageConfig(mediaType: string): boolean {
  return /^$|^application\/(octet-stream|vnd\.(oci\.image\.config|docker\.container\.image)\.v1\+json)$/.test(mediaType)
}

function nameOf({os, architecture, variant}: {os: string; architecture: string; variant?: string | undefined}): string {
  return platformName(os, architecture, variant)
}

async function inBatches<Item, Result>(items: Item[], read: (item: Item) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = []
  for (let start = 0; start < items.length; start += AT_ONCE)
    results.push(...(await Promise.all(items.slice(start, start + AT_ONCE).map(read))))
  return results
}
