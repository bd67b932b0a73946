/** The end of a job, whatever became of the step before it: post saves what is whole, warns, and never fails. */
import {execFileSync} from 'node:child_process'
import {mkdtempSync, rmSync} from 'node:fs'
import net from 'node:net'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {afterEach, beforeEach, describe, expect, jest, test} from '@jest/globals'
import {checkArchive} from '../../src/cache/archive.ts'
import {pushEvent} from './loopback/events.ts'
import type {Fault} from './loopback/faults.ts'
import type {StepResult} from './loopback/runner.ts'
import {
  CHANGED_ONLY,
  cacheOf,
  changedFile,
  contentOf,
  freshBuilder,
  PACKAGES,
  type Place,
  packagesDockerfile,
  place,
  reportOf,
  runWhole,
} from './project.ts'

jest.setTimeout(300_000)

const IMAGE = 'go-image-e2e/job-end'
const COMPILED = 'the program is compiled'

/** Its compile step says that it is done, then stays: time for a test to act before anything is packed. */
const lingering = (seconds: number) => ({Dockerfile: packagesDockerfile(`echo "${COMPILED}" && sleep ${seconds}`)})
const changed = () => changedFile('packages')

let here: Place
let engine: Engine
beforeEach(async () => {
  here = await place()
  engine = await engineInFront()
  await here.write({...PACKAGES, ...changed()})
})
afterEach(async () => {
  await engine.close()
  await here.close()
})

const inputs = (more: Record<string, string> = {}) => ({
  ...{image: IMAGE, tags: `${IMAGE}:last`, 'build-args': freshBuilder()},
  ...more,
})
const event = (letter: string) => pushEvent({sha: letter.repeat(40)})
/** Of the caches themselves; the ledger and the baseline are not. */
const caches = () => here.github.entries().filter(({key}) => /^go-image-(build|mod|diff)-/.test(key))
const warningsOf = ({annotations}: StepResult) =>
  annotations.flatMap(({kind, message}) => (kind === 'warning' ? [message] : []))
const isThere = (tag: string) => docker('image', 'inspect', '--format={{.Id}}', tag).startsWith('sha256:')

describe('when the build failed', () => {
  test('nothing of it is saved, and what was there serves the next run', async () => {
    await runWhole(here.runner.startJob(event('a')), inputs())
    const before = caches().map(({key}) => key)
    expect(before).toHaveLength(1)

    await here.write({'broken.go': 'package packages\n\nvar broken int = "text"\n'})
    const {main, post} = await runWhole(here.runner.startJob(event('b')), inputs())
    expect(main.outcome).toBe('failure')
    expect(cacheOf(main, 'build')).toMatchObject({hit: 'older', savedBytes: null})
    expect([post.outcome, post.exitCode]).toEqual(['success', 0])
    expect(warningsOf(post)).toEqual([])
    expect(caches().map(({key}) => key)).toEqual(before)

    await here.write({'broken.go': 'package packages\n', ...changed()})
    const mended = await runWhole(here.runner.startJob(event('c')), inputs())
    expect(cacheOf(mended.main, 'build').hit).toBe('older')
    expect(cacheOf(mended.main, 'build').added).toBeLessThanOrEqual(CHANGED_ONLY)
  })

  test('its time is not what later runs are measured against', async () => {
    await here.write({'broken.go': 'package packages\n\nvar broken int = "text"\n'})
    const failed = await runWhole(here.runner.startJob(event('a')), inputs())
    expect(failed.main.outcome).toBe('failure')
    expect(here.github.entries()).toEqual([])
    expect(reportOf(failed.main).ledger).toBeNull()
  })
})

describe('when the step was cancelled', () => {
  test('in mid-build: post runs, saves nothing, and a later run is as good as ever', async () => {
    await runWhole(here.runner.startJob(event('a')), inputs())
    const before = here.github.entries()
    await here.write({...lingering(120), ...changed()})
    const cancel = new AbortController()
    const job = here.runner.startJob(event('b'))
    const main = await job.main({
      inputs: inputs(),
      signal: cancel.signal,
      onOutput: line => {
        if (line.endsWith(COMPILED)) cancel.abort()
      },
    })
    expect([main.outcome, main.signals, main.survivors]).toEqual(['cancelled', ['SIGINT'], []])
    const post = await job.post(main)
    expect([post.outcome, post.exitCode, warningsOf(post)]).toEqual(['success', 0, []])
    expect(await job.end()).toEqual([])
    expect(here.github.entries().map(({key}) => key)).toEqual(before.map(({key}) => key))

    await here.write({...lingering(0), ...changed()})
    const next = await runWhole(here.runner.startJob(event('c')), inputs())
    expect([next.main.outcome, warningsOf(next.main)]).toEqual(['success', []])
    expect(isThere(`${IMAGE}:last`)).toBe(true)
  })
})

