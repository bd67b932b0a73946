import {setTimeout as delay} from 'node:timers/promises'
import {messageOf} from '../runner/errors.ts'
import {type Access, authorize} from './authorize.ts'
import type {Credentials} from './credentials.ts'
import {streamingFetch} from './fetch.ts'
import {readText} from './read-text.ts'
import {isAllowed, type Repository} from './reference.ts'

export type TransportOptions = {
  credentials: Credentials
  fetch?: typeof globalThis.fetch
  /** Waits so many milliseconds. */
  wait?: (milliseconds: number) => Promise<unknown>
  signal?: AbortSignal
}

/** What fetch() takes as a body. */
export type Body = NonNullable<RequestInit['body']>

export type Message = {
  method?: string
  headers?: Record<string, string>
  /** Made anew for every attempt. */
  body?: () => Body
  /** Bytes of a body that is a stream. */
  length?: number
  /** Statuses that are an answer; any other is thrown as an error. */
  expected: number[]
  /** 1 when what failed cannot be sent again as it is. */
  attempts?: number
}

export type Transport = (url: string | URL, message: Message) => Promise<Response>

/** A status that the caller did not expect. */
export class RegistryError extends Error {
  override readonly name = 'RegistryError'
  readonly status: number
  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

const ATTEMPTS = 4
const FIRST_WAIT_MS = 500
/** A longer Retry-After costs more than a cache gives. */
const LONGEST_WAIT_MS = 60_000
const REDIRECTS = 5
const MAX_ERROR_BYTES = 64 * 1024

/** Sends to a registry: logs in when asked to, follows redirects, and tries again what may pass. */
export function createTransport(repository: Repository, access: Access, options: TransportOptions): Transport {
  const fetch = options.fetch ?? streamingFetch
  const wait = options.wait ?? ((milliseconds: number) => delay(milliseconds, undefined, signalOf(options)))
  /** One log-in for all requests that run at the same time. */
  let authorization: Promise<string | null> = Promise.resolve(null)

  const retrying = async (attempts: number, send: () => Promise<Response>): Promise<Response> => {
    for (let attempt = 1; ; attempt++) {
      let pause = FIRST_WAIT_MS * 2 ** (attempt - 1) * (1 + Math.random() / 4)
      try {
        const response = await send()
        if (attempt >= attempts || !isPassing(response.status)) return response
        await response.body?.cancel()
        pause = retryAfter(response) ?? pause
      } catch (error) {
        options.signal?.throwIfAborted()
        if (attempt >= attempts || !isNetwork(error)) throw describeNetwork(error, repository)
      }
      await wait(Math.min(pause, LONGEST_WAIT_MS))
    }
  }

  const fetchOnce = (url: URL, init: RequestInit) => fetch(url, {redirect: 'manual', ...signalOf(options), ...init})

  const follow = async (start: URL, message: Message, header: string | null): Promise<Response> => {
    let url = start
    for (let redirects = 0; redirects <= REDIRECTS; redirects++) {
      // What we know about ourselves is for the registry alone: blobs often come from a store on another host.
      const own = url.origin === repository.origin
      const init = initOf(message, own ? header : null)
      const response = await fetchOnce(url, init)
      const location = response.headers.get('location')
      if (![301, 302, 303, 307, 308].includes(response.status) || location === null) return response
      await response.body?.cancel()
      if (message.body !== undefined) throw new Error(`${repository.registry} redirects an upload, which is not done`)
      url = new URL(location, url)
      if (!isAllowed(url))
        throw new Error(`${repository.registry} redirects to ${url.protocol}//${url.host}, without TLS`)
    }
    throw new Error(`${repository.registry} redirects more than ${REDIRECTS} times`)
  }

  return async (address, message) => {
    const url = new URL(address, repository.origin)
    const attempts = message.attempts ?? ATTEMPTS
    const used = authorization
    let response = await retrying(attempts, async () => follow(url, message, await used))
    if (response.status === 401) {
      const challenge = response.headers.get('www-authenticate')
      await response.body?.cancel()
      if (authorization === used) {
        authorization = options.credentials(repository.registry).then(login =>
          authorize(challenge, {
            repository,
            access,
            login,
            send: (to, init) => retrying(ATTEMPTS, () => fetchOnce(to, init)),
          }),
        )
        authorization.catch(() => {}) // awaited below, by everyone who needs it
      }
      const renewed = authorization
      const header = await renewed.catch(error => {
        if (authorization === renewed) authorization = Promise.resolve(null) // the next request asks again
        throw error
      })
      response = await retrying(attempts, () => follow(url, message, header))
    }
    if (message.expected.includes(response.status)) return response
    throw await refusal(response, message.method ?? 'GET', repository)
  }
}

function initOf({method, headers, body, length}: Message, authorization: string | null): RequestInit {
  return {
    method: method ?? 'GET',
    headers: {
      ...headers,
      ...(length !== undefined && {'content-length': `${length}`}),
      ...(authorization !== null && {authorization}),
    },
    ...(body !== undefined && {body: body(), duplex: 'half'}),
  }
}

function signalOf({signal}: {signal?: AbortSignal}): {signal?: AbortSignal} {
  return signal === undefined ? {} : {signal}
}

function isPassing(status: number): boolean {
  return status === 429 || (status >= 500 && status !== 501)
}

/** Milliseconds; seconds or a date (RFC 9110, 10.2.3). */
function retryAfter(response: Response): number | null {
  const value = response.headers.get('retry-after')
  if (value === null) return null
  const milliseconds = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now()
  return Number.isNaN(milliseconds) ? null : Math.max(milliseconds, 0)
}

/** fetch() throws a TypeError for everything that happens to a connection, with the reason as its cause. */
function isNetwork(error: unknown): boolean {
  const {name, cause} = error as Error
  return name === 'TypeError' && cause !== undefined
}

function describeNetwork(error: unknown, {registry}: Repository): unknown {
  if (!isNetwork(error)) return error
  const {cause} = error as Error
  const code = (cause as NodeJS.ErrnoException).code
  return new Error(`${registry} cannot be reached: ${messageOf(cause) || code}`, {cause})
}

/** An error with what the registry says (distribution-spec, "Error Codes"), and what to do about it. */
async function refusal(response: Response, method: string, {registry, name}: Repository): Promise<RegistryError> {
  const text = await readText(response, MAX_ERROR_BYTES).catch(() => '')
  const said = reasonOf(text)
  const remedy =
    response.status === 401 || response.status === 403
      ? ' Log in before this step (docker/login-action) with an account that may use this repository.'
      : ''
  return new RegistryError(
    response.status,
    `${registry} answers ${method} for ${name} with status ${response.status}${said && ` (${said})`}.${remedy}`,
  )
}

function reasonOf(text: string): string {
  try {
    const {errors} = JSON.parse(text) as {errors: {code?: string; message?: string}[]}
    const words = errors.map(({code, message}) => [code, message].filter(Boolean).join(': ')).join('; ')
    return words.replace(/[^\x20-\x7e]+/g, ' ').slice(0, 200)
  } catch {
    return ''
  }
}
