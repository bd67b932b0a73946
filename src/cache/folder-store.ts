import {createHash, randomUUID} from 'node:crypto'
import {createReadStream, createWriteStream, existsSync} from 'node:fs'
import {mkdir, readdir, readFile, rename, rm, stat, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {pipeline} from 'node:stream/promises'
import type {CacheStore} from './store.ts'

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
  return {
    async restore(name, key, prefixes, file) {
      const entries = await listByAge(folder, name)
      const exact = entries.find(entry => entry.key === key)
      const wanted = prefixes.map(prefix => entries.find(entry => entry.key.startsWith(prefix)))
      const found = exact ?? wanted.find(entry => entry !== undefined)
      if (found === undefined) return null
      const path = pathOf(name, found.key)
      const digest = await copy(path, file)
      if (digest === found.digest) return found.key
      await rm(file, {force: true})
      await remove(path) // or every later run would meet it again
      throw new Error(`${path} was damaged (digest ${digest}, expected ${found.digest}) and has been removed`)
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
  }
}

type Entry = {key: string; digest: string}

/** Returns the digest of what was copied. */
async function copy(from: string, to: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(
    createReadStream(from),
    async function* (source: AsyncIterable<Buffer>) {
      for await (const chunk of source) {
        hash.update(chunk)
        yield chunk
      }
    },
    createWriteStream(to),
  )
  return `sha256:${hash.digest('hex')}`
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
