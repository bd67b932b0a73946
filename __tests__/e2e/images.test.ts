/** Images where they really are: in a registry, in the engine, in what `docker image save` writes. */
import {execFile, execFileSync} from 'node:child_process'
import {createHash, randomUUID} from 'node:crypto'
import {mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {promisify} from 'node:util'
import zlib from 'node:zlib'
import {afterAll, beforeAll, describe, expect, jest, test} from '@jest/globals'
import type {ImageFacts} from '../../src/image/facts.ts'
import {measureImage} from '../../src/image/measure.ts'
import {openImage} from '../../src/image/source/open.ts'
import {childEnvironment, type Execute, execute} from '../../src/runner/exec.ts'
import {type Blob, layoutIn, OCI} from '../image/layouts.ts'
import {findRegistry, guardRegistry, type Registry, scatterRegistry, startRegistry} from './loopback/registry.ts'

jest.setTimeout(180_000)

const run = promisify(execFile)
const root = mkdtempSync(join(tmpdir(), 'go-image-images-'))
const temp = join(root, 'temp')
mkdirSync(temp)
afterAll(() => {
  const left = readdirSync(temp)
  rmSync(root, {recursive: true, force: true})
  expect(left).toEqual([])
})

const start: Execute = (command, args, more) =>
  execute(command, args, {env: childEnvironment(process.env, {layerCacheToken: false}), ...more})

async function measure(written: string, options: {config?: string; platforms?: string[]} = {}): Promise<ImageFacts> {
  const env = {...process.env, DOCKER_CONFIG: options.config ?? join(root, 'nobody')}
  await using source = await openImage(written, {execute: start, env, temp})
  return (await measureImage(source, {stage: null, platforms: options.platforms ?? [], temp})).facts
}

/** Two platforms, one layer of both, one of 20 MB that must come in ranges, and an attestation. */
function writeLayout() {
  const layout = layoutIn(join(root, 'layout'))
  const [base, large, small] = [layout.layer(300_000), layout.layer(40_000_000), layout.layer(2_010, 'none')]
  const image = (architecture: string, own: typeof base) =>
    layout.image([base, own], {platform: {os: 'linux', architecture}, config: {architecture}})
  const [amd64, arm64] = [image('amd64', large), image('arm64', small)]
  const statement = {
    ...layout.put({}, 'application/vnd.in-toto+json'),
    annotations: {'in-toto.io/predicate-type': 'https://slsa.dev/provenance/v1'},
  }
  const attestation = {
    ...layout.put({schemaVersion: 2, config: layout.put({}, OCI.config), layers: [statement]}, OCI.manifest),
    platform: {os: 'unknown', architecture: 'unknown'},
    annotations: {'vnd.docker.reference.type': 'attestation-manifest', 'vnd.docker.reference.digest': amd64.digest},
  }
  const index = layout.index([amd64, arm64, attestation])
  return {layout, index, amd64, arm64, large}
}

const made = writeLayout()
const folder = made.layout.top([{...made.index, annotations: {'org.opencontainers.image.ref.name': 'v1'}}])

/** The sums that a few lines of nothing but JSON and gunzip come to. */
function sumsOf(manifest: Blob): {downloadBytes: number; diskBytes: number} {
  const {layers} = JSON.parse(readFileSync(made.layout.pathOf(manifest.digest), 'utf8')) as {layers: Blob[]}
  const unpacked = layers.map(({digest, mediaType}) => {
    const bytes = readFileSync(made.layout.pathOf(digest))
    return mediaType.endsWith('gzip') ? zlib.gunzipSync(bytes).length : bytes.length
  })
  const add = (sizes: number[]) => sizes.reduce((total, size) => total + size, 0)
  return {downloadBytes: add(layers.map(({size}) => size)), diskBytes: add(unpacked)}
}

const expected = [
  {platform: 'linux/amd64', manifestDigest: made.amd64.digest, provenance: true, ...sumsOf(made.amd64)},
  {platform: 'linux/arm64', manifestDigest: made.arm64.digest, provenance: false, ...sumsOf(made.arm64)},
]

/** As distribution-spec has it, without a line of ours. */
async function push(host: string, name: string): Promise<void> {
  const blobs = join(root, 'layout/blobs/sha256')
  const manifests = new Map([made.amd64, made.arm64, made.index].map(({digest, mediaType}) => [digest, mediaType]))
  const digests = readdirSync(blobs).map(hex => `sha256:${hex}`)
  const put = async (url: string, body: Buffer, type: string) => {
    const {status} = await fetch(url, {method: 'PUT', body: new Uint8Array(body), headers: {'content-type': type}})
    if (status !== 201) throw new Error(`${url}: ${status}`)
  }
  for (const digest of digests) {
    const started = await fetch(`http://${host}/v2/${name}/blobs/uploads/`, {method: 'POST'})
    const body = readFileSync(made.layout.pathOf(digest))
    await put(`${started.headers.get('location')}&digest=${digest}`, body, 'application/octet-stream')
  }
  for (const digest of digests) {
    const body = readFileSync(made.layout.pathOf(digest))
    if (!manifests.has(digest) && body.includes('"config"'))
      await put(`http://${host}/v2/${name}/manifests/${digest}`, body, OCI.manifest)
  }
  for (const [digest, type] of manifests)
    await put(`http://${host}/v2/${name}/manifests/${digest}`, readFileSync(made.layout.pathOf(digest)), type)
  await put(`http://${host}/v2/${name}/manifests/v1`, readFileSync(made.layout.pathOf(made.index.digest)), OCI.index)
}

test('a layout has the figures that its manifests sum up to', async () => {
  expect(await measure(`oci:${folder}:v1`)).toMatchObject({source: `oci:${folder}:v1`, platforms: expected})
})

const found = findRegistry()
if ('reason' in found) {
  describe.skip(`a registry (${found.reason})`, () => test('has images', () => {}))
} else {
  describe('an image in a registry', () => {
    let registry: Registry
    beforeAll(async () => {
      registry = await startRegistry(found.program, join(root, 'registry'))
      await push(registry.host, 'acme/app')
    })
    afterAll(() => registry?.close())

    test.each(['acme/app:v1', `acme/app@${made.index.digest}`, `acme/app:none@${made.index.digest}`])(
      '%s has the figures of its layout',
      async name => {
        const image = `${registry.host}/${name}`
        expect(await measure(image)).toMatchObject({source: image, platforms: expected})
      },
    )

    test('by the digest of one manifest is that platform, and its provenance is not known', async () => {
      const {platforms} = await measure(`${registry.host}/acme/app@${made.arm64.digest}`)
      expect(platforms).toMatchObject([{...expected[1], provenance: null}])
    })

    test('is read for one platform alone', async () => {
      const front = await scatterRegistry(registry, null)
      const {platforms} = await measure(`${front.host}/acme/app:v1`, {platforms: ['linux/arm64']})
      expect(platforms).toMatchObject([expected[1]])
      // A configuration and two layers, none of the other platform.
      expect(front.blobs.requests.map(({range}) => range)).not.toContain('bytes=0-4194303')
      await Promise.all([front.close(), front.blobs.close()])
    })

    test('comes in ranges from another host, over connections that all break once', async () => {
      const front = await scatterRegistry(registry, 10_000)
      expect((await measure(`${front.host}/acme/app:v1`)).platforms).toMatchObject(expected)
      const {requests} = front.blobs
      expect(requests.length).toBeGreaterThan(10)
      expect(requests.every(({authorization}) => authorization === '')).toBe(true)
      await Promise.all([front.close(), front.blobs.close()])
    })

    test.each(['bearer', 'basic'] as const)('that wants a login (%s) is read with that of docker', async scheme => {
      const guard = await guardRegistry(registry, {scheme, username: 'octocat', password: 's3cret'})
      const config = join(root, `docker-${scheme}`)
      mkdirSync(config)
      const auth = Buffer.from('octocat:s3cret').toString('base64')
      writeFileSync(join(config, 'config.json'), JSON.stringify({auths: {[guard.host]: {auth}}}))
      const image = `${guard.host}/acme/app:v1`
      expect((await measure(image, {config})).platforms).toMatchObject(expected)
      await expect(measure(image)).rejects.toMatchObject({
        name: 'UserError',
        message: expect.stringMatching(/Log in before/),
      })
      await guard.close()
    })

    test('is read with a token for nobody where the registry gives one', async () => {
      const options = {scheme: 'bearer', username: 'octocat', password: 's3cret', anonymousPull: true} as const
      const guard = await guardRegistry(registry, options)
      expect((await measure(`${guard.host}/acme/app:v1`)).platforms).toMatchObject(expected)
      expect(guard.requests.filter(({path}) => path === '/token')).toHaveLength(1)
      await guard.close()
    })

    test.each([
      ['acme/app:none', 'image-missing', /^There is no image 127\.0\.0\.1:\d+\/acme\/app:none/],
      ['acme/none', 'image-missing', /^There is no image .*acme\/none:latest/],
      [`acme/app@sha256:${'0'.repeat(64)}`, 'image-missing', /^There is no image/],
    ])('%s that is not there is an error for its reader', async (name, code, message) => {
      await expect(measure(`${registry.host}/${name}`)).rejects.toMatchObject({
        ...{name: 'UserError', code, message: expect.stringMatching(message)},
      })
    })

    test('whose layer became another one in the registry is damaged', async () => {
      await push(registry.host, 'acme/tampered')
      const hex = made.large.blob.digest.slice(7)
      const data = join(registry.content, 'docker/registry/v2/blobs/sha256', hex.slice(0, 2), hex, 'data')
      const content = readFileSync(data)
      writeFileSync(data, Buffer.concat([content.subarray(0, -1), Buffer.from([content.at(-1)! ^ 1])]))
      await expect(measure(`${registry.host}/acme/tampered:v1`)).rejects.toThrow(
        `the layer ${made.large.blob.digest} cannot be read`,
      )
      writeFileSync(data, content)
    })
  })
}

const noEngine = await run('docker', ['info', '--format={{.DriverStatus}}']).then(
  ({stdout}) => (stdout.includes('containerd.snapshotter') ? null : 'the engine has another image store'),
  () => 'Docker does not answer',
)
;(noEngine === null ? describe : describe.skip)(`an image of the engine ${noEngine ?? ''}`, () => {
  const name = `go-image-e2e/images-${randomUUID().slice(0, 8)}`
  const archive = join(root, 'image.tar')
  beforeAll(() => {
    // The engine unpacks what it loads, so that this one has layers that are tars.
    const context = join(root, 'context')
    mkdirSync(context)
    for (const file of ['a', 'b']) writeFileSync(join(context, file), createHash('sha512').update(file).digest())
    writeFileSync(join(context, 'Dockerfile'), 'FROM scratch\nCOPY a /\nCOPY b /\nUSER 65532\n')
    execFileSync('docker', ['buildx', 'build', '-q', '--builder=default', '-t', `${name}:v1`, context], {stdio: 'pipe'})
    execFileSync('docker', ['image', 'save', '-o', archive, `${name}:v1`])
  })
  afterAll(() => void execFileSync('docker', ['image', 'rm', '-f', `${name}:v1`], {stdio: 'pipe'}))

  test('is found by its name before a registry is asked, and by no other way the same', async () => {
    const facts = await measure(`${name}:v1`)
    expect(facts).toMatchObject({
      source: `docker:${name}:v1`,
      platforms: [{compression: 'gzip', provenance: true, settings: {user: '65532'}}],
    })
    const ways = [`docker:${name}:v1`, `docker-archive:${archive}`, `docker-archive:${archive}:${name}:v1`]
    for (const written of [...ways, `oci-archive:${archive}:v1`])
      expect((await measure(written)).platforms).toEqual(facts.platforms)
  })

  test('that it does not have is an error with what both say', async () => {
    await expect(measure(`docker:${name}:none`)).rejects.toMatchObject({
      ...{
        code: 'image-missing',
        message: expect.stringContaining(`"${name}:none" cannot be read from the local engine`),
      },
    })
  })
})
