import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeEach, describe, expect, test} from '@jest/globals'
import type {PlatformFacts} from '../../../src/image/facts.ts'
import {measureImage} from '../../../src/image/measure.ts'
import type {BlobSource} from '../../../src/image/source/blob-source.ts'
import {folderFiles} from '../../../src/image/source/files.ts'
import {layoutSource} from '../../../src/image/source/layout.ts'
import {readImages} from '../../../src/image/source/manifests.ts'
import {type Blob, layoutIn, OCI} from '../layouts.ts'

const root = mkdtempSync(join(tmpdir(), 'go-image-'))
afterAll(() => rmSync(root, {recursive: true, force: true}))

let layout: ReturnType<typeof layoutIn>
beforeEach(() => {
  layout = layoutIn(mkdtempSync(join(root, 'layout-')))
})

const linux = (architecture: string, variant?: string) => ({os: 'linux', architecture, ...(variant && {variant})})
const open = (manifests: Blob[], tag: string | null = null, complete = true) =>
  layoutSource(folderFiles(layout.top(manifests)), {name: 'oci:test', tag, complete})
const platforms = async (source: BlobSource | Promise<BlobSource>, wanted: string[] = []) =>
  (await readImages(await source, wanted)).map(({platform}) => platform)
const measured = async (manifests: Blob[], complete = true): Promise<PlatformFacts> =>
  (await measureImage(await open(manifests, null, complete), {stage: null, temp: tmpdir()})).facts.platforms[0]!
const image = (architecture = 'amd64', config: object = {}) =>
  layout.image([layout.layer(2_010)], {platform: linux(architecture), config: {architecture, ...config}})
const ref = (blob: Blob, name: string) => ({...blob, annotations: {'org.opencontainers.image.ref.name': name}})

describe('platforms', () => {
  test('are chosen by their names, also by others that mean the same', async () => {
    const index = layout.index([image('amd64'), image('arm64'), image('arm')])
    for (const [wanted, found] of [
      ['linux/arm64', 'linux/arm64'],
      ['linux/arm64/v8', 'linux/arm64'],
      ['linux/aarch64', 'linux/arm64'],
      ['linux/x86_64', 'linux/amd64'],
      ['linux/arm/v7', 'linux/arm'],
    ])
      expect(await platforms(open([index]), [wanted!])).toEqual([found])
    expect(await platforms(open([index]), ['linux/arm64', 'linux/amd64'])).toEqual(['linux/amd64', 'linux/arm64'])
  })

  test.each([['linux/arm/v6'], ['linux/amd64/v3'], ['windows/amd64']])('%s is not what is not that', async wanted => {
    const index = layout.index([image('amd64'), image('arm')])
    await expect(platforms(open([index]), [wanted])).rejects.toThrow(
      `oci:test has no image for ${wanted}. It has linux/amd64, linux/arm.`,
    )
  })

  test('that are not wanted are not read', async () => {
    const other = image('arm64')
    rmSync(layout.pathOf(other.digest))
    expect(await platforms(open([layout.index([image(), other])]), ['linux/amd64'])).toEqual(['linux/amd64'])
  })

  test('are those of the configuration where the index is empty or silent', async () => {
    const silent = layout.image([layout.layer(2_010)], {config: {architecture: 's390x'}})
    const empty = layout.image([layout.layer(2_020)], {platform: {os: '', architecture: ''}, config: {os: 'freebsd'}})
    expect(await platforms(open([layout.index([silent, empty])]))).toEqual(['linux/s390x', 'freebsd/amd64'])
  })

  test('that an index names twice are those of its first entry, as docker takes them', async () => {
    const [first, second] = [image('amd64', {created: '2026-01-01T00:00:00Z'}), image('amd64')]
    const [found] = await readImages(await open([layout.index([first, second])]))
    expect(found!.manifestDigest).toBe(first.digest)
  })

  test('whose manifest was not saved are left out, unless none was', async () => {
    const [one, other] = [image(), image('arm64')]
    rmSync(layout.pathOf(other.digest))
    expect(await platforms(open([layout.index([one, other])]))).toEqual(['linux/amd64'])
    rmSync(layout.pathOf(one.digest))
    await expect(platforms(open([layout.index([one, other])]))).rejects.toThrow(
      'oci:test lists linux/amd64, linux/arm64, but does not have it.',
    )
  })
})

