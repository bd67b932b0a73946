/** Which of the compiled programs are in the image. */
import {lineage, type Stage} from '../parse.ts'
import type {BuiltProgram} from './built.ts'
import {landsAt} from './copy.ts'
import {type Model, modelOf} from './model.ts'
import type {Subject} from './rule.ts'

/** Copies of copies of copies: more is no build that people write. */
const MOST_STEPS = 8

/**
 * Programs that a build of the target compiles and that COPY brings into the image, or that are compiled there. One
 * without a known output counts where anything of its stage is brought.
 */
export function shippedPrograms({model, programs}: Subject): BuiltProgram[] {
  return programs.filter(({run, output, ...program}) => isOwn(program) && arrives(model, run.stage, output, 0))
}

/** `go install example.com/other/pkg` may be a program of others, or a package that is compiled ahead of time. */
function isOwn({dir, go}: Pick<BuiltProgram, 'dir' | 'go'>): boolean {
  return dir !== null || go.args.every(({text}) => /^[./]|\.go$/.test(text))
}

function arrives(model: Model, stage: Stage, path: string | null, steps: number): boolean {
  if (modelOf(model, stage).isFinal) return true
  if (steps > MOST_STEPS) return false
  return model.stages
    .filter(({isReached}) => isReached)
    .flatMap(({copies}) => copies)
    .some(copy => {
      if (copy.origin.kind !== 'stage' || !lineage(copy.origin.stage).includes(stage)) return false
      const lands = path === null ? null : landsAt(copy, path.replace(/^\/+/, ''))
      return (path === null || lands !== null) && arrives(model, copy.stage, lands, steps + 1)
    })
}
