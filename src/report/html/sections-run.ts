/** Tables about the run: time, findings, caches, choices, and how things were measured. */
import {sparkline, trendOf} from '../../size/trend.ts'
import {hits} from '../caches-section.ts'
import {linesAround} from '../excerpts.ts'
import type {CacheReport, Finding, Report} from '../report.ts'
import {MOST_BUILDS} from '../trend-section.ts'
import {bytes, count, duration} from '../units.ts'
import {findingCounts, leading, standings} from '../verdict.ts'
import type {Block, Cell, CodeLines, Column, FindingBlock, Section} from './page-data.ts'
import {coded, linked, ofCommit, placed, said} from './words.ts'

export function warnings({warnings: all}: Report): Section {
  const blocks: Block[] = all.length === 0 ? [] : [{block: 'list', items: all}]
  return {id: 'warnings', title: count(all.length, 'warning'), blocks}
}

export function timeline({timeline: all}: Report): Section {
  const spans = all.filter(({start, end}) => end >= start).toSorted((a, b) => a.start - b.start)
  const blocks: Block[] = spans.length === 0 ? [] : [{block: 'timeline', spans}]
  return {id: 'timeline', title: 'Timeline', blocks}
}

const trendColumns: Column[] = [
  {title: 'build', kind: 'text'},
  {title: 'on', kind: 'text'},
  {title: 'download', kind: 'bytes'},
  {title: 'download grew by', kind: 'change'},
  {title: 'on disk', kind: 'bytes'},
  {title: 'Go programs', kind: 'bytes'},
]

/** Of the platform that speaks for the image, the newest build first. */
export function trend(report: Report): Section {
  const lead = leading(standings(report))
  const points = lead === null ? [] : trendOf(report.trend, lead.platform, MOST_BUILDS)
  const title = `Trend: the last ${count(points.length, 'build')} of the default branch`
  if (lead === null || points.length < 2) return {id: 'trend', title, blocks: []}
  const rows = points.map(({commit, created, download, disk, binary}, index): Cell[] => {
    const before = points[index - 1]
    const grew = before === undefined ? null : download - before.download
    return [ofCommit(report.source, commit, null), said(created.slice(0, 10)), download, grew, disk, binary]
  })
  const drawn = `${lead.platform}, download, the newest on the right: ${sparkline(points.map(({download}) => download))}`
  return {
    ...{id: 'trend', title},
    blocks: [
      {block: 'list', items: [drawn]},
      {block: 'table', noun: 'build', columns: trendColumns, rows: rows.toReversed()},
    ],
  }
}

export function findings(report: Report): Section {
  const {findings: all, path} = report.dockerfile
  const lines = knownLines(report.dockerfile)
  const order: Finding['severity'][] = ['error', 'warning', 'info']
  const found = all
    .toSorted((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity))
    .map((finding): FindingBlock => {
      const {severity, rule, url, line, message, remedy} = finding
      return {
        severity: severity === 'info' ? 'note' : severity,
        rule: linked(coded(rule), url),
        place: placed(report.source, path ?? (line === null ? null : 'Dockerfile'), line),
        ...{message, remedy, code: codeAt(lines, finding)},
      }
    })
  const title = found.length === 0 ? 'Dockerfile' : `Dockerfile: ${findingCounts(all)}`
  return {id: 'findings', title, blocks: found.length === 0 ? [] : [{block: 'findings', findings: found}]}
}

/** By their numbers. */
function knownLines({text, excerpts}: Report['dockerfile']): ReadonlyMap<number, string> {
  const parts = text === null ? excerpts : [{from: 1, lines: text.split('\n')}]
  return new Map(parts.flatMap(({from, lines}) => lines.map((line, index): [number, string] => [from + index, line])))
}

function codeAt(lines: ReadonlyMap<number, string>, finding: Finding): CodeLines | null {
  const place = linesAround(finding)
  if (place === null || !lines.has(place.line)) return null
  const numbers = Array.from({length: place.to - place.from + 1}, (_, index) => place.from + index)
  const shown = numbers.filter(number => lines.has(number))
  return {
    from: shown[0]!,
    lines: shown.map(number => lines.get(number)!),
    marked: shown.filter(number => number >= place.line && number <= place.last),
  }
}

/** Shown where one of the caches has a value for it. */
const cacheColumns: (Column & {cell: (cache: CacheReport) => Cell})[] = [
  {title: 'cache', kind: 'text', cell: ({kind}) => said(kind)},
  {title: 'restored from', kind: 'text', cell: ({hit}) => said(hits[hit])},
  {title: 'restored', kind: 'bytes', cell: ({restoredBytes}) => restoredBytes},
  {title: 'lookup', kind: 'seconds', cell: ({seconds}) => seconds.lookup},
  {title: 'download', kind: 'seconds', cell: ({seconds}) => seconds.download},
  {title: 'in', kind: 'seconds', cell: ({seconds}) => seconds.in},
  {title: 'found', kind: 'number', cell: cache => cache.hits},
  {title: 'added', kind: 'number', cell: ({added}) => added},
  {title: 'pack', kind: 'seconds', cell: ({seconds}) => seconds.pack},
  {title: 'out', kind: 'seconds', cell: ({seconds}) => seconds.out},
  {title: 'upload, last time', kind: 'seconds', cell: ({seconds}) => seconds.upload},
  {title: 'saved', kind: 'bytes', cell: ({savedBytes}) => savedBytes},
  {title: 'verdict', kind: 'text', cell: ({verdict}) => said(verdict)},
]

