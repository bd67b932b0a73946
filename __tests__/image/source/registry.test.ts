import {createHash} from 'node:crypto'
import {mkdtempSync, readFileSync, rmSync} from 'node:fs'
import http from 'node:http'
import type {AddressInfo} from 'node:net'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterEach, describe, expect, test} from '@jest/globals'
import type {LayerContents} from '../../../src/image/contents.ts'
import {measureImage} from '../../../src/image/measure.ts'
import {readImages} from '../../../src/image/source/manifests.ts'
import {registrySource} from '../../../src/image/source/registry.ts'
import {anonymous} from '../../../src/registry/credentials.ts'
import {parseImageName} from '../../../src/registry/image-name.ts'
import {layoutIn, type MadeLayer, OCI} from '../layouts.ts'

const servers: http.Server[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    await new Promise(resolve => server.close(resolve))
  }
})

type Answer = {body: Buffer | string; type?: string; status?: number}

/** Answers by path, and notes what is accepted. */
async function serve(answers: (path: string) => Answer): Promise<{host: string; accepted: Set<string>}> {
  const accepted = new Set<string>()
  const server = http.createServer((request, response) => {
    accepted.add(request.headers.accept ?? '')
    const {body, type = OCI.manifest, status = 200} = answers(request.url ?? '')
    response.writeHead(status, {'content-type': type}).end(body)
  })
  servers.push(server)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {host: `127.0.0.1:${(server.address() as AddressInfo).port}`, accepted}
}

const open = (host: string, rest = 'acme/app:v1') =>
  registrySource(parseImageName(`${host}/${rest}`)!, {credentials: anonymous, wait: async () => {}})

const digestOf = (text: string) => `sha256:${createHash('sha256').update(text).digest('hex')}`
const config = JSON.stringify({os: 'linux', architecture: 'arm64', rootfs: {diff_ids: []}})
const manifest = JSON.stringify({
  schemaVersion: 2,
  config: {mediaType: OCI.config, digest: digestOf(config), size: config.length},
  layers: [],
})
const blob = {mediaType: OCI.manifest, digest: digestOf(manifest), size: manifest.length}

describe('an image in a registry', () => {
  test('is asked for in the types of the OCI and of Docker, and named in full', async () => {
    const {host, accepted} = await serve(path => ({body: path.includes('/manifests/') ? manifest : config}))
    const source = await open(host)
    expect(source.name).toBe(`${host}/acme/app:v1`)
    const [image] = await readImages(source)
    expect(image).toMatchObject({platform: 'linux/arm64', manifestDigest: blob.digest, provenance: null})
    for (const type of ['oci.image.index.v1', 'oci.image.manifest.v1', 'manifest.list.v2', 'distribution.manifest.v2'])
      expect([...accepted][0]).toContain(type)
  })

  test('has documents that are those of their digests, or is damaged', async () => {
    const index = JSON.stringify({manifests: [{...blob, platform: {os: 'linux', architecture: 'arm64'}}]})
    const {host} = await serve(path => ({
      ...(path.endsWith('/v1') && {type: OCI.index}),
      body: path.endsWith('/v1') ? index : path.includes('/manifests/') ? `${manifest} ` : config,
    }))
    await expect(readImages(await open(host))).rejects.toThrow(`the manifest ${blob.digest} is damaged`)
    await expect(open(host, `acme/app@${blob.digest}`)).rejects.toThrow(`the manifest ${blob.digest} is damaged`)
    const other = await serve(path => ({
      body: path.includes('/manifests/') ? manifest : config.replace('arm64', 'amd64'),
    }))
    await expect(readImages(await open(other.host))).rejects.toThrow(`the config ${digestOf(config)} is damaged`)
  })

  test('of which the registry lost a platform has the others', async () => {
    const platform = {os: 'linux', architecture: 'amd64'}
    const lost = {mediaType: OCI.manifest, digest: `sha256:${'1'.repeat(64)}`, size: 9, platform}
    const index = JSON.stringify({manifests: [lost, blob]})
    const {host} = await serve(path => {
      if (path.endsWith('/v1')) return {body: index, type: OCI.index}
      if (path.endsWith(lost.digest)) return {body: '', status: 404}
      return {body: path.includes('/manifests/') ? manifest : config}
    })
    expect((await readImages(await open(host))).map(image => image.platform)).toEqual(['linux/arm64'])
  })

  test.each<[string, Answer, string]>([
    ['a manifest of 10 MB', {body: Buffer.alloc(10_000_000, 'x')}, 'the manifest v1 is larger than the 4194304 bytes'],
    ['what is no manifest', {body: '<html>'}, 'is not JSON'],
    [
      "Docker's first format",
      {body: '{"schemaVersion":1}', type: 'application/vnd.docker.distribution.manifest.v1+prettyjws'},
      "is of Docker's first format",
    ],
    ['a refusal', {body: '', status: 403}, 'status 403. Log in before this step'],
    ['nothing', {body: '', status: 404}, 'There is no image'],
    ['an error that stays', {body: '', status: 503}, 'status 503'],
  ])('is an error where it answers with %s', async (_, answer, message) => {
    const {host} = await serve(() => answer)
    await expect(open(host).then(source => readImages(source))).rejects.toThrow(message)
  })
})

