import {describe, expect, test} from '@jest/globals'
import {contextFromEnvironment, isDefaultBranch, shortRef} from '../../src/runner/context.ts'

// The parts of real events that are read, and some beside them.
const repository = {full_name: 'acme/ledger', default_branch: 'main', private: true, owner: {login: 'acme'}}
const environment = {
  GITHUB_SERVER_URL: 'https://github.com',
  GITHUB_API_URL: 'https://api.github.com',
  GITHUB_REPOSITORY: 'acme/ledger',
  GITHUB_EVENT_NAME: 'push',
  GITHUB_REF: 'refs/heads/main',
  GITHUB_SHA: 'aaaa',
  GITHUB_RUN_ID: '42',
  GITHUB_WORKSPACE: '/w',
  RUNNER_TEMP: '/t',
}
const pull = (head: unknown, more: object = {}) => ({
  action: 'synchronize',
  number: 12,
  repository,
  pull_request: {
    number: 12,
    head: {ref: 'feature', sha: 'bbbb', repo: head},
    base: {ref: 'main', sha: 'cccc', repo: {full_name: 'acme/ledger'}},
    ...more,
  },
})
const onPull = {...environment, GITHUB_EVENT_NAME: 'pull_request', GITHUB_REF: 'refs/pull/12/merge'}

describe('the context', () => {
  test('of a push', () => {
    const payload = {
      ref: 'refs/heads/main',
      before: '0',
      after: 'aaaa',
      repository,
      head_commit: {id: 'aaaa', message: 'Change'},
    }
    expect(contextFromEnvironment(environment, payload)).toEqual({
      server: 'https://github.com',
      api: 'https://api.github.com',
      repository: {owner: 'acme', name: 'ledger', defaultBranch: 'main', private: true},
      event: 'push',
      ref: 'refs/heads/main',
      commit: 'aaaa',
      sha: 'aaaa',
      runUrl: 'https://github.com/acme/ledger/actions/runs/42',
      runId: '42',
      runAttempt: '1',
      job: '',
      workflowRun: null,
      pullRequest: null,
      message: 'Change',
      workspace: '/w',
      temp: '/t',
      cacheMode: null,
    })
  })

  test('of a pull request has its head as the commit, and the merge commit as what is checked out', () => {
    expect(contextFromEnvironment(onPull, pull({full_name: 'acme/ledger'}))).toMatchObject({
      commit: 'bbbb',
      sha: 'aaaa',
      pullRequest: {number: 12, baseSha: 'cccc', baseRef: 'main', headSha: 'bbbb', fork: false, labels: []},
    })
  })

  test.each([
    ['another repository', {full_name: 'mallory/ledger'}],
    ['a repository that was deleted', null],
  ])('of a pull request from %s is that of a fork', (_, head) => {
    expect(contextFromEnvironment(onPull, pull(head)).pullRequest?.fork).toBe(true)
  })

  test('of a tag and of a manual run', () => {
    const tag = contextFromEnvironment(
      {...environment, GITHUB_REF: 'refs/tags/v1.2.3'},
      {ref: 'refs/tags/v1.2.3', repository},
    )
    expect([tag.ref, tag.pullRequest]).toEqual(['refs/tags/v1.2.3', null])
    const manual = contextFromEnvironment(
      {...environment, GITHUB_EVENT_NAME: 'workflow_dispatch', ACTIONS_CACHE_MODE: 'read'},
      {inputs: null, ref: 'refs/heads/main', workflow: '.github/workflows/ci.yml', repository},
    )
    expect([manual.event, manual.commit, manual.cacheMode]).toEqual(['workflow_dispatch', 'aaaa', 'read'])
  })

  test('of an enterprise server has its addresses', () => {
    const context = contextFromEnvironment(
      {...environment, GITHUB_SERVER_URL: 'https://ghe.acme.com', GITHUB_API_URL: 'https://ghe.acme.com/api/v3'},
      {repository},
    )
    expect([context.server, context.api, context.runUrl]).toEqual([
      'https://ghe.acme.com',
      'https://ghe.acme.com/api/v3',
      'https://ghe.acme.com/acme/ledger/actions/runs/42',
    ])
  })

  test.each([{}, null, undefined, 'text', []])(
    'of an event without a payload (%j) has what the environment says',
    payload => {
      const context = contextFromEnvironment(environment, payload)
      expect(context.repository).toEqual({owner: 'acme', name: 'ledger', defaultBranch: null, private: false})
      expect(context.pullRequest).toBeNull()
    },
  )

  test('of an issue comment on a pull request is not that of a pull request', () => {
    const context = contextFromEnvironment(
      {...environment, GITHUB_EVENT_NAME: 'issue_comment'},
      {repository, issue: {number: 12, pull_request: {url: 'x'}}, comment: {body: '/build'}},
    )
    expect(context.pullRequest).toBeNull()
  })

  test('of no runner at all has no repository', () => {
    expect(contextFromEnvironment({}, {})).toMatchObject({repository: null, runUrl: null, commit: null, event: 'local'})
  })
})

test.each([
  ['refs/heads/main', 'main'],
  ['refs/heads/feature/x', 'feature/x'],
  ['refs/tags/v1', 'v1'],
  ['refs/pull/12/merge', '12/merge'],
  ['', ''],
])('%s is shown as %s', (ref, short) => {
  expect(shortRef(ref)).toBe(short)
})

test('the default branch is told from a tag of its name and from what is not known', () => {
  const on = (ref: string, branch: string | undefined) =>
    isDefaultBranch(contextFromEnvironment({...environment, GITHUB_REF: ref}, {repository: {default_branch: branch}}))
  expect([on('refs/heads/main', 'main'), on('refs/tags/main', 'main'), on('refs/heads/main', undefined)]).toEqual([
    true,
    false,
    false,
  ])
})
