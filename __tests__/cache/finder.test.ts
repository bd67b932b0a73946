import {mkdtempSync, readdirSync, readFileSync, rmSync, statSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeEach, expect, test} from '@jest/globals'
import {findMounts} from '../../src/cache/finder.ts'
import type {GoCacheMount} from '../../src/dockerfile/mounts.ts'
import type {Execute} from '../../src/runner/exec.ts'

const root = mkdtempSync(join(tmpdir(), 'go-image-'))
afterAll(() => rmSync(root, {recursive: true, force: true}))

let temp: string
beforeEach(() => {
  temp = mkdtempSync(join(root, 'run-'))
})

const mount = (name: string, options: string, different: Partial<GoCacheMount> = {}): GoCacheMount => ({
  ...{kind: 'build', name, node: null, part: '', platforms: [], options, within: '.', image: 'golang:1.27'},
  ...{platform: null, user: '', wantsZips: false, line: 2},
  target: /target=([^,]*)/.exec(options)![1]!,
  ...different,
})

/** Stands for `docker`: each step of the Dockerfile prints `lines`. */
function builder(lines: string[], failure: string | null = null) {
  const seen = {dockerfile: '', args: [] as string[], files: [] as string[], mode: 0}
  const execute: Execute = async (_, args, options) => {
    const folder = args.at(-1)!
    Object.assign(seen, {args, files: readdirSync(folder).sort(), mode: statSync(join(folder, 'finder')).mode & 0o777})
    seen.dockerfile = readFileSync(join(folder, 'Dockerfile'), 'utf8')
    const commands = seen.dockerfile.split('\n').filter(line => line.startsWith('    ["'))
    commands.forEach((command, index) => {
      const id = index + 5
      options?.onLine?.(
        `#${id} [stage-0 ${index + 1}/${commands.length}] RUN --network=none ${command.trim()}`,
        'stderr',
      )
      for (const line of lines) options?.onLine?.(`#${id} 0.1 ${line} of step ${index}`, 'stderr')
      options?.onLine?.(`#${id} DONE 0.2s`, 'stderr')
    })
    if (failure !== null) options?.onLine?.(`ERROR: ${failure}`, 'stderr')
    return {exitCode: failure === null ? 0 : 1, stdout: '', stderr: '', seconds: 0}
  }
  const find = (mounts: GoCacheMount[], buildArgs: string[] = []) =>
    findMounts(mounts, {builder: 'b', platform: 'linux/amd64', architecture: 'amd64', buildArgs, temp}, execute)
  return {seen, find}
}

test('all mounts are seen by one step on no image, with the very options and without network', async () => {
  const {seen, find} = builder(['1 2 8:1 / / rw - ext4 d rw'])
  const found = await find(
    [
      mount('modules', 'type=cache,id=m,target=/go,readonly', {within: 'pkg/mod'}),
      mount('build', 'type=cache,target=/c,uid=7'),
    ],
    ['BUILDKIT_CACHE_MOUNT_NS=x', 'OTHER=y'],
  )
  const [{word}] = found as unknown as [{word: string}]
  expect(seen.dockerfile.split('\n')).toEqual([
    'FROM scratch',
    'RUN --network=none \\',
    '    --mount=type=cache,id=m,target=/go \\',
    '    --mount=type=cache,target=/c,uid=7 \\',
    '    --mount=type=bind,target=/.go-image \\',
    `    ["/.go-image/finder","${word}","/go/.go-image-sentinel","/c/.go-image-sentinel"]`,
    '',
  ])
  expect(seen).toMatchObject({files: ['Dockerfile', 'finder'], mode: 0o755})
  expect(seen.args).toEqual(
    expect.arrayContaining(['--builder=b', '--platform=linux/amd64', '--build-arg=BUILDKIT_CACHE_MOUNT_NS=x']),
  )
  expect(seen.args.join(' ')).not.toContain('OTHER')
  expect(found.map(({mount, mountInfo, sentinel}) => [mount.name, mountInfo, sentinel])).toEqual(
    ['modules', 'build'].map(name => [name, ['1 2 8:1 / / rw - ext4 d rw of step 0'], '.go-image-sentinel']),
  )
  expect(readdirSync(temp)).toEqual([])
})

test('two caches in one mount have it once; two mounts on one place have a step each', async () => {
  const {seen, find} = builder(['line'])
  const found = await find([
    mount('modules', 'type=cache,target=/c', {within: 'm'}),
    mount('build', 'type=cache,target=/c', {within: 'b'}),
    mount('build-2', 'type=cache,target=/c,id=other'),
  ])
  expect(seen.dockerfile.match(/^ {4}--mount=type=cache,target=\/c \\$/gm)).toHaveLength(1)
  expect(seen.dockerfile.match(/^RUN/gm)).toHaveLength(2)
  expect(found.map(({mount, mountInfo}) => [mount.name, mountInfo])).toEqual([
    ['modules', ['line of step 0']],
    ['build', ['line of step 0']],
    ['build-2', ['line of step 1']],
  ])
  expect(new Set(found.map(({word}) => word)).size).toBe(2)
})

test('a step with very many mounts is read to its first line', async () => {
  const {find} = builder(Array.from({length: 500}, (_, index) => `${index}`))
  const [found] = await find([mount('build', 'type=cache,target=/c')])
  expect(found!.mountInfo).toHaveLength(500)
})

test('each run has its own word, so that no step comes from the layer cache', async () => {
  const {find} = builder([])
  const once = async () => (await find([mount('build', 'type=cache,target=/c')]))[0]!.word
  expect(await once()).not.toBe(await once())
})

test('a builder that fails is an error with its own words, and nothing is left behind', async () => {
  const {find} = builder([], 'exec format error')
  await expect(find([mount('build', 'type=cache,target=/c')])).rejects.toThrow('exec format error')
  expect(readdirSync(temp)).toEqual([])
})
