import {posix} from 'node:path'
import {
  type Dockerfile,
  expand,
  type Instruction,
  lineage,
  readPairs,
  rootImage,
  type Stage,
  stageVariables,
} from './parse.ts'
import {remembered} from './remember.ts'

/** A use of a stage's files by a later instruction: COPY --from, or a mount with from. */
export type Use = {of: Stage; by: Stage; instruction: Instruction; sources: string[]}

/** Variables that have another value for each platform of one build (docs.docker.com/reference/dockerfile). */
export const PLATFORM_ARGUMENTS = /^(TARGET|BUILD)(PLATFORM|OS|ARCH|VARIANT)$/

/** What the official golang image sets (docker-library/golang, Dockerfile-linux.template). */
const GOLANG = {GOPATH: '/go', HOME: '/root', workdir: '/go'}

/** What stands before the name of an official image, as a regular expression: Docker Hub and its public mirrors. */
export const HUB =
  '((index\\.|registry-1\\.)?docker\\.io/|public\\.ecr\\.aws/docker/|mirror\\.gcr\\.io/|registry\\.hub\\.docker\\.com/)?(library/)?'
const OFFICIAL_GOLANG = new RegExp(`^${HUB}golang([:@].*)?$`)

/** Official images without a WORKDIR: they begin in the root folder. */
const IN_ROOT_FOLDER = new RegExp(`^(scratch|${HUB}(alpine|debian|ubuntu|busybox|buildpack-deps)([:@].*)?)$`)

/** Stages that a build of `target` runs, in the order of the file: FROM, COPY --from and mounts lead from one to the next. */
export function reachedStages(dockerfile: Dockerfile, target: Stage): Stage[] {
  const uses = stageUses(dockerfile)
  const reached = new Set<Stage>()
  const visit = (stage: Stage) => {
    if (reached.has(stage)) return
    reached.add(stage)
    if (stage.parent) visit(stage.parent)
    for (const use of uses) if (use.by === stage) visit(use.of)
  }
  visit(target)
  return dockerfile.stages.filter(stage => reached.has(stage))
}

/** Every use of a stage's files in the file. A `from` with a variable may mean any earlier stage. */
export function stageUses(dockerfile: Dockerfile): Use[] {
  return dockerfile.stages.flatMap((by, index) =>
    by.instructions.flatMap(instruction =>
      sourcesOf(instruction).flatMap(({from, sources}) =>
        stagesNamed(from, dockerfile.stages.slice(0, index)).map(of => ({of, by, instruction, sources})),
      ),
    ),
  )
}

function sourcesOf(instruction: Instruction): {from: string; sources: string[]}[] {
  const {keyword, flags, args} = instruction
  if (keyword === 'COPY' || keyword === 'ADD')
    return flags
      .filter(({name}) => name === 'from')
      .map(({value}) => ({from: value, sources: copyWords(args).slice(0, -1)}))
  if (keyword === 'ONBUILD')
    return [...args.matchAll(/\bfrom=([^\s,]+)/g)].map(([, from]) => ({from: from!, sources: ['/']}))
  return flags
    .filter(({name}) => name === 'mount')
    .map(({value}) => mountFields(value))
    .filter(fields => fields.has('from'))
    .map(fields => ({from: fields.get('from')!, sources: [fields.get('source') ?? fields.get('src') ?? '/']}))
}

/** Sources and destination of COPY and ADD, in either form. */
export function copyWords(args: string): string[] {
  // Only these: an exception for every other COPY, many times over, would be most of the time of a check.
  if (args.trimStart().startsWith('['))
    try {
      const words: unknown = JSON.parse(args)
      if (Array.isArray(words)) return words.map(String)
    } catch {}
  return args.split(/\s+/)
}

function stagesNamed(name: string, earlier: Stage[]): Stage[] {
  if (name.includes('$')) return earlier
  const named = earlier.findLast(stage => stage.name?.toLowerCase() === name.toLowerCase())
  const found = named ?? (/^\d+$/.test(name) ? earlier[Number(name)] : undefined)
  return found ? [found] : []
}

