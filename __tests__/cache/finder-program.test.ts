import {spawnSync} from 'node:child_process'
import {existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {delimiter, join} from 'node:path'
import {afterAll, beforeEach, describe, expect, test} from '@jest/globals'
import {architectureOf, finderProgram} from '../../src/cache/finder-program.ts'

const root = mkdtempSync(join(tmpdir(), 'go-image-finder-'))
afterAll(() => rmSync(root, {recursive: true, force: true}))

/** What runs a program of the architecture: nothing where it is this machine's, else an emulator. */
function runnerOf(architecture: 'amd64' | 'arm64'): string[] | null {
  if (process.platform !== 'linux') return null
  if (process.arch === {amd64: 'x64', arm64: 'arm64'}[architecture]) return []
  const cpu = {amd64: 'x86_64', arm64: 'aarch64'}[architecture]
  const folders = (process.env.PATH ?? '').split(delimiter)
  const emulators = folders.flatMap(folder => [join(folder, `qemu-${cpu}-static`), join(folder, `qemu-${cpu}`)])
  const found = emulators.find(file => existsSync(file))
  return found === undefined ? null : [found]
}

describe.each(['amd64', 'arm64'] as const)('the program for %s', architecture => {
  const runner = runnerOf(architecture)
  if (runner === null) {
    test.skip(`cannot run here: this is ${process.platform} on ${process.arch}, without qemu for it`, () => {})
    return
  }
  let folder: string
  let file: string
  beforeEach(() => {
    folder = mkdtempSync(join(root, `${architecture}-`))
    file = join(folder, 'finder')
    writeFileSync(file, finderProgram(architecture), {mode: 0o755})
  })
  const run = (...words: string[]) => {
    const [command, ...args] = [...runner, file, ...words]
    return spawnSync(command!, args, {encoding: 'utf8'})
  }

  test('writes the word into each file and prints what is mounted', () => {
    const files = ['one', 'two'].map(name => join(folder, name))
    const {status, stdout} = run('a-word', ...files)
    expect(status).toBe(0)
    expect(files.map(name => readFileSync(name, 'utf8'))).toEqual(['a-word', 'a-word'])
    expect(statSync(files[0]!).mode & 0o777).toBe(0o644 & ~process.umask())
    const points = (text: string) => text.split('\n').map(line => line.split(' ')[4])
    expect(points(stdout)).toEqual(points(readFileSync('/proc/self/mountinfo', 'utf8')))
  })

  test('replaces what was there, be it a link', () => {
    const target = join(folder, 'target')
    writeFileSync(target, 'kept')
    symlinkSync(target, join(folder, 'link'))
    writeFileSync(join(folder, 'file'), 'a longer text than the word')
    expect(run('word', join(folder, 'link'), join(folder, 'file')).status).toBe(0)
    expect(['target', 'link', 'file'].map(name => readFileSync(join(folder, name), 'utf8'))).toEqual([
      ...['kept', 'word', 'word'],
    ])
  })

  test('fails where a file cannot be written, and prints nothing', () => {
    mkdirSync(join(folder, 'folder'))
    expect(run('word', join(folder, 'folder'))).toMatchObject({status: 1, stdout: ''})
    expect(run('word', join(folder, 'fine'), join(folder, 'missing', 'file'))).toMatchObject({status: 1, stdout: ''})
  })
})

test.each([
  ['linux/amd64', 'amd64'],
  ['linux/amd64/v3', 'amd64'],
  ['linux/arm64', 'arm64'],
  ['linux/arm/v7', null],
  ['linux/riscv64', null],
  ['windows/amd64', null],
  ['linux', null],
])('a machine that is %s runs the program for %s', (platform, architecture) => {
  expect(architectureOf(platform)).toBe(architecture)
})
