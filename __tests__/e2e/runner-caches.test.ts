/** The runner's own caches: `compile: runner`, and `mode: caches` for the Go steps of the same job. */
import {execFileSync, spawnSync} from 'node:child_process'
import {randomUUID} from 'node:crypto'
import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {afterAll, afterEach, beforeAll, describe, expect, jest, test} from '@jest/globals'
import {pushEvent} from './loopback/events.ts'
import {startGitHub} from './loopback/github.ts'
import type {Job, StepResult} from './loopback/runner.ts'
import {
  CHANGED_ONLY,
  cacheOf,
  freshBuilder,
  MODULE,
  outputOf,
  type Place,
  place,
  placeAfter,
  poisonModules,
  reportOf,
  runJob,
  WITH_MODULE,
} from './project.ts'

jest.setTimeout(300_000)

const open: Place[] = []
const folders: string[] = []
afterEach(async () => {
  for (const here of open.splice(0)) await here.close()
  for (const folder of folders.splice(0)) {
    execFileSync('chmod', ['-R', 'u+w', folder])
    rmSync(folder, {recursive: true, force: true})
  }
})

const version = execFileSync('go', ['env', 'GOVERSION'], {encoding: 'utf8'}).trim().replace(/^go/, '')
const IMAGE = `golang:${version}-alpine`
execFileSync(new URL('../../scripts/base-images.sh', import.meta.url).pathname, [IMAGE], {stdio: 'pipe'})

/** A service with a dependency, a package and its test; the test needs a package of the standard library more. */
const SERVICE = {
  ...WITH_MODULE,
  'greet/greet.go': 'package greet\n\nfunc Word() string { return "hello" }\n',
  'greet/greet_test.go':
    'package greet\n\nimport (\n\t"testing"\n\t"testing/fstest"\n)\n\nfunc TestWord(t *testing.T) {\n\tif _ = (fstest.MapFS{}); Word() != "hello" {\n\t\tt.Fatal(Word())\n\t}\n}\n',
  Dockerfile: `FROM ${IMAGE} AS build
WORKDIR /src
COPY go.mod go.sum ./
COPY . .
ARG GOPROXY
ENV CGO_ENABLED=0
RUN --mount=type=cache,target=/go/pkg/mod --mount=type=cache,target=/root/.cache/go-build \\
    go build -trimpath -buildvcs=false -o /out/service . && touch -d @0 /out/service

FROM scratch
COPY --from=build /out/service /service
ENTRYPOINT ["/service"]
`,
}
/** As no build of this machine has seen it: neither a layer nor a compile result of it is anywhere. */
const changed = () => ({
  'main.go': `package main\n\nimport (\n\t"example.com/ledger/greet"\n\t"github.com/rivo/uniseg"\n)\n\nfunc main() { println(greet.Word(), uniseg.GraphemeClusterCount("abc"), ${JSON.stringify(randomUUID())}) }\n`,
})

async function start(): Promise<Place> {
  const here = await place()
  open.push(here)
  await here.write({...SERVICE, ...changed()})
  return here
}

/** The environment of a job on a fresh machine: folders that nobody has used. */
function machine(): Record<string, string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'go-image-machine-'))
  folders.push(folder)
  return {
    ...{GOCACHE: path.join(folder, 'build'), GOMODCACHE: path.join(folder, 'modules')},
    ...{GOFLAGS: '-trimpath', CGO_ENABLED: '0', GOTOOLCHAIN: 'local'},
  }
}

/** `go ARGS` as a `run:` step; resolves with the packages that it compiled and what it printed. */
function goStep(here: Place, env: Record<string, string>, ...args: string[]): {compiled: string[]; output: string} {
  const [verb = '', ...rest] = args
  const result = spawnSync('go', [verb, '-x', ...rest], {
    ...{cwd: here.workspace, encoding: 'utf8', maxBuffer: 1e9},
    env: {...process.env, ...env},
  })
  const output = result.stdout + result.stderr
  expect([result.status, result.status === 0 ? '' : output]).toEqual([0, ''])
  return {compiled: [...output.matchAll(/\/compile .* -p (\S+)/g)].map(([, name]) => name!), output}
}

const sha = (letter: string) => letter.repeat(40)
const keys = (here: Place) => here.github.entries().map(({key}) => key.replace(/-1-.*/, ''))
const layers = (step: StepResult): string[] =>
  reportOf(step).facts.platforms[0].layers.map(({diffId}: {diffId: string}) => diffId)
const choiceOf = (step: StepResult) => reportOf(step).decisions.find(({what}: {what: string}) => what === 'compile')
/** Those of the caches; findings on the Dockerfile stand on its lines. */
const warnings = (step: StepResult) => step.annotations.filter(({kind, file}) => kind === 'warning' && !file)

