import {mkdtemp, rm} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {plain} from '../report/plain.ts'
import {progressText} from '../report/progress-text.ts'
import type {Watch} from '../runner/watch.ts'
import type {ImageFacts} from './facts.ts'
import {type Arrived, measureImage} from './measure.ts'
import {type OpenOptions, openImage, unreadable} from './source/open.ts'
import {parsePlatforms} from './source/platforms.ts'

type Options = Omit<OpenOptions, 'temp'> & {
  /** Tells how far it is: by bytes where they come from a registry. */
  watch: Watch
}

/** Measures an image in any of the forms of docs/images.md; of `platforms`, a list with commas, or of all. */
export async function measureNamed(
  written: string,
  platforms: string,
  {watch, ...options}: Options,
): Promise<{facts: ImageFacts; remarks: string[]}> {
  const wanted = parsePlatforms(platforms)
  const temp = await mkdtemp(join(tmpdir(), 'go-image-'))
  const arrived: Arrived = {done: 0, total: null}
  const said = (seconds: number) =>
    progressText(`measuring ${plain(written)}`, seconds, arrived.done > 0 ? arrived : null)
  try {
    return await watch(said, async () => {
      await using source = await openImage(written, {...options, temp})
      const {facts, remarks} = await measureImage(source, {stage: null, platforms: wanted, temp, arrived})
      return {facts, remarks}
    })
  } catch (error) {
    throw options.signal?.aborted ? error : unreadable(written, error)
  } finally {
    await rm(temp, {recursive: true, force: true})
  }
}
