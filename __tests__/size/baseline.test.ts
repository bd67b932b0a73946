import {mkdtempSync, rmSync, symlinkSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeEach, describe, expect, test} from '@jest/globals'
import {type CacheStore, folderStore} from '../../src/cache/store.ts'
import type {ImageFacts} from '../../src/image/facts.ts'
import type {Hub} from '../../src/runner/commits.ts'
import type {Context} from '../../src/runner/context.ts'
import type {Execute} from '../../src/runner/exec.ts'
import {startHelp} from '../../src/runner/help.ts'
import {terminalLog} from '../../src/runner/log.ts'
import {type BaselineMachine, baselineToStore, findBaseline} from '../../src/size/baseline.ts'
import type {BaselineInput} from '../../src/size/baseline-input.ts'
import {readBudgets} from '../../src/size/budget-lines.ts'
import {sampleFinding, sampleReport} from '../report/sample.ts'
import {contextOf, pullRequestContext} from '../runner/contexts.ts'
import {factsOf, layerOf, platformOf} from './facts.ts'

const root = mkdtempSync(join(tmpdir(), 'go-image-'))
afterAll(() => rmSync(root, {recursive: true, force: true}))

let temp: string
let store: CacheStore
let warnings: string[]
beforeEach(() => {
  temp = mkdtempSync(join(root, 'run-'))
  store = folderStore(join(temp, 'store'))
  warnings = []
})

const BASE = '1'.repeat(40)
const sized = (downloadBytes: number) => factsOf(platformOf([layerOf('a', {downloadBytes})]))
const now = () => new Date('2026-11-21T08:00:00Z')

let runs = 100
async function keep(bytes: number, different: Partial<Context> = {}, image = 'app'): Promise<string[]> {
  const context = contextOf({runId: `${runs++}`, ...different})
  const saves = await baselineToStore(
    {facts: sized(bytes), findings: [sampleFinding({fingerprint: 'aa'})], budgets: [], history: []},
    image,
    context,
    {temp, now, version: '0.2.0'},
  )
  for (const {name, key, file} of saves) await store.save(name, key, file)
  await new Promise(done => setTimeout(done, 5)) // the folder orders entries by time
  return saves.map(({key}) => key)
}

async function find(
  context: Context,
  image = 'app',
  known: string[] | null = ['aa'],
  input: BaselineInput = {kind: 'auto'},
  different: Partial<BaselineMachine> = {},
) {
  const help = startHelp(
    terminalLog(() => {}, false),
    new AbortController().signal,
  )
  const {baseline, facts, findings} = await findBaseline(input, image, context, machine(different), help)
  warnings = help.warnings
  if (facts !== null) expect(findings).toEqual(known && new Set(known))
  return {...baseline, bytes: facts?.platforms[0]?.downloadBytes ?? null}
}

/** Builds of the default branch one after the other; the size of each is its place. */
async function withHistory(commits: string[]): Promise<string[]> {
  for (const [index, commit] of commits.entries()) {
    const {history} = await findBaseline({kind: 'auto'}, 'app', contextOf(), machine(), silent())
    const measured = {facts: sized(index + 1), findings: [sampleFinding({fingerprint: 'aa'})], history}
    const budgets = readBudgets('size-budget', ['disk 30 MB'], null)
    const context = contextOf({commit, runId: `${runs++}`})
    for (const {name, key, file} of await baselineToStore({...measured, budgets}, 'app', context, machine()))
      await store.save(name, key, file)
    await new Promise(done => setTimeout(done, 5))
  }
  return commits
}

const silent = () =>
  startHelp(
    terminalLog(() => {}, false),
    new AbortController().signal,
  )

const hubWith = (repos: object) =>
  ({octokit: {rest: {repos}}, owner: 'acme', repo: 'ledger', signal: new AbortController().signal}) as unknown as Hub

/** Without Git and without GitHub. */
const machine = (different: Partial<BaselineMachine> = {}): BaselineMachine => ({
  ...{store, temp, folder: '/nowhere', hub: null, version: '0.2.0', signal: new AbortController().signal},
  now: () => new Date('2026-11-21T10:00:00Z'),
  execute: async () => ({exitCode: 128, stdout: '', stderr: '', seconds: 0}),
  measureImage: () => Promise.reject(new Error('not asked for')),
  ...different,
})

