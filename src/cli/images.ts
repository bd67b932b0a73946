import {mkdtemp, rm} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import type {ImageFacts} from '../image/facts.ts'
import {measureLayout} from '../image/measure.ts'
import {UserError} from '../runner/errors.ts'
import type {Execute} from '../runner/exec.ts'

/** Measures `oci:DIR`, `oci-archive:FILE`, or an image of the local engine. */
export async function measureImage(source: string, execute: Execute): Promise<ImageFacts> {
  const [, kind, place] = /^(oci|oci-archive):(.+)$/.exec(source) ?? []
  if (kind === 'oci') return await layoutFacts(place!, source)
  const folder = await mkdtemp(join(tmpdir(), 'go-image-'))
  try {
    const archive = kind === 'oci-archive' ? place! : await saved(source, folder, execute)
    const {exitCode, stderr} = await execute('tar', ['-xf', archive, '-C', folder])
    if (exitCode !== 0) throw new UserError('image-unreadable', `${source} cannot be unpacked: ${stderr.trim()}`)
    return await layoutFacts(folder, source)
  } finally {
    await rm(folder, {recursive: true, force: true})
  }
}

async function layoutFacts(folder: string, source: string): Promise<ImageFacts> {
  try {
    return await measureLayout(folder, {source, stage: null})
  } catch (error) {
    throw new UserError('image-unreadable', `${source} is not a readable OCI layout: ${(error as Error).message}`)
  }
}

/** `docker image save` writes an OCI layout since Docker 25. */
async function saved(image: string, folder: string, execute: Execute): Promise<string> {
  const archive = join(folder, 'image.tar')
  const {exitCode, stderr} = await execute('docker', ['image', 'save', `--output=${archive}`, '--', image])
  if (exitCode !== 0)
    throw new UserError('image-missing', `The image "${image}" cannot be read from the local engine: ${stderr.trim()}`)
  return archive
}
