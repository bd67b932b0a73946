import {execFileSync} from 'node:child_process'
import {createHash, randomUUID} from 'node:crypto'
import {mkdtempSync, readFileSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {fileURLToPath} from 'node:url'
import {afterAll, afterEach, beforeAll, describe, expect, jest, test} from '@jest/globals'
import {pullRequestEvent, pushEvent, tagEvent} from './loopback/events.ts'
import {startGitHub} from './loopback/github.ts'
import type {StepResult} from './loopback/runner.ts'
import {
  CHANGED_ONLY,
  cacheOf,
  changedFile,
  FIRST_ENTRIES,
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

jest.setTimeout(180_000)

const legacy = fileURLToPath(new URL('../../examples/legacy/Dockerfile', import.meta.url))

const open: Place[] = []
async function start(files: Record<string, string>): Promise<Place> {
  const here = await place()
  open.push(here)
  await here.write(files)
  return here
}
afterEach(async () => {
  for (const here of open.splice(0)) await here.close()
})

/** What GitHub holds after a push to main on an empty builder: one cold build for all tests that go on from there. */
const held = mkdtempSync(path.join(tmpdir(), 'go-image-held-'))
let first: Place
let cold: StepResult
beforeAll(async () => {
  first = await place(undefined, await startGitHub({folder: held}))
  await first.write(never(WITH_MODULE))
  cold = await runJob(first.runner.startJob(pushEvent({sha: sha('a')})), {'build-args': freshBuilder()})
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
  await here.write(never(WITH_MODULE))
  return here
}

/** The standard library only; its compile step is warm from the tests before. */
const hello = {
  'go.mod': 'module example.com/hello\n\ngo 1.26\n',
  'main.go': 'package main\n\nfunc main() { println("hello") }\n',
}
/** Embeds its argument, so that a test decides how large the image becomes. */
function helloWith(payload: string): Record<string, string> {
  return {
    ...hello,
    'payload.txt': payload,
    'main.go':
      'package main\n\nimport (\n\t_ "embed"\n\t"fmt"\n)\n\n//go:embed payload.txt\nvar payload string\n\nfunc main() { fmt.Println("hello", payload) }\n',
  }
}
/** The same program as no build of this machine has seen it, so that the layer cache cannot stand in for Go's. */
function never(files: Record<string, string>): Record<string, string> {
  return {...files, 'main.go': files['main.go']!.replace('hello', `hello ${randomUUID()}`)}
}
const noise = (bytes: number) => execFileSync('head', ['-c', `${bytes}`, '/dev/urandom']).toString('base64')
const sha = (letter: string) => letter.repeat(40)

describe('a push to main, then a fresh builder', () => {
  test('the second run restores both caches and compiles only what changed', async () => {
    const {github, runner, write} = await pushed()
    expect(cold).toMatchObject({outcome: 'success', outputs: {'module-cache-hit': 'false', 'build-cache-hit': 'false'}})
    expect(cacheOf(cold, 'build').added).toBeGreaterThan(50)
    expect(cacheOf(cold, 'modules').added).toBe(1)
    const kinds = () => github.entries().map(entry => entry.key.replace(/-1-.*/, ''))
    expect(kinds().sort()).toEqual(FIRST_ENTRIES)

    const warm = await runJob(runner.startJob(pushEvent({sha: sha('b')})), {'build-args': freshBuilder()})
    expect(warm).toMatchObject({outcome: 'success', outputs: {'module-cache-hit': 'true', 'build-cache-hit': 'true'}})
    expect(cacheOf(warm, 'modules')).toMatchObject({hit: 'exact', added: 0})
    expect(cacheOf(warm, 'build')).toMatchObject({hit: 'older'})
    expect(cacheOf(warm, 'build').added).toBeLessThanOrEqual(CHANGED_ONLY)
    expect(warm.log).not.toContain('go: downloading')
    // The modules were complete. The build cache has a base and what came since, a small part of it.
    expect(kinds().sort()).toEqual([
      'go-image-build',
      'go-image-diff-build',
      'go-image-layers',
      'go-image-layers',
      'go-image-ledger',
      'go-image-ledger',
      'go-image-mod',
      'go-image-size',
      'go-image-size',
    ])
    const [base, difference] = ['go-image-build', 'go-image-diff-build'].map(
      kind => github.entries().find(entry => entry.key.startsWith(kind))!,
    )
    expect(difference!.size!).toBeLessThan(base!.size! / 10)

    await write(never(WITH_MODULE))
    const again = await runJob(runner.startJob(pushEvent({sha: sha('c')})), {'build-args': freshBuilder()})
    expect(cacheOf(again, 'build')).toMatchObject({hit: 'older', matchedKey: difference?.key})
    expect(cacheOf(again, 'build').added).toBeLessThanOrEqual(CHANGED_ONLY)
    expect(kinds().filter(kind => kind === 'go-image-build')).toHaveLength(1)
    expect(kinds().filter(kind => kind === 'go-image-diff-build')).toHaveLength(2)
  })

  test('a poisoned module cache ends cold, with a warning, in a successful build', async () => {
    const {github, runner} = await pushed()
    poisonModules(github.entries().find(entry => entry.key.startsWith('go-image-mod'))!)
    const event = pullRequestEvent({baseSha: sha('a')})
    const step = await runJob(runner.startJob(event), {'build-args': freshBuilder(), image: 'go-image-e2e/poison'})
    expect(step.outcome).toBe('success')
    expect(step.annotations).toContainEqual(
      expect.objectContaining({kind: 'warning', message: expect.stringContaining(MODULE)}),
    )
    expect(outputOf(reportOf(step).image.tags[0])).toContain('hello')
  })

  test('a truncated download ends cold, with a warning, in a successful build', async () => {
    const {github, runner} = await pushed()
    github.inject({route: 'blob.get', kind: 'truncate', bytes: 1000, times: 20})
    const step = await runJob(runner.startJob(pullRequestEvent({baseSha: sha('a')})), {'build-args': freshBuilder()})
    expect(step.outcome).toBe('success')
    expect(['modules', 'build'].map(kind => cacheOf(step, kind as 'build').hit)).toContain('none')
    expect(step.annotations.filter(annotation => annotation.kind === 'warning')).not.toHaveLength(0)
  })

  test('releases neither restore nor save, and say why', async () => {
    const {github, runner} = await start(hello)
    const step = await runJob(runner.startJob(tagEvent({tag: 'v1.2.3'})), {image: 'go-image-e2e/hello'})
    expect(step.outcome).toBe('success')
    expect(github.requests.filter(request => request.route === 'CreateCacheEntry')).toHaveLength(0)
    expect(step.log).toContain('releases restore no cache')
    expect(reportOf(step).image.tags).toEqual(['1.2.3', '1.2', 'latest'].map(tag => `go-image-e2e/hello:${tag}`))
    expect(outputOf('go-image-e2e/hello:1.2.3')).toBe('hello\n')
  })
})

describe.each([
  {way: 'portable', start: () => start(never(WITH_MODULE)), commits: ['a', 'b']},
  // What a push left there, this way brought out.
  {way: 'direct', start: pushed, commits: ['b']},
])('the $way way', ({way, start, commits}) => {
  test('brings both caches into a fresh builder, and the difference out', async () => {
    const {github, runner, write} = await start()
    const push = async (commit: string): Promise<StepResult> => {
      await write(never(WITH_MODULE))
      const inputs = {'cache-transfer': way, 'build-args': freshBuilder()}
      return runJob(runner.startJob(pushEvent({sha: sha(commit)})), inputs)
    }
    for (const commit of commits.slice(0, -1)) await push(commit)
    const step = await push(commits.at(-1)!)
    expect(['modules', 'build'].map(kind => cacheOf(step, kind as 'build').way)).toEqual([way, way])
    expect(step.annotations).toEqual([])
    expect(cacheOf(step, 'build').added).toBeLessThanOrEqual(CHANGED_ONLY)
    expect(step.log).not.toContain('go: downloading')
    expect(github.entries().map(({key}) => key)).toContainEqual(expect.stringMatching(/^go-image-diff-build-/))
  })
})

describe('a pull request', () => {
  test('gets one comment, which is updated in place and left alone when nothing changed', async () => {
    const {github, runner, write} = await start(helloWith(''))
    await runJob(runner.startJob(pushEvent({sha: sha('a')})), {})
    github.seedComment({issue: 7, body: 'LGTM', user: {login: 'reviewer', type: 'User'}})

    await write(helloWith(noise(200_000)))
    const first = await runJob(runner.startJob(pullRequestEvent({number: 7, baseSha: sha('a'), headSha: sha('b')})), {})
    expect(github.comments(7)).toHaveLength(2)
    const comment = github.comments(7)[1]!
    expect(comment.body).toMatch(/download 1\.\d+ MB, \*\*\+2\d\d kB/)
    expect(comment.body).toContain('against [`main@aaaaaaa`]')
    expect(first.outputs['comment-url']).toContain(`/pull/7#issuecomment-${comment.id}`)
    expect(Number(first.outputs['size-delta'])).toBeGreaterThan(190_000)

    await write(helloWith(noise(400_000)))
    const head = pullRequestEvent({number: 7, baseSha: sha('a'), headSha: sha('c')})
    const second = await runJob(runner.startJob(head), {})
    expect(Number(second.outputs['size-delta'])).toBeGreaterThan(390_000)
    expect(github.comments(7)).toHaveLength(2)
    expect(github.comments(7)[1]!.id).toBe(comment.id)
    expect(github.comments(7)[1]!.body).toContain('for commit [`ccccccc`]')
  })

  test('with a read-only token the same text is in the summary, with the reason', async () => {
    const {github, runner} = await start(hello)
    const step = await runJob(runner.startJob(pullRequestEvent({number: 7, fork: true})), {})
    expect(step.outcome).toBe('success')
    expect(github.comments(7)).toHaveLength(0)
    expect(step.summary).toContain('### `example.com/hello` · download')
    expect(step.summary).toContain('pull-requests: write')
    expect(step.annotations).toContainEqual(expect.objectContaining({kind: 'notice'}))
  })

  test('a budget fails the step and leads the comment', async () => {
    const {github, runner, write} = await start(helloWith(''))
    await runJob(runner.startJob(pushEvent({sha: sha('a')})), {})
    await write(helloWith(noise(300_000)))
    const event = pullRequestEvent({number: 7, baseSha: sha('a')})
    const step = await runJob(runner.startJob(event), {'size-budget': '1 MB', 'size-increase': '5 %'})
    expect(step.outcome).toBe('failure')
    const errors = step.annotations.filter(annotation => annotation.kind === 'error')
    const error = errors.at(-1)
    expect(errors.slice(0, -1).map(({title, message}) => [title, message])).toEqual([
      ['Image size', expect.stringMatching(/ on linux\/amd64 is \d+ kB over `size-(?:budget` 1 MB|increase` 5 %)/)],
      ['Image size', expect.stringMatching(/ on linux\/amd64 is \d+ kB over `size-(?:budget` 1 MB|increase` 5 %)/)],
    ])
    expect(error?.message).toMatch(/linux\/amd64 downloads 1\.\d+ MB, \d+ kB over `size-budget` 1 MB/)
    expect(error?.message).toMatch(/grew by \d+ kB, \d+ kB over `size-increase` 5 %/)
    expect(github.comments(7)[0]!.body).toMatch(/over budget/)
  })

  test('is compared with its merge base, not with the newest build, and a label lets it be over its budget', async () => {
    const {github, runner, write} = await start(helloWith(''))
    const [a = '', b = '', head = ''] = ['a', 'b', 'c'].map(sha)
    github.seedCommits({sha: a, parents: []}, {sha: b, parents: [a]}, {sha: head, parents: [a]})
    await runJob(runner.startJob(pushEvent({sha: a})), {})
    await write(helloWith(noise(500_000)))
    const newest = await runJob(runner.startJob(pushEvent({sha: b})), {})
    expect(reportOf(newest).trend.map(({commit}: {commit: string}) => commit)).toEqual([a, b])
    expect(newest.summary).toContain('Trend: the last 2 builds of the default branch')

    await write({...helloWith(noise(100_000)), '.go-image.json': '{"size": {"increase": "50 kB"}}'})
    const pull = () => runner.startJob(pullRequestEvent({number: 7, baseSha: b, headSha: head}))
    const over = await runJob(pull(), {})
    expect(over.outcome).toBe('failure')
    expect(reportOf(over).baseline).toMatchObject({commit: a, how: 'exact', distance: 0})
    expect(reportOf(over).baseline.why).toMatch(/^the merge base with `main`, measured /)
    const error = over.annotations.find(({message}) => message.startsWith('The image is too large'))
    expect(error?.message).toMatch(/grew by 1\d\d kB, [\d.]+ kB over `size-increase` 50 kB of \.go-image\.json/)
    expect(error?.message).toContain('or label the pull request size-increase-ok')
    expect(github.comments(7)[0]!.body).toContain('against [`main@aaaaaaa`]')

    github.seedLabel({issue: 7, name: 'size-increase-ok'})
    const passed = await runJob(pull(), {})
    expect(passed.outcome).toBe('success')
    expect(github.comments(7)[0]!.body).toMatch(/over the allowed growth by [\d.]+ kB\*\*, let pass/)
    expect(github.comments(7)[0]!.body).toContain('let pass by the label `size-increase-ok`')
  })

  test('is compared with its merge base as it is built again, where that is asked for', async () => {
    const {runner, write, workspace} = await start(helloWith(''))
    const git = (...args: string[]) => {
      const identity = ['-c', 'user.name=a', '-c', 'user.email=a@example.com']
      return execFileSync('git', ['-C', workspace, ...identity, ...args], {encoding: 'utf8'}).trim()
    }
    git('init', '-q')
    git('add', '.')
    git('commit', '-q', '-m', 'one')
    const baseSha = git('rev-parse', 'HEAD')
    await write(helloWith(noise(200_000)))
    git('commit', '-q', '-a', '-m', 'two\n\nSize-Increase-OK: a larger payload')
    const headSha = git('rev-parse', 'HEAD')
    const event = pullRequestEvent({number: 7, baseSha, headSha})
    const step = await runJob(runner.startJob(event), {baseline: 'rebuild', 'size-increase': '10 kB'})
    expect(step.outcome).toBe('success')
    const {baseline, budgets, timeline} = reportOf(step)
    expect(baseline).toMatchObject({commit: baseSha, how: 'rebuilt'})
    expect(baseline.why).toMatch(/^the merge base with `main`, built for this comparison in \d/)
    expect(Number(step.outputs['size-delta'])).toBeGreaterThan(190_000)
    expect(budgets).toMatchObject([{ok: false, override: {by: 'trailer', reason: 'a larger payload'}}])
    expect(timeline.map(({name}: {name: string}) => name)).toContain('baseline build')
    expect(git('status', '--porcelain')).toBe('')
  })

  test('a failing build shows the step and what the compiler said', async () => {
    const {github, runner} = await start({...hello, 'main.go': 'package main\n\nfunc main() { undefined() }\n'})
    const step = await runJob(runner.startJob(pullRequestEvent({number: 7})), {})
    expect(step.outcome).toBe('failure')
    expect(github.comments(7)[0]!.body).toContain('./main.go:3:15: undefined: undefined')
    expect(step.annotations.find(annotation => annotation.kind === 'error')?.message).toContain('undefined: undefined')
    expect(github.entries()).toHaveLength(0)
  })
})

describe("the repository's own Dockerfile", () => {
  test('without cache mounts it is built from a copy that has them, and profits', async () => {
    const here = await start({...WITH_MODULE, Dockerfile: readFileSync(legacy, 'utf8')})
    const change = () => here.write(changedFile())
    await change()
    const cold = await runJob(here.runner.startJob(pushEvent({sha: sha('a')})), {'build-args': freshBuilder()})
    expect(cacheOf(cold, 'build').added).toBeGreaterThan(50)
    await change()
    const warm = await runJob(here.runner.startJob(pushEvent({sha: sha('b')})), {'build-args': freshBuilder()})
    expect(cacheOf(warm, 'build').added).toBeLessThanOrEqual(CHANGED_ONLY)
    expect(warm.log).toContain('added in a temporary copy')
    expect(readFileSync(`${here.workspace}/Dockerfile`, 'utf8')).not.toContain('--mount')
    // A package, so that Go's runtime is not compiled again where no cache is.
    await here.write({Dockerfile: readFileSync(legacy, 'utf8').replace('-o /legacy .', '-o /legacy unicode/utf8')})
    const kept = await runJob(here.runner.startJob(pushEvent({sha: sha('b')})), {'cache-mounts': 'keep'})
    expect(reportOf(kept).caches).toEqual([])
  })

  test("BuildKit's checks become annotations at their lines", async () => {
    const here = await place('legacy')
    open.push(here)
    // Without its server: net/http takes 20 s of a processor more.
    await here.write({'main.go': hello['main.go']})
    await here.write({Dockerfile: readFileSync(legacy, 'utf8').replace('\n\n', '\nENV REGISTRY_TOKEN=hunter2\n')})
    const step = await runJob(here.runner.startJob(pushEvent()), {})
    expect(step.outcome).toBe('success')
    const {excerpts, failing} = reportOf(step).dockerfile
    expect(excerpts[0].lines[1]).toMatch(/^MAINTAINER /i)
    expect(failing).toBe(0)
    expect(JSON.stringify(excerpts)).toContain('ENV REGISTRY_TOKEN=(not shown)')
    expect(JSON.stringify(reportOf(step))).not.toContain('hunter2')
    expect(step.annotations).toContainEqual(
      expect.objectContaining({
        kind: 'warning',
        title: 'MaintainerDeprecated',
        file: 'Dockerfile',
        line: 2,
      }),
    )
    const layers = reportOf(step).facts.platforms[0].layers
    expect(layers.at(-1)).toMatchObject({instruction: 'COPY --from=builder /legacy /legacy', line: 10, part: 'own'})
  })

  test('a syntax error is told with its line', async () => {
    const {runner} = await start({...hello, Dockerfile: 'FROM golang:1.27-alpine\nRUNN go build .\n'})
    const step = await runJob(runner.startJob(pushEvent()), {})
    expect(step.outcome).toBe('failure')
    expect(step.annotations.find(annotation => annotation.kind === 'error')?.message).toContain('RUNN')
  })

  test('nothing that a build prints can command the runner', async () => {
    const attack = 'RUN echo "::set-output name=digest::evil" && printf "\\r::error::planted\\n##[error]planted too\\n"'
    const {runner} = await start({Dockerfile: `FROM golang:1.27-alpine\n${attack}\n`})
    const step = await runJob(runner.startJob(pushEvent()), {})
    expect(step.outcome).toBe('success')
    expect(step.annotations.filter(annotation => annotation.kind === 'error')).toEqual([])
    expect(step.outputs.digest).toMatch(/^sha256:/)
  })

  test('a secret reaches the build, but neither an argument nor the log', async () => {
    const secret = 's3cr3t, "quoted"'
    const sum = createHash('sha256').update(secret).digest('hex')
    const check = `RUN --mount=type=secret,id=token sha256sum /run/secrets/token | grep -q ^${sum}`
    const {runner} = await start({Dockerfile: `FROM golang:1.27-alpine\n${check}\n`})
    const step = await runJob(runner.startJob(pushEvent()), {secrets: `token=${secret}`})
    expect(step.outcome).toBe('success')
    expect(step.stdout.replaceAll(/::add-mask::.*/g, '')).not.toContain(secret)
  })
})

describe('what a user must mend', () => {
  test('two commands: the error lists them and the input', async () => {
    const main = 'package main\n\nfunc main() {}\n'
    const {runner} = await start({'go.mod': hello['go.mod'], 'cmd/server/main.go': main, 'cmd/client/main.go': main})
    const step = await runJob(runner.startJob(pushEvent()), {})
    expect(step.outcome).toBe('failure')
    const message = step.annotations.find(annotation => annotation.kind === 'error')!.message
    expect(message).toContain('./cmd/server')
    expect(message).toContain('./cmd/client')
    expect(message).toContain('main: ./cmd/')

    const chosen = await runJob(runner.startJob(pushEvent()), {main: './cmd/client'})
    expect(chosen.outcome).toBe('success')
  })

  test('a broken go.mod: the error names file and line', async () => {
    const {runner} = await start({
      ...hello,
      'go.mod': 'module example.com/hello\n\ngo 1.26\n\nrequire (\n\tnonsense\n)\n',
    })
    const step = await runJob(runner.startJob(pushEvent()), {})
    expect(step.outcome).toBe('failure')
    expect(step.annotations.find(annotation => annotation.kind === 'error')?.message).toContain('go.mod:6')
  })

  test('no go.sum but requirements: the build says what go says', async () => {
    const {runner} = await start({...WITH_MODULE, 'go.sum': ''})
    const step = await runJob(runner.startJob(pushEvent()), {})
    expect(step.outcome).toBe('failure')
    expect(step.annotations.find(annotation => annotation.kind === 'error')?.message).toContain('missing go.sum entry')
  })

  test('no Docker: the error says that the engine does not answer', async () => {
    const {runner} = await start(hello)
    const job = runner.startJob(pushEvent(), {env: {DOCKER_HOST: 'tcp://127.0.0.1:1'}})
    const step = await runJob(job, {})
    expect(step.outcome).toBe('failure')
    expect(step.annotations.find(annotation => annotation.kind === 'error')?.message).toMatch(/Docker.*does not answer/)
  })

  test('a wrong input is told before anything runs', async () => {
    const {runner} = await start(hello)
    const step = await runJob(runner.startJob(pushEvent()), {cache: 'sometimes'})
    expect(step.annotations.find(annotation => annotation.kind === 'error')?.message).toBe(
      'Input `cache` is "sometimes"; it can be auto, read-only, always, off.\nMore: docs/errors/input-value.md',
    )
  })
})

describe('builds as docker/build-push-action makes them', () => {
  test('a module without go.sum builds for two platforms, measured each', async () => {
    const {runner} = await start(hello)
    const step = await runJob(runner.startJob(pushEvent()), {platforms: 'linux/amd64,linux/arm64', base: 'scratch'})
    expect(step.outcome).toBe('success')
    const platforms = reportOf(step).facts.platforms
    expect(platforms.map((facts: {platform: string}) => facts.platform)).toEqual(['linux/amd64', 'linux/arm64'])
    expect(JSON.parse(step.outputs.metadata!)).toHaveProperty(['containerimage.digest'], step.outputs.digest)
  })

  test('compiled on the runner the image has the very same layers', async () => {
    const {runner} = await start(never(hello))
    const inDocker = await runJob(runner.startJob(pushEvent()), {})
    const before = reportOf(inDocker)
    const onRunner = await runJob(runner.startJob(pushEvent()), {compile: 'runner'})
    const after = reportOf(onRunner)
    const choice = after.decisions.find((row: {what: string}) => row.what === 'compile')
    expect(choice).toMatchObject({choice: 'on the runner', reason: expect.stringContaining('handed in as stage build')})
    const diffIds = (report: typeof before) =>
      report.facts.platforms[0].layers.map((one: {diffId: string}) => one.diffId)
    expect(diffIds(after)).toEqual(diffIds(before))
    const refused = await runJob(runner.startJob(pushEvent()), {compile: 'runner', base: 'scratch'})
    expect(refused.outcome).toBe('success')
    expect(refused.log).toMatch(/compile +in Docker · /)
  })

  test('load, tags, labels and build-args have their effect', async () => {
    const {runner} = await start(hello)
    const inputs = {
      load: 'true',
      tags: 'go-image-e2e/loaded:one',
      labels: 'a=b\nc=d',
      'build-args': 'GOFLAGS=-buildvcs=false',
    }
    const step = await runJob(runner.startJob(pushEvent()), inputs)
    expect(step.outcome).toBe('success')
    const [image] = JSON.parse(docker('image', 'inspect', 'go-image-e2e/loaded:one'))
    expect(image.Config.Labels).toMatchObject({a: 'b', c: 'd'})
    expect(image.Config.User).toBe('65532:65532')
  })
})

test('a cancelled step stops buildx and everything under it', async () => {
  const {runner} = await start({...hello, Dockerfile: 'FROM golang:1.27-alpine\nARG NONCE\nRUN sleep 120\n'})
  const cancel = new AbortController()
  const job = runner.startJob(pushEvent())
  const main = await job.main({
    inputs: {'build-args': `NONCE=${Date.now()}`},
    signal: cancel.signal,
    onOutput: line => {
      if (line.includes('RUN sleep 120')) cancel.abort()
    },
  })
  expect(main.outcome).toBe('cancelled')
  expect(main.signals).toEqual(['SIGINT'])
  expect(main.survivors).toEqual([])
  expect(main.seconds).toBeLessThan(60)
  expect((await job.post(main)).exitCode).toBe(0)
  await job.end()
})

function docker(...args: string[]): string {
  return execFileSync('docker', args, {encoding: 'utf8'})
}
