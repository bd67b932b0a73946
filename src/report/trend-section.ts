/** How the size went on the default branch: a chart, and the newest builds as a table. */
import {rangeOf, type TrendPoint, trendOf} from '../size/trend.ts'
import {commitName} from './links.ts'
import {type Column, joined, type Markdown, md, table, text} from './markdown.ts'
import {shortened} from './plain.ts'
import type {Report} from './report.ts'
import type {Room, SectionParts} from './sections.ts'
import {bytes, count, delta} from './units.ts'
import {leading, standings} from './verdict.ts'

export const MOST_BUILDS = 30
const listed = 10

const columns: Column[] = [
  {title: 'build', align: 'left'},
  {title: 'on', align: 'left'},
  {title: 'download', align: 'right'},
  {title: 'on disk', align: 'right'},
  {title: 'Go programs', align: 'right'},
  {title: 'download grew by', align: 'right'},
]

/** Of the platform that speaks for the image; nothing where there are not two builds. */
export function trend(report: Report, room: Room): SectionParts[] {
  const lead = leading(standings(report))
  const points = lead === null || !room.full ? [] : trendOf(report.trend, lead.platform, MOST_BUILDS)
  if (lead === null || points.length < 2) return []
  const of = (report.facts?.platforms.length ?? 0) > 1 ? ` of ${shortened(lead.platform, 60)}` : ''
  const rows = points.map((point, index) => row(report, point, points[index - 1] ?? null)).slice(-listed)
  return [
    {
      name: 'trend',
      title: `Trend${of}: the last ${count(points.length, 'build')} of the default branch`,
      body: joined([chart(points), table(columns, rows.toReversed())], '\n\n'),
      // GitHub draws a diagram with no width where its section is folded.
      open: true,
    },
  ]
}

function row(report: Report, point: TrendPoint, before: TrendPoint | null): Markdown[] {
  const {commit, created, download, disk, binary} = point
  return [
    commitName(report.source, commit, null) ?? md`–`,
    text(created.slice(0, 10)),
    text(bytes(download)),
    text(bytes(disk)),
    binary === null ? md`–` : text(bytes(binary)),
    before === null ? md`–` : text(delta(download - before.download)),
  ]
}

/**
 * mermaid.js.org/syntax/xyChart.html. Older versions know the name with `-beta` alone, newer ones take it too
 * (packages/mermaid/src/diagrams/xychart/parser/xychart.jison). Made of numbers only: codeBlock() would take the arrows
 * for a comment's end.
 */
function chart(points: TrendPoint[]): Markdown {
  const sizes = points.map(({download}) => download)
  const {low, high} = rangeOf(sizes)
  const {unit, size} = high < 1e6 ? {unit: md`kB`, size: 1e3} : {unit: md`MB`, size: 1e6}
  const bottom = Math.floor((low / size) * 1e3) / 1e3
  const top = Math.ceil((high / size) * 1e3) / 1e3
  const line = sizes.map(value => md`${Math.round((value / size) * 1e3) / 1e3}`)
  return md`\`\`\`mermaid
xychart-beta
  x-axis "builds, the newest on the right" 1 --> ${points.length}
  y-axis "download, ${unit}" ${bottom} --> ${top}
  line [${joined(line, ', ')}]
\`\`\``
}
