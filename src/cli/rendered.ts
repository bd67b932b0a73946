import {RULES} from '../dockerfile/rules/table.ts'
import {renderBadge} from '../report/badge.ts'
import {renderComment} from '../report/comment.ts'
import {COMMENT_MARKER} from '../report/comment-parts.ts'
import {renderHtml} from '../report/html/render.ts'
import {renderJunit} from '../report/junit.ts'
import type {Report} from '../report/report.ts'
import {renderSarif} from '../report/sarif.ts'
import {renderSummary} from '../report/summary.ts'
import {renderText} from '../report/text.ts'
import {UserError} from '../runner/errors.ts'
import {json} from './command-line.ts'
import type {Terminal} from './verb.ts'

export function rendered(report: Report, format: string, {terminal}: Terminal): string {
  if (format === 'markdown') return renderComment(report, {marker: COMMENT_MARKER})
  if (format === 'summary') return renderSummary(report)
  if (format === 'text') return renderText(report, terminal)
  if (format === 'html') return renderHtml(report)
  if (format === 'sarif') {
    const {dockerfile, tool} = report
    return json(
      renderSarif(dockerfile.findings, {file: dockerfile.path ?? 'Dockerfile', rules: RULES, version: tool.version}),
    )
  }
  if (format === 'junit') return renderJunit(report)
  if (format === 'badge') return JSON.stringify(renderBadge(report))
  throw new UserError(
    'usage',
    `--format is "${format}"; it can be text, markdown, summary, html, sarif, junit, badge or json.`,
  )
}
