/** Fixes that give a go command a variable. */
import type {Instruction} from '../instruction.ts'
import {lineage} from '../parse.ts'
import {addLines, insert} from './edits.ts'
import type {GoCommand} from './go-command.ts'
import type {Model} from './model.ts'
import type {Edit} from './rule.ts'
import type {Run} from './run.ts'

/** Puts `NAME=value` before the command; null where it does not stand in the file as a command of its own. */
export function setBefore({dockerfile}: Model, {command}: GoCommand, assignments: string): Edit | null {
  const first = command.words[0]!
  const isThere = dockerfile.text.slice(first.start, first.end) === first.raw
  const before = dockerfile.text.slice(command.start, first.start)
  const isAlone = command.start === first.start || /^(\w+=\S*(\s|\\\r?\n)+)+$/.test(before)
  return isThere && isAlone ? insert(command.start, `${assignments} `) : null
}

/** An ARG line before the RUN for those of the names that no stage below it declares; none when all are. */
export function declareBefore(
  {dockerfile}: Model,
  {stage, instruction}: Pick<Run, 'stage' | 'instruction'>,
  names: readonly string[],
): Edit[] {
  const missing = names.filter(name => !isDeclared({stage, instruction}, name))
  return missing.length === 0 ? [] : [addLines(dockerfile, instruction, [`ARG ${missing.join(' ')}`])]
}

/** An ARG or ENV of the stage, or of one that it stands on, before the RUN. */
export function isDeclared({stage, instruction}: Pick<Run, 'stage' | 'instruction'>, name: string): boolean {
  const pattern = new RegExp(`(^|\\s)${name}(=|\\s|$)`)
  return lineage(stage).some(at =>
    at.instructions.some(
      ({keyword, args, start}) =>
        /^(ARG|ENV)$/.test(keyword) && (at !== stage || start < instruction.start) && pattern.test(args),
    ),
  )
}

/** Names that ARG instructions declare, each with the first of them. */
export function declaredIn(instructions: readonly Instruction[]): Map<string, Instruction> {
  const found = new Map<string, Instruction>()
  for (const instruction of instructions.filter(({keyword}) => keyword === 'ARG'))
    for (const word of instruction.args.split(/\s+/)) {
      const name = word.split('=')[0]!
      if (/^[A-Za-z_]\w*$/.test(name) && !found.has(name)) found.set(name, instruction)
    }
  return found
}
