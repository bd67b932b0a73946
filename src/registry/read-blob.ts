import type {Repository} from './reference.ts'
import type {Transport} from './transport.ts'

/** Bytes of one range, and how many are asked for at a time: at most their product is in memory. */
const RANGE = 4 * 1024 * 1024
const AT_ONCE = 3
/** Connections that may break in a row without bringing this much. */
const ATTEMPTS = 4
const PROGRESS = 64 * 1024

type Wanted = {digest: string; size: number}

/**
 * The first `size` bytes of a blob, in their order; whoever reads them compares the digest. A large one is asked for in
 * ranges, some at a time (RFC 9110, 14), where the server gives ranges: the distribution specification leaves that open
 * ("Pulling blobs"). A connection that breaks is taken up where it broke.
 */
export async function* readBlob(repository: Repository, transport: Transport, blob: Wanted): AsyncGenerator<Buffer> {
  const ask = async (start: number, end: number) => {
    const answer = await transport(`/v2/${repository.name}/blobs/${blob.digest}`, {
      // Or a proxy might compress what must have this digest.
      headers: {'accept-encoding': 'identity', ...(end > start && {range: `bytes=${start}-${end - 1}`})},
      expected: [200, 206],
    })
    checkRange(answer, start, blob.digest)
    return answer
  }
  if (blob.size <= 2 * RANGE) return yield* readRange(ask, 0, blob.size)
  const first = await ask(0, RANGE)
  // The whole blob comes, whatever is asked for.
  if (first.status === 200) return yield* readRange(ask, 0, blob.size, first)
  const running = [collect(readRange(ask, 0, RANGE, first))]
  for (let next = RANGE; running.length > 0; running.shift()) {
    for (; next < blob.size && running.length < AT_ONCE; next += RANGE)
      running.push(collect(readRange(ask, next, Math.min(next + RANGE, blob.size))))
    yield* await running[0]!
  }
}

type Ask = (start: number, end: number) => Promise<Response>

async function* readRange(ask: Ask, start: number, end: number, first?: Response): AsyncGenerator<Buffer> {
  let answer = first
  let at = start
  let failures = 0
  while (at < end) {
    const before = at
    let reason: unknown
    answer ??= await ask(at, end)
    let skip = answer.status === 200 ? at : 0
    try {
      for await (const chunk of answer.body ?? []) {
        const piece = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length).subarray(skip, skip + end - at)
        skip = Math.max(0, skip - chunk.length)
        at += piece.length
        if (piece.length > 0) yield piece
        if (at >= end) return
      }
    } catch (error) {
      if ((error as Error).name !== 'TypeError') throw error // how fetch() says that a body ended too early
      reason = error
    }
    answer = undefined
    failures = at - before >= PROGRESS ? 1 : failures + 1
    if (failures >= ATTEMPTS)
      throw new Error(`the download broke off ${failures} times at byte ${at} of ${end}`, {cause: reason})
  }
}

function checkRange(answer: Response, start: number, digest: string): void {
  if (answer.status !== 206) return
  const [, from] = /^bytes (\d+)-/.exec(answer.headers.get('content-range') ?? '') ?? []
  if (Number(from) !== start)
    throw new Error(`the registry answered for ${digest} with another range than the one from byte ${start}`)
}

function collect(pieces: AsyncIterable<Buffer>): Promise<Buffer[]> {
  const whole = listOf(pieces)
  whole.catch(() => {}) // awaited in its turn, or by nobody when one before it failed
  return whole
}

async function listOf(pieces: AsyncIterable<Buffer>): Promise<Buffer[]> {
  const read: Buffer[] = []
  for await (const piece of pieces) read.push(piece)
  return read
}
