/** The modules of a folder: its go.work, every go.mod, and where their packages stand. */
import {posix} from 'node:path'
import {UserError} from '../runner/errors.ts'
import {type GoMod, parseGoMod} from './gomod.ts'
import type {GoWork} from './gowork.ts'
import {isFileInside, readInside} from './inside.ts'
import {isDirectoryPath} from './modfile-directives.ts'
import type {GoModule, Project} from './project.ts'
import {reachability} from './reach.ts'
import {type GoPackage, type Scan, scanProject} from './scan.ts'
import {usesVendor} from './vendor.ts'
import {fromRoot, readWorkspace, workspaceWarnings} from './workspace.ts'

export type Checkout = {
  root: string
  scan: Scan
  /** In the order of `scan.moduleDirs`, without those whose go.mod cannot be read. */
  modules: GoModule[]
  /** The go.mod of each of them, by its folder. */
  goMods: ReadonlyMap<string, GoMod>
  workspace: Project['workspace']
  work: GoWork | null
  /** What a package of `scan` leads to through imports, itself first. */
  reach: (start: GoPackage) => GoPackage[]
  warnings: string[]
}

/**
 * Reads everything below `root`. A go.mod that cannot be read throws when it is the root's, a workspace member's or the
 * one asked for; another one is a warning and its packages are left out.
 */
export function readCheckout(root: string, wanted?: string): Checkout {
  const workspace = readWorkspace(root)
  const warnings = workspaceWarnings(root, workspace)
  const goMods = new Map<string, GoMod>()
  const needed = new Set(['.', ...(workspace?.uses ?? []), ...(wanted === undefined ? [] : [posix.normalize(wanted)])])
  const scan = scanProject(root, dir => {
    try {
      const file = posix.join(dir, 'go.mod')
      const text = readInside(root, file)
      if (text === null) throw new UserError('go-mod-syntax', `${file}: this is no file of the checkout`)
      const mod = parseGoMod(text, file)
      // A nested go.mod without a module line is how people hide a folder from `./...`.
      if (mod.module === null && !needed.has(dir)) return []
      if (mod.module === null) throw withoutModuleLine(file)
      goMods.set(dir, mod)
      return mod.ignore.map(({path}) => path)
    } catch (error) {
      if (!(error instanceof UserError) || needed.has(dir)) throw error
      warnings.push(`${error.message} (this module is left out)`)
      return []
    }
  })
  const members = (workspace?.uses ?? []).flatMap(dir => (goMods.has(dir) ? [{dir, mod: goMods.get(dir)!}] : []))
  const work = workspace?.work ?? null
  const ofWorkspace = work !== null && usesVendor({members, work}, readInside(root, VENDORED))
  const modules = [...goMods].map(([dir, mod]): GoModule => {
    const own = {members: [{dir, mod}], work: null}
    const isMember = members.some(member => member.dir === dir)
    const vendor = isMember ? ofWorkspace : usesVendor(own, readInside(root, posix.join(dir, VENDORED)))
    return {...readModule(root, dir, mod), vendor}
  })
  const packages = scan.packages.filter(({moduleDir}) => goMods.has(moduleDir))
  const told = workspace && {
    ...{file: 'go.work', uses: workspace.uses, vendor: ofWorkspace},
    ...releaseLines(workspace.work),
    sum: isFileInside(root, 'go.work.sum'),
    localReplaces: localReplaces(root, '.', workspace.work.replace),
  }
  return {
    ...{root, scan: {...scan, packages}, modules, goMods, workspace: told, work, warnings},
    reach: reachability(packages, modules, told),
  }
}

const VENDORED = 'vendor/modules.txt'

function withoutModuleLine(file: string): UserError {
  return new UserError(
    'go-mod-syntax',
    `${file}: no module line was found; add one, for example: module example.com/app`,
  )
}

function readModule(root: string, dir: string, mod: GoMod): Omit<GoModule, 'vendor'> {
  const {lines, ...release} = releaseLines(mod)
  return {
    dir,
    path: mod.module!.path,
    ...release,
    goSum: isFileInside(root, posix.join(dir, 'go.sum')),
    localReplaces: localReplaces(root, dir, mod.replace),
    lines: {module: mod.module!.line, ...lines},
  }
}

function releaseLines({go, toolchain}: Pick<GoMod, 'go' | 'toolchain'>) {
  const named = toolchain?.name === 'default' ? null : toolchain
  return {
    ...{go: go?.version ?? null, toolchain: named?.name ?? null},
    lines: {go: go?.line ?? null, toolchain: named?.line ?? null},
  }
}

function localReplaces(root: string, dir: string, replaces: GoMod['replace']): GoModule['localReplaces'] {
  return replaces
    .filter(replace => replace.new.version === null && isDirectoryPath(replace.new.path))
    .map(({old, new: replacement, line}) => ({path: old.path, dir: fromRoot(root, dir, replacement.path), line}))
}
