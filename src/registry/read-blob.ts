import {freeMemory, takingTurns} from '../runner/memory.ts'
import type {Repository} from './reference.ts'
import type {Transport} from './transport.ts'

/**
 * Bytes of one range, and how many are asked for at a time. Those behind the first are not read yet: they wait in the
 * buffers of the system, at 64 KB each in this process. Collected as they came, they made it 40 MB larger.
 */
const RANGE = 2 * 1024 * 1024
const AT_ONCE = 3
/** What is handed on at a time: of pieces as small as the network's, inflating takes a tenth more of the processor. */
const PIECE = 256 * 1024
/** Connections that may break in a row without bringing this much. */
const ATTEMPTS = 4
const PROGRESS = 64 * 1024

type Wanted = {digest: string; size: number}

/**
 * The first `size` bytes of a blob, in their order; whoever reads them compares the digest. A large one is asked for in
 * ranges, some at a time (RFC 9110, 14), where the server gives ranges: the distribution specification leaves that open
 * ("Pulling blobs"). A connection that breaks is taken up where it broke. Each piece is only valid until the one
 * behind the next is asked for.
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
  yield* gathered(readPieces(ask, blob.size), Math.min(blob.size, PIECE))
}

async function* readPieces(ask: Ask, size: number): AsyncGenerator<Buffer> {
  if (size <= 4 * RANGE) return yield* readRange(ask, 0, size)
  const first = await ask(0, RANGE)
  // The whole blob comes, whatever is asked for.
  if (first.status === 200) return yield* readRange(ask, 0, size, first)
  const running = [{start: 0, end: RANGE, answer: Promise.resolve(first)}]
  try {
    for (let next = RANGE; running.length > 0; running.shift()) {
      for (; next < size && running.length < AT_ONCE; next += RANGE) {
        const end = Math.min(next + RANGE, size)
        const answer = ask(next, end)
        answer.catch(() => {}) // awaited in its turn, or by nobody when one before it failed
        running.push({start: next, end, answer})
      }
      const {start, end, answer} = running[0]!
      yield* readRange(ask, start, end, await answer)
    }
  } finally {
    for (const {answer} of running) answer.then(({body}) => body?.cancel()).catch(() => {})
  }
}

/** In two buffers of `bytes` that take turns. */
async function* gathered(pieces: AsyncIterable<Buffer>, bytes: number): AsyncGenerator<Buffer> {
  const next = takingTurns(bytes)
  let buffer = next()
  let filled = 0
  for await (const piece of pieces) {
    for (let at = 0; at < piece.length; ) {
      const copied = piece.copy(buffer, filled, at)
      at += copied
      filled += copied
      if (filled < bytes) continue
      yield buffer
      buffer = next()
      filled = 0
    }
  }
  if (filled > 0) yield buffer.subarray(0, filled)
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
        freeMemory(chunk)
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
