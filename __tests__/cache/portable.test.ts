import {mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeEach, describe, expect, test} from '@jest/globals'
import {portableTransfer} from '../../src/cache/portable.ts'
import type {PackRequest} from '../../src/cache/transfer.ts'
import type {GoCacheMount} from '../../src/dockerfile/mounts.ts'
import type {Execute} from '../../src/runner/exec.ts'

const root = mkdtempSync(join(tmpdir(), 'go-image-'))
afterAll(() => rmSync(root, {recursive: true, force: true}))

let temp: string
beforeEach(() => {
  temp = mkdtempSync(join(root, 'run-'))
})

const mount = (kind: GoCacheMount['kind'], different: Partial<GoCacheMount> = {}): GoCacheMount => ({
  kind,
  name: kind,
  node: null,
  part: '',
  platforms: [],
  options: `type=cache,target=/${kind}`,
  target: `/${kind}`,
  within: '.',
  image: 'golang:1.27-alpine',
  platform: null,
  wantsZips: false,
  line: 2,
  ...different,
})

const request = (kind: GoCacheMount['kind'], what: PackRequest['what'], keep: string[] = []): PackRequest => ({
  mount: mount(kind, {wantsZips: kind === 'modules'}),
  what,
  keep,
})

/** Stands for `docker`: prints `lines` as a step's output, and shows what it was given, by build. */
function builder(lines: string[], exitCode = 0, settings: {contextFolder?: string} = {}) {
  const builds: {dockerfile: string; args: string[]; files: string[]}[] = []
  const execute: Execute = async (_, args, options) => {
    const dockerfile = readFileSync(flagOf(args, 'file'), 'utf8')
    const files = readdirSync(flagOf(args, 'build-context').replace(/^go-image-files=/, '')).sort()
    builds.push({args, dockerfile, files})
    const dest = /dest=(.*)$/.exec(flagOf(args, 'output'))?.[1]
    if (dest !== undefined) {
      mkdirSync(dest, {recursive: true})
      for (const name of ['build', 'build-2'])
        if (dockerfile.includes(`"${name}"`))
          writeFileSync(join(dest, `${name}.tar`), `packed on ${flagOf(args, 'platform')}`)
    }
    for (const line of ['#5 [2/2] RUN x', ...lines.map(line => `#5 0.1 ${line}`)]) options?.onLine?.(line, 'stderr')
    options?.onLine?.('#5 DONE 1.5s', 'stderr')
    if (exitCode !== 0) options?.onLine?.('ERROR: failed to solve: no space left', 'stderr')
    return {exitCode, stdout: '', stderr: '', seconds: 0}
  }
  const portable = portableTransfer({builder: 'b', buildContexts: [], buildArgs: [], temp, ...settings}, execute)
  return {builds, portable}
}

const flagOf = (args: string[], flag: string) =>
  args
    .filter(arg => arg.startsWith(`--${flag}=`))
    .at(-1)
    ?.slice(flag.length + 3) ?? ''

test('a probe is one step of root with the very mounts, without network, on the image of the Go stage', async () => {
  const {builds, portable} = builder(['go-image modules warm', 'go-image build empty'])
  const mounts = [
    mount('modules', {
      options: 'type=cache,id=m,target=/go,readonly',
      target: '/go',
      within: 'pkg/mod',
      platform: '$BUILDPLATFORM',
    }),
    mount('build', {platform: '$BUILDPLATFORM'}),
  ]
  expect([...(await portable.probe(mounts)).states]).toEqual([
    ['modules', 'warm'],
    ['build', 'empty'],
  ])
  expect(builds[0]!.dockerfile.split('\n')).toEqual([
    'FROM --platform=$BUILDPLATFORM golang:1.27-alpine AS go-image-1',
    'USER 0:0',
    'ARG GO_IMAGE_RUN',
    'RUN --network=none \\',
    '    --mount=type=cache,id=m,target=/go \\',
    '    --mount=type=cache,target=/build \\',
    '    --mount=type=bind,from=go-image-files,target=/.go-image \\',
    expect.stringMatching(
      /^ {4}\["sh","\/\.go-image\/probe\.sh","[0-9a-f-]{36}","modules","\/go\/pkg\/mod","build","\/build"\]$/,
    ),
    '',
  ])
  expect(builds[0]!.args).toEqual(expect.arrayContaining(['--builder=b', '--output=type=cacheonly', '--']))
})

