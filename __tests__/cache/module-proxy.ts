/** Modules that nobody publishes, served to the go command from a folder (golang.org/ref/mod#goproxy-protocol). */
import {mkdirSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {crc32} from 'node:zlib'

/** Files by their path in the module; there must be a go.mod. */
export function publish(proxy: string, module: string, version: string, files: Record<string, string>): void {
  const folder = join(proxy, escaped(module), '@v')
  mkdirSync(folder, {recursive: true})
  const file = join(folder, escaped(version))
  writeFileSync(`${file}.info`, JSON.stringify({Version: version}))
  writeFileSync(`${file}.mod`, files['go.mod']!)
  writeFileSync(`${file}.zip`, moduleZip(module, version, files))
}

export function escaped(text: string): string {
  return text.replace(/[A-Z]/g, letter => `!${letter.toLowerCase()}`)
}

/** A zip of stored files (pkware.com, APPNOTE.TXT, 4.3). */
export function moduleZip(module: string, version: string, files: Record<string, string>): Buffer {
  const locals: Buffer[] = []
  const central: Buffer[] = []
  let offset = 0
  for (const [path, text] of Object.entries(files)) {
    const name = Buffer.from(`${module}@${version}/${path}`)
    const content = Buffer.from(text)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(0x800, 2)
    common.writeUInt32LE(crc32(content), 10)
    common.writeUInt32LE(content.length, 14)
    common.writeUInt32LE(content.length, 18)
    common.writeUInt16LE(name.length, 22)
    const place = Buffer.alloc(14)
    place.writeUInt32LE(offset, 10)
    locals.push(Buffer.from('PK\x03\x04'), common, name, content)
    central.push(Buffer.from('PK\x01\x02\x14\0'), common, place, name)
    offset += 30 + name.length + content.length
  }
  const end = Buffer.alloc(18)
  end.writeUInt16LE(Object.keys(files).length, 4)
  end.writeUInt16LE(Object.keys(files).length, 6)
  end.writeUInt32LE(Buffer.concat(central).length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...locals, ...central, Buffer.from('PK\x05\x06'), end])
}
