import {readFile} from 'node:fs/promises'

/** What the runner says about this run, read once by the entry files. */
export type Context = {
  /** `https://github.com` or an enterprise server; null on a laptop. */
  server: string | null
  api: string
  repository: {
    owner: string
    name: string
    defaultBranch: string | null
    private: boolean
    /** What its page says; absent when that is not known. */
    description?: string
    /** SPDX identifier, absent where GitHub knows none. */
    license?: string
  } | null
  /** `push`, `pull_request`, `release`, …; `local` on a laptop. */
  event: string
  /** Full reference, `refs/heads/main`. */
  ref: string
  /** The commit that is built: the head of the pull request, not the merge commit that GitHub makes for it. */
  commit: string | null
  /** The commit that the event is about (GITHUB_SHA): what actions/checkout takes, for a pull request its merge commit. */
  sha: string | null
  runUrl: string | null
  runId: string
  runAttempt: string
  /** Id of the job in its workflow, the same for all jobs of a matrix; empty on a laptop. */
  job: string
  pullRequest: {
    number: number
    baseSha: string
    baseRef: string
    headSha: string
    fork: boolean
    /** When the event happened. */
    labels: string[]
  } | null
  /** Message of the commit that was pushed; null for other events. */
  message: string | null
  /** The run that this one follows, for the event `workflow_run`; all of it is GitHub's word. */
  workflowRun: WorkflowRun | null
  workspace: string
  temp: string
  /** `cache-mode` of the workflow (none, read, write, write-only), null when not set. */
  cacheMode: string | null
}

export type WorkflowRun = {
  id: string
  attempt: string
  /** What started it: `pull_request`, `push`, … */
  event: string
  headSha: string
  headBranch: string
  /** `owner/name`, of the fork where it is one; null when that is deleted. */
  headRepository: string | null
  url: string
}

type Payload = {
  workflow_run?: {
    id?: number
    run_attempt?: number
    event?: string
    head_sha?: string
    head_branch?: string | null
    head_repository?: {full_name?: string} | null
    html_url?: string
  }
  repository?: {
    default_branch?: string
    private?: boolean
    description?: string | null
    license?: {spdx_id?: string | null} | null
  }
  head_commit?: {message?: string} | null
  pull_request?: {
    number?: number
    labels?: {name?: string}[]
    base?: {sha?: string; ref?: string; repo?: {full_name?: string}}
    head?: {sha?: string; repo?: {full_name?: string} | null}
  }
}

/** The context of this run, with the event's payload from its file. */
export async function readContext(env: NodeJS.ProcessEnv): Promise<Context> {
  const path = env.GITHUB_EVENT_PATH
  return contextFromEnvironment(env, path ? JSON.parse(await readFile(path, 'utf8')) : {})
}

/** Reads GitHub's default variables (docs.github.com, "Variables reference") and the event's payload. */
export function contextFromEnvironment(env: NodeJS.ProcessEnv, payload: unknown): Context {
  const event = (payload ?? {}) as Payload
  const [owner, name] = (env.GITHUB_REPOSITORY ?? '').split('/')
  const server = env.GITHUB_SERVER_URL ?? 'https://github.com'
  const pull = event.pull_request
  const runId = env.GITHUB_RUN_ID ?? '0'
  const {description, license} = event.repository ?? {}
  const spdx = license?.spdx_id
  return {
    server,
    api: env.GITHUB_API_URL ?? 'https://api.github.com',
    repository:
      owner && name
        ? {
            owner,
            name,
            defaultBranch: event.repository?.default_branch ?? null,
            private: event.repository?.private ?? false,
            ...(description && {description}),
            // GitHub's word for a license that it does not know.
            ...(spdx && spdx !== 'NOASSERTION' && {license: spdx}),
          }
        : null,
    event: env.GITHUB_EVENT_NAME ?? 'local',
    ref: env.GITHUB_REF ?? '',
    commit: pull?.head?.sha ?? env.GITHUB_SHA ?? null,
    sha: env.GITHUB_SHA ?? null,
    runUrl: owner && name ? `${server}/${owner}/${name}/actions/runs/${runId}` : null,
    runId,
    runAttempt: env.GITHUB_RUN_ATTEMPT ?? '1',
    job: env.GITHUB_JOB ?? '',
    pullRequest:
      pull?.number !== undefined
        ? {
            number: pull.number,
            baseSha: pull.base?.sha ?? '',
            baseRef: pull.base?.ref ?? '',
            headSha: pull.head?.sha ?? '',
            fork: pull.head?.repo?.full_name !== pull.base?.repo?.full_name,
            labels: (pull.labels ?? []).flatMap(({name}) => name ?? []),
          }
        : null,
    workflowRun: followedRun(event),
    message: event.head_commit?.message ?? null,
    workspace: env.GITHUB_WORKSPACE ?? process.cwd(),
    temp: env.RUNNER_TEMP ?? '/tmp',
    cacheMode: env.ACTIONS_CACHE_MODE || null,
  }
}

/** docs.github.com/webhooks/webhook-events-and-payloads#workflow_run */
function followedRun({workflow_run: run}: Payload): WorkflowRun | null {
  if (run?.id === undefined || run.head_sha === undefined) return null
  return {
    id: `${run.id}`,
    attempt: `${run.run_attempt ?? 1}`,
    event: run.event ?? '',
    headSha: run.head_sha,
    headBranch: run.head_branch ?? '',
    headRepository: run.head_repository?.full_name ?? null,
    url: run.html_url ?? '',
  }
}

/** `refs/heads/main` → `main`, `refs/tags/v1` → `v1`, `refs/pull/12/merge` → `12/merge`. */
export function shortRef(ref: string): string {
  return ref.replace(/^refs\/(heads|tags|pull)\//, '')
}

export function isDefaultBranch(context: Context): boolean {
  const branch = context.repository?.defaultBranch
  return branch !== null && branch !== undefined && context.ref === `refs/heads/${branch}`
}

/** A trigger that hands secrets and a writing token to code from a fork; null for the others. */
export function triggerRisk({event}: Context): string | null {
  if (event !== 'pull_request_target') return null
  return 'This workflow runs on pull_request_target, with secrets and a token that can write. If it checks out the head of the pull request, this build runs code that anybody could have written: use pull_request instead.'
}
