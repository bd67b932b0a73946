import {mkdtemp, rm} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import type {ImageFacts} from './facts.ts'
import {measureImage} from './measure.ts'
import {type OpenOptions, openImage, unreadable} from './source/open.ts'
import {parsePlatforms} from './source/platforms.ts'

/** Measures an image in any of the forms of docs/images.md; of `platforms`, a list with commas, or of all. */
export async function measureNamed(
  written: string,
  platforms: string,
  options: Omit<OpenOptions, 'temp'>,
): Promise<{facts: ImageFacts; remarks: string[]}> {
  const wanted = parsePlatforms(platforms)
  const temp = await mkdtemp(join(tmpdir(), 'go-image-'))
  try {
    await using source = await openImage(written, {...options, temp})
    const {facts, remarks} = await measureImage(source, {stage: null, platforms: wanted, temp})
    return {facts, remarks}
  } catch (error) {
    throw options.signal?.aborted ? error : unreadable(written, error)
  } finally {
    await rm(temp, {recursive: true, force: true})
  }
}
