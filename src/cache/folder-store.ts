import {createHash, randomUUID} from 'node:crypto'
import {createReadStream, createWriteStream, existsSync} from 'node:fs'
import {mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile} from 'node:fs/promises'
import {basename, join} from 'node:path'
import {pipeline} from 'node:stream/promises'
import {meter, PIECE} from './meter.ts'
import type {CacheStore, Consume, StoredEntry} from './store.ts'
import {isOwnKey} from './stored-key.ts'

/** Enough for a few projects and Go releases side by side; nothing else bounds a folder. */
const KEPT_PER_NAME = 8

/**
 * A folder on this machine: the command line, and self-hosted runners with a disk of their own. An entry is a file and,
 * beside it, one with its key, because a key can be longer than the name of a file, and the digest of its content.
 */
export function folderStore(folder: string): CacheStore {
  const pathOf = (name: string, key: string) =>
    join(folder, `${createHash('sha256').update(key).digest('hex').slice(0, 32)}~${name}`)
  const remove = async (path: string) => {
    await rm(`${path}.key`, {force: true})
    await rm(path, {force: true})
  }
  const read = async <T>(path: string, {key, digest: expected}: Entry, consume: Consume<T>): Promise<T> => {
    const own = meter()
    const consumed = await consume(own.through(inPieces(path))).then(
      result => ({result}),
      async error => ({error, digest: await digestOf(path)}), // what was read of it may be less than all
    )
    const digest = 'digest' in consumed ? consumed.digest : own.digest()
    if (digest === expected) {
      if ('error' in consumed) throw consumed.error
      // Said outright: many disks are mounted so that reading does not set the time of access, or once a day.
      await utimes(path, new Date(), (await stat(path)).mtime).catch(() => {})
      return consumed.result
    }
    await remove(path) // or every later run would meet it again
    const what = `digest ${digest}, expected ${expected}`
    throw new Error(`${key} was damaged (${what}) and has been removed from ${folder}`)
  }
  const findEntry = async (name: string, key: string, prefixes: string[]) => {
    const entries = await listByAge(folder, name)
    const exact = entries.find(entry => entry.key === key)
    const wanted = prefixes.map(prefix => entries.find(entry => entry.key.startsWith(prefix)))
    return exact ?? wanted.find(entry => entry !== undefined)
  }
  return {
    find: async (name, key, prefixes) => (await findEntry(name, key, prefixes))?.key ?? null,
    async restore(name, key, prefixes, file) {
      const found = await findEntry(name, key, prefixes)
      if (found === undefined) return null
      try {
        await read(pathOf(name, found.key), found, content => pipeline(content, createWriteStream(file)))
        return found.key
      } catch (error) {
        await rm(file, {force: true})
        throw error
      }
    },
    async stream(name, key, consume) {
      const found = await findEntry(name, key, [])
      return found === undefined ? null : await read(pathOf(name, key), found, consume)
    },
    async save(name, key, file) {
      await mkdir(folder, {recursive: true})
      const path = pathOf(name, key)
      if (existsSync(`${path}.key`)) return false
      const partial = `${path}.${randomUUID()}.partial`
      try {
        const entry: Entry = {key, digest: await copy(file, partial)}
        await rename(partial, path)
        await writeFile(partial, JSON.stringify(entry))
        await rename(partial, `${path}.key`)
      } finally {
        await rm(partial, {force: true})
      }
      for (const old of (await listByAge(folder, name)).slice(KEPT_PER_NAME)) await remove(pathOf(name, old.key))
      return true
    },
    async list() {
      try {
        const files = await readdir(folder)
        const names = files.map(file => /~(.+)\.key$/.exec(file)?.[1]).filter(name => name !== undefined)
        const entries = [...new Set(names)].map(async name => {
          const ours = (await listByAge(folder, name)).filter(({key}) => isOwnKey(key))
          return Promise.all(ours.map(({key}) => describe(pathOf(name, key), name, key)))
        })
        return (await Promise.all(entries)).flat().filter(entry => entry !== null)
      } catch (error) {
        if (isCode(error, ['ENOENT'])) return []
        if (isCode(error, REFUSALS)) return null
        throw error
      }
    },
    async remove({id}) {
      if (id !== basename(id)) throw new Error(`${id} is no file of ${folder}`)
      try {
        await remove(join(folder, id))
        return true
      } catch (error) {
        if (isCode(error, REFUSALS)) return false
        throw error
      }
    },
  }
}

const REFUSALS = ['EACCES', 'EPERM', 'EROFS']

function isCode(error: unknown, codes: string[]): boolean {
  return codes.includes((error as NodeJS.ErrnoException).code ?? '')
}

/** Null when another run has just removed it. */
async function describe(path: string, name: string, key: string): Promise<StoredEntry | null> {
  const found = await stat(path).catch(() => null)
  if (found === null) return null
  const {size, mtimeMs, atimeMs} = found
  return {id: basename(path), key, name, bytes: size, created: mtimeMs, lastUsed: atimeMs, scope: null}
}

type Entry = {key: string; digest: string}

/** Returns the digest of what was copied. */
async function copy(from: string, to: string): Promise<string> {
  const own = meter()
  await pipeline(inPieces(from), own.through, createWriteStream(to))
  return own.digest()
}

async function digestOf(path: string): Promise<string> {
  const own = meter()
  for await (const piece of inPieces(path)) own.add(piece)
  return own.digest()
}

function inPieces(path: string): AsyncIterable<Buffer> {
  return createReadStream(path, {highWaterMark: PIECE})
}

/** What is in the folder, newest first. */
async function listByAge(folder: string, name: string): Promise<Entry[]> {
  const suffix = `~${name}.key`
  const files = (await readdir(folder).catch(() => [])).filter(file => file.endsWith(suffix))
  const dated = await Promise.all(files.map(file => readEntry(join(folder, file))))
  return dated.filter(entry => entry !== null).sort((a, b) => b.time - a.time)
}

/** Null when another run has just removed it, or when it is none of ours. */
async function readEntry(path: string): Promise<(Entry & {time: number}) | null> {
  try {
    const {key, digest} = JSON.parse(await readFile(path, 'utf8')) as Entry
    return {key, digest, time: (await stat(path)).mtimeMs}
  } catch {
    return null
  }
}
