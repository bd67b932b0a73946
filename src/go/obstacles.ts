/** Why the go command would not build the chosen program from this checkout. Only what is certain is told. */
import {posix} from 'node:path'
import {count, place} from './candidates.ts'
import {isFileInside, readInside} from './inside.ts'
import type {Checkout} from './modules.ts'
import type {Evidence, GoModule, MainPackage, Obstacle} from './project.ts'
import type {GoPackage} from './scan.ts'
import {type Loaded, vendorProblems} from './vendor.ts'
import {widerContext} from './wider-context.ts'
import {isOutside} from './workspace.ts'

/** An import of the program from a module that go.mod requires. */
type Need = {module: string; evidence: Evidence}

/** `reached` is what the program imports among the packages of the checkout, itself included. */
export function obstaclesOf(main: MainPackage, reached: readonly GoPackage[], checkout: Checkout): Obstacle[] {
  const module = checkout.modules.find(({dir}) => dir === main.moduleDir)!
  const loaded = loadedWith(module, checkout)
  const outside = loaded.work === null ? [] : workspaceOutside(module, checkout)
  // The go command stops at such a member, before it reads anything else.
  if (outside.length > 0) return outside
  if (module.vendor) return inconsistentVendor(loaded, module, checkout)
  const needs = needsOf(reached, loaded)
  return [...unreachableFolders(needs, module, checkout), ...missingSums(needs, loaded, checkout)]
}

/** What `go build` of the module loads; one that go.work does not list is built with GOWORK=off. */
function loadedWith(module: GoModule, {goMods, workspace, work}: Checkout): Loaded {
  const of = (dir: string) => (goMods.has(dir) ? [{dir, mod: goMods.get(dir)!}] : [])
  const isMember = workspace?.uses.includes(module.dir) ?? false
  return isMember ? {members: workspace!.uses.flatMap(of), work} : {members: of(module.dir), work: null}
}

function workspaceOutside(module: GoModule, {root, workspace, work}: Checkout): Obstacle[] {
  const outside = (workspace?.uses ?? []).flatMap((dir, index) => (isOutside(dir) ? [{dir, index}] : []))
  const [first] = outside
  if (first === undefined) return []
  const {path, line} = work!.use[first.index]!
  const message = `go.work:${line} uses ${path}, which is outside the build context. ${widerContext(root, first.dir, module.dir)}`
  return [{code: 'go-work-outside', message, evidence: [{file: 'go.work', line}]}]
}

function inconsistentVendor(loaded: Loaded, module: GoModule, {root}: Checkout): Obstacle[] {
  const file = posix.join(loaded.work === null ? module.dir : '.', 'vendor/modules.txt')
  const problems = vendorProblems(loaded, readInside(root, file) ?? '')
  if (problems.length === 0) return []
  const rest = problems.length > 1 ? `, and ${count(problems.length - 1, 'more difference')}` : ''
  const command = loaded.work === null ? 'go mod vendor' : 'go work vendor'
  const message = `${file} does not agree with ${loaded.work === null ? 'go.mod' : 'the workspace'}: ${problems[0]}${rest}. Run "${command}" and commit the folder vendor.`
  return [{code: 'vendor-inconsistent', message, evidence: [{file, line: 1}]}]
}

/** A required module that is replaced by a folder which the build cannot have. */
function unreachableFolders(needs: readonly Need[], module: GoModule, checkout: Checkout): Obstacle[] {
  const {root} = checkout
  for (const {file, localReplaces} of replacing(module, checkout)) {
    for (const {path, dir, line} of localReplaces) {
      const need = needs.find(one => one.module === path)
      if (need === undefined) continue
      const at = {file, line}
      const what = `${place(at)} replaces ${path}, which ${place(need.evidence)} imports, with the folder ${dir}`
      const evidence = [at, need.evidence]
      if (isOutside(dir)) {
        const message = `${what}; that is outside the build context. ${widerContext(root, dir, module.dir)}`
        return [{code: 'replace-outside', message, evidence}]
      }
      if (isFileInside(root, posix.join(dir, 'go.mod'))) continue
      const isSubmodule = readInside(root, '.gitmodules')?.includes(`path = ${dir}\n`) ?? false
      const remedy = isSubmodule
        ? 'It is a git submodule; set submodules: true at actions/checkout.'
        : 'Commit that folder, or correct the line.'
      return [{code: 'replace-missing', message: `${what}; there is no go.mod there. ${remedy}`, evidence}]
    }
  }
  return []
}

