/** An HTTP proxy for tunnels (RFC 9110, CONNECT), which leads every host name to one server on this machine. */
import http from 'node:http'
import {type AddressInfo, connect} from 'node:net'
import type {Duplex} from 'node:stream'

export type HttpProxy = {
  /** `http://127.0.0.1:PORT` */
  url: string
  /** `host:port` of each tunnel that was asked for. */
  tunnels: string[]
  close: () => Promise<void>
}

export async function startHttpProxy(upstream: string): Promise<HttpProxy> {
  const tunnels: string[] = []
  const open = new Set<Duplex>()
  const {hostname, port} = new URL(upstream)
  const server = http.createServer((_, response) => response.writeHead(405).end())
  server.on('connect', (request, client, head) => {
    tunnels.push(request.url ?? '')
    open.add(client)
    const target = connect(Number(port), hostname, () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n')
      target.write(head)
      target.pipe(client).pipe(target)
    })
    const end = () => {
      target.destroy()
      client.destroy()
    }
    target.on('error', end).on('close', end)
    client.on('error', end).on('close', end)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    ...{url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, tunnels},
    close: () => {
      for (const client of open) client.destroy()
      server.closeAllConnections()
      return new Promise(resolve => server.close(() => resolve()))
    },
  }
}
