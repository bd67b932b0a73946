import {execFileSync} from 'node:child_process'
import {randomUUID} from 'node:crypto'
import {afterAll, afterEach, beforeAll, describe, expect, jest, test} from '@jest/globals'
import {type Builder, containerBuilder, missingFor, remoteBuilder, type Skipped} from './builders.ts'
import {pushEvent} from './loopback/events.ts'
import {
  CHANGED_ONLY,
  cacheOf,
  changedFile,
  FIRST_ENTRIES,
  freshBuilder,
  outputOf,
  type Place,
  place,
  reportOf,
  runJob,
  WITH_MODULE,
} from './project.ts'

jest.setTimeout(300_000)

/** As no build has seen it. */
const ledger = () => ({...WITH_MODULE, ...changedFile()})
/** Two mounts in one folder that does not exist in the image, of a user that it does not know. */
const nonroot = `FROM golang:1.26-alpine AS build
ARG GOPROXY
ENV HOME=/home/nonroot GOCACHE=/home/nonroot/.cache/go-build GOMODCACHE=/home/nonroot/go/pkg/mod
WORKDIR /tmp/src
COPY . .
USER 65532
RUN --mount=type=cache,uid=65532,gid=65532,target=/home/nonroot/go --mount=type=cache,uid=65532,gid=65532,target=/home/nonroot/.cache/go-build CGO_ENABLED=0 go build -trimpath -buildvcs=false -o /tmp/ledger .

FROM scratch
COPY --from=build /tmp/ledger /ledger
USER 65532
ENTRYPOINT ["/ledger"]
`
const sha = (letter: string) => letter.repeat(40)

const places: Place[] = []
afterEach(async () => {
  for (const here of places.splice(0)) await here.close()
})

async function start(make: () => Promise<Builder | Skipped>): Promise<Builder> {
  const made = await make()
  if ('skipped' in made) throw new Error(made.skipped)
  return made
}

/** Ends with the test. */
async function ledgerPlace(): Promise<Place> {
  const here = await place()
  places.push(here)
  await here.write(ledger())
  return here
}

const missing = {remote: await missingFor('remote'), 'docker-container': await missingFor('docker-container')}