describe('stored is', () => {
  test('the build of the default branch, under its commit and run', async () => {
    expect(await keep(1, {runId: '7'})).toEqual([`go-image-size-1-app-${BASE}-7`])
  })

  test.each<[string, Partial<Context>]>([
    ['another branch', {ref: 'refs/heads/feature'}],
    ['a tag', {ref: 'refs/tags/v1'}],
    ['a comment, which may build a pull request', {event: 'issue_comment'}],
    ['a run after another, which may build a pull request', {event: 'workflow_run'}],
    [
      'a repository whose default branch is not known',
      {repository: {owner: 'a', name: 'b', defaultBranch: null, private: false}},
    ],
  ])('not that of %s', async (_, different) => {
    expect(await keep(1, different)).toEqual([])
  })

  test('not that of a pull request, nor one that was not measured', async () => {
    const nothing = {findings: [], budgets: [], history: []}
    const stored = (facts: ImageFacts | null, context: Context) =>
      baselineToStore({facts, ...nothing}, 'app', context, {temp, now, version: '0.2.0'})
    expect(await stored(sized(1), pullRequestContext())).toEqual([])
    const target = pullRequestContext({event: 'pull_request_target', ref: 'refs/heads/main'})
    expect(await stored(sized(1), target)).toEqual([])
    expect(await stored(null, contextOf())).toEqual([])
  })

  test('every build of a laptop', async () => {
    expect(await keep(1, {event: 'local', repository: null, ref: '', commit: null, runId: '9'})).toEqual([
      'go-image-size-1-app-none-9',
    ])
  })
})

describe('a pull request compares with', () => {
  test('the commit that it is based on, even when there is a newer build', async () => {
    await keep(1)
    await keep(2, {commit: '9'.repeat(40)})
    expect(await find(pullRequestContext())).toEqual({
      found: true,
      commit: BASE,
      ref: 'main',
      created: '2026-11-21T08:00:00.000Z',
      why: 'the commit this pull request is based on, measured 2 hours ago',
      ...{how: 'exact', distance: 0, measuredBy: '0.2.0'},
      bytes: 1,
    })
  })

  test('the newest build of that commit', async () => {
    await keep(1)
    await keep(2)
    expect((await find(pullRequestContext())).bytes).toBe(2)
  })

  test('the newest build of the default branch where that commit has none', async () => {
    await keep(1, {commit: '8'.repeat(40)})
    await keep(2, {commit: '9'.repeat(40)})
    expect(await find(pullRequestContext())).toMatchObject({
      found: true,
      bytes: 2,
      why:
        'the newest build of the default branch (neither the commit this pull request is based on nor one shortly ' +
        'before it is stored), measured 2 hours ago',
      ...{how: 'newest', distance: null},
    })
  })

  test('nothing of another image', async () => {
    await keep(1, {}, 'app-admin')
    await keep(1, {}, 'ap')
    expect(await find(pullRequestContext())).toEqual({
      found: false,
      why: 'it is stored by the next push to `main`',
      bytes: null,
    })
    expect(warnings).toEqual([])
  })
})