test('two caches in one mount mount it once', async () => {
  const shared = {options: 'type=cache,target=/c', target: '/c'}
  const {builds, portable} = builder([])
  await portable.probe([mount('modules', {...shared, within: 'm'}), mount('build', {...shared, within: 'b'})])
  expect(builds[0]!.dockerfile.match(/target=\/c /g)).toHaveLength(1)
  expect(builds[0]!.dockerfile).toContain('"modules","/c/m","build","/c/b"')
})

test('every step runs anew, by an argument and never by emptying the mounts', async () => {
  const {builds, portable} = builder([])
  await portable.probe([mount('build')])
  const first = flagOf(builds[0]!.args, 'build-arg')
  await portable.probe([mount('build')])
  expect(first).toMatch(/^GO_IMAGE_RUN=./)
  expect(flagOf(builds[1]!.args, 'build-arg')).not.toBe(first)
  expect(builds[0]!.args.join(' ')).not.toContain('no-cache')
})

test('archives are handed in', async () => {
  const archives = join(temp, 'restored')
  mkdirSync(archives)
  writeFileSync(join(archives, 'build.tar'), 'x')
  const {builds, portable} = builder(['go-image build unpacked'])
  await portable.transfer.unpack([{mount: mount('build'), census: true}], archives)
  expect(builds[0]!.files).toEqual(['build.tar', 'unpack.sh'])
  expect(builds[0]!.dockerfile).toContain('"build","/build","census"')
})

test('a harvest gives its counts and puts the archives where they are wanted', async () => {
  const folder = join(temp, 'packed')
  mkdirSync(folder)
  const {builds, portable} = builder([
    ...['some output', 'go-image build 3 10 yes', 'go-image hits build 6', 'go-image modules 0 0 no'],
  ])
  expect(await portable.transfer.pack([request('build', 'all'), request('modules', 'used', ['a@v1'])], folder)).toEqual(
    {
      packed: [
        {name: 'build', added: 3, total: 10, hits: 6, stamped: true},
        {name: 'modules', added: 0, total: 0, hits: null, stamped: false},
      ],
      seconds: 1.5,
    },
  )
  expect(readdirSync(folder)).toEqual(['build.tar'])
  expect(builds[0]!.files).toEqual(['modules.keep', 'pack.sh'])
  expect(builds[0]!.dockerfile).toContain('"build","/build","all","no-zips","modules","/modules","used","zips"')
})

test('a count brings nothing out', async () => {
  const {builds, portable} = builder(['go-image build 3 10 yes'])
  await portable.transfer.pack([request('build', 'count')], temp)
  expect(builds[0]!.dockerfile).toContain('"build","/build","count","no-zips"')
  expect(flagOf(builds[0]!.args, 'output')).toBe('type=cacheonly')
})

test('a builder that fails is an error with its own words, and nothing is left behind', async () => {
  const {portable} = builder([], 1)
  await expect(portable.probe([mount('build')])).rejects.toThrow('failed to solve: no space left')
  expect(readdirSync(temp)).toEqual([])
})

const stagesOf = (dockerfile: string) =>
  dockerfile
    .split(/^(?=FROM )/m)
    .map(stage => [stage.split('\n')[0], ...[...stage.matchAll(/--mount=type=cache,(\S+)/g)].map(([, mount]) => mount)])

