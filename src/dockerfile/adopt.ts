import {posix} from 'node:path'
import type {DecisionRow} from '../report/report.ts'
import type {Command} from './commands.ts'
import {findGoCacheMounts, type GoCacheMount, surveyGoCacheMounts} from './mounts.ts'
import {OPAQUE} from './opaque.ts'
import {type Dockerfile, expand, type Instruction, lineage, parseDockerfile, type Stage, targetStage} from './parse.ts'
import {readRunScript} from './run-script.ts'
import {
  before,
  copyWords,
  type GoPlaces,
  goPlaces,
  knownVariables,
  mountFields,
  mountTarget,
  overlaps,
  reachedStages,
  runsAsRoot,
  stageUses,
  type Use,
  userAt,
  userNumbers,
  variablesAt,
  workdirAt,
} from './stages.ts'

export type Adoption =
  | {
      kind: 'adopted'
      /** The Dockerfile with mounts; every line has its old number. */
      text: string
      /** One for each RUN that was changed; `mount` is what was put in. */
      added: {line: number; kinds: GoCacheMount['kind'][]; mount: string}[]
      /** What was left as it is, and why. */
      left: Refusal[]
      notes: string[]
      mounts: GoCacheMount[]
    }
  | ({kind: 'kept'} & Refusal)

export type Refusal = {reason: string; line: number | null}

type Options = {
  buildArgs: string[]
  /** Empty for the last stage. */
  target: string
  /** `NAME=VALUE` of --build-context: they replace stages and images of that name. */
  buildContexts?: string[]
}

/** A RUN with all that is known of it. `commands` is null when they cannot be read; `unread` says why. */
type Step = {
  stage: Stage
  run: Instruction
  commands: Command[] | null
  unread: string
  raw: string
  places: GoPlaces
  workdir: string | null
  variables: ReadonlyMap<string, string>
}

/** Commands that touch no files but those their words name. */
const WITH_PATHS = new Set(
  'rm mv cp ln chmod chown chgrp find tar touch mkdir rmdir install ls cat du test [ stat gzip unzip rsync sed tee head tail'.split(
    ' ',
  ),
)

/** Commands that have nothing to do with Go's caches, whatever their words are. */
const HARMLESS = new Set(
  'cd echo printf true false : set export unset umask date git apk apt apt-get sha256sum md5sum file strip upx ldd wc sort tr cut grep awk basename dirname uname id whoami sleep pwd exit xx-verify xx-apk xx-apt xx-info update-ca-certificates readelf'.split(
    ' ',
  ),
)

/** Variables that move Go's caches, or HOME, from where ENV has them. */
const MOVES = /^(GOCACHE|GOMODCACHE|GOPATH|HOME|XDG_CACHE_HOME|GOENV|GOCACHEPROG)$/

/** Variables that decide how modules are fetched. */
const FETCHING = /^(GO(PROXY|PRIVATE|NOPROXY|NOSUMDB|SUMDB|INSECURE|AUTH|VCS)|NETRC|GIT_\w+|\w+_PROXY|\w+_proxy)$/

const COMPILING = new Set(['build', 'install', 'test', 'vet', 'run'])
const WITHOUT_MODULES = new Set(['version', 'env', 'clean', 'fmt', 'help', 'telemetry', 'mod init', 'mod edit'])

/** Packages that only complete the C toolchain; their version is in the compiler's, which Go hashes. */
const C_TOOLCHAIN = /^(musl-dev|libc6-dev|libc-dev|linux-libc-dev|linux-headers)$/

/**
 * A copy of a repository's own Dockerfile in which the RUNs that compile have cache mounts for Go's caches, or why
 * there is none. The files of the final stage are the same with and without, or the RUN is left as it is: what is not
 * understood is refused, with its line.
 */
