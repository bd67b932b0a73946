import {join} from 'node:path'
import {askRegistry} from '../build/pin.ts'
import {differOnlyInPins, PIN_ADVICE, pinnable, withPins} from '../dockerfile/pins.ts'
import {withReasons} from '../dockerfile/reasons.ts'
import type {WrittenDockerfile} from '../dockerfile/write.ts'
import type {Execute} from '../runner/exec.ts'
import {type WrittenFile, writeFiles} from './write-files.ts'

const OUTCOMES: Record<WrittenFile['outcome'], string> = {
  written: 'wrote',
  unchanged: 'unchanged:',
  kept: 'left as it is (--force replaces it):',
}

/**
 * Puts Dockerfile and .dockerignore into a folder, with reasons and, where the registry answers, with digests. Only a
 * file that is kept gets those: a build asks for what its tags mean anyway, 0.2 s earlier for each image to no use, and
 * with tags that move it has the newest patch. Throws `file-exists`.
 */
export async function keepDockerfile(
  folder: string,
  written: WrittenDockerfile,
  how: {force: boolean; execute: Execute; signal: AbortSignal; complain: (text: string) => void},
): Promise<void> {
  const {force, execute, signal, complain} = how
  const images = pinnable(written)
  const answers = await Promise.all(
    images.map(async image => ({image, said: await askRegistry(image, signal, execute)})),
  )
  const known = new Map(answers.flatMap(({image, said}) => (said === null ? [] : [[image, said]])))
  const {dockerfile, choices, ignore} = withPins(written, known)
  const text = withReasons(dockerfile, choices)
  const files = [
    {name: 'Dockerfile', text, optional: false, isSame: (before: string) => differOnlyInPins(before, text)},
    {name: '.dockerignore', text: ignore, optional: true},
  ]
  const outcomes = await writeFiles(folder, files, force)
  for (const {name, outcome} of outcomes) complain(`${OUTCOMES[outcome]} ${join(folder, name)}\n`)
  if (outcomes[0]?.outcome !== 'written') return
  const unknown = images.filter(image => !known.has(image))
  if (unknown.length > 0) complain(`No registry answered for ${unknown.join(' and ')}: written without a digest.\n`)
  if (known.size > 0) complain(PIN_ADVICE)
}
