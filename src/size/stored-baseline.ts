/** What a build of the default branch leaves for later ones to compare with: one small entry of the store. */
import * as v from 'valibot'
import type {ImageFacts, PlatformFacts} from '../image/facts.ts'
import {readFacts} from '../report/schema.ts'
import {KnownBudget} from './budget-changes.ts'
import {type BuildPoint, History} from './history.ts'

export type StoredBaseline = {
  schema: 1
  created: string
  commit: string | null
  ref: string
  /** Version of this program that measured it; absent, as all that follows, in entries of older releases. */
  version?: string
  facts: ImageFacts
  /** Fingerprints of the findings on the Dockerfile. */
  findings?: string[]
  /** What it was judged by. */
  budgets?: KnownBudget[]
  /** Builds of the default branch up to this one, oldest first. */
  history?: BuildPoint[]
}

export const NAME = 'baseline.json'

/**
 * An entry with more is stored without its files and programs: it then tells sizes and layers alone. 50,000 files have
 * 7.3 MB, 0.9 MB compressed, and are read and checked in a second.
 */
const MOST_BYTES = 12e6

/** The key under which the default branch's run stores its measurement; the run makes a rebuilt commit's key new. */
export function baselineKey(imageKey: string, commit: string, runId: string): string {
  return `${commitPrefix(imageKey, commit)}${runId}`
}

export function commitPrefix(imageKey: string, commit: string): string {
  return `${imagePrefix(imageKey)}${commit}-`
}

export function imagePrefix(imageKey: string): string {
  return `go-image-size-1-${imageKey.replace(/[^\w.+:@/]+/g, '_').slice(0, 200)}-`
}

export function writeStored(stored: StoredBaseline): string {
  const slim = {...stored, facts: {...stored.facts, platforms: stored.facts.platforms.map(slimmed)}}
  const text = JSON.stringify(slim)
  if (text.length <= MOST_BYTES) return text
  const platforms = slim.facts.platforms.map(platform => ({...platform, contents: null}))
  return JSON.stringify({...slim, facts: {...slim.facts, platforms}})
}

/** Without what a comparison does not look at. Names of files that look like secrets do not belong in a cache either. */
function slimmed(platform: PlatformFacts): PlatformFacts {
  const {contents} = platform
  return contents === null ? platform : {...platform, contents: {...contents, wasted: [], secrets: []}}
}

/** Cache entries can be written by whoever can push a branch: checked like any foreign document. @throws Error */
export function readStored(document: unknown): StoredBaseline {
  const {created, commit, ref, version, facts, findings, budgets, history} = (document ?? {}) as Record<string, unknown>
  if (typeof created !== 'string' || Number.isNaN(Date.parse(created)) || typeof ref !== 'string')
    throw new Error('the stored baseline is damaged')
  const prints = Array.isArray(findings) ? findings.filter(print => typeof print === 'string').slice(0, 10_000) : null
  const judged = v.safeParse(v.pipe(v.array(KnownBudget), v.maxLength(200)), budgets)
  const builds = v.safeParse(History, history)
  return {
    ...{schema: 1, created, commit: typeof commit === 'string' ? commit : null, ref, facts: readFacts(facts)},
    ...(typeof version === 'string' && {version}),
    ...(prints !== null && {findings: prints}),
    ...(judged.success && {budgets: judged.output}),
    ...(builds.success && {history: builds.output}),
  }
}
