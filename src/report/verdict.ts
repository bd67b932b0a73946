/** What a report says in one sentence, before anything is formatted: which platform speaks for the image, and why. */
import type {PlatformFacts} from '../image/facts.ts'
import type {BudgetVerdict} from '../size/budget.ts'
import type {Bytes, LayerChange, PlatformDiff} from '../size/diff.ts'
import type {Baseline, Finding, Report} from './report.ts'
import {bytes, count, isNoise} from './units.ts'

export type Standing = {
  platform: string
  /** Null without a baseline, or when the platform is new. */
  before: Bytes | null
  /** Null when the platform is gone. */
  after: Bytes | null
  /** Bytes of the Go programs in the own layers; null where there is none, or only sizes are known. */
  binary: {before: number | null; after: number} | null
  budgets: BudgetVerdict[]
}

/** One entry per platform of this image, in its order, then those that only the baseline has. */
export function standings(report: Report): Standing[] {
  const diffs = report.diff?.platforms ?? []
  const budgetsOf = (platform: string): BudgetVerdict[] => report.budgets.filter(each => each.platform === platform)
  const present = (report.facts?.platforms ?? []).map(facts => {
    const {platform, downloadBytes, diskBytes} = facts
    const diff = diffs.find(each => each.platform === platform)
    return {
      platform,
      before: diff?.before ?? null,
      after: {download: downloadBytes, disk: diskBytes},
      binary: programBytes(facts, diff),
      budgets: budgetsOf(platform),
    }
  })
  const gone = diffs
    .filter(({platform, after}) => after === null && !present.some(each => each.platform === platform))
    .map(({platform, before}) => ({platform, before, after: null, binary: null, budgets: []}))
  return [...present, ...gone]
}

/** A diff lists the programs that changed; those of the base image are in the size of the base. */
function programBytes({contents, layers}: PlatformFacts, diff: PlatformDiff | undefined): Standing['binary'] {
  const own = (contents?.programs ?? []).filter(({layer}) => layers[layer]?.part === 'own')
  if (own.length === 0) return null
  const after = own.reduce((sum, {bytes}) => sum + bytes, 0)
  if (!diff?.before || diff.files === null) return {before: null, after}
  const changed = diff.programs.filter(({part}) => part === 'own')
  return {after, before: changed.reduce((sum, change) => sum - (change.after ?? 0) + (change.before ?? 0), after)}
}

/** The platform to name first: most over budget, else grown most, else the first. */
export function leading(all: Standing[]): (Standing & {after: Bytes}) | null {
  const present = all.filter(each => each.after !== null) as (Standing & {after: Bytes})[]
  const [first = null] = present.toSorted((a, b) => excess(b.budgets) - excess(a.budgets) || growth(b) - growth(a))
  return first
}

/** The one to name: what nobody let pass first, the ceiling before the growth, then the most bytes. */
export function overBudget(budgets: BudgetVerdict[]): BudgetVerdict | null {
  const rank = ({input, override}: BudgetVerdict): number =>
    (override === null ? 0 : 2) + (input === 'size-budget' ? 0 : 1)
  const [worst = null] = budgets
    .filter(({ok}) => !ok)
    .toSorted((a, b) => rank(a) - rank(b) || b.actual - b.limit - (a.actual - a.limit))
  return worst
}

const partWords: Record<BudgetVerdict['part'], string> = {
  download: '',
  disk: ' on disk',
  binary: ' of Go programs',
  own: ' of own layers',
}

/** `over budget by 420 kB`, `over the allowed growth on disk by 1.00 MB` */
export function overWords({input, part, actual, limit}: BudgetVerdict): string {
  const what = input === 'size-budget' ? 'over budget' : 'over the allowed growth'
  return `${what}${partWords[part]} by ${bytes(actual - limit)}`
}

/** What of the Dockerfile fails the step, else its errors; null where there is neither. */
export function flawWords({failing, findings}: Report['dockerfile']): string | null {
  if (failing !== null && failing > 0)
    return `${count(failing, 'finding')} in the Dockerfile ${failing === 1 ? 'fails' : 'fail'} the step`
  const errors = findings.filter(({severity}) => severity === 'error').length
  return errors === 0 ? null : `${count(errors, 'error')} in the Dockerfile`
}

