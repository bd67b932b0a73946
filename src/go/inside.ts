/** Files of a checkout, which may be a stranger's: a link is followed only to a file of the same checkout. */
import {closeSync, openSync, readSync, realpathSync, statSync} from 'node:fs'
import {join, sep} from 'node:path'

/** Longer than any go.mod, lock file or modules.txt that people have. */
const MOST_BYTES = 4 * 1024 * 1024

/** The text of a file, cut after 4 MiB; null when there is none, or only a folder, a device or a link that leads out. */
export function readInside(root: string, path: string): string | null {
  const real = realFile(root, path)
  if (real === null) return null
  const file = openSync(real, 'r')
  try {
    const buffer = Buffer.allocUnsafe(Math.min(statSync(real).size, MOST_BYTES))
    return buffer.toString('utf8', 0, readSync(file, buffer, 0, buffer.length, 0))
  } finally {
    closeSync(file)
  }
}

export function isFileInside(root: string, path: string): boolean {
  return realFile(root, path) !== null
}

function realFile(root: string, path: string): string | null {
  try {
    const top = realpathSync(root)
    const real = realpathSync(join(root, path))
    return real.startsWith(top.endsWith(sep) ? top : top + sep) && statSync(real).isFile() ? real : null
  } catch {
    return null
  }
}
