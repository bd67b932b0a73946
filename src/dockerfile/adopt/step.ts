import type {Command} from '../commands.ts'
import type {Instruction, Stage} from '../parse.ts'
import {readRunScript} from '../run-script.ts'
import {before, type GoPlaces, goPlaces, knownVariables, type Use, variablesAt, workdirAt} from '../stages.ts'
import {goVerb} from './step-commands.ts'

export type Refusal = {reason: string; line: number | null}

/** A RUN with all that is known of it. `commands` is null when they cannot be read; `unread` says why. */
export type Step = {
  stage: Stage
  run: Instruction
  commands: Command[] | null
  unread: string
  raw: string
  places: GoPlaces
  workdir: string | null
  variables: ReadonlyMap<string, string>
}

export type File = {steps: Step[]; final: Set<Stage>; uses: Use[]; buildArgs: string[]}

export function isCompilingStep(step: Step): boolean {
  return step.commands?.some(command => goVerb(command) !== null) ?? false
}

export function isAfter(later: Step, step: Step): boolean {
  return before(later.stage, later.run).some(({instruction}) => instruction === step.run)
}

/** Reads a RUN from the file itself: comments, continuations and here-documents as BuildKit takes them. */
export function readStep(text: string, stage: Stage, run: Instruction, buildArgs: string[]): Step {
  const variables = variablesAt(stage, run, buildArgs)
  const places = goPlaces(stage, run, buildArgs)
  const lines = text.split('\n').slice(run.line - 1, run.endLine)
  const raw = lines.join('\n')
  const step = {stage, run, raw, places, variables, workdir: workdirAt(stage, run, buildArgs)}
  const unread = (reason: string): Step => ({...step, commands: null, unread: reason})
  const shell = before(stage, run).findLast(({instruction}) => instruction.keyword === 'SHELL')?.instruction.args
  if (shell && !/^\[\s*"(\/(usr\/)?bin\/)?(ba|da|a)?sh"/.test(shell)) return unread(`SHELL is ${shell}`)
  const home = places.build?.endsWith('/.cache/go-build')
    ? places.build.slice(0, -'/.cache/go-build'.length)
    : undefined
  const known = knownVariables(stage, run, buildArgs)
  if (!known.has('HOME') && home) known.set('HOME', home)
  const {commands, reason} = readRunScript(lines, known, step.workdir)
  return commands === null ? unread(reason) : {...step, commands, unread: ''}
}
