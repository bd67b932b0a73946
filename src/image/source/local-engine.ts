import {mkdtemp, rm} from 'node:fs/promises'
import {join} from 'node:path'
import {UserError} from '../../runner/errors.ts'
import type {Execute} from '../../runner/exec.ts'
import {archiveSource} from './archive.ts'
import type {BlobSource} from './blob-source.ts'

type Engine = {execute: Execute; temp: string}

/** Whether docker has the image; else why not, in docker's words. */
export async function askEngine(image: string, {execute}: Engine): Promise<{has: true} | {has: false; why: string}> {
  try {
    const {exitCode, stderr} = await execute('docker', ['image', 'inspect', '--format={{.Id}}', '--', image])
    return exitCode === 0 ? {has: true} : {has: false, why: stderr.trim()}
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {has: false, why: 'there is no docker command'}
    throw error
  }
}

/**
 * An image of the engine that docker talks to, also over ssh or TLS: an archive as a file below `temp`, which is read in
 * place and removed in the end. The containerd store saves layers as they were pulled or built; the classic one has them
 * uncompressed only. Of 6.7 s for an image of 729 MB, the engine itself took 5.5 s to send it, to whomever.
 */
export async function engineSource(image: string, engine: Engine): Promise<BlobSource> {
  const folder = await mkdtemp(join(engine.temp, 'go-image-engine-'))
  const dispose = () => rm(folder, {recursive: true, force: true})
  try {
    const file = join(folder, 'image.tar')
    const {exitCode, stderr} = await engine.execute('docker', ['image', 'save', `--output=${file}`, '--', image])
    if (exitCode !== 0)
      throw new UserError(
        'image-missing',
        `The image "${image}" cannot be read from the local engine: ${stderr.trim()}`,
      )
    const source = await archiveSource(file, {name: `docker:${image}`, tag: null, temp: folder})
    return {...source, [Symbol.asyncDispose]: dispose}
  } catch (error) {
    await dispose()
    throw error
  }
}
