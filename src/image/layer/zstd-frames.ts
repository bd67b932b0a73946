/**
 * Where the frames of a zstd stream end (RFC 8878, 3.1). Node's decompressor stops, without a complaint, after the first
 * frame that ends inside one write (v24.21; nodejs.org/api/zlib.html says since v26 that it reads on), and zstd:chunked
 * and pzstd write many. Written frame by frame, it reads them all.
 */
import {feed, type Reader, type Step, whole} from './feed.ts'

/** What its first 4 bytes say, read as little-endian; 16 numbers are for frames without data, the table of zstd:chunked. */
export function frameKind(magic: number): 'data' | 'skippable' | null {
  if (magic === 0xfd2fb528) return 'data'
  return magic >>> 4 === 0x184d2a5 ? 'skippable' : null
}

export type FrameCutter = {
  /** The same bytes, cut where a frame ends. */
  cut: (piece: Buffer) => Buffer[]
  /** Throws where the last frame is not whole. */
  end: () => void
}

export function frameCutter(): FrameCutter {
  let offset = 0
  let ends: number[] = []
  const frames = feed(readFrames(), at => {
    offset = at
  })
  function* readFrames(): Reader {
    for (;;) {
      const kind = frameKind((yield whole(4, null)).readUInt32LE())
      if (kind === 'data') yield* readFrame()
      else if (kind === 'skippable') yield skip((yield whole(4, FRAME)).readUInt32LE())
      else throw new Error('no zstd frame where one should begin')
      ends.push(offset)
    }
  }
  return {
    cut(piece) {
      ends = []
      frames.write(piece)
      const starts = [0, ...ends]
      return starts.map((start, index) => piece.subarray(start, ends[index])).filter(part => part.length > 0)
    },
    end: frames.end,
  }
}

const FRAME = 'a zstd frame'

function skip(bytes: number): Step {
  return {bytes, pass: () => {}, of: FRAME}
}

function* readFrame(): Reader {
  const descriptor = (yield whole(1, FRAME))[0]!
  const singleSegment = (descriptor & 0x20) !== 0
  const sizeBytes = [singleSegment ? 1 : 0, 2, 4, 8][descriptor >> 6]!
  yield skip((singleSegment ? 0 : 1) + [0, 1, 2, 4][descriptor & 3]! + sizeBytes)
  for (let last = false; !last; ) {
    const header = (yield whole(3, FRAME)).readUIntLE(0, 3)
    last = (header & 1) !== 0
    // One byte that is repeated, or as many as the size says.
    yield skip(((header >> 1) & 3) === 1 ? 1 : header >> 3)
  }
  if ((descriptor & 4) !== 0) yield skip(4)
}