describe('of several images', () => {
  test('the named one is taken', async () => {
    const [one, two] = [image(), image('amd64', {created: '2026-01-01T00:00:00Z'})]
    const docker = {...two, annotations: {'io.containerd.image.name': 'docker.io/library/app:two'}}
    for (const [tag, digest] of [
      ['one', one.digest],
      ['app:two', two.digest],
      ['docker.io/library/app:two', two.digest],
    ] as const) {
      const [found] = await readImages(await open([ref(one, 'one'), docker], tag))
      expect(found!.manifestDigest).toBe(digest)
    }
    await expect(open([ref(one, 'one'), docker], 'three')).rejects.toThrow(
      'oci:test has no image with the name "three"; it has "one", "docker.io/library/app:two".',
    )
  })

  test('for one platform none is guessed', async () => {
    const [one, two] = [image(), image('amd64', {created: '2026-01-01T00:00:00Z'})]
    await expect(platforms(open([ref(one, 'one'), ref(two, 'two')]))).rejects.toThrow(
      'oci:test has several images for linux/amd64. Name one of them: it has "one", "two".',
    )
    expect(await platforms(open([ref(one, 'one'), ref(one, 'latest')]))).toEqual(['linux/amd64'])
  })
})

describe('provenance', () => {
  const attestation = (of: Blob, predicate: string, artifact = false): Blob => ({
    ...layout.put(
      {
        schemaVersion: 2,
        config: layout.put({}, artifact ? 'application/vnd.oci.empty.v1+json' : OCI.config),
        layers: [
          {
            ...layout.put({predicate}, 'application/vnd.in-toto+json'),
            annotations: {'in-toto.io/predicate-type': predicate},
          },
        ],
      },
      OCI.manifest,
    ),
    ...(artifact
      ? {artifactType: 'application/vnd.docker.attestation.manifest.v1+json', platform: linux('amd64')}
      : {platform: {os: 'unknown', architecture: 'unknown'}}),
    annotations: {'vnd.docker.reference.type': 'attestation-manifest', 'vnd.docker.reference.digest': of.digest},
  })

  test.each([
    ['https://slsa.dev/provenance/v0.2', false, true],
    ['https://slsa.dev/provenance/v1', true, true],
    ['https://spdx.dev/Document', false, false],
  ])('%s, as an artifact: %s, is there: %s', async (predicate, artifact, there) => {
    const one = image()
    const index = layout.index([one, attestation(one, predicate, artifact)])
    expect((await measured([index])).provenance).toBe(there)
  })

  test('of another image is not that of this one', async () => {
    const [one, other] = [image(), image('arm64')]
    const index = layout.index([one, other, attestation(other, 'https://slsa.dev/provenance/v1')])
    const found = await readImages(await open([index]))
    expect(found.map(({provenance}) => provenance)).toEqual([false, true])
  })

  test('cannot be told where an archive may have left it out', async () => {
    expect((await measured([image()])).provenance).toBe(false)
    expect((await measured([image()], false)).provenance).toBeNull()
    const one = image()
    const lost = attestation(one, 'https://slsa.dev/provenance/v1')
    rmSync(layout.pathOf(lost.digest))
    expect((await measured([layout.index([one, lost])])).provenance).toBeNull()
  })
})

