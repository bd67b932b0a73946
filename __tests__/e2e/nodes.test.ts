import {execFileSync} from 'node:child_process'
import {randomUUID} from 'node:crypto'
import {mkdtemp, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {afterEach, expect, jest, test} from '@jest/globals'
import {portableTransfer} from '../../src/cache/portable.ts'
import {findGoCacheMounts} from '../../src/dockerfile/mounts.ts'
import {parseDockerfile} from '../../src/dockerfile/parse.ts'
import {type Execute, execute} from '../../src/runner/exec.ts'
import {type Builder, missingFor, remoteBuilder, type Skipped, twoNodeBuilder} from './builders.ts'
import {pushEvent} from './loopback/events.ts'
import {CHANGED_ONLY, freshBuilder, type Place, place, reportOf, runJob} from './project.ts'

// Each new buildkitd unpacks Go images first.
jest.setTimeout(600_000)

const missing = await missingFor('remote')
const onRemote = missing === null ? test : test.skip
const because = missing === null ? '' : ` (${missing})`

const disposals: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const dispose of disposals.splice(0).reverse()) await dispose()
})

async function start(make: () => Promise<Builder | Skipped>): Promise<Builder> {
  const made = await make()
  if ('skipped' in made) throw new Error(made.skipped)
  disposals.push(made.dispose)
  return made
}

/** A program that no build has seen, as far as `word` goes; the rest of it never changes. */
const sources = (word: string) => ({
  Dockerfile: [
    'FROM --platform=$BUILDPLATFORM golang:1.27-alpine AS build',
    'ARG TARGETARCH',
    'WORKDIR /src',
    'COPY . .',
    'RUN --mount=type=cache,target=/root/.cache/go-build CGO_ENABLED=0 GOARCH=$TARGETARCH go build -trimpath -o /app .',
    'FROM scratch',
    'COPY --from=build /app /app',
    'ENTRYPOINT ["/app"]',
    '',
  ].join('\n'),
  'go.mod': 'module example.com/nodes\n\ngo 1.26\n',
  'main.go': `package main\n\nfunc main() { println("${word}") }\n`,
})

type Cache = {kind: string; key: string; hit: string; added: number; hits: number | null; total: number; way: string}
const cachesOf = (step: Parameters<typeof reportOf>[0]): Cache[] => reportOf(step).caches

onRemote(
  `a builder of two nodes: each gets its own build cache back, and compiles only what changed${because}`,
  async () => {
    const builder = await start(twoNodeBuilder)
    const here: Place = await place()
    disposals.push(here.close)
    const {github, runner, write} = here
    const push = (letter: string, tag: string) =>
      runJob(runner.startJob(pushEvent({sha: letter.repeat(40)})), {
        ...{builder: builder.name, platforms: 'linux/amd64,linux/arm64', tags: tag, push: 'true'},
        'build-args': freshBuilder(),
      })
    const tag = () => `${builder.registry}/go-image-e2e/nodes:${randomUUID()}`

    await write(sources(randomUUID()))
    const cold = await push('a', tag())
    expect(cold.outcome).toBe('success')
    expect(cachesOf(cold).map(({kind, added}) => [kind, added > 40])).toEqual([
      ['build', true],
      ['build', true],
    ])
    const entries = () => github.entries().filter(({key}) => key.startsWith('go-image-build-'))
    expect(
      entries()
        .map(({key}) => /linux.(amd64|arm64)/.exec(key)?.[1])
        .sort(),
    ).toEqual(['amd64', 'arm64'])

    await write(sources(randomUUID()))
    const second = tag()
    const warm = await push('b', second)
    expect(warm.outcome).toBe('success')
    for (const cache of cachesOf(warm)) {
      expect(cache).toMatchObject({kind: 'build', hit: 'older', way: 'portable'})
      expect(cache.added).toBeLessThanOrEqual(CHANGED_ONLY)
      expect(cache.hits ?? 41).toBeGreaterThan(40)
      expect(cache.total).toBeGreaterThan(40)
    }
    expect(new Set(cachesOf(warm).map(({key}) => key)).size).toBe(2)
    const {manifests} = JSON.parse(docker('buildx', 'imagetools', 'inspect', '--raw', second))
    const platforms = manifests.map(({platform}: {platform: {architecture: string}}) => platform.architecture)
    expect(platforms.filter((name: string) => name !== 'unknown').sort()).toEqual(['amd64', 'arm64'])
    const manifest = JSON.parse(docker('buildx', 'imagetools', 'inspect', '--format={{json .Manifest}}', second))
    expect(manifest.digest).toBe(warm.outputs.digest)
  },
)

