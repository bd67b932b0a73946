import {randomUUID} from 'node:crypto'
import {rename, rm} from 'node:fs/promises'
import {messageOf} from '../runner/errors.ts'
import {
  EMPTY,
  EMPTY_TEXT,
  type Entry,
  keyTag,
  newestTag,
  readEntry,
  restorePrefixes,
  writeEntry,
} from './registry/entry.ts'
import {pack, unpack} from './registry/pack.ts'
import {parseRepository} from './registry/reference.ts'
import {getManifest, hasManifest, openBlob, putBlob, putManifest} from './registry/repository.ts'
import {createTransport, type Transport, type TransportOptions} from './registry/transport.ts'
import type {CacheStore} from './store.ts'

export type RegistryStoreOptions = TransportOptions & {
  /** Larger entries are neither stored nor fetched; 10 GiB unless told. */
  maxBytes?: number
  now?: () => Date
}

/** What ghcr.io takes as one layer. */
const MAX_BYTES = 10 * 1024 ** 3
const DOWNLOADS = 3

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

  return {
    async restore(name, key, prefixes, file) {
      const odd = prefixes.find(prefix => !prefix.endsWith('-'))
      if (odd !== undefined) throw new Error(`a registry finds entries by prefixes that end with "-", not by "${odd}"`)
      const transport = createTransport(repository, 'pull', options)
      const entry =
        (await find(transport, name, keyTag(name, key), found => found === key)) ??
        (await findNewest(transport, name, prefixes))
      if (entry === null) return null
      const largest = Math.max(entry.file.layer.size, entry.file.size)
      if (largest > maxBytes) throw new Error(`${where}: the entry has ${largest} bytes, more than ${maxBytes}`)
      await download(entry, file, () => openBlob(repository, transport, entry.file.layer.digest))
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
