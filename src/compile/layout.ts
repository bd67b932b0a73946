import {createHash} from 'node:crypto'
import {createReadStream, createWriteStream} from 'node:fs'
import {mkdir, rename, stat, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {Readable} from 'node:stream'
import {pipeline} from 'node:stream/promises'
import type {Platform} from './platform.ts'
import {CannotProve} from './refusal.ts'

export type Program = {
  /** Path in the stage, absolute. */
  output: string
  /** Where it lies on the runner. */
  file: string
  /** Modification time in seconds since 1970. */
  time: number
}

type Blob = {mediaType: string; digest: string; size: number}

const OCI = 'application/vnd.oci.image'

/**
 * An OCI image layout with one image per platform that holds nothing but the programs. Returns the digest for
 * `oci-layout://FOLDER@DIGEST`: of the only image, which BuildKit takes for whatever platform, or of the index of several. Format: opencontainers/image-spec, image-layout.md. The layers are not compressed:
 * they go over a local socket.
 */
export async function writeLayout(
  folder: string,
  images: readonly {platform: Platform; programs: readonly Program[]}[],
): Promise<string> {
  await mkdir(join(folder, 'blobs', 'sha256'), {recursive: true})
  const manifests = []
  for (const {platform, programs} of images) {
    const {os, arch: architecture, variant} = platform
    const own = {os, architecture, ...(variant !== '' && {variant})}
    const layer = await writeBlob(folder, `${OCI}.layer.v1.tar`, Readable.from(tar(programs)))
    const config = await writeJson(folder, `${OCI}.config.v1+json`, {
      ...own,
      config: {},
      rootfs: {type: 'layers', diff_ids: [layer.digest]},
    })
    const mediaType = `${OCI}.manifest.v1+json`
    const manifest = await writeJson(folder, mediaType, {schemaVersion: 2, mediaType, config, layers: [layer]})
    manifests.push({...manifest, platform: own})
  }
  const mediaType = `${OCI}.index.v1+json`
  const [only, other] = manifests
  const index = await writeJson(folder, mediaType, {schemaVersion: 2, mediaType, manifests})
  await writeFile(join(folder, 'index.json'), JSON.stringify({schemaVersion: 2, mediaType, manifests: [index]}))
  await writeFile(join(folder, 'oci-layout'), JSON.stringify({imageLayoutVersion: '1.0.0'}))
  return other === undefined ? only!.digest : index.digest
}

function writeJson(folder: string, mediaType: string, value: unknown): Promise<Blob> {
  return writeBlob(folder, mediaType, Readable.from([Buffer.from(JSON.stringify(value))]))
}

async function writeBlob(folder: string, mediaType: string, content: Readable): Promise<Blob> {
  const hash = createHash('sha256')
  const partial = join(folder, 'partial')
  content.on('data', (chunk: Buffer) => hash.update(chunk))
  await pipeline(content, createWriteStream(partial))
  const digest = hash.digest('hex')
  const {size} = await stat(partial)
  await rename(partial, join(folder, 'blobs', 'sha256', digest))
  return {mediaType, digest: `sha256:${digest}`, size}
}

/** A ustar archive: POSIX.1-2017, pax, "ustar Interchange Format". Folders are made by whoever unpacks it. */
async function* tar(programs: readonly Program[]): AsyncGenerator<Buffer> {
  for (const {output, file, time} of programs) {
    const {size} = await stat(file)
    yield header(output.slice(1), size, time)
    for await (const chunk of createReadStream(file)) yield chunk as Buffer
    yield Buffer.alloc((512 - (size % 512)) % 512)
  }
  yield Buffer.alloc(1024)
}

function header(name: string, size: number, time: number): Buffer {
  if (Buffer.byteLength(name) > 100) throw new CannotProve(`the path /${name} is longer than a tar header takes`)
  const block = Buffer.alloc(512)
  const octal = (value: number, width: number) => `${value.toString(8).padStart(width - 1, '0')}\0`
  block.write(name, 0)
  block.write(octal(0o755, 8) + octal(0, 8) + octal(0, 8) + octal(size, 12) + octal(time, 12), 100)
  block.write('        0', 148)
  block.write('ustar\x0000', 257, 'latin1')
  const sum = block.reduce((total, byte) => total + byte, 0)
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return block
}
