/** Reads what the rules look at: the Dockerfile, its context and the Go project in it. */
import {existsSync, lstatSync, readlinkSync} from 'node:fs'
import {basename, dirname, join, posix, relative, resolve} from 'node:path'
import {type CheckoutFiles, checkoutFiles} from '../../go/facts/files.ts'
import {readInside} from '../../go/inside.ts'
import {type InspectedSources, inspectSources} from '../../go/inspect.ts'
import type {Project} from '../../go/project.ts'
import {UserError} from '../../runner/errors.ts'
import {readIgnoreFile} from '../ignored.ts'
import {parseDockerfile} from '../parse.ts'
import {builtPrograms, programName} from './built.ts'
import {type ContextWalk, walkContext} from './context-report.ts'
import {tooLargeText, tooManyInstructions} from './limits.ts'
import {type Model, readModel} from './model.ts'
import type {ContextFiles, DockerfileLink, Subject} from './rule.ts'
import {readSettings, SETTINGS_FILE} from './settings.ts'
import {copiesInto} from './shipped.ts'

/** What BuildKit gives FROM lines, whatever the platform is: `FROM final-$TARGETOS`. */
const LINUX: ReadonlyMap<string, string> = new Map([
  ['TARGETOS', 'linux'],
  ['BUILDOS', 'linux'],
])

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

/**
 * Null for a file without a stage or without the target: that is BuildKit's to report. Throws a UserError for one that
 * is too large to be checked.
 */
export async function readSubject(options: Options): Promise<Subject | null> {
  const {text, path, buildArgs, target, file, platforms, today} = options
  const refuse = (reason: string | null) => {
    if (reason !== null) throw new UserError('file-unreadable', `${file} is not checked: ${reason}.`)
  }
  refuse(tooLargeText(text))
  const dockerfile = parseDockerfile(text, buildArgs, LINUX)
  refuse(tooManyInstructions(dockerfile))
  const model = readModel(dockerfile, {buildArgs, target})
  if (model === null) return null
  const context = options.context === null ? null : contextFiles(options.context, path)
  const programs = builtPrograms(model, context)
  const mains = new Set(programs.flatMap(({dir}) => (dir === null ? [] : [dir])))
  let sources = await options.inspect([...mains])
  if (programs.length === 0 && sources?.project.decision.kind === 'choose') {
    const copied = copiedMains(model, sources.project)
    if (copied.length === 1) sources = await options.inspect(copied)
  }
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

/** Folders of the main packages that a file of the image is called after, where no go command tells: make compiled it. */
function copiedMains(model: Model, {mains}: Project): string[] {
  const names = new Set(
    copiesInto(model, model.target.stage).flatMap(({sources}) => sources.map(source => posix.basename(source))),
  )
  return mains.filter(({importPath}) => names.has(programName(importPath))).map(({dir}) => dir)
}

/** The project for the programs that are compiled; as a whole where they are none of its programs. */
export async function inspectFor(root: string, mains: string[]): Promise<InspectedSources | null> {
  const asWhole = () => inspectSources({root}).catch(() => null)
  if (mains.length === 0) return asWhole()
  return inspectSources({root, main: mains.map(dir => `./${dir}`).join('\n')}).catch(asWhole)
}

/** The same, asked once for the same programs: a file that is mended is read again and again. */
export function inspectorOf(root: string): (mains: string[]) => Promise<InspectedSources | null> {
  const known = new Map<string, Promise<InspectedSources | null>>()
  return mains => {
    const key = mains.join('\0')
    const answer = known.get(key) ?? inspectFor(root, mains)
    known.set(key, answer)
    return answer
  }
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
