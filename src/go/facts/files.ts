/** The one place where facts read the checkout: bounded, regular files only, and no link out of it. */
import {closeSync, constants, fstatSync, openSync, readdirSync, readSync, realpathSync, statSync} from 'node:fs'
import {join, sep} from 'node:path'

export type CheckoutFiles = {
  /** What stands at a path relative to the root; null for nothing, and for what is outside the root. */
  kind: (path: string) => 'file' | 'folder' | null
  /** Names in a folder, sorted; empty when it cannot be read. */
  names: (folder: string) => string[]
  /** The first 256 KiB as text; null when it is no regular file of the checkout. */
  read: (path: string) => string | null
}

const TEXT_BYTES = 256 * 1024

export function checkoutFiles(root: string): CheckoutFiles {
  const realRoot = realpathSync(root)
  const inside = (path: string): string | null => {
    try {
      const real = realpathSync(join(root, path))
      return real === realRoot || real.startsWith(realRoot + sep) ? real : null
    } catch {
      return null
    }
  }
  const kind = (path: string) => {
    const real = inside(path)
    const stat = real === null ? undefined : statSync(real, {throwIfNoEntry: false})
    if (stat?.isFile()) return 'file'
    return stat?.isDirectory() ? 'folder' : null
  }
  return {
    kind,
    names: folder => {
      const real = inside(folder)
      return real === null ? [] : namesOf(real)
    },
    read: path => {
      const real = inside(path)
      return real === null ? null : head(real)
    },
  }
}

function namesOf(folder: string): string[] {
  try {
    return readdirSync(folder).sort()
  } catch {
    return []
  }
}

function head(path: string): string | null {
  let descriptor: number
  try {
    // A named pipe would wait for its writer for ever.
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
  } catch {
    return null
  }
  try {
    if (!fstatSync(descriptor).isFile()) return null
    const buffer = Buffer.allocUnsafe(Math.min(TEXT_BYTES, fstatSync(descriptor).size))
    return buffer.toString('utf8', 0, readSync(descriptor, buffer, 0, buffer.length, 0))
  } finally {
    closeSync(descriptor)
  }
}
