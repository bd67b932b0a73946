import http from 'node:http'
import https from 'node:https'
import {Readable} from 'node:stream'
import {pipeline} from 'node:stream/promises'
import {freeMemory} from '../runner/memory.ts'
import {readText} from './read-text.ts'

/** No byte went either way for so long; undici's own limit too. */
const IDLE_MS = 300_000
const MAX_ANSWER_BYTES = 64 * 1024

/**
 * fetch(), but what is large goes through node:http, both ways. A body that is a Node stream: undici's fetch does not
 * wait for the socket, so all of a file that is read faster than it is sent piles up in memory (1.1 GB for 1 GB, Node
 * 24.21). And a blob, which is what is asked for as it is, without an encoding: there each piece has memory of its own
 * that its reader can free, and what undici leaves to the garbage collector makes a process 30 MB larger.
 */
export const streamingFetch: typeof globalThis.fetch = (input, init = {}) => {
  const body: unknown = init.body
  if (body instanceof Readable) return upload(new URL(String(input)), init, body)
  const isBlob = (init.method ?? 'GET') === 'GET' && new Headers(init.headers).get('accept-encoding') === 'identity'
  return isBlob ? download(new URL(String(input)), init) : globalThis.fetch(input, init)
}

function download(url: URL, {headers, signal}: RequestInit): Promise<Response> {
  return new Promise((resolve, reject) => {
    const request = clientOf(url).request(url, {
      headers: Object.fromEntries(new Headers(headers)),
      ...(signal && {signal}),
    })
    // As fetch() says it, because callers tell this from other errors.
    const asFetch = (cause: unknown) => (signal?.aborted ? signal.reason : new TypeError('fetch failed', {cause}))
    freeParsed(request)
    request.setTimeout(IDLE_MS, () => request.destroy(new Error(`nothing came for ${IDLE_MS / 1000} s`)))
    request.on('error', error => reject(asFetch(error)))
    request.on('response', answer => {
      try {
        const {statusCode: status = 0} = answer
        const empty = status === 204 || status === 304
        resolve(new Response(empty ? null : bodyOf(answer, asFetch), {status, headers: headersOf(answer)}))
      } catch (error) {
        request.destroy()
        reject(error)
      }
    })
    request.end()
  })
}

/**
 * Node's parser hands on copies of the body (src/node_http_parser.cc, on_body), so what the socket read is garbage once
 * it was parsed: 35 to 70 MB of it at a time for a blob of 150 MB (Node 24.21). The listener has to come after the
 * parser's, also on a connection that serves again.
 */
function freeParsed(request: http.ClientRequest): void {
  request.on('socket', socket => {
    socket.off('data', freeMemory).on('data', freeMemory)
    request.on('close', () => socket.off('data', freeMemory))
  })
}

/** Piece by piece, as they come from the socket: reading what waits, as an iterator does, would join them first. */
function bodyOf(answer: http.IncomingMessage, asFetch: (cause: unknown) => unknown): ReadableStream<Uint8Array> {
  let detach = () => {}
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const take = (piece: Buffer) => {
          controller.enqueue(piece)
          answer.pause()
        }
        const end = () => controller.close()
        answer.on('error', error => controller.error(asFetch(error)))
        answer.on('data', take).on('end', end).pause()
        detach = () => answer.off('data', take).off('end', end)
      },
      pull: () => void answer.resume(),
      cancel() {
        detach()
        // The connection serves again where little is left, as after a redirect.
        if (Number(answer.headers['content-length']) <= MAX_ANSWER_BYTES) answer.resume()
        else answer.destroy()
      },
    },
    {highWaterMark: 0},
  )
}

function clientOf({protocol}: URL): typeof http | typeof https {
  return protocol === 'https:' ? https : http
}

function upload(url: URL, {method, headers, signal}: RequestInit, body: Readable): Promise<Response> {
  return new Promise((resolve, reject) => {
    const request = clientOf(url).request(url, {
      method: method ?? 'PUT',
      headers: Object.fromEntries(new Headers(headers)),
      ...(signal && {signal}),
    })
    // As fetch() says it, because callers tell this from other errors.
    const fail = (cause: unknown) => reject(signal?.aborted ? signal.reason : new TypeError('upload failed', {cause}))
    request.setTimeout(IDLE_MS, () => request.destroy(new Error(`no answer for ${IDLE_MS / 1000} s`)))
    let answered = false // from then on the answer counts, not what became of the rest of the body
    request.on('response', answer => {
      answered = true
      const {statusCode: status = 0} = answer
      answer.on('error', fail)
      const response = new Response(Readable.toWeb(answer) as ReadableStream, {status: 200})
      readText(response, MAX_ANSWER_BYTES).then(text => {
        const empty = status === 204 || status === 304
        resolve(new Response(empty ? null : text, {status, headers: headersOf(answer)}))
        // Some refuse before they have it all; what is left is not sent.
        if (!request.writableFinished) {
          body.destroy()
          request.destroy()
        }
      }, fail)
    })
    request.on('error', error => {
      if (!answered) fail(error)
    })
    pipeline(body, request).catch(error => {
      if (!answered) fail(error)
    })
  })
}

function headersOf(answer: http.IncomingMessage): Headers {
  const headers = new Headers()
  for (const [name, values] of Object.entries(answer.headersDistinct))
    for (const value of values ?? []) headers.append(name, value)
  return headers
}
