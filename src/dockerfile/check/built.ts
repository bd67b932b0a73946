/** The programs that a Dockerfile compiles, as folders of the repository. */
import {posix} from 'node:path'
import {isAtOrBelow} from '../../go/below.ts'
import {OPAQUE} from '../opaque.ts'
import {expand} from '../parse.ts'
import {before, mountFields, mountTarget, variablesAt} from '../stages.ts'
import {type Copy, clean, originOf, readCopy} from './copy.ts'
import {type GoCommand, makesProgram} from './go-command.ts'
import type {Model} from './model.ts'
import type {ContextFiles} from './rule.ts'
import type {Run} from './run.ts'

export type BuiltProgram = {
  run: Run
  go: GoCommand
  /** Folder of the package in the context; null when it cannot be told. */
  dir: string | null
  /** The program in the stage; null when it cannot be told. */
  output: string | null
}

/** Of all stages, in the order of the file. A package that is given as `./...` is all that are below it: left out. */
export function builtPrograms(model: Model, context: ContextFiles | null): BuiltProgram[] {
  return model.stages.flatMap(({runs}) =>
    runs.flatMap(run =>
      run.go.filter(makesProgram).flatMap(go => {
        const packages = go.args.length === 0 ? ['.'] : go.args.map(({text}) => text)
        const files = packages.filter(name => /\.go$|\/\*$/.test(name))
        const named = files.length > 0 ? [folderOf(files[0]!)] : packages
        return named.flatMap(name => programOf(model, context, run, go, name, named.length))
      }),
    ),
  )
}

/** Of a file that is named, as a path of a package: `./cmd` of `cmd/main.go`. */
function folderOf(file: string): string {
  const folder = posix.dirname(file)
  return /^[./]/.test(folder) ? folder : `./${folder}`
}

function programOf(
  model: Model,
  context: ContextFiles | null,
  run: Run,
  go: GoCommand,
  name: string,
  count: number,
): BuiltProgram[] {
  if (name.endsWith('...') || name.includes('@')) return []
  const folder = go.folder
  const isPath = /^\.{0,2}(\/|$)|^\.\.?$/.test(name)
  let dir: string | null = null
  const isFolder = (path: string) => context === null || context.files.kind(path) === 'folder'
  if (folder !== null && !name.includes(OPAQUE)) {
    if (isPath) dir = contextPathOf(model, run, clean(name.startsWith('/') ? name : posix.join(folder, name)), isFolder)
    else dir = dirOfImport(contextPathOf(model, run, folder, isFolder), name, context)
  }
  const last = dir !== null && dir !== '.' ? posix.basename(dir) : isPath ? null : posix.basename(name)
  return [{run, go, dir, output: outputOf(run, go, last ?? nameOfModule(dir, context), count, model)}]
}

/** cmd/go/internal/load, DefaultExecName: the last element of the import path, a major version left out. */
export function programName(importPath: string): string {
  return posix.basename(importPath.replace(/\/v\d+$/, ''))
}

function nameOfModule(dir: string | null, context: ContextFiles | null): string | null {
  const path = dir === '.' ? modulePath('go.mod', context) : null
  return path === null ? null : programName(path)
}

function modulePath(file: string, context: ContextFiles | null): string | null {
  const text = context?.files.read(file)
  return text == null ? null : (/^\s*module\s+"?([^\s"]+)/m.exec(text)?.[1] ?? null)
}

function dirOfImport(folder: string | null, name: string, context: ContextFiles | null): string | null {
  for (let at = folder; at !== null; at = at === '.' ? null : posix.dirname(at)) {
    const path = modulePath(posix.join(at, 'go.mod'), context)
    if (path !== null) return isAtOrBelow(name, path) ? posix.join(at, posix.relative(path, name)) : null
  }
  return null
}

