import {type Dockerfile, rootImage, type Stage} from '../dockerfile/parse.ts'
import {type CompileCommand, commandsFor} from './commands.ts'
import {type SourceCopy, sourcesOf} from './copies.ts'
import {readPlatform} from './platform.ts'
import {asRefusal, CannotProve, type Refusal} from './refusal.ts'
import {type RunnerGo, releaseOfReference} from './release.ts'
import {goOf, refuseOtherInstructions, refuseOtherUses, stageName, stageThatCompiles} from './stage.ts'

export type CompilePlan = {
  kind: 'compile'
  /** Name of the stage for `--build-context`. */
  stage: string
  /** Line of the stage's FROM. */
  line: number
  go: RunnerGo
  /** Folder of the stage where the context is. */
  root: string
  copies: SourceCopy[]
  /** For each platform in their order, every program. */
  commands: CompileCommand[]
  /**
   * With several platforms, the Dockerfile to build instead, the same in every line but the FROM of the stage: with
   * `--platform=$BUILDPLATFORM` BuildKit resolves the stage's context once, for the builder's platform. Null where the
   * Dockerfile can stay.
   */
  dockerfile: string | null
}

export type PlanOptions = {
  dockerfile: Dockerfile
  target: string
  /** Never empty: the builder's own platform where the user names none. */
  platforms: string[]
  /** `NAME=value`, as they go to the build: later ones win. */
  buildArgs: string[]
  /** The user's `NAME=VALUE`: one that replaces the stage or its image changes what would be compiled. */
  buildContexts: string[]
  /** Null when the runner has no Go, or not of that release. */
  go: RunnerGo | null
  /** The release in the stage's image where that was looked up (`probeRelease`); null trusts an exact tag only. */
  stageRelease: string | null
}

/** The one stage that compiles for the target; which image has to be looked up for `stageRelease`. */
export function compileStage(dockerfile: Dockerfile, target: string): {stage: Stage; release: string | null} | Refusal {
  try {
    const stage = stageThatCompiles(dockerfile, target)
    return {stage, release: releaseOfReference(rootImage(stage))}
  } catch (error) {
    return asRefusal(error)
  }
}

/**
 * What the runner's Go has to do so that the result is, bit for bit, what the compile stage of the Dockerfile would
 * hold; or the reason why that cannot be proved.
 */
export function planCompile(options: PlanOptions): CompilePlan | Refusal {
  try {
    return plan(options)
  } catch (error) {
    return asRefusal(error)
  }
}

function plan(options: PlanOptions): CompilePlan {
  const {dockerfile, target, buildArgs} = options
  refuseDirectives(dockerfile.text)
  const stage = stageThatCompiles(dockerfile, target)
  const name = stageName(stage, options)
  const go = goOf(stage, options)
  refuseOtherInstructions(stage, buildArgs)
  const platforms = options.platforms.map(readPlatform)
  const {root, copies} = sourcesOf(stage, buildArgs)
  const commands = platforms.flatMap(platform => commandsFor(stage, platform, root, dockerfile, options))
  const outputs = new Set(commands.map(({output}) => output))
  refuseOtherUses(dockerfile, stage, target, outputs)
  const crossing = stage.platform !== null && !/^\$(\{TARGETPLATFORM\}|TARGETPLATFORM)$/.test(stage.platform)
  return {
    ...{kind: 'compile', stage: name, line: stage.line, go, root, copies, commands},
    dockerfile: platforms.length > 1 && crossing ? withoutPlatform(dockerfile.text, stage) : null,
  }
}

/** A parser directive changes how the file is read; only the official frontend is known. */
function refuseDirectives(text: string): void {
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const [, name = '', value = ''] = /^#\s*(\w+)\s*=\s*(.*?)\s*$/.exec(line) ?? []
    if (name === '') return
    if (/^escape$/i.test(name) && value !== '\\') throw new CannotProve('the Dockerfile sets another escape', index + 1)
    if (/^syntax$/i.test(name) && !/^(docker\.io\/)?docker\/dockerfile(:1(\.\d+)*)?(@sha256:\w+)?$/.test(value))
      throw new CannotProve(`the Dockerfile is read by another frontend, ${value}`, index + 1)
  }
}

function withoutPlatform(text: string, stage: Stage): string {
  const lines = text.split('\n')
  const from = lines[stage.line - 1]!
  const changed = from.replace(/--platform=\S+\s+/, '')
  if (changed === from) throw new CannotProve('the FROM goes over several lines', stage.line)
  lines[stage.line - 1] = changed
  return lines.join('\n')
}