describe('compile: runner', () => {
  const inputs = () => ({compile: 'runner', 'build-args': freshBuilder()})

  /** What GitHub holds after a push to main on an empty machine: one cold build for the tests that go on from there. */
  const held = mkdtempSync(path.join(tmpdir(), 'go-image-held-'))
  let first: Place
  let cold: StepResult
  beforeAll(async () => {
    first = await place(undefined, await startGitHub({folder: held}))
    await first.write({...SERVICE, ...changed()})
    cold = await runJob(first.runner.startJob(pushEvent({sha: sha('a')}), {env: machine()}), inputs())
    await first.github.close()
  })
  afterAll(async () => {
    await first.close()
    rmSync(held, {recursive: true, force: true})
  })
  /** The next change of that repository. */
  async function pushed(): Promise<Place> {
    const here = await placeAfter(held)
    open.push(here)
    await here.write({...SERVICE, ...changed()})
    return here
  }

  test('restores and saves the caches of the runner; the program is the one that Docker compiles', async () => {
    const here = await pushed()
    expect([choiceOf(cold).choice, choiceOf(cold).reason]).toEqual(['on the runner', expect.stringContaining(version)])
    expect(cacheOf(cold, 'build')).toMatchObject({hit: 'none'})
    expect(cacheOf(cold, 'build').added).toBeGreaterThan(50)
    expect(keys(here).sort()).toEqual([
      'go-image-build',
      'go-image-layers',
      'go-image-ledger',
      'go-image-mod',
      'go-image-size',
    ])
    expect(reportOf(cold).ledger.verdict).toContain('without a build cache')

    const warm = await runJob(here.runner.startJob(pushEvent({sha: sha('b')}), {env: machine()}), inputs())
    expect(warnings(warm)).toEqual([])
    expect(cacheOf(warm, 'modules')).toMatchObject({hit: 'exact', way: 'runner', added: 0})
    expect(cacheOf(warm, 'build')).toMatchObject({hit: 'older', way: 'runner'})
    expect(cacheOf(warm, 'build').added).toBeLessThanOrEqual(CHANGED_ONLY)
    expect(warm.log).not.toContain('go: downloading')
    expect(keys(here)).toContain('go-image-diff-build')
    expect(reportOf(warm).ledger.without.seconds).toBeGreaterThan(reportOf(warm).ledger.steps)
    const names = reportOf(warm).timeline.map(({name}: {name: string}) => name)
    expect(names).toEqual(expect.arrayContaining(['compile', 'caches in', 'caches out']))
    // Each job empties the runner's temporary folder, in which the report lies.
    const onRunner = layers(warm)

    // A builder starts from the same entries, and makes the same program.
    const inDocker = {'build-args': freshBuilder()}
    const docker = await runJob(here.runner.startJob(pushEvent({sha: sha('c')}), {env: machine()}), inDocker)
    expect(layers(docker)).toEqual(onRunner)
    expect(cacheOf(docker, 'build')).toMatchObject({hit: 'older'})
    expect(cacheOf(docker, 'build').added).toBeLessThanOrEqual(CHANGED_ONLY)
    expect(reportOf(docker).timeline.map(({name}: {name: string}) => name)).not.toContain('compile')
  })

  test('leaves a cache alone that was full before, and says so', async () => {
    const here = await start()
    const env = machine()
    goStep(here, env, 'build', '-o', '/dev/null', '.')
    const step = await runJob(here.runner.startJob(pushEvent({sha: sha('a')}), {env}), inputs())
    expect(['modules', 'build'].map(kind => cacheOf(step, kind as 'build').hit)).toEqual(['warm', 'warm'])
    expect(step.log).toContain('the runner has it already: left as it is')
    expect(keys(here).filter(key => /build|mod/.test(key))).toEqual([])
  })

  test('that is refused once the caches are there goes on in Docker, with those of the builder', async () => {
    const here = await start()
    await here.write({'note.txt': 'embedded', '.dockerignore': '*.txt\n'})
    await here.write({
      'note.go': 'package main\n\nimport "embed"\n\n//go:embed note*\nvar note embed.FS\n',
      'note.md': '',
    })
    const step = await runJob(here.runner.startJob(pushEvent({sha: sha('a')}), {env: machine()}), inputs())
    expect(step.log).toMatch(/compile +in Docker · /)
    expect(choiceOf(step)).toMatchObject({choice: 'in Docker', reason: expect.stringContaining('note')})
    // Those of the runner were looked up before the refusal, and are not what this build used and keeps.
    expect(step.log.match(/▸ Caches in/g)).toHaveLength(2)
    expect(step.outcome).toBe('success')
    expect(cacheOf(step, 'build').added).toBeGreaterThan(50)
    expect(keys(here)).toContain('go-image-build')
  })

  test('drops a module from a poisoned entry that is not what go.sum says', async () => {
    const here = await pushed()
    poisonModules(here.github.entries().find(({key}) => key.startsWith('go-image-mod'))!)
    const step = await runJob(here.runner.startJob(pushEvent({sha: sha('b')}), {env: machine()}), {
      ...inputs(),
      load: 'true',
      tags: 'go-image-e2e/runner-poison:one',
    })
    expect(step.outcome).toBe('success')
    expect(warnings(step)).toContainEqual(expect.objectContaining({message: expect.stringContaining(MODULE)}))
    expect(choiceOf(step).choice).toBe('on the runner')
    expect(outputOf('go-image-e2e/runner-poison:one')).toContain('hello')
  })
})

