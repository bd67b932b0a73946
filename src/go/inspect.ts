/** The Go project of a folder, and which of its programs goes into the image. */
import {existsSync, statSync} from 'node:fs'
import {join, posix} from 'node:path'
import {UserError} from '../runner/errors.ts'
import {findFacts} from './facts/find.ts'
import {VERSION_NAMES} from './facts/link-variables.ts'
import {type Checkout, readCheckout} from './modules.ts'
import {FLAG_RANK} from './ports.ts'
import type {Decision, Evidence, GoModule, MainPackage, Project} from './project.ts'
import {cgoEvidence, importPathOf, reachablePackages} from './reach.ts'
import type {GoPackage} from './scan.ts'
import {whyNotShipping} from './shipping.ts'

export type InspectOptions = {
  /** Absolute path of the project's folder. */
  root: string
  /** `./cmd/x`, `cmd/x` or an import path. */
  main?: string
  /** A module's folder or path. */
  module?: string
}

/** What managed dependencies before modules: `go mod init` reads most of them. */
const LEGACY: readonly {file: string; tool: string}[] = [
  {file: 'Gopkg.toml', tool: 'dep'},
  {file: 'Gopkg.lock', tool: 'dep'},
  {file: 'glide.yaml', tool: 'Glide'},
  {file: 'Godeps/Godeps.json', tool: 'godep'},
  {file: 'vendor/vendor.json', tool: 'govendor'},
  {file: 'vendor/manifest', tool: 'gvt'},
  {file: 'vendor.conf', tool: 'vndr'},
]

/**
 * Throws a `UserError` for a go.mod or go.work that cannot be read and for a `main` or `module` that does not exist.
 * What is left open is in `decision`, not an error.
 */
export async function inspectProject(options: InspectOptions): Promise<Project> {
  const {root} = options
  if (!statSync(root, {throwIfNoEntry: false})?.isDirectory()) {
    throw new UserError('no-folder', `${root} is not a folder; check out the repository first, or correct the context.`)
  }
  const checkout = readCheckout(root, options.module)
  const {modules, workspace, warnings, scan} = checkout
  const mains = modules.flatMap(module => mainsOf(module, checkout))
  const decision = decide(options, checkout, mains)
  const chosen = decision.kind === 'build' ? decision.main : null
  const reached = chosen === null ? scan.packages : reachedFrom(chosen, checkout)
  const cgo = chosen === null ? [] : cgoEvidence(reached)
  return {
    schema: 1,
    modules,
    workspace,
    mains,
    decision,
    cgo: {needed: cgo.length > 0, evidence: cgo},
    embeds: reached.flatMap(({embeds}) => embeds),
    ...findFacts(root, checkout, chosen, mains, reached),
    pgo: chosen === null ? null : ifThere(root, posix.join(chosen.dir, 'default.pgo')),
    ownDockerfile: ifThere(root, 'Dockerfile'),
    warnings,
  }
}

function ifThere(root: string, path: string): string | null {
  return statSync(join(root, path), {throwIfNoEntry: false})?.isFile() ? path : null
}

function reachedFrom(main: Pick<MainPackage, 'dir'>, {scan, modules, workspace}: Checkout): GoPackage[] {
  return reachablePackages(packageAt(scan.packages, main.dir)!, scan.packages, modules, workspace)
}

function packageAt(packages: readonly GoPackage[], dir: string): GoPackage | undefined {
  return packages.find(found => found.dir === dir)
}

function mainsOf(module: GoModule, checkout: Checkout): MainPackage[] {
  const {scan} = checkout
  const programs = scan.packages.filter(found => found.moduleDir === module.dir && found.funcMain !== null)
  const obstacles = programs.map(({dir}) =>
    whyNotShipping({dir, importPath: importPathOf(module, dir)}, scan.generators),
  )
  const shipping = obstacles.filter(obstacle => obstacle === null).length
  return programs.map((found, index) => ({
    importPath: importPathOf(module, found.dir),
    dir: found.dir,
    moduleDir: module.dir,
    shipping: obstacles[index] === null,
    reason: obstacles[index] ?? shippingReason(shipping, scan.moduleDirs.length),
    evidence: found.funcMain!,
    versionVariables: found.stringVariables.filter(({name}) => VERSION_NAMES.has(name.toLowerCase())),
    ports: portsOf(reachedFrom(found, checkout)),
    ...(found.synopsis !== null && {synopsis: found.synopsis}),
  }))
}

