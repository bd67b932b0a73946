import {randomBytes} from 'node:crypto'
import zlib from 'node:zlib'
import {describe, expect, test} from '@jest/globals'
import {gunzip, isGzip} from '../../../src/image/layer/gunzip.ts'

const content = Buffer.concat([randomBytes(3000), Buffer.alloc(30_000, 'a'), randomBytes(100)])
const plain = zlib.gzipSync(content)
const [CHECKSUM, EXTRA, NAME, COMMENT] = [2, 4, 8, 16]

/** With fields that RFC 1952 lets a header have. */
function withFields(flags: number, fields: Buffer): Buffer {
  const head = Buffer.from(plain.subarray(0, 10))
  head[3] = flags
  const sum = Buffer.alloc(flags & CHECKSUM)
  if (sum.length > 0) sum.writeUInt16LE(zlib.crc32(Buffer.concat([head, fields])) & 0xffff)
  return Buffer.concat([head, fields, sum, plain.subarray(10)])
}

function* inPieces(bytes: Buffer, step: number): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += step) yield bytes.subarray(at, at + step)
}

async function drained(part: AsyncIterable<Buffer>): Promise<number> {
  let bytes = 0
  for await (const piece of part) bytes += piece.length
  return bytes
}

async function unpacked(blob: Buffer, step: number, options: zlib.ZlibOptions = {chunkSize: 4096}): Promise<Buffer> {
  let closed = false
  async function* source() {
    try {
      yield* inPieces(blob, step)
    } finally {
      closed = true
    }
  }
  const pieces = source()
  const found: Buffer[] = []
  try {
    const {value} = await pieces.next()
    await gunzip(pieces, value as Buffer, options, async part => {
      const own: Buffer[] = []
      for await (const piece of part) own.push(piece)
      found.push(...own)
      return Buffer.concat(own).length
    })
  } finally {
    await new Promise(setImmediate)
    expect(closed).toBe(true)
  }
  return Buffer.concat(found)
}

const extra = Buffer.from([3, 0, 0, 1, 2])
const text = Buffer.from('file.tar\0')
const good: [string, Buffer, Buffer?][] = [
  ['a plain member', plain],
  ['the best compression', zlib.gzipSync(content, {level: 9})],
  ['stored data', zlib.gzipSync(content, {level: 0})],
  ['nothing', zlib.gzipSync(Buffer.alloc(0)), Buffer.alloc(0)],
  ['a name', withFields(NAME, text)],
  ['an extra field', withFields(EXTRA, extra)],
  ['all fields', withFields(CHECKSUM | EXTRA | NAME | COMMENT, Buffer.concat([extra, text, text]))],
  ['the sign of a text', withFields(1, Buffer.alloc(0))],
  ['a long name', withFields(NAME, Buffer.concat([Buffer.alloc(3000, 'n'), Buffer.alloc(1)]))],
  ['zeros behind it', Buffer.concat([plain, Buffer.alloc(700)])],
  ['anything behind zeros', Buffer.concat([plain, Buffer.alloc(1), Buffer.from('garbage')])],
  ['three members', Buffer.concat([plain, plain, plain]), Buffer.concat([content, content, content])],
  ['an empty member in front', Buffer.concat([zlib.gzipSync(Buffer.alloc(0)), plain])],
]
const bad: [string, Buffer, RegExp][] = [
  ['garbage behind it', Buffer.concat([plain, Buffer.from('garbage')]), /incorrect header check/],
  ['half a second member', Buffer.concat([plain, plain.subarray(0, 500)]), /unexpected end of file/],
  ['no end', plain.subarray(0, -100), /unexpected end of file/],
  ['no trailer', plain.subarray(0, -8), /unexpected end of file/],
  ['half a trailer', plain.subarray(0, -3), /unexpected end of file/],
  ['another size', Buffer.concat([plain.subarray(0, -4), Buffer.alloc(4)]), /incorrect length check/],
  ['a damaged block', Buffer.concat([plain.subarray(0, 10), Buffer.alloc(500, 0xff)]), /invalid block type/],
  ['flags that nobody knows', withFields(0xe0, Buffer.alloc(0)), /unknown header flags set/],
  ['a header alone', plain.subarray(0, 10), /unexpected end of file/],
]

describe.each([1, 7, 1000, 1e9])('in pieces of %d bytes', step => {
  test.each(good)('%s is read as zlib reads it', async (_, blob, expected = content) => {
    expect((await unpacked(blob, step)).equals(expected)).toBe(true)
    expect(zlib.gunzipSync(blob).equals(expected)).toBe(true)
  })

  test.each(bad)('%s is an error', async (_, blob, message) => {
    await expect(unpacked(blob, step)).rejects.toThrow(message)
  })
})

test('cut anywhere it never ends well', async () => {
  const small = zlib.gzipSync('0123456789'.repeat(20))
  for (let length = 1; length < small.length; length++)
    await expect(unpacked(small.subarray(0, length), 5)).rejects.toThrow('unexpected end of file')
})

test('what the reader and the source throw comes out, and both are ended', async () => {
  const reader = async () => {
    const pieces = inPieces(plain, 1000)
    const source = (async function* () {
      yield* pieces
    })()
    await gunzip(source, (await source.next()).value as Buffer, {}, async part => {
      for await (const _ of part) throw new Error('enough')
      return 0
    })
  }
  await expect(reader()).rejects.toThrow('enough')
  const broken = async () => {
    const source = (async function* () {
      yield plain.subarray(0, 1000)
      yield plain.subarray(1000, 2000)
      throw new Error('the network is gone')
    })()
    await gunzip(source, (await source.next()).value as Buffer, {}, drained)
  }
  await expect(broken()).rejects.toThrow('the network is gone')
})

test('an error does not wait for a piece that never comes', async () => {
  const source = (async function* () {
    yield Buffer.concat([plain.subarray(0, 10), Buffer.alloc(500, 0xff)])
    await new Promise(() => {})
  })()
  const {value} = await source.next()
  await expect(gunzip(source, value as Buffer, {}, drained)).rejects.toThrow('invalid block type')
})

test('is known by its first three bytes', () => {
  expect(isGzip(plain)).toBe(true)
  expect(isGzip(plain.subarray(0, 2))).toBe(false)
  expect(isGzip(Buffer.from([0x1f, 0x8b, 7]))).toBe(false)
})
