/**
 * One header block of a tar, read as Go's archive/tar reads it (reader.go readHeader, strconv.go): that is what
 * containerd and Docker unpack layers with. Formats: v7, ustar, star, GNU and pax.
 */
import {isUtf8} from 'node:buffer'

export const BLOCK = 512

export type TarHeader = {
  type: string
  /** As they are in the block, ended by a zero. */
  name: Buffer
  link: Buffer
  size: number
  mode: number
  isGnu: boolean
}

export function readHeader(block: Buffer): TarHeader {
  checkSum(block)
  const format = formatOf(block)
  const prefixEnd = format === 'ustar' ? 500 : format === 'star' ? 476 : 345
  const prefix = block[345] === 0 ? EMPTY : text(block, 345, prefixEnd)
  const name = text(block, 0, 100)
  return {
    type: String.fromCharCode(block[156]!),
    name: prefix.length === 0 ? name : Buffer.concat([prefix, SLASH, name]),
    link: block[157] === 0 ? EMPTY : text(block, 157, 257),
    size: number(block, 124, 12),
    mode: number(block, 100, 8),
    isGnu: format === 'gnu',
  }
}

const SLASH = Buffer.from('/')
const EMPTY = Buffer.alloc(0)

const [USTA, TAR_ZERO, R_GNU] = ['usta', 'tar\0', 'r  \0'].map(word => Buffer.from(word).readUInt32BE())
const R_ZERO = Buffer.from('r\0').readUInt16BE()

function formatOf(block: Buffer): 'v7' | 'ustar' | 'star' | 'gnu' {
  if (block.readUInt32BE(257) !== USTA) return 'v7'
  const magic = block.readUInt32BE(261)
  if (magic === R_GNU) return 'gnu'
  if (magic >>> 16 !== R_ZERO) return 'v7'
  return block.readUInt32BE(508) === TAR_ZERO ? 'star' : 'ustar'
}

/** The sum of all bytes, those of the sum itself taken as spaces; Sun's tar took them as signed. */
function checkSum(block: Buffer): void {
  let unsigned = 8 * 0x20
  for (let at = 0; at < 148; at++) unsigned += block[at]!
  for (let at = 156; at < BLOCK; at++) unsigned += block[at]!
  const sum = number(block, 148, 8)
  if (sum === unsigned) return
  const high = block.filter((byte, at) => byte >= 0x80 && (at < 148 || at >= 156)).length
  if (sum !== unsigned - 0x100 * high) throw new Error('the checksum of a header is wrong')
}

/** Octal digits, or GNU's base-256 where the first bit is set: big-endian, without that bit. */
export function number(block: Buffer, from: number, length: number): number {
  const value = block[from]! & 0x80 ? base256(block, from, length) : octal(block, from, from + length)
  if (!Number.isSafeInteger(value)) throw new Error('a number in a header cannot be read')
  return value
}

function base256(block: Buffer, from: number, length: number): number {
  // The next bit is the sign, and nothing here can be negative.
  if (block[from]! & 0x40) return Number.NaN
  let value = block[from]! & 0x3f
  for (let at = from + 1; at < from + length; at++) value = value * 256 + block[at]!
  return value
}

/** Spaces and zeros around the digits; after a zero, anything. */
function octal(block: Buffer, from: number, end: number): number {
  const [SPACE, ZERO, EIGHT] = [0x20, 0x30, 0x38]
  let at = from
  let value = 0
  while (at < end && (block[at] === SPACE || block[at] === 0)) at++
  for (; at < end && block[at]! >= ZERO && block[at]! < EIGHT; at++) value = value * 8 + block[at]! - ZERO
  while (at < end && block[at] === SPACE) at++
  return at === end || block[at] === 0 ? value : Number.NaN
}

export function text(block: Buffer, from = 0, to = block.length): Buffer {
  const zero = block.indexOf(0, from)
  return block.subarray(from, zero === -1 || zero > to ? to : zero)
}

/** Names are bytes. Those that are no UTF-8 are written as `\xff`, so that two of them do not become one. */
export function nameOf(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString('utf8')
  return bytes.toString('latin1').replace(/[\x80-\xff]/g, byte => `\\x${byte.charCodeAt(0).toString(16)}`)
}

/** As in `/`: no slash at the start or end, no `.`, and no `..`, which leads nowhere from the root. */
export function cleanPath(name: string): string {
  if (!UNCLEAN.test(name)) return name
  const parts: string[] = []
  for (const part of name.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return parts.join('/')
}

const UNCLEAN = /^\/|\/$|\/\/|^\.|\/\./
