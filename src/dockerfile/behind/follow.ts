/**
 * The commands behind a RUN: those that `make TARGET` and shell scripts of the repository run for it, and those that these
 * run in turn. All of it is read, nothing is run.
 */
import {readGoCommand} from '../check/go-command.ts'
import {isOpaque} from '../check/presence.ts'
import type {Subject} from '../check/rule.ts'
import {type Run, unwrapped} from '../check/run.ts'
import {lineIndex} from '../lines.ts'
import {OPAQUE} from '../opaque.ts'
import {readShell, type ShellCommand, type ShellStart} from '../shell.ts'
import {readMakeCommand} from './make-command.ts'
import {recipesFor} from './recipes.ts'
import {askedFunctions, isIn, isShell, scriptOf} from './scripts.ts'

export type CommandBehind = {
  /** Its ranges are those of a script, not of the Dockerfile. `certain`: it runs whenever `via` does. */
  command: ShellCommand
  /** The command of the RUN that leads to it. */
  via: ShellCommand
  /** Where it stands, relative to the context. */
  file: string
  line: number
  /** What make runs to write its line. */
  calls: CallBehind[]
}

/** `$(shell …)` of a Makefile, with its place. */
export type CallBehind = {text: string; file: string; line: number}

export type Followed = {
  /** In the order in which they may run. */
  commands: CommandBehind[]
  /** Makefiles and scripts that the RUN leads to. */
  files: string[]
  /** False where something else runs that nobody can look into. */
  isWhole: boolean
}

/** A script that calls make that calls a script. */
const MOST_DEPTH = 3
const MOST_COMMANDS = 500
/** Of one RUN: each reads a Makefile or a script. */
const MOST_LOOKS = 100

/** Several rules ask. */
const known = new WeakMap<Run, {context: Subject['context']; followed: Followed}>()

export function follow(subject: Pick<Subject, 'model' | 'context'>, run: Run): Followed {
  const {context} = subject
  const before = known.get(run)
  if (before !== undefined && before.context === context) return before.followed
  const followed = followAnew(subject, run)
  known.set(run, {context, followed})
  return followed
}

function followAnew(subject: Pick<Subject, 'model' | 'context'>, run: Run): Followed {
  const commands: CommandBehind[] = []
  const files = new Set<string>()
  let isWhole = !run.isForeign && !run.isBroken
  let looks = 0
  const visit = (command: ShellCommand, from: {via: ShellCommand; certain: boolean}, depth: number) => {
    if (!leadsElsewhere(command)) return
    const isEnough = depth >= MOST_DEPTH || commands.length > MOST_COMMANDS || ++looks > MOST_LOOKS
    const {scripts, isAll} = isEnough ? NOTHING : scriptsOf(subject, run, command)
    if (!isAll) isWhole = false
    for (const {file, lineOf, calls, commands: own} of scripts) {
      files.add(file)
      for (const each of own) {
        const certain = each.certain && from.certain
        commands.push({command: {...each, certain}, via: from.via, file, line: lineOf(each), calls})
        visit(each, {via: from.via, certain}, depth + 1)
      }
    }
  }
  for (const via of run.commands) visit(via, {via, certain: true}, 0)
  return {commands, files: [...files], isWhole}
}

/** What it does stands in no text that is read here already. */
function leadsElsewhere(command: ShellCommand): boolean {
  const [program = '', ...rest] = command.words.map(({text}) => text)
  if (readGoCommand(command) !== null) return false
  return isOpaque([program, ...rest]) || isShell(program) || /^[\w.-]+\//.test(program)
}

type Script = {
  commands: ShellCommand[]
  file: string
  lineOf: (command: ShellCommand) => number
  calls: CallBehind[]
}

/** `isAll`: the command runs nothing else. */
type Scripts = {scripts: Script[]; isAll: boolean}

const NOTHING: Scripts = {scripts: [], isAll: false}

function scriptsOf({model, context}: Pick<Subject, 'model' | 'context'>, run: Run, command: ShellCommand): Scripts {
  if (context === null) return NOTHING
  const made = readMakeCommand(model, context, run, command)
  if (made !== null) {
    const {lines, environment, isWhole} = recipesFor(made)
    const scripts = lines.map(({text, line, calls, file = made.file}) => ({
      ...commandsOf(text, {variables: environment, folder: made.folder}),
      ...{file, lineOf: () => line, calls: calls.map(call => ({...call, file: call.file ?? made.file}))},
    }))
    return {scripts, isAll: isWhole && scripts.length > 0 && scripts.every(({isBroken}) => !isBroken)}
  }
  const script = scriptOf(model, context, run, command)
  if (script === null) return NOTHING
  const {file, text} = script
  const {commands, isBroken} = commandsOf(text, {variables: command.environment, folder: command.folder})
  const asked = askedFunctions(text, command, commands)
  const isAsked = ({start}: ShellCommand) => asked.some(range => isIn(range, start))
  const lines = lineIndex(text)
  const own = {
    commands: commands.map(each => ({...each, certain: each.certain || isAsked(each)})),
    ...{file, lineOf: ({start}: ShellCommand) => lines.place(start).line, calls: []},
  }
  return {scripts: [own], isAll: !isBroken}
}

function commandsOf(text: string, start: ShellStart): {commands: ShellCommand[]; isBroken: boolean} {
  const {commands, isBroken} = readShell(text, start)
  return {commands: commands.flatMap(command => afterUnknown(command) ?? unwrapped(command, 0)), isBroken}
}

/** What only make knows and stands before a command, such as `$(Q)` and variables that it sets, is like an `env` there. */
function afterUnknown(command: ShellCommand): ShellCommand[] | null {
  const [first, ...rest] = command.words
  if (first?.text !== OPAQUE || rest.every(({text}) => text === OPAQUE)) return null
  const inner = unwrapped({...command, words: [{...first, text: 'env'}, ...rest]}, 0)
  // Anything else is rather the words of a program that is not known.
  return inner.some(each => readGoCommand(each) !== null || leadsElsewhere(each)) ? inner : null
}
