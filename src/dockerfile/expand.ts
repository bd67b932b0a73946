/** Variables in the text of an instruction: moby/buildkit frontend/dockerfile/shell/lex.go. */

/** Linux starts no program with a longer argument or variable (MAX_ARG_STRLEN, include/uapi/linux/binfmts.h). */
export const LONGEST_VALUE = 128 * 1024

/** Defaults inside of defaults that anybody writes are two or three. */
const MOST_DEPTH = 20

/** `$$` and the like are text. */
const VARIABLE = /\\\$|\$(?:(\w+)|\{(\w+)(:?[-+]|\})?)/y

type Values = Pick<ReadonlyMap<string, string>, 'get'>

/**
 * Puts variables into `$NAME`, `${NAME}`, `${NAME:-default}` and `${NAME:+other}`, whose words may have variables too;
 * unknown ones become empty. Other operators stay as they are written. So does the whole text when a brace is not closed,
 * and when it would become longer than any program can be given, as `ENV A=$A$A` makes it in a few lines.
 */
export function expand(text: string, values: Values): string {
  if (!text.includes('$')) return text
  const whole = read(text, 0, values, 0)
  return whole === null || whole.end < text.length ? text : whole.text
}

/** From `at` to the end, or below the top to the `}` that closes; null for what cannot be read. */
function read(text: string, at: number, values: Values, depth: number): {text: string; end: number} | null {
  if (depth > MOST_DEPTH) return null
  const pieces: string[] = []
  let room = LONGEST_VALUE
  while (at < text.length && (depth === 0 || text[at] !== '}')) {
    const next = readVariable(text, at, values, depth)
    if (next === null) return null
    pieces.push(next.text)
    room -= next.text.length
    if (room < 0) return null
    at = next.end
  }
  return depth > 0 && at === text.length ? null : {text: pieces.join(''), end: at}
}

/** A variable, or text up to where the next one may begin. */
function readVariable(text: string, at: number, values: Values, depth: number): {text: string; end: number} | null {
  VARIABLE.lastIndex = at
  const [match, plain, braced, operator] = VARIABLE.exec(text) ?? []
  if (match === undefined) {
    let end = at + 1
    while (end < text.length && !/[$\\}]/.test(text[end]!)) end++
    return {text: text.slice(at, end), end}
  }
  const end = at + match.length
  if (match === '\\$') return {text: '$', end}
  const own = values.get(plain ?? braced!) ?? ''
  if (plain !== undefined || operator === '}') return {text: own, end}
  const word = read(text, end, values, depth + 1)
  if (word === null) return null
  const after = word.end + 1
  if (operator === undefined) return {text: text.slice(at, after), end: after}
  if (operator.endsWith('-')) return {text: own || word.text, end: after}
  return {text: own && word.text, end: after}
}
