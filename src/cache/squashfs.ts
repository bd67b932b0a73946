/**
 * A file system around an archive: what `squashfsAround` makes, put before and after the bytes of a tar, is a squashfs
 * 4.0 image whose files are those of the tar, where they lie. Nothing is compressed or copied, so that a cache of 50,000
 * files is there as soon as its archive is on the disk. A tar keeps each file's content in one piece, and squashfs takes
 * content from any byte on (Linux, fs/squashfs/squashfs_fs.h; dr-emann.github.io/squashfs describes each field).
 */
import type {ArchiveEntry} from './archive.ts'

/** A file or folder of the archive, by the names of `ArchiveEntry`. Folders that no entry names are made. */
export type ImageEntry = Pick<ArchiveEntry, 'name' | 'type' | 'size' | 'content' | 'mode'>

export type ImageOptions = {
  /** All files and folders are theirs. */
  uid: number
  gid: number
  /** Added to every mode, 0 to 0o777. */
  mode: number
  /** Of all files and folders; seconds since 1970. */
  mtime: number
  /** Bytes of the archive. */
  bytes: number
}

/** Bytes in front of the archive: the superblock, and zeros up to a page. */
export const HEAD_BYTES = 4096

const MAGIC = 0x73717368
/** Of a file's content. Uncompressed, they are only what the kernel reads ahead. */
const BLOCK_LOG = 17
const BLOCK = 1 << BLOCK_LOG
/** The bit that says uncompressed, of a block of content. */
const STORED_BLOCK = 1 << 24
/** Bytes that a block of metadata has, and the bit in its own length that says uncompressed. */
const METADATA = 8192
const STORED_METADATA = 0x8000
const NONE = 0xffff_ffff
const NOWHERE = 0xffff_ffff_ffff_ffffn
/** Every kernel with squashfs has zlib; nothing here is compressed with it. */
const ZLIB = 1
/** Nothing is compressed, there are no fragments and no extended attributes. */
const FLAGS = 0x0001 | 0x0002 | 0x0008 | 0x0010 | 0x0200 | 0x0800
const TYPE = {directory: 1, file: 2, largeDirectory: 8, largeFile: 9}
/** Entries of a folder that share one header. */
const RUN = 256

type Node = {
  name: Buffer
  /** Null for a folder that the archive does not name. */
  entry: ImageEntry | null
  children: Map<string, Node> | null
  number: number
  /** Where its inode lies in the table, in bytes before that is cut into blocks. */
  at: number
}

/** The bytes before the archive and those after it. Throws an `Error` for names that are no tree. */
export function squashfsAround(entries: Iterable<ImageEntry>, options: ImageOptions): {head: Buffer; tail: Buffer} {
  const root = treeOf(entries)
  const count = numbered(root)
  const inodes = bytesWriter()
  const listings = bytesWriter()
  // By custom, the root's parent is the number after the last.
  writeInodes(root, count + 1, {inodes, listings, options})

  // Behind the archive on a page of its own.
  const gap = Buffer.alloc(padding(HEAD_BYTES + options.bytes, HEAD_BYTES))
  const inodeTable = inBlocks(inodes.done())
  const directoryTable = inBlocks(listings.done())
  const ids = [...new Set([options.uid, options.gid])]
  const idBlock = inBlocks(uint32s(ids))
  const inodeStart = HEAD_BYTES + options.bytes + gap.length
  const directoryStart = inodeStart + inodeTable.length
  const idBlockStart = directoryStart + directoryTable.length
  const idStart = idBlockStart + idBlock.length
  const idIndex = Buffer.alloc(8)
  idIndex.writeBigUInt64LE(BigInt(idBlockStart))
  const used = idStart + idIndex.length

  const head = Buffer.alloc(HEAD_BYTES)
  head.writeUInt32LE(MAGIC, 0)
  head.writeUInt32LE(count, 4)
  head.writeUInt32LE(options.mtime, 8)
  head.writeUInt32LE(BLOCK, 12)
  head.writeUInt16LE(ZLIB, 20)
  head.writeUInt16LE(BLOCK_LOG, 22)
  head.writeUInt16LE(FLAGS, 24)
  head.writeUInt16LE(ids.length, 26)
  head.writeUInt16LE(4, 28) // version 4.0
  const {block, offset} = inBlock(root.at)
  const rootInode = BigInt(block) * 0x1_0000n + BigInt(offset)
  const places = [rootInode, used, idStart, NOWHERE, inodeStart, directoryStart, NOWHERE, NOWHERE]
  for (const [index, place] of places.entries()) head.writeBigUInt64LE(BigInt(place), 32 + 8 * index)
  // A loop device has whole pages.
  const end = Buffer.alloc(padding(used, HEAD_BYTES))
  return {head, tail: Buffer.concat([gap, inodeTable, directoryTable, idBlock, idIndex, end])}
}

