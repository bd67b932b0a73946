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
  const prefix = text(block, 345, prefixEnd)
  const name = text(block, 0, 100)
  return {
    type: String.fromCharCode(block[156]!),
    name: prefix.length === 0 ? name : Buffer.concat([prefix, SLASH, name]),
    link: text(block, 157, 257),
    size: number(block, 124, 12),
    mode: number(block, 100, 8),
    isGnu: format === 'gnu',
  }
}

const SLASH = Buffer.from('/')

function formatOf(block: Buffer): 'v7' | 'ustar' | 'star' | 'gnu' {
  const magic = block.toString('latin1', 257, 265)
  if (magic === 'ustar  \0') return 'gnu'
  if (!magic.startsWith('ustar\0')) return 'v7'
  return block.toString('latin1', 508, 512) === 'tar\0' ? 'star' : 'ustar'
}

/** The sum of all bytes, those of the sum itself taken as spaces; Sun's tar took them as signed. */
function checkSum(block: Buffer): void {
  let unsigned = 8 * 0x20
  let signed = unsigned
  for (let at = 0; at < BLOCK; at++) {
    if (at === 148) at = 156
    const byte = block[at]!
    unsigned += byte
    signed += byte < 0x80 ? byte : byte - 0x100
  }
  const sum = number(block, 148, 8)
  if (sum !== unsigned && sum !== signed) throw new Error('the checksum of a header is wrong')
}

/** Octal digits, or GNU's base-256 where the first bit is set: big-endian, without that bit. */
export function number(block: Buffer, from: number, length: number): number {
  const value =
    block[from]! & 0x80 ? base256(block, from, length) : octal(block.toString('latin1', from, from + length))
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
function octal(field: string): number {
  const digits = /^[ \0]*([0-7]*) *(?:\0|$)/.exec(field)?.[1]
  return digits === undefined ? Number.NaN : Number.parseInt(`0${digits}`, 8)
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
