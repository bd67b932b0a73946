/** BuildKit as a client of the cache service: `type=gha` layer caches, their scopes, and what happens when it fails. */
import {createHash, randomUUID} from 'node:crypto'
import {readFileSync} from 'node:fs'
import {afterAll, afterEach, beforeAll, describe, expect, jest, test} from '@jest/globals'
import {type Builder, missingFor, remoteBuilder} from './builders.ts'
import {pullRequestEvent, pushEvent, tagEvent} from './loopback/events.ts'
import type {GitHub, RequestRecord} from './loopback/github.ts'
import type {StepResult} from './loopback/runner.ts'
import {runtimeToken} from './loopback/tokens.ts'
import {type Place, place, reportOf, runJob} from './project.ts'

jest.setTimeout(300_000)

const missing = await missingFor('remote')
const places: Place[] = []
afterEach(async () => {
  for (const here of places.splice(0)) await here.close()
})

/**
 * A step that takes long and is not Go: `make` is a script, because the stand-ins of base images have no package
 * manager. It and the sources are others for each place, so that no build of this machine has its layers. Beside it a
 * package: a program would have each new builder compile Go's runtime.
 */
function site(name: string = randomUUID()): Record<string, string> {
  return {
    'go.mod': 'module example.com/site\n\ngo 1.26\n',
    'site.go': `package site\n\nconst Word = "hello ${name}"\n`,
    'web/make': `#!/bin/sh\nset -e\n# ${name}\nhead -c 3000000 /dev/urandom >/assets\n`,
    Dockerfile: [
      'FROM alpine:3.22 AS web',
      'COPY --chmod=755 web/make /bin/make',
      'RUN make assets',
      'FROM golang:1.26-alpine AS build',
      'WORKDIR /src',
      'COPY go.mod *.go ./',
      'RUN --mount=type=cache,target=/root/.cache/go-build CGO_ENABLED=0 go build -o /site .',
      'FROM scratch',
      'COPY --from=web /assets /assets',
      'COPY --from=build /site /site',
      'ENTRYPOINT ["/site"]',
      '',
    ].join('\n'),
  }
}
async function start(files: Record<string, string> = site()): Promise<Place> {
  const here = await place()
  places.push(here)
  await here.write(files)
  return here
}
function succeeds(step: StepResult): void {
  expect([step.outcome, step.outcome === 'success' ? '' : step.log.slice(-3_000)]).toEqual(['success', ''])
}
const sha = (letter: string) => letter.repeat(40)
const main = (letter: string) => pushEvent({sha: sha(letter)})

/** BuildKit names an index after the ref that the token's `ac` claim lets it write or read (cache/remotecache/gha/gha.go). */
const ofRef = (ref: string) => createHash('sha256').update(ref).digest('hex').slice(0, 8)
const MAIN = ofRef('refs/heads/main')
const indexes = (github: GitHub) =>
  github
    .entries()
    .map(({key}) => key)
    .filter(key => key.startsWith('index-'))
    .sort()
