import {mkdtemp, rm} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {getOctokit} from '@actions/github'
import {afterEach, beforeEach, describe, expect, test} from '@jest/globals'
import {keepComment} from '../../src/runner/comments.ts'
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
function keep(body: string, options: {create?: boolean; permissions?: 'read' | 'write'} = {}) {
  const {create = true, permissions = 'write'} = options
  const token = installationToken({contents: 'read', 'pull-requests': permissions})
  const octokit = getOctokit(token, {baseUrl: github.url})
  return keepComment(octokit, place, {marker, body: `${marker}\n${body}`, create})
}
const writes = () => github.requests.filter(({method}) => method === 'POST' || method === 'PATCH').length

describe('the comment of an image', () => {
  test('is found on a later page and updated in place', async () => {
    for (let number = 0; number < 130; number++) github.seedComment({issue: 7, body: `LGTM ${number}`})
    await keep('one')
    for (let number = 0; number < 130; number++) github.seedComment({issue: 7, body: `LGTM too ${number}`})
    expect(await keep('two')).toMatchObject({done: 'updated'})
    expect(github.comments(7)).toHaveLength(261)
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
    expect(await keep('one', {create: false})).toEqual({done: 'skipped', url: null})
    await keep('one')
    expect(await keep('two', {create: false})).toMatchObject({done: 'updated'})
  })

  test('with a read-only token it tells which permission is missing', async () => {
    const result = await keep('one', {permissions: 'read'})
    expect(result).toMatchObject({done: 'refused', why: expect.stringContaining('pull-requests: write')})
  })
})
