/** Files of a checkout, which may be a stranger's: a link is followed only to a file of the same checkout. */
import {closeSync, constants, fstatSync, openSync, readSync, realpathSync, statSync} from 'node:fs'
import {join, sep} from 'node:path'

/** Longer than any go.mod, lock file or modules.txt that people have. */
const MOST_BYTES = 4 * 1024 * 1024

/** The text of a file, cut after 4 MiB; null when there is none, or only a folder, a device or a link that leads out. */
export function readInside(root: string, path: string): string | null {
  const real = realFile(root, path)
  return real === null ? null : headOf(real, MOST_BYTES)
}

export function isFileInside(root: string, path: string): boolean {
  return realFile(root, path) !== null
}

function realFile(root: string, path: string): string | null {
  const real = realPath(root, path)
  return real !== null && statSync(real, {throwIfNoEntry: false})?.isFile() ? real : null
}

/** Where a path relative to the root leads to; null for nothing, and for what is outside the root. */
export function realPath(root: string, path: string): string | null {
  try {
    return leadsTo(realpathSync(root), path)
  } catch {
    return null
  }
}

/** The same for a root without links. */
export function leadsTo(top: string, path: string): string | null {
  try {
    const real = realpathSync(join(top, path))
    return real === top || real.startsWith(top.endsWith(sep) ? top : top + sep) ? real : null
  } catch {
    return null
  }
}

/** The first bytes of a regular file as text; null for anything else. */
export function headOf(path: string, most: number): string | null {
  let descriptor: number
  try {
    // A named pipe would wait for its writer for ever.
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
  } catch {
    return null
  }
  try {
    const stat = fstatSync(descriptor)
    if (!stat.isFile()) return null
    const buffer = Buffer.allocUnsafe(Math.min(most, stat.size))
    return buffer.toString('utf8', 0, readSync(descriptor, buffer, 0, buffer.length, 0))
  } finally {
    closeSync(descriptor)
  }
}