/** A go.mod or go.work with its `replace` lines that name a folder. */
type Replacing = {file: string; localReplaces: GoModule['localReplaces']}

const goModOf = ({dir, localReplaces}: GoModule): Replacing => ({file: posix.join(dir, 'go.mod'), localReplaces})

/** Those that hold for the module. Lines of go.work win over those of its members: https://go.dev/ref/mod#go-work-file-replace. */
function replacing(module: GoModule, {modules, workspace, work}: Checkout): Replacing[] {
  if (!workspace?.uses.includes(module.dir)) return [goModOf(module)]
  const won = new Set(work!.replace.filter(({old}) => old.version === null).map(({old}) => old.path))
  const members = modules.filter(({dir}) => workspace.uses.includes(dir)).map(goModOf)
  return [
    workspace,
    ...members.map(one => ({...one, localReplaces: one.localReplaces.filter(({path}) => !won.has(path))})),
  ]
}

/** The go command takes sums of all members, and of go.work.sum, together. */
function missingSums(needs: readonly Need[], {members, work}: Loaded, {root, modules}: Checkout): Obstacle[] {
  const isThere = (dir: string) => modules.some(module => module.dir === dir && module.goSum)
  if (members.some(({dir}) => isThere(dir)) || (work !== null && isFileInside(root, 'go.work.sum'))) return []
  const replaces = [...(work?.replace ?? []), ...members.flatMap(({mod}) => mod.replace)]
  const folders = new Set(replaces.filter(one => one.new.version === null).map(one => one.old.path))
  const need = needs.find(({module}) => !folders.has(module))
  if (need === undefined) return []
  const file = posix.join(members[0]!.dir, 'go.sum')
  const message = `${place(need.evidence)} imports a package of ${need.module}, but there is no ${file}. Run "go mod tidy" and commit go.sum; make sure that .gitignore does not leave it out.`
  return [{code: 'no-go-sum', message, evidence: [need.evidence]}]
}

/** Each required module once, with the first import that leads there. */
function needsOf(reached: readonly GoPackage[], {members}: Loaded): Need[] {
  const own = members.flatMap(({mod}) => (mod.module === null ? [] : [mod.module.path]))
  const required = new Set(members.flatMap(({mod}) => mod.require.map(({path}) => path)))
  const known = new Set([...own, ...required])
  const needs = new Map<string, Need>()
  for (const {imports} of reached) {
    for (const [path, evidence] of imports) {
      const module = providerOf(path, known)
      if (module !== null && required.has(module) && !own.includes(module) && !needs.has(module))
        needs.set(module, {module, evidence})
    }
  }
  return [...needs.values()]
}

/** The longest module path that is the import path or a folder above it. */
function providerOf(importPath: string, modules: ReadonlySet<string>): string | null {
  for (let path = importPath; path !== '.' && path !== '/'; path = posix.dirname(path)) {
    if (modules.has(path)) return path
  }
  return null
}

/**
 * Folders that a go.mod or go.work replaces modules with and that are not there, whether or not the chosen program needs
 * them: one line for each file, because some have dozens, and none for a file that an obstacle is about.
 */
export function replaceWarnings({root, modules, workspace}: Checkout, obstacles: readonly Obstacle[]): string[] {
  const told = new Set(obstacles.flatMap(({evidence}) => evidence.map(({file}) => file)))
  return [...(workspace === null ? [] : [workspace]), ...modules.map(goModOf)].flatMap(({file, localReplaces}) => {
    if (told.has(file)) return []
    const missing = localReplaces.filter(({dir}) => isOutside(dir) || !isFileInside(root, posix.join(dir, 'go.mod')))
    const [first, ...others] = missing
    if (first === undefined) return []
    const why = isOutside(first.dir)
      ? 'which is outside the build context; set the context to a folder that holds both'
      : 'which has no go.mod in this checkout'
    const more = others.length > 0 ? ` (${count(others.length, 'more line')} like it)` : ''
    return [`${file}:${first.line} replaces ${first.path} with the folder ${first.dir}, ${why}${more}.`]
  })
}