describe.each([
  {driver: 'remote', make: remoteBuilder},
  {driver: 'docker-container', make: containerBuilder},
] as const)('a builder of the driver $driver', ({driver, make}) => {
  if (missing[driver] !== null) {
    test.skip(`${missing[driver]}`, () => {})
    return
  }

  // Two for all tests, because a new one first unpacks Go images: the first one compiles all, the second is fresh.
  const builders: Builder[] = []
  let first: Builder
  let second: Builder
  /** The repository of the push to main, which the pushes after it go on with. */
  let main: Place
  beforeAll(async () => {
    main = await place()
    for (const _ of ['first', 'second']) builders.push(await start(make))
    ;[first, second] = builders as [Builder, Builder]
  })
  afterAll(async () => {
    for (const builder of builders) await builder.dispose()
    await main?.close()
  })

  test('a push to main, then a fresh builder: both caches are restored and only what changed is compiled', async () => {
    const {github, runner, write} = main
    await write(ledger())
    const cold = await runJob(runner.startJob(pushEvent({sha: sha('a')})), {builder: first.name})
    expect(cold).toMatchObject({outcome: 'success', outputs: {'module-cache-hit': 'false', 'build-cache-hit': 'false'}})
    expect(cacheOf(cold, 'build').added).toBeGreaterThan(50)
    expect(cacheOf(cold, 'modules').added).toBe(1)
    const size = sizeOf(cold) // the next job empties the folder of the report
    expect(size).toBeGreaterThan(1_000_000)
    const kinds = () => github.entries().map(entry => entry.key.replace(/-1-.*/, ''))
    expect(kinds().sort()).toEqual(FIRST_ENTRIES)

    await write(ledger())
    const warm = await runJob(runner.startJob(pushEvent({sha: sha('b')})), {builder: second.name})
    expect(warm).toMatchObject({outcome: 'success', outputs: {'module-cache-hit': 'true', 'build-cache-hit': 'true'}})
    expect(cacheOf(warm, 'modules')).toMatchObject({hit: 'exact', added: 0})
    expect(cacheOf(warm, 'build').hit).toBe('older')
    expect(cacheOf(warm, 'build').added).toBeLessThanOrEqual(CHANGED_ONLY)
    const way = driver === 'remote' ? 'portable' : 'direct'
    expect(['modules', 'build'].map(kind => cacheOf(warm, kind as 'build').way)).toEqual([way, way])
    const reason = "Go's caches take the portable way: the storage of a remote builder cannot be reached"
    expect(warm.log.includes(reason)).toBe(driver === 'remote')
    expect(warm.log).not.toContain('go: downloading')
    expect(Math.abs(sizeOf(warm) - size)).toBeLessThan(size / 100)
  })

  test('the next push on that builder: its mounts are warm and left as they are', async () => {
    const {github, runner, write} = main
    const downloads = () => github.requests.filter(request => request.route === 'blob.get').length
    const before = downloads()
    await write(ledger())
    const again = await runJob(runner.startJob(pushEvent({sha: sha('c')})), {builder: second.name})
    expect(again.outcome).toBe('success')
    expect(['modules', 'build'].map(kind => cacheOf(again, kind as 'build').hit)).toEqual(['warm', 'warm'])
    expect(again.log).not.toContain('go: downloading')
    expect(downloads()).toBe(before + 3) // the size baseline, what is known of layers, and the ledger
  })

  test('mounts of a user without rights: what is restored into them is theirs to add to', async () => {
    const files = () => ({...ledger(), Dockerfile: nonroot})
    const {runner, write} = await ledgerPlace()
    await write(files())
    const cold = await runJob(runner.startJob(pushEvent({sha: sha('a')})), {builder: first.name})
    expect(cold.outcome).toBe('success')

    await write(files())
    const warm = await runJob(runner.startJob(pushEvent({sha: sha('b')})), {builder: second.name})
    const way = driver === 'remote' ? 'portable' : 'direct'
    expect(warm).toMatchObject({outcome: 'success', annotations: []})
    expect(['modules', 'build'].map(kind => cacheOf(warm, kind as 'build').way)).toEqual([way, way])
    expect(cacheOf(warm, 'build')).toMatchObject({hit: 'older'})
    expect(cacheOf(warm, 'build').added).toBeGreaterThan(0)
    expect(cacheOf(warm, 'build').added).toBeLessThanOrEqual(CHANGED_ONLY)
    expect(warm.log).not.toContain('go: downloading')
  })

  test('two platforms are built and measured, each with its size, and pushed under their digest', async () => {
    const {runner} = await ledgerPlace()
    const tag = `${first.registry}/go-image-e2e/${driver}:${randomUUID()}`
    const inputs = {builder: first.name, platforms: 'linux/amd64,linux/arm64', 'build-args': freshBuilder()}
    const step = await runJob(runner.startJob(pushEvent()), {...inputs, tags: tag, push: 'true'})
    expect(step.outcome).toBe('success')
    const {platforms} = reportOf(step).facts
    expect(platforms.map((facts: {platform: string}) => facts.platform)).toEqual(['linux/amd64', 'linux/arm64'])
    for (const facts of platforms) expect(facts.downloadBytes).toBeGreaterThan(1_000_000)
    expect(cacheOf(step, 'modules').added).toBe(1)
    const manifest = JSON.parse(docker('buildx', 'imagetools', 'inspect', '--format={{json .Manifest}}', tag))
    expect(manifest.digest).toBe(step.outputs.digest)
  })

  test('load brings the image into the engine', async () => {
    const {runner} = await ledgerPlace()
    const tag = `go-image-e2e/${driver}:${randomUUID()}`
    const step = await runJob(runner.startJob(pushEvent()), {builder: second.name, tags: tag, load: 'true'})
    expect(step.outcome).toBe('success')
    expect(outputOf(tag)).toBe('hello 3\n')
    docker('rmi', tag)
  })
})

// `docker buildx inspect` ends with 0 and `Status: inactive` there, which src/build/builder.ts takes for an answer.
test('a remote builder that is gone: the error names it', async () => {
  const {runner} = await ledgerPlace()
  const endpoint = `go-image-e2e-gone-${randomUUID().slice(0, 8)}`
  docker('buildx', 'create', `--name=${endpoint}`, '--driver=remote', 'tcp://127.0.0.1:1')
  try {
    const step = await runJob(runner.startJob(pushEvent()), {builder: endpoint})
    expect(step.outcome).toBe('failure')
    const [error] = step.annotations.filter(annotation => annotation.kind === 'error')
    expect(error?.message).toContain(`The builder "${endpoint}" does not answer`)
  } finally {
    docker('buildx', 'rm', endpoint)
  }
})

function sizeOf(step: Parameters<typeof reportOf>[0]): number {
  return reportOf(step).facts.platforms[0].downloadBytes
}

function docker(...args: string[]): string {
  return execFileSync('docker', args, {encoding: 'utf8'})
}
