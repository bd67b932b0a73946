/** What a program reaches through imports, among the packages of the checkout. */
import {posix} from 'node:path'
import {needsCgo} from './cgo-modules.ts'
import type {Evidence, GoModule, Project} from './project.ts'
import type {GoPackage} from './scan.ts'

export function importPathOf(module: Pick<GoModule, 'dir' | 'path'>, dir: string): string {
  return posix.join(module.path, posix.relative(module.dir, dir))
}

/**
 * The package itself first, then in the order in which imports lead to the others. Other modules of the checkout count
 * where the build would use them: members of the workspace, and folders that a `replace` of the program's module names.
 */
export function reachablePackages(
  start: GoPackage,
  packages: readonly GoPackage[],
  modules: readonly GoModule[],
  workspace: Project['workspace'],
): GoPackage[] {
  const own = modules.find(({dir}) => dir === start.moduleDir)!
  const used = new Map([[own.dir, own.path]])
  for (const {dir, path} of modules) {
    if (workspace?.uses.includes(own.dir) && workspace.uses.includes(dir)) used.set(dir, path)
  }
  const inWorkspace = workspace?.uses.includes(own.dir) ? workspace.localReplaces : []
  for (const {path, dir} of [...own.localReplaces, ...inWorkspace]) used.set(dir, path)
  const byPath = new Map<string, GoPackage>()
  for (const found of packages) {
    const path = used.get(found.moduleDir)
    if (path !== undefined) byPath.set(importPathOf({dir: found.moduleDir, path}, found.dir), found)
  }
  const reached = new Set([start])
  for (const found of reached) {
    for (const path of found.imports.keys()) {
      const next = byPath.get(path)
      if (next !== undefined) reached.add(next)
    }
  }
  return [...reached]
}

/** Own code that imports "C" and has no answer without cgo, and imports of modules that are known to need it. */
export function cgoEvidence(reached: readonly GoPackage[]): Evidence[] {
  return reached.flatMap(({imports, importsC, withoutCgo}) => [
    ...(withoutCgo === null ? importsC : []),
    ...(withoutCgo === null ? [...imports].filter(([path]) => needsCgo(path)).map(([, evidence]) => evidence) : []),
  ])
}
