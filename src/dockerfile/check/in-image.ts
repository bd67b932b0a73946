/** Which of the compiled programs can be in the image, those too whose place the file does not tell. */
import {isAtOrBelow} from '../../go/below.ts'
import {lineage, type Stage} from '../parse.ts'
import type {BuiltProgram} from './built.ts'
import {landsAt} from './copy.ts'
import {type Model, modelOf} from './model.ts'
import type {Subject} from './rule.ts'

const MOST_QUESTIONS = 200

/**
 * Programs that a build of the target compiles and that COPY brings into the image, or that are compiled there. One
 * without a known output counts where anything of its stage is brought.
 */
export function programsInImage(subject: Subject): BuiltProgram[] {
  const {model, programs} = subject
  return programs.filter(
    ({run, output, ...program}) => isOwn(subject, program) && arrives(model, run.stage, output, new Set()),
  )
}

/** `go install example.com/other/pkg` may be a program of others, or a package that is compiled ahead of time. */
function isOwn({project}: Pick<Subject, 'project'>, {dir, go}: Pick<BuiltProgram, 'dir' | 'go'>): boolean {
  const isOfModule = (name: string) => (project?.modules ?? []).some(({path}) => isAtOrBelow(name, path))
  return dir !== null || go.args.every(({text}) => /^[./]|\.go$|\/\*$/.test(text) || isOfModule(text))
}

/** Something of the stage comes into the image. */
export function isTaken(model: Model, stage: Stage): boolean {
  return arrives(model, stage, null, new Set())
}

function arrives(model: Model, stage: Stage, path: string | null, asked: Set<string>): boolean {
  if (modelOf(model, stage).isFinal) return true
  // Many copies from stage to stage would ask the same over and over.
  const question = `${stage.line} ${path}`
  if (asked.has(question) || asked.size > MOST_QUESTIONS) return false
  asked.add(question)
  return model.stages
    .filter(({isReached}) => isReached)
    .flatMap(({copies}) => copies)
    .some(copy => {
      if (copy.origin.kind !== 'stage' || !lineage(copy.origin.stage).includes(stage)) return false
      const lands = path === null ? null : landsAt(copy, path.replace(/^\/+/, ''))
      return (path === null || lands !== null) && arrives(model, copy.stage, lands, asked)
    })
}