function treeOf(entries: Iterable<ImageEntry>): Node {
  const root = folder('')
  for (const entry of entries) {
    if (entry.name === '') continue
    const names = entry.name.split('/')
    const last = names.pop()!
    let at = root
    for (const name of names) {
      const next: Node = at.children?.get(name) ?? folder(name)
      at.children?.set(name, next)
      at = next
    }
    if (at.children === null) throw new Error(`${JSON.stringify(entry.name)} is in a file`)
    const known = at.children.get(last)
    if (known?.children != null && entry.type === 'directory') known.entry = entry
    else if (known !== undefined) throw new Error(`${JSON.stringify(entry.name)} comes twice`)
    else at.children.set(last, {...folder(last), entry, ...(entry.type === 'file' && {children: null})})
  }
  return root
}

function folder(name: string): Node {
  return {name: Buffer.from(name), entry: null, children: new Map(), number: 0, at: 0}
}

/** From 1 on, those of one folder one after the other; returns how many there are. */
function numbered(root: Node): number {
  let last = 1
  root.number = last
  for (const waiting = [root]; waiting.length > 0; ) {
    for (const child of sorted(waiting.shift()!)) {
      child.number = ++last
      if (child.children !== null) waiting.push(child)
    }
  }
  return last
}

/** In the order of a listing: the kernel stops looking where a name is greater. */
function sorted({children}: Node): Node[] {
  return children === null ? [] : [...children.values()].sort((a, b) => Buffer.compare(a.name, b.name))
}

type Tables = {inodes: Writer; listings: Writer; options: ImageOptions}

/** What is in a folder before the folder itself, whose listing says where each inode is. */
function writeInodes(node: Node, parent: number, tables: Tables): void {
  const children = sorted(node)
  for (const child of children) if (child.children !== null) writeInodes(child, node.number, tables)
  for (const child of children) if (child.children === null) writeFile(child, tables)
  writeFolder(node, children, parent, tables)
}

function writeFolder(node: Node, children: Node[], parent: number, {inodes, listings, options}: Tables): void {
  const start = listings.length()
  for (let from = 0; from < children.length; ) {
    const to = endOfRun(children, from)
    const [first] = children.slice(from, to)
    listings.uint32(to - from - 1)
    listings.uint32(inBlock(first!.at).block)
    listings.uint32(first!.number)
    for (const {name, number, at, children: below} of children.slice(from, to)) {
      listings.uint16(inBlock(at).offset)
      listings.uint16(number - first!.number)
      listings.uint16(below === null ? TYPE.file : TYPE.directory)
      listings.uint16(name.length - 1)
      listings.bytes(name)
    }
    from = to
  }
  // `.` and `..` are counted and not listed.
  const size = listings.length() - start + 3
  const links = 2 + children.filter(({children: below}) => below !== null).length
  const large = size > 0xffff
  node.at = inodes.length()
  writeInode(node, large ? TYPE.largeDirectory : TYPE.directory, {inodes, options})
  const {block, offset} = inBlock(start)
  if (large) {
    for (const value of [links, size, block, parent]) inodes.uint32(value)
    inodes.uint16(0) // no index of the listing
    inodes.uint16(offset)
    inodes.uint32(NONE)
  } else {
    inodes.uint32(block)
    inodes.uint32(links)
    inodes.uint16(size)
    inodes.uint16(offset)
    inodes.uint32(parent)
  }
}