describe('when Docker is gone', () => {
  test.each(['portable', 'direct'])(
    'before packing, the %s way: the image stays built, what could be packed is whole',
    async way => {
      await here.write(lingering(3))
      const job = here.runner.startJob(event('a'), {env: {DOCKER_HOST: engine.host}})
      const main = await job.main({
        inputs: inputs({'cache-transfer': way}),
        // The build goes on over the connections that it has.
        onOutput: line => {
          if (line.endsWith(COMPILED)) engine.refuse()
        },
      })
      expect(main.outcome).toBe('success')
      expect(isThere(`${IMAGE}:last`)).toBe(true)
      const post = await job.post(main)
      await job.end()
      expect([post.outcome, post.exitCode]).toEqual(['success', 0])
      // The direct way needs no engine to read its storage.
      const lost = "Go's caches could not be taken out of the builder, nothing is saved: "
      expect(warningsOf(main)).toEqual(way === 'portable' ? [expect.stringContaining(lost)] : [])
      expect(caches()).toHaveLength(way === 'portable' ? 0 : 1)
      for (const entry of caches())
        expect((await checkArchive(contentOf(entry), 'build')).files).toBeGreaterThan(CHANGED_ONLY)
    },
  )

  test('in mid-build: the step says so, and post saves nothing', async () => {
    await here.write(lingering(60))
    const job = here.runner.startJob(event('a'), {env: {DOCKER_HOST: engine.host}})
    const main = await job.main({
      inputs: inputs(),
      onOutput: line => {
        if (line.endsWith(COMPILED)) engine.cut()
      },
    })
    expect(main.outcome).toBe('failure')
    const [error, ...more] = main.annotations.filter(({kind}) => kind === 'error')
    expect(more).toEqual([])
    expect(error?.message).toMatch(/Docker|docker|connection|EOF/)
    expect(main.log).not.toContain('please report')
    const post = await job.post(main)
    await job.end()
    expect([post.outcome, post.exitCode]).toEqual(['success', 0])
    expect(caches()).toEqual([])
  })

  test('at the end of the job: post does not need it', async () => {
    const job = here.runner.startJob(event('a'), {env: {DOCKER_HOST: engine.host}})
    const main = await job.main({inputs: inputs()})
    engine.cut()
    const post = await job.post(main)
    await job.end()
    expect([main.outcome, post.outcome, warningsOf(post)]).toEqual(['success', 'success', []])
    expect(caches()).toHaveLength(1)
  })
})

describe('when the cache service is gone at the end of the job', () => {
  test.each<[string, Fault[], ...RegExp[]]>([
    [
      'answers nothing but errors',
      ['CreateCacheEntry', 'caches.list'].map(route => ({route, kind: 'status', status: 500, times: 99})),
      /could not be listed/,
      /^go-image-\S+(?:, go-image-\S+){2} were not saved: the store did not answer before/,
    ],
    [
      'takes no entry',
      [{route: 'CreateCacheEntry', kind: 'status', status: 400, times: 99}],
      /go-image-build-.* could not be saved: the store took nothing/,
    ],
    ['takes no content', [{route: 'blob.put', kind: 'reset', times: 99}], /Failed to save/],
    [
      'forgets what it took',
      [{route: 'FinalizeCacheEntryUpload', kind: 'status', status: 404, times: 99}],
      /go-image-build-.* could not be saved: the store took nothing/,
    ],
  ])('%s: post warns and succeeds, and the image stays', async (_, faults, ...warnings) => {
    const job = here.runner.startJob(event('a'))
    const main = await job.main({inputs: inputs()})
    for (const fault of faults) here.github.inject(fault)
    const post = await job.post(main)
    await job.end()
    expect([main.outcome, post.outcome, post.exitCode]).toEqual(['success', 'success', 0])
    for (const warning of warnings) expect(warningsOf(post)).toContainEqual(expect.stringMatching(warning))
    expect(post.annotations.filter(({kind}) => kind === 'error')).toEqual([])
    expect(here.github.entries()).toEqual([])
    expect(isThere(`${IMAGE}:last`)).toBe(true)
  })
})

describe('when the step ended before anything was planned', () => {
  test.each([
    ['a wrong input', {cache: 'sometimes'}],
    ['a Dockerfile that is not there', {file: 'nowhere/Dockerfile', context: 'nowhere'}],
    ['a builder that is not there', {builder: 'nobody-made-this-builder'}],
  ])('because of %s: post asks nothing and succeeds', async (_, wrong) => {
    const {main, post} = await runWhole(here.runner.startJob(event('a')), wrong)
    expect(main.outcome).toBe('failure')
    expect([post.outcome, post.exitCode, post.log]).toEqual(['success', 0, ''])
    expect(here.github.requests).toEqual([])
  })
})

type Engine = {
  /** For DOCKER_HOST. */
  host: string
  /** Takes no new connection; those that are open stay. */
  refuse: () => void
  /** As if the engine had ended. */
  cut: () => void
  close: () => Promise<void>
}

/** A socket in front of this machine's engine. Closing it is no harm to anybody else. */
async function engineInFront(): Promise<Engine> {
  const folder = mkdtempSync(path.join(tmpdir(), 'go-image-engine-'))
  const socket = path.join(folder, 'docker.sock')
  const behind = docker('context', 'inspect', '--format={{.Endpoints.docker.Host}}')
    .trim()
    .replace(/^unix:\/\//, '')
  const open = new Set<net.Socket>()
  // Half-closed connections are how a client ends its input and still reads the answer.
  const server = net.createServer({allowHalfOpen: true}, client => {
    const upstream = net.connect({path: behind, allowHalfOpen: true})
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      open.add(one)
      one.pipe(other)
      one.on('error', () => other.destroy())
      one.on('close', () => {
        open.delete(one)
        other.destroy()
      })
    }
  })
  await new Promise<void>(resolve => server.listen(socket, resolve))
  const refuse = () => {
    if (server.listening) server.close()
    rmSync(socket, {force: true})
  }
  const cut = () => {
    refuse()
    for (const one of open) one.destroy()
  }
  return {
    host: `unix://${socket}`,
    refuse,
    cut,
    async close() {
      cut()
      rmSync(folder, {recursive: true, force: true})
    },
  }
}

function docker(...args: string[]): string {
  return execFileSync('docker', args, {encoding: 'utf8'})
}