describe('mounts that no one step can have', () => {
  test.each([
    ['stand on different images', {image: 'golang:1.26'}, 'FROM golang:1.26 AS go-image-2', 'target=/build'],
    [
      'stand on different platforms',
      {platform: '$BUILDPLATFORM'},
      'FROM --platform=$BUILDPLATFORM golang:1.27-alpine AS go-image-2',
      'target=/build',
    ],
    [
      'are at the same place',
      {target: '/modules', options: 'type=cache,id=b,target=/modules'},
      'FROM golang:1.27-alpine AS go-image-2',
      'id=b,target=/modules',
    ],
    [
      'lie in each other',
      {target: '/modules/in', options: 'type=cache,target=/modules/in'},
      'FROM golang:1.27-alpine AS go-image-2',
      'target=/modules/in',
    ],
  ] as const)('get a stage each in the same build when they %s', async (_, different, from, option) => {
    const {builds, portable} = builder([])
    await portable.probe([mount('modules'), mount('build', different)])
    expect(builds).toHaveLength(1)
    expect(stagesOf(builds[0]!.dockerfile)).toEqual([
      ['FROM golang:1.27-alpine AS go-image-1', 'target=/modules'],
      [from, option],
      ['FROM scratch'],
    ])
    expect(builds[0]!.dockerfile).toMatch(/"modules","\/modules"\]$[\s\S]*"build","[^"]+"\]$/m)
    // The last stage is what makes BuildKit run the others.
    expect(builds[0]!.dockerfile).toContain('COPY --from=go-image-1 /out/ /\nCOPY --from=go-image-2 /out/ /\n')
    expect(builds[0]!.dockerfile.match(/^WORKDIR \/out$/gm)).toHaveLength(2)
  })

  test('are not those of other users, whom root stands in for', async () => {
    const {builds, portable} = builder([])
    await portable.probe([mount('modules'), mount('build', {options: 'type=cache,target=/build,uid=1000'})])
    expect(stagesOf(builds[0]!.dockerfile)).toEqual([
      ['FROM golang:1.27-alpine AS go-image-1', 'target=/modules', 'target=/build,uid=1000'],
    ])
  })
})

describe('on several nodes', () => {
  const onNodes = [
    mount('build', {node: 'linux/amd64', platforms: ['linux/amd64']}),
    mount('build', {node: 'linux/arm64', platforms: ['linux/arm64'], name: 'build-2'}),
  ]

  test('each gets a build with its own mounts and archives', async () => {
    const archives = join(temp, 'restored')
    mkdirSync(archives)
    for (const name of ['build', 'build-2', 'build-2-difference']) writeFileSync(join(archives, `${name}.tar`), 'x')
    const {builds, portable} = builder([])
    await portable.transfer.unpack(
      onNodes.map(one => ({mount: one, census: false})),
      archives,
    )
    expect(builds.map(({args, files}) => [flagOf(args, 'platform'), files]).sort()).toEqual([
      ['linux/amd64', ['build.tar', 'unpack.sh']],
      ['linux/arm64', ['build-2-difference.tar', 'build-2.tar', 'unpack.sh']],
    ])
    expect(builds.map(({dockerfile}) => /"build(-2)?",.*/.exec(dockerfile)![0]).sort()).toEqual([
      '"build","/build","fresh"]',
      '"build-2","/build","fresh"]',
    ])
    expect(readdirSync(archives).sort()).toEqual(['build-2-difference.tar', 'build-2.tar', 'build.tar'])
  })

  test('what they pack comes together', async () => {
    const folder = join(temp, 'packed')
    mkdirSync(folder)
    const {portable} = builder(['go-image x 1 2 yes'])
    const requests = onNodes.map(one => ({mount: one, what: 'all' as const, keep: []}))
    const {packed, seconds} = await portable.transfer.pack(requests, folder)
    expect([packed.length, seconds]).toEqual([2, 1.5])
    expect(['build', 'build-2'].map(name => readFileSync(join(folder, `${name}.tar`), 'utf8'))).toEqual([
      'packed on linux/amd64',
      'packed on linux/arm64',
    ])
  })

  test('one that fails fails all, when the others have ended', async () => {
    const {builds, portable} = builder([], 1)
    await expect(portable.probe(onNodes)).rejects.toThrow('failed to solve: no space left')
    expect(builds).toHaveLength(2)
    expect(readdirSync(temp)).toEqual([])
  })
})

test('the base images of all stages are fetched in one build, without the mounts', async () => {
  const {builds, portable} = builder([])
  await portable.fetchBase([mount('modules'), mount('build'), mount('build', {image: 'golang:1.26', name: 'build-2'})])
  expect(builds).toHaveLength(1)
  expect(stagesOf(builds[0]!.dockerfile).map(([from]) => from)).toEqual([
    'FROM golang:1.27-alpine AS go-image-1',
    'FROM golang:1.26 AS go-image-2',
    'FROM scratch',
  ])
  expect(builds[0]!.dockerfile).not.toContain('type=cache')
})

test('a build that has to land where the user’s does has the same context', async () => {
  const {builds, portable} = builder([], 0, {contextFolder: '/w/service'})
  await portable.probe([mount('build')])
  expect(builds[0]!.args.slice(-2)).toEqual(['--', '/w/service'])
})
