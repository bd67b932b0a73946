/** What packages of dependencies import, from sources that lie on this machine. Nothing is downloaded or run. */
import {type Dirent, readdirSync} from 'node:fs'
import {join, posix} from 'node:path'
import {isBuilt, type Target} from './constraints.ts'
import {headOf, realPath} from './inside.ts'
import {canonicalVersion} from './module-version.ts'
import {readHeader, type SourceHeader} from './source.ts'
import {escaped} from './sums.ts'

/** Of one package, each once; null where its sources are not at hand. */
export type ImportsOf = (importPath: string) => readonly string[] | null

/** A module of a build list, as debug/buildinfo has it; a replacement by a folder has no version. */
export type BuildListModule = {path: string; version: string; replacedBy: {path: string; version: string} | null}

/** Long enough for the licence and imports of nearly all files, and for those of all that people write. */
const HEAD_BYTES = 16 * 1024
const MORE_BYTES = 1024 * 1024
const MOST_FILES = 5_000
// golang.org/x/mod/module, CheckImportPath: letters, digits and a few signs in ASCII; no element starts with a dot here.
const IMPORT_PATH = /^[\w~-][\w.~+-]*(?:\/[\w~-][\w.~+-]*)*$/

export type Sources = {
  /** The checkout, and its vendor folder relative to that; null where the build uses none. */
  root: string
  vendor: string | null
  /** GOMODCACHE; null where there is none. */
  moduleCache: string | null
  modules: readonly BuildListModule[]
  target: Target
}

/** Packages are read once each. A vendor folder is all that there is for a build that uses it. */
export function dependencyImports(sources: Sources): ImportsOf {
  const known = new Map<string, readonly string[] | null>()
  const byPath = new Map(sources.modules.map(module => [module.path, module]))
  return importPath => {
    const found = known.get(importPath)
    if (found !== undefined) return found
    const folder = IMPORT_PATH.test(importPath) ? folderOf(sources, byPath, importPath) : null
    const imports = folder === null ? null : importsIn(folder, sources.target)
    known.set(importPath, imports)
    return imports
  }
}

/** The one with the longest path that is a prefix of the import path: https://go.dev/ref/mod#resolve-pkg-mod. */
export function moduleOfPackage<Module extends {path: string}>(
  byPath: ReadonlyMap<string, Module>,
  importPath: string,
): Module | null {
  for (let path = importPath; path !== '.'; path = posix.dirname(path)) {
    const module = byPath.get(path)
    if (module !== undefined) return module
    if (path === '/') return null
  }
  return null
}

function folderOf(
  {root, vendor, moduleCache}: Sources,
  byPath: ReadonlyMap<string, BuildListModule>,
  importPath: string,
): string | null {
  if (vendor !== null) return realPath(root, posix.join(vendor, importPath))
  const module = moduleOfPackage(byPath, importPath)
  if (moduleCache === null || module === null) return null
  const {path, version} = module.replacedBy ?? module
  if (canonicalVersion(version) === null || !IMPORT_PATH.test(path)) return null
  const inside = posix.join(`${escaped(path)}@${escaped(version)}`, importPath.slice(module.path.length))
  return realPath(moduleCache, inside)
}

function importsIn(folder: string, target: Target): readonly string[] | null {
  const files = goFilesOf(folder)
  if (files === null) return null
  const imports = new Set<string>()
  for (const {name} of files.slice(0, MOST_FILES)) {
    const header = headerOf(join(folder, name))
    if (header === null || header.packageName === 'documentation') continue
    const needsCgo = header.imports.some(({path}) => path === 'C')
    if ((needsCgo && !target.cgo) || !isBuilt(name, header.preamble, target)) continue
    for (const {path} of header.imports) imports.add(path)
  }
  return [...imports]
}

function headerOf(file: string): SourceHeader | null {
  const header = readHeader(headOf(file, HEAD_BYTES) ?? '')
  return header?.complete ? header : readHeader(headOf(file, MORE_BYTES) ?? '')
}

function goFilesOf(folder: string): Dirent[] | null {
  try {
    return readdirSync(folder, {withFileTypes: true}).filter(
      entry => entry.isFile() && entry.name.endsWith('.go') && !entry.name.endsWith('_test.go'),
    )
  } catch {
    return null
  }
}

/** GOMODCACHE as the go command finds it in an environment (cmd/go/internal/cfg); null without any of its variables. */
export function moduleCacheOf(env: Readonly<Record<string, string | undefined>>): string | null {
  if (env.GOMODCACHE) return env.GOMODCACHE
  const [goPath] = (env.GOPATH ?? '').split(':')
  if (goPath) return join(goPath, 'pkg/mod')
  return env.HOME ? join(env.HOME, 'go/pkg/mod') : null
}
