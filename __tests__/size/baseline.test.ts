import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeEach, describe, expect, test} from '@jest/globals'
import {type CacheStore, folderStore} from '../../src/cache/store.ts'
import type {Context} from '../../src/runner/context.ts'
import {startHelp} from '../../src/runner/help.ts'
import {terminalLog} from '../../src/runner/log.ts'
import {baselineToStore, findBaseline} from '../../src/size/baseline.ts'
import {sampleFinding} from '../report/sample.ts'
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
    {facts: sized(bytes), findings: [sampleFinding({fingerprint: 'aa'})]},
    image,
    context,
    {temp, now},
  )
  for (const {name, key, file} of saves) await store.save(name, key, file)
  await new Promise(done => setTimeout(done, 5)) // the folder orders entries by time
  return saves.map(({key}) => key)
}

async function find(context: Context, image = 'app', known: string[] | null = ['aa']) {
  const help = startHelp(
    terminalLog(() => {}, false),
    new AbortController().signal,
  )
  const {baseline, facts, findings} = await findBaseline(image, context, store, temp, help)
  warnings = help.warnings
  if (facts !== null) expect(findings).toEqual(known && new Set(known))
  return {...baseline, bytes: facts?.platforms[0]?.downloadBytes ?? null}
}

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
    const machine = {temp, now}
    expect(await baselineToStore({facts: sized(1), findings: []}, 'app', pullRequestContext(), machine)).toEqual([])
    expect(
      await baselineToStore(
        {facts: sized(1), findings: []},
        'app',
        pullRequestContext({event: 'pull_request_target', ref: 'refs/heads/main'}),
        machine,
      ),
    ).toEqual([])
    expect(await baselineToStore({facts: null, findings: []}, 'app', contextOf(), machine)).toEqual([])
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
      why: 'the commit this pull request is based on',
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
      why: 'the newest build of the default branch',
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