describe('where the commit itself was not measured', () => {
  const [older, oldest] = ['7'.repeat(40), '6'.repeat(40)]
  const listing: Execute = async (_, args) => ({
    ...{
      exitCode: args.includes('rev-list') ? 0 : 128,
      stdout: [BASE, older, oldest].join('\n'),
      stderr: '',
      seconds: 0,
    },
  })

  test('the nearest one before it is taken, and how far that is', async () => {
    await keep(1, {commit: oldest})
    await keep(2, {commit: older})
    await keep(3, {commit: '9'.repeat(40)})
    expect(await find(pullRequestContext(), 'app', ['aa'], undefined, {execute: listing})).toMatchObject({
      ...{bytes: 2, commit: older, how: 'ancestor', distance: 1},
      why: '1 commit before the commit this pull request is based on, the nearest that was measured, measured 2 hours ago',
    })
  })

  test('GitHub lists what the checkout does not have', async () => {
    const builds = await withHistory([oldest, older, '9'.repeat(40)])
    const hub = hubWith({listCommits: async () => ({data: [BASE, '5'.repeat(40), older, oldest].map(sha => ({sha}))})})
    expect(await find(pullRequestContext(), 'app', ['aa'], undefined, {hub})).toMatchObject({
      ...{bytes: builds.indexOf(older) + 1, commit: older, how: 'ancestor', distance: 2},
    })
  })

  test.each<[string, string[]]>([
    ['none of the builds came before it', ['4'.repeat(40)]],
    ['GitHub lists nothing', []],
  ])('the newest one is taken, where %s', async (_, listed) => {
    await withHistory([oldest, older, '9'.repeat(40)])
    const hub = hubWith({listCommits: async () => ({data: listed.map(sha => ({sha}))})})
    expect(await find(pullRequestContext(), 'app', ['aa'], undefined, {hub})).toMatchObject({bytes: 3, how: 'newest'})
  })

  test('the newest one is taken, where the entry of an earlier one is gone', async () => {
    await withHistory([older, '9'.repeat(40)])
    const kept = store
    store = {
      ...kept,
      restore: (name, key, prefixes, file) =>
        prefixes.every(prefix => prefix.includes(older))
          ? Promise.resolve(null)
          : kept.restore(name, key, prefixes, file),
    }
    const hub = hubWith({listCommits: async () => ({data: [{sha: older}]})})
    expect(await find(pullRequestContext(), 'app', ['aa'], undefined, {hub})).toMatchObject({bytes: 2, how: 'newest'})
  })

  test('the store is asked for at most ten keys, as many as GitHub takes', async () => {
    const asked: number[] = []
    store = {
      ...store,
      restore: async (_, _key, prefixes) => {
        asked.push(1 + prefixes.length)
        return null
      },
    }
    const many: Execute = async () => ({
      ...{exitCode: 0, stdout: Array.from({length: 8}, (_, index) => String(index).repeat(40)).join('\n'), stderr: ''},
      seconds: 0,
    })
    await find(pullRequestContext(), 'app', ['aa'], undefined, {execute: many})
    expect(asked).toEqual([10])
  })
})

describe('by input, compared is with', () => {
  const report = sampleReport({facts: sized(77), source: {...sampleReport().source, commit: '4'.repeat(40)}})
  const workspace = mkdtempSync(join(root, 'checkout-'))
  const here = pullRequestContext({workspace})
  writeFileSync(join(workspace, 'report.json'), JSON.stringify(report))
  writeFileSync(join(workspace, 'facts.json'), JSON.stringify(sized(78)))
  writeFileSync(join(workspace, 'broken.json'), '{')
  writeFileSync(join(root, 'outside.json'), JSON.stringify(sized(79)))
  symlinkSync(join(root, 'outside.json'), join(workspace, 'link.json'))

  test('nothing; findings and history stay those of the default branch', async () => {
    await keep(1)
    const found = await findBaseline({kind: 'off'}, 'app', here, machine(), silent())
    expect(found).toMatchObject({facts: null, baseline: {found: false, why: 'input `baseline` is off'}})
    expect([found.findings, found.history.length]).toEqual([new Set(['aa']), 1])
  })

  test('a saved report or facts', async () => {
    expect(await find(here, 'app', null, {kind: 'file', path: 'report.json'})).toMatchObject({
      ...{bytes: 77, commit: '4'.repeat(40), ref: 'report.json', how: 'given', measuredBy: '1.0.0'},
      ...{created: '2026-11-20T12:00:00Z', why: 'given by input `baseline`'},
    })
    const found = await findBaseline({kind: 'file', path: 'facts.json'}, 'app', here, machine(), silent())
    expect(found.facts).toEqual(sized(78))
    expect((await find(here, 'app', null, {kind: 'file', path: join(root, 'outside.json')})).bytes).toBe(79)
  })

  test.each<[string, string]>([
    ['gone.json', 'there is no such file in the checkout'],
    ['../outside.json', 'there is no such file in the checkout'],
    ['link.json', 'there is no such file in the checkout'],
    ['broken.json', 'broken.json cannot be read'],
  ])('a file, or it fails: %s', async (path, message) => {
    await expect(find(here, 'app', null, {kind: 'file', path})).rejects.toThrow(message)
  })

  test('an image, which is measured; one that cannot be is a warning', async () => {
    const input = {kind: 'image', source: 'ghcr.io/acme/app:latest'} as const
    const measureImage = async () => sized(80)
    expect(await find(here, 'app', null, input, {measureImage})).toMatchObject({
      ...{bytes: 80, ref: 'ghcr.io/acme/app:latest', how: 'given', commit: null},
    })
    expect(await find(here, 'app', null, input)).toMatchObject({found: false, bytes: null})
    expect(warnings).toEqual(['The baseline `ghcr.io/acme/app:latest` could not be measured: not asked for'])
  })

  test('what is stored for a commit, and nothing else', async () => {
    await keep(1, {commit: '8'.repeat(40)})
    await keep(2)
    const hub = hubWith({getCommit: async ({ref}: {ref: string}) => ({data: {sha: ref.repeat(40)}})})
    const named = (name: string) => find(here, 'app', ['aa'], {kind: 'commit', name}, {hub})
    expect(await named('8')).toMatchObject({bytes: 1, how: 'exact', why: '`8`, measured 2 hours ago'})
    expect(await named('3')).toEqual({
      ...{found: false, bytes: null, why: 'no build of `3` (3333333) or shortly before it is stored'},
    })
    expect(await find(here, 'app', ['aa'], {kind: 'commit', name: 'main'})).toMatchObject({found: false})
    expect(warnings[0]).toContain('The baseline `main` could not be read: the checkout does not have `main`')
  })

  test('a commit that is built, until then what is stored for it', async () => {
    await keep(1)
    const found = await findBaseline({kind: 'rebuild'}, 'app', here, machine(), silent())
    expect(found).toMatchObject({facts: sized(1), rebuild: {commit: BASE}})
  })
})

