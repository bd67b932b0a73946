/** A RUN with everything that rules ask of it. */
import {posix} from 'node:path'
import {type Instruction, type PlacedText, type Range, rangeIn} from '../instruction.ts'
import {OPAQUE} from '../opaque.ts'
import {expand, type Stage} from '../parse.ts'
import {type RunMount, readRunMount} from '../run-mount.ts'
import {readShell, type ShellCommand, type ShellWord} from '../shell.ts'
import {before, knownVariables, userAt, variablesAt, workdirAt} from '../stages.ts'
import {type GoCommand, readGoCommand} from './go-command.ts'

export type Run = {
  stage: Stage
  instruction: Instruction
  /** Ranges are those of the file. What runs behind `sh -c`, `env`, `time` and their like stands for itself. */
  commands: ShellCommand[]
  go: GoCommand[]
  mounts: (RunMount & {range: Range})[]
  /** `none`, `host` or empty. */
  network: string
  /** Where it starts; null when the file does not tell. */
  folder: string | null
  /** USER in force with variables put in, empty for that of the image. */
  user: string
  /** A shell that is not of the Bourne family, or an interpreter of its own: `commands` is empty. */
  isForeign: boolean
  /** Not all of the script could be read. */
  isBroken: boolean
}

const SHELL = /^(\/(usr\/)?bin\/)?(ba|da|a|k|z)?sh$/
/** Programs that run the rest of their words, with those of their own options that take a value. */
const WRAPPERS: Readonly<Record<string, RegExp>> = {
  ...{sudo: /^-[ughpCT]$/, env: /^-[uCS]$/, nice: /^-n$/, timeout: /^-[ks]$/, xargs: /^-[nPIELsd]$/},
  ...{time: /^-[of]$/, exec: /^-a$/, command: /^$/, nohup: /^$/, gosu: /^$/, 'su-exec': /^$/, ionice: /^-[cn]$/},
}

export function readRun(stage: Stage, instruction: Instruction, buildArgs: string[]): Run {
  const folder = workdirAt(stage, instruction, buildArgs)
  const variables = environmentAt(stage, instruction, buildArgs)
  const {script, words, isForeign} = scriptOf(stage, instruction)
  const start = {variables, folder}
  let commands: ShellCommand[] = []
  let isBroken = false
  if (words) commands = [execCommand(words, instruction, start)]
  else if (script) {
    const read = readShell(script.text, start)
    commands = read.commands.map(command => placed(command, script))
    isBroken = read.isBroken || read.runsOthers
  }
  commands = commands.flatMap(command => unwrapped(command, 0))
  return {
    ...{stage, instruction, commands, folder, isForeign, isBroken},
    go: commands.flatMap(command => readGoCommand(command) ?? []),
    mounts: instruction.flags
      .filter(flag => flag.name === 'mount')
      .map(flag => ({...readRunMount(flag.value, stage, instruction, buildArgs), range: flag})),
    network: instruction.flags.find(flag => flag.name === 'network')?.value ?? '',
    user: expand(userAt(stage, instruction), variablesAt(stage, instruction, buildArgs)),
  }
}

