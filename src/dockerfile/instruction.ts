/**
 * One instruction with the place of each character, as BuildKit reads it: moby/buildkit
 * frontend/dockerfile/parser/parser.go (continued lines, here-documents), parser/line_parsers.go (the JSON form) and
 * instructions/bflag.go (flags).
 */
import {lineEnd} from './lines.ts'

/** Text that stands in a file in pieces: `offsets[i]` is where `text[i]` is in the file, and one more is the end. */
export type PlacedText = {text: string; offsets: readonly number[]}

/** Offsets in the file in UTF-16 units, the end exclusive. */
export type Range = {start: number; end: number}

export type Flag = Range & {
  name: string
  /** As written, quotes included. */
  value: string
}

export type Heredoc = {
  /** The word after `<<`, without quotes. */
  name: string
  /** The number before `<<`, empty without one. */
  descriptor: string
  /** The lines before the last one; after `<<-` without leading tabs. */
  body: PlacedText
}

export type Instruction = Range & {
  keyword: string
  /** Everything after keyword and flags on one line, comments and continuations taken out. */
  args: string
  flags: Flag[]
  /** Lines of the file, from 1. */
  line: number
  endLine: number
  /** Everything after keyword and flags, joined exactly as BuildKit does. */
  body: PlacedText
  /** The words of the JSON form, null for the other. Of HEALTHCHECK and ONBUILD, those of the command inside. */
  json: string[] | null
  heredocs: Heredoc[]
}

