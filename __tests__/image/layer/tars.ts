/** Tars byte by byte, right and wrong ones, and what our reader makes of a tar. */
import zlib from 'node:zlib'
import {feed} from '../../../src/image/layer/feed.ts'
import {readTar, type TarEntry} from '../../../src/image/layer/tar.ts'

export type Header = {
  name: string | Buffer
  type?: string
  size?: number
  link?: string
  mode?: number
  format?: 'ustar' | 'gnu' | 'v7' | 'star'
  /** Written over the block before its checksum is made, at these places. */
  raw?: Record<number, string | Buffer>
  checksum?: string
}

export function header({
  name,
  type = '0',
  size = 0,
  link = '',
  mode = 0o644,
  format = 'ustar',
  ...more
}: Header): Buffer {
  const block = Buffer.alloc(512)
  const octal = (value: number, at: number, length: number) =>
    block.write(`${value.toString(8).padStart(length - 1, '0')}\0`, at, 'latin1')
  Buffer.from(name).copy(block, 0)
  octal(mode, 100, 8)
  octal(0, 108, 8)
  octal(0, 116, 8)
  octal(size, 124, 12)
  octal(0, 136, 12)
  block.write(type, 156, 'latin1')
  block.write(link, 157)
  block.write({ustar: 'ustar\x0000', gnu: 'ustar  \0', v7: '', star: 'ustar\x0000'}[format], 257, 'latin1')
  if (format === 'star') block.write('tar\0', 508, 'latin1')
  for (const [at, bytes] of Object.entries(more.raw ?? {})) Buffer.from(bytes).copy(block, Number(at))
  block.fill(' ', 148, 156)
  const sum = block.reduce((total, byte) => total + byte, 0)
  block.write(more.checksum ?? `${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1')
  return block
}

export function padded(content: Buffer | string): Buffer {
  const bytes = Buffer.from(content)
  return Buffer.concat([bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)])
}

export function file(name: string | Buffer, content: Buffer | string = '', more: Partial<Header> = {}): Buffer {
  return Buffer.concat([header({name, size: Buffer.from(content).length, ...more}), padded(content)])
}

export function pax(records: Record<string, string | Buffer>, type = 'x'): Buffer {
  const lines = Object.entries(records).map(([key, value]) => record(key.replace(/#.*/, ''), Buffer.from(value)))
  return file('PaxHeaders/0', Buffer.concat(lines), {type})
}

function record(key: string, value: Buffer): Buffer {
  const rest = Buffer.concat([Buffer.from(` ${key}=`), value, Buffer.from('\n')])
  let length = rest.length
  while (rest.length + String(length).length !== length) length = rest.length + String(length).length
  return Buffer.concat([Buffer.from(String(length)), rest])
}

export function tarOf(...parts: Buffer[]): Buffer {
  return Buffer.concat([...parts, Buffer.alloc(1024)])
}

export type Found = TarEntry & {content: Buffer | null}

export const LIMITS = {entries: 10_000, names: 1_000_000}

/** In pieces of `step` bytes. */
export function entriesOf(tar: Buffer, step = tar.length || 1, limits = LIMITS): Found[] {
  const found: Found[] = []
  const reader = feed(
    readTar(entry => {
      const content = entry.kind === 'file' ? Buffer.alloc(Math.min(entry.bytes, 1e7)) : null
      found.push({...entry, content})
      return content && {piece: (piece, at) => void piece.copy(content, at), end: () => {}}
    }, limits),
  )
  for (let at = 0; at < tar.length; at += step) reader.write(tar.subarray(at, at + step))
  reader.end()
  return found
}

export function crcOf(content: Buffer): string {
  return zlib.crc32(content).toString(16).padStart(8, '0')
}
