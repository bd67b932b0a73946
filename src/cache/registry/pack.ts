import {createReadStream, createWriteStream} from 'node:fs'
import {open} from 'node:fs/promises'
import type {Readable} from 'node:stream'
import {pipeline} from 'node:stream/promises'
import * as zlib from 'node:zlib'
import type {Descriptor} from '../../registry/repository.ts'
import {type Meter, meter, PIECE} from '../meter.ts'

export const TAR = 'application/vnd.go-image.cache.v1.tar'
export const TAR_ZSTD = `${TAR}+zstd`

/** A file as it goes into a layer. */
export type Packed = {
  layer: Descriptor
  /** What is uploaded: the file itself, or a copy that the caller removes. */
  path: string
  /** Of the file itself, which is what comes out again. */
  digest: string
  size: number
}

/** Older Node has no zstd (22.15 brought it): the layer is then the file itself, as when the file is packed already. */
const hasZstd = typeof zlib.createZstdCompress === 'function'

/** Reads the file once, in pieces; `copy` is where a compressed one goes. */
export async function pack(file: string, copy: string): Promise<Packed> {
  const own = meter()
  if (!hasZstd || (await isZstd(file))) {
    for await (const chunk of createReadStream(file, {highWaterMark: PIECE})) own.add(chunk as Buffer)
    const mediaType = (await isZstd(file)) ? TAR_ZSTD : TAR
    return {
      layer: {mediaType, digest: own.digest(), size: own.size()},
      path: file,
      digest: own.digest(),
      size: own.size(),
    }
  }
  const packed = meter()
  await pipeline(
    createReadStream(file, {highWaterMark: PIECE}),
    own.through,
    zlib.createZstdCompress({chunkSize: PIECE}),
    packed.through,
    createWriteStream(copy, {highWaterMark: PIECE}),
  )
  const layer = {mediaType: TAR_ZSTD, digest: packed.digest(), size: packed.size()}
  return {layer, path: copy, digest: own.digest(), size: own.size()}
}

/** Writes the file that was packed, or throws: what is left at `path` then is nobody's. */
export async function unpack(blob: Readable, {layer, digest, size}: Omit<Packed, 'path'>, path: string): Promise<void> {
  const packed = meter(layer.size)
  const own = meter(size)
  const compressed = layer.digest !== digest
  if (compressed && !hasZstd) {
    blob.destroy()
    throw new Error(`the entry is compressed with zstd, which needs Node 22.15 or newer; this is ${process.version}`)
  }
  if (compressed)
    await pipeline(
      blob,
      packed.through,
      zlib.createZstdDecompress({chunkSize: PIECE}),
      own.through,
      createWriteStream(path, {highWaterMark: PIECE}),
    ).catch((error: NodeJS.ErrnoException) => {
      if (!error.code?.startsWith('ZSTD_')) throw error
      throw new Error(`the layer is damaged: ${error.message}`, {cause: error})
    })
  else await pipeline(blob, packed.through, own.through, createWriteStream(path, {highWaterMark: PIECE}))
  check('layer', packed, layer)
  check('file', own, {digest, size})
}

function check(what: string, found: Meter, expected: {digest: string; size: number}): void {
  if (found.size() !== expected.size)
    throw new Error(`the ${what} is damaged: it has ${found.size()} bytes of ${expected.size}`)
  if (found.digest() !== expected.digest)
    throw new Error(`the ${what} is damaged: its digest is ${found.digest()}, expected ${expected.digest}`)
}

/** RFC 8878, 3.1.1. */
async function isZstd(file: string): Promise<boolean> {
  await using handle = await open(file)
  const {buffer, bytesRead} = await handle.read(Buffer.alloc(4), 0, 4, 0)
  return bytesRead === 4 && buffer.readUInt32LE() === 0xfd2fb528
}
