import {mkdir} from 'node:fs/promises'
import {proveFixes} from './build/prove-fixes.ts'
import type {PendingSave} from './cache/caches.ts'
import {judgeRun, ledgerToStore} from './cache/ledger.ts'
import type {CacheStore} from './cache/store.ts'
import {targetStage} from './dockerfile/parse.ts'
import {layersToStore} from './image/known-layers.ts'
import {measureBuild} from './image/measure.ts'
import type {Inputs} from './inputs.ts'
import {describeFindings, failingFindings} from './report/gate.ts'
import {cachesOutLines, decisionLines, imageLines, ledgerLines} from './report/log.ts'
import type {Report} from './report/report.ts'
import {buildImage} from './run-build.ts'
import {compareImage} from './run-compare.ts'
import {planRun, readSources} from './run-plan.ts'
import {prepare} from './run-prepare.ts'
import {assembleReport, showReport} from './run-report.ts'
import {startVoice, type Voice} from './run-start.ts'
import type {Octokit} from './runner/comments.ts'
import {type Context, triggerRisk} from './runner/context.ts'
import type {Execute} from './runner/exec.ts'
import type {Log} from './runner/log.ts'
import {baselineToStore, isComparedWith} from './size/baseline.ts'
import {describeOverrun} from './size/budget.ts'

/** Everything outside of this program that a run touches. */
export type Machine = {
  log: Log
  /** Starts programs; a cancelled `signal` ends them. */
  execute: Execute
  signal: AbortSignal
  store: CacheStore
  /** A folder of this run's own that outlives it: Dockerfile, report and archives lie there. */
  temp: string
  now: () => Date
  mask: (secret: string) => void
  /** Null where there is nobody to comment as. */
  octokit: Octokit | null
  writeSummary: (markdown: string) => Promise<void>
  noDefaultAttestations: boolean
  /** The environment of children. */
  env: Record<string, string>
  /** That of a build that keeps layers in GitHub's cache service: with the service's address and token. */
  layerCacheEnv: Record<string, string>
  /** DOCKER_HOST, empty for the engine on this machine. */
  dockerHost: string
  isRoot: boolean
  version: string
  /** Address of the folder with the pages of the rules; null where it is not known. */
  rulePages: string | null
}

export type Outcome = {
  report: Report
  outputs: Record<string, string>
  /** Files to upload when the job ends. */
  saves: PendingSave[]
  /** Why the step fails; null when it does not. */
  failure: string | null
}

/** What every step of a run is given. */
export type Run = Voice & {inputs: Inputs; context: Context; machine: Machine}

/**
 * The whole program, in order; data only moves forward. Throws a UserError for a wrong input and the signal's reason
 * when cancelled. Whatever only helps (caches, checks, baseline, comment) ends in a warning instead.
 */
export async function run(inputs: Inputs, context: Context, machine: Machine): Promise<Outcome> {
  const steps: Run = {inputs, context, machine, ...startVoice(machine)}
  const {timeline, help, say} = steps
  const {execute, temp} = machine
  await mkdir(temp, {recursive: true})
  const risk = triggerRisk(context)
  if (risk !== null) help.warn(risk)

  // Inspect, Dockerfile, plan, caches in
  const sources = await readSources(steps)
  const planned = await planRun(steps, sources)
  const prepared = await prepare(steps, sources, planned)

  // Build and caches out
  const built = await buildImage(steps, sources, planned, prepared)
  const succeeded = built.failure === null

  // Measure
  const {image, own, dockerfile, limits} = sources
  const {kept, found, earlier} = prepared
  const stage = targetStage(dockerfile.model, inputs.build.target)
  const [saves, measured] = await Promise.all([
    built.packing ?? [],
    succeeded
      ? timeline.measure('measure', () => measureBuild(built.plan.layout, {stage, known: kept.layers, temp}, help))
      : null,
  ])
  const facts = measured?.facts ?? null
  const {caches, goRelease} = built.side
  // A build that failed took no time that another could be measured against.
  const ledger = succeeded
    ? judgeRun(
        {
          ...{caches, goRelease, context, steps: built.steps, spans: timeline.spans, now: machine.now()},
          layerInput: planned.layers.input,
          ...(built.compileSeconds !== null && {compileSeconds: built.compileSeconds}),
        },
        earlier,
      )
    : {report: null, runs: earlier}
  say([...cachesOutLines(caches.map(cache => cache.report)), ...ledgerLines(ledger.report)])

  // Compare and judge
  const created = machine.now().toISOString()
  const compared = await compareImage({...steps, ...sources, ...prepared, facts, created, known: kept.layers}, help)
  const proved =
    inputs.prove && succeeded
      ? await timeline.measure('prove', () =>
          help.attempt('The fixes could not be proved', null, () => proveFixes({own, inputs: inputs.build, execute})),
        )
      : null
  if (proved !== null) say(decisionLines([proved]))
  const {findings, path} = prepared.dockerfile
  const failing = failingFindings(findings, found.findings, inputs.gate)
  const gated = describeFindings(failing, found.findings, inputs.gate, path ?? 'Dockerfile')

  // Report
  const report = assembleReport(steps, {
    ...{sources, prepared, built, facts, compared, created, failing: failing.length, ledger: ledger.report},
    decisions: [...built.decisions, ...(proved === null ? [] : [proved])],
  })
  say(imageLines(report))
  const outputs = await showReport(report, {steps, sources, built})
  return {
    report,
    outputs,
    saves: [
      ...saves,
      ...(await baselineToStore(
        {facts, findings, budgets: limits, history: found.history},
        image.part,
        context,
        machine,
      )),
      ...(measured && isComparedWith(context)
        ? await layersToStore(measured.layers, kept, {imageKey: image.part, context, temp})
        : []),
      ...(succeeded ? await ledgerToStore(ledger.runs, image.key, context, planned.trust, temp) : []),
    ],
    failure:
      built.failure ??
      joined([
        describeOverrun(compared.budgets, compared.diff, context.pullRequest && inputs.sizeOverrideLabel),
        gated,
      ]),
  }
}

function joined(failures: (string | null)[]): string | null {
  const all = failures.filter(failure => failure !== null)
  return all.length === 0 ? null : all.join('\n')
}
