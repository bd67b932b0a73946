import {posix} from 'node:path'
import {placesInRun} from './go-environment.ts'
import {
  type Dockerfile,
  expand,
  type Instruction,
  lineage,
  parseDockerfile,
  rootImage,
  type Stage,
  targetStage,
} from './parse.ts'
import {type BuildPlatforms, platformArguments} from './platform-arguments.ts'
import {type RunMount, readRunMount} from './run-mount.ts'
import {type GoPlaces, PLATFORM_ARGUMENTS, reachedStages} from './stages.ts'

/** A cache mount of the Dockerfile that holds one of Go's caches. */
export type GoCacheMount = {
  kind: 'modules' | 'build'
  /** Names the cache among those of a build, and its archives: `modules`, `build`, `build-2`. */
  name: string
  /** A `--platform` that takes a step to the node of a multi-node builder that has this mount; null for one node. */
  node: string | null
  /** Target platforms whose steps have it, as they were given; the builder's own when none were and it is known. */
  platforms: string[]
  /** The value of `--mount` as the Dockerfile has it, variables put in: BuildKit identifies the mount by it. */
  options: string
  /** Where the mount is in the container, without a slash at the end. */
  target: string
  /** Folder of the Go cache relative to `target`; `.` when the mount is the cache itself, or lies in it. */
  within: string
  /**
   * Empty when the whole cache is in the mount. Else the folder of the module cache that the mount is, `cache` or
   * `cache/download`: GOMODCACHE is then `target` without `/PART`, and names in archives stay relative to GOMODCACHE, so
   * that what is packed from a whole cache can be unpacked here, members outside of `part` left out. The modules' trees
   * are not in it: go extracts them anew in each step, from the zips, which is why `wantsZips` is set.
   */
  part: string
  /** Image at the bottom of the stage, and its platform flag: they can run a step that has the same mount. */
  image: string
  platform: string | null
  /** The module zips are wanted too: a RUN with this mount runs `go mod download`, or the trees are elsewhere. */
  wantsZips: boolean
  line: number
}

type Kind = GoCacheMount['kind']

const KINDS = ['modules', 'build'] as const

const NAMES = {modules: 'module cache', build: 'build cache'} as const

/** Folders of the module cache that serve without the rest of it. */
const PARTS = ['cache', 'cache/download']

/** A mount that looks like one of Go's caches but is left alone, and why: for the log. */
export type ExcludedMount = {line: number; options: string; reason: string}

export type MountSurvey = {mounts: GoCacheMount[]; excluded: ExcludedMount[]}

const NOWHERE: BuildPlatforms = {platforms: [], builderPlatform: null}

/** The cache mounts for Go's caches that a build of `target` (empty: the last stage) uses. */
export function findGoCacheMounts(
  dockerfile: Dockerfile,
  buildArgs: string[],
  target = '',
  on: BuildPlatforms = NOWHERE,
): GoCacheMount[] {
  return surveyGoCacheMounts(dockerfile, buildArgs, target, on).mounts
}

/**
 * Finds the cache mounts that are, contain or lie in the GOMODCACHE and GOCACHE in force where they are used, in the
 * stages that the target reaches: each folder of the builder once, those of RUNs that compile first. Every target
 * platform is looked at with the ARGs that BuildKit sets for it, so that `id=go-$TARGETARCH` is a mount for each.
 */
export function surveyGoCacheMounts(
  dockerfile: Dockerfile,
  buildArgs: string[],
  target = '',
  {platforms, builderPlatform}: BuildPlatforms = NOWHERE,
): MountSurvey {
  const targets = platforms.length > 0 ? platforms : builderPlatform === null ? [] : [builderPlatform]
  const surveys = targets.map(platform => {
    const automatic = platformArguments(platform, builderPlatform)
    return surveyPlatform(parseDockerfile(dockerfile.text, buildArgs, automatic), buildArgs, target, [platform])
  })
  if (surveys.length === 0) surveys.push(surveyPlatform(dockerfile, buildArgs, target, []))
  const found = surveys.flatMap(survey => survey.found)
  const {mounts, excluded} = oneEach(found)
  const kept = mounts.map(({identity, isReadOnly, compiles, order, ...mount}) => ({...mount, node: null}))
  return {mounts: named(kept), excluded: distinct([...surveys.flatMap(survey => survey.excluded), ...excluded])}
}

