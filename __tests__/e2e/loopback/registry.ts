/** A real registry (Debian's docker-registry) on a loopback port, and one in front of it that wants a login. */
import {execFileSync, spawn} from 'node:child_process'
import {randomUUID} from 'node:crypto'
import {mkdirSync, openSync, readFileSync, writeFileSync} from 'node:fs'
import http from 'node:http'
import net, {type AddressInfo} from 'node:net'
import path from 'node:path'
import {setTimeout as sleep} from 'node:timers/promises'
import {fileURLToPath} from 'node:url'

export type Registry = {
  /** `127.0.0.1:PORT` */
  host: string
  /** Folder with all it holds. */
  content: string
  close: () => Promise<void>
}

const SCRIPT = fileURLToPath(new URL('../../../scripts/registry.sh', import.meta.url))
/** Exit code of the script on a machine that cannot have a registry. */
const CANNOT = 3
const WAIT_MS = 15_000

/** Path of the program, or why this machine has none. */
export function findRegistry(): {program: string} | {reason: string} {
  try {
    return {program: execFileSync(SCRIPT, ['program'], {encoding: 'utf8', stdio: 'pipe'}).trim()}
  } catch (error) {
    const {status, stderr} = error as {status?: number; stderr?: string}
    if (status !== CANNOT) throw error
    return {reason: String(stderr).trim()}
  }
}

export async function startRegistry(program: string, folder: string): Promise<Registry> {
  const content = path.join(folder, 'content')
  mkdirSync(content, {recursive: true})
  const host = `127.0.0.1:${await freePort()}`
  const config = path.join(folder, 'config.yml')
  const log = path.join(folder, 'log')
  writeFileSync(
    config,
    JSON.stringify({
      version: '0.1',
      log: {level: 'warn', accesslog: {disabled: true}},
      storage: {filesystem: {rootdirectory: content}, delete: {enabled: true}},
      http: {addr: host},
    }),
  )
  const output = openSync(log, 'a')
  const child = spawn(program, ['serve', config], {stdio: ['ignore', output, output]})
  const ended = new Promise(resolve => child.once('close', resolve))
  const close = async () => {
    child.kill('SIGKILL')
    await ended
  }
  for (const deadline = Date.now() + WAIT_MS; ; await sleep(20)) {
    const answer = await fetch(`http://${host}/v2/`).catch(() => null)
    if (answer?.ok) return {host, content, close}
    if (Date.now() > deadline || child.exitCode !== null) {
      await close()
      throw new Error(`the registry does not answer: ${readFileSync(log, 'utf8')}`)
    }
  }
}

export type GuardedRegistry = {
  host: string
  requests: {method: string; path: string; authorization: string}[]
  /** Tokens that were handed out are not taken any more. */
  expireTokens: () => void
  close: () => Promise<void>
}

/** Lets only those through to the registry who have a token for what they do, or the password itself. */
export async function guardRegistry(
  registry: Registry,
  options: {scheme: 'bearer' | 'basic'; username: string; password: string; anonymousPull?: boolean},
): Promise<GuardedRegistry> {
  const basic = `Basic ${Buffer.from(`${options.username}:${options.password}`).toString('base64')}`
  const tokens = new Map<string, string>()
  const requests: GuardedRegistry['requests'] = []
  const server = http.createServer((request, response) => {
    const url = new URL(request.url ?? '/', `http://${request.headers.host}`)
    const authorization = request.headers.authorization ?? ''
    requests.push({method: request.method ?? '', path: url.pathname, authorization})
    if (url.pathname === '/token') {
      const scope = url.searchParams.get('scope') ?? ''
      const isOpen = options.anonymousPull === true && authorization === '' && scope.endsWith(':pull')
      const allowed = (authorization === basic || isOpen) && url.searchParams.get('service') === 'loopback'
      const token = randomUUID()
      if (allowed) tokens.set(token, scope)
      response.writeHead(allowed ? 200 : 401, {'content-type': 'application/json'})
      return response.end(JSON.stringify(allowed ? {token} : {details: 'incorrect username or password'}))
    }
    const action = request.method === 'GET' || request.method === 'HEAD' ? 'pull' : 'push'
    const scope = tokens.get(authorization.replace(/^Bearer /, '')) ?? ''
    const allowed = options.scheme === 'basic' ? authorization === basic : scope.split(/[:,]/).includes(action)
    if (!allowed) {
      request.resume()
      const challenge =
        options.scheme === 'basic'
          ? 'Basic realm="loopback"'
          : `Bearer realm="${url.origin}/token",service="loopback",scope="repository:x:${action}"`
      response.writeHead(401, {'www-authenticate': challenge, 'content-type': 'application/json'})
      return response.end('{"errors":[{"code":"UNAUTHORIZED","message":"authentication required"}]}')
    }
    // The Host header stays, so the registry's own URLs lead here.
    const [hostname, port] = registry.host.split(':')
    const onward = http.request(
      {hostname, port, method: request.method, path: request.url, headers: request.headers},
      answer => {
        response.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(response)
      },
    )
    onward.on('error', () => response.destroy())
    request.pipe(onward)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    expireTokens: () => tokens.clear(),
    close: async () => {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

export type BlobHost = {
  host: string
  /** Requests for blobs, with what a login would have left in them. */
  requests: {range: string; authorization: string}[]
  close: () => Promise<void>
}

/**
 * A registry that sends to another host for blobs, as those of the cloud do. The first connection for each range breaks
 * after `cutAfter` bytes; none does when it is null.
 */
export async function scatterRegistry(
  registry: Registry,
  cutAfter: number | null,
): Promise<BlobHost & {blobs: BlobHost}> {
  const onward = (request: http.IncomingMessage, path: string, answer: (from: http.IncomingMessage) => void) => {
    const [hostname, port] = registry.host.split(':')
    http.request({hostname, port, method: request.method, path, headers: request.headers}, answer).end()
  }
  const seen = new Set<string>()
  const blobs = await serve((request, response) => {
    const range = request.headers.range ?? ''
    const until = `${request.url} ${range.split('-').at(-1)}`
    const isCut = cutAfter !== null && !seen.has(until)
    seen.add(until)
    onward(request, (request.url ?? '').replace(/^\/signed/, ''), from => {
      response.writeHead(from.statusCode ?? 502, from.headers)
      if (!isCut) return void from.pipe(response)
      from.once('data', chunk => response.write(chunk.subarray(0, cutAfter), () => request.socket.destroy()))
    })
  })
  const front = await serve((request, response) => {
    if (request.method === 'GET' && request.url?.includes('/blobs/'))
      return void response.writeHead(307, {location: `http://${blobs.host}/signed${request.url}`}).end()
    onward(request, request.url ?? '', from => {
      response.writeHead(from.statusCode ?? 502, from.headers)
      from.pipe(response)
    })
  })
  return {...front, blobs}
}

async function serve(listener: http.RequestListener): Promise<BlobHost> {
  const requests: BlobHost['requests'] = []
  const server = http.createServer((request, response) => {
    requests.push({range: request.headers.range ?? '', authorization: request.headers.authorization ?? ''})
    listener(request, response)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: async () => {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

async function freePort(): Promise<number> {
  const server = net.createServer()
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const {port} = server.address() as AddressInfo
  await new Promise(resolve => server.close(resolve))
  return port
}
