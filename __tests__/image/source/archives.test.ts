import {execFileSync} from 'node:child_process'
import {createHash, randomBytes} from 'node:crypto'
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import zlib from 'node:zlib'
import {afterAll, afterEach, beforeEach, describe, expect, test} from '@jest/globals'
import type {ImageFacts} from '../../../src/image/facts.ts'
import {measureImage} from '../../../src/image/measure.ts'
import {archiveSource} from '../../../src/image/source/archive.ts'
import {openImage} from '../../../src/image/source/open.ts'
import {tarFiles} from '../../../src/image/source/tar-files.ts'
import {layoutIn} from '../layouts.ts'

const root = mkdtempSync(join(tmpdir(), 'go-image-'))
afterAll(() => rmSync(root, {recursive: true, force: true}))

let folder: string
let temp: string
beforeEach(() => {
  folder = mkdtempSync(join(root, 'case-'))
  temp = join(folder, 'temp')
  mkdirSync(temp)
})
afterEach(() => expect(readdirSync(temp)).toEqual([]))

async function measure(file: string, tag: string | null = null): Promise<ImageFacts> {
  await using source = await archiveSource(file, {name: 'archive', tag, temp})
  return (await measureImage(source, {stage: null, temp})).facts
}

const digestOf = (bytes: Buffer) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`

/** A tar by GNU tar of what is in a folder, in the given order. */
function tar(from: string, names: string[], ...options: string[]): string {
  const file = join(folder, `made-${randomBytes(4).toString('hex')}.tar`)
  execFileSync('tar', ['-cf', file, '-C', from, ...options, ...names])
  return file
}

function write(base: string, path: string, content: Buffer | string): void {
  mkdirSync(dirname(join(base, path)), {recursive: true})
  writeFileSync(join(base, path), content)
}

describe('an OCI layout in a tar', () => {
  const inTar = (...options: string[]) => {
    const base = join(folder, 'layout')
    mkdirSync(base)
    const layout = layoutIn(base)
    const layers = [layout.layer(70_000), layout.layer(2_003, 'none')]
    layout.top([layout.image(layers)])
    return {layers, file: tar(base, ['blobs', 'index.json'], ...options)}
  }

  test.each([
    ['ustar', '--format=ustar'],
    ['pax', '--format=pax'],
    ['GNU', '--format=gnu'],
    ['old', '--format=v7'],
    ['with ./ before the names', '--transform=s,^,./,'],
  ])('of the form %s is read in place', async (_, option) => {
    const {layers, file} = inTar(option)
    const [facts] = (await measure(file)).platforms
    expect(facts).toMatchObject({diskBytes: 72_003, downloadBytes: layers[0]!.blob.size + layers[1]!.blob.size})
  })

  test.each([
    ['gzip', zlib.gzipSync],
    ...('zstdCompressSync' in zlib ? [['zstd', zlib.zstdCompressSync] as const] : []),
  ])('that is compressed with %s is unpacked to a file that is gone afterwards', async (_, compress) => {
    const {file} = inTar()
    writeFileSync(file, compress(readFileSync(file)))
    await using source = await archiveSource(file, {name: 'archive', tag: null, temp})
    expect(readdirSync(temp)).toHaveLength(1)
    expect((await measureImage(source, {stage: null, temp})).facts.platforms[0]!.diskBytes).toBe(72_003)
    await source[Symbol.asyncDispose]()
  })

  test.each([
    ['xz', 'fd377a585a0000', 'it is compressed with xz. Unpack it first'],
    ['bzip2', '425a6839314159', 'it is compressed with bzip2'],
    ['text', Buffer.from('{"schemaVersion":2}'.padEnd(1024)).toString('hex'), 'no tar archive'],
    ['nothing', '', 'neither an index.json nor a manifest.json'],
  ])('is not %s', async (_, content, message) => {
    const file = join(folder, 'file')
    writeFileSync(file, Buffer.from(content, 'hex'))
    await expect(measure(file)).rejects.toThrow(message)
  })

  test('that breaks off is an error, wherever it does', async () => {
    const {file} = inTar()
    const {size} = statSync(file)
    for (const part of [0.05, 0.3, 0.6]) {
      truncateSync(file, Math.floor(size * part))
      await expect(measure(file)).rejects.toThrow(/breaks off|neither an index.json/)
      execFileSync('tar', ['-cf', file, '-C', join(folder, 'layout'), 'blobs', 'index.json'])
    }
    writeFileSync(file, zlib.gzipSync(readFileSync(file)).subarray(0, 1_000))
    await expect(measure(file)).rejects.toThrow()
  })

  test('that unpacks to far more than it is ends before the disk is full', async () => {
    const bomb = join(folder, 'bomb.tar.gz')
    const block = zlib.gzipSync(Buffer.alloc(64 * 1024 * 1024))
    writeFileSync(bomb, Buffer.concat(Array(17).fill(block)))
    await expect(measure(bomb)).rejects.toThrow('it unpacks to more than 100 times its size')
  }, 60_000)
})

describe('an archive by docker', () => {
  type Made = {config: Buffer; layers: {path: string; tar: Buffer; stored: Buffer}[]}
  const make = (kinds: ('plain' | 'gzip')[], config: object = {}): Made => {
    const layers = kinds.map((kind, index) => {
      const content = Buffer.concat([Buffer.alloc(1_024), randomBytes(976), Buffer.alloc(1_000 + index)])
      return {path: `${index}/layer.tar`, tar: content, stored: kind === 'gzip' ? zlib.gzipSync(content) : content}
    })
    const diff_ids = layers.map(layer => digestOf(layer.tar))
    return {
      layers,
      config: Buffer.from(JSON.stringify({os: 'linux', architecture: 'amd64', rootfs: {diff_ids}, ...config})),
    }
  }
  const list = (base: string, images: {made: Made; tags: string[] | null}[]) => {
    const items = images.map(({made, tags}, index) => {
      write(base, `${index}.json`, made.config)
      for (const {path, stored} of made.layers) write(base, `${index}/${path}`, stored)
      return {Config: `${index}.json`, RepoTags: tags, Layers: made.layers.map(({path}) => `${index}/${path}`)}
    })
    write(base, 'manifest.json', JSON.stringify(items))
    return tar(base, ['.'])
  }

  test('older than 25 has plain layers, whose digests are their diff IDs, and no manifest', async () => {
    const made = make(['plain', 'plain'])
    const [facts] = (await measure(list(join(folder, 'a'), [{made, tags: ['app:dev']}]))).platforms
    expect(facts).toMatchObject({
      ...{platform: 'linux/amd64', manifestDigest: '', configDigest: digestOf(made.config)},
      ...{downloadBytes: 6_001, diskBytes: 6_001, compression: 'none', provenance: null},
    })
    expect(facts!.layers.map(({digest}) => digest)).toEqual(made.layers.map(layer => digestOf(layer.tar)))
  })

  test('by other builders may have compressed layers, which count as they are stored', async () => {
    const made = make(['gzip', 'plain'])
    const [facts] = (await measure(list(join(folder, 'a'), [{made, tags: null}]))).platforms
    expect(facts).toMatchObject({compression: 'mixed', diskBytes: 6_001})
    expect(facts!.layers.map(({digest, downloadBytes}) => [digest, downloadBytes])).toEqual(
      made.layers.map(({stored}) => [digestOf(stored), stored.length]),
    )
  })

  test('may have a layer as a link to the same one of another image', async () => {
    const made = make(['plain'])
    const base = join(folder, 'a')
    write(base, 'one/layer.tar', made.layers[0]!.stored)
    mkdirSync(join(base, 'two'))
    symlinkSync('../one/layer.tar', join(base, 'two/layer.tar'))
    write(base, 'c.json', made.config)
    write(base, 'manifest.json', JSON.stringify([{Config: 'c.json', RepoTags: null, Layers: ['two/layer.tar']}]))
    expect((await measure(tar(base, ['two', 'one', 'c.json', 'manifest.json']))).platforms[0]!.diskBytes).toBe(3_000)
  })

  test('of several images has the one that is named', async () => {
    const [one, two] = [make(['plain']), make(['plain', 'plain'])]
    const file = list(join(folder, 'a'), [
      {made: one, tags: ['app:one', 'ghcr.io/acme/app:one']},
      {made: two, tags: ['app:two']},
    ])
    expect((await measure(file, 'ghcr.io/acme/app:one')).platforms[0]!.layers).toHaveLength(1)
    expect((await measure(file, 'docker.io/library/app:two')).platforms[0]!.layers).toHaveLength(2)
    await expect(measure(file, 'app')).rejects.toThrow('it has "app:one", "ghcr.io/acme/app:one", "app:two".')
    await expect(measure(file)).rejects.toThrow('several images for linux/amd64')
  })

  test('25.0.0 with manifests without layers is read by its list', async () => {
    const made = make(['plain'])
    const base = join(folder, 'a')
    const manifest = Buffer.from(
      JSON.stringify({
        schemaVersion: 2,
        config: {mediaType: '', digest: digestOf(made.config), size: made.config.length},
        layers: null,
      }),
    )
    const {path} = made.layers[0]!
    write(base, `blobs/sha256/${digestOf(manifest).slice(7)}`, manifest)
    const entry = {mediaType: 'application/vnd.oci.image.manifest.v1+json', digest: digestOf(manifest)}
    write(base, 'index.json', JSON.stringify({manifests: [{...entry, size: manifest.length}]}))
    write(base, 'c.json', made.config)
    write(base, path, made.layers[0]!.stored)
    write(base, 'manifest.json', JSON.stringify([{Config: 'c.json', RepoTags: null, Layers: [path]}]))
    expect((await measure(tar(base, ['.']))).platforms[0]).toMatchObject({diskBytes: 3_000, manifestDigest: ''})
  })

  test.each([
    ['a layer that is not there', {Layers: ['0/none.tar']}, '0/none.tar is missing, which manifest.json lists'],
    ['a layer outside', {Layers: ['../../../etc/passwd']}, '../../../etc/passwd is missing'],
    ['a layer at an absolute path', {Layers: ['/etc/passwd']}, '/etc/passwd is missing'],
    ['fewer layers than diff IDs', {Layers: []}, '0.json has 1 diff IDs for 0 layers'],
    ['another layer', {Layers: ['0.json']}, 'cannot be read: truncated in a header'],
    ['no configuration', {Config: 'none.json'}, 'none.json is missing'],
  ])('that lists %s is an error', async (_, item, message) => {
    const base = join(folder, 'a')
    list(base, [{made: make(['plain']), tags: null}])
    write(
      base,
      'manifest.json',
      JSON.stringify([{Config: '0.json', RepoTags: null, Layers: ['0/0/layer.tar'], ...item}]),
    )
    await expect(measure(tar(base, ['.']))).rejects.toThrow(message)
  })
})

describe('a tar', () => {
  const long = `${'folder-with-a-long-name/'.repeat(12)}file`

  test.each(['--format=pax', '--format=gnu'])('%s has files with names of any length', async option => {
    write(folder, long, 'content')
    const file = tar(folder, [long], option)
    const part = await (await tarFiles(file)).locate(long)
    expect(readFileSync(file).subarray(part!.start, part!.end).toString()).toBe('content')
  })

  test('has the last of two files with one name', async () => {
    write(folder, 'f', 'old')
    const file = tar(folder, ['f'])
    write(folder, 'f', 'newer')
    execFileSync('tar', ['-rf', file, '-C', folder, 'f'])
    const part = await (await tarFiles(file)).locate('f')
    expect(part!.end - part!.start).toBe(5)
  })

  test('has hard links, and symbolic ones that lead to no place but the tar', async () => {
    write(folder, 'a/f', 'content')
    execFileSync('ln', [join(folder, 'a/f'), join(folder, 'hard')])
    for (const [name, target] of [
      ['a/up', '../hard'],
      ['a/out', '../../../../etc/passwd'],
      ['circle', 'circle'],
    ] as const)
      symlinkSync(target, join(folder, name))
    const files = await tarFiles(tar(folder, ['a', 'hard', 'circle']))
    expect(await files.locate('a/up')).toEqual(await files.locate('a/f'))
    expect(await files.locate('a/out')).toBeNull()
    expect(await files.locate('a')).toBeNull()
    await expect(files.locate('circle')).rejects.toThrow('is a link to a link')
  })

  test('with a sparse file is refused', async () => {
    writeFileSync(join(folder, 'sparse'), '')
    truncateSync(join(folder, 'sparse'), 1_000_000)
    const make = (...options: string[]) => tarFiles(tar(folder, ['sparse'], '--sparse', ...options))
    await expect(make('--format=pax')).rejects.toThrow('sparse')
    await expect((await make('--format=gnu')).locate('sparse')).resolves.toBeNull()
  })

  test.each([
    ['a checksum that is wrong', (block: Buffer) => block.write('0000000', 148), 'no tar archive'],
    ['a negative size', (block: Buffer) => block.fill(0xff, 124, 136), 'impossible size'],
    ['a size beyond the file', (block: Buffer) => block.write('77777777777', 124), 'breaks off in f'],
  ])('with %s is refused', async (_, damage, message) => {
    write(folder, 'f', 'content')
    const file = tar(folder, ['f'])
    const bytes = readFileSync(file)
    damage(bytes.subarray(0, 512))
    if (message !== 'no tar archive') {
      bytes.fill(' ', 148, 156)
      const sum = bytes.subarray(0, 512).reduce((total, byte) => total + byte, 0)
      bytes.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
    }
    writeFileSync(file, bytes)
    await expect(tarFiles(file)).rejects.toThrow(message)
  })
})

describe('a layout in a folder', () => {
  const open = (written: string) =>
    openImage(written, {execute: () => Promise.reject(new Error('no program is to run')), env: {}, temp})
  const measureFolder = async (base: string) => {
    await using source = await open(`oci:${base}`)
    return (await measureImage(source, {stage: null, temp})).facts
  }
  const made = () => {
    const base = join(folder, 'layout')
    mkdirSync(base)
    const layout = layoutIn(base)
    const layer = layout.layer(3_000)
    layout.top([layout.image([layer])])
    return {base, layout, layer, path: layout.pathOf(layer.blob.digest)}
  }

  test('may have blobs that are links inside, and none that lead out', async () => {
    const {base, path} = made()
    const content = readFileSync(path)
    rmSync(path)
    write(base, 'layer.tar.gz', content)
    symlinkSync('../../layer.tar.gz', path)
    expect((await measureFolder(base)).platforms[0]!.diskBytes).toBe(3_000)
    write(folder, 'outside', content)
    rmSync(path)
    symlinkSync(join(folder, 'outside'), path)
    await expect(measureFolder(base)).rejects.toThrow('is a link that leads out of the layout')
  })

  test('may have no pipe that would be waited for', async () => {
    const {base, path} = made()
    rmSync(path)
    execFileSync('mkfifo', [path])
    await expect(measureFolder(base)).rejects.toThrow('is no file')
  })

  test.each([
    ['oci:none', 'oci:none: there is no none.'],
    ['docker-archive:none.tar', 'there is no none.tar.'],
    [`oci:${import.meta.filename}`, 'is no folder. Of a file, write oci-archive:'],
    [`oci-archive:${import.meta.dirname}`, 'is no file'],
    [`oci:${import.meta.dirname}`, 'cannot be read: there is no index.json'],
    [`oci-archive:${import.meta.filename}`, 'cannot be read: this is no tar archive'],
  ])('%s is an error for its reader', async (written, message) => {
    await expect(open(written)).rejects.toMatchObject({name: 'UserError', message: expect.stringContaining(message)})
  })
})