describe('mode: caches', () => {
  type Steps = {restore: StepResult; image: StepResult; compiled: string[]; saved: StepResult}

  /** The recipe of docs/go-test.md; posts run in the order that runners have, the last step's first. */
  async function recipe(here: Place, job: Job, env: Record<string, string>): Promise<Steps> {
    const restore = await job.main({inputs: {mode: 'caches'}})
    expect(restore.outcome).toBe('success')
    const {compiled, output} = goStep(here, env, 'test', './...')
    expect(output).toContain('ok')
    const image = await job.main({inputs: {compile: 'runner', 'build-args': freshBuilder()}})
    expect([image.outcome, image.outcome === 'success' ? '' : image.log]).toEqual(['success', ''])
    await job.post(image)
    const saved = await job.post(restore)
    expect([saved.outcome, warnings(saved)]).toEqual(['success', []])
    await job.end()
    return {restore, image, compiled, saved}
  }

  test('go test and the image share one restored cache, which is saved once, at the end of the job', async () => {
    const here = await start()
    const first = machine()
    const cold = await recipe(here, here.runner.startJob(pushEvent({sha: sha('a')}), {env: first}), first)
    expect(cold.restore.outputs).toMatchObject({'cache-hit': 'false', 'build-cache-hit': 'false'})
    expect(cold.compiled).toEqual(expect.arrayContaining(['fmt', 'testing/fstest', 'example.com/ledger/greet']))
    expect(['modules', 'build'].map(kind => cacheOf(cold.image, kind as 'build').hit)).toEqual(['warm', 'warm'])
    expect(
      keys(here)
        .filter(key => /-(build|mod)$/.test(key))
        .sort(),
    ).toEqual(['go-image-build', 'go-image-mod'])
    expect(cold.saved.summary).toContain("Go's caches on the runner")

    await here.write(changed())
    const second = machine()
    const warm = await recipe(here, here.runner.startJob(pushEvent({sha: sha('b')}), {env: second}), second)
    expect(warm.restore.outputs).toMatchObject({'module-cache-hit': 'true', 'build-cache-hit': 'true'})
    // The changed command has no tests, and go vet's part needs it; the tested package is not even linked again.
    expect(warm.compiled.filter(name => name !== 'main')).toEqual([])
    expect(warm.saved.log).toMatch(/build +\+.* saved after the job as the difference/)
    expect(warm.saved.log).toMatch(/Ledger +saved /)
    expect(['modules', 'build'].map(kind => cacheOf(warm.image, kind as 'build').hit)).toEqual(['warm', 'warm'])
    expect(choiceOf(warm.image).choice).toBe('on the runner')
    expect(warm.image.log).not.toContain('go: downloading')
    const onRunner = layers(warm.image)
    expect(keys(here).filter(key => key.startsWith('go-image-diff'))).toEqual(['go-image-diff-build'])

    const inDocker = {'build-args': freshBuilder()}
    const docker = await runJob(here.runner.startJob(pushEvent({sha: sha('b')}), {env: machine()}), inDocker)
    expect(layers(docker)).toEqual(onRunner)

    const again = here.runner.startJob(pushEvent({sha: sha('b')}), {env: machine()})
    const exact = await again.main({inputs: {mode: 'caches'}})
    expect(exact.outputs['cache-hit']).toBe('true')
    await again.end()
  })

  test('saves nothing where it may only read; without Go it warns and does nothing', async () => {
    const here = await start()
    const env = machine()
    const job = here.runner.startJob(pushEvent({sha: sha('a')}), {env, cacheMode: 'read'})
    const restore = await job.main({inputs: {mode: 'caches'}})
    // Packages alone fill both caches, without Go's runtime.
    goStep(here, env, 'build', './greet', 'github.com/rivo/uniseg')
    const post = await job.post(restore)
    expect([post.outcome, keys(here)]).toEqual(['success', []])
    expect(post.log).toContain("not saved: the workflow's cache-mode is read")

    const without = await job.main({inputs: {mode: 'caches'}, env: {PATH: '/nowhere'}})
    expect(without).toMatchObject({outcome: 'success', outputs: {'cache-hit': 'false'}})
    expect(warnings(without)).toContainEqual(expect.objectContaining({message: expect.stringContaining('setup-go')}))
    expect((await job.post(without)).outcome).toBe('success')
    await job.end()
  })
})
