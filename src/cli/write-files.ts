import {randomUUID} from 'node:crypto'
import {link, readFile, realpath, rename, rm, stat, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {UserError} from '../runner/errors.ts'

export type FileToWrite = {
  name: string
  text: string
  /** Where there is another one, it serves too. */
  optional: boolean
  /** Whether another content is as good as this one. */
  isSame?: (before: string) => boolean
}

/** What became of each file. */
export type WrittenFile = {name: string; outcome: 'written' | 'unchanged' | 'kept'}

/**
 * Puts files into a folder, whole or not at all. One that exists with another content is somebody's work: without `force`
 * an optional one is kept, and for any other nothing is written, and a `UserError` (`file-exists`) says so.
 */
export async function writeFiles(folder: string, files: FileToWrite[], force: boolean): Promise<WrittenFile[]> {
  const found = await Promise.all(
    files.map(async ({isSame = () => false, ...file}) => {
      const before = await contentOf(join(folder, file.name))
      return {...file, before: before !== null && isSame(before) ? file.text : before}
    }),
  )
  const blocked = found.find(({before, text, optional}) => before !== null && before !== text && !optional)
  if (blocked && !force) throw exists(join(folder, blocked.name))
  const written: WrittenFile[] = []
  for (const {name, text, before, optional} of found) {
    if (before === text) written.push({name, outcome: 'unchanged'})
    else if (before !== null && optional && !force) written.push({name, outcome: 'kept'})
    else {
      await put(join(folder, name), text, force)
      written.push({name, outcome: 'written'})
    }
  }
  return written
}

/** Puts another text in the place of a file, whole or not at all. A link stays a link, and the file keeps its mode. */
export async function replaceFile(path: string, text: string): Promise<void> {
  const real = await realpath(path)
  const partial = `${real}.${randomUUID()}.partial`
  try {
    await writeFile(partial, text, {flag: 'wx', mode: (await stat(real)).mode})
    await rename(partial, real)
  } catch (error) {
    throw new UserError('file-unwritable', `${path} cannot be written: ${(error as Error).message}`)
  } finally {
    await rm(partial, {force: true})
  }
}

async function contentOf(path: string): Promise<string | null> {
  return await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw new UserError('file-unreadable', `${path} cannot be read: ${error.message}`)
  })
}

async function put(path: string, text: string, force: boolean): Promise<void> {
  const partial = `${path}.${randomUUID()}.partial`
  try {
    await writeFile(partial, text, {flag: 'wx'})
    if (force) return await rename(partial, path)
    await link(partial, path) // unlike rename, it does not replace what somebody has just put there
  } catch (error) {
    const {code, message} = error as NodeJS.ErrnoException
    throw code === 'EEXIST' ? exists(path) : new UserError('file-unwritable', `${path} cannot be written: ${message}`)
  } finally {
    await rm(partial, {force: true})
  }
}

function exists(path: string): UserError {
  return new UserError(
    'file-exists',
    `${path} exists already, with another content; nothing was written. --force replaces it.`,
  )
}
