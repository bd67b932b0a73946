/** What a run decides before it starts anything: what is there, how it is built, and which caches have a part in it. */
import type {BuildPlan} from './build/arguments.ts'
import {type Builder, inspectBuilder} from './build/builder.ts'
import {commitTime} from './build/commit-time.ts'
import {type BuildContext, buildContext} from './build/context.ts'
import {type LayerPlan, planLayers} from './build/layers.ts'
import {type OwnDockerfile, ownDockerfile} from './build/own-dockerfile.ts'
import {planBuild} from './build/plan.ts'
import {builderSide, type CacheSide, runnerSide} from './cache/sides.ts'
import {describeTrust, type Trust, trustOf} from './cache/trust.ts'
import {decideWhere, IN_DOCKER, type Where} from './compile/where.ts'
import {type ChosenDockerfile, chooseDockerfile} from './dockerfile/choose.ts'
import {type ReadProject, readProject} from './go/read.ts'
import {decisionLines, projectLines} from './report/log.ts'
import {nameImage} from './report/name.ts'
import type {DecisionRow} from './report/report.ts'
import type {Run} from './run.ts'
import {budgetsOf} from './size/budget-file.ts'
import type {Budget} from './size/budget-lines.ts'

export type Sources = {
  source: BuildContext
  limits: Budget[]
  read: ReadProject
  builder: Builder
  dockerfile: ChosenDockerfile
  /** Null for a Dockerfile that was written, and for one that is not on this machine. */
  own: OwnDockerfile | null
  image: ReturnType<typeof nameImage>
}

/** The sources, the builder, the Go project, and the Dockerfile: the repository's own, or one that is written. */
export async function readSources({inputs, context, machine, timeline, help, say}: Run): Promise<Sources> {
  const {execute, signal, temp, env} = machine
  const source = await buildContext(inputs.build.context, context)
  const limits = budgetsOf(inputs.budgets, source.kind === 'folder' ? source.path : null)
  const builderAnswer = timeline.measure('builder', () => inspectBuilder(inputs.build.builder, execute))
  builderAnswer.catch(() => {}) // awaited below; a wrong input found before that is the better message
  const read = await timeline.measure('inspect', () =>
    readProject(source, inputs, help, {execute, signal, path: env.PATH ?? '', temp}),
  )
  say(projectLines(read.summary))
  const dockerfile = await timeline.measure('dockerfile', () =>
    chooseDockerfile({
      ...{source, workspace: context.workspace, inputs, project: read.project, temp},
      today: machine.now(),
    }),
  )
  for (const warning of dockerfile.warnings) help.warn(warning)
  const own = ownDockerfile({dockerfile, inputs: inputs.build, source, today: machine.now()})
  const builder = await builderAnswer
  return {source, limits, read, builder, dockerfile, own, image: nameImage(inputs, read.summary, context)}
}

export type Planned = {
  plan: BuildPlan
  layers: LayerPlan
  /** Where the program is compiled. */
  where: Where
  trust: Trust
  /** The caches of the place that compiles. */
  side: CacheSide
  /** Those of the builder, where the runner turns out not to be equal. */
  ofBuilder: () => Promise<CacheSide>
  /** Every choice so far, with those on the place that compiles and on its caches as they are in the end. */
  decided: (compile: DecisionRow[], side: CacheSide) => DecisionRow[]
}

/** The build and its caches. */
export async function planRun(
  {inputs, context, machine, timeline, help, say}: Run,
  {source, read, builder, dockerfile, image}: Sources,
): Promise<Planned> {
  const {execute, signal, temp, env} = machine
  const written = dockerfile.origin === 'written'
  const planned = planBuild({
    ...{inputs, context, source, builder, temp, mask: machine.mask},
    created: written && source.kind === 'folder' ? await commitTime(source.path, execute, signal) : null,
    hasEpoch: env.SOURCE_DATE_EPOCH !== undefined,
    ...{dockerfile: dockerfile.buildPath, written: dockerfile.text},
    noDefaultAttestations: machine.noDefaultAttestations,
    warn: help.warn,
  })
  const trust = trustOf(inputs, context)
  const layers = planLayers({
    ...{plan: planned, mode: inputs.layerCache, imageKey: image.key, dockerfile, trust},
    ...{env: machine.layerCacheEnv, now: machine.now()},
  })
  const where =
    inputs.compile === 'runner' && planned.inputs.call === ''
      ? await timeline.measure('find go', () => decideWhere(planned, {dockerfile, source}, machine))
      : IN_DOCKER
  const shared = {inputs, context, imageKey: image.key, trust, help, sums: read, machine}
  const ofBuilder = () => builderSide(shared, {plan: layers.plan, dockerfile, builder})
  const side = where.ready ? runnerSide(shared, where.ready.caches) : await ofBuilder()
  const decided: Planned['decided'] = (compile, {left, caches}) => [
    ...read.decisions,
    ...dockerfile.choices,
    ...compile,
    ...layers.choices,
    ...left,
    ...(caches.length > 0 ? [describeTrust(trust)] : []),
  ]
  say(decisionLines(decided(where.choice, side)))
  return {plan: layers.plan, layers, where, trust, side, ofBuilder, decided}
}
