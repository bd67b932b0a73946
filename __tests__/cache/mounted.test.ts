import {spawnSync} from 'node:child_process'
import {
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeEach, describe, expect, test} from '@jest/globals'
import {type MountLeft, mountedTransfer, unmount} from '../../src/cache/mounted.ts'
import {type Place, transferAt} from '../../src/cache/place.ts'
import type {GoCacheMount} from '../../src/dockerfile/mounts.ts'
import {execute} from '../../src/runner/exec.ts'

const root = mkdtempSync(join(tmpdir(), 'go-image-'))
afterAll(() => rmSync(root, {recursive: true, force: true}))

const mount = (kind: GoCacheMount['kind']): GoCacheMount => ({
  ...{kind, name: kind, node: null, part: '', platforms: [], options: 'type=cache,target=/c', target: '/c'},
  ...{within: '.', image: 'golang:1.27', platform: null, user: '', wantsZips: false, line: 2},
})

const RESULT = `${'ab'.repeat(32)}`
const FILES = {
  build: {[`ab/${RESULT}-a`]: 'index', [`ab/${RESULT}-d`]: 'output', README: 'a cache', 'trim.txt': '1'},
  modules: {'cache/download/x.org/m/@v/v1.0.0.ziphash': 'h1:', 'x.org/m@v1.0.0/m.go': 'package m\n'},
}

let folder: string
let archives: string
let cache: string
beforeEach(() => {
  folder = mkdtempSync(join(root, 'run-'))
  archives = join(folder, 'archives')
  cache = join(folder, 'cache')
  for (const one of [archives, cache]) mkdirSync(one)
})

function archiveOf(files: Record<string, string>): string {
  const tree = mkdtempSync(join(folder, 'tree-'))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(tree, name, '..'), {recursive: true})
    writeFileSync(join(tree, name), text)
  }
  const tar = join(folder, 'archive.tar')
  expect(spawnSync('tar', ['-cf', tar, '-C', tree, '.']).status).toBe(0)
  return tar
}

/** A machine that runs everything but mounts; those it answers as told. */
function machine(answers: {tried: string; mounts: string}) {
  const said: string[] = []
  const left: MountLeft[] = []
  const asked: string[] = []
  const run: Place['run'] = async ([command, ...args], options) => {
    const script = args.find(arg => arg.includes('set -')) ?? ''
    const fails = (stderr: string) => ({exitCode: stderr === '' ? 0 : 1, stdout: '', stderr, seconds: 0})
    if (script.includes('mountable')) {
      asked.push('try')
      for (const name of ['lower', 'upper', 'work']) mkdirSync(join(left.at(-1)!.space, name))
      return {...fails(answers.tried), stdout: 'go-image mountable 0 0 755\n'}
    }
    if (script.includes('mounted image')) {
      asked.push('mount')
      return fails(answers.mounts)
    }
    return await execute(command!, args, {env: {PATH: process.env.PATH ?? ''}, ...options})
  }
  const place: Place = {run, container: null}
  const at = (folderOf: (mount: GoCacheMount) => string) =>
    transferAt('direct', place, folderOf, {execute: async () => Promise.reject(new Error('no command')), temp: folder})
  const unpacking = at(() => cache)
  const transfer = mountedTransfer(
    {unpacking: {...unpacking, receive: unpacking.receive!}, unpackingInto: at, place, folderOf: () => cache},
    {folder, leave: one => left.push(one), say: message => said.push(message)},
  )
  return {transfer, said, left, asked, place}
}

const stream = (file: string): AsyncIterable<Buffer> => createReadStream(file, {highWaterMark: 700})

describe.each(['build', 'modules'] as const)('a %s cache', kind => {
  test('is unpacked where nothing can be mounted, with the reason', async () => {
    const {transfer, said, asked} = machine({tried: 'mount: operation not permitted', mounts: ''})
    await transfer.receive!(mount(kind), stream(archiveOf(FILES[kind])))
    await transfer.unpack([{mount: mount(kind), census: false}], archives)
    expect(said).toEqual(["Go's caches are unpacked, not mounted: mount: operation not permitted"])
    expect(asked).toEqual(['try'])
    for (const [name, text] of Object.entries(FILES[kind]))
      if (name !== 'trim.txt') expect(readFileSync(join(cache, name), 'utf8')).toBe(text)
  })

  test('is unpacked from the file that it came into when mounting fails after all', async () => {
    const {transfer, said, asked} = machine({tried: '', mounts: 'mount: no loop device is free'})
    await transfer.receive!(mount(kind), stream(archiveOf(FILES[kind])))
    await transfer.unpack([{mount: mount(kind), census: false}], archives)
    expect(said).toEqual([`The ${kind} cache is unpacked, not mounted: mount: no loop device is free`])
    expect(asked).toEqual(['try', 'mount'])
    for (const [name, text] of Object.entries(FILES[kind]))
      if (name !== 'trim.txt') expect(readFileSync(join(cache, name), 'utf8')).toBe(text)
  })

  test('is unpacked for a census, which goes by times', async () => {
    const {transfer, asked} = machine({tried: '', mounts: ''})
    await transfer.receive!(mount(kind), stream(archiveOf(FILES[kind])))
    await transfer.unpack([{mount: mount(kind), census: true}], archives)
    expect(asked).toEqual(['try'])
    expect(readdirSync(cache)).toEqual(expect.arrayContaining(kind === 'build' ? ['ab'] : ['x.org']))
  })
})

test('on top of the image are the marks, the difference and the index entries', async () => {
  const {transfer, left, said} = machine({tried: '', mounts: ''})
  await transfer.receive!(mount('build'), stream(archiveOf(FILES.build)))
  const difference = archiveOf({[`cd/${'cd'.repeat(32)}-a`]: 'more'})
  writeFileSync(join(archives, 'build-difference.tar'), readFileSync(difference))
  await transfer.unpack([{mount: mount('build'), census: false}], archives)
  expect(said).toEqual(['The build cache is mounted as it came: nothing is unpacked.'])
  const upper = join(left[0]!.space, 'upper')
  expect(readdirSync(upper).sort()).toEqual(['.go-image-base', '.go-image-stamp', 'README', 'ab', 'cd', 'trim.txt'])
  expect(readdirSync(join(upper, 'ab'))).toEqual([`${RESULT}-a`])
  // The cache's own folder is only mounted on.
  expect(readdirSync(cache)).toEqual([])
})

test('an archive that is refused leaves no image', async () => {
  const {transfer, left} = machine({tried: '', mounts: ''})
  const archive = archiveOf({'etc/passwd': 'root'})
  await expect(transfer.receive!(mount('build'), stream(archive))).rejects.toThrow('has no place in a cache of Go')
  expect(readdirSync(left[0]!.space).filter(name => name.startsWith('image'))).toEqual([])
})

test('the end of the job removes the space, mounted or not', async () => {
  const {transfer, left, place} = machine({tried: '', mounts: ''})
  await transfer.receive!(mount('build'), stream(archiveOf(FILES.build)))
  expect(left).toEqual([{space: expect.stringContaining(folder), folder: cache}])
  await unmount(left, place)
  expect(existsSync(left[0]!.space)).toBe(false)
  expect(existsSync(cache)).toBe(true)
})
