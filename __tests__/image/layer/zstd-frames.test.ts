import {describe, expect, test} from '@jest/globals'
import {frameCutter} from '../../../src/image/layer/zstd-frames.ts'

const MAGIC = Buffer.from([0x28, 0xb5, 0x2f, 0xfd])
/** RFC 8878, 3.1.1.2: 3 bytes little-endian, the last bit says that it is the last block, two bits the type. */
const block = (type: number, size: number, content: number, last: boolean) => {
  const header = Buffer.alloc(3)
  header.writeUIntLE((size << 3) | (type << 1) | (last ? 1 : 0), 0, 3)
  return Buffer.concat([header, Buffer.alloc(content, 0x28)])
}
const raw = (size: number, last = true) => block(0, size, size, last)
const repeated = (size: number, last = true) => block(1, size, 1, last)
const frame = (descriptor: number, header: number, ...rest: Buffer[]) =>
  Buffer.concat([MAGIC, Buffer.from([descriptor]), Buffer.alloc(header), ...rest])
const skippable = (size: number, number = 0) => {
  const header = Buffer.alloc(8)
  header.writeUInt32LE(0x184d2a50 + number, 0)
  header.writeUInt32LE(size, 4)
  return Buffer.concat([header, Buffer.alloc(size, 0x28)])
}

/** Where frames end, whatever pieces the bytes come in. */
function endsOf(bytes: Buffer, step: number): number[] {
  const cutter = frameCutter()
  const ends: number[] = []
  let at = 0
  for (let from = 0; from < bytes.length; from += step) {
    const piece = bytes.subarray(from, from + step)
    const parts = cutter.cut(piece)
    expect(Buffer.concat(parts).equals(piece)).toBe(true)
    for (const part of parts) {
      at += part.length
      ends.push(at)
    }
  }
  cutter.end()
  return ends
}

test.each<[string, Buffer[]]>([
  ['a window, one raw block', [frame(0x00, 1, raw(10))]],
  ['a size and no window', [frame(0x20, 1, raw(10))]],
  ['a size of 8 bytes, a dictionary, a checksum', [frame(0xc0 | 0x04 | 0x03, 1 + 4 + 8, raw(10), Buffer.alloc(4))]],
  ['a repeated byte, which is one byte long', [frame(0x00, 1, repeated(100_000))]],
  ['several blocks, an empty one among them', [frame(0x00, 1, raw(5, false), repeated(9, false), raw(0))]],
  ['a table', [skippable(0), skippable(100, 15)]],
  ['frames and tables', [skippable(3), frame(0x00, 1, raw(10)), frame(0x20, 1, raw(0)), skippable(7, 3)]],
])('frames are found by their headers: %s', (_, frames) => {
  const ends = frames.map((__, index) => Buffer.concat(frames.slice(0, index + 1)).length)
  const bytes = Buffer.concat(frames)
  expect(endsOf(bytes, bytes.length)).toEqual(ends)
  for (const step of [1, 2, 3, 7, 20]) expect(endsOf(bytes, step)).toEqual(expect.arrayContaining(ends))
})

describe('what is not whole is an error', () => {
  const bytes = frame(0x04, 1, raw(10, false), raw(5), Buffer.alloc(4))
  test.each([2, 4, 5, 8, 15, bytes.length - 5, bytes.length - 1])('cut off after %d bytes', length => {
    expect(() => endsOf(bytes.subarray(0, length), 100)).toThrow('truncated in a')
  })
  test('something else after a frame', () => {
    expect(() => endsOf(Buffer.concat([bytes, Buffer.from('garbage')]), 100)).toThrow('no zstd frame')
  })
  test('nothing is whole', () => {
    expect(endsOf(Buffer.alloc(0), 1)).toEqual([])
  })
})
