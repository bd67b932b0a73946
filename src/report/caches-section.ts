/** How long the build took, what each cache did in it, and whether they pay for themselves. */
import {capped, size} from './capped-table.ts'
import {shortCommit} from './links.ts'
import {type Column, code, joined, type Markdown, md, prose, text} from './markdown.ts'
import {shortened, shortenedInside} from './plain.ts'
import type {CacheReport, LedgerReport, Report} from './report.ts'
import type {Room, SectionParts} from './sections.ts'
import {count, duration} from './units.ts'
import {isUnchanged} from './verdict.ts'

/** What a cache was restored from, as both reports say it. */
export const hits = {
  exact: 'exact key',
  older: 'older key',
  none: 'nothing',
  warm: 'was there already',
  off: 'off',
} satisfies Record<CacheReport['hit'], string>

export function caches(report: Report, room: Room): SectionParts[] {
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

function time(seconds: number | null): Markdown {
  return seconds === null ? md`–` : text(duration(seconds))
}

function sum(a: number | null, b: number | null): number | null {
  return a === null && b === null ? null : (a ?? 0) + (b ?? 0)
}
