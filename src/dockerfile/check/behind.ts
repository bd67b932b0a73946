/** Go commands that a RUN starts by way of the repository's Makefile or shell scripts. They are read, never run. */
import {posix} from 'node:path'
import {OPAQUE} from '../opaque.ts'
import {readShell, type ShellCommand} from '../shell.ts'
import {contextPathOf} from './built.ts'
import {type GoCommand, readGoCommand} from './go-command.ts'
import {readMakeCommand} from './make-command.ts'
import {type Makefile, recipesOf} from './makefile.ts'
import type {Model} from './model.ts'
import {isOpaque} from './presence.ts'
import type {ContextFiles} from './rule.ts'
import type {Run} from './run.ts'

export type GoBehind = {
  run: Run
  go: GoCommand
  /** The command of the Dockerfile that leads to it. */
  via: ShellCommand
  /** Where it stands, relative to the context. */
  file: string
  line: number
}

type Found = {commands: ShellCommand[]; file: string; line: number | null; via: ShellCommand}

/** make calls a script that calls make: more than that is not followed. */
const MOST_DEPTH = 3
const MOST_SCRIPT = 100_000
const MOST_COMMANDS = 500
/** Each reads a Makefile or a script. */
const MOST_LOOKS = 100

/** In the order in which they may run. */
export function goBehind(model: Model, context: ContextFiles | null, run: Run): GoBehind[] {
  return follow(model, context, run).found.flatMap(({commands, file, line, via}) =>
    commands.flatMap(command => {
      const go = readGoCommand(command)
      const at = line ?? lineOf(context?.files.read(file) ?? '', command.start)
      return go === null ? [] : [{run, go, via, file, line: at}]
    }),
  )
}

/** Makefiles and scripts that a RUN leads to; null when it runs something else that nobody can look into. */
export function filesBehind(model: Model, context: ContextFiles | null, run: Run): string[] | null {
  const {found, isWhole} = follow(model, context, run)
  return isWhole ? [...new Set(found.map(({file}) => file))] : null
}

type Followed = {found: Found[]; isWhole: boolean}

/** Several rules ask. */
const known = new WeakMap<Run, {context: ContextFiles | null; followed: Followed}>()

function follow(model: Model, context: ContextFiles | null, run: Run): Followed {
  const before = known.get(run)
  if (before !== undefined && before.context === context) return before.followed
  const followed = followAnew(model, context, run)
  known.set(run, {context, followed})
  return followed
}

function followAnew(model: Model, context: ContextFiles | null, run: Run): Followed {
  const found: Found[] = []
  /** Commands that were looked into. */
  let looked = 0
  let isWhole = !run.isForeign && !run.isBroken
  const visit = (commands: ShellCommand[], via: ShellCommand | null, depth: number) => {
    for (const command of commands) {
      const words = command.words.map(({text}) => text)
      if (!isOpaque(words) && !/^[\w.-]+\//.test(words[0] ?? '')) continue
      const isEnough = ++looked > MOST_LOOKS
      const inner =
        context === null || isEnough
          ? []
          : [...recipes(model, context, run, command), ...script(model, context, run, command)]
      const isLast = depth >= MOST_DEPTH || found.length > MOST_COMMANDS
      if (inner.length === 0 || isLast) isWhole = false
      if (isLast) continue
      for (const each of inner) {
        found.push({...each, via: via ?? command})
        visit(each.commands, via ?? command, depth + 1)
      }
    }
  }
  visit(run.commands, null, 0)
  return {found, isWhole}
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}

type Inner = Omit<Found, 'via'>

/** What make runs, each recipe line by a shell of its own. */
function recipes(model: Model, context: ContextFiles, run: Run, command: ShellCommand): Inner[] {
  const made = readMakeCommand(model, context, run, command)
  if (made === null) return []
  const {makefile, targets, given, file, folder} = made
  const environment = new Map(command.environment)
  for (const [name, {operator}] of makefile.variables)
    if (/^(GO|CGO_)/.test(name) && (operator !== '?=' || !environment.has(name)))
      environment.set(name, settingIn(makefile, name, given, command.environment, 0))
  for (const name of makefile.open) if (/^(GO|CGO_)/.test(name)) environment.set(name, OPAQUE)
  return recipesOf(makefile, targets).map(({text, line}) => {
    const script = expanded(makefile, text.replace(/^[@+-]+\s*/, ''), given, command.environment, 0)
    return {commands: readShell(script, {variables: environment, folder}).commands, file, line}
  })
}

/** `./build.sh`, `sh scripts/build.sh` of the context. */
function script(model: Model, context: ContextFiles, run: Run, {words, folder, environment}: ShellCommand): Inner[] {
  const [program = '', first = ''] = words.map(({text}) => text)
  const isShell = /^(ba|da|a)?sh$/.test(posix.basename(program))
  const name = isShell ? (words.slice(1).find(({text}) => !/^[-+]/.test(text))?.text ?? first) : program
  if (folder === null || name.includes(OPAQUE) || !(isShell || name.includes('/'))) return []
  const path = contextPathOf(model, run, posix.resolve(folder, name))
  if (path === null || context.files.kind(path) !== 'file') return []
  const text = context.files.read(path) ?? ''
  // Without a first line that says otherwise it is the shell that reads it.
  if (text.length > MOST_SCRIPT || /^#!(?!.*\b(ba|da|a)?sh\b)/.test(text) || text.includes('\0')) return []
  return [{commands: readShell(text, {variables: environment, folder}).commands, file: path, line: null}]
}

const MOST_NESTED = 8
const MOST_TEXT = 10_000

/** Variables of make put in; `OPAQUE` for functions and what is not known. https://www.gnu.org/software/make/manual/make.html#Reference */
function expanded(
  makefile: Makefile,
  text: string,
  given: ReadonlyMap<string, string>,
  environment: ReadonlyMap<string, string>,
  depth: number,
): string {
  let result = ''
  for (let at = 0; at < text.length && result.length < MOST_TEXT; at++) {
    const next = text[at + 1]
    if (text[at] !== '$' || next === undefined) result += text[at]
    else if (next === '(' || next === '{') {
      const end = closing(text, at + 1)
      const name = text.slice(at + 2, end)
      result += /^\w+$/.test(name) ? settingIn(makefile, name, given, environment, depth + 1) : OPAQUE
      at = end
    } else {
      // `$$` is the shell's.
      result += next === '$' ? '$' : OPAQUE
      at++
    }
  }
  return result.slice(0, MOST_TEXT)
}

/** The bracket that ends what begins at `from`, the end of the text without one. */
function closing(text: string, from: number): number {
  let open = 0
  for (let at = from; at < text.length; at++) {
    if (/[({]/.test(text[at]!)) open++
    else if (/[)}]/.test(text[at]!) && --open === 0) return at
  }
  return text.length
}

function settingIn(
  makefile: Makefile,
  name: string,
  given: ReadonlyMap<string, string>,
  environment: ReadonlyMap<string, string>,
  depth: number,
): string {
  const told = given.get(name)
  if (told !== undefined) return told
  const variable = makefile.variables.get(name)
  if (depth > MOST_NESTED || makefile.open.has(name)) return OPAQUE
  const outer = environment.get(name)
  if (variable === undefined) return outer ?? (makefile.includes.length > 0 ? OPAQUE : name === 'MAKE' ? 'make' : '')
  if (variable.operator === '?=' && outer !== undefined) return outer
  return expanded(makefile, variable.value, given, environment, depth)
}