export function caches({build, caches: all, ledger}: Report): Section {
  const used = cacheColumns.filter(({cell}) => all.some(cache => cell(cache) !== null))
  const {cached, total} = build.steps
  const built = total === 0 ? [] : [`${cached} of ${count(total, 'step')} of the Dockerfile came from the layer cache.`]
  const notes = [...built, ...ledgerLines(ledger)]
  const columns = used.map(({title, kind}): Column => ({title, kind}))
  const rows = all.map(cache => used.map(({cell}) => cell(cache)))
  return {
    ...{id: 'caches', title: "Go's caches"},
    blocks: [
      ...(rows.length === 0 ? [] : [{block: 'table', noun: 'cache', columns, rows} satisfies Block]),
      ...(rows.length === 0 ? [] : [keysOf(all)]),
      ...(notes.length === 0 ? [] : [{block: 'list', items: notes} satisfies Block]),
    ],
  }
}

function keysOf(all: CacheReport[]): Block {
  const columns = ['cache', 'key', 'matched', 'what differs'].map((title): Column => ({title, kind: 'text'}))
  const rows = all.map(({kind, key, matchedKey, changed}): Cell[] => [
    ...[said(kind), coded(key), matchedKey === null ? null : coded(matchedKey)],
    changed.length === 0 ? null : said(changed.map(each => `${each.name} ${each.before} → ${each.after}`).join(', ')),
  ])
  return {block: 'table', caption: 'Keys', noun: 'key', columns, rows}
}

function ledgerLines(ledger: Report['ledger']): string[] {
  if (ledger === null) return []
  const {steps, without, verdict, advice} = ledger
  const before = without === null ? '' : `, ${duration(without.seconds)} without caches`
  const sentence = `Ledger: ${verdict}. The steps that use the caches took ${duration(steps)}${before}.`
  return [sentence, ...(advice === null ? [] : [advice])]
}

export function choices(report: Report): Section {
  const columns = ['what', 'choice', 'why', 'evidence'].map((title): Column => ({title, kind: 'text'}))
  const rows = report.decisions.map(({what, choice, reason, evidence}): Cell[] => {
    const [first] = evidence
    const more = evidence.length > 1 ? ` and ${count(evidence.length - 1, 'more place')}` : ''
    const place = first === undefined ? null : placed(report.source, first.file, first.line)
    return [said(what), coded(choice), said(reason), place === null ? null : {...place, text: `${place.text}${more}`}]
  })
  const blocks: Block[] = rows.length === 0 ? [] : [{block: 'table', noun: 'choice', columns, rows}]
  return {id: 'choices', title: 'Choices made without asking', blocks}
}

export function dockerfile({dockerfile: {text, origin}}: Report): Section {
  const title = origin === 'written' ? 'The Dockerfile that was written for this build' : 'Dockerfile'
  const blocks: Block[] =
    text === null ? [] : [{block: 'code', code: {from: 1, lines: text.trimEnd().split('\n'), marked: []}}]
  return {id: 'dockerfile', title, blocks}
}

export function measured(report: Report): Section {
  const {image, facts, baseline, source, tool, created} = report
  const commit = baseline.found ? ofCommit(source, baseline.commit, baseline.ref) : null
  const rows: Cell[][] = [
    ...image.tags.map(tag => [said('tag'), coded(tag)]),
    ...(image.digest === null ? [] : [[said('digest'), coded(image.digest)]]),
    ...(image.id === null ? [] : [[said('image ID'), coded(image.id)]]),
    ...(facts?.platforms ?? []).map(({platform, manifestDigest, compression, layers}) => {
      const own = bytes(layers.filter(({part}) => part === 'own').reduce((sum, {diskBytes}) => sum + diskBytes, 0))
      const text = `${manifestDigest}, ${compression}, ${count(layers.length, 'layer')}, ${own} of it not from the base`
      return [said(platform), coded(text)]
    }),
    ...(facts === null ? [] : [[said('read from'), said(facts.source)]]),
    ...(commit === null ? [] : [[said('baseline'), commit]]),
    [said('baseline'), said(baseline.found ? baseline.why : `none: ${baseline.why}`)],
    [said('made by'), said(`${tool.name} ${tool.version}, ${created}`)],
  ]
  const columns: Column[] = [
    {title: 'what', kind: 'text'},
    {title: 'value', kind: 'text'},
  ]
  const lead =
    'Download is the sum of the different compressed layers in the manifest; on disk is the sum of all layers unpacked. ' +
    'MB is 10⁶ bytes.'
  return {id: 'measured', title: 'How it was measured', lead, blocks: [{block: 'table', noun: 'row', columns, rows}]}
}
