/** The folded parts, as a table: one line in `sections` adds one to the comment and to the summary. */
import type {PlatformFacts} from '../image/facts.ts'
import type {Bytes, LayerChange, PlatformDiff} from '../size/diff.ts'
import {capped, emphasis, more, size} from './capped-table.ts'
import {imageFiles, imageSettings, modulesAndPackages, programSections} from './contents-sections.ts'
import {ganttChart} from './gantt.ts'
import {bullets, instruction} from './head.ts'
import {imageContents, standsOut} from './image-sections.ts'
import {commitName, place, shortCommit} from './links.ts'
import {type Column, code, codeBlock, joined, link, type Markdown, md, prose, text} from './markdown.ts'
import {shortened, shortenedInside} from './plain.ts'
import type {CacheReport, DecisionRow, Finding, LedgerReport, Report} from './report.ts'
import {trend} from './trend-section.ts'
import {count, delta, duration} from './units.ts'
import {difference, findingCounts, isUnchanged, leading, standings} from './verdict.ts'

/** What is about one thing: it can stand in one fold. */
type Theme = 'image' | 'go' | 'contents' | 'dockerfile' | 'warnings' | 'build' | 'history'

export type Section = SectionParts & {theme: Theme}

export type SectionParts = {
  /** How it is called when it had to be left out. */
  name: string
  title: string
  /** Its title behind another one on the same line; without it, its name. */
  beside?: string
  body: Markdown
  /** Unfolded from the start, where there is room. */
  open: boolean
}

export type Room = {
  rows: number
  /** Code points of one cell. */
  cell: number
  /** Everything there is, not only what is worth a reviewer's click. */
  full: boolean
}

export type SectionMaker = (report: Report, room: Room) => SectionParts[]

/** In the order of their use; when a document is too long the last goes first. */
const sections: [SectionMaker, Theme][] = [
  [layers, 'image'],
  [modulesAndPackages, 'go'],
  [imageFiles, 'image'],
  [imageSettings, 'image'],
  [standsOut, 'contents'],
  [findings, 'dockerfile'],
  [warnings, 'warnings'],
  [identity, 'image'],
  [caches, 'build'],
  [programSections, 'go'],
  [imageContents, 'contents'],
  [trend, 'history'],
  [timeline, 'build'],
  [decisions, 'build'],
  [writtenDockerfile, 'build'],
]

export function sectionsOf(report: Report, room: Room): Section[] {
  return sections.flatMap(([section, theme]) => section(report, room).map(each => ({...each, theme})))
}

function layers(report: Report, room: Room): SectionParts[] {
  if (report.facts === null || (isUnchanged(report) && !room.full)) return []
  const platforms = report.facts.platforms
  const lead = leading(standings(report))
  return platforms
    .filter(({platform, layers: all}) => all.length > 0 && (room.full || platform === lead?.platform))
    .map(facts => {
      const of = platforms.length > 1 ? ` of ${shortened(facts.platform, 60)}` : ''
      const diff = report.diff?.platforms.find(({platform}) => platform === facts.platform)
      const {what, body} =
        diff?.before && diff.after ? changedLayers(report, diff, room) : allLayers(report, facts, room)
      return {name: `layers${of}`, title: `Layers${of}: ${what}`, body, open: true}
    })
}

const changeColumns: Column[] = [
  {title: '', align: 'left'},
  {title: 'layer', align: 'left'},
  {title: 'before', align: 'right'},
  {title: 'after', align: 'right'},
  {title: 'download', align: 'right'},
  {title: 'on disk', align: 'right'},
]

const factColumns: Column[] = [
  {title: 'layer', align: 'left'},
  {title: 'download', align: 'right'},
  {title: 'on disk', align: 'right'},
]

const signs = {
  same: md`=`,
  changed: md`~`,
  added: md`+`,
  removed: md`−`,
  moved: md`↕`,
  rebased: md`=`,
} satisfies Record<LayerChange['kind'], Markdown>

