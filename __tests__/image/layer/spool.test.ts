import {existsSync, mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterEach, beforeEach, describe, expect, test} from '@jest/globals'
import {closeShelf, programSpool, type Shelf, SMALLEST_PROGRAM, wantsSpool} from '../../../src/image/layer/spool.ts'

let folder: string
let shelf: Shelf
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'spool-'))
  shelf = {path: join(folder, 'program'), memory: null, file: null, window: null}
})
afterEach(() => {
  closeShelf(shelf)
  rmSync(folder, {recursive: true, force: true})
})

const ELF = Buffer.from('\x7fELF', 'latin1')
const MARK = Buffer.from('\xff Go buildinf:', 'latin1')

function program(size: number, marks: Record<number, Buffer> = {}): Buffer {
  const bytes = Buffer.alloc(size, 'x')
  ELF.copy(bytes)
  for (const [at, mark] of Object.entries(marks)) mark.copy(bytes, Number(at))
  return bytes
}

/** What is handed on of a file that comes in pieces; null for nothing. */
function kept(bytes: Buffer, step: number): Buffer | null {
  const spool = programSpool(shelf, bytes.length)
  for (let at = 0; at < bytes.length; at += step) spool.piece(bytes.subarray(at, at + step), at)
  const file = spool.file()
  const content = file?.read(0, file.size) ?? null
  if (file) {
    expect(file.read(5, 10).equals(bytes.subarray(5, 15))).toBe(true)
    expect(file.read(file.size - 3, 100).equals(bytes.subarray(-3))).toBe(true)
    expect(file.read(file.size + 3, 100)).toHaveLength(0)
  }
  const copy = content && Buffer.from(content)
  return copy
}

describe('a program is kept by the mark of its build information, wherever it is', () => {
  test.each([
    ['in memory', 200_000],
    ['in a file', 5_000_000],
  ])('%s', (_, size) => {
    for (const at of [100, 4095, 65_530, 65_535, 131_065, size - MARK.length]) {
      const bytes = program(size, {[at]: MARK})
      for (const step of [65_536, 40_000, size]) expect(kept(bytes, step)?.equals(bytes)).toBe(true)
    }
    expect(existsSync(shelf.path)).toBe(size > 4_000_000)
  })

  test('what begins like the mark is none', () => {
    const like = Buffer.from('Go build Go buildinf: \xff Go buildinfo', 'latin1')
    const decoys = {0: like, 100: like, 400: Buffer.from('\xff Go built')}
    expect(kept(program(3000, decoys), 3000)).toBeNull()
    const bytes = program(3000, {...decoys, 1500: MARK})
    for (const step of [7, 512, 3000]) expect(kept(bytes, step)?.equals(bytes)).toBe(true)
  })

  test('pieces that are shorter than the mark', () => {
    const bytes = program(3000, {1000: MARK})
    for (const step of [1, 5, 13, 14]) expect(kept(bytes, step)?.equals(bytes)).toBe(true)
  })

  test('one that UPX packed is kept, for its mark cannot be seen', () => {
    const bytes = program(200_000, {236: Buffer.from('UPX!')})
    expect(kept(bytes, 65_536)?.equals(bytes)).toBe(true)
  })

  test.each<[string, Buffer]>([
    ['a program in C', program(200_000)],
    ['a mark that is cut off', program(200_000, {199990: MARK})],
    ['a mark that is spelled otherwise', program(200_000, {500: Buffer.from(' Go buildinf:')})],
    ['one that only speaks of UPX', program(200_000, {9000: Buffer.from('UPX!')})],
  ])('%s is not', (_, bytes) => {
    expect(kept(bytes, 65_536)).toBeNull()
  })
})

test.each([200_000, 5_000_000])('what one file of %d bytes had is not seen in the holes of the next', size => {
  kept(program(size, {100: MARK}), 65_536)
  const spool = programSpool(shelf, size)
  const start = program(1000, {100: MARK})
  spool.piece(start, 0)
  spool.piece(Buffer.alloc(1000, 'y'), 50_000)
  const expected = Buffer.concat([start, Buffer.alloc(49_000), Buffer.alloc(1000, 'y'), Buffer.alloc(size - 51_000)])
  expect(spool.file()!.read(0, size).equals(expected)).toBe(true)
})

test.each<[string, Buffer, number, number, boolean]>([
  ['an executable', ELF, 0, SMALLEST_PROGRAM, true],
  ['a small one', ELF, 0, SMALLEST_PROGRAM - 1, false],
  ['one of no size for a program', ELF, 0, 1e12, false],
  ['a text', Buffer.from('text'), 0, SMALLEST_PROGRAM, false],
  ['a text that names it', Buffer.from(' \x7fELF', 'latin1'), 0, SMALLEST_PROGRAM, false],
  ['one behind a hole', ELF, 512, SMALLEST_PROGRAM, false],
])('%s: wanted or not', (_, first, at, size, wanted) => {
  expect(wantsSpool(first, at, size)).toBe(wanted)
})
