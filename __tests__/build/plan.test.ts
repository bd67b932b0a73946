import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {afterAll, beforeEach, describe, expect, test} from '@jest/globals'
import type {BuildContext} from '../../src/build/context.ts'
import {planBuild} from '../../src/build/plan.ts'
import {readInputs} from '../../src/inputs.ts'
import type {Context} from '../../src/runner/context.ts'
import {contextOf} from '../runner/contexts.ts'

const root = mkdtempSync(join(tmpdir(), 'go-image-'))
afterAll(() => rmSync(root, {recursive: true, force: true}))

let temp: string
let masked: string[]
let warnings: string[]
beforeEach(() => {
  temp = mkdtempSync(join(root, 'run-'))
  masked = []
  warnings = []
})

const folder: BuildContext = {kind: 'folder', path: '/src'}

function plan(
  given: Record<string, string>,
  different: Partial<Parameters<typeof planBuild>[0]> = {},
  context: Partial<Context> = {},
) {
  return planBuild({
    inputs: readInputs(name => given[name] ?? ''),
    context: contextOf(context),
    source: folder,
    builder: {name: 'b', driver: 'docker-container', exportsLayout: true, platform: 'linux/amd64', nodes: []},
    dockerfile: '/t/Dockerfile',
    written: 'FROM golang:1.27-alpine AS build\nARG VERSION=dev\n',
    created: new Date('2026-11-21T10:00:00Z'),
    hasEpoch: false,
    temp,
    mask: secret => masked.push(secret),
    warn: warning => warnings.push(warning),
    noDefaultAttestations: false,
    ...different,
  })
}

describe('the tags', () => {
  test('follow the event for an image, and the input where it is given', async () => {
    expect((await plan({image: 'me/app'})).tags).toEqual(['me/app:main', 'me/app:sha-1111111'])
    expect((await plan({image: 'me/app', tags: 'me/app:x'})).tags).toEqual(['me/app:x'])
    expect((await plan({})).tags).toEqual([])
  })
})

describe('SOURCE_DATE_EPOCH', () => {
  const tag = {ref: 'refs/tags/v1.2.3'}
  const epochs = async (...given: Parameters<typeof plan>) =>
    (await plan(...given)).buildArgs.filter(arg => arg.startsWith('SOURCE_DATE_EPOCH'))

  test('is the time of the commit for what is released from a Dockerfile of ours', async () => {
    expect(await epochs({}, {}, tag)).toEqual(['SOURCE_DATE_EPOCH=1795255200'])
    expect(await epochs({}, {written: null}, tag)).toEqual([])
    expect(await epochs({}, {created: null}, tag)).toEqual([])
    expect(await epochs({})).toEqual([])
  })

  test("leaves the user's own, by argument or environment", async () => {
    expect(await epochs({'build-args': 'SOURCE_DATE_EPOCH=0'}, {}, tag)).toEqual([])
    expect(await epochs({}, {hasEpoch: true}, tag)).toEqual([])
  })
})

test('labels are added for a Dockerfile of ours alone', async () => {
  expect((await plan({})).labels).toContain('org.opencontainers.image.created=2026-11-21T10:00:00Z')
  expect((await plan({}, {written: null})).labels).toEqual([])
})

describe('the version', () => {
  test('is handed to a Dockerfile of ours alone, and not over that of the user', async () => {
    expect((await plan({})).buildArgs).toEqual(['VERSION=111111111111'])
    expect((await plan({}, {written: null})).buildArgs).toEqual([])
    expect((await plan({'build-args': 'VERSION=7'})).buildArgs).toEqual([])
    expect((await plan({'build-args': 'VERSION'})).buildArgs).toEqual([])
    expect((await plan({'build-args': 'VERSIONS=7'})).buildArgs).toEqual(['VERSION=111111111111'])
  })
})

