import {randomUUID} from 'node:crypto'
import {rename, rm} from 'node:fs/promises'
import {parseRepository} from '../registry/reference.ts'
import {
  deleteManifest,
  getManifest,
  hasManifest,
  listTags,
  openBlob,
  putBlob,
  putManifest,
} from '../registry/repository.ts'
import {createTransport, RegistryError, type Transport, type TransportOptions} from '../registry/transport.ts'
import {messageOf} from '../runner/errors.ts'
import {
  createdOf,
  EMPTY,
  EMPTY_TEXT,
  type Entry,
  isKeyTag,
  keyTag,
  newestTag,
  readEntry,
  restorePrefixes,
  writeEntry,
} from './registry/entry.ts'
import {pack, unpack} from './registry/pack.ts'
import type {CacheStore, StoredEntry} from './store.ts'
import {isOwnKey} from './stored-key.ts'

export type RegistryStoreOptions = TransportOptions & {
  /** Larger entries are neither stored nor fetched; 10 GiB unless told. */
  maxBytes?: number
  now?: () => Date
}

/** What ghcr.io takes as one layer. */
const MAX_BYTES = 10 * 1024 ** 3
const DOWNLOADS = 3
/** Requests at a time for the manifests of a listing. */
const AT_ONCE = 8

/** An entry as a listing found it, with the text of its manifest. */
type Found = Entry & {text: string; digest: string; created: number}

/**
 * A repository in a container registry, `ghcr.io/acme/ledger-cache`; each entry is an artifact in it. How entries are
 * found: registry/entry.ts. Two saves of one key at once both count as saved, and the later one stays. Throws a UserError
 * when `reference` is not a repository.
 */