/** A use of a mount by one RUN. */
type Found = Omit<GoCacheMount, 'name' | 'node'> & Pick<RunMount, 'identity' | 'isReadOnly'> & {compiles: boolean}

type Uses = {found: Found[]; excluded: ExcludedMount[]}

function surveyPlatform(dockerfile: Dockerfile, buildArgs: string[], target: string, platforms: string[]): Uses {
  const last = targetStage(dockerfile, target)
  const uses = (last ? reachedStages(dockerfile, last) : []).flatMap(stage =>
    stage.instructions
      .filter(({keyword}) => keyword === 'RUN')
      .map(run => surveyRun(dockerfile, stage, run, buildArgs, platforms)),
  )
  return {found: uses.flatMap(({found}) => found), excluded: uses.flatMap(({excluded}) => excluded)}
}

function surveyRun(
  dockerfile: Dockerfile,
  stage: Stage,
  run: Instruction,
  buildArgs: string[],
  platforms: string[],
): Uses {
  const mounts = run.flags
    .filter(({name}) => name === 'mount')
    .map(({value}) => readRunMount(value, stage, run, buildArgs))
  if (!mounts.some(({type}) => type === 'cache' || type === 'tmpfs')) return {found: [], excluded: []}
  const matches = placesInRun(dockerfile, stage, run, buildArgs).map(places => matchMounts(mounts, places))
  const held = new Map(
    matches.flatMap(({holds}) => holds).map(hold => [`${hold.kind} ${mounts.indexOf(hold.mount)}`, hold]),
  )
  const inUse = new Set([...held.values()].map(({mount}) => mount))
  const shared = {
    platforms,
    image: rootImage(stage),
    platform: platformFlag(stage),
    line: run.line,
    compiles: compiles(run.args),
  }
  const found = mounts.flatMap(mount =>
    [...held.values()]
      .filter(hold => hold.mount === mount)
      .map(({kind, within, part}): Found => {
        const {options, target, identity, isReadOnly} = mount
        const wantsZips = kind === 'modules' && (part !== '' || downloads(run))
        return {kind, options, target: target!, within, part, ...shared, wantsZips, identity, isReadOnly}
      }),
  )
  const left = matches.flatMap(({left}) => left).filter(({mount}) => !inUse.has(mount))
  return {found, excluded: left.map(({mount, reason}) => ({line: run.line, options: mount.options, reason}))}
}

type Hold = {kind: Kind; mount: RunMount; within: string; part: string}

type Left = {mount: RunMount; reason: string}

/** Which mounts of a RUN hold Go's caches, and which only look as if they did. */
function matchMounts(mounts: RunMount[], places: GoPlaces): {holds: Hold[]; left: Left[]} {
  const holds: Hold[] = []
  const left: Left[] = []
  for (const kind of KINDS) {
    const known = places[kind]
    const place = known ?? mounts.map(({target}) => usualPlace(kind, target)).find(usual => usual !== null) ?? null
    if (place === null) continue
    const match = matchPlace(mounts, kind, place)
    holds.push(...match.holds)
    left.push(...match.left)
    for (const mount of mounts)
      if (mount.type === 'cache' && mount.target !== null && isElsewhere(kind, mount.target, place))
        left.push({mount, reason: `Go's ${NAMES[kind]} is at ${place} in this step, not at ${mount.target}`})
  }
  for (const mount of mounts)
    if (mount.type === 'cache' && mount.target === null && looksLikeGo(mount))
      left.push({mount, reason: mount.refused!})
  return {holds, left}
}

