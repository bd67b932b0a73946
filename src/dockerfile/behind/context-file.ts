/** Which file of the context is at a path of a stage. */
import {posix} from 'node:path'
import {contextPathOf} from '../check/built.ts'
import {landsAt} from '../check/copy.ts'
import {earlierCopies, type Model} from '../check/model.ts'
import type {ContextFiles} from '../check/rule.ts'
import type {Run} from '../check/run.ts'

/** Copied by its own name, or in a folder; null when none is known, or when the context does not have it. */
export function contextFileAt(model: Model, context: ContextFiles, run: Run, path: string): string | null {
  const own = earlierCopies(model, run.stage, run.instruction)
    .filter(({origin}) => origin.kind === 'context')
    .flatMap(copy => copy.sources.map(fromRoot).filter(source => landsAt(copy, source) === path))
    .at(-1)
  const dir = own === undefined ? contextPathOf(model, run, posix.dirname(path)) : null
  const file = own ?? (dir === null ? null : posix.join(dir, posix.basename(path)))
  return file !== null && context.files.kind(file) === 'file' && context.has(file) ? file : null
}

function fromRoot(source: string): string {
  return posix.normalize(source).replace(/^\/+/, '')
}