/** Indexes that were asked for, in the order of the requests, each once. */
const asked = (requests: RequestRecord[]) => [
  ...new Set(
    requests
      .filter(({route, key}) => route === 'GetCacheEntryDownloadURL' && key?.startsWith('index-'))
      .map(({key}) => key!.replace(/#.*$/, '')),
  ),
]
/** The error of a step of BuildKit's progress, by the beginning of its name. */
const errorOf = (log: string, name: string) => {
  const [, id] = new RegExp(`^#(\\d+) ${name}`, 'm').exec(log) ?? []
  return new RegExp(`^#${id} ERROR: (.*)$`, 'm').exec(log)?.[1]
}
const choiceOf = (step: StepResult) => reportOf(step).decisions.find(({what}: {what: string}) => what === 'layer cache')
const monday = () => {
  const now = new Date()
  now.setUTCDate(now.getUTCDate() - ((now.getUTCDay() + 6) % 7))
  return now.toISOString().slice(0, 10)
}
const scopeOf = (image: string) => `go-image-${image}-linux_${process.arch === 'arm64' ? 'arm64' : 'amd64'}`

describe('a Dockerfile with a slow step that is not Go', () => {
  test('gets a layer cache that pushes save, later ones look into, and pull requests only read', async () => {
    const {github, runner, write} = await start()
    const image = 'acme/site'
    const scope = `${scopeOf(image)}-${monday()}`
    const first = await runJob(runner.startJob(main('a')), {image})
    succeeds(first)
    expect(choiceOf(first)).toEqual({
      what: 'layer cache',
      choice: `restore and save, scope ${scope}, mode=max`,
      reason: "make: Go's caches do not help there",
      evidence: [{file: 'Dockerfile', line: 3}],
    })
    expect(asked(github.requests)).toEqual([`index-${scope}-1-${MAIN}`])
    expect(indexes(github)).toEqual([`index-${scope}-1-${MAIN}#1`])
    const blobs = () => github.entries().filter(({key}) => key.startsWith('buildkit-blob-1-sha256:'))
    expect(Math.max(...blobs().map(({size}) => size!))).toBeGreaterThan(3_000_000)
    // The build's process had the token; nobody else may see it.
    const token = runtimeToken([]).split('.')[0]!
    const {metadata, report} = first.outputs
    expect(metadata).toContain('buildx.build.provenance')
    for (const text of [first.stdout, first.stderr, metadata, readFileSync(report!, 'utf8')])
      expect(text).not.toContain(token)

    // Another commit: the manifest of the first one is read, its layers are not uploaded again.
    await write({'site.go': site()['site.go']!.replace('hello', 'hello again')})
    const before = new Set(blobs().map(({key}) => key))
    const second = await runJob(runner.startJob(main('b')), {image})
    expect(second.log).toMatch(/importing cache manifest from gha:/)
    expect(indexes(github)).toEqual([`index-${scope}-1-${MAIN}#1`, `index-${scope}-1-${MAIN}#2`])
    const added = blobs().filter(({key}) => !before.has(key))
    expect(added.length).toBeGreaterThan(0)
    expect(Math.max(...added.map(({size}) => size!))).toBeLessThan(3_000_000)

    github.requests.length = 0
    await write({'site.go': site()['site.go']!.replace('hello', 'hello from a branch')})
    const pull = await runJob(runner.startJob(pullRequestEvent({number: 7, baseSha: sha('b')})), {image})
    expect(choiceOf(pull).choice).toBe(`restore only, scope ${scope}`)
    expect(asked(github.requests).sort()).toEqual(
      [`index-${scope}-1-${MAIN}`, `index-${scope}-1-${ofRef('refs/pull/7/merge')}`].sort(),
    )
    expect(indexes(github)).toHaveLength(2)

    github.requests.length = 0
    const release = await runJob(runner.startJob(tagEvent()), {image})
    succeeds(release)
    expect(asked(github.requests)).toEqual([])
    expect(choiceOf(release)).toBeUndefined()
  })

  test('builds when the cache service fails, on the way in and on the way out', async () => {
    const {github, runner} = await start()
    github.inject({route: 'GetCacheEntryDownloadURL', kind: 'status', status: 500, times: 1_000})
    github.inject({route: 'CreateCacheEntry', kind: 'status', status: 500, times: 1_000})
    const job = runner.startJob(main('a'))
    const step = await job.main({inputs: {image: 'acme/site', cache: 'always', 'size-budget': '100 MB'}})
    await job.end()
    succeeds(step)
    expect(reportOf(step).build.outcome).toBe('success')
    for (const name of ['importing cache manifest from gha:', 'exporting to GitHub Actions Cache'])
      expect(errorOf(step.stdout, name)).toBe('internal') // Twirp's word for status 500
    expect(reportOf(step).warnings).toContainEqual(
      expect.stringMatching(/^The layer cache failed .*`layer-cache: off`/),
    )
    expect(indexes(github)).toEqual([])
  })
})

describe('a layer cache of the user with type=gha and no scope', () => {
  const inputs = {'cache-from': 'type=gha', 'cache-to': 'type=gha,mode=max'}

  test('is kept by image, so that two of them do not overwrite each other, and BuildKit’s own name is read too', async () => {
    const {github, runner, write} = await start()
    const one = await runJob(runner.startJob(main('a')), {image: 'acme/one', ...inputs})
    succeeds(one)
    expect(choiceOf(one).choice).toBe(`scope ${scopeOf('acme/one')}`)
    expect(asked(github.requests).sort()).toEqual(
      [`index-${scopeOf('acme/one')}-1-${MAIN}`, `index-buildkit-1-${MAIN}`].sort(),
    )
    await write(site())
    await runJob(runner.startJob(main('b')), {image: 'acme/two', ...inputs})
    expect(indexes(github)).toEqual([
      `index-${scopeOf('acme/one')}-1-${MAIN}#1`,
      `index-${scopeOf('acme/two')}-1-${MAIN}#1`,
    ])
  })

  test('stays as it is with `layer-cache: off` and under a name of the user’s', async () => {
    const {github, runner} = await start()
    await runJob(runner.startJob(main('a')), {image: 'acme/one', ...inputs, 'layer-cache': 'off'})
    expect(indexes(github)).toEqual([`index-buildkit-1-${MAIN}#1`])
    const named = {'cache-from': 'type=gha,scope=mine', 'cache-to': 'type=gha,scope=mine'}
    const step = await runJob(runner.startJob(main('b')), {image: 'acme/one', ...named})
    expect(choiceOf(step)).toBeUndefined()
    expect(indexes(github)).toEqual([`index-buildkit-1-${MAIN}#1`, `index-mine-1-${MAIN}#1`])
  })
})

test('a Dockerfile in which only Go takes long gets nothing, and the report says so', async () => {
  const files = site()
  const {github, runner} = await start({
    ...files,
    Dockerfile: files.Dockerfile!.replace('RUN make assets', 'RUN cp /bin/make /assets'),
  })
  const step = await runJob(runner.startJob(main('a')), {image: 'acme/site'})
  expect(choiceOf(step)).toMatchObject({
    ...{choice: 'none added', reason: "only Go takes long in it, and Go's own caches do that better"},
    evidence: [{file: 'Dockerfile', line: 7}],
  })
  expect(github.requests.filter(({key}) => /^(index|buildkit)-/.test(key ?? ''))).toEqual([])
})

describe('a fresh builder', () => {
  if (missing !== null) {
    test.skip(`${missing}`, () => {})
    return
  }
  // Two for both tests, which have no layer in common: a new one first unpacks Go images.
  const builders: Builder[] = []
  beforeAll(async () => {
    for (const _ of ['first', 'second']) {
      const made = await remoteBuilder()
      if ('skipped' in made) throw new Error(made.skipped)
      builders.push(made)
    }
  })
  afterAll(async () => {
    for (const builder of builders) await builder.dispose()
  })
  const isCached = (log: string, step: string) => {
    const [, id] = new RegExp(`^#(\\d+) \\[${step}`, 'm').exec(log) ?? []
    if (id === undefined) throw new Error(`no step ${step} in the log`)
    return new RegExp(`^#${id} CACHED$`, 'm').test(log)
  }

  test.each([
    {mode: 'max', change: (text: string) => text},
    // The slow step is in the image itself, whose own layers are enough.
    {mode: 'min', change: (text: string) => text.replace('FROM scratch', 'FROM web')},
  ])('has the slow step from a layer cache with mode=$mode, and compiles what changed', async ({mode, change}) => {
    const files = site()
    const {runner, write} = await start({...files, Dockerfile: change(files.Dockerfile!)})
    const image = 'acme/site'
    const cold = await runJob(runner.startJob(main('a')), {image, builder: builders[0]!.name})
    succeeds(cold)
    expect(choiceOf(cold).choice).toMatch(new RegExp(`mode=${mode}$`))
    expect(isCached(cold.stdout, 'web 3/3')).toBe(false)
    await write({'site.go': files['site.go']!.replace('hello', 'hello again')})
    const warm = await runJob(runner.startJob(main('b')), {image, builder: builders[1]!.name})
    succeeds(warm)
    expect(isCached(warm.stdout, 'web 3/3')).toBe(true)
    expect(isCached(warm.stdout, 'build 4/4')).toBe(false)
  })
})
