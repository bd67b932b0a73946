/** The go.work of a checkout, and those around it that a build from this folder does not see. */

import {existsSync, readFileSync, statSync} from 'node:fs'
import {dirname, isAbsolute, join, posix, relative} from 'node:path'
import {UserError} from '../runner/errors.ts'
import {isAtOrBelow} from './below.ts'
import {type GoWork, parseGoWork} from './gowork.ts'
import {isFileInside, readInside} from './inside.ts'

export type FoundWorkspace = {
  work: GoWork
  /** Folders of the members relative to the root, in the order of the `use` lines; those outside start with `..`. */
  uses: string[]
}

/** Throws a `UserError` for a go.work that cannot be read, and for a member of this checkout without a go.mod. */
export function readWorkspace(root: string): FoundWorkspace | null {
  const text = readInside(root, 'go.work')
  if (text === null) return null
  const work = parseGoWork(text, 'go.work')
  const uses = work.use.map(({path}) => fromRoot(root, '.', path))
  for (const [index, {path, line}] of work.use.entries()) {
    const dir = uses[index]!
    if (isOutside(dir) || isFileInside(root, posix.join(dir, 'go.mod'))) continue
    throw new UserError(
      'go-work-member',
      `go.work:${line}: use ${path}: there is no go.mod in that folder; correct the path or remove the line`,
    )
  }
  return {work, uses}
}

/** A path as go.mod or go.work in `dir` writes it, relative to the root. */
export function fromRoot(root: string, dir: string, path: string): string {
  const inside = isAbsolute(path) ? relative(root, path) : posix.join(dir, path)
  return inside.replace(/\/$/, '') || '.'
}

export function isOutside(dir: string): boolean {
  return /^\.\.(?:\/|$)/.test(dir)
}

/** The folder with .git that holds this one, null where there is none. */
export function repositoryOf(root: string): string | null {
  for (let folder = root; ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return folder
    if (folder === dirname(folder)) return null
  }
}

/** What a build elsewhere would see otherwise: a go.work that git leaves out, and one above the context. */
export function workspaceWarnings(root: string, workspace: FoundWorkspace | null): string[] {
  const repository = repositoryOf(root)
  if (repository === null) return []
  return workspace === null ? workspaceAbove(root, repository) : ignoredWorkspace(root, repository)
}

function workspaceAbove(root: string, repository: string): string[] {
  for (let folder = root; folder !== repository; ) {
    folder = dirname(folder)
    const text = readInside(repository, posix.join(relative(repository, folder), 'go.work'))
    if (text === null) continue
    const above = relative(root, folder)
    // Only what it says of this folder matters here; a mistake in it is told when it is the context's own.
    const uses = [...text.matchAll(/^[ \t]*(?:use[ \t]+)?(\.[\w./-]*)[ \t\r]*$/gm)].map(match => match[1]!)
    const inside = relative(folder, root)
    const used = uses.map(path => posix.normalize(path)).some(path => isAtOrBelow(path, inside))
    if (!used) return []
    return [
      `${above}/go.work uses this folder but is outside the build context, so that the program is built without it; to build with it, set the context to ${above} and name the module.`,
    ]
  }
  return []
}

function ignoredWorkspace(root: string, repository: string): string[] {
  if (root !== repository) return []
  const rows = readInside(root, '.gitignore')?.split('\n') ?? []
  const line = rows.findLastIndex(row => leavesOutGoWork(row.trim().replace(/^!/, ''))) + 1
  if (line === 0 || rows[line - 1]!.startsWith('!') || isTracked(root)) return []
  return [
    `go.work is left out of git (.gitignore:${line}), so that a checkout elsewhere does not have it: the modules are built one by one there.`,
  ]
}

/** The ways in which people write it; patterns of other shapes are not looked into. */
function leavesOutGoWork(pattern: string): boolean {
  return ['go.work', 'go.work*', 'go.*', '*.work'].includes(pattern.replace(/^(?:\*\*)?\//, ''))
}

/** Git's index has its paths in full, after two bytes of flags that end in the path's length: git help index-format. */
function isTracked(root: string): boolean {
  const index = join(root, '.git', 'index')
  if (!statSync(index, {throwIfNoEntry: false})?.isFile()) return true
  return readFileSync(index).includes('\x07go.work\0')
}
