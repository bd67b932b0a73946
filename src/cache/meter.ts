/** What passes is counted and hashed on its way. */
import {createHash} from 'node:crypto'

/** Bytes at a time: Node's 16 and 64 KiB cost more than hashing does. */
export const PIECE = 1024 * 1024

export type Meter = {
  add: (piece: Buffer) => void
  through: (source: AsyncIterable<Buffer>) => AsyncIterable<Buffer>
  /** Bytes so far. */
  size: () => number
  /** Of all; nothing can be added after it. */
  digest: () => string
}

/** Ends a stream as soon as it has more than `limit` bytes. */
export function meter(limit = Number.POSITIVE_INFINITY): Meter {
  const hash = createHash('sha256')
  let size = 0
  let digest: string | undefined
  const add = (piece: Buffer) => {
    size += piece.length
    if (size > limit) throw new Error(`the entry is damaged: it has more than the ${limit} bytes that it should have`)
    hash.update(piece)
  }
  return {
    add,
    async *through(source) {
      for await (const piece of source) {
        add(piece)
        yield piece
      }
    },
    size: () => size,
    digest: () => {
      digest ??= `sha256:${hash.digest('hex')}`
      return digest
    },
  }
}
