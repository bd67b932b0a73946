/** A .dockerignore of the repository's own, held against what the build needs. */
import {posix} from 'node:path'
import {chosenMains, moduleDirsOf} from '../go/chosen.ts'
import type {CheckoutFiles} from '../go/facts/files.ts'
import type {Embed, Project} from '../go/project.ts'
import {wildcard} from '../go/wildcard.ts'
import {plain} from '../report/plain.ts'
import type {IgnoreFile} from './ignored.ts'

export const IGNORE_FILE = '.dockerignore'

/** A program of more packages shows its trouble in the first ones. */
const MOST_NEEDS = 2000

/** Of a folder or a package; one of them that enters is enough to say nothing. */
const MOST_FILES = 200

/** One warning for each line that keeps something out without which `go build` fails or gives another program. */
export function hiddenNeeds(project: Project, files: CheckoutFiles, ignore: IgnoreFile): string[] {
  const lines = new Map<number, {text: string; paths: string[]}>()
  for (const need of needs(project, files).slice(0, MOST_NEEDS)) {
    const [path] = need
    const by = path === undefined ? null : ignore(path)
    // Of several, some may well be meant to stay out: code for other systems, the README of an embedded folder.
    if (path === undefined || by === null || need.some(other => ignore(other) === null)) continue
    const known = lines.get(by.line)
    if (known) known.paths.push(path)
    else lines.set(by.line, {text: by.text, paths: [path]})
  }
  return [...lines].map(([line, {text, paths}]) => {
    const more = paths.length > 1 ? ` and ${paths.length - 1} more that` : ', which'
    const remedy = 'Take the line out, or let in what is needed by a line with ! after it.'
    return plain(`${IGNORE_FILE}:${line} "${text}" keeps out ${paths[0]}${more} go build reads. ${remedy}`)
  })
}

/** Each a file, or the files of which at least one is needed. */
function needs(project: Project, files: CheckoutFiles): string[][] {
  const {modules, decision, pgo, packages, embeds} = project
  const built = new Set(moduleDirsOf(chosenMains(decision)))
  if (built.size === 0) return []
  // A module that go.work does not list is built without it.
  const workspace = project.workspace?.uses.some(dir => built.has(dir)) ? project.workspace : null
  const own = modules.filter(({dir}) => built.has(dir) || workspace?.uses.includes(dir))
  const vendored = [...own.filter(({vendor}) => vendor).map(({dir}) => dir), ...(workspace?.vendor ? ['.'] : [])]
  const single = [
    ...own.map(({dir}) => posix.join(dir, 'go.mod')),
    ...own.filter(({goSum}) => goSum).map(({dir}) => posix.join(dir, 'go.sum')),
    ...(workspace ? [workspace.file] : []),
    ...[...own, ...(workspace ? [workspace] : [])]
      .flatMap(({localReplaces}) => localReplaces)
      .map(({dir}) => posix.join(dir, 'go.mod')),
    ...vendored.map(dir => posix.join(dir, 'vendor', 'modules.txt')),
    ...pgo,
  ]
  return [
    ...[...new Set(single)].filter(path => files.kind(path) === 'file').map(path => [path]),
    ...packages.map(dir => goFiles(dir, files)),
    ...embeds.flatMap(embed => embedded(embed, files)),
  ]
}

function goFiles(dir: string, files: CheckoutFiles): string[] {
  const names = files.names(dir).filter(name => /^[^_.].*\.go$/.test(name) && !name.endsWith('_test.go'))
  // Those with a system in their names last: it is the first one that is told.
  const sorted = names.sort((a, b) => Number(a.includes('_')) - Number(b.includes('_')))
  return sorted.slice(0, MOST_FILES).map(name => posix.join(dir, name))
}

/** For each pattern what it matches. One file of it is enough for `go build`: the others may be meant to stay out. */
function embedded({dir, patterns, missing}: Embed, files: CheckoutFiles): string[][] {
  return patterns
    .filter(pattern => !missing.includes(pattern))
    .map(pattern => filesBelow(matched(dir, pattern.replace(/^all:/, ''), files), pattern.startsWith('all:'), files))
}

function matched(dir: string, pattern: string, files: CheckoutFiles): string[] {
  return pattern.split('/').reduce(
    (paths, segment) => {
      const matches = wildcard(segment, '^')
      return paths
        .flatMap(path =>
          files
            .names(path)
            .filter(name => matches?.(name))
            .map(name => posix.join(path, name)),
        )
        .slice(0, MOST_FILES)
    },
    [dir],
  )
}

/** What stands at the paths, and what go build embeds of the folders among them: only `all` takes names with a dot or `_`. */
function filesBelow(paths: readonly string[], all: boolean, files: CheckoutFiles): string[] {
  const queue = [...paths]
  const found: string[] = []
  for (let at = 0; at < queue.length && at < MOST_FILES; at++) {
    const next = queue[at]!
    if (files.kind(next) === 'file') found.push(next)
    else
      queue.push(
        ...files
          .names(next)
          .filter(name => all || !/^[._]/.test(name))
          .slice(0, MOST_FILES)
          .map(name => posix.join(next, name)),
      )
  }
  return found
}
