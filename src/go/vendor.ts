/**
 * Whether the go command builds from a vendor folder, and whether it would refuse it. It follows cmd/go:
 * setDefaultBuildMod in internal/modload/init.go, readVendorList and checkVendorConsistency in internal/modload/vendor.go.
 */
import {posix} from 'node:path'
import type {GoMod} from './gomod.ts'
import type {GoWork} from './gowork.ts'
import {isDirectoryPath, type ModuleVersion, type Replace} from './modfile-directives.ts'
import {canonicalVersion} from './module-version.ts'

/** What the go command loads: one module, or the members of a workspace, each with its folder relative to go.work. */
export type Loaded = {members: readonly {dir: string; mod: GoMod}[]; work: GoWork | null}

type Vendored = {
  module: ModuleVersion
  explicit: boolean
  replacement: ModuleVersion | null
  /** It has a package in the folder. */
  used: boolean
}

/** `modules` is the text of vendor/modules.txt, null without one. */
export function usesVendor({members, work}: Loaded, modules: string | null): boolean {
  if (modules === null) return false
  const go = (work === null ? members[0]!.mod.go : work.go)?.version
  if (go === undefined || isBefore114(go)) return false
  return /^## workspace\b/.test(modules) === (work !== null)
}

/** What the go command says of a vendor/modules.txt that does not agree with go.mod, a line each; none when it agrees. */
export function vendorProblems(loaded: Loaded, modules: string): string[] {
  const vendored = readModulesText(modules)
  const {members, work} = loaded
  const goMod = work === null ? 'go.mod' : 'a go.mod'
  const replaces = replacesOf(loaded)
  const problems: string[] = []
  for (const {mod} of members) {
    for (const required of mod.require) {
      if (vendored.get(keyOf(required))?.explicit) continue
      problems.push(`${nameOf(required)} is required in go.mod, but not marked as explicit in vendor/modules.txt`)
    }
  }
  const own = new Set(members.flatMap(({mod}) => (mod.module === null ? [] : [mod.module.path])))
  for (const [key, {old, replacement}] of replaces) {
    const marked = vendored.get(key)?.replacement ?? null
    if (marked === null && own.has(old.path) && old.version === null) continue
    if (marked === null) problems.push(`${nameOf(old)} is replaced, but not marked as replaced in vendor/modules.txt`)
    else if (keyOf(marked) !== keyOf(replacement))
      problems.push(
        `${nameOf(old)} is replaced by ${nameOf(replacement)}, but by ${nameOf(marked)} in vendor/modules.txt`,
      )
  }
  const required = new Set(members.flatMap(({mod}) => mod.require.map(keyOf)))
  for (const {module, explicit, used, replacement} of vendored.values()) {
    if (used && explicit && !required.has(keyOf(module)))
      problems.push(`${nameOf(module)} is marked as explicit in vendor/modules.txt, but not required in ${goMod}`)
    const isReplaced = replaces.has(keyOf(module)) || replaces.has(keyOf({path: module.path, version: null}))
    if (replacement !== null && !isReplaced)
      problems.push(`${nameOf(module)} is marked as replaced in vendor/modules.txt, but not replaced in ${goMod}`)
  }
  return problems
}

function isBefore114(go: string): boolean {
  const [major, minor] = go.split('.').map(part => Number.parseInt(part, 10)) as [number, number]
  return major < 1 || (major === 1 && minor < 14)
}

/** By module as `path@version`, and `path@` for a replacement of all versions. */
function readModulesText(text: string): Map<string, Vendored> {
  const vendored = new Map<string, Vendored>()
  let current: Vendored | null = null
  for (const line of text.split('\n')) {
    if (line.startsWith('# ')) current = readModuleLine(line, vendored)
    else if (current === null) continue
    else if (line.startsWith('## ')) {
      const words = line.slice(3).split(';')
      if (words.some(word => word.trim() === 'explicit')) current.explicit = true
    } else if (/^\S+$/.test(line.trim())) current.used = true
  }
  return vendored
}

/** `# path version`, `# path version => new`, `# path => new`, where new is a folder, or a path and a version. */
function readModuleLine(line: string, vendored: Map<string, Vendored>): Vendored | null {
  const [, path, second, ...rest] = line.trim().split(/\s+/)
  if (path === undefined || second === undefined) return null
  const version = canonicalVersion(second) === null ? null : second
  if (version === null && second !== '=>') return null
  const module = {path, version}
  const found = vendored.get(keyOf(module)) ?? {module, explicit: false, replacement: null, used: false}
  vendored.set(keyOf(module), found)
  const [newPath, newVersion, ...more] = version === null ? rest : rest[0] === '=>' ? rest.slice(1) : []
  const isFolder = newVersion === undefined
  if (newPath !== undefined && more.length === 0 && (isFolder || canonicalVersion(newVersion) !== null))
    found.replacement = {path: newPath, version: newVersion ?? null}
  return found
}

/** The first one of each module counts; a workspace's own go before those of its members. */
function replacesOf({members, work}: Loaded): Map<string, {old: ModuleVersion; replacement: ModuleVersion}> {
  const replaces = new Map<string, {old: ModuleVersion; replacement: ModuleVersion}>()
  const add = ({old, new: replacement}: Replace, dir: string | null) => {
    if (replaces.has(keyOf(old))) return
    replaces.set(keyOf(old), {old, replacement: dir === null ? replacement : seenFrom(dir, replacement)})
  }
  for (const replace of work?.replace ?? []) add(replace, null)
  for (const {dir, mod} of members) {
    for (const replace of mod.replace) add(replace, work === null ? null : dir)
  }
  return replaces
}

/** In a workspace, folders are told as they are from go.work (canonicalizeReplacePath in modfile.go). */
function seenFrom(dir: string, replacement: ModuleVersion): ModuleVersion {
  if (replacement.version !== null || replacement.path.startsWith('/')) return replacement
  const path = posix.join(dir, replacement.path).replace(/(?<=.)\/$/, '')
  return {path: isDirectoryPath(path) ? path : `./${path}`, version: null}
}

function keyOf({path, version}: {path: string; version: string | null}): string {
  return `${path}@${version ?? ''}`
}

function nameOf(module: {path: string; version: string | null}): string {
  return module.version === null ? module.path : keyOf(module)
}
