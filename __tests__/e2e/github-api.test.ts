import {mkdtemp, rm} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {afterEach, beforeEach, expect, test} from '@jest/globals'
import {connectGitHub} from '../../src/runner/github-api.ts'
import type {Fault} from './loopback/faults.ts'
import {type GitHub, startGitHub} from './loopback/github.ts'
import {installationToken} from './loopback/tokens.ts'

let folder: string
let github: GitHub
let said: string[]
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'go-image-api-'))
  github = await startGitHub({folder})
  said = []
})
afterEach(async () => {
  await github.close()
  await rm(folder, {recursive: true, force: true})
})

const place = {owner: 'acme', repo: 'ledger', issue_number: 7}
const connect = (answerWithin?: number) =>
  connectGitHub({
    token: installationToken({'pull-requests': 'write'}),
    api: github.url,
    say: line => said.push(line),
    ...(answerWithin !== undefined && {answerWithin}),
  })
const statuses = () => github.requests.map(({status}) => status)

test.each<[string, Fault, number[], string[]]>([
  ['an error of the server', {route: 'comments.list', kind: 'status', status: 502}, [502, 200], []],
  ['a connection that broke', {route: 'comments.list', kind: 'reset'}, [0, 200], []],
  ['silence', {route: 'comments.list', kind: 'stall', milliseconds: null}, [0, 200], []],
  [
    'a request for a pause',
    {
      ...{route: 'comments.list', kind: 'status', status: 403, retryAfter: 1},
      message: 'You have exceeded a secondary rate limit.',
    },
    [403, 200],
    ['GitHub asks for a pause: trying again in 1 s'],
  ],
  [
    'too many requests',
    {
      ...{route: 'comments.list', kind: 'status', status: 429, retryAfter: 1},
      message: 'You have exceeded a secondary rate limit.',
    },
    [429, 200],
    ['GitHub asks for a pause: trying again in 1 s'],
  ],
])('after %s it is tried again', async (_, fault, expected, lines) => {
  github.inject(fault)
  const {data} = await connect(2_000).rest.issues.listComments(place)
  expect(data).toEqual([])
  expect(statuses()).toEqual(expected)
  expect(said).toEqual(lines)
})

test.each([
  ['a pause of an hour', {status: 403, retryAfter: 3600, message: 'You have exceeded a secondary rate limit.'}],
  ['a body that GitHub does not take', {status: 422}],
  ['a missing permission', {status: 403, message: 'Resource not accessible by integration'}],
])('%s is not waited for', async (_, fault) => {
  github.inject({route: 'comments.list', kind: 'status', ...fault})
  await expect(connect().rest.issues.listComments(place)).rejects.toMatchObject({status: fault.status})
  expect(statuses()).toEqual([fault.status])
})

test('pages that have not changed are not sent again', async () => {
  for (let number = 0; number < 500; number++) github.seedComment({issue: 7, body: `LGTM ${number}`})
  const octokit = connect()
  const all = () => octokit.paginate(octokit.rest.issues.listComments, {...place, per_page: 100})
  expect(await all()).toHaveLength(500)
  expect(await all()).toHaveLength(500)
  expect(statuses()).toEqual([200, 200, 200, 200, 200, 304, 304, 304, 304, 304])
  github.seedComment({issue: 7, body: 'One more'})
  expect((await all()).at(-1)?.body).toBe('One more')
})
