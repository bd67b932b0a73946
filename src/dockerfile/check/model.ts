/** A Dockerfile as the rules see it: what each stage runs and copies, and what it stands on. */
import {type Dockerfile, lineage, type Stage, targetStage} from '../parse.ts'
import {reachedStages} from '../stages.ts'
import {type Copy, readCopy} from './copy.ts'
import {type BaseImage, readBaseImage} from './image.ts'
import {type Run, readRun} from './run.ts'

export type StageModel = {
  stage: Stage
  /** A build of the target runs it. */
  isReached: boolean
  /** The target, or a stage that it stands on: what it does is in the image. */
  isFinal: boolean
  runs: Run[]
  copies: Copy[]
  /** The image at the bottom. */
  image: BaseImage
}

export type Model = {
  dockerfile: Dockerfile
  buildArgs: string[]
  /** In the order of the file, those too that the target does not reach. */
  stages: StageModel[]
  /** The stage that becomes the image. */
  target: StageModel
}

/** Null for a file without a stage, or without the target that is asked for. */
export function readModel(dockerfile: Dockerfile, options: {buildArgs: string[]; target: string}): Model | null {
  const {buildArgs} = options
  const last = targetStage(dockerfile, options.target)
  if (last === null) return null
  const reached = new Set(reachedStages(dockerfile, last))
  const final = new Set(lineage(last))
  const stages = dockerfile.stages.map((stage): StageModel => {
    const of = (keywords: RegExp) => stage.instructions.filter(({keyword}) => keywords.test(keyword))
    return {
      stage,
      ...{isReached: reached.has(stage), isFinal: final.has(stage)},
      runs: of(/^RUN$/).map(run => readRun(stage, run, buildArgs)),
      copies: of(/^(COPY|ADD)$/).map(copy => readCopy(dockerfile, stage, copy, buildArgs)),
      image: readBaseImage(stage),
    }
  })
  return {dockerfile, buildArgs, stages, target: stages.find(({stage}) => stage === last)!}
}

/** Runs of all stages that the target reaches, in the order of the file. */
export function reachedRuns({stages}: Model): Run[] {
  return stages.filter(({isReached}) => isReached).flatMap(({runs}) => runs)
}

export function modelOf({stages}: Model, stage: Stage): StageModel {
  return stages.find(each => each.stage === stage)!
}

/** RUNs before this one in its stage and those it stands on, oldest first. */
export function earlierRuns(model: Model, run: Run): Run[] {
  const chain = lineage(run.stage).reverse()
  return chain
    .flatMap(stage => modelOf(model, stage).runs)
    .filter(each => each.stage !== run.stage || each.instruction.start < run.instruction.start)
}

/** COPY and ADD before an instruction of the stage, and in those it stands on, oldest first. */
export function earlierCopies(model: Model, stage: Stage, before: {start: number}): Copy[] {
  return lineage(stage)
    .reverse()
    .flatMap(each => modelOf(model, each).copies)
    .filter(copy => copy.stage !== stage || copy.instruction.start < before.start)
}
