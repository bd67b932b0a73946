/** `go-image check`: the Dockerfile of a folder, held against its Go project. */
import {relative, resolve} from 'node:path'
import {type Checked, checkSubject, RULE_PAGES} from '../dockerfile/check/check.ts'
import {type ContextReport, contextReport} from '../dockerfile/check/context-report.ts'
import type {Subject} from '../dockerfile/check/rule.ts'
import {readSubject} from '../dockerfile/check/subject.ts'
import {RULES} from '../dockerfile/rules/table.ts'
import type {InspectedSources} from '../go/inspect.ts'
import {UserError} from '../runner/errors.ts'

export type FileToCheck = {
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
  /** Reads the Go project for these main packages; asked again for each text that a fix leads to. */
  inspect: (mains: string[]) => Promise<InspectedSources | null>
}

export type CheckedFile = Checked & {
  /** What the build sends; null where nothing of the context is asked for. */
  context: ContextReport | null
  /** Folders of the programs that it compiles. */
  programs: string[]
  path: string
  /** Relative to the folder, for people and other programs. */
  file: string
  text: string
}

/** Throws a UserError for a Dockerfile that is not there, or has no such target. */
export async function checkFile(options: FileToCheck): Promise<CheckedFile> {
  const {path, file} = placeOf(options)
  const text = readText(path, options)
  const subject = await subjectOf(text, path, file, options)
  return {
    ...checkSubject(subject, RULES, RULE_PAGES),
    context: contextReport(subject),
    programs: subject.programs.flatMap(({dir}) => (dir === null ? [] : [dir])),
    ...{path, file, text},
  }
}

function placeOf({folder, file}: FileToCheck): {path: string; file: string} {
  const path = file === '' ? resolve(folder, 'Dockerfile') : resolve(file)
  return {path, file: relative(folder, path) || path}
}

function readText(path: string, {readFile}: FileToCheck): string {
  try {
    return readFile(path)
  } catch (error) {
    throw new UserError('file-unreadable', `The Dockerfile ${path} cannot be read: ${(error as Error).message}`)
  }
}

export async function subjectOf(
  text: string,
  path: string,
  file: string,
  {folder, inspect, target, buildArgs, platforms, today}: FileToCheck,
): Promise<Subject> {
  const subject = await readSubject({text, path, file, context: folder, inspect, target, buildArgs, platforms, today})
  if (subject !== null) return subject
  throw new UserError(
    'file-unreadable',
    target === ''
      ? `${file} has no FROM, so that it builds nothing.`
      : `${file} has no stage "${target}"; correct --target.`,
  )
}
