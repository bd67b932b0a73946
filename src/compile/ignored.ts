import {posix} from 'node:path'

type Pattern = {negated: boolean; matches: RegExp}

/**
 * A .dockerignore as a predicate on paths relative to the context, with BuildKit's rules: moby/patternmatcher
 * (ignorefile/ignorefile.go, ReadAll; patternmatcher.go, MatchesUsingParentResults and compile).
 */
export function readIgnoreFile(text: string): (path: string) => boolean {
  const patterns = text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .filter(line => !line.startsWith('#') && line.trim() !== '')
    .map(readPattern)
  const known = new Map<string, boolean[]>()
  const resultsOf = (path: string): boolean[] => {
    const before = known.get(path)
    if (before) return before
    const parent = posix.dirname(path)
    const inherited = parent === '.' ? [] : resultsOf(parent)
    let ignored = false
    const results = patterns.map(({negated, matches}, index) => {
      // A pattern that could not change the result is not tried, and so does not count for what is below either.
      const match = inherited[index] || (negated === ignored && matches.test(path))
      if (match) ignored = !negated
      return match
    })
    known.set(path, results)
    return results
  }
  return path => {
    const results = resultsOf(path)
    const last = results.lastIndexOf(true)
    return last >= 0 && !patterns[last]!.negated
  }
}

function readPattern(line: string): Pattern {
  let text = line.trim()
  const negated = text.startsWith('!')
  if (negated) text = text.slice(1).trim()
  text = posix.normalize(text).replace(/(?<=.)\/$/, '')
  return {negated, matches: compile(text.length > 1 ? text.replace(/^\//, '') : text)}
}

function compile(pattern: string): RegExp {
  let source = ''
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern[at]!
    if (char === '*' && pattern[at + 1] === '*') {
      at++
      if (pattern[at + 1] === '/') at++
      source += at + 1 >= pattern.length ? '.*' : '(.*/)?'
    } else if (char === '*') source += '[^/]*'
    else if (char === '?') source += '[^/]'
    else if (char === '\\')
      source += `\\${(pattern[++at] ?? '\\').replace(/\w/, found => `x${found.charCodeAt(0).toString(16)}`)}`
    else source += /[.$+(){}|^]/.test(char) ? `\\${char}` : char
  }
  return new RegExp(`^${source}$`, 's')
}