/** Two Go stages that no one step could stand for: of another image, of another user, at the same place. */
const stages = (nonce: string) => [
  'FROM golang:1.27-alpine AS one',
  'RUN mkdir -p /home/builder && echo builder:x:4321:4321::/home/builder:/bin/sh >>/etc/passwd',
  'USER builder',
  'ENV GOCACHE=/home/builder/.cache/go-build',
  `ARG N=${nonce}`,
  'RUN --mount=type=cache,id=one,target=/home/builder/.cache,uid=4321,gid=4321,mode=0700 sh /ask.sh',
  'FROM golang:1.26 AS two',
  'ENV GOCACHE=/home/builder/.cache/go-build',
  `ARG N=${nonce}`,
  'RUN --mount=type=cache,id=two,target=/home/builder/.cache sh /ask.sh',
  'FROM golang:1.26 AS open',
  'USER 65534',
  'ENV GOCACHE=/open/go-build',
  `ARG N=${nonce}`,
  'RUN --mount=type=cache,id=open,target=/open,mode=0777 sh /ask.sh',
  'FROM scratch',
  'COPY --from=one /etc/passwd /one',
  'COPY --from=two /etc/passwd /two',
  'COPY --from=open /etc/passwd /open',
  '',
]

onRemote(`stages of other images and users get their caches, and can write into them${because}`, async () => {
  const {name: builder} = await start(remoteBuilder)
  const temp = await mkdtemp(path.join(tmpdir(), 'go-image-nodes-'))
  disposals.push(() => rm(temp, {recursive: true, force: true}))
  const env = {PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? ''}
  const run: Execute = (command, args, options) => execute(command, args, {env, ...options})
  // The context has what would spoil the steps if it were used.
  const contextFolder = path.join(temp, 'context')
  execFileSync('mkdir', ['-p', contextFolder, `${temp}/archives`, `${temp}/packed`])
  await writeFile(path.join(contextFolder, 'Dockerfile'), 'not a Dockerfile\n')
  await writeFile(path.join(contextFolder, '.dockerignore'), '*\n')

  const asked = (text: string) =>
    stages(randomUUID())
      .join('\n')
      .replaceAll('sh /ask.sh', () => text)
  const compile = 'go build -trimpath -o /dev/null errors'
  const mounts = findGoCacheMounts(parseDockerfile(asked(compile)), []).filter(({kind}) => kind === 'build')
  expect(mounts.map(({name, image}) => [name, image])).toEqual([
    ['build', 'golang:1.27-alpine'],
    ['build-2', 'golang:1.26'],
    ['build-3', 'golang:1.26'],
  ])

  const fill = async (script: string, ns: string) => {
    await writeFile(path.join(temp, 'Dockerfile'), asked(script))
    const args = [
      'buildx',
      'build',
      `--builder=${builder}`,
      '--progress=plain',
      `--build-arg=BUILDKIT_CACHE_MOUNT_NS=${ns}`,
    ]
    const built = await run('docker', [
      ...args,
      '--output=type=cacheonly',
      `--file=${temp}/Dockerfile`,
      '--',
      contextFolder,
    ])
    expect([built.exitCode, built.exitCode === 0 ? '' : built.stderr.slice(-2000)]).toEqual([0, ''])
    return built.stderr
  }
  const open = async (ns: string) => {
    const settings = {builder, buildContexts: [], buildArgs: [`BUILDKIT_CACHE_MOUNT_NS=${ns}`], contextFolder, temp}
    return portableTransfer(settings, run).open(mounts)
  }

  await fill(compile, 'first')
  const first = await open('first')
  expect([...first.states.values()]).toEqual(['warm', 'warm', 'warm'])
  const all = mounts.map(mount => ({mount, what: 'all' as const, keep: []}))
  const {packed} = await first.transfer.pack(all, `${temp}/packed`)
  expect(packed.map(({total}) => total > 5)).toEqual([true, true, true])

  const second = await open('second')
  expect([...second.states.values()]).toEqual(['empty', 'empty', 'empty'])
  await second.transfer.unpack(
    mounts.map(mount => ({mount, census: false})),
    `${temp}/packed`,
  )
  // As the Dockerfile's own user: nothing is compiled, and a new result can be written.
  const log = await fill(
    `${compile} && printf 'package main\\nfunc main() { println("'$N'") }' >/tmp/a.go && go build -trimpath -o /dev/null /tmp/a.go && touch $(dirname $(find $GOCACHE -name '*-a' | head -n 1))/written`,
    'second',
  )
  expect(log).not.toContain('denied')
  const counts = await second.transfer.pack(
    mounts.map(mount => ({mount, what: 'count' as const, keep: []})),
    temp,
  )
  for (const {added, total, stamped} of counts.packed) {
    expect(stamped).toBe(true)
    expect(total).toBeGreaterThan(5)
    expect([added > 0, added < total / 2]).toEqual([true, true])
  }
})

function docker(...args: string[]): string {
  return execFileSync('docker', args, {encoding: 'utf8'})
}
