/** Drives a reader that is written as a generator and asks for bytes, with pieces that come as they come. */

/** What a reader wants next. What it gets as one is only valid until the next step; pieces that pass stay as they are. */
export type Step = {
  bytes: number
  /** Gets them in pieces; null: the reader gets them as one. */
  pass: ((piece: Buffer) => void) | null
  /** What they belong to, where the input must not end before them; null where it may. */
  of: string | null
}

export type Reader = Generator<Step, void, Buffer>

export type Feed = {
  /** The next piece of the input; throws what the reader throws. */
  write: (piece: Buffer) => void
  /** After the last piece. */
  end: () => void
}

export function whole(bytes: number, of: string | null): Step {
  return {bytes, pass: null, of}
}

/** `consumed` hears of each step that is done, before the reader, with its end as an offset into the current piece. */
export function feed(reader: Reader, consumed: (offset: number) => void = () => {}): Feed {
  let step = reader.next()
  let filled = 0
  let block = Buffer.allocUnsafe(512)

  const take = (piece: Buffer): Buffer | null => {
    const {bytes, pass} = step.value!
    filled += piece.length
    if (pass !== null) {
      pass(piece)
      return filled === bytes ? EMPTY : null
    }
    if (piece.length === bytes) return piece
    if (block.length < bytes) block = Buffer.concat([block], bytes)
    piece.copy(block, filled - piece.length)
    return filled === bytes ? block.subarray(0, bytes) : null
  }
  const proceed = (bytes: Buffer) => {
    step = reader.next(bytes)
    filled = 0
    while (!step.done && step.value.bytes === 0) step = reader.next(EMPTY)
  }
  return {
    write(piece) {
      for (let at = 0; at < piece.length && !step.done; ) {
        const length = Math.min(step.value.bytes - filled, piece.length - at)
        const bytes = take(piece.subarray(at, at + length))
        at += length
        if (bytes === null) continue
        consumed(at)
        proceed(bytes)
      }
    },
    end() {
      if (!step.done && (step.value.of !== null || (filled > 0 && step.value.pass === null)))
        throw new Error(`truncated in ${step.value.of ?? 'a header'}`)
    },
  }
}

const EMPTY = Buffer.alloc(0)
