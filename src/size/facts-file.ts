import {readFileSync, statSync} from 'node:fs'
import {isAbsolute} from 'node:path'
import {realPath} from '../go/inside.ts'
import type {ImageFacts} from '../image/facts.ts'
import {readFacts, readReport} from '../report/schema.ts'
import {UserError} from '../runner/errors.ts'

/** A report of 50,000 files has some 10 MB. */
const MOST_BYTES = 100e6

/** Facts, and when and for which commit, where the document is a whole report. */
export type SavedFacts = {facts: ImageFacts; created: string | null; commit: string | null; version: string | null}

/** A report, or the facts that `go-image measure --json` prints. @throws UserError; `name` is how its messages call it */
export function factsOfDocument(document: unknown, name: string): SavedFacts {
  if (typeof document === 'object' && document !== null && 'platforms' in document)
    return {facts: readFacts(document), created: null, commit: null, version: null}
  const {facts, created, source, tool} = readReport(document)
  if (facts === null) throw new UserError('no-facts', `${name} is the report of a build that was not measured.`)
  return {facts, created, commit: source.commit, version: tool.version}
}

/** A relative path is of the workspace, and no link leads out of it. @throws UserError */
export function readFactsFile(path: string, workspace: string): SavedFacts {
  const real = isAbsolute(path) ? path : realPath(workspace, path)
  const found = real === null ? undefined : statSync(real, {throwIfNoEntry: false})
  if (real === null || !found?.isFile())
    throw new UserError(
      'file-unreadable',
      `Input \`baseline\` is "${path}", and there is no such file in the checkout.`,
    )
  if (found.size > MOST_BYTES)
    throw new UserError('file-unreadable', `Input \`baseline\` is "${path}", which has ${found.size} bytes: too many.`)
  let document: unknown
  try {
    document = JSON.parse(readFileSync(real, 'utf8'))
  } catch (error) {
    throw new UserError('file-unreadable', `${path} cannot be read: ${(error as Error).message}`)
  }
  return factsOfDocument(document, path)
}
