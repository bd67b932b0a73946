/**
 * The syntax that go.mod and go.work share: lines of tokens, blocks in parentheses, `//` comments.
 * Format: https://go.dev/ref/mod#go-mod-file-lexical and golang.org/x/mod/modfile/read.go. No token spans two lines, so
 * a file is read line by line.
 */
import {UserError} from '../runner/errors.ts'

export type ModLine = {
  /** Counts from 1. */
  line: number
  /** As written: strings keep their quotes. */
  tokens: string[]
  /** Whole-line comments right above, each with its `//`. Inside a block a blank line is an empty string. */
  before: string[]
  /** The comment after the tokens, with its `//`. */
  suffix: string | null
}

export type ModStatement =
  | ({kind: 'line'} & ModLine)
  | {kind: 'block'; line: number; tokens: string[]; before: string[]; lines: ModLine[]}

type Row = {line: number; tokens: string[]; comment: string | null}

export function syntaxError(file: string, line: number, message: string): UserError {
  return file.endsWith('go.work')
    ? new UserError('go-work-syntax', `${file}:${line}: ${message}`)
    : new UserError('go-mod-syntax', `${file}:${line}: ${message}`)
}

/** The statements of a go.mod or go.work file, in order. Throws a `UserError` at the first line that cannot be read. */
export function parseModSyntax(text: string, file: string): ModStatement[] {
  const rows = text.split('\n').map((row, index) => readRow(row, index + 1, file))
  const statements: ModStatement[] = []
  let before: string[] = []
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index]!
    if (row.tokens.length === 0) {
      before = row.comment === null ? [] : [...before, row.comment]
      continue
    }
    const header = blockHeader(row.tokens)
    if (header === null) {
      statements.push({kind: 'line', line: row.line, tokens: row.tokens, before, suffix: row.comment})
    } else if (header.closed) {
      statements.push({kind: 'block', line: row.line, tokens: header.tokens, before, lines: []})
    } else {
      const block = readBlock(rows, index + 1, file, row.line)
      statements.push({kind: 'block', line: row.line, tokens: header.tokens, before, lines: block.lines})
      index = block.end
    }
    before = []
  }
  return statements
}

/** `require (` opens a block, `require ()` is an empty one; a parenthesis elsewhere in a line is a token like others. */
function blockHeader(tokens: string[]): {tokens: string[]; closed: boolean} | null {
  const size = tokens.length
  if (size > 1 && tokens[size - 1] === '(') return {tokens: tokens.slice(0, -1), closed: false}
  if (size > 2 && tokens[size - 2] === '(' && tokens[size - 1] === ')')
    return {tokens: tokens.slice(0, -2), closed: true}
  return null
}

function readBlock(rows: Row[], start: number, file: string, opened: number): {lines: ModLine[]; end: number} {
  const lines: ModLine[] = []
  let before: string[] = []
  for (let index = start; index < rows.length; index++) {
    const row = rows[index]!
    if (row.tokens[0] === ')') {
      if (row.tokens.length > 1) {
        throw syntaxError(
          file,
          row.line,
          `found "${row.tokens[1]}" after the closing parenthesis; start a new line there`,
        )
      }
      return {lines, end: index}
    }
    if (row.tokens.length > 0) {
      lines.push({line: row.line, tokens: row.tokens, before, suffix: row.comment})
      before = []
    } else if (row.comment !== null) {
      before.push(row.comment)
    } else if (before.length === 0 ? lines.length > 0 : before.at(-1) !== '') {
      before.push('')
    }
  }
  throw syntaxError(file, opened, 'this block is never closed; add a line with ")"')
}

function readRow(row: string, line: number, file: string): Row {
  const tokens: string[] = []
  let at = 0
  while (at < row.length) {
    const char = row[at]!
    if (char === ' ' || char === '\t' || char === '\r') {
      at++
    } else if (row.startsWith('//', at)) {
      return {line, tokens, comment: row.slice(at).replace(/\r$/, '')}
    } else if (row.startsWith('/*', at)) {
      throw syntaxError(file, line, 'found a /* comment; only // comments are known here')
    } else {
      const end = tokenEnd(row, at, line, file)
      tokens.push(row.slice(at, end))
      at = end
    }
  }
  return {line, tokens, comment: null}
}

function tokenEnd(row: string, start: number, line: number, file: string): number {
  const first = row[start]!
  if ('()[]{},'.includes(first)) return start + 1
  if (first === '"' || first === '`') return stringEnd(row, start, line, file)
  let at = start
  while (at < row.length && !row.startsWith('//', at)) {
    if (row.startsWith('/*', at)) throw syntaxError(file, line, 'found a /* comment; only // comments are known here')
    const char = String.fromCodePoint(row.codePointAt(at)!)
    if (!isWordCharacter(char)) break
    at += char.length
  }
  if (at > start) return at
  const code = row.codePointAt(start)!.toString(16).toUpperCase().padStart(4, '0')
  throw syntaxError(file, line, `found the invisible or control character U+${code}; remove it`)
}

function stringEnd(row: string, start: number, line: number, file: string): number {
  const quote = row[start]
  for (let at = start + 1; at < row.length; at++) {
    if (row[at] === quote) return at + 1
    if (row[at] === '\\' && quote === '"') at++
  }
  throw syntaxError(file, line, `a string starts with ${quote} and does not end on its line; close it with ${quote}`)
}

/** Go's `unicode.IsPrint` without the blank, and without the punctuation that stands alone. */
function isWordCharacter(char: string): boolean {
  return !'()[]{},'.includes(char) && /[\p{L}\p{M}\p{N}\p{P}\p{S}]/u.test(char)
}
