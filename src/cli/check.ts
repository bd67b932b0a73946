/** `go-image check`: the Dockerfile of a folder, held against its Go project. */
import {relative, resolve} from 'node:path'
import {type Checked, checkSubject, RULE_PAGES} from '../dockerfile/check/check.ts'
import {inspectFor, readSubject} from '../dockerfile/check/subject.ts'
import {RULES} from '../dockerfile/rules/table.ts'
import {UserError} from '../runner/errors.ts'

type Options = {
  /** Folder of the build context. */
  folder: string
  /** Of the Dockerfile, relative to the working directory; empty for the one in the folder. */
  file: string
  buildArgs: string[]
  target: string
  platforms: string[]
  today: string
  /** Throws when it cannot be read. */
  readFile: (path: string) => string
}

export type CheckedFile = Checked & {
  /** Relative to the folder, for people and other programs. */
  file: string
  text: string
}

/** Throws a UserError for a Dockerfile that is not there, or has no such target. */
export async function checkFile({folder, file, readFile, target, ...rest}: Options): Promise<CheckedFile> {
  const path = file === '' ? resolve(folder, 'Dockerfile') : resolve(file)
  const shown = relative(folder, path) || path
  let text: string
  try {
    text = readFile(path)
  } catch (error) {
    throw new UserError('file-unreadable', `The Dockerfile ${path} cannot be read: ${(error as Error).message}`)
  }
  const inspect = (mains: string[]) => inspectFor(folder, mains)
  const subject = await readSubject({...rest, target, text, path, file: shown, context: folder, inspect})
  if (subject === null)
    throw new UserError(
      'file-unreadable',
      target === ''
        ? `${shown} has no FROM, so that it builds nothing.`
        : `${shown} has no stage "${target}"; correct --target.`,
    )
  return {...checkSubject(subject, RULES, RULE_PAGES), file: shown, text}
}
