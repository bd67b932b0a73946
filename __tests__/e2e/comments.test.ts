import {mkdtemp, rm} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {getOctokit} from '@actions/github'
import {afterEach, beforeEach, describe, expect, test} from '@jest/globals'
import {contentOf, isResolvedComment, partOf, partsOf} from '../../src/report/comment-parts.ts'
import type {Report} from '../../src/report/report.ts'
import {keepComment} from '../../src/runner/comments.ts'
import {hideResolved} from '../../src/runner/hide-comment.ts'
import {comparedReport, sampleFinding, sampleReport} from '../report/sample.ts'
import {type GitHub, startGitHub} from './loopback/github.ts'
import {installationToken} from './loopback/tokens.ts'

let folder: string
let github: GitHub
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'go-image-comments-'))
  github = await startGitHub({folder})
})
afterEach(async () => {
  await github.close()
  await rm(folder, {recursive: true, force: true})
})

const marker = '<!-- go-image:app -->'
const place = {owner: 'acme', repo: 'ledger', issue_number: 7}
const quick = {shortest: 150, longest: 400}
function octokitOf(permissions: 'read' | 'write' = 'write') {
  const token = installationToken({contents: 'read', 'pull-requests': permissions})
  return getOctokit(token, {baseUrl: github.url})
}
function keep(text: string, options: {create?: boolean; permissions?: 'read' | 'write'} = {}) {
  const {create = true, permissions = 'write'} = options
  const body = `${marker}\n${text}`
  const content = {
    marker,
    merge: (bodies: string[]) => (create || bodies.length > 0 ? body : null),
    holds: (found: string) => found === body,
    isShared: () => false,
  }
  return keepComment(octokitOf(permissions), place, content, quick)
}
const writes = () => github.requests.filter(({method}) => method === 'POST' || method === 'PATCH').length

describe('the comment of an image', () => {
  test('is found on a later page and updated in place', async () => {
    for (let number = 0; number < 250; number++) github.seedComment({issue: 7, body: `LGTM ${number}`})
    await keep('one')
    for (let number = 0; number < 250; number++) github.seedComment({issue: 7, body: `LGTM too ${number}`})
    expect(await keep('two')).toMatchObject({done: 'updated'})
    expect(github.comments(7)).toHaveLength(501)
    expect(github.comments(7).filter(({body}) => body.startsWith(marker))).toEqual([
      expect.objectContaining({body: `${marker}\ntwo`}),
    ])
  })

  test('is left alone when it says the same already', async () => {
    await keep('one')
    const before = writes()
    expect(await keep('one')).toMatchObject({done: 'unchanged'})
    expect(writes()).toBe(before)
  })

  test('is never somebody else’s, whatever marker that carries', async () => {
    github.seedComment({issue: 7, body: `${marker}\nforged`, user: {login: 'mallory', type: 'User'}})
    expect(await keep('one')).toMatchObject({done: 'created'})
    expect(github.comments(7)[0]?.body).toBe(`${marker}\nforged`)
  })

  test('is not made when only changes are worth one, but an old one is brought up to date', async () => {
    expect(await keep('one', {create: false})).toEqual({done: 'skipped', url: null, node: null})
    await keep('one')
    expect(await keep('two', {create: false})).toMatchObject({done: 'updated'})
  })

  test('with a read-only token it tells which permission is missing', async () => {
    const result = await keep('one', {permissions: 'read'})
    expect(result).toMatchObject({done: 'refused', why: expect.stringContaining('pull-requests: write')})
  })

  // GitHub says 404 of what a token may not even see.
  test.each([401, 403, 404])('that GitHub answers with %d tells the permission, too', async status => {
    github.inject({route: 'comments.create', kind: 'status', status})
    const why = expect.stringMatching(`HTTP ${status}.*pull-requests: write`)
    expect(await keep('one')).toEqual({done: 'refused', why})
  })

  test.each([422, 500])('that GitHub answers with %d is an error, not a missing permission', async status => {
    github.inject({route: 'comments.create', kind: 'status', status})
    await expect(keep('one')).rejects.toMatchObject({status})
    expect(github.comments(7)).toEqual([])
  })
})

