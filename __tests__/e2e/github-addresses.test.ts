/** GitHub under other addresses, and behind a proxy. */
import {mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {afterEach, beforeEach, describe, expect, jest, test} from '@jest/globals'
import {keepComment} from '../../src/runner/comments.ts'
import {contextFromEnvironment} from '../../src/runner/context.ts'
import {hideResolved} from '../../src/runner/hide-comment.ts'
import {comparedReport} from '../report/sample.ts'
import {pullRequestEvent, workflowRunEvent} from './loopback/events.ts'
import {type GitHub, startGitHub} from './loopback/github.ts'
import {type HttpProxy, startHttpProxy} from './loopback/http-proxy.ts'
import {createRunner} from './loopback/runner.ts'
import {startTlsFront, type TlsFront} from './loopback/tls-front.ts'
import {installationToken} from './loopback/tokens.ts'

const environment = {...process.env}
let folder: string
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'go-image-addresses-'))
})
afterEach(async () => {
  for (const name of ['GITHUB_API_URL', 'http_proxy', 'no_proxy'])
    if (environment[name] === undefined) delete process.env[name]
    else process.env[name] = environment[name]
  await rm(folder, {recursive: true, force: true})
})

const place = {owner: 'acme', repo: 'ledger', issue_number: 7}
const token = installationToken({'pull-requests': 'write'})
const marker = '<!-- go-image:app -->'

/**
 * Looks for the comment beyond the first page, writes it, and hides it. @actions/github asks the environment for proxies
 * once, when it is loaded, and for the address of GITHUB_API_URL.
 */
async function writeAndHide(api: string) {
  process.env.GITHUB_API_URL = api
  jest.resetModules()
  const {connectGitHub} = await import('../../src/runner/github-api.ts')
  const octokit = connectGitHub({token, api, say: () => {}})
  const body = `${marker}\ntext`
  const content = {marker, merge: () => body, holds: (found: string) => found === body, isShared: () => false}
  const kept = await keepComment(octokit, place, content, {shortest: 10, longest: 20})
  if (kept.done === 'refused') throw new Error(kept.why)
  return {done: kept.done, hidden: await hideResolved(octokit, kept.node!, () => true)}
}

function seed(github: GitHub) {
  for (let number = 0; number < 130; number++) github.seedComment({issue: 7, body: `LGTM ${number}`})
  github.seedComment({issue: 7, body: `${marker}\nold`})
}

test('an enterprise server has its API below /api/v3 and GraphQL at /api/graphql', async () => {
  await using github = await startGitHub({folder, enterprise: true})
  seed(github)
  const env = {GITHUB_SERVER_URL: github.url, GITHUB_API_URL: `${github.url}/api/v3`, GITHUB_REPOSITORY: 'acme/ledger'}
  const {api, runUrl} = contextFromEnvironment({...env, GITHUB_RUN_ID: '4711'}, {})
  expect(runUrl).toBe(`${github.url}/acme/ledger/actions/runs/4711`)
  expect(await writeAndHide(api)).toEqual({done: 'updated', hidden: null})
  expect(github.comments(7).at(-1)).toMatchObject({body: `${marker}\ntext`, minimized: 'resolved'})
  expect(github.requests.filter(({status}) => status === 404)).toEqual([])
  expect(new Set(github.requests.map(({url}) => /^\/api\/(?:v3|graphql)/.exec(url)?.[0]))).toEqual(
    new Set(['/api/v3', '/api/graphql']),
  )
})

describe('behind a proxy', () => {
  const tenant = 'http://api.octocorp.ghe.com'
  let github: GitHub
  let proxy: HttpProxy
  beforeEach(async () => {
    github = await startGitHub({folder})
    proxy = await startHttpProxy(github.url)
    process.env.http_proxy = proxy.url
  })
  afterEach(async () => {
    await proxy.close()
    await github.close()
  })

  test('every request to a tenant of ghe.com goes through a tunnel', async () => {
    seed(github)
    expect(await writeAndHide(tenant)).toEqual({done: 'updated', hidden: null})
    expect(github.comments(7).at(-1)).toMatchObject({body: `${marker}\ntext`, minimized: 'resolved'})
    expect(new Set(proxy.tunnels)).toEqual(new Set(['api.octocorp.ghe.com:80']))
  })

  test('a connection that breaks inside the tunnel is tried again', async () => {
    github.inject({route: 'comments.list', kind: 'reset'})
    expect(await writeAndHide(tenant)).toEqual({done: 'created', hidden: null})
    expect(github.requests[0]).toMatchObject({route: 'comments.list', status: 0})
  })

  test('what no_proxy names is asked directly', async () => {
    const named = github.url.replace('127.0.0.1', 'localhost')
    process.env.no_proxy = 'localhost'
    expect(await writeAndHide(named)).toEqual({done: 'created', hidden: null})
    expect(proxy.tunnels).toEqual([])
  })
})

// What a step of its own process does: Node reads NODE_EXTRA_CA_CERTS when it starts.
describe('a step behind a proxy, whose GitHub speaks HTTPS', () => {
  const host = 'api.octocorp.ghe.com'
  const headSha = 'c'.repeat(40)
  let github: GitHub
  let front: TlsFront
  let proxy: HttpProxy
  beforeEach(async () => {
    github = await startGitHub({folder: path.join(folder, 'github')})
    front = await startTlsFront(github.url, {folder, host})
    proxy = await startHttpProxy(front.url)
    github.seedPull({number: 12, headSha, headRepository: 'fork/ledger', baseRepository: 'acme/ledger'})
  })
  afterEach(async () => {
    await proxy.close()
    await front.close()
    await github.close()
  })

  async function post(trusted: Record<string, string>) {
    const runner = createRunner({workdir: folder, github: {...github, url: `https://${host}`}})
    const size = {download: 5e6, disk: 9e6}
    const report = comparedReport([{platform: 'linux/amd64', before: size, after: {...size, download: 6e6}}])
    const source = {...report.source, commit: headSha, pullRequest: 12}
    await mkdir(path.join(runner.workspace, 'reports'), {recursive: true})
    await writeFile(path.join(runner.workspace, 'reports/report.json'), JSON.stringify({...report, source}))
    await using job = runner.startJob(workflowRunEvent(pullRequestEvent({number: 12, fork: true}), {headSha}))
    return await job.main({
      inputs: {mode: 'comment', report: 'reports'},
      env: {https_proxy: proxy.url, ...trusted},
    })
  }

  test('writes its comment through the tunnel, with the certificate that the machine trusts', async () => {
    const step = await post({NODE_EXTRA_CA_CERTS: front.authority})
    expect(step.log).toContain('▸ Report  comment created')
    expect(step.outcome).toBe('success')
    expect(github.comments(12)).toHaveLength(1)
    expect(new Set(proxy.tunnels)).toEqual(new Set([`${host}:443`]))
  })

  test('writes nothing where the certificate is not trusted, and says why and what to do', async () => {
    const step = await post({})
    expect(step.outcome).toBe('failure')
    expect(step.log).toMatch(/GitHub does not take the comment: .*self-signed certificate.*NODE_EXTRA_CA_CERTS/)
    expect(step.log).not.toContain('bug')
    expect(github.requests).toEqual([])
  })
})