describe('an image', () => {
  test('has the settings of its configuration', async () => {
    const config = {
      User: '65532:65532',
      Entrypoint: ['/app'],
      Cmd: null,
      WorkingDir: '/data',
      ExposedPorts: {'9090/tcp': {}, '8080/tcp': {}},
      Labels: {'org.opencontainers.image.source': 'https://example.com'},
      Env: ['PATH=/bin'],
    }
    expect((await measured([image('amd64', {created: '2026-01-01T00:00:00Z', config})])).settings).toEqual({
      user: '65532:65532',
      entrypoint: ['/app'],
      command: [],
      workingDirectory: '/data',
      ports: ['8080/tcp', '9090/tcp'],
      created: '2026-01-01T00:00:00Z',
      labels: {'org.opencontainers.image.source': 'https://example.com'},
      environment: ['PATH=/bin'],
    })
    expect((await measured([image('amd64', {config: null, created: 'soon'})])).settings).toMatchObject({
      user: '',
      entrypoint: [],
      labels: {},
      created: null,
    })
  })

  test('stands on the base that its annotations name', async () => {
    const digest = `sha256:${'1'.repeat(64)}`
    const name = 'docker.io/library/alpine:3.23'
    const annotated = (annotations: object) => ({...image(), annotations})
    const key = 'org.opencontainers.image.base'
    expect((await measured([annotated({[`${key}.name`]: name, [`${key}.digest`]: digest})])).base).toEqual({
      name,
      digest,
    })
    expect((await measured([annotated({[`${key}.name`]: name, [`${key}.digest`]: 'latest'})])).base).toEqual({
      name,
      digest: null,
    })
    expect((await measured([annotated({[`${key}.digest`]: digest})])).base).toBeNull()
  })

  test.each([
    'application/vnd.oci.image.layer.nondistributable.v1.tar+gzip',
    'application/vnd.docker.image.rootfs.foreign.diff.tar.gzip',
  ])('may lack a layer of %s, which is marked, and no other', async mediaType => {
    const [own, foreign] = [layout.layer(2_050), layout.layer(3_000, 'gzip', mediaType)]
    const both = layout.image([own, foreign], {platform: linux('amd64')})
    expect((await measured([both])).layers.map(layer => layer.foreign)).toEqual([undefined, undefined])
    rmSync(layout.pathOf(foreign.blob.digest))
    const facts = await measured([both])
    expect(facts).toMatchObject({diskBytes: 2_050, downloadBytes: own.blob.size + foreign.blob.size})
    expect(facts.layers.map(layer => layer.foreign)).toEqual([undefined, true])
    rmSync(layout.pathOf(own.blob.digest))
    await expect(measured([both])).rejects.toThrow(`the layer ${own.blob.digest} is missing`)
  })

  test('may be listed with the type of its configuration; other artifacts are no images', async () => {
    const one = {...image(), artifactType: OCI.config}
    const signature = {...image('arm64'), artifactType: 'application/vnd.dev.cosign.artifact.sig.v1+json'}
    const chart = layout.put(
      {schemaVersion: 2, config: layout.put({}, 'application/vnd.cncf.helm.config.v1+json'), layers: []},
      OCI.manifest,
    )
    expect(await platforms(open([layout.index([one, signature, chart])]))).toEqual(['linux/amd64'])
    await expect(platforms(open([chart]))).rejects.toThrow('of the type application/vnd.cncf.helm.config.v1+json')
  })
})

