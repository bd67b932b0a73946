/** One request with its answer, and the three shapes in which GitHub's services say no. */
import {randomUUID} from 'node:crypto'
import type {IncomingMessage, ServerResponse} from 'node:http'
import {tokenOf} from './tokens.ts'

export type Exchange = {
  request: IncomingMessage
  response: ServerResponse
  url: URL
  /** Named groups of the route's pattern. */
  params: Record<string, string>
  /** Set by a `truncate` fault: break the connection after this many bytes of the body. */
  cutAfter: number | null
  /** Puts the key of a cache entry that is asked for into the record of the request. */
  noteKey: (key: string) => void
}

/** How a family of routes words an error. */
export type Refuse = (
  exchange: Exchange,
  status: number,
  message: string,
  headers?: Record<string, string | number>,
) => void

export function bearer(exchange: Exchange): string | null {
  return tokenOf(exchange.request.headers.authorization)
}

export function sendJson(
  {response}: Exchange,
  status: number,
  value: unknown,
  headers: Record<string, string | number> = {},
): void {
  response.writeHead(status, {'content-type': 'application/json; charset=utf-8', ...headers})
  response.end(JSON.stringify(value))
}

/** The body as an object; anything else, also broken JSON, as an empty one. */
export async function readJson({request}: Exchange): Promise<Record<string, unknown>> {
  const text = await readText(request)
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

export async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}

/** Error codes of Twirp (https://twitchtv.github.io/twirp/docs/errors.html) by HTTP status. */
const TWIRP_CODES: Record<number, string> = {
  400: 'invalid_argument',
  401: 'unauthenticated',
  403: 'permission_denied',
  404: 'not_found',
  409: 'already_exists',
  429: 'resource_exhausted',
  500: 'internal',
  503: 'unavailable',
}

export const refuseTwirp: Refuse = (exchange, status, message, headers) =>
  sendJson(exchange, status, {code: TWIRP_CODES[status] ?? 'unknown', msg: message}, headers)

export const refuseRest: Refuse = (exchange, status, message, headers) =>
  sendJson(exchange, status, {message, documentation_url: 'https://docs.github.com/rest', status: `${status}`}, headers)

/** Error codes of Azure's blob service by HTTP status, where one status has one meaning here. */
const AZURE_CODES: Record<number, string> = {
  400: 'InvalidBlockList',
  403: 'AuthenticationFailed',
  404: 'BlobNotFound',
  416: 'InvalidRange',
  500: 'InternalError',
  503: 'ServerBusy',
}

export const refuseAzure: Refuse = ({request, response}, status, message, headers) => {
  const code = AZURE_CODES[status] ?? 'Unknown'
  response.writeHead(status, {
    'content-type': 'application/xml',
    'x-ms-error-code': code,
    'x-ms-request-id': randomUUID(),
    ...headers,
  })
  const xml = `<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`
  response.end(request.method === 'HEAD' ? undefined : xml)
}
