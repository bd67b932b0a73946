/** The comment on a pull request: about twelve visible lines, the rest folded. */
import {budgetNotes} from './budget-text.ts'
import {fitted} from './fit.ts'
import {togetherByTheme} from './folds.ts'
import {footer, headline, platformTable, reason} from './head.ts'
import {joined, type Markdown, md} from './markdown.ts'
import type {Report} from './report.ts'
import {type Room, sectionsOf} from './sections.ts'

/** GitHub answers 422 to a longer body, on create and on update alike. */
export const COMMENT_LIMIT = 65_536

const room: Room = {rows: 30, cell: 120, full: false}
const platformRows = 6

/**
 * @param options.marker a whole HTML comment on one line; it stands nowhere else in the body
 * @param options.limit bytes of UTF-8, by default as many as GitHub takes characters
 */
export function renderComment(report: Report, options: {marker: string; limit?: number}): string {
  const {marker, limit = COMMENT_LIMIT} = options
  if (!/^<!-- (?:(?!--)[^\n>])+ -->$/.test(marker)) throw new TypeError(`Not an HTML comment on one line: ${marker}`)
  const first = marker as Markdown
  return fitted(
    {
      sections: sectionsOf(report, room),
      folds: togetherByTheme,
      rows: platformRows,
      unfold: false,
      before: rows =>
        joined([first, headline(report), platformTable(report, rows), budgetNotes(report), reason(report)], '\n\n'),
      after: leftOut => footer(report, leftOut),
      shortest: md`${first}\n\nThis report is too long for a comment; the summary of its run has it.`,
    },
    limit,
  )
}