describe('layers of an image in a registry', () => {
  /** Bytes of a blob that come in ranges: more than four of 2 MB. */
  const LARGE = 24_000_000

  test('are asked for once, and not again where they are known, also below a new one', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'registry-layers-'))
    try {
      const layout = layoutIn(folder)
      const [base, own, fresh] = [layout.layer(LARGE), layout.layer(20_000), layout.layer(30_000)]
      const image = (layers: MadeLayer[]) => layout.image(layers)
      const tags = new Map([
        ['v1', image([base, own])],
        ['v2', image([base, own, fresh])],
      ])
      const asked: string[] = []
      const sent = new Map<string, number>()
      const server = http.createServer((request, response) => {
        const [, kind, name = ''] = /\/(manifests|blobs)\/(.+)$/.exec(request.url ?? '') ?? []
        const digest = tags.get(name)?.digest ?? name
        const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? []
        const whole = readFileSync(layout.pathOf(digest))
        const body = first === undefined ? whole : whole.subarray(Number(first), Number(last) + 1)
        if (kind === 'blobs') {
          asked.push(digest)
          sent.set(digest, (sent.get(digest) ?? 0) + body.length)
        }
        response.writeHead(first === undefined ? 200 : 206, {
          'content-type': OCI.manifest,
          'content-length': body.length,
          ...(first !== undefined && {
            'content-range': `bytes ${first}-${Number(first) + body.length - 1}/${whole.length}`,
          }),
        })
        response.end(body)
      })
      servers.push(server)
      await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
      const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
      const measure = async (tag: string, layers: LayerContents[]) => {
        asked.length = 0
        sent.clear()
        const known = new Map(layers.map(contents => [contents.diffId, contents]))
        await using source = await open(host, `acme/app:${tag}`)
        const measured = await measureImage(source, {stage: null, known, temp: folder})
        const requests = (layer: MadeLayer) => asked.filter(digest => digest === layer.blob.digest).length
        const bytes = (layer: MadeLayer) => sent.get(layer.blob.digest) ?? 0
        return {...measured, of: (...all: MadeLayer[]) => all.map(layer => [requests(layer), bytes(layer)])}
      }

      const first = await measure('v1', [])
      expect(first.of(base, own)).toEqual([
        [Math.ceil(base.blob.size / (2 * 1024 * 1024)), base.blob.size],
        [1, own.blob.size],
      ])
      const second = await measure('v2', first.layers)
      expect(second.of(base, own, fresh)).toEqual([
        [0, 0],
        [0, 0],
        [1, fresh.blob.size],
      ])
      expect(second.facts.platforms[0]!.diskBytes).toBe(base.bytes + own.bytes + fresh.bytes)
      const again = await measure('v2', second.layers)
      expect(again.of(base, own, fresh).flat()).toEqual([0, 0, 0, 0, 0, 0])
    } finally {
      rmSync(folder, {recursive: true, force: true})
    }
  })
})
