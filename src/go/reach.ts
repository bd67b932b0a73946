/** What a program reaches through imports, among the packages of the checkout. */
import {posix} from 'node:path'
import {cgoModule} from './cgo-modules.ts'
import type {Evidence, GoModule, Project} from './project.ts'
import type {GoPackage} from './scan.ts'

export function importPathOf(module: Pick<GoModule, 'dir' | 'path'>, dir: string): string {
  return posix.join(module.path, posix.relative(module.dir, dir))
}

/**
 * Answers for a package: itself first, then what its imports lead to, in that order. Other modules of the checkout count
 * where the build would use them: members of the workspace, and folders that a `replace` of the program's module names.
 */
export function reachability(
  packages: readonly GoPackage[],
  modules: readonly GoModule[],
  workspace: Project['workspace'],
): (start: GoPackage) => GoPackage[] {
  const inModule = new Map<string, GoPackage[]>(modules.map(({dir}) => [dir, []]))
  for (const found of packages) inModule.get(found.moduleDir)?.push(found)
  const ofModule = new Map<string, ReadonlyMap<string, GoPackage>>()
  const members = new Set(workspace?.uses ?? [])
  // A repository can have thousands of programs: what one module sees is put together once.
  const visibleFrom = (dir: string): ReadonlyMap<string, GoPackage> => {
    const known = ofModule.get(dir)
    if (known !== undefined) return known
    const own = modules.find(module => module.dir === dir)!
    const used = new Map([[own.dir, own.path]])
    for (const {dir, path} of members.has(own.dir) ? modules : []) {
      if (members.has(dir)) used.set(dir, path)
    }
    const inWorkspace = members.has(own.dir) ? (workspace?.localReplaces ?? []) : []
    for (const {path, dir} of [...own.localReplaces, ...inWorkspace]) used.set(dir, path)
    const byPath = new Map<string, GoPackage>()
    for (const [dir, path] of used) {
      for (const found of inModule.get(dir) ?? []) byPath.set(importPathOf({dir, path}, found.dir), found)
    }
    ofModule.set(dir, byPath)
    return byPath
  }
  return start => {
    const byPath = visibleFrom(start.moduleDir)
    const reached = new Set([start])
    for (const found of reached) {
      for (const path of found.imports.keys()) {
        const next = byPath.get(path)
        if (next !== undefined) reached.add(next)
      }
    }
    return [...reached]
  }
}

/** Own code that imports "C" and has no answer without cgo, and imports of modules that are known to need it. */
export function cgoEvidence(reached: readonly GoPackage[]): Evidence[] {
  return reached.flatMap(({imports, importsC, withoutCgo}) => [
    ...(withoutCgo === null ? importsC : []),
    ...(withoutCgo === null
      ? [...imports].filter(([path]) => cgoModule(path) !== null).map(([, evidence]) => evidence)
      : []),
  ])
}
