/** Zips as somebody might write them who wants two readers to see different things (pkware.com, APPNOTE.TXT, 4.3). */
import {crc32, deflateRawSync} from 'node:zlib'

export type ZipFile = {
  name: string | Buffer
  content: string | Buffer
  /** Stored unless deflated. */
  method?: number
  /** The checksum comes after the content; `bare` without a signature, `wrong` with another checksum. */
  descriptor?: 'signed' | 'bare' | 'wrong'
  /** What the headers say instead of the truth. */
  crc?: number
  size?: number
  compressedSize?: number
  flags?: number
  extra?: Buffer
  /** Name in the local header. */
  localName?: string
  /** Takes the local header and the content of the entry with this number. */
  shares?: number
}

export type ZipEnd = {
  comment?: string
  /** Bytes in front of everything, which no offset counts. */
  prefix?: Buffer
  /** Bytes between the directory and its end. */
  gap?: Buffer
  /** Added to the truth. */
  count?: number
  directorySize?: number
}

export function zip(files: ZipFile[], {comment = '', prefix, gap, count = 0, directorySize = 0}: ZipEnd = {}): Buffer {
  const bodies: Buffer[] = []
  const central: Buffer[] = []
  const offsets: number[] = []
  let offset = 0
  for (const file of files) {
    const name = Buffer.from(file.name)
    const content = Buffer.from(file.content)
    const {method = 0, descriptor, extra = Buffer.alloc(0), flags = 0x800} = file
    const raw = method === 8 ? deflateRawSync(content) : content
    const crc = file.crc ?? crc32(content)
    const fields = Buffer.alloc(26)
    fields.writeUInt16LE(20, 0)
    fields.writeUInt16LE(flags | (descriptor ? 8 : 0), 2)
    fields.writeUInt16LE(method, 4)
    fields.writeUInt32LE(crc, 10)
    fields.writeUInt32LE(file.compressedSize ?? raw.length, 14)
    fields.writeUInt32LE(file.size ?? content.length, 18)
    fields.writeUInt16LE(name.length, 22)
    fields.writeUInt16LE(extra.length, 24)
    const place = Buffer.alloc(14)
    place.writeUInt32LE(file.shares === undefined ? offset : offsets[file.shares]!, 10)
    offsets.push(offset)
    central.push(Buffer.from('PK\x01\x02\x14\0'), fields, place, name, extra)
    if (file.shares !== undefined) continue
    const localName = Buffer.from(file.localName ?? name)
    const local = Buffer.from(fields)
    local.writeUInt16LE(localName.length, 22)
    local.writeUInt16LE(0, 24)
    const trailer = descriptor ? descriptorOf(descriptor, crc, raw.length, content.length) : Buffer.alloc(0)
    const body = Buffer.concat([Buffer.from('PK\x03\x04'), local, localName, raw, trailer])
    bodies.push(body)
    offset += body.length
  }
  const directory = Buffer.concat(central)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(files.length + count, 4)
  end.writeUInt16LE(files.length + count, 6)
  end.writeUInt32LE(directory.length + directorySize, 8)
  end.writeUInt32LE(offset, 12)
  end.writeUInt16LE(comment.length, 16)
  const between = gap ?? Buffer.alloc(0)
  return Buffer.concat([
    prefix ?? Buffer.alloc(0),
    ...bodies,
    directory,
    between,
    Buffer.from('PK\x05\x06'),
    end,
    Buffer.from(comment),
  ])
}

function descriptorOf(kind: 'signed' | 'bare' | 'wrong', crc: number, compressedSize: number, size: number): Buffer {
  const fields = Buffer.alloc(12)
  fields.writeUInt32LE(kind === 'wrong' ? (crc ^ 1) >>> 0 : crc, 0)
  fields.writeUInt32LE(compressedSize, 4)
  fields.writeUInt32LE(size, 8)
  return kind === 'bare' ? fields : Buffer.concat([Buffer.from('PK\x07\x08'), fields])
}
