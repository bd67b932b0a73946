/** Pieces of fixes: where something is put in, and what is put in its place. */
import type {Instruction, Range} from '../instruction.ts'
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

export function insert(at: number, text: string): Edit {
  return {start: at, end: at, text}
}

/** The instruction with its last line's end, so that no empty line is left. */
export function removeInstruction({start, end}: Range, text: string): Edit {
  const next = /^[ \t]*\r?\n/.exec(text.slice(end))
  return {start, end: end + (next?.[0].length ?? 0), text: ''}
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
  if (previous === undefined || previous.end > command.start) return null
  const isChained = /^(?:[ \t]|\\[ \t]*\r?\n)*&&(?:[ \t]|\\[ \t]*\r?\n)*$/.test(text.slice(previous.end, command.start))
  return isChained ? replace({start: previous.end, end: command.end}, '') : null
}