export function registryStore(reference: string, options: RegistryStoreOptions): CacheStore {
  const repository = parseRepository(reference)
  const maxBytes = options.maxBytes ?? MAX_BYTES
  const now = options.now ?? (() => new Date())
  const where = `${repository.registry}/${repository.name}`

  const find = async (transport: Transport, name: string, tag: string, wanted: (key: string) => boolean) => {
    const manifest = await getManifest(repository, transport, tag)
    if (manifest === null) return null
    const entry = within(`${where}:${tag}`, () => readEntry(manifest.text))
    if (entry.name !== name || !wanted(entry.key)) throw new Error(`${where}:${tag}: the entry is of another key`)
    return entry
  }

  const findNewest = async (transport: Transport, name: string, prefixes: string[]): Promise<Entry | null> => {
    // All at once: each costs a round trip, and mostly the first few miss.
    const searches = prefixes.map(prefix =>
      find(transport, name, newestTag(name, prefix), key => key.startsWith(prefix)),
    )
    for (const search of searches) search.catch(() => {}) // awaited in order; after a hit nobody asks
    for (const search of searches) {
      const entry = await search
      if (entry !== null) return entry
    }
    return null
  }

  const findAll = async (transport: Transport): Promise<Found[]> => {
    const tags = (await listTags(repository, transport)).filter(isKeyTag)
    const found: Found[] = []
    for (let start = 0; start < tags.length; start += AT_ONCE) {
      const read = tags.slice(start, start + AT_ONCE).map(tag => readTagged(transport, tag))
      found.push(...(await Promise.all(read)).filter(one => one !== null))
    }
    return found
  }

  /** Null when it is none of ours. One manifest has one such tag: its name and key are in both. */
  const readTagged = async (transport: Transport, tag: string): Promise<Found | null> => {
    const manifest = await getManifest(repository, transport, tag)
    if (manifest === null) return null
    try {
      const entry = readEntry(manifest.text)
      return keyTag(entry.name, entry.key) === tag ? {...entry, ...manifest, created: createdOf(manifest.text)} : null
    } catch {
      return null
    }
  }

  /** The prefixes under which an entry is the newest: a manifest takes these tags with it. */
  const newestOf = async (transport: Transport, {name, key, digest}: Found): Promise<string[]> => {
    const prefixes = restorePrefixes(key)
    const tagged = prefixes.map(prefix => getManifest(repository, transport, newestTag(name, prefix)))
    const digests = (await Promise.all(tagged)).map(manifest => manifest?.digest)
    return prefixes.filter((_, index) => digests[index] === digest)
  }

  /** Gives the tags that went to the entries that are the newest now, or nobody would find those. */
  const giveTags = async (transport: Transport, name: string, prefixes: string[], others: Found[]): Promise<void> => {
    const newestFirst = others.filter(other => other.name === name).sort((a, b) => b.created - a.created)
    const gifts = prefixes.map(async prefix => {
      const next = newestFirst.find(({key}) => restorePrefixes(key).includes(prefix))
      const tag = newestTag(name, prefix)
      // A run that has just saved put its own.
      if (next === undefined || (await hasManifest(repository, transport, tag))) return
      await putManifest(repository, transport, tag, next.text)
    })
    await Promise.all(gifts)
  }

  /** The newest listing; each removal would otherwise read all manifests again. */
  let listing: Found[] | null = null

  const findEntry = async (transport: Transport, name: string, key: string, prefixes: string[]) => {
    const odd = prefixes.find(prefix => !prefix.endsWith('-'))
    if (odd !== undefined) throw new Error(`a registry finds entries by prefixes that end with "-", not by "${odd}"`)
    const exact = await find(transport, name, keyTag(name, key), found => found === key)
    return exact ?? (await findNewest(transport, name, prefixes))
  }

  return {
    async list() {
      try {
        listing = await findAll(createTransport(repository, 'pull', options))
        return listing.filter(({key}) => isOwnKey(key)).map(describe)
      } catch (error) {
        if (isRefusal(error)) return null
        throw error
      }
    },

    async remove({id, name, key}) {
      const transport = createTransport(repository, 'pull,push,delete', options)
      try {
        const gone = await readTagged(transport, keyTag(name ?? '', key))
        if (gone?.digest !== id) return true
        const newest = await newestOf(transport, gone)
        listing ??= await findAll(transport)
        if (!(await deleteManifest(repository, transport, id))) return false
        listing = listing.filter(({digest}) => digest !== id)
        await giveTags(transport, gone.name, newest, listing)
        return true
      } catch (error) {
        if (isRefusal(error)) return false
        throw error
      }
    },

    async find(name, key, prefixes) {
      return (await findEntry(createTransport(repository, 'pull', options), name, key, prefixes))?.key ?? null
    },

    async restore(name, key, prefixes, file) {
      const transport = createTransport(repository, 'pull', options)
      const entry = await findEntry(transport, name, key, prefixes)
      if (entry === null) return null
      const largest = Math.max(entry.file.layer.size, entry.file.size)
      if (largest > maxBytes) throw new Error(`${where}: the entry has ${largest} bytes, more than ${maxBytes}`)
      try {
        await download(entry, file, () => openBlob(repository, transport, entry.file.layer.digest))
      } catch (error) {
        throw new Error(`${entry.key}: ${messageOf(error)}`, {cause: error})
      }
      return entry.key
    },

    async save(name, key, file) {
      const transport = createTransport(repository, 'pull,push', options)
      const tag = keyTag(name, key)
      if (await hasManifest(repository, transport, tag)) return false
      const copy = `${file}.${randomUUID()}.zst`
      try {
        const packed = await pack(file, copy)
        const {path, ...rest} = packed
        if (Math.max(packed.size, packed.layer.size) > maxBytes)
          throw new Error(`the file has ${packed.size} bytes, more than the ${maxBytes} that are stored`)
        await putBlob(repository, transport, EMPTY, {text: EMPTY_TEXT})
        await putBlob(repository, transport, packed.layer, {file: path})
        const manifest = writeEntry({name, key, file: rest}, now())
        const newest = restorePrefixes(key).map(prefix => newestTag(name, prefix))
        await Promise.all(newest.map(other => putManifest(repository, transport, other, manifest)))
        // Last: while it is missing, another run saves this key once more and completes what broke off here.
        await putManifest(repository, transport, tag, manifest)
        return true
      } finally {
        await rm(copy, {force: true})
      }
    },
  }
}

function describe({name, key, file, digest, created}: Found): StoredEntry {
  return {id: digest, key, name, bytes: file.layer.size, created, lastUsed: null, scope: null}
}

function isRefusal(error: unknown): boolean {
  return error instanceof RegistryError && [400, 401, 403, 405].includes(error.status)
}

/** What is at `file` afterwards is whole. A connection that breaks is tried again, from the start. */
async function download(entry: Entry, file: string, openLayer: () => ReturnType<typeof openBlob>): Promise<void> {
  const partial = `${file}.${randomUUID()}.partial`
  try {
    for (let attempt = 1; ; attempt++) {
      const blob = await openLayer()
      let broken = false
      blob.once('error', error => {
        broken = error.name === 'TypeError' // how fetch() says that a body ended too early
      })
      try {
        await unpack(blob, entry.file, partial)
        break
      } catch (error) {
        if (!broken) throw error
        if (attempt >= DOWNLOADS) throw new Error(`the download broke off ${attempt} times: ${messageOf(error)}`)
      }
    }
    await rename(partial, file)
  } finally {
    await rm(partial, {force: true})
  }
}

/** Says where it happened. */
function within<T>(where: string, act: () => T): T {
  try {
    return act()
  } catch (error) {
    throw new Error(`${where}: ${messageOf(error)}`, {cause: error})
  }
}
