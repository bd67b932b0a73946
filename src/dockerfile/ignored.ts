/**
 * Reads a .dockerignore with BuildKit's rules: moby/patternmatcher v0.6.0 (ignorefile/ignorefile.go, ReadAll;
 * patternmatcher.go, MatchesUsingParentResults, compile and match). A pattern that BuildKit refuses matches nothing here.
 */
import {posix} from 'node:path'
import {wildcard} from '../go/wildcard.ts'

/** The line that keeps a path out of the context. `line` counts from 1. */
export type IgnoreLine = {line: number; text: string}

/** Asks about a path relative to the context; null for one that enters. */
export type IgnoreFile = (path: string) => IgnoreLine | null

type Pattern = IgnoreLine & {negated: boolean; matches: (path: string) => boolean}

export function readIgnoreFile(text: string): IgnoreFile {
  const patterns = text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .flatMap((line, index) =>
      line.startsWith('#') || line.trim() === '' ? [] : [{...readPattern(line), line: index + 1, text: line.trim()}],
    )
  const none = patterns.map(() => false)
  const folders = new Map<string, boolean[]>()
  const resultsOfFolder = (path: string): boolean[] => {
    const before = folders.get(path)
    if (before) return before
    const results = resultsOf(path)
    folders.set(path, results)
    return results
  }
  const resultsOf = (path: string): boolean[] => {
    const slash = path.lastIndexOf('/')
    const inherited = slash < 0 ? none : resultsOfFolder(path.slice(0, slash))
    let ignored = false
    return patterns.map(({negated, matches}, index) => {
      // A pattern that could not change the result is not tried, and so does not count for what is below either.
      const match = inherited[index] || (negated === ignored && matches(path))
      if (match) ignored = !negated
      return match
    })
  }
  return path => {
    const last: Pattern | undefined = patterns[resultsOf(path).lastIndexOf(true)]
    return last === undefined || last.negated ? null : {line: last.line, text: last.text}
  }
}

function readPattern(line: string): Pick<Pattern, 'negated' | 'matches'> {
  let text = line.trim()
  const negated = text.startsWith('!')
  if (negated) text = text.slice(1).trim()
  text = posix.normalize(text).replace(/(?<=.)\/$/, '')
  if (text.length > 1) text = text.replace(/^\//, '')
  // `/!x` is `!x` when BuildKit looks for the mark.
  if (!negated && text.startsWith('!')) return {negated: true, matches: compile(text.slice(1))}
  return {negated, matches: compile(text)}
}

/** `*` is a name or a part of one, `**` at the end is anything, and elsewhere any number of folders, also none. */
type Piece = 'name' | 'anything' | 'folders' | ((char: string) => boolean)

function compile(pattern: string): (path: string) => boolean {
  // No other wildcard: then `**x` is also a part of a name.
  const suffix = /^\*\*([^*?[\]\\]*)$/.exec(pattern)?.[1]
  if (suffix !== undefined) return path => path.endsWith(suffix) || (suffix[0] === '/' && path === suffix.slice(1))
  if (!/[*?[\]\\]/.test(pattern)) return path => path === pattern
  // Most lines of the file that we write, and of others, are one of these.
  const ending = /^\*\*\/\*([^*?[\]\\/]*)$/.exec(pattern)?.[1]
  if (ending !== undefined) return path => path.endsWith(ending)
  const pieces = readPieces(pattern)
  if (pieces === null) return () => false
  // Where most paths fail.
  const [literal = ''] = pattern.split(/[*?\\]|\*\*\/|\[.*\]/).sort((a, b) => b.length - a.length)
  const plain = literal.replace(/^\//, '')
  return path => path.includes(plain) && follow(pieces, path)
}

function readPieces(pattern: string): Piece[] | null {
  const pieces: Piece[] = []
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern[at]!
    if (char === '*' && pattern[at + 1] === '*') {
      at += pattern[at + 2] === '/' ? 2 : 1
      pieces.push(at + 1 >= pattern.length ? 'anything' : 'folders')
    } else if (char === '*') pieces.push('name')
    else if (char === '?') pieces.push(found => found !== '/')
    else if (char === '[' || char === '\\') {
      const end = char === '[' ? pattern.indexOf(']', at + 2) : at + 1
      const test = end < 0 ? null : wildcard(pattern.slice(at, end + 1), '^')
      if (test === null) return null
      pieces.push(test)
      at = end
    } else pieces.push(found => found === char)
  }
  return pieces
}

/** All ways at once, so that the time is the product of both lengths at most, where a regular expression would go back. */
function follow(pieces: readonly Piece[], path: string): boolean {
  // In `within` are those of kind `folders` that have begun, and end with a slash only.
  let states = new Set<number>()
  let within = new Set<number>()
  const enter = (into: Set<number>, begun: Set<number>, state: number): void => {
    if (into.has(state)) return
    into.add(state)
    const piece = pieces[state]
    if (piece === 'folders') begun.add(state)
    if (typeof piece === 'string') enter(into, begun, state + 1)
  }
  enter(states, within, 0)
  for (const char of path) {
    const next = new Set<number>()
    const begun = new Set(within)
    for (const state of states) {
      const piece = pieces[state]
      if (piece === 'anything' || (piece === 'name' && char !== '/')) enter(next, begun, state)
      else if (typeof piece === 'function' && piece(char)) enter(next, begun, state + 1)
    }
    if (char === '/') for (const state of within) enter(next, begun, state + 1)
    states = next
    within = begun
    if (states.size + within.size === 0) return false
  }
  return states.has(pieces.length)
}
