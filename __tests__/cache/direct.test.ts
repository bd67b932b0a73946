import {spawnSync} from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeEach, describe, expect, test} from '@jest/globals'
import type {Builder} from '../../src/build/builder.ts'
import {directWay} from '../../src/cache/direct.ts'
import type {Opened, Probed, Refused} from '../../src/cache/transfer.ts'
import type {GoCacheMount} from '../../src/dockerfile/mounts.ts'
import type {Execute} from '../../src/runner/exec.ts'

const root = realpathSync(mkdtempSync(join(tmpdir(), 'go-image-')))
afterAll(() => rmSync(root, {recursive: true, force: true}))

let temp: string
/** The folder of the storage that is the mount. */
let storage: string
beforeEach(() => {
  temp = mkdtempSync(join(root, 'run-'))
  storage = join(temp, 'storage')
  mkdirSync(storage)
})

const mount = (different: Partial<GoCacheMount> = {}): GoCacheMount => ({
  ...{kind: 'build', name: 'build', node: null, part: '', platforms: [], options: 'type=cache,target=/c', target: '/c'},
  ...{within: '.', image: 'golang:1.27', platform: null, user: '', wantsZips: false, line: 2},
  ...different,
})

const node = {name: 'b0', endpoint: 'unix:///e', platforms: ['linux/amd64'], setPlatforms: []}
const builder = (different: Partial<Builder> = {}): Builder => ({
  ...{name: 'b', driver: 'docker', exportsLayout: true, platform: 'linux/amd64', nodes: [node]},
  ...different,
})

type Fake = {
  /** The line of mountinfo for the mount in the step. */
  line?: string
  /** Writes the word through the mount. */
  writes?: (word: string) => void
  failure?: string
}

