/** What the first screen says before the treemap: verdict, one row for each platform, the reason. */
import {runWord} from '../links.ts'
import {plainLines} from '../plain.ts'
import type {Report} from '../report.ts'
import {age, bytes, count, delta, duration, isNoise, percent} from '../units.ts'
import {
  type Cause,
  causes,
  difference,
  flawWords,
  leading,
  overBudget,
  overWords,
  type Standing,
  standings,
} from '../verdict.ts'
import {hasCauses, whyText} from '../why.ts'
import type {Cell, Column, Direction, Head, Table, Text, Why} from './page-data.ts'
import {coded, linked, ofCommit, said} from './words.ts'

export function headOf(report: Report): Head {
  const all = standings(report)
  const lead = leading(all)
  const change = lead?.before ? difference(lead.before, lead.after) : null
  return {
    name: report.image.name,
    ...verdict(report),
    figure: lead === null ? null : bytes(lead.after.download),
    label: lead === null ? 'size not measured' : `download${all.length > 1 ? ` on ${lead.platform}` : ''}`,
    change: lead?.before ? changeText(lead.before.download, lead.after.download, change!.disk) : '',
    direction: directionOf(change === null ? 0 : isNoise(change.download) ? change.disk : change.download),
    platforms: platformTable(report, all),
    why: why(report, lead),
    origin: origin(report),
  }
}

function verdict(report: Report): Pick<Head, 'tone' | 'verdict'> {
  const {build, budgets} = report
  if (build.outcome === 'failure') {
    const {line = null} = build.failure ?? {}
    const at = line === null ? '' : ` at ${report.dockerfile.path ?? 'Dockerfile'}:${line}`
    return {tone: 'bad', verdict: `build failed${at}`}
  }
  const over = overBudget(budgets)
  const flaws = flawWords(report.dockerfile)
  const fails = (over !== null && over.override === null) || (report.dockerfile.failing ?? 0) > 0
  const within = budgets.length > 0 ? 'within budget' : ''
  const budget = over === null ? within : `${overWords(over)}${over.override === null ? '' : ', let pass'}`
  const isGood = within !== '' && over === null && flaws === null
  return {
    tone: fails ? 'bad' : isGood ? 'good' : 'neutral',
    verdict: [budget, flaws ?? ''].filter(each => each !== '').join(' · '),
  }
}

function changeText(before: number, after: number, disk: number): string {
  const more = after - before
  if (isNoise(more)) return isNoise(disk) ? 'unchanged' : `unchanged, ${delta(disk)} on disk`
  const share = percent(before, after)
  return `${delta(more)}${share === null ? '' : ` (${share})`}`
}

function directionOf(difference: number): Direction {
  if (isNoise(difference)) return 'same'
  return difference > 0 ? 'more' : 'less'
}

function platformTable(report: Report, all: Standing[]): Table {
  const binaries = all.some(({binary}) => binary !== null)
  const budgets = all.some(standing => standing.budgets.length > 0)
  const columns: Column[] = [
    {title: 'platform', kind: 'text'},
    {title: 'download', kind: 'size'},
    {title: 'on disk', kind: 'size'},
    ...(binaries ? [{title: 'binary', kind: 'size'} as const] : []),
    ...(budgets ? [{title: 'budget', kind: 'text'} as const] : []),
  ]
  const rows = all.map(({platform, before, after, binary, budgets: verdicts}): Cell[] => {
    const size = (was: number | null, is: number | null): Cell =>
      is === null ? null : {bytes: is, change: was === null ? null : is - was}
    return [
      said(
        after === null ? `${platform}, gone` : before === null && report.baseline.found ? `${platform}, new` : platform,
      ),
      size(before?.download ?? null, after?.download ?? null),
      size(before?.disk ?? null, after?.disk ?? null),
      ...(binaries ? [size(binary?.before ?? null, binary?.after ?? null)] : []),
      ...(budgets ? [said(verdicts.map(budgetText).join(', '))] : []),
    ]
  })
  return {noun: 'platform', columns, rows}
}

function budgetText({input, ok, actual, limit, written}: Report['budgets'][number]): string {
  if (input === 'size-increase') return `${delta(actual, 0)}, ${written} allowed${ok ? '' : ': over'}`
  if (limit <= 0) return `over ${written}`
  // Rounded away from the limit, so that "100 %" is said of nothing else.
  const share = (ok ? Math.floor : Math.ceil)((actual / limit) * 100)
  return `${share} % of ${written}${ok ? '' : ': over'}`
}

function why(report: Report, lead: Standing | null): Why {
  const {build, warnings, baseline} = report
  const nothing = {title: 'Why', causes: [], notes: [], log: []} satisfies Why
  if (build.outcome === 'failure') {
    const log = plainLines((build.failure?.lines ?? []).join('\n')).filter(line => line !== '')
    const step = build.failure?.step ?? null
    return {...nothing, title: 'What failed', causes: step === null ? [] : [{bytes: null, text: coded(step)}], log}
  }
  if (lead === null) return {...nothing, notes: warnings.slice(0, 3)}
  if (!baseline.found) return {...nothing, notes: [`No baseline yet: ${baseline.why}`]}
  const diff = report.diff?.platforms.find(({platform}) => platform === lead.platform)
  if (diff === undefined) return nothing
  const notes = diff.caveats
  if (hasCauses(diff)) {
    const sentences = whyText(diff)
    const found = diff.causes.map(({bytes: size}, index) => ({bytes: size, text: said(sentences[index]!)}))
    return {
      ...nothing,
      title: `Why ${delta(difference(diff.before, diff.after).disk, 0)} on disk`,
      causes: found,
      notes,
    }
  }
  const found = causes(diff).map(each => ({bytes: each.bytes.download, text: said(causeText(each))}))
  return {...nothing, title: found.length === 0 ? 'Nothing to explain' : 'Why', causes: found, notes}
}

function causeText(cause: Cause): string {
  const disk = isNoise(cause.bytes.disk) ? '' : `, ${delta(cause.bytes.disk)} on disk`
  if (cause.what === 'rest') return `rest${disk}`
  if (cause.what === 'others') return `${count(cause.count, 'other layer')}${disk}`
  if (cause.what === 'base') return `base image, ${cause.changed} of ${count(cause.total, 'layer')}${disk}`
  const prefix = {same: '', changed: '', added: 'new: ', removed: 'gone: ', moved: 'moved: ', rebased: ''}[cause.kind]
  return `${prefix}${cause.instruction}${disk}`
}

function origin({source, baseline, build, created, facts}: Report): Text[] {
  const against = baseline.found ? ofCommit(source, baseline.commit, baseline.ref) : null
  const when = baseline.found ? age(baseline.created, created) : null
  const commit = ofCommit(source, source.commit, null)
  return [
    ...(commit === null ? [] : [plainLink(commit, `commit ${commit.text}`)]),
    ...(against === null ? [] : [plainLink(against, `against ${against.text}${when === null ? '' : `, ${when}`}`)]),
    ...(build.seconds > 0
      ? [said(`${build.outcome === 'success' ? 'built in' : 'stopped after'} ${duration(build.seconds)}`)]
      : []),
    ...(facts === null ? [] : [said(`from ${facts.source}`)]),
    ...(source.runUrl === null ? [] : [linked(said(`the ${runWord(source.runUrl)}`), source.runUrl)]),
  ]
}

function plainLink({href}: Text, text: string): Text {
  return {text, ...(href !== undefined && {href})}
}