const WITH_JSON = /^(ADD|CMD|COPY|ENTRYPOINT|RUN|SHELL|VOLUME)$/
const WITH_HEREDOC = /^(ADD|COPY|RUN)$/
/** Flags before anything else. Each character in one way only, so that nothing is tried twice: a quote stands alone only when none follows. */
export const LEADING_FLAGS = /^(--[\w-]+(=("[^"]*"|"(?![^"]*")|[^\s"])*)?\s+)+/
const BLANK = /[ \t\r\n\v\f]/

/** Reads the instruction that begins at `start`; its lines are the caller's to fill in. Calls `comment` for each inside. */
export function readInstruction(
  text: string,
  start: number,
  escapeChar: string,
  comment: (range: Range) => void,
): Omit<Instruction, 'line' | 'endLine'> {
  const {joined, pieces, end} = joinLines(text, start, escapeChar, comment)
  const word = /^\S*/.exec(joined.text)![0].toUpperCase()
  const {flags, rest} = readFlags(joined, word.length, escapeChar)
  const body = trimmed(joined, rest)
  const inner = /^(HEALTHCHECK|ONBUILD)$/.test(word) ? /^(\w+)\s+/.exec(body.text) : null
  const does = inner?.[1]?.toUpperCase() ?? word
  const json = WITH_JSON.test(does) ? jsonWords(body.text.slice(inner?.[0].length ?? 0)) : null
  const {heredocs, last} =
    json === null && WITH_HEREDOC.test(does) ? readHeredocs(text, body.text, end) : {heredocs: [], last: end}
  return {
    keyword: word,
    args: [
      onOneLine(pieces),
      ...heredocs.map(({body: lines}) =>
        lines.text
          .split('\n')
          .map(line => line.trim())
          .join(' '),
      ),
    ]
      .join(' ')
      .trim(),
    ...{flags, start, end: last, body, json, heredocs},
  }
}

function onOneLine(pieces: string[]): string {
  return pieces
    .map(piece => piece.trim())
    .join(' ')
    .replace(/^\S+\s*/, '')
    .replace(LEADING_FLAGS, '')
}

/** The lines up to the first one that is not continued; `end` is where the last of them ends. */
function joinLines(
  text: string,
  start: number,
  escapeChar: string,
  comment: (range: Range) => void,
): {joined: PlacedText; pieces: string[]; end: number} {
  const pieces: string[] = []
  const offsets: number[] = []
  let end = start
  for (let at = start; at < text.length; ) {
    const newline = lineEnd(text, at)
    const line = text.slice(at, newline).replace(/\r$/, '')
    end = at + line.length
    const skipped = at === start ? null : /^\s*(#|$)/.exec(line)
    if (skipped?.[1] === '#') comment({start: at + skipped[0].length - 1, end: at + line.trimEnd().length})
    const from = at
    at = newline + 1
    if (skipped) continue
    const kept = withoutEscape(line, escapeChar)
    pieces.push(kept)
    for (let index = 0; index < kept.length; index++) offsets.push(from + index)
    if (kept.length === line.length) break
  }
  offsets.push(offsets.length === 0 ? start : offsets.at(-1)! + 1)
  return {joined: {text: pieces.join(''), offsets}, pieces, end}
}

/** Without the escape character at the end; an escaped one there continues nothing. */
function withoutEscape(line: string, escapeChar: string): string {
  const end = line.replace(/[ \t]+$/, '')
  return end.endsWith(escapeChar) && !end.endsWith(escapeChar + escapeChar) ? end.slice(0, -1) : line
}

/** The part of a text, white space around it left out. */
export function trimmed(placed: PlacedText, from: number, to = placed.text.length): PlacedText {
  let start = from
  let end = to
  while (start < end && BLANK.test(placed.text[start]!)) start++
  while (end > start && BLANK.test(placed.text[end - 1]!)) end--
  return part(placed, start, end)
}

function part({text, offsets}: PlacedText, start: number, end: number): PlacedText {
  const last = end > start ? offsets[end - 1]! + 1 : offsets[start]!
  return {text: text.slice(start, end), offsets: [...offsets.slice(start, end), last]}
}

/** Where a piece of the text is in the file. */
export function rangeIn({offsets}: PlacedText, start: number, end: number): Range {
  return {start: offsets[start]!, end: end > start ? offsets[end - 1]! + 1 : offsets[start]!}
}

/** Words that begin with `--`, up to the first other one. */
function readFlags(joined: PlacedText, from: number, escapeChar: string): {flags: Flag[]; rest: number} {
  const {text} = joined
  const flags: Flag[] = []
  let at = from
  for (;;) {
    while (at < text.length && BLANK.test(text[at]!)) at++
    if (!text.startsWith('--', at)) return {flags, rest: at}
    const start = at
    let quote = ''
    for (; at < text.length && (quote !== '' || !BLANK.test(text[at]!)); at++) {
      const char = text[at]!
      if (char === escapeChar) at++
      else if (quote === char) quote = ''
      else if (quote === '' && (char === '"' || char === "'")) quote = char
    }
    at = Math.min(at, text.length)
    const word = text.slice(start, at)
    if (word === '--') return {flags, rest: at}
    const equals = word.indexOf('=')
    const name = equals < 0 ? word.slice(2) : word.slice(2, equals)
    flags.push({name, value: equals < 0 ? '' : word.slice(equals + 1), ...rangeIn(joined, start, at)})
  }
}

/** BuildKit takes what is no array of strings for the other form, `[ -f x ] && …` for one. */
function jsonWords(text: string): string[] | null {
  if (!text.startsWith('[')) return null
  try {
    const words: unknown = JSON.parse(text)
    return Array.isArray(words) && words.every(word => typeof word === 'string') ? words : null
  } catch {
    return null
  }
}

/** A word of the shell as BuildKit takes a line apart (frontend/dockerfile/shell/lex.go). */
const SHELL_WORD = /(?:"(?:\\.|[^"\\])*"|'[^']*'|\\.|[^\s"'\\])+/gs
/** As BuildKit has it (parser.go, reHeredoc), and some name. */
const HEREDOC = /^(\d*)<<(-?)([^<]+)$/

/** `<<NAME`, `<<-NAME` and `3<<NAME` as words of their own, quoted or not; none where a quote has no end. */
function readHeredocs(text: string, line: string, end: number): {heredocs: Heredoc[]; last: number} {
  const heredocs: Heredoc[] = []
  const words = line.includes('<<') ? (line.match(SHELL_WORD) ?? []) : []
  if (words.length > 0 && /["']/.test(line.replace(SHELL_WORD, ''))) return {heredocs, last: end}
  let last = end
  for (const word of words) {
    const [, descriptor = '', tabs, written] = HEREDOC.exec(word) ?? []
    const name = written?.replace(/["']/g, '') ?? ''
    if (name === '') continue
    const pieces: string[] = []
    const offsets: number[] = []
    let at = lineEnd(text, last) + 1
    for (let isClosed = false; at < text.length && !isClosed; ) {
      const newline = lineEnd(text, at)
      const next = Math.min(newline + 1, text.length)
      const whole = text.slice(at, next)
      const tabbed = tabs === '-' ? /^\t*/.exec(whole)![0].length : 0
      const kept = whole.slice(tabbed)
      isClosed = kept.replace(/\r?\n$/, '') === name
      if (!isClosed) {
        pieces.push(kept)
        for (let index = 0; index < kept.length; index++) offsets.push(at + tabbed + index)
      }
      last = at + whole.replace(/\r?\n$/, '').length
      at = next
    }
    offsets.push(offsets.length === 0 ? last : offsets.at(-1)! + 1)
    heredocs.push({name, descriptor, body: {text: pieces.join(''), offsets}})
  }
  return {heredocs, last}
}
