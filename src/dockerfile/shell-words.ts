/** Words of a shell script as `unbash` has them, with quotes taken off and known variables put in. */
import type {Assignment, DoubleQuotedChild, ParameterExpansionPart, Word, WordPart} from 'unbash'
import {LONGEST_VALUE} from './expand.ts'
import type {Range} from './instruction.ts'
import {OPAQUE} from './opaque.ts'

export type ShellWord = Range & {
  /** Quotes taken off and known variables put in; `OPAQUE` stands for what is known only when it runs. */
  text: string
  /** As written. */
  raw: string
  /** Names of the variables in it, known or not. */
  variables: readonly string[]
  /** An unquoted variable in it has a value that the shell takes apart, or holds against the names of files. */
  isSplit?: true
}

export type Part = WordPart | DoubleQuotedChild

/** What words mean where they stand. */
export type Place = {
  value: (name: string) => string | undefined
  /** `$(…)` and what else runs commands of its own; in a default of a variable they may not run. */
  inner: (part: Part, isDefault?: boolean) => void
  /** Told of every kind of syntax in a word. */
  note: (kind: string) => void
}

export function readWord(node: Word, place: Place): ShellWord {
  const variables: string[] = []
  const text = node.parts ? textOf(node.parts, variables, place) : node.value
  return {text, raw: node.text, variables, start: node.pos, end: node.end}
}

/** The words that one becomes: a variable without quotes is taken apart at white space, and an empty one is none. */
export function readFields(node: Word, place: Place): ShellWord[] {
  if (!node.parts?.some(isBare)) return [readWord(node, place)]
  const variables: string[] = []
  const texts: string[] = []
  let isSplit = false
  let current: string | null = null
  for (const part of node.parts) {
    const text = textOfPart(part, variables, place)
    isSplit ||= isBare(part) && isTakenApart(text)
    const [first = '', ...others] = isBare(part) ? text.split(/[ \t\n]+/) : [text]
    if (first !== '' || !isBare(part)) current = (current ?? '') + first
    for (const other of others) {
      if (current !== null) texts.push(current)
      current = other === '' ? null : other
    }
  }
  if (current !== null) texts.push(current)
  const shared = {raw: node.text, variables, start: node.pos, end: node.end, ...(isSplit && {isSplit})}
  return texts.map(text => ({text, ...shared}))
}

export type ShellAssignment = Range & {name: string; value: ShellWord}

export function readAssignment(node: Assignment, place: Place): ShellAssignment {
  const range = {start: node.pos, end: node.end}
  if (node.value.type === 'ArrayValue') {
    place.note('ArrayValue')
    for (const element of node.value.elements) readWord(element, place)
    return {name: node.name, value: {...range, text: OPAQUE, raw: node.text, variables: []}, ...range}
  }
  const value = readWord(node.value, place)
  return {name: node.name, value: node.append ? {...value, text: OPAQUE} : value, ...range}
}

/** `A=$B` after `export`, which the shells of Alpine and Debian take apart and bash does not. */
export function readAssignmentWord(node: Assignment, place: Place): ShellWord {
  const {name, value, ...range} = readAssignment(node, place)
  const isSplit = node.value.type === 'Word' && node.value.parts?.some(isBare) && isTakenApart(value.text)
  return {
    ...{...range, text: `${name}=${value.text}`, raw: node.text, variables: value.variables},
    ...(isSplit && {isSplit}),
  }
}

/** A variable outside of quotes. */
function isBare({type}: WordPart): boolean {
  return type === 'SimpleExpansion' || type === 'ParameterExpansion'
}

function isTakenApart(value: string): boolean {
  return /[\s*?[\\]/.test(value)
}

function textOf(parts: readonly Part[], variables: string[], place: Place): string {
  let text = ''
  for (const part of parts) {
    text += textOfPart(part, variables, place)
    if (text.length > LONGEST_VALUE) return OPAQUE
  }
  return text
}

function textOfPart(part: Part, variables: string[], place: Place): string {
  place.note(part.type)
  switch (part.type) {
    case 'Literal':
    case 'SingleQuoted':
    case 'AnsiCQuoted':
      return part.value
    case 'DoubleQuoted':
    case 'LocaleString':
      return textOf(part.parts, variables, place)
    case 'Glob':
    case 'ExtendedGlob':
    case 'BraceExpansion':
      return part.text
    case 'SimpleExpansion': {
      const name = part.text.slice(1)
      if (/^[A-Za-z_]/.test(name)) variables.push(name)
      return place.value(name) ?? OPAQUE
    }
    case 'ParameterExpansion':
      return textOfParameter(part, variables, place)
    default:
      place.inner(part)
      return OPAQUE
  }
}

/** Of the operators the defaults are followed, and `#` with plain text. */
function textOfParameter(part: ParameterExpansionPart, variables: string[], place: Place): string {
  const {parameter, operation, prefix, index} = part
  variables.push(parameter)
  if (/[$`{]/.test(part.text.slice(2))) place.note('NestedExpansion')
  if (prefix !== undefined || index !== undefined) return OPAQUE
  const value = place.value(parameter)
  if (operation === undefined) return value ?? OPAQUE
  if (operation.type === 'Remove' && operation.operator === '#' && /^[\w./:-]*$/.test(operation.operand.text)) {
    const {text} = operation.operand
    if (value === undefined || value.includes(OPAQUE)) return OPAQUE
    return value.startsWith(text) ? value.slice(text.length) : value
  }
  if (operation.type !== 'Default') return OPAQUE
  const other = readWord(operation.operand, {...place, inner: part => place.inner(part, true)})
  variables.push(...other.variables)
  if (value === undefined || value.includes(OPAQUE)) return OPAQUE
  const {operator} = operation
  // An ARG without a value is here the empty string, and one that is not set to a shell.
  if (value === '' && !operator.startsWith(':') && other.text !== '') return OPAQUE
  if (operator.endsWith('-')) return value === '' ? other.text : value
  return operator.endsWith('+') ? (value === '' ? '' : other.text) : OPAQUE
}
