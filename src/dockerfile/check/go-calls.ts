/** Go commands of a RUN: its own, and those that `make` and scripts of the context run for it. */
import {posix} from 'node:path'
import type {Evidence} from '../../go/project.ts'
import type {Range} from '../instruction.ts'
import {OPAQUE} from '../opaque.ts'
import {readShell, type ShellCommand} from '../shell.ts'
import {contextFileAt} from './context-file.ts'
import {type GoCommand, rangeOf, readGoCommand} from './go-command.ts'
import {readMakeCommand} from './make-command.ts'
import {recipeScripts} from './make-recipes.ts'
import type {Subject} from './rule.ts'
import {type Run, unwrapped} from './run.ts'

export type GoCall = {
  /** Ranges in it are those of the Dockerfile only where `evidence` is empty. */
  go: GoCommand
  /** The command of the RUN that it is or that leads to it. */
  by: ShellCommand
  /** In the Dockerfile. */
  at: Range
  /** As a message names it, `make build` with what it runs. */
  says: string
  /** Where it stands; none for one of the Dockerfile. */
  evidence: Evidence[]
}

/** A script that calls make that calls a script. */
const MOST_DEPTH = 3
const MOST_CALLS = 100
/** Of one RUN: each is read and parsed anew. */
const MOST_SCRIPTS = 60

const known = new WeakMap<Subject, Map<Run, GoCall[]>>()

/** In the order in which they run. Of scripts those that run for certain, or that an argument of the call names. */
export function goCalls(subject: Subject, run: Run): GoCall[] {
  const ofSubject = known.get(subject) ?? new Map<Run, GoCall[]>()
  known.set(subject, ofSubject)
  const before = ofSubject.get(run)
  if (before !== undefined) return before
  const budget = {scripts: MOST_SCRIPTS}
  const calls = run.commands.flatMap(by => {
    const own = run.go.find(({command}) => command === by)
    if (own) return [{go: own, by, at: rangeOf(own), says: `\`go ${own.verb}\``, evidence: []}]
    if (by.words.length === 0) return []
    const at = {start: by.words[0]!.start, end: by.words.at(-1)!.end}
    return callsBehind(subject, run, by, MOST_DEPTH, budget).map(({go, file, line}) => ({
      ...{go, by, at, evidence: [{file, line}]},
      says: `\`${shown(by)}\`, which runs \`go ${go.verb}\` (${file}:${line}),`,
    }))
  })
  ofSubject.set(run, calls)
  return calls
}

function shown({words}: ShellCommand): string {
  const [program = '', ...rest] = words.map(({text}) => text)
  const target = rest.find(word => /^[\w./-]+$/.test(word) && !word.startsWith('-'))
  return [program, ...(target === undefined ? [] : [target])].join(' ').replaceAll(OPAQUE, '…')
}

type Behind = {go: GoCommand; file: string; line: number}

function callsBehind(
  subject: Subject,
  run: Run,
  command: ShellCommand,
  depth: number,
  budget: {scripts: number},
): Behind[] {
  if (depth === 0 || budget.scripts <= 0) return []
  const found: Behind[] = []
  const scripts = scriptsOf(subject, run, command)
  if (scripts.length > 0) budget.scripts--
  for (const {text, file, line} of scripts) {
    const {commands} = readShell(text, {variables: command.environment, folder: folderOf(command)})
    const asked = line === null ? askedFunctions(text, command) : []
    const runs = ({certain, start}: ShellCommand) => certain || asked.some(at => at.start <= start && start < at.end)
    for (const each of commands.flatMap(one => unwrapped(one, 0)).filter(runs)) {
      const go = readGoCommand(each)
      const at = line ?? text.slice(0, each.start).split('\n').length
      if (go) found.push({go, file, line: at})
      else found.push(...callsBehind(subject, run, each, depth - 1, budget))
      if (found.length > MOST_CALLS) return found
    }
  }
  return found
}

/** Functions of a script that its arguments name, as `./do.sh build` does: their bodies, up to a `}` at the left edge. */
function askedFunctions(text: string, {words}: ShellCommand): Range[] {
  const names = words.slice(1).map(word => word.text)
  return names
    .filter(name => /^[A-Za-z_]\w{0,60}$/.test(name))
    .slice(0, 10)
    .flatMap(name => {
      const start = new RegExp(`^(?:function )?${name} ?(?:\\(\\))? ?\\n?\\{`, 'm').exec(text)?.index ?? -1
      const end = text.indexOf('\n}', start)
      return start < 0 || end < 0 ? [] : [{start, end}]
    })
}

function folderOf({words, folder}: ShellCommand): string | null {
  const into = words.findIndex(({text}) => text === '-C')
  const to = into < 0 ? undefined : words[into + 1]?.text
  return to === undefined || folder === null ? folder : posix.join(folder, to)
}

/** `line` is null where that of the command in the text is the one of the file. */
type Script = {text: string; file: string; line: number | null}

function scriptsOf(subject: Subject, run: Run, command: ShellCommand): Script[] {
  const {model, context} = subject
  const make = readMakeCommand(model, context, run, command)
  if (make !== null) return recipeScripts(make).map(each => ({file: make.file, ...each}))
  const file = scriptFile(subject, run, command)
  const text = file === null ? null : context!.files.read(file)
  const isShell = text !== null && (/^#!.{0,80}\b(ba|da|a|k|z)?sh\b/.test(text) || file!.endsWith('.sh'))
  return isShell ? [{text, file: file!, line: null}] : []
}

/** The file of the context that `./build.sh` or `sh build.sh` runs. */
function scriptFile({model, context}: Subject, run: Run, {words, folder}: ShellCommand): string | null {
  const [program = '', ...rest] = words.map(({text}) => text)
  const isShell = /^(\/(usr\/)?bin\/)?(ba|da|a)?sh$/.test(program)
  const named = isShell ? rest.find(word => !word.startsWith('-')) : program.includes('/') ? program : undefined
  if (context === null || named === undefined || folder === null || named.includes(OPAQUE)) return null
  return contextFileAt(model, context, run, posix.resolve(folder, named))
}
