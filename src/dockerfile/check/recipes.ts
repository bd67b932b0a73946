/** What `make TARGET` of a RUN runs: the recipe of the target in the Makefile of the context, one level deep. */
import {posix} from 'node:path'
import {OPAQUE} from '../commands.ts'
import {readShell, type ShellCommand} from '../shell.ts'
import {contextPathOf} from './built.ts'
import {readGoCommand} from './go-command.ts'
import type {Model} from './model.ts'
import type {ContextFiles} from './rule.ts'
import {inPlace, type Run} from './run.ts'

/** GNU make's order (gnu.org/software/make/manual, "What Name to Give Your Makefile"). */
const NAMES = ['GNUmakefile', 'makefile', 'Makefile']
const ASSIGNMENT = /^(export\s+)?([A-Za-z_][\w.-]*)\s*(\?|:{1,3}|\+|!)?=\s*(.*)$/
/** Each reads and expands a file of 256 KiB again. */
const MOST_CALLS = 20
/** Of one line; variables made of variables multiply. */
const MOST_VARIABLES = 1000
const MOST_CONTINUED = 200

type Variable = {value: string; isExported: boolean; isDefault: boolean}
type Recipe = {line: number; text: string; mayFail: boolean}[]

/** The same model, in which recipes stand behind the `make` that runs them. Where no Makefile is known, nothing changes. */
export function withMakefiles(model: Model, context: ContextFiles | null): Model {
  if (context === null) return model
  let calls = 0
  const read = (run: Run): Run => {
    const commands = run.commands.flatMap(command =>
      isMake(command) && calls++ < MOST_CALLS ? [command, ...recipeOf(model, context, run, command)] : [command],
    )
    if (commands.length === run.commands.length) return run
    return {...run, commands, go: commands.flatMap(command => readGoCommand(command) ?? [])}
  }
  const stages = model.stages.map(stage => ({...stage, runs: stage.runs.map(read)}))
  return {...model, stages, target: stages[model.stages.indexOf(model.target)]!}
}

function isMake({words}: ShellCommand): boolean {
  return /^g?make$/.test(posix.basename(words[0]?.text ?? ''))
}

function recipeOf(model: Model, context: ContextFiles, run: Run, command: ShellCommand): ShellCommand[] {
  const [program, ...words] = command.words
  if (program === undefined || command.folder === null) return []
  const texts = words.map(({text}) => text)
  const given = new Map<string, string>()
  let [folder, file, target] = [command.folder, '', '']
  for (let at = 0; at < texts.length; at++) {
    const [, name, value] = /^([A-Za-z_]\w*):?=(.*)$/s.exec(texts[at]!) ?? []
    if (name !== undefined) given.set(name, value!)
    else if (texts[at] === '-C') folder = posix.resolve(folder, texts[++at] ?? '')
    else if (texts[at] === '-f') file = texts[++at] ?? ''
    else if (!texts[at]!.startsWith('-')) target ||= texts[at]!
    // Other options may take a word.
    else if (!/^-([skBiw]+|j\d*)$|^--[\w-]+(=.*)?$/.test(texts[at]!)) return []
  }
  const top = folder.includes(OPAQUE) ? null : contextPathOf(model, run, folder)
  if (top === null) return []
  const path = (file === '' ? NAMES : [file]).map(name => posix.join(top, name)).find(context.has)
  const text = path === undefined ? null : context.files.read(path)
  if (text === null || path === undefined) return []
  const {variables, recipe} = readMakefile(text, target)
  const environment = new Map(command.environment)
  const values = new Map(environment)
  for (const [name, {value, isExported, isDefault}] of variables) {
    const used = given.get(name) ?? (isDefault ? (environment.get(name) ?? value) : value)
    values.set(name, used)
    // What the environment had, it has with the new value.
    if (isExported || environment.has(name)) environment.set(name, expandMake(used, values))
  }
  // Variables of the command line are exported.
  for (const [name, value] of given) {
    values.set(name, value)
    environment.set(name, value)
  }
  return recipe.flatMap(({line, text: script, mayFail}) =>
    readShell(expandMake(script, values), {variables: environment, folder}).commands.map(each => ({
      ...inPlace(each, {start: program.start, end: program.end}, command.certain && !mayFail),
      origin: {file: path, line},
    })),
  )
}

/** Of a variable that is set twice, added to, or set under a condition, nobody knows the value here. */
function readMakefile(text: string, wanted: string): {variables: Map<string, Variable>; recipe: Recipe} {
  const variables = new Map<string, Variable>()
  let target = wanted
  let recipe: Recipe = []
  let isWanted = false
  let depth = 0
  const lines = text.split(/\r?\n/)
  for (let at = 0; at < lines.length; at++) {
    const line = at + 1
    let whole = lines[at]!
    const most = at + MOST_CONTINUED
    while (whole.endsWith('\\') && at < most && at + 1 < lines.length)
      whole = `${whole.slice(0, -1)} ${lines[++at]!.trimStart()}`
    if (whole.startsWith('\t')) {
      const [, marks = '', script = ''] = /^\s*([@+-]*)\s*(.*)$/s.exec(whole) ?? []
      if (isWanted) recipe.push({line, text: script, mayFail: marks.includes('-') || depth > 0})
      continue
    }
    if (/^\s*(ifn?eq|ifn?def)\b/.test(whole)) depth++
    if (/^\s*endif\b/.test(whole)) depth--
    const [, exported, name, kind, written] = ASSIGNMENT.exec(whole.trim()) ?? []
    if (name !== undefined) {
      const isKnown = depth === 0 && kind !== '+' && kind !== '!' && !variables.has(name)
      const value = isKnown ? written!.replace(/\s*#.*$/, '') : OPAQUE
      const before = variables.get(name)
      const isExported = exported !== undefined || before?.isExported === true
      variables.set(name, {value, isExported, isDefault: kind === '?'})
      continue
    }
    const names = targetsOf(whole)
    if (names === null) continue
    if (target === '' && !names[0]!.startsWith('.')) target = names[0]!
    isWanted = names.includes(target)
    if (isWanted) recipe = []
  }
  return {variables, recipe}
}

/** Names before the colon: no pattern, no variable. */
function targetsOf(line: string): string[] | null {
  const colon = line.indexOf(':')
  const names = colon < 0 ? '' : line.slice(0, colon).trim()
  return names !== '' && /^[\w./ -]+$/.test(names) ? names.split(/ +/) : null
}

/** `$(NAME)`, `${NAME}` and `$$`; functions, automatic variables and what nothing sets are known only to make. */
function expandMake(text: string, values: ReadonlyMap<string, string>, room = {left: MOST_VARIABLES}): string {
  if (room.left-- <= 0) return OPAQUE
  const expanded = text.replace(
    /\$\$|\$\((\w+)\)|\$\{(\w+)\}|\$\([^()]*\)|\$./g,
    (match, round?: string, curly?: string) => {
      if (match === '$$') return '$'
      // Its end is not looked for: nothing of the line is known.
      if (match === '$(' || match === '${') room.left = -1
      const value = values.get(round ?? curly ?? '')
      return value === undefined ? OPAQUE : expandMake(value.slice(0, 4096), values, room)
    },
  )
  return room.left < 0 || expanded.length > 65_536 ? OPAQUE : expanded
}
