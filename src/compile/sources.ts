import {existsSync} from 'node:fs'
import {readdir, readFile, realpath, stat} from 'node:fs/promises'
import {dirname, join, posix, relative, sep} from 'node:path'
import {type IgnoreFile, readIgnoreFile} from '../dockerfile/ignored.ts'
import type {SourceCopy} from './copies.ts'
import type {CompilePlan} from './plan.ts'
import {CannotProve} from './refusal.ts'

/** What `go list -deps -json` prints for a package, as far as it names files: cmd/go/internal/load, PackagePublic. */
export type ListedPackage = {
  Dir: string
  ImportPath: string
  Standard?: boolean
  Module?: {Dir?: string; Path: string; GoMod?: string; Main?: boolean; Replace?: {Dir?: string; Version?: string}}
} & Partial<Record<(typeof FILES)[number], string[]>>

const FILES = [
  ...(['GoFiles', 'CgoFiles', 'CFiles', 'CXXFiles', 'MFiles', 'HFiles', 'FFiles', 'SFiles'] as const),
  ...(['SwigFiles', 'SwigCXXFiles', 'SysoFiles', 'EmbedFiles'] as const),
]

/** `go list -json` with these fields only is a third faster than with all. */
export const LISTED_FIELDS = ['Dir', 'ImportPath', 'Standard', 'Module', ...FILES].join(',')

/** Objects one after the other, as `go list -json` prints them. */
export function readListed(output: string): ListedPackage[] {
  return JSON.parse(`[${output.trim().replace(/\n}\n{/g, '\n},\n{')}]`) as ListedPackage[]
}

/**
 * Throws unless every file that the program is made of is in the stage too, at the same place: no ignore file and no
 * narrow COPY leaves it out. What the stage lacks beyond that cannot matter, because the go command did not read it here;
 * only a go.mod says something by not being there.
 */
export async function proveSources(
  packages: readonly ListedPackage[],
  options: {plan: CompilePlan; context: string; dockerfile: string; cwd: string; modules: string},
): Promise<void> {
  const {plan, dockerfile} = options
  const context = await realpath(options.context)
  const ignored = await ignoreFile(context, dockerfile)
  const used = await filesOf(packages, {context, modules: options.modules, cwd: join(context, options.cwd)})
  const covered = await coverage(plan, context)
  for (const path of used) {
    if (ignored(path)) throw new CannotProve(`${path} is not in the build context: .dockerignore leaves it out`)
    if (!covered(path)) throw new CannotProve(`${path} is not copied into the stage that compiles`)
    if ((await realpath(join(context, path))) !== join(context, ...path.split('/')))
      throw new CannotProve(`${path} is a link`)
  }
  const isThere = (path: string) => !ignored(path) && covered(path)
  for (const path of await filesNamed('go.mod', context, '.'))
    if (!isThere(path) && (await anyFile(context, posix.dirname(path), isThere)))
      throw new CannotProve(`${path} is not in the stage that compiles, and other files of its folder are`)
  for (const {output, line} of plan.commands) {
    const path = posix.relative(plan.root, output)
    if (!path.startsWith('..') && existsSync(join(context, path)))
      throw new CannotProve(`the program is put where the sources have ${path}`, line)
  }
}

/** BuildKit takes NAME.dockerignore beside the Dockerfile before the context's own. */
async function ignoreFile(context: string, dockerfile: string): Promise<IgnoreFile> {
  for (const file of [`${dockerfile}.dockerignore`, join(context, '.dockerignore')])
    if (existsSync(file)) return readIgnoreFile(await readFile(file, 'utf8'))
  return () => null
}

async function filesOf(
  packages: readonly ListedPackage[],
  {context, modules, cwd}: {context: string; modules: string; cwd: string},
): Promise<Set<string>> {
  const used = new Set<string>()
  const add = (path: string) => used.add(relative(context, path).split(sep).join('/'))
  const addIfThere = (path: string) => existsSync(path) && add(path)
  for (const {Dir, ImportPath, Standard, Module, ...files} of packages) {
    if (Standard || isBelow(Dir, modules)) continue
    // go list names folders as it was started, through a link or not.
    const folder = await realpath(Dir)
    if (!isBelow(folder, context))
      throw new CannotProve(`the package ${ImportPath} is in ${Dir}, outside of the build context`)
    for (const kind of FILES) for (const name of files[kind] ?? []) add(join(folder, name))
    addIfThere(join(folder, 'default.pgo'))
    if (Module?.GoMod !== undefined && isBelow(await realpath(dirname(Module.GoMod)), context)) {
      const module = await realpath(dirname(Module.GoMod))
      for (const name of ['go.mod', 'go.sum', 'vendor/modules.txt']) addIfThere(join(module, name))
    }
  }
  for (let folder = cwd; isBelow(folder, context); folder = dirname(folder))
    for (const name of ['go.work', 'go.work.sum', 'vendor/modules.txt']) addIfThere(join(folder, name))
  return used
}

/** Files of that name anywhere in the context: a folder with a go.mod is no part of the module around it. */
async function filesNamed(name: string, context: string, folder: string): Promise<string[]> {
  const entries = await readdir(join(context, folder), {withFileTypes: true})
  const below = await Promise.all(
    entries
      .filter(entry => entry.isDirectory() && entry.name !== '.git')
      .map(entry => filesNamed(name, context, posix.join(folder, entry.name))),
  )
  return [...entries.filter(entry => entry.name === name).map(entry => posix.join(folder, entry.name)), ...below.flat()]
}

async function anyFile(context: string, folder: string, accept: (path: string) => boolean): Promise<boolean> {
  for (const entry of await readdir(join(context, folder), {withFileTypes: true})) {
    const path = posix.join(folder, entry.name)
    if (entry.isDirectory() ? await anyFile(context, path, accept) : accept(path)) return true
  }
  return false
}

async function coverage({root, copies}: CompilePlan, context: string): Promise<(path: string) => boolean> {
  const rules = await Promise.all(copies.map(copy => coverageOf(copy, root, context)))
  return path => rules.some(covers => covers(path))
}

/** A copy that lands elsewhere than the context has it would make a stage of another shape. */
async function coverageOf(copy: SourceCopy, root: string, context: string): Promise<(path: string) => boolean> {
  const {source, destination, line} = copy
  const elsewhere = () => new CannotProve(`the COPY of ${source} puts it elsewhere than the context has it`, line)
  const landing = posix.join(root, posix.dirname(source))
  if (source.includes('*')) {
    if (posix.normalize(destination) !== `${root}/`) throw elsewhere()
    const pattern = new RegExp(`^${source.replace(/[.]/g, '\\.').replace('*', '[^/]*')}$`)
    for (const entry of await readdir(context, {withFileTypes: true}))
      if (pattern.test(entry.name) && !entry.isFile()) throw elsewhere()
    return path => pattern.test(path)
  }
  const found = await stat(join(context, source)).catch(() => null)
  if (found === null) throw new CannotProve(`the COPY of ${source} finds nothing`, line)
  if (found.isDirectory()) {
    if (posix.join(destination, '/') !== posix.join(root, source, '/')) throw elsewhere()
    return path => source === '.' || path.startsWith(`${source}/`)
  }
  const file = destination.endsWith('/') ? posix.join(destination, posix.basename(source)) : destination
  if (file !== posix.join(landing, posix.basename(source))) throw elsewhere()
  return path => path === source
}

export function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep)
}
