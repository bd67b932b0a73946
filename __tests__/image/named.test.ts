import {mkdtempSync, readFileSync, rmSync} from 'node:fs'
import http from 'node:http'
import type {AddressInfo} from 'node:net'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, expect, test} from '@jest/globals'
import {measureNamed} from '../../src/image/named.ts'
import type {Watch} from '../../src/runner/watch.ts'
import {layoutIn, OCI} from './layouts.ts'

const root = mkdtempSync(join(tmpdir(), 'go-image-named-'))
afterAll(() => rmSync(root, {recursive: true, force: true}))

const layout = layoutIn(join(root, 'layout'))
const large = layout.layer(6_000_000, 'none')
const manifest = layout.image([large, layout.layer(1_000_000, 'none')])
layout.top([manifest])

/** What is said before anything was asked, each time the registry answers, and in the end. */
async function told(image: string, onAnswer: (heard: () => void) => void = () => {}): Promise<string[]> {
  const heard: string[] = []
  const watch: Watch = async (say, body) => {
    heard.push(say(2))
    onAnswer(() => heard.push(say(2)))
    const result = await body()
    heard.push(say(2))
    return result
  }
  const env = {DOCKER_CONFIG: root}
  const execute = async () => {
    throw new Error('nothing is to be started')
  }
  await measureNamed(image, '', {env, execute, watch})
  return heard
}

test('an image that comes from a registry is told by its bytes, with what is left of them', async () => {
  let answered = () => {}
  const server = http.createServer((request, response) => {
    const url = request.url ?? ''
    const digest = /sha256:[0-9a-f]{64}/.exec(url)?.[0] ?? manifest.digest
    if (digest !== manifest.digest) answered()
    response.writeHead(200, {'content-type': url.includes('/manifests/') ? OCI.manifest : 'application/octet-stream'})
    response.end(readFileSync(layout.pathOf(digest)))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const image = `127.0.0.1:${(server.address() as AddressInfo).port}/acme/app:v1`
  const said = await told(image, heard => {
    answered = heard
  })
  server.closeAllConnections()
  await new Promise(resolve => server.close(resolve))
  expect(said[0]).toBe(`measuring ${image}, 2.0 s`)
  expect(said).toContain(`measuring ${image}: 6.00 MB of 7.00 MB, 3.00 MB/s, 0.3 s left`)
  expect(said.at(-1)).toBe(`measuring ${image}: 7.00 MB of 7.00 MB, 3.50 MB/s`)
})

test('one that is on the disk by its time: nothing comes', async () => {
  const image = `oci:${join(root, 'layout')}`
  expect(new Set(await told(image))).toEqual(new Set([`measuring ${image}, 2.0 s`]))
})