function matchPlace(mounts: RunMount[], kind: Kind, place: string): {holds: Hold[]; left: Left[]} {
  const left: Left[] = []
  const holds: Hold[] = []
  const placed = mounts.filter(mount => mount.target !== null)
  const depth = ({target}: RunMount) => target!.split('/').length
  // Of mounts on each other, the kernel shows the deepest.
  const around = placed.filter(({target}) => isInside(place, target!)).sort((one, other) => depth(one) - depth(other))
  const inside = placed.filter(({target, type}) => target !== place && isInside(target!, place) && type === 'cache')
  const partOf = ({target}: RunMount) => posix.relative(place, target!)
  const parts = kind === 'modules' ? inside.filter(mount => PARTS.includes(partOf(mount))) : []
  const part = parts.sort((one, other) => depth(one) - depth(other)).at(-1)
  const [top, ...under] = [...around, ...(part ? [part] : [])].reverse()
  const take = (mount: RunMount) => {
    if (mount.type === 'tmpfs' && mount.target === place) left.push({mount, reason: 'a tmpfs is empty in every step'})
    if (mount.type !== 'cache') return
    if (mount.refused !== null) left.push({mount, reason: mount.refused})
    else if (mount === part) holds.push({kind, mount, within: '.', part: partOf(mount)})
    else holds.push({kind, mount, within: posix.relative(mount.target!, place) || '.', part: ''})
  }
  if (top) take(top)
  for (const mount of [...under, ...parts.filter(other => other !== top)])
    if (mount.type === 'cache' && !left.some(other => other.mount === mount))
      left.push({mount, reason: `the ${top!.type} mount on ${top!.target} lies over what Go uses of it`})
  for (const mount of inside)
    if (!parts.includes(mount))
      left.push({mount, reason: `it holds only ${partOf(mount)} of Go's ${NAMES[kind]}: mount ${place} itself`})
  return {holds, left}
}

function isInside(path: string, folder: string): boolean {
  const relative = posix.relative(folder, path)
  return relative !== '..' && !relative.startsWith('../')
}

/** Where GOCACHE and GOMODCACHE are cannot always be told; the author knew it, so the usual names are taken at their word. */
const USUAL: Readonly<Record<Kind, [RegExp, string][]>> = {
  build: [
    [/\/\.cache\/go-build$/, ''],
    [/\/\.cache$/, '/go-build'],
    [/^\/root$/, '/.cache/go-build'],
  ],
  modules: [
    [/\/pkg\/mod$/, ''],
    [/\/go\/pkg$/, '/mod'],
    [/^(\/root|\/home\/[^/]+)?\/go$/, '/pkg/mod'],
    [/^\/root$/, '/go/pkg/mod'],
  ],
}

function usualPlace(kind: Kind, target: string | null): string | null {
  if (target === null) return null
  const whole = kind === 'modules' ? target.replace(/(?<=\/pkg\/mod)\/cache(\/download)?$/, '') : target
  const [, rest] = USUAL[kind].find(([name]) => name.test(whole)) ?? []
  return rest === undefined ? null : `${whole}${rest}`
}

/** The name of one of Go's caches, at a place where it is not. */
function isElsewhere(kind: Kind, target: string, place: string): boolean {
  const isNamed = kind === 'build' ? /\/go-build$/.test(target) : /\/pkg\/mod(\/cache(\/download)?)?$/.test(target)
  return isNamed && !isInside(target, place) && !isInside(place, target)
}

/** Of a mount that cannot be placed: its target has a variable, or the name of one of Go's caches. */
function looksLikeGo({options}: RunMount): boolean {
  const [, target = ''] = /(?:^|,)\s*(?:target|dst|destination)=([^,]*)/i.exec(options) ?? []
  return target.includes('$') || /(go-build|pkg\/mod|\.cache)/.test(target)
}