test('an entry hands on the history, and what the build was judged by', async () => {
  const builds = ['4'.repeat(40), '5'.repeat(40)]
  await withHistory(builds)
  const found = await findBaseline({kind: 'auto'}, 'app', pullRequestContext(), machine(), silent())
  expect(found.history.map(({commit, platforms}) => [commit, platforms[0]?.download])).toEqual([
    [builds[0], 1],
    [builds[1], 2],
  ])
  expect(found.budgets).toEqual([{input: 'size-budget', platform: null, part: 'disk', written: '30 MB'}])
})

test('a push compares with the build before it', async () => {
  await keep(1, {commit: '8'.repeat(40)})
  expect(await find(contextOf())).toMatchObject({found: true, bytes: 1, commit: '8'.repeat(40)})
})

test('the key of any image name is one that the cache service takes', async () => {
  for (const image of ['a,b', 'x'.repeat(2_000), 'ghcr.io/a/b#target', ''])
    for (const key of await keep(1, {}, image)) expect(key).toMatch(/^[^,\s]{1,512}$/)
})

describe('a stored baseline that is damaged is a warning and no baseline', () => {
  const valid = {schema: 1, created: '2026-11-21T08:00:00Z', commit: null, ref: 'refs/heads/main', facts: sized(1)}

  test.each<[string, string]>([
    ['no JSON', '{"schema"'],
    ['nothing', ''],
    ['null', 'null'],
    ['another document', '{"hello": "world"}'],
    ['no time', JSON.stringify({...valid, created: 'yesterday'})],
    ['no reference', JSON.stringify({...valid, ref: 7})],
    ['negative bytes', JSON.stringify({...valid, facts: sized(-1)})],
    ['a later schema', JSON.stringify({...valid, facts: {...sized(1), schema: 2}})],
    [
      'facts so deep that they would end the program',
      `{"created": "2026-11-21", "ref": "x", "facts": ${'['.repeat(5_000)}${']'.repeat(5_000)}}`,
    ],
  ])('%s', async (_, content) => {
    const [key = ''] = await keep(1)
    const file = join(temp, 'damaged')
    writeFileSync(file, content)
    store = folderStore(join(temp, 'other'))
    await store.save('baseline.json', key, file)
    expect(await find(pullRequestContext())).toEqual({found: false, why: 'the baseline could not be read', bytes: null})
    expect(warnings).toEqual([expect.stringMatching(/^The baseline could not be read: /)])
  })

  test('but a whole one is read', async () => {
    const file = join(temp, 'whole')
    writeFileSync(file, JSON.stringify(valid))
    await store.save('baseline.json', `go-image-size-1-app-${BASE}-1`, file)
    expect(await find(pullRequestContext(), 'app', null)).toMatchObject({found: true, commit: null, bytes: 1})
  })
})

test('a store that does not answer is a warning and no baseline', async () => {
  store = {...store, restore: () => Promise.reject(new Error('503'))}
  expect(await find(pullRequestContext())).toMatchObject({found: false})
  expect(warnings).toEqual(['The baseline could not be read: 503'])
})
