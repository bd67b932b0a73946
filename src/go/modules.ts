/** The modules of a folder: its go.work, every go.mod, and where their packages stand. */
import {existsSync, readFileSync} from 'node:fs'
import {isAbsolute, join, posix, relative} from 'node:path'
import {UserError} from '../runner/errors.ts'
import {type GoMod, parseGoMod} from './gomod.ts'
import {parseGoWork} from './gowork.ts'
import {isDirectoryPath} from './modfile-directives.ts'
import {syntaxError} from './modfile-lexer.ts'
import type {GoModule, Project} from './project.ts'
import {type Scan, scanProject} from './scan.ts'

export type Checkout = {
  scan: Scan
  /** In the order of `scan.moduleDirs`, without those whose go.mod cannot be read. */
  modules: GoModule[]
  workspace: Project['workspace']
  warnings: string[]
}

/**
 * Reads everything below `root`. A go.mod that cannot be read throws when it is the root's, a workspace member's or the
 * one asked for; another one is a warning and its packages are left out.
 */
export function readCheckout(root: string, wanted?: string): Checkout {
  const workspace = readWorkspace(root)
  const warnings: string[] = []
  const modules = new Map<string, GoModule>()
  const needed = new Set(['.', ...(workspace?.uses ?? []), ...(wanted === undefined ? [] : [posix.normalize(wanted)])])
  const scan = scanProject(root, dir => {
    try {
      const file = posix.join(dir, 'go.mod')
      const mod = parseGoMod(readFileSync(join(root, file), 'utf8'), file)
      const module = readModule(root, dir, mod)
      // A nested go.mod without a module line is how people hide a folder from `./...`.
      if (module === null && !needed.has(dir)) return []
      if (module === null) throw withoutModuleLine(file)
      modules.set(dir, module)
      return mod.ignore.map(({path}) => path)
    } catch (error) {
      if (!(error instanceof UserError) || needed.has(dir)) throw error
      warnings.push(`${error.message} (this module is left out)`)
      return []
    }
  })
  const readable = [...modules.values()]
  warnings.push(...replaceWarnings(root, readable))
  return {
    scan: {...scan, packages: scan.packages.filter(({moduleDir}) => modules.has(moduleDir))},
    modules: readable,
    workspace,
    warnings,
  }
}

function readWorkspace(root: string): Project['workspace'] {
  const path = join(root, 'go.work')
  if (!existsSync(path)) return null
  const work = parseGoWork(readFileSync(path, 'utf8'), 'go.work')
  for (const {path: dir, line} of work.use) {
    if (existsSync(join(isAbsolute(dir) ? dir : join(root, dir), 'go.mod'))) continue
    throw syntaxError(
      'go.work',
      line,
      `use ${dir}: there is no go.mod in that folder; correct the path or remove the line`,
    )
  }
  return {
    file: 'go.work',
    uses: work.use.map(({path: dir}) => insideRoot(root, '.', dir)),
    sum: existsSync(join(root, 'go.work.sum')),
    localReplaces: localReplaces(root, '.', work.replace),
  }
}

function withoutModuleLine(file: string): UserError {
  return new UserError(
    'go-mod-syntax',
    `${file}: no module line was found; add one, for example: module example.com/app`,
  )
}

function readModule(root: string, dir: string, mod: GoMod): GoModule | null {
  if (mod.module === null) return null
  const toolchain = mod.toolchain?.name === 'default' ? null : mod.toolchain
  return {
    dir,
    path: mod.module.path,
    go: mod.go?.version ?? null,
    toolchain: toolchain?.name ?? null,
    goSum: existsSync(join(root, dir, 'go.sum')),
    vendor: existsSync(join(root, dir, 'vendor', 'modules.txt')),
    localReplaces: localReplaces(root, dir, mod.replace),
    lines: {module: mod.module.line, go: mod.go?.line ?? null, toolchain: toolchain?.line ?? null},
  }
}

function localReplaces(root: string, dir: string, replaces: GoMod['replace']): GoModule['localReplaces'] {
  return replaces
    .filter(replace => replace.new.version === null && isDirectoryPath(replace.new.path))
    .map(({old, new: replacement, line}) => ({path: old.path, dir: insideRoot(root, dir, replacement.path), line}))
}

/** A path as go.mod or go.work in `dir` writes it, relative to the root. */
function insideRoot(root: string, dir: string, path: string): string {
  const inside = isAbsolute(path) ? relative(root, path) : posix.join(dir, path)
  return inside.replace(/\/$/, '') || '.'
}

function replaceWarnings(root: string, modules: GoModule[]): string[] {
  return modules.flatMap(module =>
    module.localReplaces.flatMap(({path, dir, line}) => {
      const place = `${posix.join(module.dir, 'go.mod')}:${line} replaces ${path} with the folder ${dir}`
      if (/^\.\.(?:\/|$)/.test(dir)) {
        return [`${place}, which is outside the build context; set the context to a folder that holds both.`]
      }
      return existsSync(join(root, dir, 'go.mod')) ? [] : [`${place}, which has no go.mod in this checkout.`]
    }),
  )
}
