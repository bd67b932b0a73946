/**
 * gzip (RFC 1952) without its checksum, which takes an eighth of the time of inflating: a layer's content is held
 * against its diff ID anyway.
 */
import {pipeline} from 'node:stream/promises'
import zlib from 'node:zlib'

/** Resolves with the number of bytes. */
type Consume = (unpacked: AsyncIterable<Buffer>) => Promise<number>

const MAGIC = [0x1f, 0x8b, 8]
/** An extra field of 64 KiB, and names. */
const LONGEST_HEADER = 128 * 1024
/** CRC-32 and size, modulo 2³², of what the member unpacks to. */
const TRAILER = 8

export function isGzip(start: Buffer): boolean {
  return start.length >= MAGIC.length && MAGIC.every((byte, at) => start[at] === byte)
}

/**
 * Hands `consume` what the pieces unpack to; it is called again where there is more than one member. A piece is asked
 * for while the one before is in use, and so must be valid until the one behind the next is asked for. Throws what the
 * pieces and `consume` throw, and zlib's errors.
 */
export async function gunzip(
  pieces: AsyncIterator<Buffer>,
  start: Buffer,
  options: zlib.ZlibOptions,
  consume: Consume,
): Promise<void> {
  const gunzipAll = async (from: Buffer, rest: AsyncIterator<Buffer>) => {
    await pipeline(joined(from, rest), zlib.createGunzip(options), consume)
  }
  let first = start
  while (headerBytes(first) === null && first.length < LONGEST_HEADER) {
    const next = await pieces.next()
    if (next.done) break
    first = Buffer.concat([first, next.value])
  }
  const header = headerBytes(first)
  // zlib says what is wrong with it.
  if (header === null) return await gunzipAll(first, pieces)
  try {
    const inflate = zlib.createInflateRaw(options)
    const consuming = consume(inflate)
    const ahead = oneAhead(pieces)
    const feeding = feed(inflate, first.subarray(header), ahead).catch(error => {
      inflate.destroy(error)
      throw error
    })
    await Promise.allSettled([consuming, feeding])
    const bytes = await consuming
    const {size, more} = await readTrailer(await feeding, ahead)
    if (size !== bytes % 2 ** 32) throw new Error('incorrect length check')
    // zlib takes zeros for padding, whatever comes behind them, and all else for another member.
    if (more !== null && more[0] !== 0) return await gunzipAll(more, ahead)
    for (let next = await ahead.next(); !next.done; ) next = await ahead.next()
  } catch (error) {
    // Not awaited: one that is asked for may never come.
    pieces.return?.().catch(() => {})
    throw error
  }
}

/** The size that a member says at its end, of which `start` is the first part, and what there is behind it. */
async function readTrailer(start: Buffer, pieces: AsyncIterator<Buffer>): Promise<{size: number; more: Buffer | null}> {
  let found = Buffer.from(start)
  while (found.length < TRAILER) {
    const next = await pieces.next()
    if (next.done) throw new Error('unexpected end of file')
    found = Buffer.concat([found, next.value])
  }
  const size = found.readUInt32LE(4)
  if (found.length > TRAILER) return {size, more: found.subarray(TRAILER)}
  const next = await pieces.next()
  return {size, more: next.done ? null : next.value}
}

type Ahead = AsyncIterator<Buffer> & {ask: () => void}

/** Asks for a piece while the one before is in use. */
function oneAhead(pieces: AsyncIterator<Buffer>): Ahead {
  let coming: Promise<IteratorResult<Buffer>> | null = null
  return {
    ask() {
      coming ??= pieces.next()
      coming.catch(() => {}) // said when it is taken
    },
    next() {
      const next = coming ?? pieces.next()
      coming = null
      return next
    },
  }
}

/** Of the member that starts here; null where its header goes on, or has what nobody knows. */
function headerBytes(start: Buffer): number | null {
  const [CHECKSUM, EXTRA, NAME, COMMENT, UNKNOWN] = [2, 4, 8, 16, 32]
  const flags = start[3]
  if (flags === undefined || flags >= UNKNOWN) return null
  let at = 10
  if (flags & EXTRA) at += start.length < at + 2 ? start.length : 2 + start.readUInt16LE(at)
  for (const flag of [NAME, COMMENT]) {
    if (!(flags & flag)) continue
    const zero = start.indexOf(0, at)
    at = zero < 0 ? start.length : zero + 1
  }
  if (flags & CHECKSUM) at += 2
  return at < start.length ? at : null
}

/** Resolves with what of the pieces is behind the deflated data: it ends where that says. */
async function feed(inflate: zlib.InflateRaw, start: Buffer, pieces: Ahead): Promise<Buffer> {
  const over = new Promise<void>(resolve => {
    inflate.once('close', resolve)
  })
  let fed = 0
  for (let piece = start; ; ) {
    fed += piece.length
    const used = new Promise<void>(resolve => {
      inflate.write(piece, () => resolve())
    })
    pieces.ask()
    await Promise.race([used, over])
    // Behind the end it takes no more of a piece.
    if (inflate.destroyed || inflate.bytesWritten < fed) return piece.subarray(inflate.bytesWritten - fed)
    const next = await pieces.next()
    if (next.done) {
      inflate.end()
      return Buffer.alloc(0)
    }
    piece = next.value
  }
}

export async function* joined(start: Buffer, pieces: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  try {
    if (start.length > 0) yield start
    for (let next = await pieces.next(); !next.done; next = await pieces.next()) yield next.value
  } finally {
    await pieces.return?.()
  }
}