type Ordered = Found & {order: number}

/** Of the uses of each folder one mount, that of a RUN that compiles if any does; those first. */
function oneEach(found: Found[]): {mounts: Ordered[]; excluded: ExcludedMount[]} {
  const groups = new Map<string, Found[]>()
  for (const use of found) {
    const folder = [use.identity, use.kind, use.within, use.part].join(' ')
    groups.set(folder, [...(groups.get(folder) ?? []), use])
  }
  const excluded: ExcludedMount[] = []
  const mounts = [...groups.values()].flatMap((uses): Ordered[] => {
    const use = uses.find(({compiles}) => compiles) ?? uses[0]!
    if (uses.every(({isReadOnly}) => isReadOnly)) {
      excluded.push({line: use.line, options: use.options, reason: 'no step writes into it: every one has it readonly'})
      return []
    }
    const platforms = [...new Set(uses.flatMap(one => one.platforms))]
    return [{...use, platforms, wantsZips: uses.some(({wantsZips}) => wantsZips), order: found.indexOf(use)}]
  })
  mounts.sort((one, other) => Number(other.compiles) - Number(one.compiles) || one.order - other.order)
  const kept = mounts.filter(mount => {
    const other = mounts.find(candidate => isSharedBadly(mount, candidate) && isBefore(candidate, mount))
    if (other)
      excluded.push({
        ...{line: mount.line, options: mount.options},
        reason: `it is the same folder as the mount of line ${other.line} with Go's ${NAMES[other.kind]}: give it an id of its own`,
      })
    return other === undefined
  })
  return {mounts: kept, excluded}
}

/** Two caches in one folder of the builder, one in or over the other. */
function isSharedBadly(one: Found, other: Found): boolean {
  if (one === other || one.identity !== other.identity) return false
  return isInside(`/${one.within}`, `/${other.within}`) || isInside(`/${other.within}`, `/${one.within}`)
}

/** Of such two, the build cache stays: its files are told from modules by their names, not the other way round. */
function isBefore(one: Ordered, other: Ordered): boolean {
  return one.kind === other.kind ? one.order < other.order : one.kind === 'build'
}

/** Gives each its name, numbered within its kind from the second on. */
export function named<T extends {kind: Kind}>(mounts: T[]): (T & {name: string})[] {
  const counts = {modules: 0, build: 0}
  return mounts.map(mount => {
    const count = ++counts[mount.kind]
    return {...mount, name: count === 1 ? mount.kind : `${mount.kind}-${count}`}
  })
}

function distinct(excluded: ExcludedMount[]): ExcludedMount[] {
  const first = new Map<string, ExcludedMount>()
  for (const one of excluded) {
    const key = `${one.line} ${one.options}`
    if (!first.has(key)) first.set(key, one)
  }
  return [...first.values()]
}

/** With the ARGs of the file put in; those of the platform stay for the step that is written with the flag. */
function platformFlag(stage: Stage): string | null {
  const {platform, globals} = lineage(stage).at(-1)!
  if (platform === null) return null
  const kept = ['TARGET', 'BUILD'].flatMap(side =>
    ['PLATFORM', 'OS', 'ARCH', 'VARIANT'].map(part => [`${side}${part}`, `$${side}${part}`] as const),
  )
  const own = [...globals].filter(([name]) => !PLATFORM_ARGUMENTS.test(name))
  return expand(platform, new Map([...own, ...kept]))
}

/** A RUN whose text runs the go command in a way that fills the build cache. */
export function compiles(script: string): boolean {
  return /\bgo["',\s]+(-C["',\s]*\S+["',\s]+)?(build|install|test|vet|run)\b/.test(script)
}

function downloads(run: Instruction): boolean {
  return /\bgo\s+mod\s+(download|verify|vendor)\b/.test(run.args)
}
