/** Writing with the checkout at hand: what the Dockerfile may copy of it, and which ignore file the build has. */
import {checkoutFiles} from '../go/facts/files.ts'
import {readInside} from '../go/inside.ts'
import type {Project} from '../go/project.ts'
import {readIgnoreFile} from './ignored.ts'
import {describeKeptOut, measureKeptOut} from './kept-out.ts'
import {hiddenNeeds, IGNORE_FILE} from './own-ignore.ts'
import {readRuntimeFiles} from './runtime-files.ts'
import {type WriteOptions, type WrittenDockerfile, writeDockerfile} from './write.ts'

export type FromCheckout = WrittenDockerfile & {
  /** The repository has an ignore file, and the build is with that one instead of `ignore`. */
  ownIgnore: boolean
}

/**
 * `root` is the folder of the build context. An ignore file of the repository's own is used and not written again, unless
 * `replaceIgnore`; what it hides of the build's needs is a warning, and what it hides of runtime files is not copied.
 */
export function writeFromCheckout(
  root: string,
  project: Project,
  options: Omit<WriteOptions, 'runtimeFiles'>,
  replaceIgnore = false,
): FromCheckout {
  const text = replaceIgnore ? null : readInside(root, IGNORE_FILE)
  const own = text === null ? null : readIgnoreFile(text)
  const hides = (path: string) => {
    const by = own?.(path) ?? null
    return by === null ? null : `${IGNORE_FILE}:${by.line} "${by.text}"`
  }
  const runtimeFiles = readRuntimeFiles(root, project.facts, own === null ? null : hides)
  const written = writeDockerfile(project, {...options, runtimeFiles})
  const row = {
    what: 'ignore file',
    choice: own === null ? 'an allow-list' : `${IGNORE_FILE} of the repository`,
    reason: describeKeptOut(measureKeptOut(root, own ?? readIgnoreFile(written.ignore))),
    evidence: own === null ? [] : [{file: IGNORE_FILE, line: 1}],
  }
  const hidden = own === null ? [] : hiddenNeeds(project, checkoutFiles(root), own)
  return {
    ...written,
    choices: [...written.choices, row],
    warnings: [...hidden, ...written.warnings],
    ownIgnore: own !== null,
  }
}
