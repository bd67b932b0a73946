/** The summary of `mode: caches`: one table, and what the caches saved. */
import {type Column, joined, type Markdown, md, prose, table, text} from './markdown.ts'
import type {CacheReport, LedgerReport} from './report.ts'
import {bytes, duration} from './units.ts'

const columns: Column[] = [
  {title: 'cache', align: 'left'},
  {title: 'restored', align: 'right'},
  {title: 'saved', align: 'right'},
  {title: 'verdict', align: 'left'},
]

export function renderCaches(caches: CacheReport[], ledger: LedgerReport | null): Markdown {
  const size = (count: number | null) => text(count === null ? '–' : bytes(count))
  const rows = caches.map(({kind, restoredBytes, savedBytes, verdict}) => [
    text(kind),
    size(restoredBytes),
    size(savedBytes),
    prose(verdict),
  ])
  const lines =
    ledger === null
      ? []
      : [
          md`Ledger: ${prose(ledger.verdict)}. The steps of this job after the caches took ${text(duration(ledger.steps))}.`,
          ...(ledger.advice === null ? [] : [prose(ledger.advice)]),
        ]
  return md`${joined([md`### Go's caches on the runner`, table(columns, rows), ...lines], '\n\n')}\n`
}
