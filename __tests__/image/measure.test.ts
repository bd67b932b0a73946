import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import zlib from 'node:zlib'
import {afterAll, beforeEach, describe, expect, test} from '@jest/globals'
import type {KnownLayers} from '../../src/image/contents.ts'
import {measureLayout} from '../../src/image/measure.ts'
import {compressionOf} from '../../src/image/media-type.ts'
import {DOCKER, layoutIn, OCI} from './layouts.ts'

const root = mkdtempSync(join(tmpdir(), 'go-image-'))
afterAll(() => rmSync(root, {recursive: true, force: true}))

let layout: ReturnType<typeof layoutIn>
beforeEach(() => {
  layout = layoutIn(mkdtempSync(join(root, 'layout-')))
})

const amd64 = {os: 'linux', architecture: 'amd64'}
const arm = {os: 'linux', architecture: 'arm', variant: 'v7'}
const measured = (folder: string, known: KnownLayers = new Map()) =>
  measureLayout(folder, {source: 'test', stage: null, temp: root, known})
const measure = async (folder: string) => (await measured(folder)).facts
const platformsIn = async (folder: string) => (await measure(folder)).platforms.map(({platform}) => platform)

// Node 20 has no zstd; the runner's Node 24 has.
const compressions = ['gzip', 'none', ...('zstdCompressSync' in zlib ? (['zstd'] as const) : [])] as const

describe('an image', () => {
  test.each(compressions)('with %s layers has the bytes of its blobs and of what they unpack to', async compression => {
    const layers = [layout.layer(5_000, compression), layout.layer(90_001, compression)]
    const {platforms} = await measure(layout.top([layout.image(layers)]))
    expect(platforms).toEqual([
      expect.objectContaining({
        platform: 'linux/amd64',
        downloadBytes: layers[0]!.blob.size + layers[1]!.blob.size,
        diskBytes: 95_001,
        compression,
      }),
    ])
    expect(
      platforms[0]?.layers.map(layer => [layer.digest, layer.diffId, layer.downloadBytes, layer.diskBytes]),
    ).toEqual(layers.map(layer => [layer.blob.digest, layer.diffId, layer.blob.size, layer.bytes]))
  })

  test('with layers of several compressions is mixed', async () => {
    const {platforms} = await measure(layout.top([layout.image([layout.layer(2_010), layout.layer(2_010, 'none')])]))
    expect(platforms[0]?.compression).toBe('mixed')
  })

  test('downloads a layer that it has twice once, and has it on disk twice', async () => {
    const twice = layout.layer(10_000)
    const {platforms} = await measure(layout.top([layout.image([twice, twice])]))
    expect(platforms[0]).toMatchObject({downloadBytes: twice.blob.size, diskBytes: 20_000})
    expect(platforms[0]?.layers).toHaveLength(2)
  })

  test('without layers has no bytes', async () => {
    const {platforms} = await measure(layout.top([layout.image([])]))
    expect(platforms[0]).toMatchObject({downloadBytes: 0, diskBytes: 0, compression: 'none', layers: []})
  })

  test("with Docker's media types is read the same", async () => {
    const layer = layout.layer(2_000, 'gzip', DOCKER.layer)
    const image = layout.image([layer], {mediaType: DOCKER.manifest, platform: amd64})
    const {platforms} = await measure(layout.top([layout.index([image], DOCKER.index)]))
    expect(platforms[0]).toMatchObject({platform: 'linux/amd64', diskBytes: 2_000, compression: 'gzip'})
  })
})

