import type {BuildPlan} from '../build/arguments.ts'
import {type Dockerfile, rootImage} from '../dockerfile/parse.ts'
import type {DecisionRow} from '../report/report.ts'
import type {Execute} from '../runner/exec.ts'
import {compileOnRunner} from './compile.ts'
import {compileStage, planCompile} from './plan.ts'
import type {Refusal} from './refusal.ts'
import {findGo, probeRelease} from './release.ts'

type Options = {
  plan: BuildPlan
  dockerfile: Dockerfile | null
  /** The Dockerfile's path for people, null when it was written. */
  shownPath: string | null
  /** Null for a remote context. */
  folder: string | null
  env: Record<string, string>
  temp: string
  onLine: (line: string) => void
}

export type HandedIn = {
  /** The plan with the compiled stage as a named context; the same as before when that was refused. */
  plan: BuildPlan
  compiled: boolean
  choice: DecisionRow
}

/**
 * `compile: runner`: compiles the Dockerfile's Go stage with the runner's own Go and ordinary caches, and hands the
 * result in as that stage. What cannot be proved to give the same program is refused, and compiled in Docker.
 */
export async function handInCompiled(options: Options, execute: Execute): Promise<HandedIn> {
  const outcome = await compileOutside(options, execute)
  if ('plan' in outcome) return outcome
  const {reason, line} = outcome
  const evidence = line === null || options.shownPath === null ? [] : [{file: options.shownPath, line}]
  return {plan: options.plan, compiled: false, choice: {what: 'compile', choice: 'in Docker', reason, evidence}}
}

async function compileOutside(options: Options, execute: Execute): Promise<HandedIn | Refusal> {
  const {plan, dockerfile, folder, env, temp, onLine} = options
  const refused = (reason: string): Refusal => ({kind: 'refuse', reason, line: null})
  if (folder === null || dockerfile === null) return refused('the context is not on this machine')
  if (plan.inputs.platforms.length === 0 && plan.builder.driver !== 'docker')
    return refused('without the input `platforms` only the docker driver’s platform is known')
  const {target} = plan.inputs
  const found = compileStage(dockerfile, target)
  if ('kind' in found) return found
  const stageRelease = found.release ?? (await probeRelease(rootImage(found.stage), plan.builder.driver, execute))
  if (stageRelease === null) return refused(`the Go release of ${rootImage(found.stage)} is not known`)
  const go = await findGo(stageRelease, {env, temp}, execute)
  if (go === null) return refused(`Go ${stageRelease}, which the stage has, is not on this machine`)
  const {buildContexts} = plan.inputs
  const buildArgs = [...plan.buildArgs, ...plan.inputs.buildArgs]
  const platforms = plan.inputs.platforms.length > 0 ? plan.inputs.platforms : [`linux/${HOST[process.arch]}`]
  const planned = planCompile({dockerfile, target, platforms, buildArgs, buildContexts, go, stageRelease})
  if (planned.kind === 'refuse') return planned
  const done = await compileOnRunner(planned, {context: folder, dockerfile: plan.file, env, temp, onLine}, execute)
  if (done.kind === 'refuse') return done
  const seconds = done.seconds.build.toFixed(1)
  return {
    plan: {
      ...plan,
      file: done.dockerfile ?? plan.file,
      inputs: {...plan.inputs, buildContexts: [...buildContexts, ...done.contexts]},
    },
    compiled: true,
    choice: {
      what: 'compile',
      choice: 'on the runner',
      reason: `${go.version} in ${seconds} s, handed in as stage ${planned.stage}`,
      evidence: [],
    },
  }
}

/** Node's names of architectures in Go's. */
const HOST: Record<string, string> = {x64: 'amd64', arm64: 'arm64', arm: 'arm', ppc64: 'ppc64le', s390x: 's390x'}
