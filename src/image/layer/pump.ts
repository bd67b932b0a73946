/** A blob's bytes as they arrive, handed to another thread: moved, not copied, and one piece ahead of its reader. */
import {once} from 'node:events'
import type {MessagePort} from 'node:worker_threads'

type Message = {piece: Uint8Array<ArrayBuffer>} | {end: true} | {error: string}

/** Network pieces are smaller; each one costs two trips between the threads. */
const PIECE = 256 * 1024

/** Ends when all is sent, or with an `AbortError`. What goes wrong in `source` is an error of the receiver. */
export async function send(source: AsyncIterable<Uint8Array>, port: MessagePort, signal: AbortSignal): Promise<void> {
  const post = (message: Message) => port.postMessage(message, 'piece' in message ? [message.piece.buffer] : [])
  try {
    for await (const piece of gathered(source)) {
      const taken = once(port, 'message', {signal})
      post({piece})
      await taken
    }
    post({end: true})
  } catch (error) {
    post({error: (error as Error).message})
    signal.throwIfAborted()
  }
}

/**
 * Each piece is only valid until the one behind the next is asked for: its memory is freed then, where Node can (from
 * 21 on).
 */
export async function* receive(port: MessagePort): AsyncGenerator<Uint8Array> {
  let before: Uint8Array<ArrayBuffer> | null = null
  for (let next = once(port, 'message'); ; ) {
    const [message] = (await next) as [Message]
    if ('end' in message) return
    if ('error' in message) throw new Error(message.error)
    next = once(port, 'message')
    port.postMessage('taken')
    yield message.piece
    before?.buffer.transfer?.(0)
    before = message.piece
  }
}

async function* gathered(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let filled = 0
  let buffer = new Uint8Array(new ArrayBuffer(PIECE))
  for await (const piece of source) {
    for (let at = 0; at < piece.length; ) {
      const part = piece.subarray(at, at + PIECE - filled)
      buffer.set(part, filled)
      at += part.length
      filled += part.length
      if (filled < PIECE) continue
      yield buffer
      buffer = new Uint8Array(new ArrayBuffer(PIECE))
      filled = 0
    }
  }
  if (filled > 0) yield buffer.subarray(0, filled)
}
