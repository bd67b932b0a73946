/** The end of a job, `dist/post.js`, against GitHub on loopback: how `cache-max-size` is kept. */
import {randomBytes} from 'node:crypto'
import {existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {fileURLToPath} from 'node:url'
import {afterEach, beforeEach, describe, expect, jest, test} from '@jest/globals'
import {buildKey, differenceKey} from '../../src/cache/keys.ts'
import {pullRequestEvent, pushEvent, type WorkflowEvent} from './loopback/events.ts'
import {type GitHub, startGitHub} from './loopback/github.ts'
import {createRunner, type JobOptions, type Runner, type StepResult} from './loopback/runner.ts'
import type {Permissions} from './loopback/tokens.ts'

jest.setTimeout(60_000)

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const MB = 1_000_000

let folder: string
let github: GitHub
let runner: Runner

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'go-image-bound-'))
})
afterEach(async () => {
  await github?.close()
  rmSync(folder, {recursive: true, force: true})
})

/** `main` leaves the state that it is given; what comes after it is the action's own. */
async function start(options: {private?: boolean} = {}): Promise<void> {
  const action = path.join(folder, 'action')
  mkdirSync(action)
  const post = path.relative(action, path.join(ROOT, 'dist', 'post.js'))
  writeFileSync(
    path.join(action, 'action.yml'),
    `name: End of a job
inputs:
  cache-max-size:
    default: 3GB
  github-token:
    default: \${{ github.token }}
runs:
  using: node24
  main: main.cjs
  post: ${post}
`,
  )
  writeFileSync(
    path.join(action, 'main.cjs'),
    "require('node:fs').appendFileSync(process.env.GITHUB_STATE, `go-image=${process.env.STATE}\\n`)",
  )
  github = await startGitHub({folder: path.join(folder, 'github'), ...options})
  runner = createRunner({workdir: path.join(folder, 'work'), github, action})
}

type Run = {
  saves: {key: string; bytes: number}[]
  restored?: string[]
  maximum?: string
  permissions?: Permissions
  event?: WorkflowEvent
  job?: JobOptions
}

/** Content is random, so that it is as large when it is compressed. */
async function endOfJob({saves, restored = [], maximum, permissions = {}, event, job}: Run): Promise<StepResult> {
  await using running = runner.startJob(event ?? pushEvent(), {...job, permissions})
  const packed = saves.map(({key, bytes}, index) => {
    const file = path.join(runner.temp, `packed-${index}`)
    writeFileSync(file, randomBytes(bytes))
    return {name: key.includes('-diff-') ? 'build-difference.tar' : 'build.tar', key, file}
  })
  const main = await running.main({
    inputs: maximum === undefined ? {} : {'cache-max-size': maximum},
    env: {STATE: JSON.stringify({store: 'github', saves: packed, restored, session: null})},
  })
  const post = await running.post(main)
  expect(post.outcome).toBe('success')
  expect(packed.filter(({file}) => existsSync(file))).toEqual([])
  return post
}

const PARTS = {go: '1.27.4', platforms: [], mount: '', goSum: 'sum', variant: 'v'}
const base = (commit: string, imageKey = 'app') => buildKey({...PARTS, imageKey, commit}).key
const difference = (of: string, run: number) => differenceKey('build', of, {...PARTS, commit: 'c', runId: `${run}`}).key
const keys = () => github.entries().map(({key}) => key)
const save = (key: string, megabytes: number) => ({key, bytes: megabytes * MB})
const linesOf = ({log}: StepResult) => log.split('\n').filter(line => line.startsWith('▸'))
const warningsOf = ({annotations}: StepResult) => annotations.map(({message}) => message)
const requests = (route: string) => github.requests.filter(request => request.route === route)

/** A second apart at least: the service tells whole seconds. */
async function saveInTurn(all: string[], megabytes: number, event?: WorkflowEvent): Promise<void> {
  for (const key of all) {
    await endOfJob({saves: [save(key, megabytes)], ...(event && {event})})
    await new Promise(resolve => setTimeout(resolve, 1100))
  }
}