/** Where a baseline stands that is not of the very commit that the change starts from; null where it is. */
export function distanceWords({how, distance}: Baseline & {found: true}, ofPullRequest: boolean): string | null {
  if (how === 'ancestor' && distance !== null) return `${count(distance, 'commit')} before this change starts`
  if (how === 'newest' && ofPullRequest) return 'not where this change starts'
  return how === 'rebuilt' ? 'built for this comparison' : null
}

/** Compared, and not a byte above the noise on any platform, up or down. */
export function isUnchanged(report: Report): boolean {
  const all = standings(report)
  return (
    report.build.outcome === 'success' &&
    all.length > 0 &&
    report.budgets.every(({ok}) => ok) &&
    all.every(
      ({before, after}) =>
        before && after && isNoise(after.download - before.download) && isNoise(after.disk - before.disk),
    )
  )
}

/** Something that moved the size; `bytes` are differences. */
export type Cause =
  | {what: 'layer'; kind: LayerChange['kind']; instruction: string; line: number | null; bytes: Bytes}
  | {what: 'base'; changed: number; total: number; bytes: Bytes}
  | {what: 'others'; count: number; bytes: Bytes}
  | {what: 'rest'; bytes: Bytes}

const named = 3

/** Causes by their weight, so that they add up to the difference of the platform. Empty without a baseline. */
export function causes(diff: PlatformDiff | undefined): Cause[] {
  if (!diff?.before || !diff.after) return []
  const moved = diff.layers.filter(({kind}) => kind !== 'same')
  const base = diff.layers.filter(({part}) => part === 'base')
  const movedBase = moved.filter(({part}) => part === 'base')
  const own: Cause[] = moved
    .filter(({part}) => part === 'own')
    .map(change => ({
      what: 'layer',
      kind: change.kind,
      instruction: change.instruction,
      line: change.line,
      bytes: difference(change.before, change.after),
    }))
  const all: Cause[] = movedBase.length
    ? [...own, {what: 'base', changed: movedBase.length, total: base.length, bytes: total(movedBase.map(layerDelta))}]
    : own
  const heavy = all.filter(({bytes}) => !isNoise(bytes.download) || !isNoise(bytes.disk)).toSorted(byWeight)
  const others = heavy.slice(named)
  // Download counts a blob once however often it is used, so layers need not add up to it.
  const rest = minus(difference(diff.before, diff.after), total(heavy.map(({bytes}) => bytes)))
  return [
    ...heavy.slice(0, named),
    ...(others.length
      ? [{what: 'others', count: others.length, bytes: total(others.map(({bytes}) => bytes))} as const]
      : []),
    ...(isNoise(rest.download) ? [] : [{what: 'rest', bytes: rest} as const]),
  ]
}

/** `2 warnings`, `1 error, 2 warnings`; empty when there are none. */
export function findingCounts(findings: Finding[]): string {
  return (['error', 'warning', 'info'] as const)
    .map(severity => ({severity, number: findings.filter(each => each.severity === severity).length}))
    .filter(({number}) => number > 0)
    .map(({severity, number}) => count(number, severity === 'info' ? 'note' : severity))
    .join(', ')
}

export function difference(before: Bytes | null, after: Bytes | null): Bytes {
  return minus(after ?? nothing, before ?? nothing)
}

const nothing: Bytes = {download: 0, disk: 0}

function layerDelta({before, after}: LayerChange): Bytes {
  return difference(before, after)
}

function minus(a: Bytes, b: Bytes): Bytes {
  return {download: a.download - b.download, disk: a.disk - b.disk}
}

function total(parts: Bytes[]): Bytes {
  return parts.reduce((sum, {download, disk}) => ({download: sum.download + download, disk: sum.disk + disk}), nothing)
}

function byWeight(a: Cause, b: Cause): number {
  return Math.abs(b.bytes.download) - Math.abs(a.bytes.download) || Math.abs(b.bytes.disk) - Math.abs(a.bytes.disk)
}

function excess(budgets: BudgetVerdict[]): number {
  const worst = overBudget(budgets)
  return worst === null ? 0 : Math.max(worst.actual - worst.limit, Number.MIN_VALUE)
}

function growth({before, after}: Standing): number {
  return before && after ? after.download - before.download : 0
}
