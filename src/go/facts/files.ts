/** The one place where facts read the checkout: bounded, regular files only, and no link out of it. */
import {readdirSync, realpathSync, statSync} from 'node:fs'
import {headOf, leadsTo} from '../inside.ts'

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
  const top = realpathSync(root)
  // The rules of a check ask for the same few paths again and again.
  const known = new Map<string, string | null>()
  const inside = (path: string) => {
    const real = known.get(path)
    if (real !== undefined) return real
    const found = leadsTo(top, path)
    known.set(path, found)
    return found
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
      return real === null ? null : headOf(real, TEXT_BYTES)
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
