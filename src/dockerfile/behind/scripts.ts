/** Shell scripts of the repository that a RUN starts. */
import {posix} from 'node:path'
import type {Model} from '../check/model.ts'
import type {ContextFiles} from '../check/rule.ts'
import type {Run} from '../check/run.ts'
import type {Range} from '../instruction.ts'
import {OPAQUE} from '../opaque.ts'
import type {ShellCommand} from '../shell.ts'
import {contextFileAt} from './context-file.ts'

const MOST_TEXT = 100_000

export function isShell(program: string): boolean {
  return /^(ba|da|a|k|z)?sh$/.test(posix.basename(program))
}

/** The file of the context that `./build.sh` or `sh build.sh` runs; null when it is not known, or no script of a shell. */
export function scriptOf(
  model: Model,
  context: ContextFiles,
  run: Run,
  {words, folder}: ShellCommand,
): {file: string; text: string} | null {
  const [program = '', ...rest] = words.map(({text}) => text)
  const name = isShell(program) ? rest.find(word => !/^[-+]/.test(word)) : program.includes('/') ? program : undefined
  if (name === undefined || folder === null || name.includes(OPAQUE)) return null
  const file = contextFileAt(model, context, run, posix.resolve(folder, name))
  const text = file === null ? null : context.files.read(file)
  // Without a first line that says otherwise it is the shell that reads it.
  if (
    text === null ||
    text.length > MOST_TEXT ||
    text.includes('\0') ||
    /^#!(?!.{0,80}\b(ba|da|a|k|z)?sh\b)/.test(text)
  )
    return null
  return {file: file!, text}
}

/** A script calls a function that calls a function. */
const MOST_ASKED = 20

const FUNCTION = /^(?:function )?([A-Za-z_]\w{0,60}) ?(?:\(\))? ?\n?\{/gm

/**
 * Functions of a script that its arguments name, as `./do.sh build` does, and those that these call: their bodies, up to a
 * `}` at the left edge.
 */
export function askedFunctions(text: string, {words}: ShellCommand, commands: readonly ShellCommand[]): Range[] {
  const bodies = new Map<string, Range>()
  for (const {1: name = '', index} of text.matchAll(FUNCTION)) {
    const end = text.indexOf('\n}', index)
    if (end > 0 && !bodies.has(name)) bodies.set(name, {start: index, end})
  }
  const asked = new Set<Range>()
  let names = words.slice(1).map(word => word.text)
  while (names.length > 0 && asked.size < MOST_ASKED) {
    const found = new Set(names.flatMap(name => bodies.get(name) ?? []).filter(range => !asked.has(range)))
    for (const range of found) asked.add(range)
    const inside = commands.filter(({start}) => [...found].some(range => isIn(range, start)))
    names = inside.flatMap(each => each.words[0]?.text ?? [])
  }
  return [...asked]
}

export function isIn({start, end}: Range, offset: number): boolean {
  return start <= offset && offset < end
}
