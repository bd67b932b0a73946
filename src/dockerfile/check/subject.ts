/** Reads what the rules look at: the Dockerfile, its context and the Go project in it. */
import {existsSync, lstatSync, readlinkSync} from 'node:fs'
import {basename, dirname, join, relative, resolve} from 'node:path'
import {type CheckoutFiles, checkoutFiles} from '../../go/facts/files.ts'
import {readInside} from '../../go/inside.ts'
import {type InspectedSources, inspectSources} from '../../go/inspect.ts'
import {readIgnoreFile} from '../ignored.ts'
import {parseDockerfile} from '../parse.ts'
import {builtPrograms} from './built.ts'
import {type ContextWalk, walkContext} from './context-report.ts'
import {readModel} from './model.ts'
import type {ContextFiles, DockerfileLink, Subject} from './rule.ts'
import {readSettings, SETTINGS_FILE} from './settings.ts'

type Options = {
  text: string
  /** Path of the Dockerfile, and as findings name it. */
  path: string
  file: string
  /** Folder of the build context; null when it is not on this machine. */
  context: string | null
  /** Reads the Go project for these main packages, folders of the context; null where there is none. */
  inspect: (mains: string[]) => Promise<InspectedSources | null>
  buildArgs: string[]
  target: string
  platforms: readonly string[]
  today: string
}

/** Null for a file without a stage or without the target: that is BuildKit's to report. */
export async function readSubject(options: Options): Promise<Subject | null> {
  const {text, path, buildArgs, target, file, platforms, today} = options
  const model = readModel(parseDockerfile(text, buildArgs), {buildArgs, target})
  if (model === null) return null
  const context = options.context === null ? null : contextFiles(options.context, path)
  const programs = builtPrograms(model, context)
  const mains = new Set(programs.flatMap(({dir}) => (dir === null ? [] : [dir])))
  const sources = await options.inspect([...mains])
  const {project = null, packages = []} = sources ?? {}
  const link = linkAt(path)
  const settings = options.context === null ? null : readSettings(readInside(options.context, SETTINGS_FILE))
  return {
    model,
    file,
    ...(link && {link}),
    ...(settings && {settings}),
    project,
    packages,
    programs,
    context,
    platforms,
    today,
  }
}

/** Null for a file of its own, and for one that is not on this machine. */
function linkAt(path: string): DockerfileLink | null {
  if (!lstatSync(path, {throwIfNoEntry: false})?.isSymbolicLink()) return null
  const to = readlinkSync(path)
  const target = resolve(dirname(path), to)
  const leavesFolder = /^\.\.(\/|$)/.test(relative(dirname(path), target))
  const hasOwnIgnore = !leavesFolder && existsSync(`${target}.dockerignore`) && !existsSync(`${path}.dockerignore`)
  return {to, leavesFolder, hasOwnIgnore}
}

/** The project for the programs that are compiled; as a whole where they are none of its programs. */
export async function inspectFor(root: string, mains: string[]): Promise<InspectedSources | null> {
  const asWhole = () => inspectSources({root}).catch(() => null)
  if (mains.length === 0) return asWhole()
  return inspectSources({root, main: mains.map(dir => `./${dir}`).join('\n')}).catch(asWhole)
}

/** `NAME.dockerignore` beside the Dockerfile goes before the context's own (docs.docker.com/build/concepts/context). */
export function contextFiles(root: string, dockerfile: string): ContextFiles {
  const files = checkoutFiles(root)
  const beside = relative(root, join(dirname(dockerfile), `${basename(dockerfile)}.dockerignore`))
  const name = !beside.startsWith('..') && existsSync(join(root, beside)) ? beside : '.dockerignore'
  const text = readInside(root, name)
  const ignore = text === null ? null : {file: name, keepsOut: readIgnoreFile(text)}
  let walked: ContextWalk | null = null
  const walk = () => {
    walked ??= walkContext(root, ignore?.keepsOut ?? null, !(text ?? '').includes('!'))
    return walked
  }
  return {files, ignore, has: path => isThere(files, path) && ignore?.keepsOut(path) == null, walk}
}

function isThere(files: CheckoutFiles, path: string): boolean {
  return files.kind(path) !== null
}
