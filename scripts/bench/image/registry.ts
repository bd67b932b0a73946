/** A registry on this machine, and what is asked of it. */
import {execFileSync} from 'node:child_process'
import http from 'node:http'
import type {AddressInfo} from 'node:net'
import {join} from 'node:path'
import {findRegistry, startRegistry} from '../../../__tests__/e2e/loopback/registry.ts'

export type CountedRegistry = AsyncDisposable & {
  /** Pushes an image of the engine; gives back its name in the registry. */
  push: (name: string) => string
  /** As its manifest lists them. */
  layers: (name: string) => Promise<{digest: string; size: number}[]>
  /** Bytes of blobs that it sent since the last time, by digest. */
  sent: () => ReadonlyMap<string, number>
  /** The name of the same image where what is sent is counted, at a cost of time. */
  counted: (name: string) => string
}

/** Null where this machine cannot have one. */
export async function countedRegistry(folder: string): Promise<CountedRegistry | null> {
  const found = findRegistry()
  if ('reason' in found) {
    console.error(found.reason)
    return null
  }
  const registry = await startRegistry(found.program, join(folder, 'registry'))
  let sent = new Map<string, number>()
  const [hostname, port] = registry.host.split(':')
  const front = http.createServer(({method, url = '/', headers}, response) => {
    const digest = method === 'GET' ? /\/blobs\/(sha256:[0-9a-f]{64})/.exec(url)?.[1] : undefined
    const onward = http.request({hostname, port, method, path: url, headers}, answer => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      if (digest !== undefined)
        answer.on('data', (piece: Buffer) => sent.set(digest, (sent.get(digest) ?? 0) + piece.length))
      answer.pipe(response)
    })
    onward.end()
  })
  await new Promise<void>(resolve => front.listen(0, '127.0.0.1', resolve))
  const name = (image: string) => `${registry.host}/bench/${image}:one`
  return {
    push(image) {
      execFileSync('docker', ['image', 'tag', `go-image-bench/${image}`, name(image)])
      execFileSync('docker', ['image', 'push', '--quiet', name(image)], {stdio: ['ignore', 'ignore', 'inherit']})
      execFileSync('docker', ['image', 'rm', name(image)], {stdio: 'ignore'})
      return name(image)
    },
    async layers(image) {
      const accept = 'application/vnd.oci.image.manifest.v1+json,application/vnd.docker.distribution.manifest.v2+json'
      const answer = await fetch(`http://${registry.host}/v2/bench/${image}/manifests/one`, {headers: {accept}})
      return ((await answer.json()) as {layers: {digest: string; size: number}[]}).layers
    },
    sent() {
      const all = sent
      sent = new Map()
      return all
    },
    counted: image => `127.0.0.1:${(front.address() as AddressInfo).port}/bench/${image}:one`,
    [Symbol.asyncDispose]: async () => {
      front.closeAllConnections()
      front.close()
      await registry.close()
    },
  }
}
