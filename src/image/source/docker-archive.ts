import {createHash} from 'node:crypto'
import * as v from 'valibot'
import {parseImageName} from '../../registry/image-name.ts'
import {UserError} from '../../runner/errors.ts'
import {bytesOf} from '../layer/source.ts'
import type {BlobSource, ListedImage} from './blob-source.ts'
import {Config, type Descriptor, digestOf, parseDocument, parseJson, verify} from './documents.ts'
import {type FilePart, type Files, readPart} from './files.ts'
import {blobsIn, layoutSource, listed} from './layout.ts'

/** moby image/tarexport/tarexport.go, `manifestItem`; fields that nobody reads are left out. */
const Listing = v.array(
  v.object({
    Config: v.string(),
    RepoTags: v.nullish(v.array(v.string()), []),
    Layers: v.nullish(v.array(v.string()), []),
  }),
)
type Item = v.InferOutput<typeof Listing>[number]

const WithoutLayers = v.object({config: v.object({}), layers: v.nullish(v.never())})

type Options = {name: string; tag: string | null; dispose?: () => Promise<void>}

/**
 * What `docker image save` writes: since Docker 25 an OCI layout, before that a list of configurations and layers
 * without manifests, which jib, Bazel and crane write still. 25.0.0 wrote manifests that name no layers
 * (https://github.com/moby/moby/issues/47065); the list beside them is right.
 */
export async function dockerArchiveSource(files: Files, options: Options): Promise<BlobSource> {
  const listing = await files.locate('manifest.json')
  const index = await files.locate('index.json')
  if (listing === null && index === null) throw new Error('there is neither an index.json nor a manifest.json')
  if (listing === null) return await layoutSource(files, {...options, complete: true})
  const items = parseDocument(Listing, await readPart(listing, 'manifest.json'), 'manifest.json')
  if (index !== null) {
    const layout = await layoutSource(files, {...options, complete: false})
    if (!(await isWithoutLayers(layout, items))) return layout
  }
  return await listedSource(files, items, options)
}

async function isWithoutLayers(source: BlobSource, items: Item[]): Promise<boolean> {
  if (!items.some(({Layers}) => Layers.length > 0)) return false
  for (const root of source.roots) {
    if (!('digest' in root)) continue
    const bytes = await source.document(root, 'manifest')
    const document = bytes === null ? null : parseJson(bytes, `the manifest ${root.digest}`)
    if (v.is(WithoutLayers, document)) return true
  }
  return false
}

async function listedSource(files: Files, items: Item[], options: Options): Promise<BlobSource> {
  const {name, tag, dispose = async () => {}} = options
  const parts = new Map<string, FilePart>()
  const chosen = tag === null ? items : tagged(items, tag, name)
  const roots = await Promise.all(chosen.map(item => readItem(files, item, parts)))
  const find = ({digest}: Descriptor) => parts.get(digest) ?? null
  return {
    name,
    complete: false,
    roots,
    async document(descriptor, kind) {
      const part = find(descriptor)
      return part && verify(await readPart(part, `the ${kind}`), descriptor, `the ${kind}`)
    },
    layer: async descriptor => find(descriptor) ?? (await blobsIn(files).layer(descriptor)),
    [Symbol.asyncDispose]: dispose,
  }
}

/** Makes the manifest that this form does not have. */
async function readItem(files: Files, item: Item, parts: Map<string, FilePart>): Promise<ListedImage> {
  const locate = async (path: string) => {
    const part = await files.locate(path)
    if (part === null) throw new Error(`${path} is missing, which manifest.json lists`)
    return part
  }
  const configPart = await locate(item.Config)
  const bytes = await readPart(configPart, item.Config)
  const diffIds = parseDocument(Config, bytes, item.Config).rootfs.diff_ids
  if (diffIds.length !== item.Layers.length)
    throw new Error(`${item.Config} has ${diffIds.length} diff IDs for ${item.Layers.length} layers`)
  const config = {
    mediaType: 'application/vnd.docker.container.image.v1+json',
    digest: digestOf(bytes),
    size: bytes.length,
  }
  parts.set(config.digest, configPart)
  const layers: Descriptor[] = []
  for (const [index, path] of item.Layers.entries()) {
    const part = await locate(path)
    const layer = await describeLayer(part, diffIds[index]!)
    parts.set(layer.digest, part)
    layers.push(layer)
  }
  return {config, layers}
}

const LAYER = 'application/vnd.oci.image.layer.v1.tar'

/** The digest of a plain tar is its diff ID, which reading it proves; that of a compressed one is nowhere written. */
async function describeLayer(part: FilePart, diffId: string): Promise<Descriptor> {
  const size = part.end - part.start
  const start = size < 4 ? Buffer.alloc(4) : await readPart({...part, end: part.start + 4}, 'a layer')
  const compression = start.readUInt16BE() === 0x1f8b ? '+gzip' : start.readUInt32LE() === 0xfd2fb528 ? '+zstd' : ''
  const digest = compression === '' ? diffId : await digestOfPart(part)
  return {mediaType: `${LAYER}${compression}`, digest, size}
}

async function digestOfPart(part: FilePart): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of bytesOf(part)) hash.update(chunk)
  return `sha256:${hash.digest('hex')}`
}

function tagged(items: Item[], tag: string, source: string): Item[] {
  const wanted = parseImageName(tag)?.full
  const found = items.filter(({RepoTags}) =>
    RepoTags.some(name => name === tag || (wanted !== undefined && parseImageName(name)?.full === wanted)),
  )
  if (found.length > 0) return found
  const names = listed(items.flatMap(({RepoTags}) => RepoTags))
  throw new UserError('image-missing', `${source} has no image with the name "${tag}"; it has ${names}.`)
}