function changedLayers(report: Report, {layers: all}: PlatformDiff, room: Room): {what: string; body: Markdown} {
  const changed = all.filter(({kind}) => kind !== 'same').length
  const present = all.filter(({after}) => after !== null).length
  const row = (layer: ListedLayer): Markdown[] => {
    const more = difference(layer.before, layer.after)
    return [
      signs[layer.kind],
      layerName(report, layer, room),
      size(layer.before?.download),
      size(layer.after?.download),
      emphasis(delta(more.download)),
      emphasis(delta(more.disk)),
    ]
  }
  const what = `${changed} of ${present} changed`
  return {what, body: capped(changeColumns, listed(all, room), row, room, 'layer')}
}

function allLayers(report: Report, {layers: all}: PlatformFacts, room: Room): {what: string; body: Markdown} {
  const base = all.filter(({part}) => part === 'base').length
  const asSame = all.map(
    ({part, instruction: written, line, downloadBytes: download, diskBytes: disk}): LayerChange => ({
      kind: 'same',
      part,
      instruction: written,
      line,
      before: null,
      after: {download, disk},
    }),
  )
  const row = (layer: ListedLayer): Markdown[] => [
    layerName(report, layer, room),
    size(layer.after?.download),
    size(layer.after?.disk),
  ]
  const what = base === 0 ? String(all.length) : `${all.length}, ${base} of them from the base image`
  return {what, body: capped(factColumns, listed(asSame, room), row, room, 'layer')}
}

/** `together` counts the layers that share a row. */
type ListedLayer = LayerChange & {together?: number}

/** Base layers that nobody changed are one row, and what changed comes before a cut: that is what a reviewer wants. */
function listed(layers: LayerChange[], room: Room): ListedLayer[] {
  if (room.full) return layers
  const isSameBase = ({part, kind}: LayerChange): boolean => part === 'base' && kind === 'same'
  const same = layers.filter(isSameBase)
  const rest = layers.filter(layer => !isSameBase(layer))
  const [first] = same
  const folded = first && same.length > 1 ? [{...first, ...added(same), together: same.length}, ...rest] : layers
  if (folded.length <= room.rows) return folded
  return folded.toSorted((a, b) => Number(a.kind === 'same') - Number(b.kind === 'same'))
}

function added(layers: LayerChange[]): {before: Bytes | null; after: Bytes | null} {
  const side = (which: 'before' | 'after'): Bytes | null =>
    layers.reduce<Bytes | null>((total, layer) => {
      const size = layer[which]
      if (size === null) return total
      return {download: (total?.download ?? 0) + size.download, disk: (total?.disk ?? 0) + size.disk}
    }, null)
  return {before: side('before'), after: side('after')}
}

function layerName(report: Report, {instruction: written, line, part, together}: ListedLayer, room: Room): Markdown {
  if (together !== undefined) return md`base image, ${text(count(together, 'layer'))}`
  const name = instruction(report, written, part === 'own' ? line : null, room.cell)
  return part === 'base' ? md`base ${name}` : name
}

/** Notes only where there is room: on a pull request they would hide what matters. */
function findings(report: Report, room: Room): SectionParts[] {
  const {findings: all, path} = report.dockerfile
  const shown = room.full ? all : all.filter(({severity}) => severity !== 'info')
  if (shown.length === 0) return []
  const columns: Column[] = [
    {title: 'rule', align: 'left'},
    {title: 'line', align: 'left'},
    {title: 'finding', align: 'left'},
    ...(room.full ? [{title: 'instead', align: 'left'} as const] : []),
  ]
  const row = ({rule, severity, url, line, message, remedy}: Finding): Markdown[] => [
    md`${text(severity === 'info' ? 'note' : severity)} ${link(code(shortened(rule, 60)), url)}`,
    place(report.source, path, line) ?? md``,
    prose(shortened(message, room.cell * 2)),
    ...(room.full ? [prose(shortened(remedy ?? '', room.cell * 2))] : []),
  ]
  const ranked = shown.toSorted((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity))
  return [
    {
      name: 'findings',
      title: `Dockerfile: ${findingCounts(all)}`,
      body: capped(columns, ranked, row, room, 'finding'),
      open: true,
    },
  ]
}

