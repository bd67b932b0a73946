/** Which files made an image larger or smaller: the heavy ones by name, the others by folder. */
import {byDifference, difference, type TwoSided} from './diff-files.ts'

export type SizedFile = TwoSided & {path: string}
/** `path` is a file where there is one alone, else the folder that they are in, with a slash at the end. */
export type FilesCause = {path: string; bytes: number; before: string | null; after: string | null}

const MOST_NAMED = 4
/** A file of which less than this is new or gone is not worth a line of its own. */
const HEAVY_BYTES = 100_000
const MOST_FOLDERS = 3

export function heavyFiles(files: readonly SizedFile[]): FilesCause[] {
  const changed = files.filter(file => difference(file) !== 0).toSorted(byDifference)
  const heavy = changed.filter((file, index) => index < MOST_NAMED && Math.abs(difference(file)) >= HEAVY_BYTES)
  return [...heavy.map(file => together([file])), ...byFolder(changed.slice(heavy.length))]
}

/**
 * One for each deepest folder that all of its files have in common. A folder that has only folders is taken apart while
 * there are few, and the root is always.
 */
export function byFolder(files: readonly SizedFile[]): FilesCause[] {
  let groups = files.some(file => difference(file) !== 0) ? [files] : []
  for (;;) {
    const apart = groups.map(group => ({group, parts: partsOf(group)}))
    const next = apart.find(({group, parts}) => {
      if (parts.length < 2) return false
      return (
        folderOf(group) === '' || (parts.every(isFolder(group)) && groups.length - 1 + parts.length <= MOST_FOLDERS)
      )
    })
    if (next === undefined) return groups.map(together)
    groups = groups.flatMap(group => (group === next.group ? next.parts : [group]))
  }
}

function isFolder(group: readonly SizedFile[]): (part: readonly SizedFile[]) => boolean {
  const depth = folderOf(group).length
  return part => part.every(({path}) => path.slice(depth).includes('/'))
}

/** By the first name below the folder that they have in common. */
function partsOf(group: readonly SizedFile[]): SizedFile[][] {
  const depth = folderOf(group).length
  const parts = new Map<string, SizedFile[]>()
  for (const file of group) {
    const name = file.path.slice(depth).split('/', 1)[0]!
    const part = parts.get(name)
    if (part) part.push(file)
    else parts.set(name, [file])
  }
  return [...parts.values()]
}

/** With a slash at the end; empty for the root. */
function folderOf(group: readonly SizedFile[]): string {
  return group.reduce<string | null>((common, {path}) => {
    let folder = common ?? path.slice(0, path.lastIndexOf('/') + 1)
    while (!path.startsWith(folder)) folder = folder.slice(0, folder.lastIndexOf('/', folder.length - 2) + 1)
    return folder
  }, null)!
}

function together(group: readonly SizedFile[]): FilesCause {
  const [only] = group
  const path = group.length === 1 ? only!.path : folderOf(group)
  const named = (side: keyof TwoSided) => (group.some(file => file[side] !== null) ? path : null)
  return {
    ...{path, bytes: group.reduce((sum, file) => sum + difference(file), 0)},
    ...{before: named('before'), after: named('after')},
  }
}
