import {createHash} from 'node:crypto'
import http from 'node:http'
import type {AddressInfo} from 'node:net'

export type Asked = {path: string; range: string | undefined; authorization: string | undefined}

export type BlobServer = {
  /** `127.0.0.1:PORT` */
  host: string
  asked: Asked[]
  close: () => Promise<void>
}

/** What a registry and the store behind it may do with a request for one blob; the rest is answered as it should be. */
export type Manners = {
  /** Ranges are ignored, which the distribution specification allows. */
  whole?: boolean
  /** The connection breaks after so many bytes of the answer, for the requests of which this is true. */
  cut?: {after: number; when: (index: number) => boolean}
  /** Another range than the one that was asked for. */
  shift?: number
  /** Statuses of the first answers. */
  statuses?: number[]
  /** Where it sends to instead of answering. */
  redirect?: (path: string) => string
}

/** One blob under every name, with `Range` as RFC 9110 has it. */
export async function serveBlob(content: Buffer, manners: Manners = {}): Promise<BlobServer> {
  const asked: Asked[] = []
  const statuses = [...(manners.statuses ?? [])]
  const server = http.createServer((request, response) => {
    const {range, authorization} = request.headers
    const index = asked.push({path: request.url ?? '', range, authorization}) - 1
    const status = statuses.shift()
    if (status !== undefined) return void response.writeHead(status, {'retry-after': '0'}).end()
    if (manners.redirect) return void response.writeHead(307, {location: manners.redirect(request.url ?? '')}).end()
    const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(range ?? '') ?? []
    const isPart = first !== undefined && !manners.whole
    const start = isPart ? Number(first) + (manners.shift ?? 0) : 0
    const end = isPart ? Math.min(Number(last) + 1, content.length) : content.length
    const body = content.subarray(start, end)
    response.writeHead(isPart ? 206 : 200, {
      'content-length': body.length,
      ...(isPart && {'content-range': `bytes ${start}-${end - 1}/${content.length}`}),
    })
    if (!manners.cut?.when(index)) return void response.end(body)
    response.write(body.subarray(0, manners.cut.after), () => setTimeout(() => request.socket.destroy(), 20))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close: async () => {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

export function digestOf(content: Buffer): string {
  return `sha256:${createHash('sha256').update(content).digest('hex')}`
}