/** The fields of a `--mount`: `type=cache,target=/x` and so on, names in small letters. */
export function mountFields(options: string): Map<string, string> {
  return new Map(
    options.split(',').map(field => {
      const [name = '', ...value] = field.split('=')
      return [name.trim().toLowerCase(), value.join('=').replace(/^"(.*)"$/, '$1')]
    }),
  )
}

/** Mount types take `target`, `dst` and `destination` for the same. */
export function mountTarget(fields: ReadonlyMap<string, string>): string {
  return fields.get('target') ?? fields.get('dst') ?? fields.get('destination') ?? ''
}

/** The first variable in `text` that has no one value here: a platform's, or one of an image that is not read. */
export function unknownVariable(text: string, stage: Stage, until: Instruction, buildArgs: string[]): string | null {
  const known = stageVariables(stage, until, buildArgs, imageEnvironment(stage))
  const names = new Set([...text.matchAll(/(?<!\\)\$\{?(\w+)/g)].map(([, name]) => name!))
  for (const name of names) {
    const origin = settingOf(stage, until, name)
    if (origin?.keyword === 'ENV') {
      const inside = unknownsOf(origin.stage, origin.instruction, buildArgs).get(name) ?? null
      if (inside !== null && inside !== name) return inside
    }
    if (known.has(name)) continue
    if (PLATFORM_ARGUMENTS.test(name) || origin === null) return name
  }
  return null
}

/** For each name that an ENV sets, the first variable in its value that has no one value. */
const unknownsOf = remembered(
  (stage, set: Instruction, buildArgs): ReadonlyMap<string, string | null> =>
    new Map(
      readPairs(set.args).map(([name, value]) => [
        name,
        /(?<!\\)\$/.test(value) ? unknownVariable(value, stage, set, buildArgs) : null,
      ]),
    ),
)

/** The last ENV or ARG that names a variable; ENV wins, as in BuildKit. */
function settingOf(stage: Stage, until: Instruction, name: string) {
  let found: {keyword: string; args: string; stage: Stage; instruction: Instruction} | null = null
  for (const {instruction, stage: at} of before(stage, until)) {
    const {keyword, args} = instruction
    if (keyword !== 'ENV' && (keyword !== 'ARG' || found?.keyword === 'ENV')) continue
    // A name can be longer than a regular expression may be.
    const isNamed = args.split(/\s+/).some(word => word === name || word.startsWith(`${name}=`))
    if (isNamed) found = {keyword, args, stage: at, instruction}
  }
  return found
}

/** Instructions of a stage and those it is built on, oldest first, up to and without `until`. */
export function before(stage: Stage, until: Instruction | null): {stage: Stage; instruction: Instruction}[] {
  const all = lineage(stage)
    .reverse()
    .flatMap(at => at.instructions.map(instruction => ({stage: at, instruction})))
  const end = all.findIndex(({instruction}) => instruction === until)
  return end < 0 ? all : all.slice(0, end)
}

/** Whether the image at the bottom is the official golang image for Linux. */
export function isGolang(stage: Stage): boolean {
  const image = rootImage(stage)
  return OFFICIAL_GOLANG.test(image) && !/windowsservercore|nanoserver/.test(image)
}

function imageEnvironment(stage: Stage): Record<string, string> {
  return isGolang(stage) ? {GOPATH: GOLANG.GOPATH} : {}
}

/** ENV and ARG in force, those of the end for null, with what the official image sets. */
export const variablesAt = remembered(
  (stage: Stage, run: Instruction | null, buildArgs): ReadonlyMap<string, string> =>
    stageVariables(stage, run, buildArgs, imageEnvironment(stage)),
)

/** Those of them that have one value, whatever the platform is. */
export function knownVariables(stage: Stage, until: Instruction, buildArgs: string[]): Map<string, string> {
  return new Map(knownAt(stage, until, buildArgs))
}

const knownAt = remembered((stage, until, buildArgs) => {
  const unknown = new Set<string>()
  for (const {stage: at, instruction} of before(stage, until)) {
    if (instruction.keyword !== 'ENV') continue
    for (const [name, inside] of unknownsOf(at, instruction, buildArgs))
      if (inside === null || inside === name) unknown.delete(name)
      else unknown.add(name)
  }
  return [...variablesAt(stage, until, buildArgs)].filter(([name]) => !unknown.has(name))
})

/** The folder in force; null when the file does not say and the image is not known. */
export function workdirAt(stage: Stage, until: Instruction | null, buildArgs: string[]): string | null {
  const last = before(stage, until).findLast(({instruction}) => instruction.keyword === 'WORKDIR')
  if (last === undefined) return isGolang(stage) ? GOLANG.workdir : IN_ROOT_FOLDER.test(rootImage(stage)) ? '/' : null
  return folderAfter(last.stage, last.instruction, buildArgs)
}

const folderAfter = remembered((stage, workdir: Instruction, buildArgs): string | null => {
  const written = workdir.args.replace(/^["'](.*)["']$/, '$1')
  if (unknownVariable(written, stage, workdir, buildArgs) !== null) return null
  const path = expand(written, variablesAt(stage, workdir, buildArgs))
  if (path.startsWith('/')) return posix.normalize(path)
  const folder = workdirAt(stage, workdir, buildArgs)
  return folder && posix.join(folder, path)
})

/** USER in force as written, empty for the image's own. */
export function userAt(stage: Stage, until: Instruction | null): string {
  return before(stage, until).findLast(({instruction}) => instruction.keyword === 'USER')?.instruction.args ?? ''
}

export function isRoot(user: string): boolean {
  return /^(root|0)?(:|$)/.test(user)
}

export type GoPlaces = {
  /** GOCACHE and GOMODCACHE in force; null when the file does not tell. */
  build: string | null
  modules: string | null
  /** Why one is null. */
  reason: string | null
}

/** What scripts set for Go beside ENV and ARG; null stands for a value that only the script knows. */
export type ScriptSettings = {
  /** Variables of the script, which win over those of the Dockerfile. */
  variables: ReadonlyMap<string, string | null>
  /** `go env -w`, which every variable wins over (cmd/go/internal/cfg/cfg.go, Getenv). */
  written: ReadonlyMap<string, string | null>
}

/**
 * Where Go keeps its caches in a RUN: cmd/go/internal/cfg (GOMODCACHE, default GOPATH/pkg/mod) and
 * cmd/go/internal/cache/default.go (GOCACHE, default $XDG_CACHE_HOME or $HOME/.cache, then go-build).
 */
export function goPlaces(
  stage: Stage,
  run: Instruction,
  buildArgs: string[],
  script: ScriptSettings = {variables: new Map(), written: new Map()},
): GoPlaces {
  const values = variablesAt(stage, run, buildArgs)
  let reason: string | null = null
  const scripted = (settings: ReadonlyMap<string, string | null>, name: string) => {
    const set = settings.get(name)
    if (set === null) reason ??= `${name} is set in the script, to what is known only when it runs`
    return set === '' ? undefined : set
  }
  const value = (name: string): string | null | undefined => {
    const own = scripted(script.variables, name)
    if (own !== undefined) return own
    const set = script.variables.has(name) ? '' : values.get(name)
    if (set === undefined || set === '') return scripted(script.written, name)
    const unknown = unknownVariable(`$${name}`, stage, run, buildArgs)
    if (unknown === null) return set
    reason ??= `${name} depends on $${unknown}`
    return null
  }
  const home = () => {
    const set = value('HOME')
    return set === undefined ? homeOf(stage, run, buildArgs) : set
  }
  const below = (folder: string | null | undefined, path: string) => (folder ? posix.join(folder, path) : null)
  const first = (...choices: (() => string | null | undefined)[]) => {
    for (const choice of choices) {
      const found = choice()
      if (found !== undefined) return found
    }
    return null
  }
  const xdg = () => {
    const set = value('XDG_CACHE_HOME')
    return set === undefined ? undefined : below(set, 'go-build')
  }
  const build = first(
    () => value('GOCACHE'),
    xdg,
    () => below(home(), '.cache/go-build'),
  )
  const gopath = first(
    () => value('GOPATH')?.split(':')[0],
    () => below(home(), 'go'),
  )
  const modules = first(
    () => value('GOMODCACHE'),
    () => below(gopath, 'pkg/mod'),
  )
  if (build === null || modules === null)
    reason ??= isGolang(stage)
      ? `the home folder of user "${userAt(stage, run)}" is not in the Dockerfile`
      : `${rootImage(stage) || 'the base image'} is not the official golang image, and the Dockerfile does not set GOCACHE`
  return {build: clean(build), modules: clean(modules), reason}
}

function clean(path: string | null): string | null {
  return path?.startsWith('/') ? posix.normalize(path).replace(/(?<=.)\/$/, '') : null
}

/** Whether a RUN surely runs as root: the file says so, or nothing else and the image is the official one. */
export function runsAsRoot(stage: Stage, run: Instruction, buildArgs: string[]): boolean {
  const user = userAt(stage, run)
  if (user === '') return isGolang(stage)
  if (unknownVariable(user, stage, run, buildArgs) !== null) return false
  return isRoot(expand(user, variablesAt(stage, run, buildArgs)))
}

/** The runtime takes HOME from /etc/passwd: known for root, and for users that the file itself makes. */
function homeOf(stage: Stage, run: Instruction, buildArgs: string[]): string | null {
  if (runsAsRoot(stage, run, buildArgs)) return isGolang(stage) ? GOLANG.HOME : null
  const command = makingOf(stage, run, buildArgs)
  if (command === null) return null
  const given = /\s(?:-h|--home|-d|--home-dir)[\s=]+(\/\S+)/.exec(command)?.[1]
  if (given) return given
  const name = command.split(/\s+/).at(-1)!
  // useradd and adduser both write /home/NAME into /etc/passwd, whether they make the folder or not.
  return /^[\w.-]+$/.test(name) ? `/home/${name}` : null
}

/** Numbers of the USER in force, as far as the file has them. */
export function userNumbers(
  stage: Stage,
  run: Instruction | null,
  buildArgs: string[],
): {uid: string | null; gid: string | null} {
  const written = expand(userAt(stage, run), variablesAt(stage, run, buildArgs))
  const [user = '', group = ''] = written.split(':')
  const number = (text: string | undefined) => (text && /^\d+$/.test(text) ? text : null)
  const made = /\s(?:-u|--uid)[\s=]+(\d+)/.exec(makingOf(stage, run, buildArgs) ?? '')?.[1]
  return {uid: number(user) ?? number(made), gid: number(group)}
}

/** The command of the file that makes the USER in force. */
function makingOf(stage: Stage, run: Instruction | null, buildArgs: string[]): string | null {
  const [user = ''] = expand(userAt(stage, run), variablesAt(stage, run, buildArgs)).split(':')
  for (const {stage: at, instruction} of before(stage, run)) {
    if (instruction.keyword !== 'RUN') continue
    const script = expand(instruction.args, variablesAt(at, instruction, buildArgs))
    for (const [command] of script.matchAll(/\b(?:adduser|useradd)\b[^;&|]*/g)) {
      const words = command.trim().split(/\s+/)
      const uid = /\s(?:-u|--uid)[\s=]+(\d+)/.exec(command)?.[1]
      if (words.includes(user) || uid === user) return words.join(' ')
    }
  }
  return null
}

/** One path is the other, or contains it. */
export function overlaps(one: string, other: string): boolean {
  const inside = (path: string, folder: string) => {
    const relative = posix.relative(folder, path)
    return relative === '' || !(relative === '..' || relative.startsWith('../'))
  }
  return inside(one, other) || inside(other, one)
}
