/** Go source as tokens: enough to tell code from comments and strings, no more. Format: https://go.dev/ref/spec#Tokens. */

export type GoToken = {
  kind: 'name' | 'number' | 'string' | 'rune' | 'symbol' | 'comment' | 'newline' | 'end'
  /** As written; empty for `newline` and `end`. */
  text: string
  /** Where the token starts, counted from 1. */
  line: number
  /** Where it starts in the text, in UTF-16 units. */
  offset: number
}

const PAIRS = new Set([':=', '==', '!=', '<=', '>=', '+=', '-=', '*=', '/=', '&&', '||', '++', '--', '<-', '...'])

const NEWLINE = 10
const QUOTE = 34
const APOSTROPHE = 39
const SLASH = 47
const STAR = 42
const BACKSLASH = 92
const BACKQUOTE = 96

/** Returns a function that gives one token after the other, and `end` for ever after. Unterminated things end the text. */
export function goTokens(text: string): () => GoToken {
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0
  let line = 1

  return () => {
    while (at < text.length && isBlank(text.charCodeAt(at))) at++
    const offset = at
    const started = line
    if (at >= text.length) return {kind: 'end', text: '', line, offset}
    const code = text.charCodeAt(at)
    if (code === NEWLINE) {
      at++
      line++
      return {kind: 'newline', text: '', line: started, offset}
    }
    const kind = kindAt(text, at, code)
    at = endOf(text, at, kind, code)
    const token = text.slice(offset, at)
    if ((kind === 'comment' || kind === 'string') && token.includes('\n')) line += token.split('\n').length - 1
    return {kind, text: token, line: started, offset}
  }
}

function kindAt(text: string, at: number, code: number): GoToken['kind'] {
  if (isLetter(code)) return 'name'
  if (isDigit(code)) return 'number'
  if (code === QUOTE || code === BACKQUOTE) return 'string'
  if (code === APOSTROPHE) return 'rune'
  if (code === SLASH) {
    const next = text.charCodeAt(at + 1)
    if (next === SLASH || next === STAR) return 'comment'
  }
  return 'symbol'
}

function endOf(text: string, start: number, kind: GoToken['kind'], code: number): number {
  if (kind === 'name' || kind === 'number') {
    let at = start + 1
    while (at < text.length && (isLetter(text.charCodeAt(at)) || isDigit(text.charCodeAt(at)))) at++
    return at
  }
  if (kind === 'comment') {
    if (text.charCodeAt(start + 1) === STAR) return endAfter(text, '*/', start + 2)
    const end = text.indexOf('\n', start)
    return end < 0 ? text.length : end
  }
  if (code === BACKQUOTE) return endAfter(text, '`', start + 1)
  if (kind === 'string' || kind === 'rune') return quotedEnd(text, start, code)
  for (const length of [3, 2]) if (PAIRS.has(text.slice(start, start + length))) return start + length
  return start + 1
}

function endAfter(text: string, mark: string, from: number): number {
  const end = text.indexOf(mark, from)
  return end < 0 ? text.length : end + mark.length
}

/** A quote that is not closed on its line is an error in Go; it ends there, so that the rest is still read. */
function quotedEnd(text: string, start: number, quote: number): number {
  let at = start + 1
  while (at < text.length) {
    const code = text.charCodeAt(at)
    if (code === quote) return at + 1
    if (code === NEWLINE) return at
    at += code === BACKSLASH && text.charCodeAt(at + 1) !== NEWLINE ? 2 : 1
  }
  return text.length
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9 || code === 13
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57
}

function isLetter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || code > 127
}

/** 1 for a bracket that opens, -1 for one that closes, 0 for any other text. */
export function depthChange(symbol: string): number {
  if (symbol === '(' || symbol === '[' || symbol === '{') return 1
  return symbol === ')' || symbol === ']' || symbol === '}' ? -1 : 0
}
