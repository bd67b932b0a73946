import {readFile, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import type {PendingSave} from '../cache/caches.ts'
import type {CacheStore} from '../cache/store.ts'
import {isBranchEvent} from '../cache/trust.ts'
import type {ImageFacts} from '../image/facts.ts'
import type {Baseline, Finding} from '../report/report.ts'
import {readFacts} from '../report/schema.ts'
import type {Context} from '../runner/context.ts'
import {isDefaultBranch, shortRef} from '../runner/context.ts'
import type {Help} from '../runner/help.ts'

/** What a build of the default branch leaves for later ones to compare with. */
export type StoredBaseline = {
  schema: 1
  created: string
  commit: string | null
  ref: string
  facts: ImageFacts
  /** Fingerprints of the findings on the Dockerfile; absent in entries of older releases. */
  findings?: string[]
}

export type FoundBaseline = {
  baseline: Baseline
  facts: ImageFacts | null
  /** Null where they are not known. */
  findings: ReadonlySet<string> | null
}

const NAME = 'baseline.json'

/** The key under which the default branch's run stores its measurement; the run makes a rebuilt commit's key new. */
function baselineKey(imageKey: string, commit: string, runId: string): string {
  return `${prefix(imageKey)}${commit}-${runId}`
}

function prefix(imageKey: string): string {
  return `go-image-size-1-${imageKey.replace(/[^\w.+:@/]+/g, '_').slice(0, 200)}-`
}

/**
 * Finds the measurement to compare with: of the commit that a pull request is based on, else the newest one of the
 * default branch.
 */
export async function findBaseline(
  imageKey: string,
  context: Context,
  store: CacheStore,
  temp: string,
  help: Help,
): Promise<FoundBaseline> {
  const none = {baseline: {found: false as const, why: 'the baseline could not be read'}, facts: null, findings: null}
  return await help.attempt('The baseline could not be read', none, () => lookUp(imageKey, context, store, temp))
}

async function lookUp(imageKey: string, context: Context, store: CacheStore, temp: string): Promise<FoundBaseline> {
  const file = join(temp, NAME)
  const base = context.pullRequest?.baseSha
  const exact = base ? `${prefix(imageKey)}${base}-` : prefix(imageKey)
  // The first key can match nothing: keys end with the run. What counts are the prefixes.
  const matched = await store.restore(NAME, `${exact}none`, [exact, prefix(imageKey)], file)
  if (matched === null) return {baseline: {found: false, why: notYet(context)}, facts: null, findings: null}
  const stored = readStored(JSON.parse(await readFile(file, 'utf8')))
  const why =
    base && matched.startsWith(exact)
      ? 'the commit this pull request is based on'
      : 'the newest build of the default branch'
  return {
    baseline: {found: true, commit: stored.commit, ref: shortRef(stored.ref), created: stored.created, why},
    facts: stored.facts,
    findings: stored.findings ? new Set(stored.findings) : null,
  }
}

/** The measurement as a file to store, where this run is one that later runs compare with: the default branch's. */
export async function baselineToStore(
  {facts, findings}: {facts: ImageFacts | null; findings: readonly Finding[]},
  imageKey: string,
  context: Context,
  machine: {temp: string; now: () => Date},
): Promise<PendingSave[]> {
  const compared = context.event === 'local' || (isDefaultBranch(context) && isBranchEvent(context.event))
  if (facts === null || !compared) return []
  const {commit, ref, runId} = context
  const file = join(machine.temp, `new-${NAME}`)
  const prints = findings.flatMap(({fingerprint}) => fingerprint ?? [])
  const stored: StoredBaseline = {
    ...{schema: 1, created: machine.now().toISOString(), commit, ref, facts, findings: prints},
  }
  await writeFile(file, JSON.stringify(stored))
  return [{name: NAME, key: baselineKey(imageKey, commit ?? 'none', runId), file}]
}

function notYet(context: Context): string {
  const branch = context.repository?.defaultBranch
  return branch ? `it is stored by the next push to \`${branch}\`` : 'the next build compares with this one'
}

/** Cache entries can be written by whoever can push a branch: checked like any foreign document. */
function readStored(document: unknown): StoredBaseline {
  const {created, commit, ref, facts, findings} = (document ?? {}) as Record<string, unknown>
  if (typeof created !== 'string' || Number.isNaN(Date.parse(created)) || typeof ref !== 'string')
    throw new Error('the stored baseline is damaged')
  const prints = Array.isArray(findings) ? findings.filter(print => typeof print === 'string').slice(0, 10_000) : null
  return {
    ...{schema: 1, created, commit: typeof commit === 'string' ? commit : null, ref, facts: readFacts(facts)},
    ...(prints !== null && {findings: prints}),
  }
}
