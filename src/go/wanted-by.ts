/** Why a module is in a program, read from the sources as `go mod why` does: the import that leads to it. */
import {posix} from 'node:path'
import {nameMatches, type Target} from './constraints.ts'
import {type ImportsOf, moduleOfPackage} from './dependency-imports.ts'
import type {Checkout} from './modules.ts'
import {importPathOf} from './reach.ts'
import type {GoPackage} from './scan.ts'

export type WantedBy = {
  /** Import path of the package of this project that has the import. */
  package: string
  /** Relative to the project root; lines count from 1. */
  file: string
  line: number
  /** Module path of the direct dependency on the way; null where the module itself is imported. */
  through: string | null
}

type Program = {
  /** Import path. */
  mainPackage: string
  /** Its build list without the main module. */
  modules: readonly {path: string}[]
  target: Target
}

type Import = Omit<WantedBy, 'through'> & {path: string}

/** Kubernetes' largest program has some 2,000. */
const MOST_PACKAGES = 5_000

/**
 * For each wanted module the first import of the project's own code that leads to it, breadth first from the main
 * package. One that imports the module itself goes before all others; ways through other modules are followed as far
 * as their sources are at hand. A module that nothing is found for has no entry.
 */
export function wantedBy(
  checkout: Checkout,
  program: Program,
  wanted: ReadonlySet<string>,
  importsOf: ImportsOf,
): Map<string, WantedBy> {
  const found = new Map<string, WantedBy>()
  const modules = new Map(program.modules.map(module => [module.path, module]))
  const moduleOf = (path: string): string | null => moduleOfPackage(modules, path)?.path ?? null
  const own = ownImports(checkout, program)
  for (const {path, ...place} of own) {
    const module = moduleOf(path)
    if (module !== null && wanted.has(module) && !found.has(module)) found.set(module, {...place, through: null})
  }
  // A package is reached by the way that is found first, so each remembers the import that started it.
  const reached = new Map<string, WantedBy>()
  for (const {path, ...place} of own) {
    const module = moduleOf(path)
    if (module !== null && !reached.has(path)) reached.set(path, {...place, through: module})
  }
  for (const [path, way] of reached) {
    if (found.size === wanted.size || reached.size > MOST_PACKAGES) break
    for (const next of importsOf(path) ?? []) {
      const module = moduleOf(next)
      if (module === null || reached.has(next)) continue
      reached.set(next, way)
      if (wanted.has(module) && !found.has(module)) found.set(module, way)
    }
  }
  return found
}

/** Imports of the packages that a program reaches in the checkout, the nearest first. */
function ownImports({scan, modules, reach}: Checkout, {mainPackage, target}: Program): Import[] {
  const byDir = new Map(modules.map(module => [module.dir, module]))
  const pathOf = ({moduleDir, dir}: GoPackage): string => importPathOf(byDir.get(moduleDir)!, dir)
  const main = scan.packages.find(found => pathOf(found) === mainPackage && found.name === 'main')
  if (main === undefined) return []
  return reach(main).flatMap(found =>
    // The checkout is read for several architectures at once.
    found.files.flatMap(({file, imports}) =>
      nameMatches(posix.basename(file), target)
        ? imports.map(({path, line}) => ({path, package: pathOf(found), file, line}))
        : [],
    ),
  )
}
