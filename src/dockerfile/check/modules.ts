/** The modules of the repository as a go command in a RUN finds them. */
import {posix} from 'node:path'
import {isAtOrBelow} from '../../go/below.ts'
import {type GoMod, parseGoMod} from '../../go/gomod.ts'
import type {Evidence, GoModule} from '../../go/project.ts'
import {expand} from '../parse.ts'
import {mountFields, variablesAt} from '../stages.ts'
import {contextPathIn, originOf} from './copy.ts'
import type {GoCommand} from './go-command.ts'
import {isHarmless} from './harmless.ts'
import {earlierCopies, earlierRuns} from './model.ts'
import type {Subject} from './rule.ts'
import type {Run} from './run.ts'

export type ModuleInRun = {
  module: GoModule
  mod: GoMod
  /** Path of its go.mod in the context. */
  file: string
  /** Folder of it in the stage. */
  folder: string
}

/** Answers about one subject, which rules ask for again and again: without them a long file took 200 ms. */
type Asked = {
  places: Map<Run, Map<string, string[]>>
  modules: Map<string, ModuleInRun | null>
  mods: Map<string, GoMod | null>
}
const asked = new WeakMap<Subject, Asked>()

function askedOf(subject: Subject): Asked {
  const before = asked.get(subject)
  if (before !== undefined) return before
  const fresh: Asked = {places: new Map(), modules: new Map(), mods: new Map()}
  asked.set(subject, fresh)
  return fresh
}

/** Every path where a file of the context is when the RUN runs; none for one that the context does not have. */
export function placesOf(subject: Subject, run: Run, path: string): string[] {
  const {model, context} = subject
  const {places} = askedOf(subject)
  const ofRun = places.get(run) ?? new Map<string, string[]>()
  places.set(run, ofRun)
  const before = ofRun.get(path)
  if (before !== undefined) return before
  const isThere = context?.has(path) ?? false
  const found = isThere ? contextPathIn(model.dockerfile, run.stage, run.instruction, path, model.buildArgs) : []
  ofRun.set(path, found)
  return found
}

/** The nearest go.mod of the context at or above the folder of the go command; null where none is known to be there. */
export function moduleAt(subject: Subject, run: Run, {folder}: GoCommand): ModuleInRun | null {
  if (folder === null) return null
  const {modules} = askedOf(subject)
  const key = `${run.instruction.start} ${folder}`
  if (!modules.has(key)) {
    const nearest = nearestModule(subject, run, folder)
    modules.set(key, nearest !== null && isContextOf(subject, nearest.module.dir) ? nearest : null)
  }
  return modules.get(key)!
}

/**
 * The same Dockerfile can be built with other contexts, and a go.mod stands in more than one folder. It is another one
 * when what is compiled is not in this one, or when a module around the Dockerfile is not the one that was found.
 */
export function isContextOf({file, context, programs}: Subject, moduleDir: string): boolean {
  if (programs.some(({dir}) => dir !== null && context?.files.kind(dir) === null)) return false
  for (let dir = posix.dirname(file); dir !== '.' && dir !== '/' && !dir.startsWith('..'); dir = posix.dirname(dir))
    if (context?.files.kind(posix.join(dir, 'go.mod')) === 'file') return dir === moduleDir
  return true
}

function nearestModule(subject: Subject, run: Run, folder: string): ModuleInRun | null {
  const {mods} = askedOf(subject)
  let nearest: ModuleInRun | null = null
  for (const module of subject.project?.modules ?? []) {
    const file = posix.join(module.dir, 'go.mod')
    for (const place of placesOf(subject, run, file)) {
      const at = posix.dirname(place)
      const isNearer = nearest === null || at.length > nearest.folder.length
      if (posix.basename(place) !== 'go.mod' || !isAtOrBelow(folder, at) || !isNearer) continue
      if (!mods.has(file)) mods.set(file, readMod(subject, file))
      const mod = mods.get(file)!
      if (mod !== null) nearest = {module, mod, file, folder: at}
    }
  }
  return nearest
}