/** Runs what is asked of this machine for real, and stands for `docker buildx build`. */
function machine({line = `9 1 7:7 ${storage} /c rw - ext4 d rw`, writes, failure}: Fake = {}) {
  const asked: string[][] = []
  const write = writes ?? (word => writeFileSync(join(storage, '.go-image-sentinel'), word))
  const execute: Execute = async (command, args, options) => {
    asked.push([command, ...args])
    const result = (exitCode: number, stdout = '', stderr = '') => ({exitCode, stdout, stderr, seconds: 0})
    if (command === 'docker' && args[0] === 'buildx') {
      if (failure !== undefined) options?.onLine?.(`ERROR: ${failure}`, 'stderr')
      if (failure !== undefined) return result(1)
      const dockerfile = readFileSync(join(args.at(-1)!, 'Dockerfile'), 'utf8')
      const [, word] = JSON.parse(/\[".*\]/.exec(dockerfile)![0])
      write(word)
      for (const text of [`[stage-0 1/1] RUN ["${word}"]`, `0.1 ${line}`, 'DONE 0.1s'])
        options?.onLine?.(`#5 ${text}`, 'stderr')
      return result(0)
    }
    // For the kernel, all of it is one file system.
    if (args.at(-1)?.includes('/proc/self/mountinfo')) return result(0, '1 1 7:7 / / rw - ext4 d rw')
    const {status, stdout, stderr} = spawnSync(command, args, {encoding: 'utf8'})
    return result(status ?? 1, stdout, stderr)
  }
  return {asked, execute}
}

type Settings = Fake & {
  builder?: Partial<Builder>
  mounts?: GoCacheMount[]
  dockerHost?: string
  probe?: (mounts: GoCacheMount[]) => Promise<Probed>
}

async function open(settings: Settings = {}): Promise<{opened: Opened | Refused; asked: string[][]}> {
  const {asked, execute} = machine(settings)
  const probe = settings.probe ?? (() => Promise.reject(new Error('asked the base image')))
  const way = directWay('auto', builder(settings.builder), probe, {
    ...{execute, temp, dockerHost: settings.dockerHost ?? '', isRoot: true, buildArgs: []},
  })
  return {opened: await way!.open(settings.mounts ?? [mount()]), asked}
}

test('is not there for who wants the portable way', () => {
  const settings = {...machine(), temp, dockerHost: '', isRoot: true, buildArgs: []}
  expect(directWay('portable', builder(), () => Promise.reject(new Error()), settings)).toBeNull()
})

describe('refused with a reason, before anything is built, is', () => {
  test.each<[string, Settings, RegExp]>([
    ['a remote builder', {builder: {driver: 'remote'}}, /storage of a remote builder cannot be reached/],
    ['an engine elsewhere', {dockerHost: 'tcp://192.0.2.1:2376'}, /engine is on another machine/],
    ['a builder of two nodes', {builder: {nodes: [node, {...node, name: 'b1'}]}}, /each of the builder's 2 nodes/],
    ['a mount of one node', {mounts: [mount({node: 'linux/arm64'})]}, /has mounts of its own/],
    ['a part of the module cache', {mounts: [mount({part: 'cache/download'})]}, /only a part of the module cache/],
  ])('%s', async (_, settings, reason) => {
    const {opened, asked} = await open(settings)
    expect(opened).toEqual({refused: expect.stringMatching(reason)})
    expect(asked).toEqual([])
  })
})

describe('the folder of a mount', () => {
  test('is open and empty; the word is gone', async () => {
    const {opened} = await open()
    expect(opened).toMatchObject({transfer: {way: 'direct'}, states: new Map([['build', 'empty']])})
    expect(readdirSync(storage)).toEqual([])
  })

  test('is warm with somebody else’s file, not with our marks', async () => {
    writeFileSync(join(storage, '.go-image-stamp'), '')
    expect((await open()).opened).toMatchObject({states: new Map([['build', 'empty']])})
    writeFileSync(join(storage, 'trim.txt'), '')
    expect((await open()).opened).toMatchObject({states: new Map([['build', 'warm']])})
  })

  test('counts only what is in the folder of the cache', async () => {
    mkdirSync(join(storage, 'modules', 'x'), {recursive: true})
    const mounts = [mount({within: 'go-build'}), mount({kind: 'modules', name: 'modules', within: 'modules'})]
    expect((await open({mounts})).opened).toMatchObject({
      states: new Map([
        ['build', 'empty'],
        ['modules', 'warm'],
      ]),
    })
    expect(readdirSync(storage)).toEqual(['modules'])
  })

  test('is the upper folder of an overlay', async () => {
    mkdirSync(join(storage, 'cache'))
    const line = `9 1 0:48 /cache /c rw - overlay overlay rw,lowerdir=/l,upperdir=${storage},workdir=/w`
    const writes = (word: string) => writeFileSync(join(storage, 'cache', '.go-image-sentinel'), word)
    expect((await open({line, writes})).opened).toMatchObject({states: new Map([['build', 'empty']])})
    expect(readdirSync(join(storage, 'cache'))).toEqual([])
  })

  test('is not taken at the kernel’s word: without ours in it, it is another', async () => {
    const {opened} = await open({writes: () => {}})
    expect(opened).toEqual({refused: 'the folder behind /c was not found (1 candidates)'})
    const other = await open({writes: () => writeFileSync(join(storage, '.go-image-sentinel'), 'older')})
    expect(other.opened).toEqual({refused: expect.stringContaining('not found')})
  })

  test.each([
    ['the cache’s folder', 'go-build'],
    ['a folder on the way to it', 'a/b/go-build'],
    ['a mark of ours', 'go-build/.go-image-stamp'],
  ])('is refused when an earlier build has left a link: %s', async (_, path) => {
    const elsewhere = join(temp, 'elsewhere')
    mkdirSync(elsewhere)
    const link = join(storage, path.startsWith('a') ? 'a' : path)
    mkdirSync(join(link, '..'), {recursive: true})
    symlinkSync(elsewhere, link)
    const within = path.replace('/.go-image-stamp', '')
    const {opened} = await open({mounts: [mount({within})]})
    expect(opened).toEqual({refused: 'a link in the mount on /c leads elsewhere'})
    expect(readdirSync(elsewhere)).toEqual([])
  })

  test('a link that the build itself leaves stops the way out', async () => {
    const {opened} = await open({mounts: [mount({within: 'go-build'})]})
    const elsewhere = join(temp, 'elsewhere')
    mkdirSync(join(elsewhere, '00'), {recursive: true})
    symlinkSync(elsewhere, join(storage, 'go-build'))
    const {transfer} = opened as Opened
    const request = {mount: mount({within: 'go-build'}), what: 'all' as const, keep: []}
    await expect(transfer.pack([request], join(temp, 'packed'))).rejects.toThrow('a link leads out of the mount')
  })

  test('what is unpacked goes there, and comes out of there', async () => {
    const archives = join(temp, 'archives')
    mkdirSync(join(temp, 'tree', '0a'), {recursive: true})
    mkdirSync(archives)
    writeFileSync(join(temp, 'tree', '0a', '0a1-a'), 'result')
    spawnSync('tar', ['-C', join(temp, 'tree'), '-cf', join(archives, 'build.tar'), '0a'])
    const one = mount({within: '.cache/go-build'})
    const {transfer} = (await open({mounts: [one]})).opened as Opened
    await transfer.unpack([{mount: one, census: false}], archives)
    const cache = join(storage, '.cache', 'go-build')
    expect(readFileSync(join(cache, '0a', '0a1-a'), 'utf8')).toBe('result')
    writeFileSync(join(cache, '0a', '0a2-a'), 'added')
    const {packed} = await transfer.pack([{mount: one, what: 'difference', keep: []}], join(temp, 'packed'))
    expect(packed).toEqual([expect.objectContaining({name: 'build', added: 1, total: 2, stamped: true})])
    expect(existsSync(join(temp, 'packed', 'build.tar'))).toBe(true)
  })
})

test('a step that fails is an error with the builder’s words', async () => {
  await expect(open({failure: 'exec format error'})).rejects.toThrow('exec format error')
})

test('where the program does not run, the base image is asked', async () => {
  const probe = async () => {
    mkdirSync(join(storage, 'go-build'))
    writeFileSync(join(storage, 'go-build', '.go-image-sentinel'), 'word\n')
    return {states: new Map(), mountInfo: [`9 1 7:7 ${storage} /c rw - ext4 d rw`], word: 'word'}
  }
  const nodes = [{...node, platforms: ['linux/riscv64']}]
  const {opened, asked} = await open({probe, builder: {nodes}, mounts: [mount({within: 'go-build'})]})
  expect(opened).toMatchObject({states: new Map([['build', 'empty']])})
  expect(asked.flat()).not.toContain('buildx')
})

test('platforms that were set by hand do not say what a node is', async () => {
  const nodes = [{...node, platforms: ['linux/riscv64', 'linux/arm64'], setPlatforms: ['linux/riscv64']}]
  const {asked} = await open({builder: {nodes}})
  expect(asked.flat()).toContain('--platform=linux/arm64')
})

test('in a container, the one of the node is asked, after the step that begins it', async () => {
  const {execute, asked} = machine()
  const refusing: Execute = async (command, args, options) => {
    if (args[0] !== 'exec') return await execute(command, args, options)
    asked.push([command, ...args])
    return {exitCode: 126, stdout: '', stderr: 'no sh\nmore', seconds: 0}
  }
  const nodes = [{...node, name: 'custom'}]
  const way = directWay('auto', builder({driver: 'docker-container', nodes}), () => Promise.reject(new Error()), {
    ...{execute: refusing, temp, dockerHost: '', isRoot: false, buildArgs: []},
  })
  expect(await way!.open([mount()])).toEqual({refused: "the builder's container has no shell with tar and find: no sh"})
  expect(asked.map(([, first, second, third]) => [first, third ?? second])).toEqual([
    ['buildx', '--progress=plain'],
    ['exec', 'buildx_buildkit_custom'],
  ])
})
