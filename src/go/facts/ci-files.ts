/** What workflows, Dockerfiles and Makefiles say of modules that are not public. Read line by line as text, never run. */
import {posix} from 'node:path'
import type {Evidence} from '../project.ts'
import type {CheckoutFiles} from './files.ts'

export type PrivateFetching = {
  /** Patterns of GOPRIVATE, GONOSUMDB and GONOPROXY: https://go.dev/ref/mod#environment-variables. */
  patterns: {pattern: string; evidence: Evidence}[]
  /** How git or go is told to sign in. The text of the line is left out: it may hold a token. */
  ways: {way: string; line: string; secret: string | null; evidence: Evidence}[]
}

const FILE =
  /^(?:(?:.*\.)?dockerfile(?:\..*)?|makefile|taskfile\.ya?ml|justfile|\.gitlab-ci\.yml|\.envrc|\.goreleaser\.ya?ml)$/i

const WAYS: readonly {way: string; shows: (line: string) => boolean}[] = [
  // With a user before the host. Without one it turns git:// into https:// and the like.
  {way: "git's insteadOf", shows: line => /insteadOf/i.test(line) && line.includes('@')},
  {way: 'a .netrc', shows: line => /\.netrc\b|\bmachine \S+ login\b/.test(line)},
  {way: 'an SSH key', shows: line => /\bwebfactory\/ssh-agent\b|--mount=type=ssh\b/.test(line)},
  {way: 'GOAUTH', shows: line => /\bGOAUTH\b/.test(line)},
]

const MOST_FILES = 100
const MOST_LINE = 1000
const MOST_SIGNS = 50

export function privateFetching(folders: readonly string[], files: CheckoutFiles): PrivateFetching {
  const found: PrivateFetching = {patterns: [], ways: []}
  const paths = [
    ...files
      .names('.github/workflows')
      .filter(name => /\.ya?ml$/.test(name))
      .map(name => `.github/workflows/${name}`),
    ...[...new Set(folders)].flatMap(dir =>
      files
        .names(dir)
        .filter(name => FILE.test(name))
        .map(name => posix.join(dir, name)),
    ),
  ]
  for (const file of paths.slice(0, MOST_FILES)) readSigns(file, files.read(file) ?? '', found)
  return found
}

function readSigns(file: string, text: string, {patterns, ways}: PrivateFetching): void {
  const lines = text.split('\n').map(line => line.slice(0, MOST_LINE))
  for (const [index, line] of lines.entries()) {
    if (line.trimStart().startsWith('#')) continue
    const evidence = {file, line: index + 1}
    const value = /\bGO(?:PRIVATE|NOSUMDB|NOPROXY)["']?\s?(?:[:?]?=|:)\s?["']?([^\s"'#&;\\]+)/.exec(line)?.[1] ?? ''
    for (const pattern of value.split(',')) {
      if (isPattern(pattern) && patterns.length < MOST_SIGNS) patterns.push({pattern, evidence})
    }
    const way = WAYS.find(({shows}) => shows(line))?.way
    if (way === undefined || ways.length === MOST_SIGNS) continue
    // The secret of an action's step stands on one of the next lines.
    ways.push({way, line, secret: secretIn(lines.slice(index, index + 5).join('\n')), evidence})
  }
}

/** A module path with wildcards; a variable in it leaves nothing to compare with. */
function isPattern(text: string): boolean {
  return /^[\w*?[\]./-]+$/.test(text) && text.includes('.')
}

/** The name of a secret, never its value. */
function secretIn(text: string): string | null {
  const secret = /\bsecrets\.(\w+)/.exec(text) ?? /\bid=([\w-]+)/.exec(text)
  return (
    secret?.[1] ??
    /\$\{?([A-Z][A-Z0-9_]*(?:TOKEN|PAT|KEY|PASSWORD|SECRET|CREDENTIALS)[A-Z0-9_]*)\b/.exec(text)?.[1] ??
    null
  )
}
