/** What a stage may have besides its base image. Rules that say that something is missing ask here, and doubt is a yes. */
import {posix} from 'node:path'
import {isAtOrBelow} from '../../go/below.ts'
import {lineage, type Stage} from '../parse.ts'
import {before} from '../stages.ts'
import {type Copy, clean} from './copy.ts'
import {modelOf} from './model.ts'
import type {Subject} from './rule.ts'
import type {Run} from './run.ts'
import {copiesInto} from './shipped.ts'

const ARCHIVE = /\.(tar|tgz|txz|tbz2?|tar\.\w+)$/i
const REMOTE = /^(https?|git|ssh):\/\/|^git@/

/** False only when no instruction can have put anything at the path, above it as a folder, or below it. */
export function mayHold(subject: Subject, stage: Stage, path: string): boolean {
  if (copiesInto(subject.model, stage).some(copy => mayBring(subject, copy, path))) return true
  return before(stage, null).some(({instruction: {keyword, args, json}}) => {
    if (keyword !== 'VOLUME' && keyword !== 'WORKDIR') return false
    return (json ?? args.split(/\s+/)).some(folder => {
      if (folder.includes('$') || isAtOrBelow(clean(folder), path)) return true
      // What is mounted on a volume has whatever it has.
      return keyword === 'VOLUME' && isAtOrBelow(path, clean(folder))
    })
  })
}

function mayBring(subject: Subject, copy: Copy, path: string): boolean {
  const {destination, sources, instruction} = copy
  if (destination === null) return true
  if (isAtOrBelow(destination, path)) return true
  const rest = destination === '/' ? path.slice(1) : path.slice(destination.length + 1)
  if (!isAtOrBelow(path, destination) && destination !== '/') return false
  if (instruction.heredocs.some(({name}) => name === rest)) return true
  return sources.some(source => {
    if (REMOTE.test(source) || (instruction.keyword === 'ADD' && ARCHIVE.test(source))) return true
    if (copy.keepsParents || /[*?[]/.test(source)) return true
    const kind = kindOf(subject, copy, source)
    if (kind === 'file') return posix.basename(source) === rest
    if (kind === 'folder' && copy.origin.kind === 'context')
      return subject.context!.files.kind(posix.join(clean(`/${source}`).slice(1), rest)) !== null
    return true
  })
}

/** Null where nothing tells whether it is a file or a folder. */
function kindOf(subject: Subject, {origin}: Copy, source: string): 'file' | 'folder' | null {
  const path = clean(`/${source}`)
  if (origin.kind === 'context') return subject.context?.files.kind(path.slice(1) || '.') ?? null
  if (origin.kind === 'stage') {
    const own = lineage(origin.stage)
    if (subject.programs.some(({run, output}) => output === path && own.includes(run.stage))) return 'file'
  }
  return /\.(crt|pem|sh|ya?ml|json|toml|txt|conf|html)$/.test(path) || path === '/etc/passwd' ? 'file' : null
}

/** RUNs of the stage and those it stands on. */
export function runsInto({model}: Pick<Subject, 'model'>, stage: Stage): Run[] {
  return lineage(stage)
    .reverse()
    .flatMap(each => modelOf(model, each).runs)
}

/** A RUN names it, or does what nobody can read here: a script of the repository, make, another interpreter. */
export function mayMake(subject: Pick<Subject, 'model'>, stage: Stage, name: RegExp): boolean {
  return runsInto(subject, stage).some(run => {
    if (run.isForeign || run.isBroken || name.test(textOf(run))) return true
    return run.commands.some(({words}) => isOpaque(words.map(({text}) => text)))
  })
}

export function textOf({instruction: {body, heredocs}}: Run): string {
  return [body.text, ...heredocs.map(each => each.body.text)].join('\n')
}

/** It does what stands elsewhere. */
export function isOpaque([program = '', first = '']: string[]): boolean {
  if (/^(make|mage|task|just|bazel|goreleaser|nix|python3?|perl|node|eval|\.|source)$/.test(posix.basename(program)))
    return true
  if (/^(ba|da|a)?sh$/.test(posix.basename(program))) return !first.startsWith('-')
  return /^\.{0,2}\/(?!(usr\/)?s?bin\/)/.test(program) || program.includes('\0')
}
