import {execFileSync} from 'node:child_process'
import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, describe, expect, test} from '@jest/globals'
import type {Hub} from '../../src/runner/commits.ts'
import type {Context} from '../../src/runner/context.ts'
import {type Execute, execute as start} from '../../src/runner/exec.ts'
import {ancestryOf, findAncestry, listedAncestors} from '../../src/size/ancestry.ts'
import {contextOf, pullRequestContext} from '../runner/contexts.ts'

const root = mkdtempSync(join(tmpdir(), 'go-image-'))
afterAll(() => rmSync(root, {recursive: true, force: true}))

// What a surrounding repository or the user's own settings say has no part in this.
const env = {PATH: process.env.PATH ?? '', GIT_CEILING_DIRECTORIES: tmpdir(), GIT_CONFIG_GLOBAL: '/dev/null'}
const execute: Execute = (command, args, options) => start(command, args, {env, ...options})
const signal = new AbortController().signal
const git = (folder: string, ...args: string[]) => {
  const identity = ['-c', 'user.name=a', '-c', 'user.email=a@example.com', '-c', 'protocol.file.allow=always']
  return execFileSync('git', ['-C', folder, ...identity, ...args], {env, encoding: 'utf8'}).trim()
}

/**
 * main:     m0 ─ m1 ─ m2 ─ m3 ─ m4
 * feature:        └─ f1 ─ f2      merge: m4 and f2
 */
const origin = join(root, 'origin')
execFileSync('git', ['init', '-q', '-b', 'main', origin], {env})
const commits: Record<string, string> = {}
const commit = (name: string) => {
  git(origin, 'commit', '-q', '--allow-empty', '-m', name)
  commits[name] = git(origin, 'rev-parse', 'HEAD')
}
for (const name of ['m0', 'm1']) commit(name)
git(origin, 'checkout', '-q', '-b', 'feature')
for (const name of ['f1', 'f2']) commit(name)
git(origin, 'checkout', '-q', 'main')
for (const name of ['m2', 'm3', 'm4']) commit(name)
git(origin, 'tag', 'v1.0.0', commits.m2!)
git(origin, 'checkout', '-q', '-b', 'merge')
git(origin, 'merge', '-q', '--no-ff', '-m', 'merge', 'feature')
commits.merge = git(origin, 'rev-parse', 'HEAD')
const {m0, m1, m2, m3, m4, f1, f2, merge} = commits

let clones = 0
/** As actions/checkout does it: one commit, and the whole history with `depth` 0. */
function checkout(what: string, depth: number): string {
  const folder = join(root, `clone-${clones++}`)
  execFileSync('git', ['init', '-q', folder], {env})
  git(folder, 'remote', 'add', 'origin', `file://${origin}`)
  const shallow = depth === 0 ? [] : [`--depth=${depth}`]
  git(
    folder,
    'fetch',
    '-q',
    '--no-tags',
    ...shallow,
    'origin',
    what,
    ...(depth === 0 ? ['+refs/heads/*:refs/remotes/origin/*'] : []),
  )
  git(folder, 'checkout', '-q', '--detach', what)
  return folder
}

const hubWith = (repos: object) => ({octokit: {rest: {repos}}, owner: 'acme', repo: 'ledger', signal}) as unknown as Hub
const asked: string[] = []
const comparing = hubWith({
  compareCommitsWithBasehead: async ({basehead}: {basehead: string}) => {
    asked.push(basehead)
    return {data: {merge_base_commit: {sha: m1}}}
  },
})
const pull = (different: Partial<Context> = {}): Context => ({
  ...pullRequestContext({sha: merge!, commit: f2!, ...different}),
  pullRequest: {...pullRequestContext().pullRequest!, baseSha: m3!, headSha: f2!},
})
const find = (context: Context, folder: string, hub: Hub | null = null) =>
  findAncestry({context, folder, execute, signal, hub})

describe('a pull request starts from', () => {
  test('the commit of the base branch in the merge commit, also in a clone of one commit', async () => {
    const what = 'the commit of `main` that this pull request is merged with'
    expect(await find(pull(), checkout(merge!, 1))).toEqual({commit: m4, what, ancestors: []})
    expect(await find(pull(), checkout(merge!, 0))).toEqual({commit: m4, what, ancestors: [m3, m2, m1, m0]})
  })

  test('the merge base, where its head is checked out with the history', async () => {
    expect(await find(pull(), checkout(f2!, 0), comparing)).toEqual({
      ...{commit: m1, what: 'the merge base with `main`', ancestors: [m0]},
    })
    expect(asked).toEqual([])
  })

  test('the merge base as GitHub says it, where the clone is shallow or holds something else', async () => {
    const what = 'the merge base with `main`'
    for (const folder of [checkout(f2!, 1), checkout(f2!, 2), checkout(m0!, 0), '/nowhere']) {
      asked.length = 0
      expect(await find(pull(), folder, comparing)).toMatchObject({commit: m1, what})
      expect(asked).toEqual([`${m3}...${f2}`])
    }
  })

  test.each<[string, Hub | null]>([
    ['there is no token', null],
    ['GitHub refuses', hubWith({compareCommitsWithBasehead: () => Promise.reject(new Error('403'))})],
    [
      'GitHub answers nonsense',
      hubWith({compareCommitsWithBasehead: async () => ({data: {merge_base_commit: {sha: '-'}}})}),
    ],
  ])('the commit that the event names, where %s', async (_, hub) => {
    expect(await find(pull(), checkout(f2!, 1), hub)).toEqual({
      ...{commit: m3, what: 'the commit this pull request is based on', ancestors: []},
    })
  })

  test('itself, where the workflow of the base branch builds the base branch', async () => {
    const context = pull({event: 'pull_request_target', sha: m4!, commit: f2!, ref: 'refs/heads/other'})
    expect(await find(context, checkout(m4!, 0))).toMatchObject({commit: m4})
  })
})

