/** Go commands of a RUN: its own, and those that `make` and scripts of the context run for it. */
import type {Evidence} from '../../go/project.ts'
import {type GoCommand, rangeOf, readGoCommand} from '../check/go-command.ts'
import type {Subject} from '../check/rule.ts'
import type {Run} from '../check/run.ts'
import type {Range} from '../instruction.ts'
import {OPAQUE} from '../opaque.ts'
import type {ShellCommand} from '../shell.ts'
import {type CommandBehind, follow} from './follow.ts'

export type GoBehind = Omit<CommandBehind, 'command'> & {run: Run; go: GoCommand}

/** Those of make and scripts alone, in the order in which they may run. */
export function goBehind(subject: Pick<Subject, 'model' | 'context'>, run: Run): GoBehind[] {
  return follow(subject, run).commands.flatMap(({command, ...place}) => {
    const go = readGoCommand(command)
    return go === null ? [] : [{run, go, ...place}]
  })
}

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
  /** It has words that only make knows, which may be flags. */
  hasUnknown: boolean
}

const known = new WeakMap<Subject, Map<Run, GoCall[]>>()

/** In the order in which they run. Of scripts those that run for certain, or that an argument of the call names. */
export function goCalls(subject: Subject, run: Run): GoCall[] {
  const ofSubject = known.get(subject) ?? new Map<Run, GoCall[]>()
  known.set(subject, ofSubject)
  const before = ofSubject.get(run)
  if (before !== undefined) return before
  const behind = goBehind(subject, run).filter(({go}) => go.command.certain)
  const calls = run.commands.flatMap(by => {
    const own = run.go.find(({command}) => command === by)
    if (own) return [{go: own, by, at: rangeOf(own), says: `\`go ${own.verb}\``, evidence: [], hasUnknown: false}]
    return behind
      .filter(({via}) => via === by)
      .map(({go, file, line}) => ({
        ...{go: withoutUnknown(go), by, evidence: [{file, line}]},
        hasUnknown: go.command.words.some(({text}) => text.startsWith(OPAQUE)),
        at: {start: by.words[0]!.start, end: by.words.at(-1)!.end},
        says: `\`${calledAs(by)}\`, which runs \`go ${go.verb}\` (${file}:${line}),`,
      }))
  })
  ofSubject.set(run, calls)
  return calls
}

/** Read again without words that only make knows: flags mostly, and never what says whether it compiles. */
function withoutUnknown(go: GoCommand): GoCommand {
  const {command} = go
  const words = command.words.filter(({text}) => text !== OPAQUE)
  return words.length === command.words.length ? go : (readGoCommand({...command, words}) ?? go)
}

/** A command as a person would call it: its program and the first plain word. */
export function calledAs({words}: ShellCommand): string {
  const [program = '', ...rest] = words.map(({text}) => text)
  const target = rest.find(word => /^[\w./-]+$/.test(word) && !word.startsWith('-'))
  return [program, ...(target === undefined ? [] : [target])].join(' ').replaceAll(OPAQUE, '…')
}