/** Null for none, and for one that the go command would refuse. */
export function readMod({context}: Pick<Subject, 'context'>, file: string): GoMod | null {
  const text = context?.files.read(file)
  try {
    return text == null ? null : parseGoMod(text, file)
  } catch {
    return null
  }
}

/** The modules that have to be downloaded: those that no folder replaces. */
export function fetched({require, replace}: GoMod): GoMod['require'] {
  const folders = new Set(replace.filter(each => each.new.version === null).map(each => each.old.path))
  return require.filter(({path}) => !folders.has(path))
}

/**
 * What is in the stage before this command cannot all be told: an image or a named context was copied in, or a command
 * ran that may have made or changed files of the project.
 */
export function mayHoldMore({model}: Subject, run: Run, until: GoCommand): boolean {
  const {stage, instruction} = run
  if (earlierCopies(model, stage, instruction).some(({origin}) => origin.kind === 'image' || origin.kind === 'unknown'))
    return true
  const variables = variablesAt(stage, instruction, model.buildArgs)
  for (const {type, options} of run.mounts) {
    const from = mountFields(expand(options, variables)).get('from')
    if (type !== 'bind' || from === undefined) continue
    if (originOf(model.dockerfile, stage, from, instruction, model.buildArgs).kind !== 'context') return true
  }
  const before = run.commands.slice(0, run.commands.indexOf(until.command))
  const earlier = earlierRuns(model, run)
  if ([run, ...earlier].some(({isForeign, isBroken}) => isForeign || isBroken)) return true
  return ![...before, ...earlier.flatMap(({commands}) => commands)].every(isHarmless)
}

/** The go command takes its dependencies from `vendor`: told to, or by itself (go.dev/ref/mod#build-commands). */
export function usesVendor(subject: Subject, run: Run, go: GoCommand, found: ModuleInRun | null): boolean {
  const told = go.flags.get('mod')?.value
  if (told !== undefined) return told === 'vendor'
  // cmd/go/internal/modload, setDefaultBuildMod: below `go 1.14` the folder is not looked at.
  if (found === null || !isVendorDefault(found.mod)) return false
  const {dir} = found.module
  const top = found.module.vendor && !subject.context?.has(posix.join(dir, 'vendor/modules.txt')) ? '.' : dir
  return placesOf(subject, run, posix.join(top, 'vendor/modules.txt')).some(place => {
    const above = posix.dirname(posix.dirname(place))
    return isAtOrBelow(found.folder, above)
  })
}

/** The `go` line is 1.14 or later. */
export function isVendorDefault({go}: GoMod): boolean {
  const [major = 0, minor = 0] = (go?.version ?? '').split('.').map(part => Number.parseInt(part, 10))
  return major > 1 || (major === 1 && minor >= 14)
}

/** The first import of the module's packages, of those that the programs reach, that one of these modules provides. */
export function importOf(
  {packages}: Subject,
  {module}: ModuleInRun,
  paths: readonly string[],
): {path: string; evidence: Evidence} | null {
  const wanted = new Set(paths)
  for (const {moduleDir, imports} of packages)
    for (const [imported, {file, line}] of moduleDir === module.dir ? imports : [])
      for (let path = imported; path !== '.' && path !== '/'; path = posix.dirname(path))
        if (wanted.has(path)) return {path, evidence: {file, line}}
  return null
}

/** The folder of the go.work of the context that a go command reads; null for none, for GOWORK=off and another file. */
export function workspaceAt(subject: Subject, run: Run, {folder, command}: GoCommand): string | null {
  const {workspace} = subject.project ?? {}
  if (folder === null || workspace == null || !/^(auto)?$/.test(command.environment.get('GOWORK') ?? '')) return null
  const above = placesOf(subject, run, workspace.file).filter(place => posix.basename(place) === 'go.work')
  const folders = above.map(place => posix.dirname(place)).filter(at => isAtOrBelow(folder, at))
  return folders.sort((one, other) => other.length - one.length)[0] ?? null
}