describe('with `actions: write`', () => {
  const permissions = {actions: 'write'} as const

  test('superseded entries go, and what is kept is printed', async () => {
    await start()
    const of = base('1')
    await saveInTurn([of, difference(of, 1), difference(of, 2), difference(of, 3)], 1)
    const post = await endOfJob({saves: [save(difference(of, 4), 1)], restored: [of, difference(of, 3)], permissions})
    expect(keys()).toEqual([of, difference(of, 2), difference(of, 3), difference(of, 4)])
    expect(linesOf(post).at(-1)).toMatch(
      /^▸ Caches kept {2}4\.\d\d MB of 3\.00 GB in 4 entries \(1 superseded one removed, 1\.\d\d MB\)$/,
    )
    expect(warningsOf(post)).toEqual([])
  })

  test('what was not used for longest makes room, and what was restored stays', async () => {
    await start()
    const [restored, quiet, busy] = ['restored', 'quiet', 'busy'].map(image => base('1', image)) as [
      string,
      string,
      string,
    ]
    await saveInTurn([restored, quiet, busy], 2)
    const next = base('2', 'restored')
    const post = await endOfJob({saves: [save(next, 3)], restored: [restored], maximum: '8MB', permissions})
    expect(keys()).toEqual([restored, busy, next])
    expect(linesOf(post).at(-1)).toMatch(/^▸ Caches kept {2}7\.\d\d MB of 8\.00 MB in 3 entries \(1 least recently/)
  })

  test('entries of other tools are neither counted nor removed', async () => {
    await start()
    await saveInTurn(['go-image-of-somebody-else', 'node-1'], 3)
    const post = await endOfJob({saves: [save(base('1'), 3)], maximum: '4MB', permissions})
    expect(keys()).toEqual(['go-image-of-somebody-else', 'node-1', base('1')])
    expect(linesOf(post).at(-1)).toMatch(/in 1 entry$/)
  })

  test('a pull request removes nothing of the branch', async () => {
    await start()
    await saveInTurn([base('1', 'a'), base('1', 'b')], 2)
    const event = pullRequestEvent({number: 7})
    const post = await endOfJob({saves: [save(base('2', 'a'), 2)], maximum: '5MB', permissions, event})
    expect(keys()).toEqual([base('1', 'a'), base('1', 'b')])
    expect(warningsOf(post)).toEqual([expect.stringMatching(/was not saved: .*Raise `cache-max-size`\.$/)])
  })
})

describe('without `actions: write`', () => {
  test('nothing is removed, and the new entry is saved while it fits', async () => {
    await start()
    const of = base('1')
    await saveInTurn([of, difference(of, 1), difference(of, 2), difference(of, 3)], 1)
    const post = await endOfJob({saves: [save(difference(of, 4), 1)], restored: [of]})
    expect(keys()).toHaveLength(5)
    expect(warningsOf(post)).toEqual([])
    expect(linesOf(post).at(-1)).toMatch(/^▸ Caches kept {2}5\.\d\d MB of 3\.00 GB in 5 entries$/)
    expect(requests('cache.delete').map(({status}) => status)).toEqual([403]) // and no second try
  })

  test('what would pass the maximum is not saved, with one warning that says what to grant', async () => {
    await start()
    await saveInTurn([base('1', 'a'), base('1', 'b')], 2)
    const post = await endOfJob({saves: [save(base('2', 'a'), 3), save(base('2', 'b'), 3)], maximum: '5MB'})
    expect(keys()).toEqual([base('1', 'a'), base('1', 'b')])
    const warnings = warningsOf(post)
    expect(warnings).toHaveLength(1)
    expect(warnings[0]).toContain(base('2', 'a'))
    expect(warnings[0]).toContain('`permissions: actions: write`')
    expect(warnings[0]).toContain('`cache-max-size`')
    expect(linesOf(post)).toEqual([expect.stringMatching(/^▸ Caches kept {2}4\.\d\d MB of 5\.00 MB in 2 entries$/)])
  })
})

describe('where the token may not even list', () => {
  test('what fits by itself is saved, and the line says what to grant', async () => {
    await start({private: true})
    const post = await endOfJob({saves: [save(base('1'), 2), save(base('1', 'large'), 4)], maximum: '5MB'})
    expect(requests('caches.list').map(({status}) => status)).toEqual([403])
    expect(keys()).toEqual([base('1')])
    expect(linesOf(post).at(-1)).toMatch(/at least 2\.\d\d MB of 5\.00 MB; .*`permissions: actions: read`$/)
    expect(warningsOf(post)).toEqual([expect.stringContaining('`permissions: actions: write`')])
  })

  test('a listing that fails is a warning, and the rest goes on', async () => {
    await start()
    github.inject({route: 'caches.list', kind: 'status', status: 503, times: 9})
    const post = await endOfJob({saves: [save(base('1'), 1)]})
    expect(keys()).toEqual([base('1')])
    expect(warningsOf(post)).toEqual([expect.stringContaining('could not be listed')])
  })
})

test('an entry that is larger than the maximum is not saved, others are', async () => {
  await start()
  const post = await endOfJob({saves: [save(base('1'), 3), save(base('1', 'small'), 1)], maximum: '2MB'})
  expect(keys()).toEqual([base('1', 'small')])
  expect(warningsOf(post)).toEqual([expect.stringMatching(/was not saved: more than `cache-max-size`, 2\.00 MB/)])
})

test('`cache-max-size: 0` saves and removes nothing, and says so', async () => {
  await start()
  await saveInTurn([base('1')], 1)
  const post = await endOfJob({saves: [save(base('2'), 1)], maximum: '0', permissions: {actions: 'write'}})
  expect(keys()).toEqual([base('1')])
  expect(linesOf(post)).toEqual(['▸ Caches kept  nothing was saved or removed: `cache-max-size` is 0'])
})

test('a job with nothing to save asks nothing', async () => {
  await start()
  const post = await endOfJob({saves: []})
  expect(github.requests).toEqual([])
  expect(post.log).toBe('')
})
