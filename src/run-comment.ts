/**
 * `mode: comment`: a job that may write posts what one that may not has found. A pull request from a fork builds without
 * secrets and leaves its report as an artifact; this job, started by `workflow_run`, takes the report for what it is: a
 * document that the fork's author may have written. It builds nothing and runs nothing of the pull request.
 */
import type {Inputs} from './inputs.ts'
import {contentOf, isResolvedComment, partOf} from './report/comment-parts.ts'
import {readReports} from './report/read-reports.ts'
import type {Report} from './report/report.ts'
import {renderSummary, SUMMARY_LIMIT} from './report/summary.ts'
import {isWorthTelling} from './report/worth-telling.ts'
import {keepComment, type Octokit} from './runner/comments.ts'
import type {Context} from './runner/context.ts'
import {messageOf, UserError} from './runner/errors.ts'
import {hideResolved} from './runner/hide-comment.ts'
import type {Log} from './runner/log.ts'
import {type Origin, originOf} from './runner/pull-request.ts'

type CommentMachine = {log: Log; octokit: Octokit | null; writeSummary: (markdown: string) => Promise<void>}

/**
 * The comment's address, null where there is none. Throws a UserError for a wrong input, a report that is none, and
 * where GitHub does not answer.
 */
export async function commentOnReports(...given: Parameters<typeof postReports>): Promise<string | null> {
  try {
    return await postReports(...given)
  } catch (error) {
    throw unavailable(error)
  }
}

/** An answer, or none, that more tries did not change (@octokit/request-error has its status, 500 for none). */
function unavailable(error: unknown): unknown {
  if (typeof (error as {status?: unknown}).status !== 'number') return error
  return new UserError(
    'github-unavailable',
    `GitHub does not take the comment: ${messageOf(error)}. Run this job again; behind a proxy, see to https_proxy and NODE_EXTRA_CA_CERTS.`,
    {cause: error},
  )
}

async function postReports(
  {report: place, comment: mode, commentThreshold: threshold, commentHide}: Inputs,
  context: Context,
  {log, octokit, writeSummary}: CommentMachine,
): Promise<string | null> {
  if (octokit === null)
    throw new UserError('input-github-token', '`mode: comment` needs `github-token`, which may write pull requests.')
  const reports = await readReports(place, context.workspace)
  if (reports.length === 0) {
    log.notice(`No report in ${place}: the run ended before it wrote one.`, {title: 'Go Image'})
    return null
  }
  const found = await originOf(reports, context, octokit)
  if ('why' in found) {
    log.notice(`No comment: ${found.why}.`, {title: 'Go Image'})
    return null
  }
  const {origin} = found
  const own = reports.map(report => asOf(origin, report))
  // All of them are in the summary of one step, which is dropped whole when it is too long.
  const limitBytes = Math.floor(SUMMARY_LIMIT / own.length) - 1
  for (const report of own) await writeSummary(`${renderSummary(report, {limitBytes})}\n`)
  if (mode === 'never') return null
  const result = await keepComment(
    octokit,
    {owner: origin.owner, repo: origin.repo, issue_number: origin.number},
    contentOf(
      own.map(report => partOf(report, origin)),
      own.some(report => isWorthTelling(report, {mode, threshold})),
    ),
  )
  if (result.done === 'refused') {
    log.notice(`No comment: ${result.why}. The job summary has the same text.`, {title: 'Go Image'})
    return null
  }
  if (commentHide && result.node !== null) {
    const why = await hideResolved(octokit, result.node, isResolvedComment)
    if (why !== null) log.warning(`The comment could not be hidden or shown: ${why}`)
  }
  if (result.url !== null) log.info(`▸ Report  comment ${result.done}: ${result.url}`)
  return result.url
}

/** Where the report leads to is GitHub's word, not the report's. */
function asOf({owner, repo, number, server, commit, runUrl}: Origin, report: Report): Report {
  const {ref, job} = report.source
  return {
    ...report,
    source: {...{server, repository: `${owner}/${repo}`, commit, ref, job, runUrl}, pullRequest: number},
  }
}