/** ENV and ARG in force. What only the command line or the platform tells is `OPAQUE`: it must not be taken for absent. */
function environmentAt(stage: Stage, instruction: Instruction, buildArgs: string[]): Map<string, string> {
  const known = knownVariables(stage, instruction, buildArgs)
  const open = new Set<string>()
  for (const {instruction: each} of before(stage, instruction)) {
    const {keyword, args} = each
    if (keyword !== 'ENV' && keyword !== 'ARG') continue
    const isPairs = keyword === 'ARG' || /^[\w.-]+=/.test(args)
    const written = keyword === 'ARG' ? /(?<!\S)([A-Za-z_]\w*)/g : /(?<!\S)([A-Za-z_]\w*)(?==)/g
    const names = isPairs ? [...args.matchAll(written)].map(([, name]) => name!) : args.split(/\s/, 1)
    const isOpen = [...args.matchAll(/\$\{?(\w+)/g)].some(([, name]) => open.has(name!))
    for (const name of names)
      if (isOpen || !known.has(name)) open.add(name)
      else open.delete(name)
  }
  return new Map([...known, ...[...open].map((name): [string, string] => [name, OPAQUE])])
}

/** The script of the shell form, or the words of the exec form. */
function scriptOf(
  stage: Stage,
  instruction: Instruction,
): {script: PlacedText | null; words: string[] | null; isForeign: boolean} {
  const {body, json, heredocs} = instruction
  const nothing = {script: null, words: null}
  if (json) return {...nothing, words: json, isForeign: false}
  const shell = before(stage, instruction).findLast(({instruction: each}) => each.keyword === 'SHELL' && each.json)
  if (shell && !SHELL.test(shell.instruction.json![0] ?? '')) return {...nothing, isForeign: true}
  const [first] = heredocs
  if (first && /^\d*<<-?\S+$/.test(body.text)) {
    const isForeign = /^#!(?!.*\b(ba|da|a)?sh\b)/.test(first.body.text)
    return {words: null, script: isForeign ? null : first.body, isForeign}
  }
  return {words: null, script: withHeredocs(body, heredocs), isForeign: false}
}

/** The shell reads their lines after the first one, as the file has them. */
function withHeredocs(body: PlacedText, heredocs: Instruction['heredocs']): PlacedText {
  const pieces = [body.text]
  const offsets = body.offsets.slice(0, -1)
  const end = body.offsets.at(-1)!
  for (const {name, body: lines} of heredocs) {
    pieces.push('\n', lines.text, name)
    offsets.push(end, ...lines.offsets.slice(0, -1))
    for (let index = 0; index < name.length; index++) offsets.push(lines.offsets.at(-1)!)
  }
  return {text: pieces.join(''), offsets: [...offsets, heredocs.at(-1)?.body.offsets.at(-1) ?? end]}
}

function execCommand(
  words: string[],
  {body}: Instruction,
  {variables, folder}: {variables: ReadonlyMap<string, string>; folder: string | null},
) {
  const range = rangeIn(body, 0, body.text.length)
  return {
    ...range,
    words: words.map(word => ({text: word, raw: word, variables: [], ...range})),
    ...{assignments: [], redirects: [], certain: true, pipedTo: null, folder, environment: variables},
  } satisfies ShellCommand
}

/** The same with ranges of the file. */
function placed(command: ShellCommand, script: PlacedText): ShellCommand {
  const at = <Part extends Range>(value: Part): Part => ({...value, ...rangeIn(script, value.start, value.end)})
  return Object.assign(command, {
    ...rangeIn(script, command.start, command.end),
    words: command.words.map(at),
    assignments: command.assignments.map(each => ({...at(each), value: at(each.value)})),
    redirects: command.redirects.map(each => ({...each, target: each.target && at(each.target)})),
  })
}

/** What `sh -c '…'`, `env A=1 …` and their like run, in their place; a pipe leads on from the last of it. */
export function unwrapped(command: ShellCommand, depth: number): ShellCommand[] {
  const [program, ...rest] = command.words
  const name = program === undefined ? '' : posix.basename(program.text)
  if (depth > 4) return [command]
  if (SHELL.test(name) && /^-\w*c$/.test(rest.find(word => !/^-o$|^pipefail$/.test(word.text))?.text ?? '')) {
    const at = rest.findIndex(word => /^-\w*c$/.test(word.text))
    const script = rest[at + 1]
    if (script === undefined) return [command]
    const inner = readShell(script.text, {variables: command.environment, folder: command.folder}).commands
    const range = {start: script.start, end: script.end}
    return inner.flatMap(each => unwrapped(inPlace(each, range, command.certain), depth + 1))
  }
  const values = Object.hasOwn(WRAPPERS, name) ? WRAPPERS[name]! : null
  if (values === null) return [command]
  let at = 0
  const added = new Map<string, string>()
  while (at < rest.length) {
    const {text} = rest[at]!
    const [, variable, value] = /^([A-Za-z_]\w*)=(.*)$/s.exec(text) ?? []
    // `env $OPTIONS A=1 …`: a variable alone is more of the same, or nothing.
    const isOptions = text.startsWith('-') || (text === OPAQUE && name === 'env')
    if (variable !== undefined && name !== 'xargs') added.set(variable, value!)
    else if (!isOptions) break
    at += values.test(text) ? 2 : 1
  }
  // `timeout 5m …` has a word of its own before the program.
  const words = rest.slice(name === 'timeout' || name === 'gosu' || name === 'su-exec' ? at + 1 : at)
  if (words.length === 0) return [command]
  const environment = added.size === 0 ? command.environment : new Map([...command.environment, ...added])
  return unwrapped({...command, words, environment}, depth + 1)
}

/** A command of an inner script has no place of its own in the file: that of the word stands for it. */
export function inPlace(command: ShellCommand, range: Range, certain: boolean): ShellCommand {
  const at = (word: ShellWord): ShellWord => ({...word, ...range})
  return Object.assign(command, {
    ...range,
    words: command.words.map(at),
    assignments: command.assignments.map(each => ({...each, ...range, value: at(each.value)})),
    certain: command.certain && certain,
  })
}
