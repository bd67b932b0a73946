/** The summary of the step: what the comment says, with every row. */
import {budgetNotes} from './budget-text.ts'
import {fitted} from './fit.ts'
import {footer, headline, platformTable, reason} from './head.ts'
import {joined, md} from './markdown.ts'
import type {Report} from './report.ts'
import {type Room, sectionsOf} from './sections.ts'

/** GitHub drops a summary above 1 MiB whole, and loses some just below (https://github.com/actions/runner/issues/4337). */
export const SUMMARY_LIMIT = 1024 * 1024 - 1000

const room: Room = {rows: 1_000, cell: 300, full: true}
const platformRows = 100

export function renderSummary(report: Report, options: {limitBytes?: number} = {}): string {
  return fitted(
    {
      sections: sectionsOf(report, room),
      folds: sections => sections,
      rows: platformRows,
      unfold: true,
      before: rows =>
        joined([headline(report), platformTable(report, rows), budgetNotes(report), reason(report)], '\n\n'),
      after: leftOut => footer(report, leftOut),
      shortest: md`This report is too long for a summary.`,
    },
    options.limitBytes ?? SUMMARY_LIMIT,
  )
}