const severities: Finding['severity'][] = ['error', 'warning', 'info']

function warnings(report: Report, room: Room): SectionParts[] {
  const shown = report.warnings.slice(0, room.rows)
  const list = bullets(shown, room.cell * 4)
  if (list === null) return []
  const body = joined([list, more(report.warnings.length - shown.length, 'warning')], '\n\n')
  return [{name: 'warnings', title: count(report.warnings.length, 'warning'), body, open: true}]
}

function identity(report: Report, room: Room): SectionParts[] {
  if (!room.full) return []
  const {image, facts, baseline, source} = report
  const rows: Markdown[][] = [
    ...image.tags.map(tag => [md`tag`, code(shortened(tag, room.cell))]),
    ...(image.digest === null ? [] : [[md`digest`, code(shortened(image.digest, room.cell))]]),
    ...(image.id === null ? [] : [[md`image ID`, code(shortened(image.id, room.cell))]]),
    ...(facts?.platforms ?? []).map(({platform, manifestDigest}) => [
      md`manifest of ${text(shortened(platform, 60))}`,
      code(shortened(manifestDigest, room.cell)),
    ]),
    baseline.found
      ? [
          md`baseline`,
          joined([commitName(source, baseline.commit, baseline.ref), prose(shortened(baseline.why, room.cell))], ' · '),
        ]
      : [md`baseline`, md`none: ${prose(shortened(baseline.why, room.cell))}`],
  ]
  const columns: Column[] = [
    {title: '', align: 'left'},
    {title: '', align: 'left'},
  ]
  return [{name: 'image', title: 'Image', body: capped(columns, rows, row => row, room, 'row'), open: false}]
}

const hits = {
  exact: 'exact key',
  older: 'older key',
  none: 'nothing',
  warm: 'was there already',
  off: 'off',
} satisfies Record<CacheReport['hit'], string>

function caches(report: Report, room: Room): SectionParts[] {
  const {build} = report
  if (build.steps.total === 0 && report.caches.length === 0) return []
  if (isUnchanged(report) && !room.full) return []
  const how =
    build.outcome === 'success' ? 'Built in' : build.outcome === 'failure' ? 'Failed after' : 'Cancelled after'
  const steps = `${build.steps.cached} of ${count(build.steps.total, 'step')} cached`
  const columns = cacheColumns.filter(({full}) => room.full || !full)
  const row = (cache: CacheReport): Markdown[] => columns.map(({cell}) => cell(cache, room))
  const body = report.caches.length
    ? joined([capped(columns, report.caches, row, room, 'cache'), ...ledgerParagraphs(report.ledger)], '\n\n')
    : md`No Go cache was used in this build.`
  return [{name: 'caches', title: `${how} ${duration(build.seconds)}, ${steps}`, body, open: true}]
}

