/** Suggestions through the real client, against the loopback GitHub. */
import {mkdtemp, rm} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {getOctokit} from '@actions/github'
import {afterEach, beforeEach, expect, test} from '@jest/globals'
import {patchOfFile, suggest} from '../../src/runner/reviews.ts'
import {startGitHub} from './loopback/github.ts'
import {installationToken} from './loopback/tokens.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'go-image-reviews-'))
})
afterEach(() => rm(folder, {recursive: true, force: true}))

const place = {owner: 'acme', repo: 'ledger', pull_number: 7}
const PATCH = '@@ -1 +1,2 @@\n FROM golang\n+RUN go build'
const suggestion = (line: number, print: string) => {
  const marker = `<!-- go-image:suggest:${print} -->`
  return {from: line, to: line, marker, body: `${marker}\nx`}
}
const review = (...suggestions: ReturnType<typeof suggestion>[]) => ({file: 'Dockerfile', commit: 'c', suggestions})

async function open(permissions: Parameters<typeof installationToken>[0]) {
  const github = await startGitHub({folder})
  github.seedPullFile({pull: 7, filename: 'Dockerfile', patch: PATCH})
  return {github, octokit: getOctokit(installationToken(permissions), {baseUrl: github.url})}
}

test('each fix is offered once, all of a run in one review', async () => {
  const {github, octokit} = await open({'pull-requests': 'write'})
  await using _ = github
  expect(await patchOfFile(octokit, place, 'Dockerfile')).toBe(PATCH)
  expect(await patchOfFile(octokit, place, 'other')).toBeNull()
  const first = review(suggestion(1, 'a'), suggestion(2, 'b'))
  expect(await suggest(octokit, place, first)).toEqual({done: 'suggested', count: 2})
  expect(await suggest(octokit, place, first)).toEqual({done: 'nothing'})
  expect(await suggest(octokit, place, review(suggestion(1, 'a'), suggestion(2, 'c')))).toEqual({
    ...{done: 'suggested', count: 1},
  })
  const made = github.reviewComments()
  expect(made.map(({line, review: number}) => [line, number === made[0]!.review])).toEqual([
    [1, true],
    [2, true],
    [2, false],
  ])
})

test('a token that may not write is told what to ask for', async () => {
  const {github, octokit} = await open({'pull-requests': 'read'})
  await using _ = github
  expect(await suggest(octokit, place, review(suggestion(1, 'a')))).toEqual({
    done: 'refused',
    why: expect.stringMatching(/may not write reviews here \(HTTP 403\); .*pull-requests: write/),
  })
  expect(github.reviewComments()).toEqual([])
})