describe('a comment of several jobs', () => {
  const reportAt = (commit: string, name: string) =>
    comparedReport(
      [{platform: 'linux/amd64', before: {download: 5e6, disk: 9e6}, after: {download: 6e6, disk: 12e6}}],
      {image: {name, tags: [], digest: null, id: null, part: name}, source: {...sampleReport().source, commit}},
    )
  const say = (image: string, {run = 7, commit = 'a'.repeat(40)} = {}) => {
    const part = partOf(reportAt(commit, image), {runId: `${run}`, runAttempt: '1'})
    return keepComment(octokitOf(), place, contentOf([part], true), quick)
  }
  const names = () => partsOf(github.comments(7)[0]!.body).map(({meta}) => meta.name)

  test('that ten write at the same time has all ten parts, and there is one of it', async () => {
    const images = Array.from({length: 10}, (_, index) => `ghcr.io/acme/app${index}`)
    await Promise.all(images.map(image => say(image)))
    expect(github.comments(7)).toHaveLength(1)
    expect(names()).toEqual(images)
  }, 60_000)

  test('that they update at the same time loses none', async () => {
    const images = ['ghcr.io/acme/a', 'ghcr.io/acme/b', 'ghcr.io/acme/c']
    for (const image of images) await say(image)
    const commit = 'b'.repeat(40)
    await Promise.all(images.map(image => say(image, {run: 8, commit})))
    expect(partsOf(github.comments(7)[0]!.body).map(({meta}) => meta.commit)).toEqual([commit, commit, commit])
  }, 60_000)

  test('keeps what a newer run said when an older one ends after it', async () => {
    await say('ghcr.io/acme/a', {run: 9, commit: 'b'.repeat(40)})
    expect(await say('ghcr.io/acme/a', {run: 8})).toMatchObject({done: 'unchanged'})
    expect(github.comments(7)[0]!.body).toContain('b'.repeat(7))
  })
})

describe('a comment that is to be hidden while there is nothing to tell', () => {
  const size = {download: 5e6, disk: 9e6}
  const same = comparedReport([{platform: 'linux/amd64', before: size, after: size}])
  const grown = comparedReport([{platform: 'linux/amd64', before: size, after: {download: 6e6, disk: 12e6}}])
  const say = async (report: Report, {run = 7, name = 'app', permissions = 'write' as 'read' | 'write'} = {}) => {
    const part = partOf({...report, image: {...report.image, part: name}}, {runId: `${run}`, runAttempt: '1'})
    const kept = await keepComment(octokitOf(), place, contentOf([part], true), quick)
    return kept.done === 'refused' ? kept.why : hideResolved(octokitOf(permissions), kept.node!, isResolvedComment)
  }
  const hidden = () => github.comments(7)[0]!.minimized

  test('is hidden as resolved when the image is as its baseline, and shown again when it grows', async () => {
    expect(await say(grown)).toBeNull()
    expect(hidden()).toBeNull()
    expect(await say(same, {run: 8})).toBeNull()
    expect(hidden()).toBe('resolved')
    expect(await say(grown, {run: 9})).toBeNull()
    expect(hidden()).toBeNull()
  })

  test('stays while one of its images has something to tell', async () => {
    await say(grown, {name: 'a'})
    await say(same, {name: 'b'})
    expect(hidden()).toBeNull()
    await say(same, {name: 'a', run: 8})
    expect(hidden()).toBe('resolved')
  })

  test.each<[string, Partial<Report>]>([
    ['without a baseline', {baseline: sampleReport().baseline, diff: null}],
    [
      'with an error in the Dockerfile',
      {dockerfile: {...same.dockerfile, findings: [sampleFinding({severity: 'error'})]}},
    ],
    ['of a failed build', {facts: null, diff: null, build: {...same.build, outcome: 'failure'}}],
  ])('stays %s', async (_, change) => {
    await say({...same, ...change})
    expect(hidden()).toBeNull()
  })

  test('is asked for once when it is as it should be', async () => {
    await say(same)
    const before = github.requests.length
    await say(same)
    expect(github.requests.slice(before).map(({route}) => route)).toEqual(['comments.list', 'user', 'graphql'])
  })

  test('is left to who hid it for another reason', async () => {
    await say(same)
    const {id} = github.comments(7)[0]!
    github.minimize(id, 'off-topic')
    expect(await say(grown, {run: 8})).toBeNull()
    expect(hidden()).toBe('off-topic')
  })

  test('with a token that may not, why is said', async () => {
    expect(await say(same, {permissions: 'read'})).toContain('Resource not accessible by integration')
    expect(hidden()).toBeNull()
  })
})
