/** Names against patterns with `*`, `?` and `[a-z]`, in a time that grows with the product of both lengths at most. */

import {posix} from 'node:path'

/** `*`, or a test of one character. */
type Piece = '*' | ((char: string) => boolean)

/**
 * One path element. `negation` is what turns a set around: `^` for Go's path.Match, `!^` for gitignore. Null when the
 * pattern is malformed. A regular expression would take for ever on `*a*a*a*a*a*b`.
 */
export function wildcard(pattern: string, negation: '^' | '!^'): ((name: string) => boolean) | null {
  const chars = [...pattern]
  const pieces: Piece[] = []
  for (let at = 0; at < chars.length; at++) {
    const char = chars[at]!
    if (char === '*') {
      if (pieces.at(-1) !== '*') pieces.push('*')
    } else if (char === '?') pieces.push(() => true)
    else if (char === '[') {
      const set = readSet(chars, at + 1, negation)
      if (set === null) return null
      pieces.push(set.test)
      at = set.end
    } else {
      const literal = char === '\\' ? chars[++at] : char
      if (literal === undefined) return null
      pieces.push(other => other === literal)
    }
  }
  return name => matches(pieces, [...name])
}

/** From just after `[`; `end` is the index of `]`. */
function readSet(
  chars: string[],
  start: number,
  negation: string,
): {test: (char: string) => boolean; end: number} | null {
  const negated = negation.includes(chars[start] ?? ' ')
  const ranges: [string, string][] = []
  let at = negated ? start + 1 : start
  // path.Match wants a backslash before these within a set, gitignore does not.
  const bare = (char: string | undefined) => negation === '^' && (char === ']' || char === '-')
  const one = () => (chars[at] === '\\' ? chars[++at] : bare(chars[at]) ? undefined : chars[at])
  while (chars[at] !== ']' || ranges.length === 0) {
    const low = one()
    if (low === undefined) return null
    let high: string | undefined = low
    at++
    if (chars[at] === '-' && chars[at + 1] !== ']') {
      at++
      high = one()
      if (high === undefined) return null
      at++
    }
    ranges.push([low, high])
  }
  return {test: char => ranges.some(([low, high]) => low <= char && char <= high) !== negated, end: at}
}

/** A `*` that came before gives a character back only to the last one: that is enough, and it is never exponential. */
function matches(pieces: readonly Piece[], chars: readonly string[]): boolean {
  let piece = 0
  let star = -1
  let resume = 0
  let at = 0
  while (at < chars.length) {
    const next = pieces[piece]
    if (next === '*') {
      star = piece++
      resume = at
    } else if (next?.(chars[at]!)) {
      piece++
      at++
    } else if (star >= 0) {
      piece = star + 1
      at = ++resume
    } else return false
  }
  while (pieces[piece] === '*') piece++
  return piece === pieces.length
}

/** The path above the first element with a wildcard: `dist` of `dist/*.js`, `.` of `*.js`; a pattern without one is itself. */
export function fixedPart(pattern: string): string {
  const glob = pattern.search(/[*?[\\]/)
  return glob < 0 ? pattern : posix.dirname(`${pattern.slice(0, glob)}x`)
}
