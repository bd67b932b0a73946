/** Pieces of fixes: where something is put in, and what is put in its place. */
import {type Instruction, type Range, rangeIn} from '../instruction.ts'
import type {Dockerfile} from '../parse.ts'
import type {ShellCommand, ShellWord} from '../shell.ts'
import type {GoCommand} from './go-command.ts'
import type {Edit} from './rule.ts'
import type {Run} from './run.ts'

/** Puts `--flag` behind the keyword, before the flags that are there. */
export function addFlag({start, keyword}: Instruction, flag: string): Edit {
  const at = start + keyword.length
  return {start: at, end: at, text: ` ${flag}`}
}

export function replace({start, end}: Range, text: string): Edit {
  return {start, end, text}
}

/** As the file ends its lines. */
export function lineEnd(text: string): string {
  return /\r\n/.test(text) ? '\r\n' : '\n'
}

/** Where a word of the shell form stands; null where it is not there just as it is, and nothing else. */
export function wordRange({body, json}: Instruction, word: string): Range | null {
  const padded = ` ${body.text.replace(/[ \t]/g, ' ')} `
  const at = padded.indexOf(` ${word} `)
  if (json !== null || at < 0 || padded.includes(` ${word} `, at + 1)) return null
  return rangeIn(body, at, at + word.length)
}

export function insert(at: number, text: string): Edit {
  return {start: at, end: at, text}
}

/** Lines of their own before an instruction, indented and ended as the file has it. */
export function addLines({text}: Dockerfile, {start}: {start: number}, lines: readonly string[]): Edit {
  const indent = text.slice(text.lastIndexOf('\n', start - 1) + 1, start)
  const end = text.includes('\r\n') ? '\r\n' : '\n'
  return insert(start, lines.map(line => `${line}${end}${indent}`).join(''))
}

/** The instruction with its last line's end, so that no empty line is left. */
export function removeInstruction({start, end}: Range, text: string): Edit {
  const next = /^[ \t]*\r?\n/.exec(text.slice(end))
  return {start, end: end + (next?.[0].length ?? 0), text: ''}
}

/** The same as edits of a fix; null where a comment of the file is about it and would stay behind. */
export function removeStep(instruction: Instruction, {text, comments}: Dockerfile): Edit[] | null {
  const isAbout = comments.some(
    ({line}) => line === instruction.line - 1 || (line >= instruction.line && line <= instruction.endLine),
  )
  return isAbout ? null : [removeInstruction(instruction, text)]
}

/**
 * Takes a flag out of an instruction of several lines or one, with the blanks and the continued line after it; null
 * where a comment stands there.
 */
export function removeFlag(flag: Range, text: string): Edit | null {
  const gap = /^(?:[ \t]|\\\r?\n)+/.exec(text.slice(flag.end, flag.end + 200))
  return gap === null || text[flag.end + gap[0].length] === '#'
    ? null
    : {start: flag.start, end: flag.end + gap[0].length, text: ''}
}

/** Instructions on lines of their own before this one; null where a comment of the file would come to stand over them. */
export function addStepBefore(
  {start, line}: Instruction,
  steps: readonly string[],
  {text, comments}: Dockerfile,
): Edit[] | null {
  if (comments.some(comment => comment.line === line - 1)) return null
  return [insert(start, steps.map(step => `${step}${lineEnd(text)}`).join(''))]
}

/**
 * Takes one word out of a list of them, with the blank beside it, and with its line where it has one of its own; null
 * where the line before would then go on into the next instruction.
 */
export function removeWord({start, end}: Range, text: string): Edit[] | null {
  const lineStart = text.lastIndexOf('\n', start) + 1
  const newline = text.indexOf('\n', end)
  const lineEnd = newline < 0 ? text.length : newline
  const left = text.slice(lineStart, start).trim()
  const right = text.slice(end, lineEnd).trim()
  if (right !== '' && (left !== '' || right !== '\\'))
    return /[ \t]/.test(text[end]!) ? [{start, end: end + 1, text: ''}] : null
  if (left !== '') return [{start: start - 1, end, text: ''}]
  return right === '\\' && newline >= 0 ? [{start: lineStart, end: lineEnd + 1, text: ''}] : null
}

/** Puts a flag behind the verb; null where the command does not stand in the file as it runs, as in a JSON form. */
export function addGoFlag({command: {words}, verb}: GoCommand, flag: string, text: string): Edit | null {
  const word = words.find(each => each.text === verb)
  return word !== undefined && standsIn(text, word) ? insert(word.end, ` ${flag}`) : null
}

/** The word is in the file as its shell reads it: one of an inner script has the place of that whole script. */
export function standsIn(text: string, {start, end, raw}: ShellWord): boolean {
  return text.slice(start, end) === raw
}

/** Takes a command out of its `&&` chain, or the whole RUN where it is the only one; null for any other place. */
export function removeCommand(run: Run, command: ShellCommand, text: string): Edit | null {
  const {instruction, commands, isBroken} = run
  const at = commands.indexOf(command)
  if (isBroken || !command.certain || !command.words.every(word => standsIn(text, word))) return null
  if (commands.length === 1) return instruction.heredocs.length > 0 ? null : removeInstruction(instruction, text)
  const previous = commands[at - 1]
  const next = commands[at + 1]
  if (previous !== undefined)
    return isChained(previous, command, text) ? replace({start: previous.end, end: command.end}, '') : null
  const isAtStart = instruction.body.offsets[0] === command.start
  return isAtStart && next !== undefined && isChained(command, next, text)
    ? replace({start: command.start, end: next.start}, '')
    : null
}

/** `&&` and continued lines are all that is between two commands. */
function isChained({end}: Range, {start}: Range, text: string): boolean {
  return end <= start && /^(?:[ \t]|\\[ \t]*\r?\n)*&&(?:[ \t]|\\[ \t]*\r?\n)*$/.test(text.slice(end, start))
}

/** The step as it is, before another of its stage; null where a comment would then stand over something else. */
export function moveStepBefore(step: Instruction, other: Instruction, {text, comments}: Dockerfile): Edit[] | null {
  if (comments.some(({line}) => line === step.line - 1 || line === other.line - 1)) return null
  return [insert(other.start, `${text.slice(step.start, step.end)}${lineEnd(text)}`), removeInstruction(step, text)]
}
