import {posix} from 'node:path'
import {type Dockerfile, expand, type Instruction, lineage, rootImage, type Stage, stageVariables} from './parse.ts'

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

/** Sets up Go's environment when nothing else is known: the official golang image, as root. */
const GOLANG = {GOPATH: '/go', HOME: '/root'}

/**
 * Finds the cache mounts that are, or contain, the GOMODCACHE and GOCACHE in force where they are used; the first of
 * each kind. Where Go puts them: cmd/go/internal/cfg (GOMODCACHE, default GOPATH/pkg/mod) and
 * cmd/go/internal/cache/default.go (GOCACHE, default $XDG_CACHE_HOME or $HOME/.cache, then go-build).
 */
export function findGoCacheMounts(dockerfile: Dockerfile, buildArgs: string[]): GoCacheMount[] {
  const found: GoCacheMount[] = []
  for (const stage of dockerfile.stages)
    for (const run of stage.instructions.filter(({keyword}) => keyword === 'RUN')) {
      const variables = stageVariables(stage, run, buildArgs, {GOPATH: GOLANG.GOPATH})
      const places = goCachePlaces(variables)
      for (const mount of cacheMounts(run, variables))
        for (const kind of ['modules', 'build'] as const) {
          const within = posix.relative(mount.target, places[kind])
          const known = found.find(other => other.kind === kind)
          if (within.startsWith('..')) continue
          if (known) {
            known.wantsZips ||= kind === 'modules' && known.options === mount.options && downloads(run)
            continue
          }
          const root = lineage(stage).at(-1)!
          found.push({
            kind,
            ...mount,
            within: within || '.',
            image: rootImage(stage),
            platform: root.platform,
            user: expand(userAt(stage, run), variables),
            wantsZips: kind === 'modules' && downloads(run),
            line: run.line,
          })
        }
    }
  return found
}

function goCachePlaces(variables: ReadonlyMap<string, string>): {modules: string; build: string} {
  const home = variables.get('HOME') ?? GOLANG.HOME
  const gopath = (variables.get('GOPATH') ?? GOLANG.GOPATH).split(':')[0]!
  return {
    modules: variables.get('GOMODCACHE') ?? posix.join(gopath, 'pkg/mod'),
    build:
      variables.get('GOCACHE') ?? posix.join(variables.get('XDG_CACHE_HOME') ?? posix.join(home, '.cache'), 'go-build'),
  }
}

function cacheMounts(run: Instruction, variables: ReadonlyMap<string, string>): {options: string; target: string}[] {
  return run.flags
    .filter(flag => flag.name === 'mount' && isKnown(flag.value, variables))
    .map(flag => expand(flag.value, variables))
    .map(options => ({options, fields: new Map(options.split(',').map(field => splitField(field)))}))
    .filter(({fields}) => fields.get('type') === 'cache' && !fields.has('from'))
    .map(({options, fields}) => ({
      options,
      target: posix.normalize(fields.get('target') ?? fields.get('dst') ?? fields.get('destination') ?? ''),
    }))
    .filter(({target}) => target.startsWith('/'))
}

/**
 * Every variable of the mount has a value here. The platform arguments have one for each platform: which of several
 * mounts such a value names cannot be told before the build.
 */
function isKnown(options: string, variables: ReadonlyMap<string, string>): boolean {
  return [...options.matchAll(/\$\{?(\w+)/g)].every(([, name]) => variables.has(name!))
}

function splitField(field: string): [string, string] {
  const [name = '', ...value] = field.split('=')
  return [name.trim().toLowerCase(), value.join('=')]
}

function downloads(run: Instruction): boolean {
  return /\bgo\s+mod\s+(download|verify|vendor)\b/.test(run.args)
}

function userAt(stage: Stage, until: Instruction): string {
  let user = ''
  for (const {instructions} of lineage(stage).reverse())
    for (const instruction of instructions) {
      if (instruction === until) return user
      if (instruction.keyword === 'USER') user = instruction.args
    }
  return user
}
