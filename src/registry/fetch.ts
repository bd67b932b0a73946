import http from 'node:http'
import https from 'node:https'
import {Readable} from 'node:stream'
import {pipeline} from 'node:stream/promises'
import {readText} from './read-text.ts'

/** No byte went either way for so long; undici's own limit too. */
const IDLE_MS = 300_000
const MAX_ANSWER_BYTES = 64 * 1024

/**
 * fetch(), but a body that is a Node stream goes out through node:http: undici's fetch does not wait for the socket, so
 * all of a file that is read faster than it is sent piles up in memory (1.1 GB for 1 GB, Node 24.21).
 */
export const streamingFetch: typeof globalThis.fetch = (input, init) => {
  const body: unknown = init?.body
  return body instanceof Readable ? upload(new URL(String(input)), init ?? {}, body) : globalThis.fetch(input, init)
}

function upload(url: URL, {method, headers, signal}: RequestInit, body: Readable): Promise<Response> {
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? https : http).request(url, {
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
