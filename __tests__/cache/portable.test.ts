import {mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeEach, expect, test} from '@jest/globals'
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
  options: `type=cache,target=/${kind}`,
  target: `/${kind}`,
  within: '.',
  image: 'golang:1.27-alpine',
  platform: null,
  user: '',
  wantsZips: false,
  line: 2,
  ...different,
})

const request = (kind: GoCacheMount['kind'], what: PackRequest['what'], keep: string[] = []): PackRequest => ({
  mount: mount(kind, {wantsZips: kind === 'modules'}),
  what,
  keep,
})

/** Stands for `docker`: prints `lines` as a step's output, and shows what it was given. */
function builder(lines: string[], exitCode = 0) {
  const seen = {dockerfile: '', args: [] as string[], files: [] as string[]}
  const execute: Execute = async (_, args, options) => {
    seen.args = args
    seen.dockerfile = readFileSync(flagOf(args, 'file'), 'utf8')
    seen.files = readdirSync(flagOf(args, 'build-context').replace(/^go-image-files=/, ''))
    const dest = /dest=(.*)$/.exec(flagOf(args, 'output'))?.[1]
    if (dest !== undefined) {
      mkdirSync(dest, {recursive: true})
      writeFileSync(join(dest, 'build.tar'), 'packed')
    }
    for (const line of ['#5 [2/2] RUN x', ...lines.map(line => `#5 0.1 ${line}`)]) options?.onLine?.(line, 'stderr')
    if (exitCode !== 0) options?.onLine?.('ERROR: failed to solve: no space left', 'stderr')
    return {exitCode, stdout: '', stderr: '', seconds: 0}
  }
  return {seen, transfer: portableTransfer({builder: 'b', buildContexts: [], buildArgs: [], temp}, execute)}
}

const flagOf = (args: string[], flag: string) =>
  args
    .filter(arg => arg.startsWith(`--${flag}=`))
    .at(-1)
    ?.slice(flag.length + 3) ?? ''

test('a probe is one step with the very mounts, without network, on the image of the Go stage', async () => {
  const {seen, transfer} = builder(['go-image modules warm', 'go-image build empty'])
  const mounts = [
    mount('modules', {
      options: 'type=cache,id=m,target=/go,readonly',
      target: '/go',
      within: 'pkg/mod',
      platform: '$BUILDPLATFORM',
      user: '7:7',
    }),
    mount('build'),
  ]
  expect([...(await transfer.probe(mounts)).states]).toEqual([
    ['modules', 'warm'],
    ['build', 'empty'],
  ])
  expect(seen.dockerfile.split('\n')).toEqual([
    'FROM --platform=$BUILDPLATFORM golang:1.27-alpine AS go',
    'USER 7:7',
    'ARG GO_IMAGE_NONCE',
    'RUN --network=none \\',
    '    --mount=type=cache,id=m,target=/go \\',
    '    --mount=type=cache,target=/build \\',
    '    --mount=type=bind,from=go-image-files,target=/.go-image \\',
    expect.stringMatching(
      /^ {4}\["sh","\/\.go-image\/probe\.sh","[0-9a-f-]{36}","modules","\/go\/pkg\/mod","build","\/build"\]$/,
    ),
    '',
  ])
  expect(seen.args).toEqual(expect.arrayContaining(['--builder=b', '--output=type=cacheonly', '--']))
})

test('two caches in one mount mount it once', async () => {
  const shared = {options: 'type=cache,target=/c', target: '/c'}
  const {seen, transfer} = builder([])
  await transfer.probe([mount('modules', {...shared, within: 'm'}), mount('build', {...shared, within: 'b'})])
  expect(seen.dockerfile.match(/target=\/c /g)).toHaveLength(1)
  expect(seen.dockerfile).toContain('"modules","/c/m","build","/c/b"')
})

test('every step runs anew, by an argument and never by emptying the mounts', async () => {
  const {seen, transfer} = builder([])
  await transfer.probe([mount('build')])
  const first = flagOf(seen.args, 'build-arg')
  await transfer.probe([mount('build')])
  expect(first).toMatch(/^GO_IMAGE_NONCE=./)
  expect(flagOf(seen.args, 'build-arg')).not.toBe(first)
  expect(seen.args.join(' ')).not.toContain('no-cache')
})

test('archives are handed in', async () => {
  const archives = join(temp, 'restored')
  mkdirSync(archives)
  writeFileSync(join(archives, 'build.tar'), 'x')
  const {seen, transfer} = builder(['go-image build unpacked'])
  await transfer.unpack([{mount: mount('build'), census: true}], archives)
  expect(seen.files.sort()).toEqual(['build.tar', 'unpack.sh'])
  expect(seen.dockerfile).toContain('"build","/build","census"')
})

test('a harvest gives its counts and puts the archives where they are wanted', async () => {
  const folder = join(temp, 'packed')
  mkdirSync(folder)
  const {seen, transfer} = builder(['some output', 'go-image build 3 10 yes', 'go-image modules 0 0 no'])
  expect(await transfer.pack([request('build', 'all'), request('modules', 'used', ['a@v1'])], folder)).toEqual([
    {kind: 'build', added: 3, total: 10, stamped: true},
    {kind: 'modules', added: 0, total: 0, stamped: false},
  ])
  expect(readdirSync(folder)).toEqual(['build.tar'])
  expect(seen.files.sort()).toEqual(['modules.keep', 'pack.sh'])
  expect(seen.dockerfile).toContain('"build","/build","all","no-zips","modules","/modules","used","zips"')
})

test('a count brings nothing out', async () => {
  const {seen, transfer} = builder(['go-image build 3 10 yes'])
  await transfer.pack([request('build', 'count')], temp)
  expect(seen.dockerfile).toContain('"build","/build","count","no-zips"')
  expect(flagOf(seen.args, 'output')).toBe('type=cacheonly')
})

test('a builder that fails is an error with its own words, and nothing is left behind', async () => {
  const {transfer} = builder([], 1)
  await expect(transfer.probe([mount('build')])).rejects.toThrow('failed to solve: no space left')
  expect(readdirSync(temp)).toEqual([])
})
