/** Which folder of the checkout an import is of. */
import {posix} from 'node:path'
import {isAtOrBelow} from '../below.ts'
import type {GoPackage} from '../scan.ts'
import type {Ground} from './ground.ts'

/** Answers with the folder, whether or not it is there; null for what comes from elsewhere. */
export function importedFolders(ground: Ground): (path: string, importing: GoPackage) => string | null {
  const owners = new Map<string, Owner[]>()
  return (path, importing) => {
    const from = ground.main?.moduleDir ?? importing.moduleDir
    const known = owners.get(from) ?? ownersFor(from, ground)
    owners.set(from, known)
    return folderOf(path, known, ground)
  }
}

/** A module path with its folder; null for one that is downloaded. */
type Owner = {path: string; dir: string | null}

/** The modules that a build of this one looks into for an import, the longest path first: the first that fits wins. */
function ownersFor(moduleDir: string, {modules, goMods, workspace}: Ground): Owner[] {
  const from = modules.find(({dir}) => dir === moduleDir)
  if (from === undefined) return []
  const inWorkspace = workspace?.uses.includes(from.dir) ? workspace.uses : []
  const here = [
    ...modules.filter(({dir}) => dir === from.dir || inWorkspace.includes(dir)).map(({path, dir}) => ({path, dir})),
    ...from.localReplaces.filter(({dir}) => modules.some(module => module.dir === dir)),
  ]
  const elsewhere = (goMods.get(from.dir)?.require ?? []).map(({path}) => ({path, dir: null}))
  // A replaced module is both required and here.
  return [...here, ...elsewhere].sort((a, b) => b.path.length - a.path.length)
}

function folderOf(path: string, owners: readonly Owner[], {modules}: Ground): string | null {
  const fits = (owner: Owner) => isAtOrBelow(path, owner.path)
  // Most imports are of the standard library or of required modules.
  if (!owners.some(owner => owner.dir !== null && fits(owner))) return null
  const owner = owners.find(fits)!
  if (owner.dir === null) return null
  const ownerDir = owner.dir
  const dir = posix.join(ownerDir, path.slice(owner.path.length + 1))
  // What is below a go.mod of its own belongs to that module alone.
  const nested = modules.some(
    module => module.dir !== ownerDir && module.dir !== '.' && within(dir, module.dir, ownerDir),
  )
  return nested ? null : dir
}

function within(dir: string, folder: string, owner: string): boolean {
  return isAtOrBelow(dir, folder) && (owner === '.' || folder.startsWith(`${owner}/`))
}
