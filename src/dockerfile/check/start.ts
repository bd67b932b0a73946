/** How containers of the image start: as whom, in which folder, with which program. */
import {type Instruction, type Range, rangeIn} from '../instruction.ts'
import {expand, lineage, type Stage} from '../parse.ts'
import {before, unknownVariable, variablesAt, workdirAt} from '../stages.ts'
import type {BaseImage} from './image.ts'
import type {Model, StageModel} from './model.ts'

/** The ENTRYPOINT and CMD in force; CMD is none where a later stage has an ENTRYPOINT of its own. */
export function startOf({stage}: StageModel): {entrypoint: Instruction | null; command: Instruction | null} {
  const all = before(stage, null)
  const last = (keyword: string) => all.findLast(({instruction}) => instruction.keyword === keyword) ?? null
  const entrypoint = last('ENTRYPOINT')
  const command = last('CMD')
  const isReset =
    entrypoint && command && entrypoint.stage !== command.stage && all.indexOf(command) < all.indexOf(entrypoint)
  return {entrypoint: entrypoint?.instruction ?? null, command: isReset ? null : (command?.instruction ?? null)}
}

/** The words that start the program; null for the shell form, and when there is nothing. */
export function startWords(target: StageModel): {words: string[]; instruction: Instruction} | null {
  const {entrypoint, command} = startOf(target)
  const instruction = entrypoint ?? command
  if (!instruction?.json || instruction.json.length === 0) return null
  return {words: entrypoint ? [...instruction.json, ...(command?.json ?? [])] : instruction.json, instruction}
}

/** tini and dumb-init start what stands behind them. */
export function programIndex(words: readonly string[]): number {
  if (!/(^|\/)(tini|dumb-init|catatonit)$/.test(words[0] ?? '')) return 0
  return words.findIndex((word, index) => index > 0 && !word.startsWith('-'))
}

/** The folder that it is started in; null when neither the file nor the image tells. */
export function startFolder(model: Model, {stage, image}: StageModel): string | null {
  const written = workdirAt(stage, null, model.buildArgs)
  if (written !== null || before(stage, null).some(({instruction}) => instruction.keyword === 'WORKDIR')) return written
  return folderOf(image)
}

/** GoogleContainerTools/distroless, base/base.bzl: the user nonroot starts in its home. */
function folderOf({kind, user}: BaseImage): string | null {
  if (kind === 'distroless') return user === '0' ? '/' : '/home/nonroot'
  return /^(scratch|alpine|debian|ubuntu|busybox)$/.test(kind) ? '/' : null
}

export type ImageUser = {
  /** With variables put in, `USER:GROUP` as written; null when it is not known. */
  user: string | null
  /** The USER instruction that says so; null for the image's own. */
  instruction: Instruction | null
  /** An ARG without a default that USER is nothing but; null for none. */
  open: string | null
}

export function userOf(model: Model, {stage, image}: StageModel): ImageUser {
  const last = before(stage, null).findLast(({instruction}) => instruction.keyword === 'USER')
  if (last === undefined) return {user: image.user, instruction: null, open: null}
  const {instruction, stage: at} = last
  if (unknownVariable(instruction.args, at, instruction, model.buildArgs) !== null)
    return {user: null, instruction, open: null}
  const user = expand(instruction.args, variablesAt(at, instruction, model.buildArgs))
  // An ARG without a default is for whoever builds to give.
  if (user.split(':')[0] !== '') return {user, instruction, open: null}
  return {user: null, instruction, open: /^\$\{?(\w+)\}?$/.exec(instruction.args)?.[1] ?? null}
}

/** The image that FROM names. */
export function imageRange({from}: Stage): Range {
  return rangeIn(from.body, 0, /^\S*/.exec(from.body.text)![0].length)
}

/** The FROM of the image at the bottom. */
export function baseRange(stage: Stage): Range {
  return imageRange(lineage(stage).at(-1)!)
}

/** Everything behind keyword and flags. */
export function bodyRange({body}: Instruction): Range {
  return rangeIn(body, 0, body.text.length)
}

/** A word of the JSON form with its quotes. */
export function jsonWordRange({body}: Instruction, index: number): Range | null {
  const match = [...body.text.matchAll(/"(?:[^"\\]|\\.)*"/g)][index]
  return match === undefined ? null : rangeIn(body, match.index, match.index + match[0].length)
}

export type StartedProgram = {word: string; at: Range; instruction: Instruction}

/** The program that containers start, and where its word is. */
export function startedProgram({model}: {model: Model}): StartedProgram | null {
  const start = startWords(model.target)
  if (start === null) return plainProgram(model.target)
  const index = programIndex(start.words)
  const word = start.words[index] ?? ''
  const at = jsonWordRange(start.instruction, index)
  return at === null || word === '' || word.includes('$') ? null : {word, at, instruction: start.instruction}
}

/** The shell form of one path with plain words behind it: the shell finds it as the exec form does. */
function plainProgram(target: StageModel): StartedProgram | null {
  const {entrypoint, command} = startOf(target)
  const instruction = entrypoint ?? command
  if (!instruction || instruction.json) return null
  const [, before = '', word] = /^(exec\s+)?(\.{0,2}\/[\w./-]+)(\s+[\w./:=@,-]+)*$/.exec(instruction.body.text) ?? []
  if (word === undefined) return null
  return {word, at: rangeIn(instruction.body, before.length, before.length + word.length), instruction}
}