describe('commit and date', () => {
  const written = 'ARG VERSION=dev\nARG COMMIT=\nARG DATE=\n'
  const all = ['VERSION=111111111111', `COMMIT=${'1'.repeat(40)}`, 'DATE=2026-11-21T10:00:00Z']
  const commit = {commit: '1'.repeat(40)}

  test('are handed to a Dockerfile of ours that asks for them, the time as that of the commit', async () => {
    expect((await plan({}, {written}, commit)).buildArgs).toEqual(all)
    expect((await plan({}, {}, commit)).buildArgs).toEqual(all.slice(0, 1))
    expect((await plan({}, {written: null}, commit)).buildArgs).toEqual([])
  })

  test('are left out where they are not known, or no commit at all', async () => {
    expect((await plan({}, {written, created: null}, commit)).buildArgs).toEqual(all.slice(0, 2))
    for (const other of [null, 'abc', `${'1'.repeat(40)} -X main.a=b`])
      expect((await plan({}, {written}, {commit: other})).buildArgs).toContain(all[2])
    expect((await plan({}, {written}, {commit: `${'1'.repeat(40)}"`})).buildArgs.join()).not.toContain('COMMIT')
  })

  test("are the user's where build-args have them, also without a value", async () => {
    expect((await plan({'build-args': 'COMMIT=abc\nDATE'}, {written}, commit)).buildArgs).toEqual(all.slice(0, 1))
  })
})

describe('secrets', () => {
  test('become files and are masked; those of a fork, which are empty, are left out with a warning', async () => {
    const {secretFiles, secretEnvs} = await plan({
      secrets: 'TOKEN=hunter2\nEMPTY=',
      'secret-envs': 'NPM=NPM_TOKEN,NONE=',
      'secret-files': `KEY=${fileURLToPath(import.meta.url)}\nGONE=/does/not/exist`,
    })
    expect(secretFiles.map(({id}) => id)).toEqual(['TOKEN', 'KEY'])
    expect(secretFiles.map(({value}) => value)).toEqual(['hunter2', null])
    expect(secretEnvs).toEqual([{id: 'NPM', env: 'NPM_TOKEN'}])
    expect([masked, warnings.length]).toEqual([['hunter2'], 3])
  })

  test('have the token only for a Git context of this repository', async () => {
    const ids = async (source: BuildContext) =>
      (await plan({'github-token': 'ghs_x'}, {source})).secretFiles.map(({id}) => id)
    expect(await ids(folder)).toEqual([])
    expect(await ids({kind: 'remote', url: 'https://evil.example/x.git', ofThisRepository: false})).toEqual([])
    expect(await ids({kind: 'remote', url: 'https://github.com/acme/ledger.git', ofThisRepository: true})).toEqual([
      'GIT_AUTH_TOKEN.github.com',
    ])
  })
})

test('the layout is asked for only where it can be had and something is built', async () => {
  expect((await plan({})).layout).toBe(join(temp, 'layout'))
  expect((await plan({call: 'check'})).layout).toBeNull()
  expect(
    (await plan({}, {builder: {name: 'd', driver: 'docker', exportsLayout: false, platform: 'linux/amd64', nodes: []}}))
      .layout,
  ).toBeNull()
  const nodes = ['linux/amd64', 'linux/arm64'].map(name => ({
    name,
    endpoint: name,
    platforms: [name],
    setPlatforms: [],
  }))
  const two = {name: 'b', driver: 'remote', exportsLayout: true, platform: 'linux/amd64', nodes}
  expect((await plan({platforms: 'linux/amd64,linux/arm64'}, {builder: two})).layout).toBeNull()
  expect((await plan({platforms: 'linux/arm64'}, {builder: two})).layout).not.toBeNull()
})

test('named contexts have the repository in the place of {{defaultContext}}', async () => {
  expect((await plan({'build-contexts': 'a={{defaultContext}}:a'})).inputs.buildContexts).toEqual([
    `a=https://github.com/acme/ledger.git#${'1'.repeat(40)}:a`,
  ])
})

test('a remote context keeps the file as the user wrote it', async () => {
  const source: BuildContext = {kind: 'remote', url: 'https://x/y.git', ofThisRepository: false}
  expect(await plan({file: 'docker/Dockerfile'}, {source, dockerfile: null})).toMatchObject({
    context: 'https://x/y.git',
    file: 'docker/Dockerfile',
  })
})
