/** What GitHub knows of commits and pull requests that the checkout does not have. Null where it does not answer. */
import type {Octokit} from './comments.ts'
import {inTime} from './patience.ts'

export type Hub = {octokit: Octokit; owner: string; repo: string; signal: AbortSignal}

const PATIENCE_MS = 10_000

/** docs.github.com/rest/commits/commits, "Compare two commits": also of a fork's commit. */
export async function mergeBaseOf({octokit, owner, repo, signal}: Hub, base: string, head: string) {
  return await inTime(PATIENCE_MS, signal, async limit => {
    const asked = {owner, repo, basehead: `${base}...${head}`, per_page: 1, request: {signal: limit}}
    const {data} = await octokit.rest.repos.compareCommitsWithBasehead(asked)
    return data.merge_base_commit.sha
  })
}

/** The commit and those before it, at most 100, newest first. */
export async function commitsFrom({octokit, owner, repo, signal}: Hub, sha: string): Promise<string[] | null> {
  return await inTime(PATIENCE_MS, signal, async limit => {
    const {data} = await octokit.rest.repos.listCommits({owner, repo, sha, per_page: 100, request: {signal: limit}})
    return data.map(commit => commit.sha)
  })
}

/** The commit that a branch, tag or shortened hash stands for; `none` where GitHub knows no such. */
export async function commitNamed({octokit, owner, repo, signal}: Hub, ref: string): Promise<string | 'none' | null> {
  return await inTime(PATIENCE_MS, signal, async limit => {
    try {
      return (await octokit.rest.repos.getCommit({owner, repo, ref, per_page: 1, request: {signal: limit}})).data.sha
    } catch (error) {
      const {status} = error as {status?: number}
      if (status === 404 || status === 422) return 'none'
      throw error
    }
  })
}

export async function messageOfCommit({octokit, owner, repo, signal}: Hub, ref: string): Promise<string | null> {
  return await inTime(PATIENCE_MS, signal, async limit => {
    const {data} = await octokit.rest.repos.getCommit({owner, repo, ref, per_page: 1, request: {signal: limit}})
    return data.commit.message
  })
}

/** Those of now: an event that is run again still has the labels of when it happened. */
export async function labelsOfPull({octokit, owner, repo, signal}: Hub, pull: number): Promise<string[] | null> {
  return await inTime(PATIENCE_MS, signal, async limit => {
    const asked = {owner, repo, issue_number: pull, per_page: 100, request: {signal: limit}}
    return (await octokit.rest.issues.listLabelsOnIssue(asked)).data.map(({name}) => name)
  })
}

/** Labels of the merged pull requests that brought a commit. */
export async function labelsOfMerged({octokit, owner, repo, signal}: Hub, sha: string): Promise<string[] | null> {
  return await inTime(PATIENCE_MS, signal, async limit => {
    const asked = {owner, repo, commit_sha: sha, per_page: 10, request: {signal: limit}}
    const {data} = await octokit.rest.repos.listPullRequestsAssociatedWithCommit(asked)
    return data.filter(pull => pull.merged_at !== null).flatMap(pull => pull.labels.map(({name}) => name))
  })
}
