/**
 * Azure's block blobs, as far as @azure/storage-blob and azblob (BuildKit) use them: Put Blob, Put Block,
 * Put Block List, Get Blob, Get Blob Properties. Bodies go from socket to file and back without being held in memory.
 * https://learn.microsoft.com/rest/api/storageservices/operations-on-block-blobs
 */
import {createHmac, randomUUID} from 'node:crypto'
import {createReadStream, createWriteStream, existsSync, mkdirSync, renameSync, rmSync, statSync} from 'node:fs'
import path from 'node:path'
import {pipeline} from 'node:stream/promises'
import {type Exchange, readText, refuseAzure} from './exchange.ts'
import type {Store} from './state.ts'

/** Account and container stand before the blob's name: on an address without a host name, Azure's clients expect both. */
export const BLOB_PATH = /^(?:\/cacheaccount)?\/actions-cache\/(?<blob>[\w-]+)$/

export type Access = 'r' | 'w'

/** Path and query of a URL that allows reading or writing one blob. */
export function signedPath(store: Store, blob: string, access: Access, account: string): string {
  const query = new URLSearchParams({sp: access, sr: 'b', sv: '2025-01-05', sig: signature(store, blob, access)})
  return `${account}/actions-cache/${blob}?${query}`
}

export function blobFile(store: Store, blob: string): string {
  return path.join(store.blobFolder, blob)
}

export function removeBlob(store: Store, blob: string): void {
  rmSync(blobFile(store, blob), {force: true})
  rmSync(blockFolder(store, blob), {recursive: true, force: true})
}

export async function putBlob(store: Store, exchange: Exchange): Promise<void> {
  const {request, url, params} = exchange
  const blob = params.blob ?? ''
  if (!allowed(store, exchange, 'w')) return deny(exchange)
  const operation = url.searchParams.get('comp')
  if (operation === 'block') {
    mkdirSync(blockFolder(store, blob), {recursive: true})
    await receive(request, blockFile(store, blob, url.searchParams.get('blockid') ?? ''))
    return created(exchange)
  }
  if (operation === 'blocklist') return putBlockList(store, exchange, blob)
  await receive(request, blobFile(store, blob))
  created(exchange)
}

export async function getBlob(store: Store, exchange: Exchange): Promise<void> {
  const {request, response, params} = exchange
  const file = blobFile(store, params.blob ?? '')
  if (!allowed(store, exchange, 'r')) return deny(exchange)
  if (!existsSync(file)) return refuseAzure(exchange, 404, 'The specified blob does not exist.')
  const {size, mtime} = statSync(file)
  const range = rangeOf(request.headers['x-ms-range'] ?? request.headers.range, size)
  if (range === 'invalid') return refuseAzure(exchange, 416, 'The range is invalid for the size of the resource.')
  const {start, end} = range ?? {start: 0, end: size - 1}
  const length = end - start + 1
  response.writeHead(range === null ? 200 : 206, {
    ...azureHeaders(exchange),
    'accept-ranges': 'bytes',
    'content-length': length,
    'content-type': 'application/octet-stream',
    'last-modified': mtime.toUTCString(),
    'x-ms-blob-type': 'BlockBlob',
    ...(range !== null && {'content-range': `bytes ${start}-${end}/${size}`}),
  })
  if (request.method === 'HEAD' || length === 0) {
    response.end()
    return
  }
  if (exchange.cutAfter !== null && exchange.cutAfter < length) {
    const part = createReadStream(file, {start, end: start + exchange.cutAfter - 1})
    if (exchange.cutAfter > 0) await pipeline(part, response, {end: false})
    response.write('', () => request.socket.destroy())
    return
  }
  // Pieces of 64 KiB would cost this process as much as the step that downloads, on the same two cores.
  await pipeline(createReadStream(file, {start, end, highWaterMark: 1024 * 1024}), response)
}

async function putBlockList(store: Store, exchange: Exchange, blob: string): Promise<void> {
  const xml = await readText(exchange.request)
  const ids = [...xml.matchAll(/<(?:Latest|Uncommitted)>(.*?)<\//g)].map(match => match[1] ?? '')
  const blocks = ids.map(id => blockFile(store, blob, id))
  if (!blocks.every(file => existsSync(file))) {
    return refuseAzure(exchange, 400, 'The specified block list is invalid.')
  }
  const whole = `${blobFile(store, blob)}.${randomUUID()}`
  for (const block of blocks) {
    await pipeline(createReadStream(block), createWriteStream(whole, {flags: 'a'}))
  }
  renameSync(whole, blobFile(store, blob))
  rmSync(blockFolder(store, blob), {recursive: true})
  created(exchange)
}

/** An upload that breaks off leaves nothing. */
async function receive(request: Exchange['request'], file: string): Promise<void> {
  const part = `${file}.${randomUUID()}`
  try {
    await pipeline(request, createWriteStream(part))
    renameSync(part, file)
  } finally {
    rmSync(part, {force: true})
  }
}

function created(exchange: Exchange): void {
  exchange.response.writeHead(201, {
    ...azureHeaders(exchange),
    'content-length': 0,
    'last-modified': new Date().toUTCString(),
    'x-ms-request-server-encrypted': 'true',
  })
  exchange.response.end()
}

/** The etag never changes: an entry is immutable, and clients send it back as `If-Match`. */
function azureHeaders({request}: Exchange): Record<string, string> {
  const clientRequest = request.headers['x-ms-client-request-id']
  return {
    etag: '"0x8DC0FFEE0000000"',
    'x-ms-request-id': randomUUID(),
    'x-ms-version': '2025-01-05',
    ...(typeof clientRequest === 'string' && {'x-ms-client-request-id': clientRequest}),
  }
}

function rangeOf(header: string | string[] | undefined, size: number): {start: number; end: number} | 'invalid' | null {
  const match = /^bytes=(\d+)-(\d*)$/.exec(String(header ?? ''))
  if (match === null) return null
  const start = Number(match[1])
  const end = match[2] === '' ? size - 1 : Math.min(Number(match[2]), size - 1)
  return start < size && start <= end ? {start, end} : 'invalid'
}

function allowed(store: Store, {url, params}: Exchange, access: Access): boolean {
  return url.searchParams.get('sig') === signature(store, params.blob ?? '', access)
}

function deny(exchange: Exchange): void {
  exchange.request.resume()
  refuseAzure(exchange, 403, 'Server failed to authenticate the request.')
}

function signature(store: Store, blob: string, access: Access): string {
  return createHmac('sha256', store.state.secret).update(`${access} ${blob}`).digest('base64')
}

function blockFolder(store: Store, blob: string): string {
  return `${blobFile(store, blob)}.blocks`
}

/** Block IDs are base64, which may hold `/`. */
function blockFile(store: Store, blob: string, id: string): string {
  return path.join(blockFolder(store, blob), Buffer.from(id).toString('hex'))
}
