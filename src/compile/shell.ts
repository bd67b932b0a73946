import {CannotProve} from './refusal.ts'

export type SimpleCommand = {assignments: [name: string, value: string][]; words: string[]}

/**
 * The commands of a script that is nothing but `A=1 command word … && command word …`, variables put in. Everything else
 * that a shell can do is refused: what this reader returns is exactly what `/bin/sh -c` would run. A variable that is not
 * in `variables` is refused too, because the image may set it.
 */
export function readScript(script: string, variables: ReadonlyMap<string, string>, line: number): SimpleCommand[] {
  const commands: SimpleCommand[] = []
  let current: SimpleCommand = {assignments: [], words: []}
  let at = 0
  const refuse = (what: string): never => {
    throw new CannotProve(`the RUN has shell syntax that is not followed: ${what}`, line)
  }
  const finish = () => {
    if (current.words.length === 0) refuse('a command without words')
    commands.push(current)
    current = {assignments: [], words: []}
  }
  while (at < script.length) {
    if (/[ \t]/.test(script[at]!)) at++
    else if (script.startsWith('&&', at)) {
      finish()
      at += 2
    } else {
      const word = readWord(script, at, variables, refuse)
      at = word.end
      const [, name, value] = /^([A-Za-z_]\w*)=(.*)$/s.exec(word.text) ?? []
      if (name !== undefined && current.words.length === 0 && word.plainUntil > name.length)
        current.assignments.push([name, value!])
      else {
        if (word.mustSplit) refuse('an unquoted variable with white space or a pattern in it')
        if (word.text !== '' || word.quoted) current.words.push(word.text)
      }
    }
  }
  finish()
  return commands
}

type Word = {
  text: string
  end: number
  quoted: boolean
  /** An unquoted variable has a value that the shell would take apart, were it not an assignment. */
  mustSplit: boolean
  /** Characters at the start that are neither quoted nor from a variable. */
  plainUntil: number
}

function readWord(
  script: string,
  start: number,
  variables: ReadonlyMap<string, string>,
  refuse: (what: string) => never,
): Word {
  const word: Word = {text: '', end: start, quoted: false, mustSplit: false, plainUntil: Number.POSITIVE_INFINITY}
  const special = () => {
    word.plainUntil = Math.min(word.plainUntil, word.text.length)
  }
  while (word.end < script.length && !/[ \t&]/.test(script[word.end]!)) {
    const next = script[word.end]!
    if (next === "'") {
      const close = script.indexOf("'", word.end + 1)
      if (close < 0) refuse('a quote without its end')
      special()
      word.quoted = true
      word.text += script.slice(word.end + 1, close)
      word.end = close + 1
    } else if (next === '"') {
      special()
      word.quoted = true
      word.end++
      while (script[word.end] !== '"') {
        const inner = script[word.end]
        if (inner === undefined) return refuse('a quote without its end')
        if (inner === '`') refuse('`…`')
        if (inner === '\\') {
          if (!/["\\$]/.test(script[word.end + 1] ?? '')) refuse('a backslash')
          word.text += script[word.end + 1]
          word.end += 2
        } else if (inner === '$') {
          const {value, end} = readVariable(script, word.end, variables, refuse)
          word.text += value
          word.end = end
        } else {
          word.text += inner
          word.end++
        }
      }
      word.end++
    } else if (next === '$') {
      special()
      const {value, end} = readVariable(script, word.end, variables, refuse)
      word.mustSplit ||= /[\s*?[\\]/.test(value)
      word.text += value
      word.end = end
    } else {
      const starts = word.end === start
      if (/[;|<>()`*?[\]{}\\\n\r]/.test(next) || (starts && /[#~!]/.test(next))) refuse(next)
      // A tilde stands for HOME after = and : of an assignment too.
      if (next === '~') refuse('~')
      word.text += next
      word.end++
    }
  }
  if (script[word.end] === '&' && script[word.end + 1] !== '&') refuse('&')
  return word
}

const VARIABLE = /\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)(?:(#|:-|-|:\+|\+)([\w./:-]*))?\})/y

function readVariable(
  script: string,
  at: number,
  variables: ReadonlyMap<string, string>,
  refuse: (what: string) => never,
): {value: string; end: number} {
  VARIABLE.lastIndex = at
  const match = VARIABLE.exec(script)
  if (match === null) return refuse(script.slice(at, at + 12).trim())
  const [whole, plain, braced, operator, word = ''] = match
  const name = plain ?? braced!
  const value = variables.get(name)
  if (value === undefined) return refuse(`$${name}, which no ARG or ENV of the stage sets`)
  return {value: applied(value, operator, word), end: at + whole.length}
}

/** An ARG without a value is here the empty string, so that `-` and `:-` of a shell are told apart only by it. */
function applied(value: string, operator: string | undefined, word: string): string {
  if (operator === '#') return value.startsWith(word) ? value.slice(word.length) : value
  if (operator === ':-' || operator === '-') return value || word
  if (operator === ':+' || operator === '+') return value && word
  return value
}
