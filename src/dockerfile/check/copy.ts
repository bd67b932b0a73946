/** What COPY, ADD and bind mounts bring into a stage, and where files of the context are in it. */
import {posix} from 'node:path'
import {isAtOrBelow} from '../../go/below.ts'
import {wildcard} from '../../go/wildcard.ts'
import type {Instruction} from '../instruction.ts'
import {type Dockerfile, expand, type Stage} from '../parse.ts'
import {before, copyWords, mountFields, mountTarget, unknownVariable, variablesAt, workdirAt} from '../stages.ts'

export type Origin =
  | {kind: 'context'}
  | {kind: 'stage'; stage: Stage}
  /** An image, or a context of a name that only the command line knows. */
  | {kind: 'image'; reference: string}
  /** It depends on a variable that is not known. */
  | {kind: 'unknown'}

export type Copy = {
  stage: Stage
  instruction: Instruction
  origin: Origin
  /** As the instruction has them, variables put in; relative to the root of the origin. URLs and Git as written. */
  sources: string[]
  /** Absolute; null when the file does not tell. */
  destination: string | null
  /** The destination is a folder, because it ends with a slash or there are several sources. */
  intoFolder: boolean
  /** `--parents`: the path of each source is kept. */
  keepsParents: boolean
}

export function readCopy(dockerfile: Dockerfile, stage: Stage, instruction: Instruction, buildArgs: string[]): Copy {
  const variables = variablesAt(stage, instruction, buildArgs)
  const value = (text: string) => expand(text.replace(/^(["'])(.*)\1$/, '$2'), variables)
  const words = instruction.json ?? copyWords(instruction.body.text).filter(word => !/^\d*<</.test(word))
  const written = words.at(-1) ?? ''
  const sources = words.slice(0, -1).map(value)
  const isKnown = unknownVariable(written, stage, instruction, buildArgs) === null
  const flag = (name: string) => instruction.flags.find(each => each.name === name)
  const from = flag('from')?.value
  return {
    ...{stage, instruction, sources},
    origin: from === undefined ? {kind: 'context'} : originOf(dockerfile, stage, from, instruction, buildArgs),
    destination: isKnown ? absolute(value(written), workdirAt(stage, instruction, buildArgs)) : null,
    intoFolder: sources.length > 1 || /\/$|^\.{1,2}$|\/\.{1,2}$/.test(written),
    keepsParents: flag('parents') !== undefined && flag('parents')!.value !== 'false',
  }
}

export function originOf(
  dockerfile: Dockerfile,
  stage: Stage,
  from: string,
  instruction: Instruction,
  buildArgs: string[],
): Origin {
  if (unknownVariable(from, stage, instruction, buildArgs) !== null) return {kind: 'unknown'}
  const name = expand(from, variablesAt(stage, instruction, buildArgs))
  const earlier = dockerfile.stages.slice(0, dockerfile.stages.indexOf(stage))
  const named = earlier.findLast(each => each.name?.toLowerCase() === name.toLowerCase())
  const found = named ?? (/^\d+$/.test(name) ? earlier[Number(name)] : undefined)
  return found ? {kind: 'stage', stage: found} : {kind: 'image', reference: name}
}

function absolute(path: string, folder: string | null): string | null {
  if (path.startsWith('/')) return clean(path)
  return folder === null ? null : clean(posix.join(folder, path))
}

export function clean(path: string): string {
  return posix.normalize(path).replace(/(?<=.)\/$/, '')
}

/** Where a path of the origin lands, null when this instruction does not bring it. `path` has no slash in front. */
export function landsAt({sources, destination, intoFolder, keepsParents}: Copy, path: string): string | null {
  if (destination === null) return null
  for (const source of sources) {
    if (/^(https?|git|ssh):\/\/|^git@/.test(source)) continue
    const top = clean(source.replace(/^\/+/, '').replace(/\/\.\//, '/')).replace(/^\.$/, '')
    if (top === '' || top === '*' || top === '**') return posix.join(destination, path)
    const matched = coveredBy(top, path)
    if (matched === null) continue
    if (keepsParents) return posix.join(destination, path)
    const rest = path.slice(matched.length).replace(/^\//, '')
    // A folder's content goes into the destination, a file into it by its own name.
    if (rest !== '') return posix.join(destination, rest)
    return intoFolder ? posix.join(destination, posix.basename(path)) : destination
  }
  return null
}

/** The part of `path` that a source with wildcards names: itself or a folder above it. */
export function coveredBy(pattern: string, path: string): string | null {
  if (!/[*?[\\]/.test(pattern)) return isAtOrBelow(path, pattern) ? pattern : null
  const wanted = pattern.split('/')
  const parts = path.split('/')
  if (wanted.includes('**')) {
    const rest = wanted.slice(wanted.indexOf('**') + 1)
    const name = rest.at(-1)
    return name === undefined || wildcard(name, '^')?.(parts.at(-1)!) ? path : null
  }
  if (parts.length < wanted.length) return null
  const isMatch = wanted.every((part, index) => wildcard(part, '^')?.(parts[index]!) ?? false)
  return isMatch ? parts.slice(0, wanted.length).join('/') : null
}

const MOST_PLACES = 50
const MOST_STAGES = 50

/** Where a file of the context is when `until` runs: every path, those of its bind mounts too. `null` asks about the end. */
export function contextPathIn(
  dockerfile: Dockerfile,
  stage: Stage,
  until: Instruction | null,
  path: string,
  buildArgs: string[],
  ofStages = new Map<Stage, string[]>(),
): string[] {
  const found: string[] = []
  for (const {stage: at, instruction} of before(stage, until)) {
    if (instruction.keyword !== 'COPY' && instruction.keyword !== 'ADD') continue
    const copy = readCopy(dockerfile, at, instruction, buildArgs)
    for (const there of pathsInOrigin(dockerfile, copy.origin, path, buildArgs, ofStages)) {
      const lands = landsAt(copy, there.replace(/^\//, ''))
      if (lands !== null) found.push(lands)
    }
  }
  if (until?.keyword === 'RUN')
    for (const flag of until.flags.filter(({name}) => name === 'mount')) {
      const fields = mountFields(expand(flag.value, variablesAt(stage, until, buildArgs)))
      if ((fields.get('type') ?? 'bind') !== 'bind') continue
      const from = fields.get('from')
      const origin: Origin =
        from === undefined ? {kind: 'context'} : originOf(dockerfile, stage, from, until, buildArgs)
      const target = absolute(mountTarget(fields) || '.', workdirAt(stage, until, buildArgs))
      const source = clean(`/${fields.get('source') ?? fields.get('src') ?? ''}`)
      for (const there of pathsInOrigin(dockerfile, origin, path, buildArgs, ofStages)) {
        const inOrigin = clean(`/${there}`)
        if (target !== null && isAtOrBelow(inOrigin, source))
          found.push(posix.join(target, posix.relative(source, inOrigin)))
      }
    }
  return [...new Set(found)].slice(0, MOST_PLACES)
}

function pathsInOrigin(
  dockerfile: Dockerfile,
  origin: Origin,
  path: string,
  buildArgs: string[],
  ofStages: Map<Stage, string[]>,
): string[] {
  if (origin.kind === 'context') return [path]
  if (origin.kind !== 'stage') return []
  const known = ofStages.get(origin.stage)
  // Each stage is asked once, however many copies lead to it, and not more of them than people chain.
  if (known !== undefined || ofStages.size > MOST_STAGES) return known ?? []
  ofStages.set(origin.stage, [])
  const found = contextPathIn(dockerfile, origin.stage, null, path, buildArgs, ofStages)
  ofStages.set(origin.stage, found)
  return found
}
