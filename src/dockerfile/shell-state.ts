/** What is in force at a point of a shell script: its folder and its variables. Values are replaced, never changed. */
import {posix} from 'node:path'
import {OPAQUE} from './opaque.ts'
import type {ShellAssignment, ShellWord} from './shell-words.ts'

export type ShellState = {
  /** Null when it cannot be followed. */
  folder: string | null
  /** What a program is started with. */
  exported: ReadonlyMap<string, string>
  /** Of the shell alone. */
  own: ReadonlyMap<string, string>
}

export function variableOf({own, exported}: ShellState, name: string): string | undefined {
  return own.get(name) ?? exported.get(name)
}

/** What a command changes for those after it; with `forgets`, all that it sets is unknown from then on. */
export function afterCommand(
  state: ShellState,
  {words, assignments}: {words: readonly ShellWord[]; assignments: readonly ShellAssignment[]},
  forgets: boolean,
): ShellState {
  const [program, ...rest] = words.map(word => word.text)
  const known = (name: string, value: string): Pair => [name, forgets ? OPAQUE : value]
  const set = assignments.map(({name, value}) => known(name, value.text))
  const now = program === undefined || forgets ? withVariables(state, set) : state
  if (program === undefined) return now
  if (program === 'export') return withExported(now, declared(now, rest, known))
  if (/^(declare|local|readonly)$/.test(program)) return withVariables(now, declared(now, rest, known))
  if (program === 'unset') return withoutVariables(now, rest)
  if (program === 'read')
    return withVariables(
      now,
      rest.map((name): Pair => [name, OPAQUE]),
    )
  return /^(cd|pushd|popd)$/.test(program) ? inFolder(now, program, rest) : now
}

/** `NAME=value`, and `NAME` of a variable that the shell has. */
function declared({own}: ShellState, words: readonly string[], known: (name: string, value: string) => Pair): Pair[] {
  return words
    .filter(word => !word.startsWith('-'))
    .flatMap(word => {
      const at = word.indexOf('=')
      const name = at < 0 ? word : word.slice(0, at)
      const value = at < 0 ? own.get(name) : word.slice(at + 1)
      return value === undefined ? [] : [known(name, value)]
    })
}

type Pair = readonly [name: string, value: string]

/** `NAME=value` alone: exported variables stay exported. */
export function withVariables(state: ShellState, pairs: readonly Pair[]): ShellState {
  const isExported = ([name]: Pair) => state.exported.has(name)
  const own = pairs.filter(pair => !isExported(pair))
  const changed = own.length === 0 ? state : {...state, own: new Map([...state.own, ...own])}
  return own.length === pairs.length ? changed : withExported(changed, pairs.filter(isExported))
}

function withExported(state: ShellState, pairs: readonly Pair[]): ShellState {
  const names = pairs.map(([name]) => name)
  return {...state, own: without(state.own, names), exported: new Map([...state.exported, ...pairs])}
}

function withoutVariables(state: ShellState, names: readonly string[]): ShellState {
  return {...state, own: without(state.own, names), exported: without(state.exported, names)}
}

function without(variables: ReadonlyMap<string, string>, names: readonly string[]): ReadonlyMap<string, string> {
  if (!names.some(name => variables.has(name))) return variables
  const rest = new Map(variables)
  for (const name of names) rest.delete(name)
  return rest
}

/** `cd` and its like. */
function inFolder(state: ShellState, program: string, words: readonly string[]): ShellState {
  const to = program === 'popd' ? undefined : words.find(word => !word.startsWith('-') || word === '-')
  if (to === undefined || to === '-' || to.includes(OPAQUE)) return {...state, folder: null}
  if (to.startsWith('/')) return {...state, folder: posix.normalize(to)}
  return {...state, folder: state.folder === null ? null : posix.join(state.folder, to)}
}

/** What ran in between may not have run: only what it did not change is still known. */
export function blended(before: ShellState, after: ShellState): ShellState {
  return {
    folder: before.folder === after.folder ? after.folder : null,
    exported: blendedVariables(before.exported, after.exported),
    own: blendedVariables(before.own, after.own),
  }
}

function blendedVariables(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  if (before === after) return after
  const names = new Set([...before.keys(), ...after.keys()])
  const changed = [...names].filter(name => before.get(name) !== after.get(name))
  return new Map([...after, ...changed.map((name): [string, string] => [name, OPAQUE])])
}
