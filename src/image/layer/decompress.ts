/** A layer's blob as it is stored → its tar. */
import {pipeline} from 'node:stream/promises'
import zlib from 'node:zlib'
import {freeMemory} from '../../runner/memory.ts'
import {gunzip, isGzip, joined} from './gunzip.ts'
import {frameCutter, frameKind} from './zstd-frames.ts'

export type Compression = 'gzip' | 'zstd' | 'none'

/** Each piece is a trip to another thread and back, and new memory: of 256 KiB these take 0.4 s of 1.1 GB more. */
const CHUNK = 512 * 1024

/**
 * Hands the tar to `take`, piece by piece, and gives back how it was compressed: by its first bytes, as containerd does
 * (pkg/archive/compression/compression.go, DetectCompression), because media types are wrong now and then. gzip of
 * several members, which estargz is, reads as one. The next pieces are inflated while `take` has one.
 */
export async function decompress(blob: AsyncIterable<Buffer>, take: (piece: Buffer) => void): Promise<Compression> {
  const pieces = blob[Symbol.asyncIterator]()
  const start = await firstPiece(pieces)
  const consume = async (tar: AsyncIterable<Buffer>) => {
    let bytes = 0
    for await (const piece of tar) {
      bytes += piece.length
      take(piece)
      release(piece)
    }
    return bytes
  }
  const compression = compressionOf(start)
  if (compression === 'gzip') await gunzip(pieces, start, BUFFERS, consume)
  else if (compression === 'zstd') await pipeline(cutAtFrames(joined(start, pieces)), zstdDecompress(), consume)
  else for await (const piece of joined(start, pieces)) take(piece)
  return compression
}

/** A piece is asked for when the one before is used up; two of what comes out wait. */
const BUFFERS = {chunkSize: CHUNK, writableHighWaterMark: 1, readableHighWaterMark: 2 * CHUNK}

/**
 * Frees the memory of a piece that ends where its buffer does, and so is the last that zlib made of it. Left to the
 * garbage collector these make a process 60 MB larger.
 */
function release({buffer, byteOffset, length}: Buffer): void {
  if (byteOffset + length === CHUNK && buffer.byteLength === CHUNK) freeMemory(new Uint8Array(buffer))
}

export function compressionOf(start: Buffer): Compression {
  if (isGzip(start)) return 'gzip'
  if (start.length < 4) return 'none'
  return frameKind(start.readUInt32LE()) === null ? 'none' : 'zstd'
}

/** As large as it takes to tell how it is compressed, where there is so much; valid as long as a piece is. */
async function firstPiece(pieces: AsyncIterator<Buffer>): Promise<Buffer> {
  let start: Buffer = Buffer.alloc(0)
  while (start.length < 4) {
    const next = await pieces.next()
    if (next.done) break
    start = start.length === 0 && next.value.length >= 4 ? next.value : Buffer.concat([start, next.value])
  }
  return start
}

async function* cutAtFrames(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const cutter = frameCutter()
  for await (const piece of pieces) yield* cutter.cut(piece)
  cutter.end()
}

function zstdDecompress(): zlib.ZstdDecompress {
  if (typeof zlib.createZstdDecompress !== 'function')
    throw new Error(`layers compressed with zstd need Node 22.15 or newer; this is ${process.version}`)
  return zlib.createZstdDecompress(BUFFERS)
}
