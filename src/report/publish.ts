import {writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import type {CommentMode} from '../inputs.ts'
import {type CommentResult, keepComment, type Octokit} from '../runner/comments.ts'
import type {Context} from '../runner/context.ts'
import type {Help} from '../runner/help.ts'
import {hideResolved} from '../runner/hide-comment.ts'
import type {Log} from '../runner/log.ts'
import {annotationsOfBudgets} from './annotations.ts'
import {renderBadge} from './badge.ts'
import {contentOf, isResolvedComment, partOf} from './comment-parts.ts'
import {renderHtml} from './html/render.ts'
import {renderJunit} from './junit.ts'
import type {Report} from './report.ts'
import {renderSarif, type SarifRule} from './sarif.ts'
import {renderSummary} from './summary.ts'
import {isWorthTelling} from './worth-telling.ts'

export type Published = {
  reportFile: string
  /** The same for people, in one file for a browser; null where that could not be made. */
  htmlFile: string | null
  /** The gate as JUnit XML, and the size as a badge. */
  junitFile: string
  badgeFile: string
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
    /** Bytes; null: any change is worth a comment. */
    threshold: number | null
    /** Hide the comment as resolved while there is nothing to tell. */
    hide: boolean
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
  const [junitFile, badgeFile] = [join(options.temp, 'junit.xml'), join(options.temp, 'badge.json')]
  await writeFile(reportFile, JSON.stringify(report, null, 2))
  await writeFile(junitFile, renderJunit(report))
  await writeFile(badgeFile, JSON.stringify(renderBadge(report)))
  const htmlFile = await help.attempt('The HTML report could not be written', null, () =>
    writeHtml(report, options.temp),
  )
  const sarifFile = await writeSarif(report, options)
  for (const {level, message, place} of annotationsOfBudgets(report)) options.log[level](message, place)
  const comment = await help.attempt('The comment could not be written', null, () => commentOn(report, options))
  if (comment?.done === 'refused')
    options.log.notice(`No comment: ${comment.why}. The job summary has the same text.`, {title: 'Go Image'})
  else if (comment?.url) options.log.info(`▸ Report  comment ${comment.done}: ${comment.url}`)
  if (options.hide && options.octokit && comment && comment.done !== 'refused' && comment.node !== null) {
    const why = await hideResolved(options.octokit, comment.node, isResolvedComment)
    if (why !== null) help.warn(`The comment could not be hidden or shown: ${why}`)
  }
  const reason = comment?.done === 'refused' ? `\n\n> [!NOTE]\n> No comment was written: ${comment.why}.\n` : ''
  await help.attempt('The job summary could not be written', undefined, () =>
    options.writeSummary(`${renderSummary(report)}${reason}\n`),
  )
  return {
    reportFile,
    htmlFile,
    junitFile,
    badgeFile,
    sarifFile,
    commentUrl: comment && comment.done !== 'refused' ? comment.url : null,
  }
}

async function writeHtml(report: Report, temp: string): Promise<string> {
  const file = join(temp, 'report.html')
  await writeFile(file, renderHtml(report))
  return file
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
  {mode, threshold, context, octokit}: Parameters<typeof publish>[1],
): Promise<CommentResult | null> {
  const {pullRequest, repository, runId, runAttempt} = context
  if (mode === 'never' || !pullRequest || !repository || !octokit) return null
  return await keepComment(
    octokit,
    {owner: repository.owner, repo: repository.name, issue_number: pullRequest.number},
    contentOf([partOf(report, {runId, runAttempt})], isWorthTelling(report, {mode, threshold})),
  )
}