function shippingReason(inModule: number, modules: number): string {
  if (inModule > 1) return `one of ${inModule} commands`
  return modules > 1 ? 'the only command of its module' : 'the only command'
}

/** Those of the program's own package before those of the packages that it imports. */
function portsOf([own, ...others]: GoPackage[]): MainPackage['ports'] {
  // A flag counts only in the program itself: elsewhere it may belong to another of the module's programs.
  const imported = others
    .flatMap(({ports}) => ports)
    .filter(({rank}) => rank < FLAG_RANK)
    .sort((a, b) => a.rank - b.rank)
  const ports: MainPackage['ports'] = []
  for (const {port, evidence} of [...own!.ports, ...imported]) {
    if (!ports.some(known => known.port === port)) ports.push({port, evidence})
  }
  return ports
}

function decide(options: InspectOptions, checkout: Checkout, mains: MainPackage[]): Decision {
  if (checkout.modules.length === 0) return refuseWithoutModule(options.root, checkout)
  const module = options.module === undefined ? null : findModule(options.module, checkout.modules)
  const pool = module === null ? mains : mains.filter(({moduleDir}) => moduleDir === module.dir)
  if (options.main !== undefined) {
    const main = findMain(options.main, module, checkout, pool)
    return {kind: 'build', main, moduleDir: main.moduleDir, reason: `the input main names it: ${options.main}`}
  }
  const shipping = preferRoot(pool.filter(main => main.shipping))
  if (shipping.length === 1) {
    const [main] = shipping as [MainPackage]
    return {kind: 'build', main, moduleDir: main.moduleDir, reason: buildReason(main, module, mains)}
  }
  if (shipping.length === 0) return refuseWithoutMain(pool, module === null ? checkout.modules : [module])
  const inModules = new Set(shipping.map(({moduleDir}) => moduleDir)).size
  const found = `${count(shipping.length, 'command')}${inModules > 1 ? ` in ${inModules} modules` : ''}`
  const code = inModules > 1 ? 'module-ambiguous' : 'main-ambiguous'
  return {
    kind: 'choose',
    code,
    candidates: shipping,
    reason: `${found}, and nothing says which one goes into the image`,
  }
}

/** A program of the root's module goes before those of nested modules. */
function preferRoot(shipping: MainPackage[]): MainPackage[] {
  const atRoot = shipping.filter(({moduleDir}) => moduleDir === '.')
  return atRoot.length > 0 ? atRoot : shipping
}

function buildReason(main: MainPackage, module: GoModule | null, mains: MainPackage[]): string {
  const where = module === null ? '' : ` of the module ${module.path}, which the input module names`
  const others = mains.filter(other => other !== main && other.moduleDir === main.moduleDir).length
  const inNested = mains.some(other => other.shipping && other.moduleDir !== main.moduleDir)
  if (others > 0)
    return `the only command that ships${where}; not ${count(others, 'example, tool or test', 'examples, tools or tests')}`
  return inNested && module === null ? 'the only command of the root module' : `the only command${where}`
}

function refuseWithoutModule(root: string, {scan, warnings}: Checkout): Decision {
  const legacy = LEGACY.find(({file}) => existsSync(join(root, file)))
  if (legacy !== undefined) {
    const reason = `There is no go.mod, but ${legacy.file} of ${legacy.tool}. Run "go mod init MODULE/PATH" and "go mod tidy", and commit go.mod and go.sum.`
    return {kind: 'refuse', code: 'no-go-mod', reason, evidence: [{file: legacy.file, line: 1}]}
  }
  const found =
    warnings[0] ?? (scan.strayFiles > 0 ? `There is no go.mod, but ${count(scan.strayFiles, '.go file')}.` : null)
  const reason =
    found === null
      ? 'There is no go.mod and no Go file here. Point the context to the folder of the Go module.'
      : `${found} Run "go mod init MODULE/PATH" and "go mod tidy" here, or point the context to the folder that has go.mod.`
  return {kind: 'refuse', code: 'no-go-mod', reason, evidence: []}
}

