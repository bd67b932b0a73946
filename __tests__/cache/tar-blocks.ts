/** Tar archives block by block, so that a test can write what no tar program would. */

export type Member = {
  name: string
  /** ustar's type flag; a file unless told, a folder when the name ends in a slash. */
  type?: string
  content?: string | Buffer
  target?: string
  mode?: number
  /** What the header says instead of the truth. */
  size?: number
  magic?: string
  prefix?: string
}

export function tar(members: Member[], endBlocks = 2): Buffer {
  return Buffer.concat([...members.map(block), Buffer.alloc(512 * endBlocks)])
}

export function block(member: Member): Buffer {
  const {name, target = '', magic = 'ustar\x0000', prefix = ''} = member
  const content = Buffer.from(member.content ?? '')
  const type = member.type ?? (name.endsWith('/') ? '5' : '0')
  const header = Buffer.alloc(512)
  header.write(name, 0, 100)
  header.write(`${(member.mode ?? (type === '5' ? 0o755 : 0o644)).toString(8).padStart(7, '0')}\0`, 100)
  header.write('0000000\x000000000\0', 108)
  header.write(`${(member.size ?? content.length).toString(8).padStart(11, '0')}\0`, 124)
  header.write('00000000000\0', 136)
  header.write(type, 156, 'latin1')
  header.write(target, 157, 100)
  header.write(magic, 257, 'latin1')
  header.write(prefix, 345, 155)
  header.fill(' ', 148, 156)
  const sum = header.reduce((total, byte) => total + byte, 0)
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return Buffer.concat([header, content, Buffer.alloc((512 - (content.length % 512)) % 512)])
}

/** A pax header for the next member. */
export function pax(values: Record<string, string>, type = 'x'): Member {
  const records = Object.entries(values).map(([key, value]) => {
    const rest = Buffer.byteLength(` ${key}=${value}\n`)
    let length = rest + 1
    while (`${length}`.length + rest !== length) length++
    return `${length} ${key}=${value}\n`
  })
  return {name: 'PaxHeaders/x', type, content: records.join('')}
}

/** A GNU long name for the next member. */
export function long(name: string): Member {
  return {name: '././@LongLink', type: 'L', content: `${name}\0`, magic: 'ustar  \0'}
}
