import {mkdir, mkdtemp, rm, symlink, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {afterEach, beforeEach, describe, expect, test} from '@jest/globals'
import type {Report} from '../../src/report/report.ts'
import {renderSummary} from '../../src/report/summary.ts'
import {comparedReport, sampleBudget, sampleFinding} from '../report/sample.ts'
import {pullRequestEvent, type WorkflowEvent, workflowRunEvent} from './loopback/events.ts'
import {type GitHub, startGitHub} from './loopback/github.ts'
import {createRunner, type Runner} from './loopback/runner.ts'

const pull = pullRequestEvent({number: 12, fork: true})
const headSha = 'c'.repeat(40)
const ours = {number: 12, headSha, headRepository: 'fork/ledger', baseRepository: 'acme/ledger'}

let folder: string
let github: GitHub
let runner: Runner
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'go-image-forks-'))
  github = await startGitHub({folder: path.join(folder, 'github')})
  runner = createRunner({workdir: folder, github})
  github.seedPull(ours)
})
afterEach(async () => {
  await github.close()
  await rm(folder, {recursive: true, force: true})
})

function reportOf(source: Partial<Report['source']> = {}, overrides: Partial<Report> = {}): Report {
  const report = comparedReport(
    [{platform: 'linux/amd64', before: {download: 5e6, disk: 9e6}, after: {download: 6e6, disk: 12e6}}],
    overrides,
  )
  return {...report, source: {...report.source, commit: headSha, pullRequest: 12, ...source}}
}

/** What actions/download-artifact leaves in the workspace. */
async function artifact(name: string, content: unknown): Promise<void> {
  const place = path.join(runner.workspace, 'reports', name)
  await mkdir(place, {recursive: true})
  await writeFile(path.join(place, 'report.json'), typeof content === 'string' ? content : JSON.stringify(content))
}

async function post(event: WorkflowEvent = workflowRunEvent(pull, {headSha}), inputs: Record<string, string> = {}) {
  await using job = runner.startJob(event)
  return await job.main({inputs: {mode: 'comment', report: 'reports', ...inputs}})
}

const comments = () => github.comments(12).map(({body}) => body)

