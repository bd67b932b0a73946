import {execFileSync} from 'node:child_process'
import {
  closeSync,
  ftruncateSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, expect, test} from '@jest/globals'
import {entriesOf} from './tars.ts'

let folder: string
const paths = [
  'plain',
  'dir',
  'dir/inner',
  'link',
  `${'long-'.repeat(30)}/${'name-'.repeat(30)}`,
  'sparse',
  'sparse-end',
  'ümläut',
  'fifo',
]

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'real-tars-'))
  const at = (name: string) => join(folder, name)
  writeFileSync(at('plain'), 'plain', {mode: 0o755})
  mkdirSync(at('dir'))
  writeFileSync(at('dir/inner'), Buffer.alloc(5000, 'i'))
  symlinkSync('dir/inner', at('link'))
  mkdirSync(at('long-'.repeat(30)))
  writeFileSync(at(paths[4]!), 'long')
  const sparse = openSync(at('sparse'), 'w')
  for (let part = 0; part < 40; part++) writeSync(sparse, Buffer.alloc(4096, 65 + part), 0, 4096, part * 65536)
  closeSync(sparse)
  const end = openSync(at('sparse-end'), 'w')
  writeSync(end, Buffer.alloc(4096, 'e'))
  ftruncateSync(end, 1_000_000)
  closeSync(end)
  writeFileSync(at('ümläut'), '')
  execFileSync('mkfifo', [at('fifo')])
  linkSync(at('plain'), at('z-hard'))
})
afterAll(() => rmSync(folder, {recursive: true, force: true}))

test.each([
  ['gnu'],
  ['gnu', '--sparse'],
  ['oldgnu', '--sparse'],
  ['pax'],
  ['pax', '--sparse', '--sparse-version=0.0'],
  ['pax', '--sparse', '--sparse-version=0.1'],
  ['pax', '--sparse', '--sparse-version=1.0'],
  ['ustar'],
])('what GNU tar writes as %s %s %s reads as the files that it is', (format, ...more) => {
  // ustar cannot hold the name.
  const names = [...paths, 'z-hard'].filter(name => format !== 'ustar' || name !== paths[4])
  const tar = execFileSync('tar', ['-c', `--format=${format}`, ...more, '--no-recursion', '-C', folder, ...names], {
    maxBuffer: 1e8,
  })
  const entries = entriesOf(tar, 10_007)
  expect(entries.map(entry => entry.path)).toEqual(names)
  for (const entry of entries) {
    const stat = lstatSync(join(folder, entry.path))
    expect(entry.kind).toBe(
      stat.isDirectory()
        ? 'folder'
        : stat.isSymbolicLink()
          ? 'symlink'
          : stat.isFIFO()
            ? 'fifo'
            : entry.path === 'z-hard'
              ? 'hardlink'
              : 'file',
    )
    expect(entry.mode).toBe(stat.mode & 0o7777)
    if (entry.kind === 'file') expect(entry.content!.equals(readFileSync(join(folder, entry.path)))).toBe(true)
    if (entry.kind === 'symlink') expect(entry.target).toBe('dir/inner')
    if (entry.kind === 'hardlink') expect(entry.target).toBe('plain')
  }
})