/** Entries whose inodes begin in one block of metadata. */
function endOfRun(children: Node[], from: number): number {
  const {block} = inBlock(children[from]!.at)
  let to = from + 1
  while (to < children.length && to - from < RUN && inBlock(children[to]!.at).block === block) to++
  return to
}

function writeFile(node: Node, {inodes, options}: Tables): void {
  const {size, content} = node.entry!
  const start = size === 0 ? 0 : HEAD_BYTES + content
  const large = start + size > NONE
  node.at = inodes.length()
  writeInode(node, large ? TYPE.largeFile : TYPE.file, {inodes, options})
  if (large) {
    for (const value of [start, size, 0]) inodes.uint64(value)
    for (const value of [1, NONE, 0, NONE]) inodes.uint32(value)
  } else for (const value of [start, NONE, 0, size]) inodes.uint32(value)
  for (let left = size; left > 0; left -= BLOCK) inodes.uint32(STORED_BLOCK | Math.min(left, BLOCK))
}

function writeInode({entry, number, children}: Node, type: number, to: Pick<Tables, 'inodes' | 'options'>): void {
  const {inodes, options} = to
  inodes.uint16(type)
  inodes.uint16((entry?.mode ?? (children === null ? 0o644 : 0o755)) | options.mode)
  inodes.uint16(0)
  inodes.uint16(options.uid === options.gid ? 0 : 1)
  inodes.uint32(options.mtime)
  inodes.uint32(number)
}

/** Where a byte of a table is: its block, counted from the table's start in the image, and its place in that block. */
function inBlock(at: number): {block: number; offset: number} {
  return {block: Math.floor(at / METADATA) * (METADATA + 2), offset: at % METADATA}
}

function inBlocks(table: Buffer): Buffer {
  const pieces: Buffer[] = []
  for (let at = 0; at < table.length; at += METADATA) {
    const piece = table.subarray(at, at + METADATA)
    const length = Buffer.alloc(2)
    length.writeUInt16LE(STORED_METADATA | piece.length)
    pieces.push(length, piece)
  }
  return Buffer.concat(pieces)
}

function uint32s(values: number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length)
  for (const [index, value] of values.entries()) bytes.writeUInt32LE(value, 4 * index)
  return bytes
}

function padding(length: number, to: number): number {
  return (to - (length % to)) % to
}

type Writer = {
  uint16: (value: number) => void
  uint32: (value: number) => void
  uint64: (value: number) => void
  bytes: (value: Buffer) => void
  length: () => number
  done: () => Buffer
}

function bytesWriter(): Writer {
  let buffer = Buffer.allocUnsafe(64 * 1024)
  let length = 0
  const room = (bytes: number): number => {
    if (length + bytes > buffer.length) buffer = Buffer.concat([buffer, Buffer.allocUnsafe(buffer.length + bytes)])
    length += bytes
    return length - bytes
  }
  // The buffer may be another one after room() was asked for.
  return {
    uint16(value) {
      const at = room(2)
      buffer.writeUInt16LE(value, at)
    },
    uint32(value) {
      const at = room(4)
      buffer.writeUInt32LE(value, at)
    },
    uint64(value) {
      const at = room(8)
      buffer.writeBigUInt64LE(BigInt(value), at)
    },
    bytes(value) {
      const at = room(value.length)
      value.copy(buffer, at)
    },
    length: () => length,
    done: () => buffer.subarray(0, length),
  }
}
