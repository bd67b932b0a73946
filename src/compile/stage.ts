/** The stage that compiles: its name, its Go, and that nothing but the program comes of it. */
import {posix} from 'node:path'
import {type Dockerfile, type Instruction, lineage, rootImage, type Stage, targetStage} from '../dockerfile/parse.ts'
import {before, isGolang, isRoot, reachedStages, stageUses} from '../dockerfile/stages.ts'
import type {PlanOptions} from './plan.ts'
import {CannotProve} from './refusal.ts'
import {type RunnerGo, releaseOfReference} from './release.ts'

export function stageThatCompiles(dockerfile: Dockerfile, target: string): Stage {
  const last = targetStage(dockerfile, target)
  if (last === null) throw new CannotProve(`the Dockerfile has no stage "${target}"`)
  const compiling = reachedStages(dockerfile, last).filter(stage => stage.instructions.some(mayCompile))
  const [stage, other] = compiling
  if (stage === undefined) throw new CannotProve('no stage of the build runs `go build`')
  if (other !== undefined)
    throw new CannotProve(`two stages compile, on lines ${stage.line} and ${other.line}`, other.line)
  return stage
}

export function mayCompile({keyword, args}: Instruction): boolean {
  return keyword === 'RUN' && /\bgo["',\s]+(.*\s)?["']?(build|install)\b/s.test(args)
}

export function stageName(stage: Stage, {dockerfile, buildContexts}: PlanOptions): string {
  const name = stage.name?.toLowerCase() ?? ''
  if (name === '') throw new CannotProve('the stage that compiles has no name: write `FROM … AS build`', stage.line)
  // The name is parsed as an image reference (docker/buildx commands/build.go, "invalid context name").
  if (!/^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/.test(name))
    throw new CannotProve(`the stage name "${name}" cannot be that of a build context`, stage.line)
  const twice = dockerfile.stages.find(other => other !== stage && other.name?.toLowerCase() === name)
  if (twice) throw new CannotProve(`two stages have the name "${name}"`, twice.line)
  const built = dockerfile.stages.find(other => other.base.toLowerCase().replace(/:latest$/, '') === name)
  if (built) throw new CannotProve(`another stage is built on "${name}", not only on its program`, built.line)
  const bases = new Set([name, ...lineage(stage).flatMap(({name: own, base}) => [base, own?.toLowerCase() ?? base])])
  const replaced = buildContexts
    .map(context => context.split('=')[0]!.toLowerCase())
    .find(context => bases.has(context))
  if (replaced !== undefined) throw new CannotProve(`the input \`build-contexts\` replaces ${replaced}`, stage.line)
  return name
}

export function goOf(stage: Stage, {go, stageRelease}: PlanOptions): RunnerGo {
  const image = rootImage(stage)
  const {line} = lineage(stage).at(-1)!
  if (!isGolang(stage)) throw new CannotProve(`the stage is built on ${image}, not on the official golang image`, line)
  const release = stageRelease ?? releaseOfReference(image)
  if (release === null)
    throw new CannotProve(`${image} does not tell its exact Go release; a tag like golang:1.27.3-alpine does`, line)
  if (go === null) throw new CannotProve(`the runner has no Go ${release}`, line)
  if (go.version !== `go${release}`)
    throw new CannotProve(`${image} has Go ${release} and the runner ${go.version}: they must be the same`, line)
  return go
}

/** Instructions that leave no file in the stage, and set nothing that the go command would see. */
const HARMLESS = new Set([
  'ARG',
  'ENV',
  'WORKDIR',
  'LABEL',
  'EXPOSE',
  'USER',
  'COPY',
  'RUN',
  'CMD',
  'ENTRYPOINT',
  'MAINTAINER',
  'STOPSIGNAL',
])

export function refuseOtherInstructions(stage: Stage, buildArgs: string[]): void {
  let compiled = false
  for (const {stage: at, instruction} of before(stage, null)) {
    const {keyword, args, line} = instruction
    if (!HARMLESS.has(keyword)) throw new CannotProve(`${keyword} is not followed in the stage that compiles`, line)
    if (keyword === 'ARG' && at !== stage)
      throw new CannotProve('an ARG of the stage below may be in force or not', line)
    if (keyword === 'USER' && !isRoot(args))
      throw new CannotProve('the program belongs to another user than root', line)
    if (keyword === 'ENV' && /(^|\s)PATH[=\s]/.test(args) && !/PATH[=\s]["']?\$\{?PATH\b/.test(args))
      throw new CannotProve('PATH may name another go', line)
    if (compiled && (keyword === 'COPY' || keyword === 'RUN') && !mayCompile(instruction))
      throw new CannotProve(`a ${keyword} after go build may change the program`, line)
    compiled ||= mayCompile(instruction)
    for (const name of buildArgs.filter(arg => !arg.includes('=')))
      if (keyword === 'ARG' && new RegExp(`(^|\\s)${name}(=|\\s|$)`).test(args))
        throw new CannotProve(`the build argument ${name} has its value from the environment`, line)
  }
}

/** Only the programs may be taken from the stage: nothing else is in the context that replaces it. */
export function refuseOtherUses(
  dockerfile: Dockerfile,
  stage: Stage,
  target: string,
  outputs: ReadonlySet<string>,
): void {
  const last = targetStage(dockerfile, target)!
  if (last === stage) throw new CannotProve('the image is the stage that compiles itself', stage.line)
  const reached = new Set(reachedStages(dockerfile, last))
  let used = false
  for (const {of, by, instruction, sources} of stageUses(dockerfile)) {
    if (of !== stage || !reached.has(by)) continue
    used = true
    if (instruction.keyword !== 'COPY')
      throw new CannotProve(`line ${instruction.line} uses the stage other than by COPY`, instruction.line)
    for (const source of sources) {
      const path = posix.resolve('/', source)
      if (/[$*?[\\]/.test(source) || !outputs.has(path))
        throw new CannotProve(`COPY --from takes ${source}, which go build did not make`, instruction.line)
    }
  }
  if (!used) throw new CannotProve('nothing is copied from the stage that compiles', stage.line)
}
