/** Pieces of fixes: where something is put in, and what is put in its place. */
import type {Instruction, Range} from '../instruction.ts'
import type {Dockerfile} from '../parse.ts'
import type {Edit} from './rule.ts'

/** Puts `--flag` behind the keyword, before the flags that are there. */
export function addFlag({start, keyword}: Instruction, flag: string): Edit {
  const at = start + keyword.length
  return {start: at, end: at, text: ` ${flag}`}
}

export function replace({start, end}: Range, text: string): Edit {
  return {start, end, text}
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