describe('a push', () => {
  test('to the default branch starts from the commit before, also in a clone of one commit', async () => {
    const context = contextOf({sha: m3!, commit: m3!})
    const what = 'the commit before this one'
    expect(await find(context, checkout(m3!, 1))).toEqual({commit: m2, what, ancestors: []})
    expect(await find(context, checkout(m3!, 0))).toEqual({commit: m2, what, ancestors: [m1, m0]})
  })

  test('that is none, but a build of each night, starts from the same commit, then from those before', async () => {
    const context = contextOf({event: 'schedule', sha: m3!, commit: m3!})
    const what = 'this commit when it was built before'
    expect(await find(context, checkout(m3!, 0))).toEqual({commit: m3, what, ancestors: [m2, m1, m0]})
    expect(await find(context, checkout(m3!, 1))).toEqual({commit: m3, what, ancestors: [m2]})
  })

  test('to another branch starts from the merge base with the default one', async () => {
    const context = contextOf({ref: 'refs/heads/feature', sha: f2!, commit: f2!})
    expect(await find(context, checkout(f2!, 0))).toMatchObject({commit: m1, what: 'the merge base with `main`'})
    expect(await find(context, checkout(f2!, 1), comparing)).toMatchObject({commit: m1})
  })

  test.each<[string, Partial<Context>]>([
    ['of a tag', {ref: 'refs/tags/v1.0.0'}],
    ['of another repository than the one that is checked out', {sha: 'e'.repeat(40), commit: 'e'.repeat(40)}],
    ['of the first commit', {sha: m0!, commit: m0!}],
    ['on a laptop', {event: 'local'}],
  ])('%s starts from nothing that is known', async (_, different) => {
    const folder = checkout(different.sha === m0 ? m0! : m3!, 0)
    expect(await find(contextOf({sha: m3!, commit: m3!, ...different}), folder)).toEqual({
      ...{commit: null, what: '', ancestors: []},
    })
  })
})

describe('a commit that is named', () => {
  const named = (name: string, folder: string, hub: Hub | null = null) =>
    ancestryOf({context: contextOf(), folder, execute, signal, hub}, name)

  test('is found in the checkout, as a branch, a tag or a hash', async () => {
    const folder = checkout(m4!, 0)
    git(folder, 'fetch', '-q', '--tags', 'origin')
    expect(await named('feature', folder)).toEqual({commit: f2, what: '`feature`', ancestors: [f1, m1, m0]})
    expect((await named('v1.0.0', folder)).commit).toBe(m2)
    expect((await named(m1!.slice(0, 9), folder)).commit).toBe(m1)
  })

  test('is asked from GitHub where the checkout does not have it', async () => {
    const hub = hubWith({getCommit: async ({ref}: {ref: string}) => ({data: {sha: ref === 'v1.0.0' ? m2 : m0}})})
    expect(await named('v1.0.0', checkout(m4!, 1), hub)).toEqual({commit: m2, what: '`v1.0.0`', ancestors: []})
  })

  test('that there is not is an error of the input; without an answer it is not', async () => {
    const folder = checkout(m4!, 1)
    const hub = hubWith({getCommit: () => Promise.reject(Object.assign(new Error('No commit found'), {status: 422}))})
    await expect(named('mian', folder, hub)).rejects.toMatchObject({code: 'baseline-unknown'})
    await expect(named('mian', folder)).rejects.toThrow(
      'the checkout does not have `mian`, and GitHub could not be asked',
    )
  })
})

test('GitHub lists what was before a commit, without it', async () => {
  const hub = hubWith({listCommits: async () => ({data: [m3, m2, m1].map(sha => ({sha}))})})
  const repository = {context: contextOf(), folder: root, execute, signal, hub}
  expect(await listedAncestors(repository, m3!)).toEqual([m2, m1])
  expect(await listedAncestors({...repository, hub: null}, m3!)).toEqual([])
})

test('a cancelled run ends', async () => {
  const cancelled = AbortSignal.abort(new Error('cancelled by SIGINT'))
  const repository = {context: pull(), folder: root, execute, signal: cancelled, hub: null}
  await expect(findAncestry(repository)).rejects.toThrow('SIGINT')
})
