/** The folded parts, as a table: one line in `sections` adds one to the comment and to the summary. */
import {caches} from './caches-section.ts'
import {capped, more} from './capped-table.ts'
import {imageFiles, imageSettings, modulesAndPackages, programSections} from './contents-sections.ts'
import {ganttChart} from './gantt.ts'
import {bullets} from './head.ts'
import {imageContents, standsOut} from './image-sections.ts'
import {layers} from './layers-section.ts'
import {commitName, place} from './links.ts'
import {type Column, code, codeBlock, joined, link, type Markdown, md, prose, text} from './markdown.ts'
import {shortened} from './plain.ts'
import type {DecisionRow, Finding, Report} from './report.ts'
import {trend} from './trend-section.ts'
import {count} from './units.ts'
import {findingCounts, isUnchanged} from './verdict.ts'

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
