import {readFile, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import * as v from 'valibot'
import {adviseLayers, secondsOfSteps as layerSeconds} from '../build/layer-advice.ts'
import {dockerfileSteps, type Step} from '../build/progress.ts'
import type {GoCacheMount} from '../dockerfile/mounts.ts'
import type {CacheReport, LedgerReport, Span} from '../report/report.ts'
import {duration} from '../report/units.ts'
import type {Context} from '../runner/context.ts'
import type {Help} from '../runner/help.ts'
import type {Remembered} from './bound.ts'
import type {GoCache, PendingSave} from './caches.ts'
import {clean} from './keys.ts'
import type {CacheStore} from './store.ts'
import type {Trust} from './trust.ts'

/** Of one run. */
const MOST_UPLOADS = 20
const MOST_LAYERS = 40
/** Of keys and instructions. */
const LONGEST = 600

/**
 * What earlier runs of the same image spent, newest first; seconds. A run that had to do without caches is what later
 * ones are measured against. Kept as an entry of its own beside the caches, and read as what anybody may have written.
 */
const seconds = v.pipe(v.number(), v.finite(), v.minValue(0), v.maxValue(1e6))
const text = v.pipe(v.string(), v.maxLength(LONGEST))
const Run = v.object({
  created: v.pipe(
    text,
    v.check(time => !Number.isNaN(Date.parse(time)), 'Expected a time'),
  ),
  commit: v.nullable(text),
  /** Exact Go release; null where it was not known. */
  go: v.nullable(text),
  /** No build cache was restored, and the builder had none. */
  cold: v.boolean(),
  /** Steps that use the caches. */
  steps: seconds,
  /** Ways in and out as far as the run waited for them, without uploads. */
  cost: seconds,
  /** Steps that a layer cache can stand in for, as they ran, by instruction. */
  layers: v.pipe(
    v.record(text, seconds),
    v.check(layers => Object.keys(layers).length <= MOST_LAYERS, `Expected at most ${MOST_LAYERS} steps`),
  ),
  uploads: v.pipe(
    v.array(v.object({key: text, bytes: v.pipe(v.number(), v.safeInteger(), v.minValue(0)), seconds})),
    v.maxLength(MOST_UPLOADS),
  ),
})
const LEDGER = v.object({schema: v.literal(1), runs: v.pipe(v.array(Run), v.maxLength(200))})

export type LedgerRun = v.InferOutput<typeof Run>

const NAME = 'ledger.json'
/** Enough for a week of a busy branch: the bound of cache-max-size counts what they uploaded. */
const KEPT_RUNS = 100
/** Over how many runs caches may cost more than they save before it is worth a word. */
const PATIENCE = 5

export async function readLedger(imageKey: string, store: CacheStore, temp: string, help: Help): Promise<LedgerRun[]> {
  return await help.attempt('What earlier runs spent could not be read', [], async () => {
    const file = join(temp, NAME)
    // The first key matches nothing: keys end with commit and run. What counts is the prefix.
    const matched = await store.restore(NAME, `${prefix(imageKey)}none`, [prefix(imageKey)], file)
    return matched === null ? [] : await readRuns(file)
  })
}

async function readRuns(file: string): Promise<LedgerRun[]> {
  return v.parse(LEDGER, JSON.parse(await readFile(file, 'utf8'))).runs
}

async function writeRuns(file: string, runs: LedgerRun[]): Promise<void> {
  await writeFile(file, JSON.stringify({schema: 1, runs}))
}

/** The ledger with this run in it, as a file to store. Its uploads are added when they have been made. */
export async function ledgerToStore(
  runs: LedgerRun[],
  imageKey: string,
  context: Context,
  trust: Trust,
  temp: string,
): Promise<PendingSave[]> {
  if (!trust.save) return []
  const file = join(temp, `new-${NAME}`)
  await writeRuns(file, runs.slice(0, KEPT_RUNS))
  return [{name: NAME, key: `${prefix(imageKey)}${context.commit?.slice(0, 12) ?? 'none'}.${context.runId}`, file}]
}

/** Adds uploads to the newest run of a ledger that is about to be stored. */
export async function noteUploads(file: string, uploads: LedgerRun['uploads']): Promise<void> {
  const [newest, ...older] = await readRuns(file)
  if (newest !== undefined) await writeRuns(file, [{...newest, uploads: uploads.slice(0, MOST_UPLOADS)}, ...older])
}

export function isLedger({name}: {name: string}): boolean {
  return name === NAME
}

/** What earlier runs uploaded, by the ledger that is among these files. */
export async function rememberedUploads(saves: PendingSave[]): Promise<Remembered[]> {
  const ledger = saves.find(isLedger)
  if (ledger === undefined) return []
  const runs = await readRuns(ledger.file)
  return runs.flatMap(({created, uploads}) => uploads.map(({key, bytes}) => ({key, bytes, time: Date.parse(created)})))
}

function prefix(imageKey: string): string {
  return `go-image-ledger-1-${clean(imageKey)}-`
}

/** Seconds of the steps that have one of the mounts; null when none of them ran. BuildKit names a step by its text. */
export function secondsOfSteps(steps: Step[], mounts: GoCacheMount[]): number | null {
  const using = dockerfileSteps(steps).filter(
    ({name, cached}) => !cached && name.includes(' RUN ') && mounts.some(({target}) => name.includes(target)),
  )
  return using.length === 0 ? null : using.reduce((sum, step) => sum + (step.seconds ?? 0), 0)
}

/** Judges this run; resolves with the ledger that has it in it. Null where nothing was compiled, or without caches. */
export function judgeRun(
  options: {
    caches: GoCache[]
    steps: Step[]
    /** What used the caches where that was no step of BuildKit's. */
    compileSeconds?: number
    spans: Span[]
    goRelease: string | null
    /** The input that the layer cache comes from; null without one. */
    layerInput: 'layer-cache' | 'cache-to' | null
    context: Context
    now: Date
  },
  earlier: LedgerRun[],
): {report: LedgerReport | null; runs: LedgerRun[]} {
  const {caches, spans, goRelease, layerInput, context, now} = options
  const mounts = caches.map(({mount}) => mount)
  const steps = options.compileSeconds ?? secondsOfSteps(options.steps, mounts)
  if (caches.length === 0 || steps === null) return {report: null, runs: earlier}
  const reports = caches.map(({report}) => report)
  for (const report of reports) report.seconds.upload = lastUpload(earlier, report.kind)
  const layers = layerInput === null ? {} : rememberedLayers(options.steps)
  const run = ledgerRun({caches: reports, steps, cost: costOf(spans), go: goRelease, layers, context, now})
  const report = judgeCaches(run, earlier)
  const known = new Map(earlier.toReversed().flatMap(one => Object.entries(one.layers)))
  const advice = [report.advice, layerInput && adviseLayers(options.steps, known, layerInput)].filter(Boolean).join(' ')
  return {report: {...report, advice: advice || null}, runs: [run, ...earlier]}
}

function rememberedLayers(steps: Step[]): LedgerRun['layers'] {
  const short = [...layerSeconds(steps)].filter(([instruction]) => instruction.length <= LONGEST)
  return Object.fromEntries(short.slice(0, MOST_LAYERS))
}

/** Ways in and out as far as the run waited for them: packing runs beside the export. */
function costOf(spans: Span[]): number {
  const span = (name: string) => spans.find(one => one.name === name)
  const [out, build] = [span('caches out'), span('build')]
  const into = spans.filter(({name}) => name === 'caches in')
  const before = into.reduce((sum, {start, end}) => sum + end - start, 0)
  const after = out && build ? Math.max(0, out.end - Math.max(out.start, build.end)) : 0
  return before + after
}

/** This run as later ones remember it. */
export function ledgerRun(options: {
  caches: CacheReport[]
  steps: number
  cost: number
  go: string | null
  layers: LedgerRun['layers']
  context: Context
  now: Date
}): LedgerRun {
  const {caches, steps, cost, go, layers, context, now} = options
  const builds = caches.filter(({kind}) => kind === 'build')
  return {
    created: now.toISOString(),
    commit: context.commit,
    go,
    cold: builds.length > 0 && builds.every(({hit}) => hit === 'none' || hit === 'off'),
    ...{steps, cost, layers},
    uploads: [],
  }
}

/** What the caches saved in this run, for what, and whether they have paid for themselves lately. */
export function judgeCaches(run: LedgerRun, earlier: LedgerRun[]): LedgerReport {
  const without = run.cold ? run : earlier.find(({cold}) => cold)
  // What this run uploads, at the end of the job, is known to the next one.
  const spent = (one: LedgerRun) => one.cost + secondsOf(one.uploads)
  const report = {
    steps: run.steps,
    without:
      without === undefined || without === run
        ? null
        : {seconds: without.steps, commit: without.commit, created: without.created},
    cost: spent(run),
  }
  if (run.cold)
    return {
      ...report,
      verdict: `${duration(run.steps)} without a build cache: what later runs are measured against`,
      advice: null,
    }
  if (without === undefined)
    return {...report, verdict: 'no run without caches is remembered to compare with', advice: null}
  const gain = (one: LedgerRun) => without.steps - one.steps
  const recent = [run, ...earlier].filter(({cold}) => !cold).slice(0, PATIENCE)
  const balance = recent.reduce((sum, one) => sum + gain(one) - spent(one), 0)
  return {
    ...report,
    verdict:
      gain(run) > 0
        ? `saved ${duration(gain(run))} for ${duration(report.cost)}`
        : `saved nothing for ${duration(report.cost)}`,
    advice:
      recent.length === PATIENCE && balance < 0
        ? `Over the last ${PATIENCE} runs Go's caches took ${duration(-balance)} more than they saved; \`cache: off\` turns them off.`
        : null,
  }
}

function secondsOf(uploads: LedgerRun['uploads']): number {
  return uploads.reduce((sum, one) => sum + one.seconds, 0)
}

/** What uploading this kind of cache took the last time, for the report. */
export function lastUpload(earlier: LedgerRun[], kind: CacheReport['kind']): number | null {
  const of = (run: LedgerRun) =>
    run.uploads.filter(
      ({key}) =>
        key.startsWith(kind === 'modules' ? 'go-image-mod-' : 'go-image-build-') ||
        key.startsWith(`go-image-diff-${kind}-`),
    )
  const run = earlier.find(one => of(one).length > 0)
  return run === undefined ? null : secondsOf(of(run))
}

/** Says so where a new Go release is why no build cache was found: results of another release are never used. */
export function noteRelease(caches: GoCache[], go: string | null, earlier: LedgerRun[]): void {
  const before = earlier.find(run => run.go !== null)?.go
  if (go === null || before == null || before === go) return
  for (const {report} of caches.filter(({key, report}) => key.kind === 'build' && report.hit === 'none')) {
    report.changed = [{name: 'go', before, after: go}]
    report.verdict = `Go ${before} → ${go}: starts from nothing, results of another release are never used`
  }
}
