import type {Report} from '../report/report.ts'
import type {Octokit} from './comments.ts'
import type {Context} from './context.ts'
import {UserError} from './errors.ts'

/** What GitHub says about where reports come from. */
export type Origin = {
  owner: string
  repo: string
  server: string | null
  /** Of the pull request. */
  number: number
  /** Head of the pull request, which was built. */
  commit: string
  runId: string
  runAttempt: string
  runUrl: string | null
}

/**
 * The pull request that reports belong to, or why none gets a comment. A report names its pull request, as GitHub does
 * not for forks (`workflow_run.pull_requests` is empty there); it is believed only where that pull request's head is
 * what the run was started for, so that nobody can write to another's.
 */
export async function originOf(
  reports: readonly Report[],
  context: Context,
  octokit: Octokit,
): Promise<{origin: Origin} | {why: string}> {
  const {repository, workflowRun: run, pullRequest: own, server} = context
  if (repository === null) throw new UserError('input-mode', '`mode: comment` works in a workflow on GitHub.')
  const {owner, name: repo} = repository
  const place = {owner, repo, server}
  if (own !== null) {
    const {runId, runAttempt, runUrl} = context
    const origin = {...place, number: own.number, commit: own.headSha, runId, runAttempt, runUrl}
    return sameCommit(reports, origin.commit) ?? {origin}
  }
  if (run === null)
    throw new UserError(
      'input-mode',
      `\`mode: comment\` works on the events workflow_run and pull_request; this is ${context.event}.`,
    )
  if (run.event !== 'pull_request') return {why: `the run was started by ${run.event}, not by a pull request`}
  const numbers = new Set(reports.map(({source}) => source.pullRequest))
  const [number] = numbers
  if (numbers.size > 1 || number == null) return {why: 'the reports do not name one pull request'}
  const differing = sameCommit(reports, run.headSha)
  if (differing !== null) return differing
  const pull = await pullRequest(octokit, {owner, repo, pull_number: number})
  if (pull === null) return {why: `there is no pull request #${number} here`}
  const from = pull.head.repo?.full_name ?? null
  if (from !== run.headRepository || pull.base.repo.full_name !== `${owner}/${repo}`)
    return {why: `the run is not of pull request #${number}, which the report names`}
  if (pull.head.sha !== run.headSha)
    return {why: `the run is not of the newest commit of pull request #${number}; the run for that one reports`}
  return {
    origin: {...place, number, commit: run.headSha, runId: run.id, runAttempt: run.attempt, runUrl: run.url || null},
  }
}

function sameCommit(reports: readonly Report[], commit: string): {why: string} | null {
  const other = reports.find(({source}) => source.commit !== commit)
  return other === undefined ? null : {why: 'a report is of another commit than its run'}
}

async function pullRequest(octokit: Octokit, place: {owner: string; repo: string; pull_number: number}) {
  try {
    return (await octokit.rest.pulls.get(place)).data
  } catch (error) {
    if ((error as {status?: number}).status === 404) return null
    throw error
  }
}
