/**
 * Records of a pax extended header, `LENGTH KEY=VALUE\n` (pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html,
 * "pax Extended Header"). The offsets and lengths of GNU's sparse format 0.0 come as repeated keys; they are put
 * together as format 0.1 has them, as Go's archive/tar does (strconv.go, parsePAX's caller in reader.go).
 */
export type PaxRecords = ReadonlyMap<string, Buffer>

const NAMES = new Set(['path', 'linkpath', 'GNU.sparse.name'])

export function readPax(content: Buffer): PaxRecords {
  const records = new Map<string, Buffer>()
  const sparse: string[] = []
  for (let at = 0; at < content.length; ) {
    const space = content.indexOf(0x20, at)
    const length = space === -1 ? Number.NaN : decimal(content.subarray(at, space))
    const end = at + length
    const equals = content.indexOf(0x3d, space)
    if (!(end <= content.length) || equals === -1 || equals >= end || content[end - 1] !== 0x0a)
      throw new Error('a pax header cannot be read')
    const key = content.toString('latin1', space + 1, equals)
    const value = content.subarray(equals + 1, end - 1)
    if (NAMES.has(key) && value.includes(0)) throw new Error('a name in a pax header has a zero in it')
    if (key === 'GNU.sparse.offset' || key === 'GNU.sparse.numbytes') sparse.push(value.toString('latin1'))
    // A record without a value takes back one of before.
    else if (value.length === 0) records.delete(key)
    else records.set(key, Buffer.from(value))
    at = end
  }
  return sparse.length === 0 ? records : records.set('GNU.sparse.map', Buffer.from(sparse.join(',')))
}

/** NaN for what is no decimal number. */
export function decimal(bytes: Buffer): number {
  const digits = bytes.length > 16 ? '' : bytes.toString('latin1')
  const value = /^\d+$/.test(digits) ? Number(digits) : Number.NaN
  return Number.isSafeInteger(value) ? value : Number.NaN
}
