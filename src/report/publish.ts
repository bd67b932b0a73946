import {writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import type {CommentMode} from '../inputs.ts'
import {type CommentResult, keepComment, type Octokit} from '../runner/comments.ts'
import type {Context} from '../runner/context.ts'
import type {Help} from '../runner/help.ts'
import type {Log} from '../runner/log.ts'
import {commentMarker, renderComment} from './comment.ts'
import type {Report} from './report.ts'
import {renderSarif, type SarifRule} from './sarif.ts'
import {renderSummary} from './summary.ts'

export type Published = {
  reportFile: string
  /** Null for a Dockerfile that was not checked. */
  sarifFile: string | null
  commentUrl: string | null
}

/** Brings a finished report to people: as a file, as job summary, and as the comment on the pull request. */
export async function publish(
  report: Report,
  options: {
    temp: string
    mode: CommentMode
    /** Tells comments apart; the image's key. */
    key: string
    context: Context
    octokit: Octokit | null
    writeSummary: (markdown: string) => Promise<void>
    log: Log
    /** Of the Dockerfile check. */
    rules: readonly SarifRule[]
  },
  help: Help,
): Promise<Published> {
  const reportFile = join(options.temp, 'report.json')
  await writeFile(reportFile, JSON.stringify(report, null, 2))
  const sarifFile = await writeSarif(report, options)
  const comment = await help.attempt('The comment could not be written', null, () => commentOn(report, options))
  if (comment?.done === 'refused')
    options.log.notice(`No comment: ${comment.why}. The job summary has the same text.`, {title: 'Go Image'})
  else if (comment?.url) options.log.info(`▸ Report  comment ${comment.done}: ${comment.url}`)
  const reason = comment?.done === 'refused' ? `\n\n> [!NOTE]\n> No comment was written: ${comment.why}.\n` : ''
  await help.attempt('The job summary could not be written', undefined, () =>
    options.writeSummary(`${renderSummary(report)}${reason}\n`),
  )
  return {reportFile, sarifFile, commentUrl: comment && comment.done !== 'refused' ? comment.url : null}
}

/** A file without findings closes those of before in code scanning. */
async function writeSarif(
  {dockerfile, tool}: Report,
  {temp, rules}: Parameters<typeof publish>[1],
): Promise<string | null> {
  const {origin, path, findings} = dockerfile
  if (origin === 'written' || path === null) return null
  const file = join(temp, 'findings.sarif')
  await writeFile(file, JSON.stringify(renderSarif(findings, {file: path, rules, version: tool.version}), null, 2))
  return file
}

async function commentOn(
  report: Report,
  {mode, key, context, octokit}: Parameters<typeof publish>[1],
): Promise<CommentResult | null> {
  const {pullRequest, repository} = context
  if (mode === 'never' || !pullRequest || !repository || !octokit) return null
  const marker = commentMarker(key)
  return await keepComment(
    octokit,
    {owner: repository.owner, repo: repository.name, issue_number: pullRequest.number},
    {marker, body: renderComment(report, {marker}), create: mode === 'auto' || worthTelling(report)},
  )
}

/** Something that a reviewer would want to know without having asked. */
function worthTelling({build, budgets, budgetChanges, diff}: Report): boolean {
  return (
    build.outcome !== 'success' ||
    budgets.some(budget => !budget.ok) ||
    budgetChanges.some(({before}) => before !== null) ||
    (diff?.platforms.some(({before, after}) => before?.download !== after?.download) ?? false)
  )
}