function refuseWithoutMain(mains: MainPackage[], modules: GoModule[]): Decision {
  const evidence = mains.map(main => main.evidence)
  if (mains.length > 0) {
    const listed = mains.slice(0, 5).map(main => `${shown(main.dir)} (${main.reason})`)
    const rest = mains.length > 5 ? ` and ${mains.length - 5} more` : ''
    const reason = `No program here goes into an image; there is only ${listed.join(', ')}${rest}. To build one all the same, add to the step:   with: { main: ${shown(mains[0]!.dir)} }`
    return {kind: 'refuse', code: 'no-main', reason, evidence}
  }
  const [module] = modules as [GoModule]
  const what =
    modules.length === 1 ? `The module ${module.path} is a library` : `The ${modules.length} modules here are libraries`
  const reason = `${what}: no package main with a func main that linux builds. An image needs a program; point the context to a folder that has one.`
  const line = {file: posix.join(module.dir, 'go.mod'), line: module.lines.module, text: `module ${module.path}`}
  return {kind: 'refuse', code: 'no-main', reason, evidence: [line]}
}

function findModule(input: string, modules: GoModule[]): GoModule {
  const dir = folderOf(input)
  const found = modules.find(module => module.dir === dir || module.path === input)
  if (found !== undefined) return found
  const width = Math.max(...modules.map(module => shown(module.dir).length))
  const listed = modules.map(module => `  ${shown(module.dir).padEnd(width)}  ${module.path}`)
  throw new UserError(
    'module-unknown',
    [`The input module is "${input}", but these are the modules here:`, ...listed].join('\n'),
  )
}

/** An import path, a folder of the root, or a folder of the module; the first two win. */
function findMain(input: string, module: GoModule | null, checkout: Checkout, mains: MainPackage[]): MainPackage {
  const dir = folderOf(input)
  const found =
    mains.find(main => main.importPath === input || main.dir === dir) ??
    mains.find(main => module !== null && main.dir === posix.join(module.dir, dir))
  if (found !== undefined) return found
  throw new UserError(
    'main-unknown',
    `The input main is "${input}", but ${whatStandsAt(dir, checkout)}. ${existing(mains)}`,
  )
}

function whatStandsAt(dir: string, {scan}: Checkout): string {
  const found = packageAt(scan.packages, dir)
  if (found === undefined) return 'no Go package that linux builds is there'
  return found.name === 'main' ? 'that package has no func main' : `that is package ${found.name}, not package main`
}

function existing(mains: MainPackage[]): string {
  if (mains.length === 0) return 'There is no program here at all.'
  return ['These programs exist:', ...candidateLines(mains)].join('\n')
}

function folderOf(input: string): string {
  return posix.normalize(input).replace(/(?<=.)\/$/, '')
}

/** A folder as people write it for the go command. */
function shown(dir: string): string {
  return dir === '.' ? '.' : `./${dir}`
}

function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`
}

/** The text for a reader who has to choose: every candidate with what it is, and the line to add. */
export function describeCandidates(decision: Extract<Decision, {kind: 'choose'}>): string {
  const {candidates, code} = decision
  const inModules = new Set(candidates.map(({moduleDir}) => moduleDir)).size
  const what =
    code === 'module-ambiguous'
      ? `repository has ${count(candidates.length, 'command')} in ${inModules} modules`
      : `module has ${count(candidates.length, 'command')}`
  const suggested = candidates.find(({ports}) => ports.length > 0) ?? candidates[0]!
  return [
    `This ${what}; say which one goes into the image.`,
    ...candidateLines(candidates),
    `Add to the step:   with: { main: ${shown(suggested.dir)} }`,
  ].join('\n')
}

function candidateLines(mains: readonly MainPackage[]): string[] {
  const width = Math.max(...mains.map(({dir}) => shown(dir).length))
  return mains.map(main => `  ${shown(main.dir).padEnd(width)}  ${whatItIs(main)}`)
}

function whatItIs({ports: [port], synopsis, shipping, reason, evidence}: MainPackage): string {
  if (!shipping) return reason
  if (port !== undefined) return `server; listens on :${port.port} (${place(port.evidence)})`
  return synopsis === undefined ? `program (${place(evidence)})` : `${synopsis} (${place(evidence)})`
}

function place({file, line}: Evidence): string {
  return `${file}:${line}`
}