/** Those marked `full` only where there is room for the whole ledger. */
const cacheColumns: (Column & {full?: boolean; cell: (cache: CacheReport, room: Room) => Markdown})[] = [
  {
    ...{title: 'cache', align: 'left'},
    cell: ({kind, key}, room) => (room.full ? md`${text(kind)} ${code(shortenedInside(key, room.cell))}` : text(kind)),
  },
  {
    ...{title: 'restored from', align: 'left'},
    cell: ({hit, matchedKey}, room) =>
      matchedKey === null || hit === 'exact'
        ? text(hits[hit])
        : md`${text(hits[hit])} ${code(shortenedInside(matchedKey, room.full ? room.cell : 40))}`,
  },
  {title: 'bytes', align: 'right', cell: ({restoredBytes}) => size(restoredBytes)},
  {title: 'lookup', align: 'right', full: true, cell: ({seconds}) => time(seconds.lookup)},
  {title: 'download', align: 'right', full: true, cell: ({seconds}) => time(seconds.download)},
  {
    ...{title: 'in', align: 'right'},
    cell: ({seconds}, room) => time(room.full ? seconds.in : sum(seconds.download, seconds.in)),
  },
  {title: 'found', align: 'right', full: true, cell: ({hits}) => number(hits)},
  {title: 'added', align: 'right', full: true, cell: ({added}) => number(added)},
  {title: 'pack', align: 'right', full: true, cell: ({seconds}) => time(seconds.pack)},
  {title: 'out', align: 'right', cell: ({seconds}) => time(seconds.out)},
  {title: 'upload, last time', align: 'right', full: true, cell: ({seconds}) => time(seconds.upload)},
  {
    ...{title: 'saved', align: 'right'},
    cell: ({savedBytes}) => (savedBytes === 0 ? md`nothing new` : size(savedBytes)),
  },
  {title: 'verdict', align: 'left', cell: ({verdict}, room) => prose(shortened(verdict, room.cell))},
]

function number(value: number | null): Markdown {
  return text(value === null ? '–' : value.toLocaleString('en'))
}

function ledgerParagraphs(ledger: LedgerReport | null): Markdown[] {
  if (ledger === null) return []
  const {steps, without, verdict, advice} = ledger
  const before = without === null ? '' : `, ${duration(without.seconds)} without caches${ofCommit(without.commit)}`
  return [
    prose(`Go's caches: ${verdict}. The steps that use them took ${duration(steps)}${before}.`),
    ...(advice === null ? [] : [prose(advice)]),
  ]
}

function ofCommit(commit: string | null): string {
  return commit === null ? '' : ` (commit ${shortCommit(commit)})`
}

function timeline(report: Report, room: Room): SectionParts[] {
  const chart = room.full ? ganttChart(report.timeline.slice(0, 60)) : null
  // GitHub draws a diagram with no width where its section is folded.
  return chart === null ? [] : [{name: 'timeline', title: 'Timeline', body: codeBlock(chart, 'mermaid'), open: true}]
}

function decisions(report: Report, room: Room): SectionParts[] {
  if (report.decisions.length === 0 || (isUnchanged(report) && !room.full)) return []
  const columns: Column[] = [
    {title: 'what', align: 'left'},
    {title: 'choice', align: 'left'},
    {title: 'why', align: 'left'},
  ]
  const row = ({what, choice, reason, evidence}: DecisionRow): Markdown[] => [
    text(shortened(what, room.cell)),
    code(shortened(choice, room.cell)),
    joined(
      [
        prose(shortened(reason, room.cell)),
        ...evidence.slice(0, room.full ? 20 : 3).map(({file, line}) => place(report.source, file, line)),
      ],
      ' · ',
    ),
  ]
  const title = `${count(report.decisions.length, 'choice')} made without asking`
  const body = capped(columns, report.decisions, row, room, 'choice')
  return [{name: 'choices', title, beside: title, body, open: false}]
}

function writtenDockerfile(report: Report, room: Room): SectionParts[] {
  const {text: written} = report.dockerfile
  if (written === null || (isUnchanged(report) && !room.full)) return []
  return [
    {
      name: 'the Dockerfile',
      title: 'The Dockerfile that was written for this build',
      beside: 'the Dockerfile that was written',
      body: codeBlock(written, 'dockerfile'),
      open: false,
    },
  ]
}

function time(seconds: number | null): Markdown {
  return seconds === null ? md`–` : text(duration(seconds))
}

function sum(a: number | null, b: number | null): number | null {
  return a === null && b === null ? null : (a ?? 0) + (b ?? 0)
}
