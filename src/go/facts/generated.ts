/** Go code that the program needs and the repository does not hold. */

import {posix} from 'node:path'
import type {Evidence, Fact} from '../project.ts'
import {importPathOf} from '../reach.ts'
import type {GoPackage} from '../scan.ts'
import type {Detector, Ground} from './ground.ts'
import {importedFolders} from './imported-folders.ts'
import {missingNames} from './missing-names.ts'
import {directiveOutputs, type GeneratedFile, goPackageOf, mentionedFolders, sourceOutputs} from './outputs.ts'

export const GENERATED: Detector = {reads: [], find: findGenerated}

function findGenerated(ground: Ground): Fact[] {
  const files = missingFiles(ground)
  // The names that a missing file declares have the same cause.
  const told = new Set(files.map(({subject}) => posix.dirname(subject)))
  return [...missingPackages(ground), ...files, ...missingNames(ground).filter(({subject}) => !told.has(subject))]
}

// A repository of a thousand .proto files names the package in one of the first, or a person has to look.
const MOST_SOURCES = 500

// They have one cause, and each is looked up among all .proto files and go:generate lines.
const MOST_MISSING = 50

/** Imports of folders of this checkout that hold no Go file: go build stops there. */
function missingPackages(ground: Ground): Fact[] {
  const {packages, files, ignored: ignore} = ground
  const seen = new Set(ground.scan.packages.map(({dir}) => dir))
  const folderOf = importedFolders(ground)
  const found: Fact[] = []
  for (const importing of packages) {
    for (const [path, evidence] of importing.imports) {
      const dir = folderOf(path, importing)
      if (dir === null || seen.has(dir)) continue
      seen.add(dir)
      if (files.names(dir).some(name => name.endsWith('.go') && !name.endsWith('_test.go'))) continue
      const made = madeBy(dir, path, ground)
      const ignored = ignore(dir, true) ?? ignore(posix.join(dir, 'x.go'), false)
      const maker = made === null ? '' : ` ${made.by} makes it.`
      found.push({
        kind: 'generated',
        subject: dir,
        certain: true,
        says: `${path} is imported, and ${dir} has no Go file, so that go build stops.${maker}`,
        evidence: [evidence, ...[made?.evidence, ignored].filter(one => one !== null && one !== undefined)],
      })
      if (found.length === MOST_MISSING) return found
    }
  }
  return found
}

/** What is known to write a folder of Go code. */
function madeBy(dir: string, importPath: string, {scan, files}: Ground): {by: string; evidence: Evidence} | null {
  const sources = scan.others.slice(0, MOST_SOURCES)
  for (const path of sources.filter(other => other.endsWith('.proto'))) {
    const option = goPackageOf(path, files)
    if (option?.importPath === importPath) return {by: `protoc, from ${path},`, evidence: option.evidence}
  }
  for (const path of sources.filter(other => /(?:^|\/)sqlc\.\w+$/.test(other))) {
    const lines = (files.read(path) ?? '').split('\n')
    const line = lines.findIndex(text => {
      const out = /["']?\bout["']?\s*:\s*["']?([\w./-]+)/.exec(text.slice(0, 500))?.[1]
      return out !== undefined && posix.join(posix.dirname(path), out).replace(/\/$/, '') === dir
    })
    if (line >= 0) return {by: 'sqlc generate', evidence: {file: path, line: line + 1, text: lines[line]!.trim()}}
  }
  const templ = sources.find(path => path.endsWith('.templ') && posix.dirname(path) === dir)
  if (templ !== undefined) return {by: 'templ generate', evidence: {file: templ, line: 1}}
  const directive = scan.directives.find(one => mentionedFolders(one).includes(dir))
  return directive === undefined ? null : {by: 'go generate', evidence: directive.evidence}
}

/** Outputs that belong into a package of the program. Without them it may still compile, so that this is inferred. */
function missingFiles({packages, modules, scan, files, ignored: ignore}: Ground): Fact[] {
  const byDir = new Map(packages.map(found => [found.dir, found]))
  const ofDirectives = scan.directives.filter(({dir}) => byDir.has(dir)).flatMap(directiveOutputs)
  const ofSources = scan.others.slice(0, MOST_SOURCES).flatMap(path => {
    const found = byDir.get(posix.dirname(path))
    const module = modules.find(({dir}) => dir === found?.moduleDir)
    return found && module ? (sourceOutputs(path, importPathOf(module, found.dir), files) ?? []) : []
  })
  const missing = [...ofDirectives, ...ofSources].filter(output => isMissing(output, byDir, files.names))
  const first = new Map(missing.toReversed().map(output => [output.path, output]))
  return [...first.values()].slice(0, MOST_MISSING).map(({path, by, evidence}) => {
    const ignored = ignore(path, false)
    return {
      kind: 'generated',
      subject: path,
      certain: false,
      says: `${by} writes ${path}, which is not in this checkout.`,
      evidence: [evidence, ...(ignored === null ? [] : [ignored])],
    }
  })
}

function isMissing(
  {path, exists}: GeneratedFile,
  byDir: ReadonlyMap<string, GoPackage>,
  namesOf: (folder: string) => string[],
): boolean {
  const folder = posix.dirname(path)
  if (!byDir.has(folder)) return false
  const names = namesOf(folder)
  return exists === undefined ? !names.includes(posix.basename(path)) : !exists(names)
}
