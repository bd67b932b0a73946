import {createReadStream, createWriteStream} from 'node:fs'
import {mkdtemp, open, rm, stat} from 'node:fs/promises'
import {join} from 'node:path'
import type {Transform} from 'node:stream'
import {pipeline} from 'node:stream/promises'
import zlib from 'node:zlib'
import {UserError} from '../../runner/errors.ts'
import type {BlobSource} from './blob-source.ts'
import {dockerArchiveSource} from './docker-archive.ts'
import {tarFiles} from './tar-files.ts'

/** Whatever is smaller may unpack to this much; layers hardly shrink by a hundred. */
const ALWAYS_ALLOWED = 1024 ** 3
const MAX_RATIO = 100

/**
 * An OCI layout or docker archive in a tar, which is read in place. One that is compressed as a whole is unpacked into a
 * file below `temp` first, because its blobs can only be found in order.
 */
export async function archiveSource(
  file: string,
  {name, tag, temp}: {name: string; tag: string | null; temp: string},
): Promise<BlobSource> {
  const unpacked = await decompressed(file, temp)
  const dispose = async () => {
    if (unpacked !== null) await rm(unpacked.folder, {recursive: true, force: true})
  }
  try {
    return await dockerArchiveSource(await tarFiles(unpacked?.file ?? file), {name, tag, dispose})
  } catch (error) {
    await dispose()
    throw error
  }
}

/** Null for what is not compressed. */
async function decompressed(file: string, temp: string): Promise<{file: string; folder: string} | null> {
  const unpack = await decompressor(file)
  if (unpack === null) return null
  const limit = Math.max(ALWAYS_ALLOWED, (await stat(file)).size * MAX_RATIO)
  const folder = await mkdtemp(join(temp, 'go-image-archive-'))
  const target = join(folder, 'archive.tar')
  try {
    await pipeline(createReadStream(file), unpack, upTo(limit), createWriteStream(target))
    return {file: target, folder}
  } catch (error) {
    await rm(folder, {recursive: true, force: true})
    throw error
  }
}

function upTo(limit: number) {
  return async function* (source: AsyncIterable<Buffer>) {
    let bytes = 0
    for await (const chunk of source) {
      bytes += chunk.length
      if (bytes > limit) throw new Error(`it unpacks to more than ${MAX_RATIO} times its size`)
      yield chunk
    }
  }
}

async function decompressor(file: string): Promise<Transform | null> {
  await using handle = await open(file)
  if (!(await handle.stat()).isFile()) throw new UserError('image-unreadable', `${file} is no file.`)
  const {buffer} = await handle.read(Buffer.alloc(6), 0, 6, 0)
  if (buffer.readUInt16BE() === 0x1f8b) return zlib.createGunzip()
  if (buffer.readUInt32LE() === 0xfd2fb528) {
    if (typeof zlib.createZstdDecompress === 'function') return zlib.createZstdDecompress()
    throw new Error(`it is compressed with zstd, which needs Node 22.15 or newer; this is ${process.version}`)
  }
  const other = OTHERS.find(({magic}) => buffer.subarray(0, magic.length).equals(magic))
  if (other) throw new Error(`it is compressed with ${other.by}. Unpack it first: ${other.command}`)
  return null
}

/** What a tar may be compressed with that Node does not read. */
const OTHERS = [
  {by: 'xz', magic: Buffer.from('fd377a585a00', 'hex'), command: 'xz -dk FILE'},
  {by: 'bzip2', magic: Buffer.from('BZh'), command: 'bzip2 -dk FILE'},
]
