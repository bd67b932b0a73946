import {createHash} from 'node:crypto'
import {readFile} from 'node:fs/promises'
import {join, posix} from 'node:path'
import type {GoModule} from './project.ts'

/**
 * One value for what the build downloads: SHA-256 over path and content of every go.sum, and of go.work.sum at the root,
 * in the order of their paths; 16 hex digits. `files` holds those that exist, relative to the root.
 */
export async function goSumHash(
  root: string,
  modules: readonly Pick<GoModule, 'dir'>[],
): Promise<{hash: string; files: string[]}> {
  const paths = [...new Set([...modules.map(({dir}) => posix.join(dir, 'go.sum')), 'go.work.sum'])].sort()
  const hash = createHash('sha256')
  const files: string[] = []
  for (const path of paths) {
    const content = await readIfThere(join(root, path))
    if (content === null) continue
    files.push(path)
    // The length keeps a file's end and the next one's name apart.
    hash.update(`${path}\0${content.length}\0`).update(content)
  }
  return {hash: hash.digest('hex').slice(0, 16), files}
}

async function readIfThere(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

/**
 * Modules that go.sum files name, as `path@version` in the escaped form of file names: an upper-case letter is `!` and
 * the lower-case one (golang.org/x/mod/module, EscapePath).
 */
export function modulesOfSums(texts: string[]): string[] {
  const lines = texts.flatMap(text => text.split('\n'))
  const modules = lines.flatMap(line => {
    const [path, version] = line.trim().split(/\s+/)
    return path && version ? [`${escaped(path)}@${escaped(version.replace(/\/go\.mod$/, ''))}`] : []
  })
  return [...new Set(modules)].sort()
}

/** A path or version as file names have it (golang.org/x/mod/module, EscapePath). */
export function escaped(name: string): string {
  return name.replace(/[A-Z]/g, letter => `!${letter.toLowerCase()}`)
}
