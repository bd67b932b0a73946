/** Which of the compiled programs become part of the image, and where. */
import {lineage, type Stage} from '../parse.ts'
import type {BuiltProgram} from './built.ts'
import {type Copy, landsAt} from './copy.ts'
import {type GoCommand, makesProgram} from './go-command.ts'
import {type Model, modelOf} from './model.ts'
import type {Subject} from './rule.ts'
import type {Run} from './run.ts'

export type Shipped = {
  run: Run
  go: GoCommand
  program: BuiltProgram | null
  /** In the image; null when only the stage is known that it comes from. */
  path: string | null
  /** The last instruction that brings it; null when it is compiled in the stage that becomes the image. */
  copy: Copy | null
}

/**
 * Programs that the target has for certain, one entry for each place. A command whose output the file does not tell
 * counts where it is the only one that the target can have its program from.
 */
export function shippedPrograms({model, programs}: Pick<Subject, 'model' | 'programs'>): Shipped[] {
  const {stage} = model.target
  const found = programs.flatMap(program => {
    const {run, go, output} = program
    return output === null
      ? []
      : placesIn(model, stage, run.stage, output, new Map()).map(at => ({run, go, program, ...at}))
  })
  if (found.length > 0) return found
  const makers = model.stages
    .filter(({isReached}) => isReached)
    .flatMap(({runs}) => runs.flatMap(run => run.go.filter(isOfTheProject).map(go => ({run, go}))))
  const [only, ...others] = makers
  if (only === undefined || others.length > 0) return []
  const copy = copiesInto(model, stage).find(
    ({origin}) => origin.kind === 'stage' && lineage(origin.stage).includes(only.run.stage),
  )
  const isOwn = lineage(stage).includes(only.run.stage)
  const program = programs.find(({go}) => go === only.go) ?? null
  // With its place known it would have been found, had it been copied.
  if (program?.output != null || (copy === undefined && !isOwn)) return []
  return [{...only, program, path: null, copy: copy ?? null}]
}

function isOfTheProject(go: GoCommand): boolean {
  return makesProgram(go) && go.verb !== 'test' && !go.args.some(({text}) => text.includes('@'))
}

type Place = Pick<Shipped, 'path' | 'copy'> & {path: string}

/** More places than a program is ever copied to. */
const MOST_PLACES = 50

/** `known` has the places in stages that were looked at: each is asked once, however many copies lead to it. */
function placesIn(model: Model, stage: Stage, from: Stage, path: string, known: Map<Stage, Place[]>): Place[] {
  const before = known.get(stage)
  if (before !== undefined) return before
  const found = new Map<string, Place>()
  if (lineage(stage).includes(from)) found.set(path, {path, copy: null})
  for (const copy of copiesInto(model, stage)) {
    if (copy.origin.kind !== 'stage' || found.size >= MOST_PLACES) continue
    for (const inner of placesIn(model, copy.origin.stage, from, path, known)) {
      const lands = landsAt(copy, inner.path.slice(1))
      if (lands !== null) found.set(lands, {path: lands, copy})
    }
  }
  known.set(stage, [...found.values()])
  return known.get(stage)!
}

/** COPY and ADD of the stage and those it stands on. */
export function copiesInto(model: Model, stage: Stage): Copy[] {
  return lineage(stage)
    .reverse()
    .flatMap(each => modelOf(model, each).copies)
}
