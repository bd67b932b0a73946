import {createHash} from 'node:crypto'
import {type Descriptor, digestOf, MANIFEST} from '../../registry/repository.ts'
import type {Packed} from './pack.ts'
import {TAR, TAR_ZSTD} from './pack.ts'

/** An entry's manifest: image-spec 1.1, manifest.md, "Guidelines for Artifact Usage". */
export type Entry = {name: string; key: string; file: Omit<Packed, 'path'>}

export const ARTIFACT = 'application/vnd.go-image.cache.v1'
export const EMPTY_TEXT = '{}'
/** image-spec, manifest.md, "Guidance for an Empty Descriptor". */
export const EMPTY: Descriptor = {mediaType: 'application/vnd.oci.empty.v1+json', digest: digestOf(EMPTY_TEXT), size: 2}

const NAME = `${ARTIFACT}.name`
const KEY = `${ARTIFACT}.key`
const FILE_DIGEST = `${ARTIFACT}.file.digest`
const FILE_SIZE = `${ARTIFACT}.file.size`
const CREATED = 'org.opencontainers.image.created'

/**
 * Registries list tags, but cannot find one by the start of its name, and a key does not fit a tag. So a save puts its
 * manifest under one tag for the key and one for every prefix that a restore may ask for. A tag goes to whoever puts it
 * last, which is what "newest entry under this prefix" means; two writers at once need no lock, each leaves a whole
 * entry behind. A tag never lies: the manifest holds the whole name and key, which a reader compares.
 */
export function keyTag(name: string, key: string): string {
  return tag(name, 'key', key)
}

export function newestTag(name: string, prefix: string): string {
  return tag(name, 'newest', prefix)
}

/** Whether a tag may be one for a key; only the manifest tells for which. */
export function isKeyTag(tag: string): boolean {
  return /-key-[0-9a-f]{32}$/.test(tag)
}

/** `build.tar-key-0123…`: at most 128 characters of [\w.-] (distribution-spec, "Pulling manifests"). */
function tag(name: string, kind: 'key' | 'newest', text: string): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([name, kind, text]))
    .digest('hex')
    .slice(0, 32)
  const readable = name.replace(/[^\w.-]+/g, '_').replace(/^[^\w]+/, '_')
  return `${readable.slice(0, 64)}-${kind}-${hash}`
}

/** Every prefix costs a save one small request. Keys of ours have up to ten parts. */
const MAX_PREFIXES = 16

/** All prefixes that end with a `-`, the separator of keys; of very many the longest. */
export function restorePrefixes(key: string): string[] {
  return [...key.matchAll(/-/g)].map(({index}) => key.slice(0, index + 1)).slice(-MAX_PREFIXES)
}

export function writeEntry({name, key, file}: Entry, created: Date): string {
  return JSON.stringify({
    schemaVersion: 2,
    mediaType: MANIFEST,
    artifactType: ARTIFACT,
    config: EMPTY,
    layers: [file.layer],
    annotations: {
      [CREATED]: created.toISOString(),
      [NAME]: name,
      [KEY]: key,
      [FILE_DIGEST]: file.digest,
      [FILE_SIZE]: `${file.size}`,
    },
  })
}

/** Throws for a manifest that is none of ours. */
export function readEntry(text: string): Entry {
  const {artifactType, layers, annotations} = parse(text)
  const layer = layers?.[0]
  const name = annotations?.[NAME]
  const key = annotations?.[KEY]
  const digest = annotations?.[FILE_DIGEST]
  const size = Number(annotations?.[FILE_SIZE] ?? Number.NaN)
  const whole =
    artifactType === ARTIFACT &&
    layers?.length === 1 &&
    (layer?.mediaType === TAR || layer?.mediaType === TAR_ZSTD) &&
    isDigest(layer.digest) &&
    isSize(layer.size) &&
    typeof name === 'string' &&
    typeof key === 'string' &&
    isDigest(digest) &&
    isSize(size)
  if (!whole) throw new Error('the manifest is not one of a Go Image cache entry')
  return {name, key, file: {layer, digest, size}}
}

/** When it was saved, in milliseconds since 1970, as its writer says; 0 when that is no time. */
export function createdOf(text: string): number {
  return Math.max(Date.parse(parse(text).annotations?.[CREATED] ?? ''), 0) || 0
}

type Written = {artifactType?: unknown; layers?: Descriptor[]; annotations?: Record<string, string>}

function parse(text: string): Written {
  try {
    return (JSON.parse(text) ?? {}) as Written
  } catch {
    throw new Error('the manifest is not JSON')
  }
}

function isDigest(value: unknown): value is string {
  return typeof value === 'string' && /^sha256:[0-9a-f]{64}$/.test(value)
}

function isSize(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0
}
