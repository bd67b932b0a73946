import {createHash} from 'node:crypto'
import {existsSync} from 'node:fs'
import {copyFile, link, mkdir, readdir, readFile, rename, rm, stat, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {restoreCache, saveCache} from '@actions/cache'

/** Keeps single files under immutable keys. Both ways may fail: a cache is a help, never a condition. */
export type CacheStore = {
  /**
   * Looks a key up, then the newest entry under each prefix in order, and puts its file at `file`. Null on a miss.
   * `name` says what kind of file it is; only entries stored under the same name are found.
   */
  restore: (name: string, key: string, prefixes: string[], file: string) => Promise<string | null>
  /** False when the entry exists already, which stays as it is, or when the service took nothing. */
  save: (name: string, key: string, file: string) => Promise<boolean>
}

/**
 * GitHub's cache service. An entry's version is a hash of the path *as written* (@actions/cache,
 * internal/cacheUtils.js getCacheVersion), so every run must use the same path: `temp`/go-image/NAME. A file is only
 * there while it is packed or unpacked; it is moved away at once, so that two steps of a job do not meet.
 */
export function githubStore(temp: string): CacheStore {
  const pathOf = async (name: string) => {
    const folder = join(temp, 'go-image')
    await mkdir(folder, {recursive: true})
    return join(folder, name)
  }
  return {
    async restore(name, key, prefixes, file) {
      const path = await pathOf(name)
      await rm(path, {force: true})
      const matched = await restoreCache([path], key, prefixes)
      if (matched === undefined) return null
      await rename(path, file)
      return matched
    },
    async save(name, key, file) {
      const path = await pathOf(name)
      await rm(path, {force: true})
      await link(file, path)
      try {
        return (await saveCache([path], key)) !== -1
      } finally {
        await rm(path, {force: true})
      }
    },
  }
}

/** Enough for a few projects and Go releases side by side; nothing else bounds a folder. */
const KEPT_PER_NAME = 8

/**
 * A folder on this machine: the command line, and self-hosted runners with a disk of their own. An entry is a file and,
 * beside it, one with its key, because a key can be longer than the name of a file.
 */
export function folderStore(folder: string): CacheStore {
  const pathOf = (name: string, key: string) =>
    join(folder, `${createHash('sha256').update(key).digest('hex').slice(0, 32)}~${name}`)
  return {
    async restore(name, key, prefixes, file) {
      const entries = await listByAge(folder, name)
      const exact = entries.find(entry => entry === key)
      const wanted = prefixes.map(prefix => entries.find(entry => entry.startsWith(prefix)))
      const found = exact ?? wanted.find(entry => entry !== undefined)
      if (found === undefined) return null
      await copyFile(pathOf(name, found), file)
      return found
    },
    async save(name, key, file) {
      await mkdir(folder, {recursive: true})
      const path = pathOf(name, key)
      if (existsSync(`${path}.key`)) return false
      await copyFile(file, `${path}.partial`)
      await rename(`${path}.partial`, path)
      await writeFile(`${path}.key`, key)
      for (const old of (await listByAge(folder, name)).slice(KEPT_PER_NAME)) {
        await rm(`${pathOf(name, old)}.key`, {force: true})
        await rm(pathOf(name, old), {force: true})
      }
      return true
    },
  }
}

/** Keys in the folder, newest first. */
async function listByAge(folder: string, name: string): Promise<string[]> {
  const suffix = `~${name}.key`
  const files = (await readdir(folder).catch(() => [])).filter(file => file.endsWith(suffix))
  const dated = await Promise.all(
    files.map(async file => ({
      key: await readFile(join(folder, file), 'utf8'),
      time: (await stat(join(folder, file))).mtimeMs,
    })),
  )
  return dated.sort((a, b) => b.time - a.time).map(({key}) => key)
}
