import {readFileSync} from 'node:fs'
import {beforeAll, expect, test} from '@jest/globals'
import {readGoProgram} from '../../../src/image/go/program.ts'
import {accessTo, buildProgram} from './programs.ts'

let program = Buffer.alloc(0)
beforeAll(async () => {
  const made = await buildProgram({release: 'local', flags: ['-ldflags=-s -w']})
  if ('missing' in made) throw new Error(made.missing)
  program = readFileSync(made.file)
}, 300_000)

/** Numbers from 0 up to 1 that are the same in each run (xorshift). */
function numbers(seed: number): () => number {
  let state = seed
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 0x1_0000_0000
  }
}

/** Reads it, and tells that all promises about the answer hold. */
function check(bytes: Buffer) {
  const began = performance.now()
  const found = readGoProgram(accessTo(bytes), 'app')
  expect(performance.now() - began).toBeLessThan(5000)
  if (!found) return
  expect(found.bytes).toBe(bytes.length)
  expect(found.sections.reduce((sum, section) => sum + section.bytes, 0)).toBe(bytes.length)
  expect(found.sections.every(section => section.bytes > 0)).toBe(true)
  expect(found.packages.every(one => one.codeBytes >= 0 && one.tableBytes >= 0)).toBe(true)
  expect(JSON.stringify(found).length).toBeLessThan(20_000_000)
}

/** Headers, the function table, build information and the tables behind them decide what is read. */
function tellingPlaces(): number[] {
  const at = (text: string) => program.indexOf(text, 0, 'latin1')
  const table = program.indexOf(Buffer.from('f1ffffff0000', 'hex'))
  const records = table + Number(program.readBigUInt64LE(table + 8 + 7 * 8))
  return [0, 64, Number(program.readBigUInt64LE(40)), table, records, at('\xff Go buildinf:'), at('.gopclntab')]
}

test('a program that ends too early', () => {
  const random = numbers(7)
  for (let run = 0; run < 30; run++) check(program.subarray(0, Math.floor(program.length * random())))
})

test('a program with bytes changed where it matters', () => {
  const random = numbers(11)
  const places = tellingPlaces()
  const values = [0, 1, 0x7f, 0x80, 0xff]
  for (let run = 0; run < 100; run++) {
    const copy = Buffer.from(program)
    for (let change = 0; change < 4; change++) {
      const at = places[Math.floor(random() * places.length)]! + Math.floor(random() * 256)
      copy.fill(values[Math.floor(random() * values.length)]!, at, Math.min(copy.length, at + (random() < 0.5 ? 1 : 8)))
    }
    check(copy)
  }
})

test('a program with bytes changed anywhere', () => {
  const random = numbers(13)
  for (let run = 0; run < 30; run++) {
    const copy = Buffer.from(program)
    for (let change = 0; change < 1000; change++) copy[Math.floor(random() * copy.length)] = Math.floor(random() * 256)
    check(copy)
  }
})

test('a function table whose records are all the same long one', () => {
  const copy = Buffer.from(program)
  const table = copy.indexOf(Buffer.from('f1ffffff0000', 'hex'))
  const records = table + Number(copy.readBigUInt64LE(table + 8 + 7 * 8))
  const first = copy.readUInt32LE(records + 4)
  for (let index = 0; index < Number(copy.readBigUInt64LE(table + 8)) - 1; index++)
    copy.writeUInt32LE(first, records + 8 * index + 4)
  copy.writeUInt32LE(10_000, records + first + 28)
  expect(readGoProgram(accessTo(copy), 'app')!.unread).toEqual(['The function table is damaged.'])
})

test('a program whose sections all are the whole file, and none the function table', () => {
  const count = 4000
  const table = Buffer.alloc(64 * count)
  for (let at = 64; at < table.length; at += 64) {
    table.writeUInt32LE(1, at + 4)
    table.writeUInt32LE(2, at + 8)
    table.writeUInt32LE(program.length, at + 32)
  }
  const copy = Buffer.concat([program, table])
  copy.fill(0, copy.indexOf(Buffer.from('f1ffffff0000', 'hex')), copy.indexOf(Buffer.from('f1ffffff0000', 'hex')) + 8)
  copy.writeBigUInt64LE(BigInt(program.length), 40)
  copy.writeUInt16LE(count, 60)
  copy.writeUInt16LE(0, 62)
  check(copy)
  expect(readGoProgram(accessTo(copy), 'app')!.packages).toEqual([])
})
