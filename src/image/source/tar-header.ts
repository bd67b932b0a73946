/** Bytes of a header, and what each entry is padded to. */
export const HEADER = 512

export type Header = {
  path: string
  /** Of the content, which follows the header. */
  size: number
  /** Type flag: `0` file, `1` hard link, `2` symbolic link, `5` folder, `x` and `g` pax records, `L` and `K` long names. */
  type: string
  /** Where a link leads. */
  link: string
}

/** POSIX.1-2017, pax, "ustar Interchange Format". Null for a block of zeros, the end. Throws for what is no header. */
export function readHeader(block: Buffer): Header | null {
  if (block.every(byte => byte === 0)) return null
  let sum = 8 * 0x20 // the checksum's own field counts as spaces
  for (const [index, byte] of block.entries()) if (index < 148 || index >= 156) sum += byte
  if (octal(block, 148, 8) !== sum) throw new Error('this is no tar archive, or a damaged one')
  const type = String.fromCharCode(block[156]!)
  const name = text(block, 0, 100)
  const prefix = block.toString('latin1', 257, 263) === 'ustar\0' ? text(block, 345, 155) : ''
  return {
    path: prefix === '' ? name : `${prefix}/${name}`,
    size: hasContent(type) ? number(block, 124, 12) : 0,
    type: type === '\0' || type === '7' ? '0' : type,
    link: text(block, 157, 100),
  }
}

/** The records that say where an entry is: `LENGTH KEY=VALUE\n`, LENGTH of the whole record. */
export function readPaxRecords(content: Buffer): Partial<Header> {
  const found: Partial<Header> = {}
  for (let at = 0; at < content.length; ) {
    const space = content.indexOf(' ', at)
    const length = Number(content.toString('latin1', at, Math.max(space, at)))
    const record = content.subarray(space + 1, at + length - 1).toString()
    const equals = record.indexOf('=')
    if (space < at || !Number.isSafeInteger(length) || at + length <= space || equals < 1)
      throw new Error('the archive has a damaged pax header')
    const [key, value] = [record.slice(0, equals), record.slice(equals + 1)]
    if (key === 'path') found.path = value
    if (key === 'linkpath') found.link = value
    if (key === 'size') found.size = whole(Number(value))
    if (key.startsWith('GNU.sparse.')) throw new Error('the archive has a sparse file, which no image is stored in')
    at += length
  }
  return found
}

/** Links, devices, folders and pipes have none, whatever their size says. */
function hasContent(type: string): boolean {
  return !'123456'.includes(type)
}

/** Octal, or big-endian with the first bit set for what octal cannot hold (GNU). */
function number(block: Buffer, at: number, length: number): number {
  if (block[at]! < 0x80) return octal(block, at, length)
  let value = block[at]! & 0x7f
  for (let index = at + 1; index < at + length; index++) value = value * 256 + block[index]!
  return whole(value)
}

function octal(block: Buffer, at: number, length: number): number {
  const digits = text(block, at, length).trim()
  return /^[0-7]*$/.test(digits) ? Number.parseInt(digits || '0', 8) : Number.NaN
}

function text(block: Buffer, at: number, length: number): string {
  const field = block.subarray(at, at + length)
  const end = field.indexOf(0)
  return field.toString('utf8', 0, end < 0 ? length : end)
}

function whole(value: number): number {
  if (!Number.isSafeInteger(value) || value < 0) throw new Error('the archive has an entry of an impossible size')
  return value
}
