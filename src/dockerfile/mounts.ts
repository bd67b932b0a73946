import {posix} from 'node:path'
import {type Dockerfile, expand, type Instruction, lineage, rootImage, type Stage, targetStage} from './parse.ts'
import {
  type GoPlaces,
  goPlaces,
  mountFields,
  mountTarget,
  reachedStages,
  unknownVariable,
  userAt,
  variablesAt,
  workdirAt,
} from './stages.ts'

/** A cache mount of the Dockerfile that holds one of Go's caches. */
export type GoCacheMount = {
  kind: 'modules' | 'build'
  /** The value of `--mount` as the Dockerfile has it, variables put in: BuildKit identifies the mount by it. */
  options: string
  /** Where the mount is in the container. */
  target: string
  /** Folder of the Go cache relative to `target`; `.` when the mount is the cache itself. */
  within: string
  /** Image at the bottom of the stage, and its platform flag: they can run a step that has the same mount. */
  image: string
  platform: string | null
  /** USER in force, empty for the image's own. */
  user: string
  /** A RUN with this mount downloads with `go mod download`, which wants the module zips too. */
  wantsZips: boolean
  line: number
}

const KINDS = ['modules', 'build'] as const

/** A cache mount that looks like one of Go's but is left alone, and why: for the log. */
export type ExcludedMount = {line: number; options: string; reason: string}

/** The cache mount of each kind that a build of `target` (empty: the last stage) uses. */
export function findGoCacheMounts(dockerfile: Dockerfile, buildArgs: string[], target = ''): GoCacheMount[] {
  return surveyGoCacheMounts(dockerfile, buildArgs, target).mounts
}

/**
 * Finds the cache mounts that are, or contain, the GOMODCACHE and GOCACHE in force where they are used, in the stages
 * that the target reaches. One of each kind: of several, that of the first RUN that compiles.
 */
export function surveyGoCacheMounts(
  dockerfile: Dockerfile,
  buildArgs: string[],
  target = '',
): {mounts: GoCacheMount[]; excluded: ExcludedMount[]} {
  const last = targetStage(dockerfile, target)
  const found: (GoCacheMount & {id: string; compiles: boolean})[] = []
  const excluded: ExcludedMount[] = []
  for (const stage of last ? reachedStages(dockerfile, last) : [])
    for (const run of stage.instructions.filter(({keyword}) => keyword === 'RUN')) {
      const places = goPlaces(stage, run, buildArgs)
      for (const mount of cacheMounts(stage, run, buildArgs)) {
        if ('reason' in mount) {
          const target = mountTarget(mountFields(mount.options))
          const isOther = !target.includes('$') && KINDS.every(kind => withinMount(target, kind, places) === null)
          if (!isOther) excluded.push({...mount, line: run.line})
          continue
        }
        for (const kind of KINDS) {
          const within = withinMount(mount.target, kind, places)
          if (within === null) continue
          found.push({
            kind,
            ...mount,
            within,
            image: rootImage(stage),
            platform: lineage(stage).at(-1)!.platform,
            user: expand(userAt(stage, run), variablesAt(stage, run, buildArgs)),
            wantsZips: kind === 'modules' && downloads(run),
            line: run.line,
            compiles: compiles(run.args),
          })
        }
      }
    }
  const chosen = KINDS.flatMap(kind => {
    const all = found.filter(mount => mount.kind === kind)
    const best = all.find(mount => mount.compiles) ?? all[0]
    if (!best) return []
    const same = all.filter(mount => mount.id === best.id)
    for (const {line, options, id} of all)
      if (id !== best.id && !excluded.some(other => other.line === line && other.options === options))
        excluded.push({line, options, reason: `line ${best.line} has another mount for Go's ${kind} cache`})
    return [{...best, wantsZips: same.some(mount => mount.wantsZips)}]
  })
  chosen.sort((one, other) => found.findIndex(same(one)) - found.findIndex(same(other)))
  return {mounts: chosen.map(({id, compiles, ...mount}) => mount), excluded}
}

function same(one: {line: number; kind: string}): (other: {line: number; kind: string}) => boolean {
  return other => other.line === one.line && other.kind === one.kind
}

/** A RUN whose text runs the go command in a way that fills the build cache. */
export function compiles(script: string): boolean {
  return /\bgo["',\s]+(-C["',\s]*\S+["',\s]+)?(build|install|test|vet|run)\b/.test(script)
}

/** The folder of a Go cache relative to a mount that is or contains it. */
function withinMount(target: string, kind: GoCacheMount['kind'], places: GoPlaces): string | null {
  const place = places[kind]
  if (place === null) return kind === 'build' ? usualWithin(target) : null
  const within = posix.relative(target, place)
  return within.startsWith('..') ? null : within || '.'
}

/** Of a user whose home is not known, the author knew it: the usual names are taken at their word. */
function usualWithin(target: string): string | null {
  if (/\/\.cache\/go-build\/?$/.test(target)) return '.'
  return /\/\.cache\/?$/.test(target) ? 'go-build' : null
}

type CacheMount = {options: string; target: string; id: string}

function cacheMounts(
  stage: Stage,
  run: Instruction,
  buildArgs: string[],
): (CacheMount | {options: string; reason: string})[] {
  return run.flags
    .filter(flag => flag.name === 'mount')
    .filter(({value}) => mountFields(value).get('type') === 'cache' && !mountFields(value).has('from'))
    .flatMap(({value}): (CacheMount | {options: string; reason: string})[] => {
      const unknown = unknownVariable(value, stage, run, buildArgs)
      if (unknown !== null)
        return [{options: value, reason: `$${unknown} has no one value before the build, so the mount cannot be named`}]
      const options = expand(value, variablesAt(stage, run, buildArgs))
      const mount = locate(options, workdirAt(stage, run, buildArgs))
      return mount ? [mount] : []
    })
}

/**
 * BuildKit joins a relative target to WORKDIR, and names the mount by the target as written unless it has an id
 * (moby/buildkit frontend/dockerfile/dockerfile2llb/convert_runmount.go): a step elsewhere needs both spelled out.
 */
function locate(options: string, workdir: string | null): CacheMount | null {
  const fields = mountFields(options)
  const written = mountTarget(fields)
  if (written === '') return null
  const id = fields.get('id') || posix.normalize(written).replace(/(?<=.)\/$/, '')
  if (written.startsWith('/')) return {options, target: posix.normalize(written), id}
  if (workdir === null) return null
  const target = posix.join(workdir, written)
  const others = options.split(',').filter(field => !/^\s*(id|target|dst|destination)=/i.test(field))
  return {options: [...others, `id=${id}`, `target=${target}`].join(','), target, id}
}

function downloads(run: Instruction): boolean {
  return /\bgo\s+mod\s+(download|verify|vendor)\b/.test(run.args)
}
