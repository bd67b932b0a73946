import {join} from 'node:path'
import type {BuildPlan} from '../build/arguments.ts'
import {ownPlatform} from '../build/builder.ts'
import {type RunnerCaches, readRunnerCaches} from '../cache/runner.ts'
import {type Dockerfile, rootImage} from '../dockerfile/parse.ts'
import type {Execute} from '../runner/exec.ts'
import {compileOnRunner} from './compile.ts'
import {type CompilePlan, compileStage, planCompile} from './plan.ts'
import type {Refusal} from './refusal.ts'
import {findGo, probeRelease} from './release.ts'

export type HandInOptions = {
  plan: BuildPlan
  dockerfile: Dockerfile | null
  /** Null for a remote context. */
  folder: string | null
  env: Record<string, string>
  temp: string
}

/** What the runner's Go would have to do, as far as that can be told before the sources are looked at. */
export type ReadyToCompile = {
  kind: 'ready'
  planned: CompilePlan
  /** Null where the go command does not tell; it then uses them all the same. */
  caches: RunnerCaches | null
}

export async function readyToCompile(options: HandInOptions, execute: Execute): Promise<ReadyToCompile | Refusal> {
  const {plan, dockerfile, folder, env, temp} = options
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
  const platforms = plan.inputs.platforms.length > 0 ? plan.inputs.platforms : [ownPlatform()]
  const planned = planCompile({dockerfile, target, platforms, buildArgs, buildContexts, go, stageRelease})
  if (planned.kind === 'refuse') return planned
  const asked = {go: join(go.goroot, 'bin', 'go'), cwd: temp, env: {...env, GOROOT: go.goroot, ...ALONE}}
  return {kind: 'ready', planned, caches: await readRunnerCaches(asked, execute)}
}

/** No go.mod, go.work or toolchain line has a say. */
const ALONE = {GOTOOLCHAIN: 'local', GOWORK: 'off', GOFLAGS: ''}

export type HandedIn = {
  kind: 'handed'
  /** The plan with the compiled stage as a named context. */
  plan: BuildPlan
  seconds: {sources: number; build: number}
}

/**
 * `compile: runner`: compiles the Dockerfile's Go stage with the runner's own Go and caches, and hands the result in as
 * that stage. What turns out not to give the same program is refused, and is then compiled in Docker.
 */
export async function handInCompiled(
  {planned, caches}: ReadyToCompile,
  options: Omit<HandInOptions, 'dockerfile'> & {onLine: (line: string) => void},
  execute: Execute,
): Promise<HandedIn | Refusal> {
  const {plan, folder, temp, onLine} = options
  // The compile goes without `go env -w`, but in the folders that this names.
  const env = {
    ...options.env,
    ...(caches && {GOMODCACHE: caches.modules, ...(caches.build !== null && {GOCACHE: caches.build})}),
  }
  const done = await compileOnRunner(planned, {context: folder!, dockerfile: plan.file, env, temp, onLine}, execute)
  if (done.kind === 'refuse') return done
  return {
    kind: 'handed',
    plan: {
      ...plan,
      file: done.dockerfile ?? plan.file,
      inputs: {...plan.inputs, buildContexts: [...plan.inputs.buildContexts, ...done.contexts]},
    },
    seconds: done.seconds,
  }
}
