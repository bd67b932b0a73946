/** What the instructions that a build reaches ask of its context: BuildKit sends that, and nothing else. */
import {posix} from 'node:path'
import {isAtOrBelow} from '../../go/below.ts'
import {type IgnoreFile, readIgnoreFile} from '../ignored.ts'
import {type Instruction, type Range, rangeIn} from '../instruction.ts'
import {expand, type Stage} from '../parse.ts'
import {mountFields, unknownVariable, variablesAt} from '../stages.ts'
import {clean, coveredBy, readCopy} from './copy.ts'
import type {Model} from './model.ts'

export type ContextUse = {
  stage: Stage
  instruction: Instruction
  /** The word that names the source, or the flag of the mount. */
  at: Range
  /** Relative to the context, wildcards as written, `.` for all of it; null when it depends on what is not known. */
  source: string | null
  isMount: boolean
  /** What `--exclude` takes out of it. */
  excludes: IgnoreFile
}

const ELSEWHERE = /^(https?|git|ssh):\/\/|^git@/

/** A dozen rules ask for them. */
const known = new WeakMap<Model, readonly ContextUse[]>()

/** In the order of the file, one for each source. */
export function contextUses(model: Model): readonly ContextUse[] {
  const uses = known.get(model) ?? readUses(model)
  known.set(model, uses)
  return uses
}

function readUses(model: Model): ContextUse[] {
  return model.stages
    .filter(({isReached}) => isReached)
    .flatMap(({stage}) => stage.instructions.flatMap(instruction => usesOf(model, stage, instruction)))
}

function usesOf(model: Model, stage: Stage, instruction: Instruction): ContextUse[] {
  const {keyword} = instruction
  if (keyword === 'RUN') return mountsOf(model, stage, instruction)
  if (keyword !== 'COPY' && keyword !== 'ADD') return []
  const {origin} = readCopy(model.dockerfile, stage, instruction, model.buildArgs)
  if (origin.kind !== 'context') return []
  const excluded = instruction.flags.filter(({name}) => name === 'exclude').map(({value}) => value)
  const excludes = readIgnoreFile(excluded.join('\n'))
  return sourceWords(instruction)
    .filter(({text}) => !ELSEWHERE.test(text))
    .map(({text, ...at}) => ({
      ...{stage, instruction, at, isMount: false, excludes},
      source: knownPath(text, model, stage, instruction),
    }))
}

function mountsOf(model: Model, stage: Stage, instruction: Instruction): ContextUse[] {
  return instruction.flags.flatMap(flag => {
    const fields = mountFields(flag.value)
    if (flag.name !== 'mount' || (fields.get('type') ?? 'bind') !== 'bind' || fields.has('from')) return []
    const source = knownPath(fields.get('source') ?? fields.get('src') ?? '.', model, stage, instruction)
    return [{stage, instruction, at: flag, source, isMount: true, excludes: () => null}]
  })
}

/** Sources of COPY and ADD as written, quotes taken off. */
function sourceWords({body, json}: Instruction): (Range & {text: string})[] {
  if (json) return json.slice(0, -1).map(text => ({text, ...rangeIn(body, 0, body.text.length)}))
  return [...body.text.matchAll(/\S+/g)]
    .map(match => ({
      text: match[0].replace(/^(["'])(.*)\1$/, '$2'),
      ...rangeIn(body, match.index, match.index + match[0].length),
    }))
    .slice(0, -1)
    .filter(({text}) => !/^\d*<</.test(text))
}

function knownPath(written: string, {buildArgs}: Model, stage: Stage, instruction: Instruction): string | null {
  if (unknownVariable(written, stage, instruction, buildArgs) !== null) return null
  const variables = variablesAt(stage, instruction, buildArgs)
  // An ARG without a default is for the command line to give.
  if ([...written.matchAll(/\$\{?(\w+)/g)].some(([, name]) => !variables.get(name!))) return null
  const path = expand(written, variables)
  return clean(posix.join('/', path.replace(/\/\.\//, '/'))).slice(1) || '.'
}

/** It takes the context as a whole. */
export function isWhole({source}: Pick<ContextUse, 'source'>): boolean {
  return source === '.' || source === '*' || source === '**'
}

/** It brings this path of the context, or something below it. */
export function brings(use: ContextUse, path: string): boolean {
  const {source, excludes} = use
  if (source === null || excludes(path) !== null) return false
  return isWhole(use) || coveredBy(source, path) !== null || isAtOrBelow(source, path)
}