function outputOf(
  {stage, instruction}: Run,
  go: GoCommand,
  name: string | null,
  count: number,
  model: Model,
): string | null {
  const {verb, flags, folder, command} = go
  if (verb === 'install') {
    const {environment} = command
    const variables = variablesAt(stage, instruction, model.buildArgs)
    const gopath = environment.get('GOPATH') ?? variables.get('GOPATH')
    const bin = environment.get('GOBIN') ?? (gopath ? posix.join(gopath, 'bin') : null)
    return bin === null || name === null || bin.includes(OPAQUE) ? null : posix.join(bin, name)
  }
  const written = flags.get('o')?.value
  if (written?.includes(OPAQUE)) return null
  const inFolder = (path: string) =>
    path.startsWith('/') ? clean(path) : folder === null ? null : clean(posix.join(folder, path))
  if (written === undefined) return name === null || count > 1 ? null : inFolder(name)
  if (!/\/$|^\.{1,2}$/.test(written) && count === 1) return inFolder(written)
  return name === null ? null : inFolder(posix.join(written, name))
}

/**
 * The path of the context that is at a path of the stage when the RUN runs; null when none is known. `isFolder` tells of
 * a path of the context whether a folder of the stage can have been copied from it.
 */
export function contextPathOf(
  model: Model,
  {stage, instruction}: Run,
  path: string,
  isFolder: (path: string) => boolean = () => true,
): string | null {
  const {dockerfile, buildArgs} = model
  for (const flag of instruction.flags.filter(({name}) => name === 'mount')) {
    const fields = mountFields(expand(flag.value, variablesAt(stage, instruction, buildArgs)))
    const from = fields.get('from')
    if ((fields.get('type') ?? 'bind') !== 'bind') continue
    if (from !== undefined && originOf(dockerfile, stage, from, instruction, buildArgs).kind !== 'context') continue
    const workdir = instruction === null ? null : readFolder(model, stage, instruction)
    const target = mountTarget(fields) || '.'
    const place = target.startsWith('/') ? clean(target) : workdir === null ? null : clean(posix.join(workdir, target))
    const source = clean(`/${fields.get('source') ?? fields.get('src') ?? ''}`)
    if (place !== null && isAtOrBelow(path, place)) return relative(posix.join(source, posix.relative(place, path)))
  }
  const copies = before(stage, instruction)
    .filter(({instruction: each}) => each.keyword === 'COPY' || each.keyword === 'ADD')
    .map(({stage: at, instruction: each}) => readCopy(dockerfile, at, each, buildArgs))
  for (const copy of copies.reverse()) {
    const found = sourceOf(copy, path, copy.origin.kind === 'context' ? isFolder : () => true)
    if (found === null) continue
    if (copy.origin.kind === 'context') return found
    if (copy.origin.kind !== 'stage') return null
    // Its FROM is none of its instructions: all of them have run.
    const end = {stage: copy.origin.stage, instruction: copy.origin.stage.from}
    return contextPathOf(model, {...end} as Run, clean(`/${found}`), isFolder)
  }
  return null
}

function readFolder(model: Model, stage: Run['stage'], instruction: Run['instruction']): string | null {
  const own = model.stages.find(each => each.stage === stage)
  return own?.runs.find(run => run.instruction === instruction)?.folder ?? null
}

/** What of the origin is at this path, when the source is a folder that is copied whole. */
function sourceOf({sources, destination}: Copy, path: string, isFolder: (path: string) => boolean): string | null {
  if (destination === null || !isAtOrBelow(path, destination)) return null
  const rest = posix.relative(destination, path)
  for (const source of sources) {
    if (/[*?[]/.test(source)) continue
    // A file is no folder of packages.
    if (/\.(mod|sum|work|go)$/.test(source) || !isFolder(relative(`/${source}`))) continue
    return relative(posix.join(`/${source}`, rest))
  }
  return null
}

function relative(path: string): string {
  return clean(path).replace(/^\//, '') || '.'
}
