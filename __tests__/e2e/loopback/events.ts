/** What started a workflow run: the payload as GitHub sends it, and what a runner derives from it. */
import {createHash} from 'node:crypto'
import {repositoryJson} from './rest.ts'
import {type CacheScope, READ, WRITE} from './tokens.ts'

export type WorkflowEvent = {
  name: 'push' | 'pull_request' | 'workflow_run'
  /** GITHUB_REF, a full ref. */
  ref: string
  refName: string
  refType: 'branch' | 'tag'
  /** GITHUB_SHA; for a pull request the merge commit. */
  sha: string
  /** Branch names, empty outside pull requests. */
  baseRef: string
  headRef: string
  repository: string
  defaultBranch: string
  /** The code comes from a fork: GitHub's token is read-only. */
  fork: boolean
  payload: Record<string, unknown>
}

export type RepositoryOptions = {repository?: string; defaultBranch?: string}

const NO_COMMIT = '0'.repeat(40)
const SENDER = {login: 'octocat', id: 583231, type: 'User'}

export function pushEvent(
  options: RepositoryOptions & {branch?: string; sha?: string; before?: string; message?: string} = {},
): WorkflowEvent {
  const {branch = 'main', message = 'Change'} = options
  const base = repositoryOf(options)
  const sha = options.sha ?? commit(`${branch} head`)
  const before = options.before ?? commit(`${branch} before`)
  const ref = `refs/heads/${branch}`
  return {
    ...base,
    name: 'push',
    ref,
    refName: branch,
    refType: 'branch',
    sha,
    baseRef: '',
    headRef: '',
    fork: false,
    payload: {
      ref,
      before,
      after: sha,
      base_ref: null,
      created: before === NO_COMMIT,
      deleted: false,
      forced: false,
      compare: `https://github.com/${base.repository}/compare/${before.slice(0, 12)}...${sha.slice(0, 12)}`,
      commits: [commitJson(sha, message)],
      head_commit: commitJson(sha, message),
      repository: payloadRepository(base),
      pusher: {name: SENDER.login},
      sender: SENDER,
    },
  }
}

export function tagEvent(options: RepositoryOptions & {tag?: string; sha?: string} = {}): WorkflowEvent {
  const {tag = 'v1.0.0'} = options
  const push = pushEvent({...options, branch: options.defaultBranch ?? 'main', before: NO_COMMIT})
  const ref = `refs/tags/${tag}`
  return {...push, ref, refName: tag, refType: 'tag', payload: {...push.payload, ref, base_ref: push.ref}}
}

export function pullRequestEvent(
  options: RepositoryOptions & {
    number?: number
    /** Branch that the pull request wants to change. */
    base?: string
    baseSha?: string
    head?: string
    headSha?: string
    mergeSha?: string
    fork?: boolean
    labels?: string[]
    title?: string
    draft?: boolean
    action?: 'opened' | 'synchronize' | 'reopened' | 'labeled' | 'closed'
  } = {},
): WorkflowEvent {
  const {number = 1, head = 'feature', fork = false, labels = [], action = 'synchronize'} = options
  const repository = repositoryOf(options)
  const base = options.base ?? repository.defaultBranch
  const baseSha = options.baseSha ?? commit(`${base} head`)
  const headSha = options.headSha ?? commit(`${head} head`)
  const mergeSha = options.mergeSha ?? commit(`merge of ${headSha}`)
  const headRepository = fork
    ? {...repository, repository: repository.repository.replace(/^[^/]+/, 'fork')}
    : repository
  const url = `https://github.com/${repository.repository}/pull/${number}`
  return {
    ...repository,
    name: 'pull_request',
    ref: `refs/pull/${number}/merge`,
    refName: `${number}/merge`,
    refType: 'branch',
    sha: mergeSha,
    baseRef: base,
    headRef: head,
    fork,
    payload: {
      action,
      number,
      ...(action === 'synchronize' && {before: commit(`${head} before`), after: headSha}),
      pull_request: {
        number,
        id: 1_500_000_000 + number,
        url: `https://api.github.com/repos/${repository.repository}/pulls/${number}`,
        html_url: url,
        state: action === 'closed' ? 'closed' : 'open',
        title: options.title ?? 'Change',
        body: null,
        draft: options.draft ?? false,
        user: SENDER,
        labels: labels.map((name, index) => ({id: index + 1, name, color: 'ededed', description: null})),
        base: branchJson(base, baseSha, repository, false),
        head: branchJson(head, headSha, headRepository, fork),
        merge_commit_sha: mergeSha,
        author_association: fork ? 'CONTRIBUTOR' : 'MEMBER',
      },
      repository: payloadRepository(repository),
      sender: SENDER,
    },
  }
}

/** After another workflow's run for `of`; it runs on the default branch with the repository's own rights. */
export function workflowRunEvent(
  of: WorkflowEvent,
  run: {id?: number; headSha?: string; headRepository?: string} = {},
): WorkflowEvent {
  const push = pushEvent({repository: of.repository, defaultBranch: of.defaultBranch})
  const head = (of.payload.pull_request as {head?: {sha: string; repo: {full_name: string}}} | undefined)?.head
  const id = run.id ?? 4712
  return {
    ...push,
    name: 'workflow_run',
    payload: {
      action: 'completed',
      workflow_run: {
        ...{id, run_attempt: 1, name: 'Image', event: of.name, status: 'completed', conclusion: 'success'},
        head_branch: of.headRef,
        head_sha: run.headSha ?? head?.sha ?? of.sha,
        head_repository: {full_name: run.headRepository ?? head?.repo.full_name ?? of.repository},
        html_url: `https://github.com/${of.repository}/actions/runs/${id}`,
        // GitHub names none for a fork.
        pull_requests: [],
      },
      repository: push.payload.repository,
      sender: SENDER,
    },
  }
}

/**
 * The refs whose cache entries a run may read, in the order of the search; it writes the first one only.
 * https://docs.github.com/actions/reference/workflows-and-actions/dependency-caching#restrictions-for-accessing-a-cache
 */
export function cacheScopes(event: WorkflowEvent, own: number = READ | WRITE): CacheScope[] {
  const others = [event.baseRef, event.defaultBranch]
    .filter(branch => branch !== '')
    .map(branch => `refs/heads/${branch}`)
  const readable = [...new Set(others)].filter(ref => ref !== event.ref)
  return [{Scope: event.ref, Permission: own}, ...readable.map(Scope => ({Scope, Permission: own & READ}))]
}

/** A commit's hash that is the same in every run. */
export function commit(seed: string): string {
  return createHash('sha1').update(seed).digest('hex')
}

function repositoryOf(options: RepositoryOptions): {repository: string; defaultBranch: string} {
  return {repository: options.repository ?? 'acme/ledger', defaultBranch: options.defaultBranch ?? 'main'}
}

function payloadRepository({
  repository,
  defaultBranch,
}: {
  repository: string
  defaultBranch: string
}): Record<string, unknown> {
  return repositoryJson({name: repository, defaultBranch, private: false})
}

function branchJson(
  branch: string,
  sha: string,
  repository: {repository: string; defaultBranch: string},
  fork: boolean,
): Record<string, unknown> {
  const [owner] = repository.repository.split('/')
  return {
    label: `${owner}:${branch}`,
    ref: branch,
    sha,
    user: {login: owner},
    repo: {...payloadRepository(repository), fork},
  }
}

function commitJson(sha: string, message: string): Record<string, unknown> {
  return {
    id: sha,
    message,
    timestamp: '2026-11-20T09:00:00Z',
    author: {name: 'Mona Lisa', email: 'octocat@github.com', username: SENDER.login},
  }
}