describe('the report of a pull request from a fork', () => {
  test('is posted by a job that may write, with links that GitHub vouches for', async () => {
    await artifact(
      'image',
      reportOf({server: 'https://evil.example', repository: 'evil/evil', runUrl: 'https://evil.example/'}),
    )
    const step = await post()
    expect(step.outcome).toBe('success')
    expect(comments()).toHaveLength(1)
    expect(comments()[0]).toContain('download 8.09 MB, **+1.00 MB')
    expect(comments()[0]).toContain(`https://github.com/acme/ledger/commit/${headSha}`)
    expect(comments()[0]).toContain('https://github.com/acme/ledger/actions/runs/4712')
    expect(comments()[0]).not.toContain('evil')
    expect(step.outputs['comment-url']).toContain('/pull/12#issuecomment-')
    expect(step.summary).toContain('download 8.09 MB')
  })

  test.each<[string, Partial<Report>, string]>([
    ['is over its budget', {budgets: [sampleBudget({ok: false, actual: 10_420_000})]}, '**over budget by 420 kB**'],
    [
      'fails by findings',
      {dockerfile: {...reportOf().dockerfile, findings: [sampleFinding()], failing: 1}},
      '**1 finding in the Dockerfile fails the step**',
    ],
  ])('of an image that %s is posted below any threshold, and begins as in the summary', async (_, overrides, said) => {
    const report = reportOf({server: 'https://github.com', repository: 'acme/ledger'}, overrides)
    await artifact('image', report)
    const step = await post(undefined, {comment: 'on-change', 'comment-threshold': '1 GB'})
    const [headline, table] = renderSummary(report).split('\n\n')
    expect(headline).toContain(said)
    expect(comments()[0]).toContain(`${headline}\n\n${table}\n\n`)
    expect(step.summary).toContain(`${headline}\n\n${table}\n\n`)
  })

  test('without anything to look at stays below the threshold', async () => {
    await artifact('image', reportOf())
    const step = await post(undefined, {comment: 'on-change', 'comment-threshold': '1 GB'})
    expect(step.outcome).toBe('success')
    expect(comments()).toEqual([])
  })

  test('of several jobs becomes one comment', async () => {
    const report = reportOf()
    await artifact('a', {...report, image: {...report.image, part: 'app (a)'}})
    await artifact('b', {...report, image: {...report.image, part: 'app (b)'}})
    await post()
    expect(comments()).toHaveLength(1)
    expect(comments()[0]).toContain('### 2 images')
  })

  test('of several jobs is in a summary that GitHub takes, cut where it is too long', async () => {
    const decision = {what: 'choice', choice: 'this', reason: 'because '.repeat(60), evidence: []}
    const report = reportOf({}, {decisions: Array.from({length: 3_000}, () => decision)})
    for (const name of ['a', 'b', 'c', 'd'])
      await artifact(name, {...report, image: {...report.image, name, part: `app (${name})`}})
    const {summary} = await post()
    expect(Buffer.byteLength(summary)).toBeLessThan(1024 * 1024)
    expect(summary.match(/^### `[a-d]` · download/gm)).toHaveLength(4)
    expect(summary).toContain('left out for length')
  })

  test.each<[string, Partial<Report['source']>, Parameters<typeof workflowRunEvent>[1], string]>([
    ['that names another pull request', {pullRequest: 13}, {headSha}, 'there is no pull request #13 here'],
    ['of another commit than its run', {commit: 'd'.repeat(40)}, {headSha}, 'another commit than its run'],
    ['without a pull request', {pullRequest: null}, {headSha}, 'do not name one pull request'],
    [
      'of a run in another repository',
      {},
      {headSha, headRepository: 'mallory/ledger'},
      'the run is not of pull request #12',
    ],
  ])('%s is not posted', async (_, source, run, why) => {
    await artifact('image', reportOf(source))
    const step = await post(workflowRunEvent(pull, run))
    expect(step.annotations).toEqual([expect.objectContaining({message: expect.stringContaining(why)})])
    expect(step.outcome).toBe('success')
    expect(comments()).toEqual([])
  })

  test('of an older commit is left to the run of the newest', async () => {
    const older = 'e'.repeat(40)
    await artifact('image', reportOf({commit: older}))
    const step = await post(workflowRunEvent(pull, {headSha: older}))
    expect(step.log).toContain('not of the newest commit of pull request #12')
    expect(comments()).toEqual([])
  })

  test.each<[string, unknown, string]>([
    ['is no JSON', '{', 'is not JSON'],
    [
      'has a size below zero',
      reportOf({}, {facts: {...reportOf().facts!, schema: 2 as 1}}),
      'is not a report of go-image',
    ],
    ['is nested without end', `${'['.repeat(5_000)}${']'.repeat(5_000)}`, 'is not'],
  ])('that %s fails the step and posts nothing', async (_, content, why) => {
    await artifact('image', content)
    const step = await post()
    expect(step.outcome).toBe('failure')
    expect(step.log).toContain(why)
    expect(comments()).toEqual([])
  })

  test('is not looked for behind a link', async () => {
    await artifact('image', reportOf())
    await mkdir(path.join(runner.workspace, 'linked'))
    await symlink(path.join(runner.workspace, 'reports'), path.join(runner.workspace, 'linked/reports'))
    const step = await post(undefined, {report: 'linked'})
    expect(step.log).toContain('No report in linked')
    expect(comments()).toEqual([])
  })
})

test('reports of the jobs of one workflow are posted by a last job of it', async () => {
  await artifact('image', reportOf())
  const step = await post(pullRequestEvent({number: 12, headSha}))
  expect(step.outcome).toBe('success')
  expect(comments()).toHaveLength(1)
})

test('on another event the step says where the mode works', async () => {
  await artifact('image', reportOf())
  const {name, ...rest} = workflowRunEvent(pull)
  const step = await post({...rest, name, payload: {repository: rest.payload.repository}})
  expect(step.outcome).toBe('failure')
  expect(step.log).toContain('works on the events workflow_run and pull_request')
})
