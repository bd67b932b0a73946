import {stat} from 'node:fs/promises'
import {dockerCredentials} from '../../registry/credentials.ts'
import type {ImageName} from '../../registry/image-name.ts'
import {messageOf, UserError} from '../../runner/errors.ts'
import type {Execute} from '../../runner/exec.ts'
import {archiveSource} from './archive.ts'
import type {BlobSource} from './blob-source.ts'
import {folderFiles} from './files.ts'
import {layoutSource} from './layout.ts'
import {askEngine, engineSource} from './local-engine.ts'
import {type ImageReference, parseReference} from './reference.ts'
import {registrySource} from './registry.ts'

export type OpenOptions = {
  execute: Execute
  /** Tells where docker's configuration is. */
  env: NodeJS.ProcessEnv
  /** Folder for what must be on the disk; it is empty again when the source is disposed of. */
  temp: string
  signal?: AbortSignal
}

/**
 * Opens what a user named. Throws a UserError for a reference that is none (`usage`), an image that is not there
 * (`image-missing`) and one that cannot be read (`image-unreadable`).
 */
export async function openImage(written: string, options: OpenOptions): Promise<BlobSource> {
  const reference = parseReference(written)
  try {
    return await open(written, reference, options)
  } catch (error) {
    throw unreadable(written, error)
  }
}

/** The error of a source that cannot be read, for the reader; a bug of ours stays one. */
export function unreadable(name: string, error: unknown): unknown {
  const {name: kind, code} = error as NodeJS.ErrnoException
  const isOther =
    error instanceof UserError || /^(Type|Range|Reference|Syntax|Abort)Error$/.test(kind) || code === 'ENOSPC'
  return isOther
    ? error
    : new UserError('image-unreadable', `${name} cannot be read: ${messageOf(error)}`, {cause: error})
}

async function open(written: string, reference: ImageReference, options: OpenOptions): Promise<BlobSource> {
  if (reference.kind === 'engine') return await engineSource(reference.id, options)
  if (reference.kind === 'registry') return await fromRegistry(reference.image, options)
  if (reference.kind === 'either') return await fromEither(reference, options)
  const {kind, path, tag} = reference
  const found = await stat(path).catch(() => null)
  if (found === null) throw new UserError('image-missing', `${written}: there is no ${path}.`)
  if (kind === 'oci' && !found.isDirectory())
    throw new UserError('image-unreadable', `${written}: ${path} is no folder. Of a file, write oci-archive:${path}.`)
  if (kind === 'oci') return await layoutSource(folderFiles(path), {name: written, tag, complete: true})
  return await archiveSource(path, {name: written, tag, temp: options.temp})
}

async function fromRegistry(image: ImageName, {env, execute, signal}: OpenOptions): Promise<BlobSource> {
  return await registrySource(image, {credentials: dockerCredentials(env, execute), ...(signal && {signal})})
}

/** The engine first, as `docker run` looks for a name. The source's name says which it was. */
async function fromEither(
  {id, image}: {id: string; image: ImageName | null},
  options: OpenOptions,
): Promise<BlobSource> {
  const engine = await askEngine(id, options)
  if (engine.has) return await engineSource(id, options)
  const locally = `The local engine does not have the image "${id}" (${engine.why})`
  if (image === null) throw new UserError('image-missing', `${locally}.`)
  try {
    return await fromRegistry(image, options)
  } catch (error) {
    if (options.signal?.aborted) throw error
    throw new UserError('image-missing', `${locally}, and as ${image.full} it cannot be read: ${messageOf(error)}`)
  }
}
