/** COPY of what `go build` was told to write. */
import {posix} from 'node:path'
import {isAtOrBelow} from '../../go/below.ts'
import {builtPrograms} from '../check/built.ts'
import {type Copy, clean, landsAt} from '../check/copy.ts'
import {replace} from '../check/edits.ts'
import {makesProgram} from '../check/go-command.ts'
import {modelOf} from '../check/model.ts'
import type {Problem, Rule, Subject} from '../check/rule.ts'
import {makesNoOtherFiles} from '../check/stage-files.ts'
import {wordsOf} from '../check/words.ts'
import {lineage, type Stage} from '../parse.ts'
import {unknownVariable} from '../stages.ts'

const otherPath: Rule = {
  id: 'A-03',
  severity: 'error',
  title: 'COPY takes a program from where the stage does not write it',
  why: 'COPY of a path that the stage does not have stops the build.',
  source: 'https://docs.docker.com/reference/dockerfile/#copy---from',
  find: subject =>
    subject.model.stages
      .filter(({isReached}) => isReached)
      .flatMap(({copies}) => copies)
      .flatMap(copy => (copy.origin.kind === 'stage' ? problemsOf(subject, copy, copy.origin.stage) : [])),
}

function problemsOf(subject: Subject, copy: Copy, from: Stage): Problem[] {
  const {model} = subject
  const {instruction, stage} = copy
  if (unknownVariable(instruction.args, stage, instruction, model.buildArgs) !== null) return []
  const outputs = outputsOf(subject, from)
  if (outputs === null || outputs.length === 0) return []
  return copy.sources.flatMap(source => {
    const path = clean(`/${source}`)
    if (/[*?[]/.test(source) || outputs.some(({output}) => isAtOrBelow(output, path))) return []
    const meant = outputs.find(({output}) => isLike(output, path))
    if (meant === undefined || mayBeThere(subject, from, path)) return []
    const {line} = meant.run.instruction
    const word = wordsOf(instruction).find(({text}) => clean(`/${text}`) === path)
    const problem: Problem = {
      at: word ?? instruction,
      message: `${path} is not in ${from.name ? `stage ${from.name}` : 'that stage'}: line ${line} writes ${meant.output}, so that this COPY stops the build`,
      remedy: `Copy ${meant.output}`,
      evidence: [{file: subject.file, line}],
    }
    // Under another name the program could be one that ENTRYPOINT does not find.
    const keepsName = !copy.intoFolder || posix.basename(meant.output) === posix.basename(path)
    if (word === undefined || outputs.length > 1 || !keepsName) return [problem]
    return [{...problem, fix: {title: `Copy ${meant.output}`, edits: [replace(word, meant.output)]}}]
  })
}

/** Everything that `go build` and `go install` write in the stage; null when that is not known for certain. */
function outputsOf({model, context}: Subject, from: Stage) {
  const chain = lineage(from)
  if (modelOf(model, from).image.kind !== 'golang' || !makesNoOtherFiles(model, from)) return null
  const commands = chain.flatMap(stage => modelOf(model, stage).runs.flatMap(({go}) => go.filter(makesProgram)))
  const isKnown = commands.every(({verb, args, command}) => {
    if (!command.certain || args.some(({text}) => text.endsWith('...'))) return false
    // Of another platform's program, `go install` makes a folder of its own: GOPATH/bin/linux_arm64.
    return verb === 'build' || (verb === 'install' && !['GOOS', 'GOARCH'].some(name => command.environment.has(name)))
  })
  if (!isKnown) return null
  const programs = builtPrograms(model, context).filter(({run}) => chain.includes(run.stage))
  const outputs = programs.flatMap(({output, run}) => (output === null ? [] : [{output, run}]))
  return outputs.length === programs.length ? outputs : null
}

/** The same name elsewhere, or another name in the same folder: what else would be copied of it is not for us. */
function isLike(output: string, path: string): boolean {
  return posix.basename(output) === posix.basename(path) || posix.dirname(output) === posix.dirname(path)
}

/** Folders of the official image. */
const OF_IMAGE = /^\/((go(\/(bin|src|pkg(\/mod)?))?|root|home)$|(etc|usr|lib\d*|s?bin|opt|var|tmp|dev|proc|sys)(\/|$))/

/** A file of the image, or one that a COPY, WORKDIR or mkdir of the stage may make. */
function mayBeThere({model, context}: Subject, from: Stage, path: string): boolean {
  if (OF_IMAGE.test(path) && !path.startsWith('/usr/local/bin/')) return true
  const models = lineage(from).map(stage => modelOf(model, stage))
  const folders = models.flatMap(({runs}) => runs.map(({folder}) => folder))
  const words = models.flatMap(({runs}) => runs.flatMap(({commands}) => commands.flatMap(command => command.words)))
  if (folders.includes(path) || words.some(({text}) => clean(text) === path)) return true
  return models
    .flatMap(({copies}) => copies)
    .some(copy => {
      const {origin, destination, sources} = copy
      if (destination === null || isAtOrBelow(destination, path)) return true
      if (!isAtOrBelow(path, destination) && destination !== '/') return false
      if (origin.kind !== 'context' || context === null || sources.some(source => UNUSUAL.test(source))) return true
      return sources.some(source => {
        const top = clean(`/${source}`).slice(1)
        const inside = [posix.join(top, posix.relative(destination, path)), top]
        return inside.some(each => context.files.kind(each) !== null && landsAt(copy, each) === path)
      })
    })
}

/** Sources of COPY and ADD that are no plain path. */
const UNUSUAL = /[*?[]|:\/\/|^git@/

export const OUTPUT_RULES: readonly Rule[] = [otherPath]
