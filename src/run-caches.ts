/**
 * `mode: caches`: Go's caches of the runner for the steps that follow, in two halves: restored by the step, packed when
 * the job ends. What is known in between lies in a file of the runner's temporary folder: the step's state reaches the
 * end as a variable of the environment, which Linux bounds (execve(2), MAX_ARG_STRLEN).
 */
import {mkdir, readFile, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import * as v from 'valibot'
import {buildContext} from './build/context.ts'
import {cachesIn} from './cache/bring-in.ts'
import type {PendingSave} from './cache/caches.ts'
import {judgeRun, ledgerToStore, noteRelease, readLedger} from './cache/ledger.ts'
import {type RunnerCaches, readRunnerCaches} from './cache/runner.ts'
import {type CacheSide, runnerSide} from './cache/sides.ts'
import {cachesOut} from './cache/take-out.ts'
import {describeTrust, type Trust, trustOf} from './cache/trust.ts'
import {chosenMains} from './go/chosen.ts'
import {type ReadProject, readProject} from './go/read.ts'
import type {Inputs} from './inputs.ts'
import {renderCaches} from './report/caches.ts'
import {cachesInLines, cachesOutLines, decisionLines, ledgerLines, projectLines} from './report/log.ts'
import {nameImage} from './report/name.ts'
import {hitsOf} from './report/outputs.ts'
import {cache} from './report/schema/run.ts'
import type {Machine} from './run.ts'
import {startVoice} from './run-start.ts'
import {type Context, triggerRisk} from './runner/context.ts'
import {UserError} from './runner/errors.ts'
import type {Help} from './runner/help.ts'

export type StepsMachine = Omit<
  Machine,
  'mask' | 'octokit' | 'noDefaultAttestations' | 'layerCacheEnv' | 'version' | 'writeSummary' | 'rulePages'
>

const entry = v.nullable(v.object({key: v.string(), bytes: v.number()}))

const Session = v.object({
  /** Milliseconds since 1970: when the step was done. */
  started: v.number(),
  /** Seconds that the way in took. */
  spent: v.number(),
  imageKey: v.string(),
  goSum: v.string(),
  keep: v.array(v.string()),
  runner: v.object({goRelease: v.string(), modules: v.string(), build: v.nullable(v.string())}),
  caches: v.array(v.object({name: v.string(), base: entry, difference: entry, census: v.boolean(), report: cache})),
})
type Session = v.InferOutput<typeof Session>

export type ForSteps = {
  outputs: Record<string, string>
  /** For the end of the job; null when there is nothing to do then. */
  session: string | null
}

/** Restores. Throws a UserError for a wrong input, and the signal's reason when cancelled; all else is a warning. */
export async function restoreForSteps(inputs: Inputs, context: Context, machine: StepsMachine): Promise<ForSteps> {
  const {log, execute, env, temp, now} = machine
  const {timeline, help, say} = startVoice(machine)
  await mkdir(temp, {recursive: true})
  const risk = triggerRisk(context)
  if (risk !== null) help.warn(risk)

  const source = await buildContext(inputs.build.context, context)
  if (source.kind === 'remote')
    throw new UserError(
      'no-folder',
      'Nothing is checked out for `mode: caches`; put actions/checkout before this step.',
    )
  const read = await readProject(source, inputs, help, null)
  say(projectLines(read.summary))
  const runner = await readRunnerCaches({go: 'go', cwd: join(source.path, moduleOf(read)), env}, execute)
  if (runner === null) {
    help.warn('No Go caches are restored: `go env` does not answer here. Put actions/setup-go before this step.')
    return {outputs: hitsOf([]), session: null}
  }
  const imageKey = nameImage(inputs, read.summary, context).key
  const {side, trust} = sideOf({inputs, context, imageKey, sums: read, runner}, machine, help)
  const {caches} = side
  const places = [runner.modules, ...(runner.build === null ? [] : [runner.build])].join(' and ')
  const choice = {what: 'mode', choice: 'caches', reason: `Go ${runner.goRelease}, ${places}`, evidence: []}
  say(decisionLines([choice, ...(caches.length > 0 ? [describeTrust(trust)] : [])]))

  const [earlier] = await log.group('▸ Looking up caches', () =>
    Promise.all([
      caches.length > 0 ? readLedger(ledgerKey(imageKey), machine.store, temp, help) : [],
      timeline.measure('caches in', () => cachesIn(caches, trust, context, side.tools)),
    ]),
  )
  noteRelease(caches, side.goRelease, earlier)
  const reports = caches.map(({report}) => report)
  say(cachesInLines(reports))

  const session = join(temp, 'session.json')
  const [span] = timeline.spans
  const left: Session = {
    ...{started: now().getTime(), spent: span ? span.end - span.start : 0},
    ...{imageKey, goSum: read.goSum, keep: read.keep, runner},
    caches: caches.map(({mount: {name}, base, difference, census, report}) => ({
      ...{name, base, difference, census, report},
    })),
  }
  await writeFile(session, JSON.stringify(left))
  return {outputs: hitsOf(reports), session: caches.length > 0 ? session : null}
}

/** Packs what the steps added; resolves with what is to be uploaded. */
export async function packAfterSteps(
  session: string,
  inputs: Inputs,
  context: Context,
  machine: StepsMachine & {writeSummary: Machine['writeSummary']},
): Promise<PendingSave[]> {
  const {store, temp, now} = machine
  const {timeline, help, say} = startVoice(machine)
  await mkdir(temp, {recursive: true})
  const {
    started,
    spent,
    imageKey,
    goSum,
    keep,
    runner,
    caches: known,
  } = v.parse(Session, JSON.parse(await readFile(session, 'utf8')))
  const {side, trust} = sideOf({inputs, context, imageKey, sums: {goSum, goSums: []}, runner}, machine, help)
  const caches = side.caches.flatMap(cache => {
    const before = known.find(({name}) => name === cache.mount.name)
    return before ? [{...cache, ...before}] : []
  })
  const compileSeconds = (now().getTime() - started) / 1000
  const way = side.tools.portable.transfer
  const saves = await timeline.measure('caches out', () => cachesOut(caches, trust, true, way, keep, side.tools))

  const earlier = await readLedger(ledgerKey(imageKey), store, temp, help)
  // On the clock of the end: what it packs is waited for, unlike what is packed beside a build.
  const spans = [{name: 'caches in', start: -spent, end: 0}, {name: 'build', start: 0, end: 0}, ...timeline.spans]
  // What was there already is no gain of ours.
  const own = caches.some(({report}) => report.hit !== 'warm')
  const spentBy = {steps: [], spans, compileSeconds, goRelease: side.goRelease, layerInput: null}
  const ledger = own ? judgeRun({caches, ...spentBy, context, now: now()}, earlier) : {report: null, runs: earlier}
  const reports = caches.map(({report}) => report)
  say([...cachesOutLines(reports), ...ledgerLines(ledger.report)])
  await help.attempt('The job summary could not be written', undefined, () =>
    machine.writeSummary(renderCaches(reports, ledger.report)),
  )
  return [...saves, ...(own ? await ledgerToStore(ledger.runs, ledgerKey(imageKey), context, trust, temp) : [])]
}

/** The steps of a job are measured against steps, not against builds of the image. */
function ledgerKey(imageKey: string): string {
  return `${imageKey} steps`
}

/** Where its go.mod may choose another Go than the one on PATH. */
function moduleOf({project}: ReadProject): string {
  if (project === null) return '.'
  return chosenMains(project.decision)[0]?.moduleDir ?? project.modules[0]?.dir ?? '.'
}

function sideOf(
  given: {
    inputs: Inputs
    context: Context
    imageKey: string
    sums: {goSum: string; goSums: string[]}
    runner: RunnerCaches
  },
  machine: StepsMachine,
  help: Help,
): {side: CacheSide; trust: Trust} {
  const trust = trustOf(given.inputs, given.context)
  return {trust, side: runnerSide({...given, trust, help, machine}, given.runner)}
}
