/** Which paths git leaves out of a commit: https://git-scm.com/docs/gitignore. Only .gitignore files of the checkout count. */
import {posix} from 'node:path'
import type {Evidence} from '../project.ts'
import {wildcard} from '../wildcard.ts'
import type {CheckoutFiles} from './files.ts'

type Rule = {
  negated: boolean
  foldersOnly: boolean
  /** Tests for each path element; null is `**`. */
  segments: (((name: string) => boolean) | null)[]
  evidence: Evidence
}

/** The line that makes git ignore a path of a file or folder, which need not exist; null when it is not ignored. */
export type GitIgnore = (path: string, isFolder: boolean) => Evidence | null

export function gitIgnore(files: CheckoutFiles): GitIgnore {
  const known = new Map<string, Rule[]>()
  const rulesOf = (folder: string): Rule[] => {
    let rules = known.get(folder)
    if (rules === undefined) {
      const file = posix.join(folder, '.gitignore')
      rules = parseRules(files.read(file) ?? '', file)
      known.set(folder, rules)
    }
    return rules
  }
  return (path, isFolder) => {
    const names = path.split('/')
    // A file cannot be brought back where a folder above it is ignored.
    for (let length = 1; length <= names.length; length++) {
      const evidence = lastMatch(names.slice(0, length), isFolder || length < names.length, rulesOf)
      if (evidence !== null) return evidence
    }
    return null
  }
}

/** The last line that matches decides, and a deeper .gitignore comes after those above it. */
function lastMatch(names: string[], isFolder: boolean, rulesOf: (folder: string) => Rule[]): Evidence | null {
  for (let depth = names.length - 1; depth >= 0; depth--) {
    const inside = names.slice(depth)
    const rule = rulesOf(names.slice(0, depth).join('/') || '.').findLast(
      ({segments, foldersOnly}) => (isFolder || !foldersOnly) && matchesPath(segments, inside),
    )
    if (rule !== undefined) return rule.negated ? null : rule.evidence
  }
  return null
}

function parseRules(text: string, file: string): Rule[] {
  return text.split('\n').flatMap((raw, index) => {
    const line = raw.replace(/\r$/, '').trimEnd()
    if (line === '' || line.startsWith('#')) return []
    const negated = line.startsWith('!')
    const pattern = negated ? line.slice(1) : line
    const foldersOnly = pattern.endsWith('/')
    const path = foldersOnly ? pattern.slice(0, -1) : pattern
    // Without a slash inside it is a name at any depth.
    const anchored = path.includes('/') ? path.replace(/^\//, '') : `**/${path}`
    const segments = anchored.split('/').map(segment => (segment === '**' ? null : wildcard(segment, '!^')))
    const malformed = segments.some((segment, at) => segment === null && anchored.split('/')[at] !== '**')
    return malformed ? [] : [{negated, foldersOnly, segments, evidence: {file, line: index + 1, text: line}}]
  })
}

/** As for `*` in names, going back to the last `**` is enough. A `**` at the end wants something below. */
function matchesPath(segments: Rule['segments'], names: readonly string[]): boolean {
  if (segments.at(-1) === null && names.length < segments.length) return false
  let segment = 0
  let star = -1
  let resume = 0
  let at = 0
  while (at < names.length) {
    const next = segments[segment]
    if (next === null) {
      star = segment++
      resume = at
    } else if (next?.(names[at]!)) {
      segment++
      at++
    } else if (star >= 0) {
      segment = star + 1
      at = ++resume
    } else return false
  }
  while (segments[segment] === null) segment++
  return segment === segments.length
}