describe('the platforms', () => {
  test('come from the index, and from the config where there is none', async () => {
    const layer = layout.layer(2_010)
    const folder = layout.top([
      layout.image([layer], {platform: arm}),
      layout.image([layer], {config: {architecture: 'arm64', variant: 'v8'}}),
    ])
    expect(await platformsIn(folder)).toEqual(['linux/arm/v7', 'linux/arm64'])
  })

  test('are found in nested indexes, each image once', async () => {
    const one = layout.image([layout.layer(2_010)], {platform: amd64})
    const two = layout.image([layout.layer(2_020)], {platform: arm})
    expect(await platformsIn(layout.top([layout.index([layout.index([one]), two]), one]))).toEqual([
      'linux/amd64',
      'linux/arm/v7',
    ])
  })

  test.each<[string, object]>([
    [
      'the old form',
      {
        platform: {os: 'unknown', architecture: 'unknown'},
        annotations: {'vnd.docker.reference.type': 'attestation-manifest', 'vnd.docker.reference.digest': 'sha256:0'},
      },
    ],
    ['the old form without annotations', {platform: {os: 'unknown', architecture: 'unknown'}}],
    ['the new form', {artifactType: 'application/vnd.docker.attestation.manifest.v1+json', platform: amd64}],
  ])('leave out attestations in %s', async (_, marks) => {
    const image = layout.image([layout.layer(2_010)], {platform: amd64})
    const attestation = {...layout.put({schemaVersion: 2, layers: [], subject: image}, OCI.manifest), ...marks}
    expect(await platformsIn(layout.top([layout.index([image, attestation])]))).toEqual(['linux/amd64'])
  })
})

describe('what is damaged is an error that names the blob', () => {
  const one = () => {
    const layer = layout.layer(5_000)
    return {layer, folder: layout.top([layout.image([layer])])}
  }

  test('a manifest whose content is another', async () => {
    const image = layout.image([layout.layer(2_010)])
    writeFileSync(layout.pathOf(image.digest), '{}')
    await expect(measure(layout.top([image]))).rejects.toThrow(`the manifest ${image.digest} is damaged`)
  })

  test('a layer that does not unpack', async () => {
    const {layer, folder} = one()
    writeFileSync(layout.pathOf(layer.blob.digest), 'no gzip')
    await expect(measure(folder)).rejects.toThrow()
  })

  test('a layer that breaks off', async () => {
    const {layer, folder} = one()
    writeFileSync(layout.pathOf(layer.blob.digest), zlib.gzipSync(Buffer.alloc(5_000)).subarray(0, 20))
    await expect(measure(folder)).rejects.toThrow()
  })

  test('a layer that unpacks to something else', async () => {
    const {layer, folder} = one()
    writeFileSync(layout.pathOf(layer.blob.digest), zlib.gzipSync('other'))
    await expect(measure(folder)).rejects.toThrow(`the layer ${layer.blob.digest} is damaged`)
  })

  test('a config with more or fewer layers than the manifest', async () => {
    const layer = layout.layer(2_010)
    for (const diffIds of [[], [layer.diffId, layer.diffId]]) {
      const folder = layout.top([layout.image([layer], {config: {rootfs: {type: 'layers', diff_ids: diffIds}}})])
      await expect(measure(folder)).rejects.toThrow(/1 layers? and [02] diff IDs/)
    }
  })

  test.each(['sha256:../../../etc/passwd', 'sha256:abc', 'md5:00', ''])(
    'a digest that is none (%j), which is no path either',
    async digest => {
      await expect(measure(layout.top([{mediaType: OCI.manifest, digest, size: 1}]))).rejects.toThrow()
    },
  )

  test('a layout without an image', async () => {
    await expect(measure(layout.top([]))).rejects.toThrow('no image')
  })
})

test('a layer that was measured before is not unpacked again', async () => {
  const layer = layout.layer(5_000)
  const folder = layout.top([layout.image([layer])])
  const before = await measured(folder)
  rmSync(layout.pathOf(layer.blob.digest))
  const known = new Map(before.layers.map(contents => [contents.diffId, contents]))
  expect(await measured(folder, known)).toEqual(before)
})

test.each([
  [`${OCI.layer}+gzip`, 'gzip'],
  [`${OCI.layer}+zstd`, 'zstd'],
  [OCI.layer, 'none'],
  [DOCKER.layer, 'gzip'],
  ['application/vnd.docker.image.rootfs.foreign.diff.tar.gzip', 'gzip'],
  ['application/vnd.docker.image.rootfs.diff.tar', 'none'],
  ['', 'none'],
])('%s is %s', (mediaType, compression) => {
  expect(compressionOf(mediaType)).toBe(compression)
})
