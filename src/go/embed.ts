/** Does a `//go:embed` pattern match a file of the checkout? Rules: https://pkg.go.dev/embed#hdr-Directives. */
import {type Dirent, existsSync, lstatSync, readdirSync, type Stats} from 'node:fs'
import {join} from 'node:path'
import {wildcard} from './wildcard.ts'

/** `folder` is the package's folder. The pattern is as in the source, with or without `all:`. */
export function embedMatches(folder: string, pattern: string): boolean {
  const all = pattern.startsWith('all:')
  const segments = pattern.slice(all ? 'all:'.length : 0).split('/')
  // io/fs.ValidPath: no way out of the package's folder, and not the folder itself.
  if (segments.some(segment => segment === '' || segment === '.' || segment === '..')) return false
  const paths = expand(folder, segments)
  return paths.length > 0 && paths.every(path => isEmbeddable(path, all))
}

function expand(folder: string, segments: string[]): string[] {
  let paths = [folder]
  for (const [index, segment] of segments.entries()) {
    // Go embeds nothing below a link; followed, one to / would list the whole machine.
    if (index > 0) paths = paths.filter(path => statOf(path)?.isDirectory())
    const glob = /[*?[\\]/.test(segment)
    const matches = wildcard(segment, '^')
    paths = paths.flatMap(path => {
      if (!glob) return [join(path, segment)]
      return entries(path)
        .filter(({name}) => matches?.(name))
        .map(({name}) => join(path, name))
    })
  }
  return paths
}

/** A regular file, or a folder of this module with at least one below it; links are never embedded. */
function isEmbeddable(path: string, all: boolean): boolean {
  const stat = statOf(path)
  if (stat?.isFile()) return true
  return stat?.isDirectory() === true && !existsSync(join(path, 'go.mod')) && hasFile(path, all)
}

/** Null also for what no file can be called: below a file, too long, or with a NUL. */
function statOf(path: string): Stats | null {
  try {
    return lstatSync(path)
  } catch {
    return null
  }
}

function hasFile(folder: string, all: boolean): boolean {
  return entries(folder).some(entry => {
    if (!all && /^[._]/.test(entry.name)) return false
    if (entry.isFile()) return true
    const path = join(folder, entry.name)
    // A folder with its own go.mod is another module, and Go leaves it out.
    return entry.isDirectory() && !existsSync(join(path, 'go.mod')) && hasFile(path, all)
  })
}

function entries(folder: string): Dirent[] {
  try {
    return readdirSync(folder, {withFileTypes: true})
  } catch {
    return []
  }
}