export function adoptDockerfile(text: string, model: Dockerfile, options: Options): Adoption {
  const {buildArgs} = options
  const target = targetStage(model, options.target)
  if (target === null) return kept(`the Dockerfile has no stage "${options.target}"`, null)
  const stages = reachedStages(model, target)
  const refusal = refuseFile(text, stages, options)
  if (refusal) return {kind: 'kept', ...refusal}
  const own = surveyGoCacheMounts(model, buildArgs, options.target)
  const steps = stages.flatMap(stage =>
    stage.instructions.filter(({keyword}) => keyword === 'RUN').map(run => readStep(text, stage, run, buildArgs)),
  )
  const compiling = steps.filter(step => step.commands?.some(command => isCompiling(command)))
  if (compiling.length === 0) {
    const hidden = steps.find(step => step.commands === null && /\bgo\b/.test(step.raw))
    return hidden ? kept(hidden.unread, hidden.run.line) : kept('no RUN runs go build, install, test, vet or run', null)
  }
  const final = new Set(lineage(target))
  const uses = stageUses(model).filter(use => stages.includes(use.by))
  const file: File = {steps, final, uses, buildArgs}
  const has = (kind: GoCacheMount['kind']) => own.mounts.some(mount => mount.kind === kind)
  if (own.excluded.length > 0 && own.mounts.length === 0)
    return kept(`it has a cache mount of its own: ${own.excluded[0]!.reason}`, own.excluded[0]!.line)
  if (has('build') && has('modules')) return kept('it has cache mounts of its own', own.mounts[0]!.line)

  const left: Refusal[] = []
  const changes = new Map<Step, GoCacheMount['kind'][]>()
  if (!has('build'))
    for (const step of compiling) {
      const reason = refuseBuild(step, compiling, file)
      if (reason) left.push(reason)
      else changes.set(step, ['build'])
    }
  const notes: string[] = []
  if (!has('modules') && (has('build') || changes.size > 0))
    for (const bottom of new Set(steps.map(step => lineage(step.stage).at(-1)!))) {
      const family = steps.filter(step => lineage(step.stage).at(-1) === bottom)
      const wanting = family.filter(step => step.commands?.some(needsModules))
      // Modules alone would serve no RUN that compiles.
      if (!wanting.some(step => has('build') || changes.has(step))) continue
      const refused = refuseModules(family, wanting, file)
      if (refused) {
        left.push({...refused, reason: `no mount for the modules: ${refused.reason}`})
        continue
      }
      for (const step of wanting) changes.set(step, [...(changes.get(step) ?? []), 'modules'])
      const download = wanting.find(step => !step.commands?.some(isCompiling))
      if (download)
        notes.push(
          `modules of line ${download.run.line} are in the mount, not in a layer: when that layer is cached and the mount is empty, the compile step downloads them`,
        )
    }
  if (changes.size === 0) return {kind: 'kept', ...left[0]!}
  const inserted = insert(text, changes, options)
  const misplaced = inserted.added.find(({line, mount}) => !isPlaced(model, inserted.model, line, mount))
  if (misplaced) return kept('flags cannot be put into its first line', misplaced.line)
  const mounts = findGoCacheMounts(inserted.model, buildArgs, options.target)
  return {kind: 'adopted', text: inserted.text, added: inserted.added, left, notes, mounts}
}

type File = {steps: Step[]; final: Set<Stage>; uses: Use[]; buildArgs: string[]}

function kept(reason: string, line: number | null): Adoption {
  return {kind: 'kept', reason, line}
}

