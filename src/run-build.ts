/** The build itself: on the runner where that was asked for, in Docker, and Go's caches out beside it. */
import {rm} from 'node:fs/promises'
import {join} from 'node:path'
import {buildArguments} from './build/arguments.ts'
import {type BuildResult, build} from './build/build.ts'
import {describeFailure} from './build/failure.ts'
import {describeLayerFailure} from './build/layer-advice.ts'
import {imageRows} from './build/materials.ts'
import {anyRunExecuted, type Step} from './build/progress.ts'
import {writeSecrets} from './build/secrets.ts'
import {testFailure} from './build/test-failure.ts'
import type {PendingSave} from './cache/caches.ts'
import {noteRelease} from './cache/ledger.ts'
import type {CacheSide} from './cache/sides.ts'
import {cachesOut} from './cache/take-out.ts'
import {compileThere} from './compile/where.ts'
import {contextRow} from './dockerfile/check/context-report.ts'
import {cachesInLines, decisionLines} from './report/log.ts'
import type {DecisionRow} from './report/report.ts'
import type {Run} from './run.ts'
import type {Planned, Sources} from './run-plan.ts'
import {bringIn, type Prepared} from './run-prepare.ts'
import type {Execute} from './runner/exec.ts'

export type Built = BuildResult & {
  /** The sentence that the step fails with; null where the image was built. */
  failure: string | null
  plan: Planned['plan']
  /** The caches of the place that compiled in the end. */
  side: CacheSide
  decisions: DecisionRow[]
  /** Of the compile step on the runner; null where it was a step of Docker's. */
  compileSeconds: number | null
  /** Files of the caches to upload when the job ends; null where there is nothing to pack. */
  packing: Promise<PendingSave[]> | null
}

/** Resolves for a failed build too, which is a result like another. */
export async function buildImage(run: Run, sources: Sources, planned: Planned, prepared: Prepared): Promise<Built> {
  const {machine, timeline, help, say} = run
  const {log, execute, temp} = machine
  const {trust, layers} = planned
  const compiled = await compile(run, sources, planned, prepared)
  const {plan, side, way, compileSeconds} = compiled

  // The caches come out while BuildKit writes the image, those of the runner at once
  let packing: Promise<PendingSave[]> | null = null
  const takeOut = (steps: Step[]) => {
    const ran = compileSeconds !== null || anyRunExecuted(steps)
    packing ??= timeline.measure('caches out', () =>
      cachesOut(side.caches, trust, ran, way, sources.read.keep, side.tools),
    )
    packing.catch(() => {}) // awaited by the run
  }
  if (compileSeconds !== null) takeOut([])
  // Only a build that keeps layers in the cache service gets its token.
  const start: Execute = layers.usesService
    ? (command, args, options) => execute(command, args, {...options, env: machine.layerCacheEnv})
    : execute
  const built = await log
    .group('▸ Build  docker buildx build', () =>
      timeline.measure('build', async () => {
        await writeSecrets(plan.secretFiles)
        return await build(buildArguments(plan), plan.metadataFile, start, log, takeOut)
      }),
    )
    .finally(() => rm(join(temp, 'secrets'), {recursive: true, force: true}))
  const images = imageRows(built.metadata)
  say(decisionLines(images))
  const failure = await failureOf(built, run, sources)
  if (failure === null) {
    const layerFailure = describeLayerFailure(built.steps)
    if (layerFailure !== null) help.warn(layerFailure)
    takeOut(built.steps)
  }
  const {sent} = prepared
  const decisions = [...compiled.decisions, ...images, ...(sent ? [contextRow(sent)] : [])]
  return {...built, failure, plan, side, decisions, compileSeconds, packing}
}

type Compiled = Pick<Built, 'plan' | 'side' | 'decisions' | 'compileSeconds'> & Pick<Prepared, 'way'>

/** On the runner, where that was asked for; in Docker all the same when it turns out not to be equal. */
async function compile(
  run: Run,
  sources: Sources,
  {plan, where, side, trust, ofBuilder, decided}: Planned,
  {way, earlier}: Prepared,
): Promise<Compiled> {
  const {ready} = where
  if (ready === null) return {plan, side, way, compileSeconds: null, decisions: decided(where.choice, side)}
  const {machine, timeline, say} = run
  const compiled = await timeline.measure('compile', () => compileThere(ready, plan, sources, machine))
  const {seconds, choice} = compiled
  if (seconds !== null)
    return {plan: compiled.plan, side, way, compileSeconds: seconds, decisions: decided([choice], side)}
  const ofDocker = await ofBuilder()
  say(decisionLines([choice]))
  const opened = await bringIn(run, ofDocker, trust)
  noteRelease(ofDocker.caches, ofDocker.goRelease, earlier)
  say(cachesInLines(ofDocker.caches.map(cache => cache.report)))
  return {plan, side: ofDocker, way: opened, compileSeconds: null, decisions: decided([choice], ofDocker)}
}

/** Also puts what a check found on its lines. */
async function failureOf(
  {report, steps, error}: BuildResult,
  {inputs, context, machine}: Run,
  {source, read}: Sources,
): Promise<string | null> {
  if (report.outcome === 'success') return null
  const untested = await testFailure(steps, {inputs, context, source, project: read.project})
  for (const {message, place} of untested?.annotations ?? []) machine.log.error(message, place)
  return untested?.sentence ?? describeFailure(report, error ?? 'unknown')
}
