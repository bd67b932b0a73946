import type {Context} from '../../src/runner/context.ts'

/** A push to the default branch of a public repository; tests say only what differs. */
export function contextOf(different: Partial<Context> = {}): Context {
  return {
    server: 'https://github.com',
    api: 'https://api.github.com',
    repository: {owner: 'acme', name: 'ledger', defaultBranch: 'main', private: false},
    event: 'push',
    ref: 'refs/heads/main',
    commit: '1111111111111111111111111111111111111111',
    sha: '1111111111111111111111111111111111111111',
    runUrl: 'https://github.com/acme/ledger/actions/runs/7',
    runId: '7',
    runAttempt: '1',
    job: 'image',
    pullRequest: null,
    workflowRun: null,
    message: null,
    workspace: '/nowhere',
    temp: '/nowhere',
    cacheMode: null,
    ...different,
  }
}

/** The same repository, on a pull request. */
export function pullRequestContext(different: Partial<Context> = {}): Context {
  return contextOf({
    event: 'pull_request',
    ref: 'refs/pull/12/merge',
    commit: '2222222222222222222222222222222222222222',
    sha: '3333333333333333333333333333333333333333',
    pullRequest: {
      number: 12,
      baseSha: '1111111111111111111111111111111111111111',
      baseRef: 'main',
      headSha: '2222222222222222222222222222222222222222',
      fork: false,
      labels: [],
    },
    ...different,
  })
}