/** Reasons that hold for the whole file. */
function refuseFile(text: string, stages: Stage[], {buildContexts = []}: Options): Refusal | null {
  const directives = /^(?:\uFEFF?#![^\n]*\n)?(?:\s*#\s*\w+\s*=[^\n]*\n)*/.exec(text)?.[0] ?? ''
  const syntax = /^\s*#\s*syntax\s*=\s*(\S+)/im.exec(directives)?.[1]
  if (syntax && !/^(docker\.io\/)?docker\/dockerfile:(1|1\.([2-9]|\d\d)(\.\d+)?|latest)(-labs)?(@.*)?$/.test(syntax))
    return {reason: `its syntax ${syntax} may not know cache mounts`, line: 1}
  if (/^\s*#\s*escape\s*=\s*`/im.test(directives)) return {reason: 'its escape character is `', line: 1}
  const named = new Set(buildContexts.map(context => context.split('=')[0]!.toLowerCase()))
  for (const stage of stages) {
    for (const name of [stage.name, stage.base])
      if (name && named.has(name.toLowerCase())) return {reason: `a build context replaces "${name}"`, line: stage.line}
    const trigger = stage.instructions.find(({keyword}) => keyword === 'ONBUILD')
    if (trigger) return {reason: 'ONBUILD adds steps that are not in the file', line: trigger.line}
  }
  return null
}

/** Why a RUN that compiles gets no mount for the build cache; null when it may. */
function refuseBuild(step: Step, compiling: Step[], file: File): Refusal | null {
  const {stage, run, places} = step
  const no = (reason: string, line: number | null = run.line): Refusal => ({reason, line})
  if (file.final.has(stage)) return no('its stage is the final image, which would lack the files of the build cache')
  if (places.build === null) return no(places.reason ?? 'GOCACHE is not known')
  if (!runsAsRoot(stage, run, file.buildArgs) && userNumbers(stage, run, file.buildArgs).uid === null)
    return no(`the number of ${describeUser(userAt(stage, run))} is not in the Dockerfile`)
  for (const earlier of file.steps)
    if (isAfter(step, earlier) && /\bgo\s+env\s+-w\b[^;&|]*(GOCACHE|GOMODCACHE|GOPATH|GOFLAGS)/.test(earlier.raw))
      return no('go env -w changes settings that ENV does not show', earlier.run.line)
  if (step.workdir && step.workdir !== '/' && isInside(places.build, step.workdir))
    return no('the build cache lies among the sources')
  const local = refuseLocally(step, places.build)
  if (local) return no(local)
  if (hasFlagA((step.variables.get('GOFLAGS') ?? '').split(' ')))
    return no('GOFLAGS has -a, which compiles everything anew')
  for (const command of step.commands!) {
    const go = goVerb(command)
    if (go === null) continue
    const flags = command.assignments.find(([name]) => name === 'GOFLAGS')?.[1] ?? ''
    if (hasFlagA(command.words) || hasFlagA(flags.split(' ')))
      return no('-a compiles everything anew, a cache serves nothing')
    if (go === 'test' && !command.words.some(word => /^--?(c|count)(=|$)/.test(word)))
      return no('go test would answer from the cache instead of running the tests (-count=1 runs them)')
    if (command.words.some(word => /^--?(x|v|n|json)(=|$)/.test(word)) && isWritten(step.commands!))
      return no('what it prints is kept in a file, and depends on what is cached')
  }
  const native = usesNativeLibraries(step, file)
  if (native) return no(native.reason, native.line)
  const onward = readsOnward(stage, places.build, file)
  if (onward) return no(`the build cache is copied onward in line ${onward}`)
  for (const {instruction} of before(stage, run))
    if (instruction.keyword === 'COPY' || instruction.keyword === 'ADD') {
      const to = destination(stage, instruction, file.buildArgs)
      if (to && isInside(to, places.build)) return no('the Dockerfile itself puts files into GOCACHE', instruction.line)
    }
  for (const later of file.steps) {
    if (later === step || !isAfter(later, step) || (compiling.includes(later) && !refuseLocally(later, places.build)))
      continue
    const reader = touches(later, places.build)
    if (reader !== null) return no(`line ${later.run.line} reads the build cache`)
  }
  return null
}

function describeUser(user: string): string {
  return user === '' ? "the image's user" : `user "${user}"`
}

function hasFlagA(words: string[]): boolean {
  return words.some(word => /^--?a(=true)?$/.test(word))
}

function isWritten(commands: Command[]): boolean {
  const isFile = (path: string) => !/^(\d|-|\/dev\/\w+)$/.test(path)
  return commands.some(({words, redirects}) => words[0] === 'tee' || redirects.some(isFile))
}

/** Why the modules of all stages on one image cannot be in a mount; null when they can. */
function refuseModules(family: Step[], wanting: Step[], file: File): Refusal | null {
  const folder = wanting[0]!.places.modules
  if (folder === null)
    return {reason: wanting[0]!.places.reason ?? 'GOMODCACHE is not known', line: wanting[0]!.run.line}
  const mountsOf = ({run}: Step) =>
    run.flags
      .filter(({name, value}) => name === 'mount' && /type=(secret|ssh)/.test(value))
      .map(({value}) => value)
      .sort()
      .join(' ')
  for (const step of wanting) {
    const no = (reason: string): Refusal => ({reason, line: step.run.line})
    if (file.final.has(step.stage)) return no('a stage of the final image uses them')
    if (step.places.modules !== folder) return no('GOMODCACHE is not the same in every step')
    if (!runsAsRoot(step.stage, step.run, file.buildArgs)) return no('the step does not run as root')
    const local = refuseLocally(step, folder)
    if (local) return no(local)
    if (
      step.commands!.some(({words}) => words.includes('-mod=vendor')) ||
      /-mod=vendor/.test(step.variables.get('GOFLAGS') ?? '')
    )
      return no('they are vendored')
    if (step.run.flags.some(({name, value}) => name === 'network' && value === 'none'))
      return no('a step without network uses them')
    if (step.variables.get('GOPROXY') === 'off') return no('GOPROXY is off')
    if (mountsOf(step) !== mountsOf(wanting[0]!)) return no('not every step that needs them has the same secrets')
    const set = step.commands!.flatMap(({words, assignments}) => [
      ...assignments.map(([name]) => name),
      ...exported(words),
    ])
    const fetching = set.find(name => FETCHING.test(name))
    if (fetching) return no(`${fetching} is set in one step alone`)
    const isDownload = !step.commands!.some(isCompiling)
    const other = step.commands!.find(
      command => goVerb(command) === null && !/^(cd|set|true|:|mkdir)$/.test(command.words[0] ?? ''),
    )
    if (isDownload && other) return no(`\`${shown(other)}\` may set up what only this step's download has`)
    if (/pkg\/mod|GOMODCACHE|cache\/download/.test(step.raw)) return no('the step names the module cache')
  }
  for (const step of family) {
    const {run} = step
    if (wanting.includes(step)) continue
    const isLater = wanting.some(other => isAfter(step, other))
    if (/pkg\/mod|GOMODCACHE/.test(step.raw)) return {reason: 'the step names the module cache', line: run.line}
    if (!isLater) continue
    if (step.commands === null) return {reason: step.unread, line: run.line}
    const unknown = step.commands.find(command => !isKnown(command))
    if (unknown) return {reason: `\`${shown(unknown)}\` may need them`, line: run.line}
    if (/netrc|gitconfig|git-credentials|\.ssh|git\s+config/.test(step.raw))
      return {reason: 'credentials change after the download', line: run.line}
    if (touches(step, folder)) return {reason: 'the step reads them', line: run.line}
  }
  for (const stage of new Set(family.map(step => step.stage))) {
    const onward = readsOnward(stage, folder, file)
    if (onward) return {reason: 'they are copied onward', line: onward}
    for (const at of lineage(stage))
      for (const instruction of at.instructions) {
        if (instruction.keyword !== 'COPY' && instruction.keyword !== 'ADD') continue
        const to = destination(at, instruction, file.buildArgs)
        const isWhole = to === '/' && !file.uses.some(use => use.instruction === instruction)
        if (to === null || (overlaps(to, folder) && !isWhole))
          return {reason: 'the Dockerfile itself puts files there', line: instruction.line}
      }
  }
  return null
}

/** Why a mount on `folder` could disturb the RUN that has it; null when it cannot. */
function refuseLocally(step: Step, folder: string): string | null {
  const {commands, run} = step
  if (commands === null) return step.unread
  if (!/^[\w./@+-]+$/.test(folder)) return `a mount cannot be written on "${folder}"`
  for (const {name, value} of run.flags) {
    if (name !== 'mount') continue
    const target = expand(mountTarget(mountFields(value)), step.variables)
    const path = target.startsWith('/') ? target : step.workdir && posix.join(step.workdir, target)
    if (path === null || overlaps(path, folder)) return `it has another mount on ${target || 'WORKDIR'}`
  }
  if (step.variables.get('GOCACHEPROG')) return 'GOCACHEPROG is set'
  for (const command of commands) {
    const set = [...command.assignments.map(([name]) => name), ...exported(command.words)]
    const moved = set.find(name => MOVES.test(name))
    if (moved) return `the step sets ${moved} itself`
    const go = goVerb(command)
    const {words} = command
    if (go === 'clean' && words.some(word => /^--?(cache|modcache|testcache|fuzzcache)$/.test(word)))
      return `\`${shown(command)}\` empties what the mount keeps`
    if (go === 'list' && words.some(word => /^--?export/.test(word)))
      return '`go list -export` names files of the cache'
    if (go === 'env' && words.some(word => /^--?[wu]$/.test(word) || /CACHE|GOPATH/.test(word)))
      return `\`${shown(command)}\` asks for or changes where the caches are`
    if (!isKnown(command)) return `what \`${shown(command)}\` does in the same step is not in the Dockerfile`
  }
  const reader = touches(step, folder)
  return reader && `\`${reader}\` in the same step would meet the mount`
}

/** The command that names a path on, above or below `folder`; null when none does. `rm -f` of later steps is fine. */
function touches(step: Step, folder: string): string | null {
  if (step.commands === null) return /\.cache|go-build|GOCACHE|pkg\/mod|GOMODCACHE/.test(step.raw) ? 'RUN' : null
  for (const command of step.commands) {
    const [name = '', ...words] = command.words
    if (name === 'cd') continue
    if (name === 'rm' && words.some(word => /^-\w*f/.test(word)) && !isCompilingStep(step)) continue
    const paths = [
      ...command.redirects.filter(path => !/^(\d|-|\/dev\/\w+)$/.test(path)),
      ...(WITH_PATHS.has(posix.basename(name)) ? words.filter(word => !/^-\w*$/.test(word)) : []),
      ...(goVerb(command) === null ? [] : outputsOf(command)),
    ]
    if (paths.some(path => mayReach(path, command.folder, folder))) return shown(command)
  }
  return null
}

function isCompilingStep(step: Step): boolean {
  return step.commands?.some(command => goVerb(command) !== null) ?? false
}

/** Whether a word, as far as it is known, may be a path that is, contains or is inside of `folder`. */
function mayReach(word: string, cwd: string | null, folder: string): boolean {
  const at = word.indexOf(OPAQUE)
  const known = at < 0 ? word : word.slice(0, at)
  if (known === '' || (!known.startsWith('/') && cwd === null)) return true
  const path = known.startsWith('/') ? known : posix.join(cwd!, known)
  if (at < 0) return overlaps(posix.normalize(path), folder)
  // The rest is open: whatever begins with the known part.
  const begin = posix.normalize(path)
  return folder.startsWith(begin) || begin === `${folder}/` || isInside(posix.dirname(`${begin}x`), folder)
}

function isInside(path: string, folder: string): boolean {
  const relative = posix.relative(folder, path)
  return relative === '' || !(relative === '..' || relative.startsWith('../'))
}

function outputsOf({words}: Command): string[] {
  return words
    .flatMap((word, index) => {
      const [, value] = /^--?(?:o|coverprofile|outputdir)=(.*)$/s.exec(word) ?? []
      if (value !== undefined) return [value]
      return /^--?(o|coverprofile|outputdir)$/.test(word) ? [words[index + 1] ?? ''] : []
      // What only names a place that is not known lies where the Dockerfile's author wants the program.
    })
    .filter(path => !path.startsWith(OPAQUE))
}

/** The line that copies `folder`, or a part of it, out of a stage or one that is built on it. */
function readsOnward(stage: Stage, folder: string, {uses, buildArgs}: File): number | null {
  const use = uses.find(
    ({of, by, instruction, sources}) =>
      lineage(of).includes(stage) &&
      sources.some(source => {
        const known = knownVariables(by, instruction, buildArgs)
        const path = source
          .replace(/\$(?:(\w+)|\{(\w+)\}|\{[^}]*\})/g, (_, plain, braced) => known.get(plain ?? braced ?? '') ?? OPAQUE)
          .replace(/[*?[]/g, OPAQUE)
        return mayReach(`/${path}`, '/', folder)
      }),
  )
  return use?.instruction.line ?? null
}

function destination(stage: Stage, instruction: Instruction, buildArgs: string[]): string | null {
  const to = expand(copyWords(instruction.args).at(-1) ?? '', variablesAt(stage, instruction, buildArgs))
  if (to.startsWith('/')) return posix.normalize(to)
  const workdir = workdirAt(stage, instruction, buildArgs)
  return workdir && posix.join(workdir, to)
}

/**
 * Go's cache does not see changes of C libraries outside of the packages (`go help cache`), so a stage that installs
 * some may have other results from a cache; the compiler itself is part of Go's keys.
 */
function usesNativeLibraries(step: Step, file: File): Refusal | null {
  const isOff = (command: Command) =>
    (command.assignments.find(([name]) => name === 'CGO_ENABLED')?.[1] ??
      exportedValue(step.commands!, 'CGO_ENABLED') ??
      step.variables.get('CGO_ENABLED')) === '0'
  if (step.commands!.filter(isCompiling).every(isOff)) return null
  const reason = "cgo may use C libraries that this line brings, and Go's cache does not see their changes"
  for (const {stage, instruction} of before(step.stage, step.run)) {
    const {line} = instruction
    if (instruction.keyword === 'COPY' || instruction.keyword === 'ADD') {
      const to = destination(stage, instruction, file.buildArgs)
      if (to && /^\/(usr\/)?(local\/)?(lib|include)/.test(to)) return {reason, line}
    }
    if (instruction.keyword !== 'RUN') continue
    const earlier = file.steps.find(candidate => candidate.run === instruction)
    if (/\b(make\s+install|cmake|ninja|meson|\.\/configure)\b/.test(instruction.args)) return {reason, line}
    const packages = earlier?.commands?.filter(({words}) =>
      /^(apk|apt|apt-get|dnf|yum|microdnf|xx-apk|xx-apt)$/.test(words[0] ?? ''),
    )
    const isLibrary = (word: string) => /-(dev|devel|static)(=|$)/.test(word) && !C_TOOLCHAIN.test(word.split('=')[0]!)
    if (packages?.some(({words}) => words.some(isLibrary))) return {reason, line}
    if (earlier?.commands === null && /-dev(el)?\b/.test(instruction.args)) return {reason, line}
  }
  const same = step.commands!.some(({words}) =>
    words.some(word => /-(dev|devel)$/.test(word) && !C_TOOLCHAIN.test(word)),
  )
  return same ? {reason, line: step.run.line} : null
}

function exported(words: string[]): string[] {
  return /^(export|readonly|unset|read|local)$/.test(words[0] ?? '')
    ? words.slice(1).map(word => word.split('=')[0]!)
    : []
}

function exportedValue(commands: Command[], name: string): string | undefined {
  const words = commands.filter(({words}) => words[0] === 'export').flatMap(({words}) => words)
  const alone = commands.filter(({words}) => words.length === 0).flatMap(({assignments}) => assignments)
  return (
    words.findLast(word => word.startsWith(`${name}=`))?.slice(name.length + 1) ??
    alone.findLast(([set]) => set === name)?.[1]
  )
}

/** `build`, `mod download` and so on; null for what is not the go command. */
function goVerb({words}: Command): string | null {
  if (!/^((\/usr\/local\/go\/bin\/)?go|xx-go)$/.test(words[0] ?? '')) return null
  let at = 1
  if (words[at] === '-C') at += 2
  else if (words[at]?.startsWith('-C=')) at += 1
  const verb = words[at] ?? 'help'
  return verb === 'mod' || verb === 'work' ? `${verb} ${words[at + 1] ?? ''}` : verb
}

function isCompiling(command: Command): boolean {
  return COMPILING.has(goVerb(command) ?? '')
}

function needsModules(command: Command): boolean {
  const verb = goVerb(command)
  return verb !== null && !WITHOUT_MODULES.has(verb)
}

function isKnown(command: Command): boolean {
  const [name = ''] = command.words
  if (command.words.length === 0) return true
  const go = goVerb(command)
  if (go !== null) return !go.includes(OPAQUE)
  if (name === 'find' && command.words.some(word => /^-(exec|execdir|ok)$/.test(word))) return false
  return HARMLESS.has(name) || WITH_PATHS.has(posix.basename(name))
}

function shown({words}: Command): string {
  const text = words.join(' ').replaceAll(OPAQUE, '…')
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}

function isAfter(later: Step, step: Step): boolean {
  return before(later.stage, later.run).some(({instruction}) => instruction === step.run)
}

/** Reads a RUN from the file itself: comments, continuations and here-documents as BuildKit takes them. */
function readStep(text: string, stage: Stage, run: Instruction, buildArgs: string[]): Step {
  const variables = variablesAt(stage, run, buildArgs)
  const places = goPlaces(stage, run, buildArgs)
  const lines = text.split('\n').slice(run.line - 1, run.endLine)
  const raw = lines.join('\n')
  const step = {stage, run, raw, places, variables, workdir: workdirAt(stage, run, buildArgs)}
  const unread = (reason: string): Step => ({...step, commands: null, unread: reason})
  const shell = before(stage, run).findLast(({instruction}) => instruction.keyword === 'SHELL')?.instruction.args
  if (shell && !/^\[\s*"(\/(usr\/)?bin\/)?(ba|da|a)?sh"/.test(shell)) return unread(`SHELL is ${shell}`)
  const home = places.build?.endsWith('/.cache/go-build')
    ? places.build.slice(0, -'/.cache/go-build'.length)
    : undefined
  const known = knownVariables(stage, run, buildArgs)
  if (!known.has('HOME') && home) known.set('HOME', home)
  const {commands, reason} = readRunScript(lines, known, step.workdir)
  return commands === null ? unread(reason) : {...step, commands, unread: ''}
}

/** Puts the flags into the first line of each RUN, after the flags that it has there: no line moves. */
function insert(text: string, changes: ReadonlyMap<Step, GoCacheMount['kind'][]>, options: Options) {
  const lines = text.split('\n')
  const added = [...changes].map(([step, kinds]) => {
    const mount = kinds.map(kind => mountFlag(step, kind, options.buildArgs)).join(' ')
    const at = step.run.line - 1
    lines[at] = lines[at]!.replace(
      /^(\uFEFF?\s*RUN(?:\s+--[\w-]+(?:=(?:"[^"]*"|[^\s\\"])*)?(?=\s))*)/i,
      (_, head: string) => `${head} ${mount}`,
    )
    return {line: step.run.line, kinds, mount}
  })
  added.sort((one, other) => one.line - other.line)
  const adopted = lines.join('\n')
  return {text: adopted, added, model: parseDockerfile(adopted, options.buildArgs)}
}

/** Read again, the RUN on that line has the new flags, and all else is as before. */
function isPlaced(before: Dockerfile, after: Dockerfile, line: number, mount: string): boolean {
  const runOf = ({stages}: Dockerfile) =>
    stages.flatMap(({instructions}) => instructions).find(instruction => instruction.line === line)
  const [old, changed] = [runOf(before), runOf(after)]
  const added = mount.split(' ').map(flag => flag.replace('--mount=', ''))
  const values = changed?.flags.map(({value}) => value) ?? []
  return (
    old?.args === changed?.args &&
    values.length === (old?.flags.length ?? 0) + added.length &&
    added.every(value => values.includes(value))
  )
}

/**
 * Users other than root have a mount of their own: what root wrote there they could not add to. It has to be owned by
 * number: `mode=0777` does not help, the umask of BuildKit takes it back (measured with BuildKit of Docker 28.5).
 */
function mountFlag(step: Step, kind: GoCacheMount['kind'], buildArgs: string[]): string {
  const name = kind === 'modules' ? 'gomod' : 'gobuild'
  const place = step.places[kind]!
  if (runsAsRoot(step.stage, step.run, buildArgs)) return `--mount=type=cache,id=${name},target=${place}`
  const {uid, gid} = userNumbers(step.stage, step.run, buildArgs)
  return `--mount=type=cache,id=${name}-${uid},target=${place},uid=${uid}${gid === null ? '' : `,gid=${gid}`}`
}

/** The decision as rows of the report: what was added where, what was left and why. */
export function describeAdoption(adoption: Adoption, file: string): DecisionRow[] {
  const at = (line: number | null) => (line === null ? [] : [{file, line}])
  const left = ({reason, line}: Refusal): DecisionRow => ({
    ...{what: 'cache mounts', choice: 'none added', reason, evidence: at(line)},
  })
  if (adoption.kind === 'kept') return [left(adoption)]
  return [
    ...adoption.added.map(
      ({line, kinds, mount}): DecisionRow => ({
        ...{what: 'cache mounts', choice: 'added in a temporary copy', evidence: at(line)},
        reason: `${kinds.join(', ')}; to have them in the file: RUN ${mount}`,
      }),
    ),
    ...adoption.left.map(left),
    ...adoption.notes.map((note): DecisionRow => ({what: 'cache mounts', choice: 'note', reason: note, evidence: []})),
  ]
}
