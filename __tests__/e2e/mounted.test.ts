/** Caches as file systems around their archives: read by the real kernel, used by real builds. */
import {spawnSync} from 'node:child_process'
import {randomUUID} from 'node:crypto'
import {
  chmodSync,
  closeSync,
  existsSync,
  ftruncateSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {afterAll, afterEach, beforeEach, describe, expect, jest, test} from '@jest/globals'
import {checkArchive} from '../../src/cache/archive.ts'
import {rootPlace} from '../../src/cache/direct.ts'
import {HEAD_BYTES, type ImageEntry, type ImageOptions, squashfsAround} from '../../src/cache/squashfs.ts'
import {execute} from '../../src/runner/exec.ts'
import {pushEvent} from './loopback/events.ts'
import type {StepResult} from './loopback/runner.ts'
import {
  CHANGED_ONLY,
  cacheOf,
  changedFile,
  freshBuilder,
  type Place,
  place,
  reportOf,
  runWhole,
  WITH_MODULE,
} from './project.ts'

jest.setTimeout(300_000)

const folder = mkdtempSync(path.join(tmpdir(), 'go-image-mounted-'))
const root = rootPlace({
  execute: (command, args, options) =>
    execute(command, args, {env: {PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? ''}, ...options}),
  isRoot: process.getuid?.() === 0,
})
const MOUNTED_ON = path.join(folder, 'mounted')
mkdirSync(MOUNTED_ON)
afterAll(() => rmSync(folder, {recursive: true, force: true}))

const canMount = (() => {
  const command = process.getuid?.() === 0 ? [] : ['sudo', '-n']
  const [first, ...rest] = [...command, 'sh', '-c', 'grep -q squashfs /proc/filesystems && test -e /dev/loop-control']
  return spawnSync(first!, rest).status === 0
})()
const described = canMount ? describe : describe.skip
const unless = canMount ? '' : ' (skipped: no root, no loop devices or no squashfs in this kernel)'

async function mounted(image: string, body: () => void | Promise<void>): Promise<void> {
  const {exitCode, stderr} = await root.run(['mount', '-t', 'squashfs', '-o', 'ro,loop', image, MOUNTED_ON])
  expect([exitCode, stderr]).toEqual([0, ''])
  try {
    await body()
  } finally {
    await root.run(['umount', MOUNTED_ON])
  }
}

const OPTIONS = {uid: 12, gid: 34, mode: 0, mtime: 1_700_000_000}

/** Content that says where it comes from, so that no two places are alike. */
function content(seed: number, length: number): Buffer {
  const bytes = Buffer.alloc(length)
  for (let at = 0, state = seed + 1; at < length; at++) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    bytes[at] = state >>> 16
  }
  return bytes
}

type Found = Record<string, string>

/** Each file and folder below with what it is. */
function walk(top: string, at = '.', found: Found = {}): Found {
  for (const name of readdirSync(path.join(top, at)).sort()) {
    const file = path.posix.join(at, name)
    const {mode} = statSync(path.join(top, file))
    if (statSync(path.join(top, file)).isDirectory()) {
      found[`${file}/`] = (mode & 0o777).toString(8)
      walk(top, file, found)
    } else found[file] = `${(mode & 0o777).toString(8)} ${readFileSync(path.join(top, file)).toString('base64')}`
  }
  return found
}

async function imageOf(tar: string, options: Partial<ImageOptions> = {}): Promise<string> {
  const entries: ImageEntry[] = []
  await checkArchive(tar, 'modules', entry => {
    entries.push(entry)
    return null
  })
  const archive = readFileSync(tar)
  const {head, tail} = squashfsAround(entries, {...OPTIONS, ...options, bytes: archive.length})
  const image = path.join(folder, `${randomUUID()}.squashfs`)
  writeFileSync(image, Buffer.concat([head, archive, tail]))
  return image
}