describe('hostile documents end in an error', () => {
  const nested = (depth: number) => {
    let blob = image()
    for (let level = 0; level < depth; level++) blob = layout.index([blob])
    return blob
  }

  test('indexes that are nested too deep', async () => {
    expect(await platforms(open([nested(8)]))).toEqual(['linux/amd64'])
    await expect(platforms(open([nested(9)]))).rejects.toThrow('nested more than 8 deep')
  })

  test('indexes that are each other', async () => {
    const digest = `sha256:${'c'.repeat(64)}`
    const circle = {mediaType: OCI.index, digest, size: 1}
    const source: BlobSource = {
      ...(await open([image()])),
      roots: [circle],
      // No bytes hash to what they hold: only a source that does not verify could bring such.
      document: async () => Buffer.from(JSON.stringify({manifests: [circle]})),
    }
    await expect(readImages(source)).rejects.toThrow(`the index ${digest} has itself as an entry`)
  })

  test('indexes of very many entries, also those that are one entry many times', async () => {
    const one = image()
    await expect(platforms(open([layout.index(Array(3_000).fill(one))]))).rejects.toThrow('more than 2000 entries')
    let doubled = layout.index([one])
    for (let level = 0; level < 6; level++) doubled = layout.index(Array(100).fill(doubled))
    expect(await platforms(open([doubled]))).toEqual(['linux/amd64'])
  })

  test('a document that is an index and an image', async () => {
    const both = layout.put({schemaVersion: 2, manifests: [], layers: [], config: {}}, OCI.index)
    await expect(platforms(open([both]))).rejects.toThrow('is both an index and an image')
    const hidden = layout.put({schemaVersion: 2, manifests: [], layers: [], config: {}}, OCI.manifest)
    await expect(platforms(open([hidden]))).rejects.toThrow('is listed as an image and is an index')
  })

  test.each([
    ['manifest', OCI.manifest],
    ['index', OCI.index],
  ])('a %s of 10 MB, before it is read', async (_, mediaType) => {
    const blob = layout.put({schemaVersion: 2, manifests: [], padding: 'x'.repeat(10_000_000)}, mediaType)
    await expect(platforms(open([blob]))).rejects.toThrow(/has 100000\d\d bytes, more than the 4194304/)
  })

  test('an index.json of 10 MB', async () => {
    const folder = layout.top([image()])
    writeFileSync(join(folder, 'index.json'), `{"manifests":[]}${' '.repeat(10_000_000)}`)
    await expect(layoutSource(folderFiles(folder), {name: 'x', tag: null, complete: true})).rejects.toThrow(
      'index.json has 10000016 bytes',
    )
  })

  test.each([
    ['an array', []],
    ['null', null],
    ['a text', 'x'],
    ['nothing of an image', {}],
    ['layers that are none', {config: {}, layers: 'x'}],
    ['a negative size', {config: {mediaType: '', digest: `sha256:${'0'.repeat(64)}`, size: -1}, layers: []}],
  ])('a manifest that is %s', async (_, document) => {
    await expect(platforms(open([layout.put(document as object, OCI.manifest)]))).rejects.toThrow(
      /^the manifest sha256:[0-9a-f]{64} (cannot be read|is no)/,
    )
  })

  test.each([
    ['history', {history: Array(10_001).fill({})}, 'history'],
    ['diff IDs', {rootfs: {diff_ids: Array(10_001).fill('')}}, 'rootfs.diff_ids'],
    ['letters in its architecture', {architecture: 'x'.repeat(256)}, 'architecture'],
  ])('a configuration with very many %s', async (_, config, field) => {
    await expect(platforms(open([layout.image([], {config})]))).rejects.toThrow(
      new RegExp(`^the configuration sha256:\\w+ cannot be read: ${field}: Invalid length`),
    )
  })

  test('a manifest whose size is another than its entry says', async () => {
    const one = image()
    await expect(platforms(open([{...one, size: one.size + 1}]))).rejects.toThrow(
      `has ${one.size} bytes, not ${one.size + 1} as it is listed`,
    )
  })

  test('a layer whose size is another than its manifest says', async () => {
    const layer = layout.layer(5_000)
    const lying = {...layer, blob: {...layer.blob, size: 10}}
    await expect(measured([layout.image([lying])])).rejects.toThrow(`it has ${layer.blob.size} bytes of 10`)
  })

  test('a layer that unpacks to the right bytes from other ones', async () => {
    const layer = layout.layer(5_000, 'none')
    const other = layout.layer(5_000)
    const lying = {...layer, blob: {...other.blob, mediaType: OCI.layer}}
    await expect(measured([layout.image([lying])])).rejects.toThrow(`the layer ${other.blob.digest} `)
  })
})
