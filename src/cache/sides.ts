import {isAbsolute} from 'node:path'
import type {BuildPlan} from '../build/arguments.ts'
import {type Builder, ownPlatform} from '../build/builder.ts'
import {readGoRelease} from '../build/go-release.ts'
import type {ChosenDockerfile} from '../dockerfile/choose.ts'
import {surveyGoCacheMounts} from '../dockerfile/mounts.ts'
import type {Inputs} from '../inputs.ts'
import type {DecisionRow} from '../report/report.ts'
import type {Context} from '../runner/context.ts'
import type {Execute} from '../runner/exec.ts'
import type {Help} from '../runner/help.ts'
import type {Log} from '../runner/log.ts'
import {type CacheTools, type GoCache, planCaches} from './caches.ts'
import {directWay} from './direct.ts'
import {spreadOverNodes} from './nodes.ts'
import {portableTransfer} from './portable.ts'
import {type RunnerCaches, runnerMounts, runnerTransfer} from './runner.ts'
import type {CacheStore} from './store.ts'
import type {Trust} from './trust.ts'

/** The caches of one place that compiles, and what brings them in and out there. */
export type CacheSide = {
  caches: GoCache[]
  /** Exact release of the Go that compiles there; null where it is not known. */
  goRelease: string | null
  tools: CacheTools
  /** Cache mounts that look like Go's and are left alone, with the reason. */
  left: DecisionRow[]
}

type Shared = {
  inputs: Inputs
  context: Context
  imageKey: string
  trust: Trust
  help: Help
  sums: {goSum: string; goSums: string[]}
  machine: {
    store: CacheStore
    temp: string
    signal: AbortSignal
    execute: Execute
    log: Log
    dockerHost: string
    isRoot: boolean
  }
}

const NO_MOUNTS: ReturnType<typeof surveyGoCacheMounts> = {mounts: [], excluded: []}

/** The cache mounts of the Dockerfile, in a builder. */
export async function builderSide(
  shared: Shared,
  {plan, dockerfile, builder}: {plan: BuildPlan; dockerfile: ChosenDockerfile; builder: Builder},
): Promise<CacheSide> {
  const {inputs, machine} = shared
  const {buildArgs, target, pull} = inputs.build
  const {execute, signal, temp} = machine
  const platforms = {platforms: plan.inputs.platforms, builderPlatform: builder.platform}
  const {model, shownPath} = dockerfile
  const found = model === null ? NO_MOUNTS : surveyGoCacheMounts(model, buildArgs, target, platforms)
  const mounts = spreadOverNodes(found.mounts, builder, plan.inputs.platforms)
  const goImage = mounts.find(({kind}) => kind === 'build')?.image
  const goRelease = goImage === undefined ? null : await readGoRelease(goImage, builder, {pull, signal}, execute)
  // Of several kubernetes pods, buildx picks one by the path of the context.
  const contextFolder = builder.driver === 'kubernetes' && isAbsolute(plan.context) ? plan.context : null
  const portable = portableTransfer({...plan.inputs, contextFolder, temp}, execute)
  return {
    ...{goRelease, caches: planCaches({...shared, mounts, goRelease, goSum: shared.sums.goSum})},
    left: found.excluded.map(({line, options, reason}) => ({
      ...{what: 'cache mounts', choice: `${options} left alone`, reason},
      evidence: shownPath === null ? [] : [{file: shownPath, line}],
    })),
    tools: toolsOf(
      shared,
      portable,
      directWay(inputs.cacheTransfer, builder, portable.probe, {...machine, buildArgs: plan.inputs.buildArgs}),
    ),
  }
}

/**
 * GOMODCACHE and GOCACHE of the runner. Their keys are those of a builder with the same Go release and platforms: with
 * -trimpath the go command asks for the same results on both (cmd/go/internal/work, buildActionID: compiler, flags and
 * import path are in it, folders are not).
 */
export function runnerSide(shared: Shared, runner: RunnerCaches | null): CacheSide {
  const goRelease = runner?.goRelease ?? null
  const {platforms} = shared.inputs.build
  // Without platforms the image is for the machine that builds, which keeps its entries under that name too.
  const mounts = runner === null ? [] : runnerMounts(runner, platforms.length > 0 ? platforms : [ownPlatform()])
  return {
    ...{goRelease, caches: planCaches({...shared, mounts, goRelease, goSum: shared.sums.goSum})},
    left: [],
    tools: toolsOf(shared, runnerTransfer(shared.machine), null),
  }
}

function toolsOf(
  {inputs, help, sums, machine: {store, temp, signal, log}}: Shared,
  portable: CacheTools['portable'],
  direct: CacheTools['direct'],
): CacheTools {
  return {
    ...{store, temp, signal, portable, direct, warn: help.warn, goSums: sums.goSums},
    explain: inputs.cacheTransfer === 'direct' ? help.warn : log.info,
    watch: log.watch,
  }
}