described(`the kernel reads${unless}`, () => {
  test('all files, folders and modes of an archive', async () => {
    const tree = path.join(folder, 'tree')
    const sizes = [0, 1, 511, 512, 513, 4095, 131_071, 131_072, 131_073, 262_144, 1_000_003]
    for (const [index, size] of sizes.entries()) {
      const where = path.join(tree, `example.com/sized@v1.${index}.0`)
      mkdirSync(where, {recursive: true})
      writeFileSync(path.join(where, 'file'), content(index, size))
    }
    // More than one run of a listing, one block of inodes, and 64 KiB of names.
    const many = path.join(tree, 'example.com/many@v1.0.0')
    mkdirSync(many, {recursive: true})
    for (let n = 0; n < 3000; n++) writeFileSync(path.join(many, `${'name-'.repeat(5)}${n}.go`), `${n}`)
    const deep = path.join(tree, 'example.com/deep@v1.0.0', ...Array.from({length: 60}, (_, n) => `d${n % 7}`))
    mkdirSync(deep, {recursive: true})
    writeFileSync(path.join(deep, 'ünïcode-日本.go'), 'deep')
    mkdirSync(path.join(tree, 'example.com/empty@v1.0.0/nothing'), {recursive: true})
    writeFileSync(path.join(many, 'run.sh'), '#!/bin/sh\n')
    chmodSync(path.join(many, 'run.sh'), 0o555)
    chmodSync(path.join(many, 'name-name-name-name-name-7.go'), 0o400)
    const tar = path.join(folder, 'tree.tar')
    expect(spawnSync('tar', ['-cf', tar, '-C', tree, '.']).status).toBe(0)
    const expected = walk(tree)
    await mounted(await imageOf(tar), async () => {
      expect(walk(MOUNTED_ON)).toEqual(expected)
      const one = statSync(path.join(MOUNTED_ON, 'example.com/many@v1.0.0/run.sh'))
      expect([one.uid, one.gid, one.mtimeMs, one.nlink]).toEqual([12, 34, OPTIONS.mtime * 1000, 1])
      const {stdout} = await root.run(['sh', '-c', `find ${MOUNTED_ON} | wc -l`])
      expect(Number(stdout)).toBe(Object.keys(expected).length + 1)
      expect(existsSync(path.join(MOUNTED_ON, 'example.com/many@v1.0.0/absent.go'))).toBe(false)
    })
    await mounted(await imageOf(tar, {uid: 0, gid: 0, mode: 0o066}), () => {
      expect(statSync(path.join(MOUNTED_ON, 'example.com/many@v1.0.0/run.sh')).mode & 0o777).toBe(0o577)
      expect(statSync(path.join(MOUNTED_ON, 'example.com')).mode & 0o777).toBe(0o777)
    })
  })

  test('an archive of nothing', async () => {
    const tar = path.join(folder, 'nothing.tar')
    writeFileSync(tar, Buffer.alloc(1024))
    await mounted(await imageOf(tar), () => {
      expect(readdirSync(MOUNTED_ON)).toEqual([])
    })
  })

  test('content beyond 4 GiB', async () => {
    const start = 5 * 1024 ** 3
    const last = content(9, 300_000)
    const entry: ImageEntry = {name: 'far/file', type: 'file', size: last.length, content: start, mode: 0o644}
    const bytes = start + last.length
    const {head, tail} = squashfsAround([entry], {...OPTIONS, bytes})
    const image = path.join(folder, 'far.squashfs')
    const fd = openSync(image, 'w')
    ftruncateSync(fd, HEAD_BYTES + bytes)
    writeSync(fd, head, 0, head.length, 0)
    writeSync(fd, last, 0, last.length, HEAD_BYTES + start)
    writeSync(fd, tail, 0, tail.length, HEAD_BYTES + bytes)
    closeSync(fd)
    await mounted(image, () => {
      expect(readFileSync(path.join(MOUNTED_ON, 'far/file')).equals(last)).toBe(true)
    })
    rmSync(image)
  })
})

described(`a build${unless}`, () => {
  let here: Place
  beforeEach(async () => {
    here = await place()
    await here.write(WITH_MODULE)
  })
  afterEach(() => here.close())

  const MOUNTS = 'mounted as it came: nothing is unpacked'
  const ourMounts = () =>
    readFileSync('/proc/mounts', 'utf8')
      .split('\n')
      .filter(line => line.includes('go-image-mount-'))

  async function push(letter: string, env: Record<string, string> = {}): Promise<{main: StepResult; post: StepResult}> {
    await here.write(changedFile())
    const job = here.runner.startJob(pushEvent({sha: letter.repeat(40)}), {env})
    const done = await runWhole(job, {'build-args': freshBuilder()})
    expect([done.main.outcome, done.post.outcome]).toEqual(['success', 'success'])
    expect(reportOf(done.main).warnings).toEqual([])
    return done
  }

  test('compiles only what changed on mounted caches, and its job leaves nothing mounted', async () => {
    await push('a')
    const second = await push('b')
    expect(second.main.log.split(MOUNTS)).toHaveLength(3)
    const build = cacheOf(second.main, 'build')
    expect(build).toMatchObject({way: 'direct', hit: 'older'})
    expect(build.added).toBeLessThanOrEqual(CHANGED_ONLY)
    if (build.hits !== null) expect(build.hits).toBeGreaterThan(CHANGED_ONLY)
    expect(cacheOf(second.main, 'modules')).toMatchObject({way: 'direct', hit: 'exact', added: 0, total: 1})
    expect(ourMounts()).toEqual([])
    // Base and difference, one below and one on top.
    const third = await push('c')
    const more = cacheOf(third.main, 'build')
    expect(more.added).toBeLessThanOrEqual(CHANGED_ONLY)
    expect(more.total).toBe(build.total! + more.added!)
  })

  test('unpacks on a runner that outlasts the job', async () => {
    await push('a')
    const {main} = await push('b', {RUNNER_ENVIRONMENT: 'self-hosted'})
    expect(main.log).not.toContain(MOUNTS)
    expect(cacheOf(main, 'build').way).toBe('direct')
    expect(cacheOf(main, 'build').added).toBeLessThanOrEqual(CHANGED_ONLY)
  })
})
