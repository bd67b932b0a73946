/** `make TARGET` in a RUN, with the Makefile of the context that it reads. */
import {posix} from 'node:path'
import {clean} from '../check/copy.ts'
import type {Model} from '../check/model.ts'
import type {ContextFiles} from '../check/rule.ts'
import type {Run} from '../check/run.ts'
import {OPAQUE} from '../opaque.ts'
import type {ShellCommand} from '../shell.ts'
import {contextFileAt} from './context-file.ts'
import {type Makefile, readMakefile, withIncluded} from './makefile.ts'

export type MakeCommand = {
  command: ShellCommand
  targets: string[]
  /** `NAME=value` among its words, which win over the Makefile. */
  given: ReadonlyMap<string, string>
  /** Relative to the context. */
  file: string
  makefile: Makefile
  /** Where it works, in the stage. */
  folder: string
  /** It is up to date unless what it needs is newer, which a checkout does not tell. */
  isFile: (target: string) => boolean
}

const MOST_INCLUDES = 10

/** Null for another program, and where the Makefile is not known: `-f` is not followed. */
export function readMakeCommand(
  model: Model,
  context: ContextFiles,
  run: Run,
  command: ShellCommand,
): MakeCommand | null {
  const [program, ...rest] = command.words.map(({text}) => text)
  if (program === undefined || !/^g?make$/.test(posix.basename(program))) return null
  if (command.folder === null) return null
  const into = rest.indexOf('-C')
  const folder = clean(posix.join(command.folder, into < 0 ? '.' : (rest[into + 1] ?? '.')))
  const words = rest.filter((word, index) => !word.startsWith('-') && (into < 0 || index !== into + 1))
  if (rest.some(word => /^(-f|--file|--makefile|-e|--environment-overrides)/.test(word)) || folder.includes(OPAQUE))
    return null
  // The order of GNU make.
  const file = ['GNUmakefile', 'makefile', 'Makefile']
    .map(name => contextFileAt(model, context, run, posix.join(folder, name)))
    .find(path => path !== null)
  const text = file == null ? null : context.files.read(file)
  if (text === null || file == null) return null
  const given = new Map(words.filter(word => word.includes('=')).map(word => pair(word)))
  const makefile = wholeMakefile(model, context, run, {text, folder})
  const phony = new Set(makefile.rules.get('.PHONY')?.needs)
  const isFile = (target: string) =>
    !phony.has(target) && context.files.kind(posix.join(posix.dirname(file), target)) === 'file'
  const asked = words.filter(word => !word.includes('=')).map(word => targetLike(word, makefile))
  const targets = asked.filter(target => target !== null)
  return targets.length < asked.length ? null : {command, targets, given, folder, file, makefile, isFile}
}

/** Several rules ask, and a RUN may call make many times. */
const known = new WeakMap<Run, Map<string, Makefile>>()

function wholeMakefile(
  model: Model,
  context: ContextFiles,
  run: Run,
  {text, folder}: {text: string; folder: string},
): Makefile {
  const ofRun = known.get(run) ?? new Map<string, Makefile>()
  known.set(run, ofRun)
  const before = ofRun.get(folder)
  if (before !== undefined) return before
  const own = readMakefile(text)
  const included = own.includes.slice(0, MOST_INCLUDES).flatMap(name => {
    const path = contextFileAt(model, context, run, clean(posix.join(folder, name)))
    const content = path === null ? null : context.files.read(path)
    return path === null || content === null ? [] : [{name, file: path, text: content}]
  })
  const whole = withIncluded(own, included)
  ofRun.set(folder, whole)
  return whole
}

/** Of `build-$TARGETARCH` the first target of that form: they differ in what they compile for. Null for none. */
function targetLike(word: string, {rules}: Makefile): string | null {
  const [start = '', end, ...more] = word.split(OPAQUE)
  if (end === undefined) return word
  const like = (name: string) => name.length > start.length + end.length && name.startsWith(start) && name.endsWith(end)
  return start === '' || more.length > 0 ? null : ([...rules.keys()].find(like) ?? null)
}

function pair(word: string): [name: string, value: string] {
  const at = word.indexOf('=')
  return [word.slice(0, at).replace(/[:?+]$/, ''), word.slice(at + 1)]
}
