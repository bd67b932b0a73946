/** Pieces of fixes: where something is put in, and what is put in its place. */
import type {Instruction, Range} from '../instruction.ts'
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

/** The instruction with its last line's end, so that no empty line is left. */
export function removeInstruction({start, end}: Range, text: string): Edit {
  const next = /^[ \t]*\r?\n/.exec(text.slice(end))
  return {start, end: end + (next?.[0].length ?? 0), text: ''}
}
