/** When the project's sources are in a stage: from there on each change of them runs the steps again. */
import {posix} from 'node:path'
import {isAtOrBelow} from '../../go/below.ts'
import {mountFields} from '../stages.ts'
import {type Copy, landsAt} from './copy.ts'
import {earlierCopies, type Model, modelOf} from './model.ts'
import type {Subject} from './rule.ts'
import type {Run} from './run.ts'

const MANIFEST = /^go\.(mod|sum|work|work\.sum|\*|mo\?|su\?|mod\*|sum\*|su\[m\]|mo\[d\]|wor\[k\]|work\*)$/
/** A file of every package is enough to tell. */
const MOST_PACKAGES = 200

/** The first instruction that brings Go sources of the context into the stage before the RUN. */
export function sourcesBefore(subject: Subject, {stage, instruction}: Run): Copy | null {
  return earlierCopies(subject.model, stage, instruction).find(copy => bringsSources(subject, copy)) ?? null
}

/** Sources of modules that a go.mod replaces with a folder do not count: `go mod download` needs that folder. */
function bringsSources({packages, project}: Subject, copy: Copy): boolean {
  if (copy.origin.kind !== 'context') return false
  if (copy.sources.some(source => /^(\.?\/?|\.\/\.|\*|\.\/\*)$/.test(source))) return true
  const replaced = (project?.modules ?? []).flatMap(({localReplaces}) => localReplaces.map(({dir}) => dir))
  return packages
    .slice(0, MOST_PACKAGES)
    .filter(({dir}) => !replaced.some(folder => isAtOrBelow(dir, folder)))
    .some(({files}) => files[0] !== undefined && landsAt(copy, files[0].file) !== null)
}

/** The whole context is a bind mount of the step. */
export function sourcesMounted({mounts}: Run): boolean {
  return mounts.some(({type, options}) => {
    const fields = mountFields(options)
    return type === 'bind' && !fields.has('from') && /^(\.?\/?)$/.test(fields.get('source') ?? fields.get('src') ?? '')
  })
}

/** Something of the context beside go.mod and its like is there, be it through other stages or a bind mount. */
export function hasSources(model: Model, run: Run): boolean {
  const bound = run.mounts.some(({type, options}) => {
    const fields = mountFields(options)
    return type === 'bind' && !fields.has('from') && !isManifest(fields.get('source') ?? fields.get('src') ?? '')
  })
  return bound || earlierCopies(model, run.stage, run.instruction).some(copy => carries(model, copy, 0))
}

function carries(model: Model, {origin, sources}: Copy, depth: number): boolean {
  if (origin.kind === 'context') return sources.some(source => !isManifest(source))
  if (origin.kind !== 'stage' || depth > 8) return false
  const {stage} = origin
  return [...modelOf(model, stage).copies, ...earlierCopies(model, stage, stage.from)].some(copy =>
    carries(model, copy, depth + 1),
  )
}

function isManifest(path: string): boolean {
  return MANIFEST.test(posix.basename(path))
}
