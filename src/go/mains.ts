/** The programs of a module, each with what its own code tells. */
import {posix} from 'node:path'
import type {Checkout} from './modules.ts'
import type {GoModule, MainPackage} from './project.ts'
import {importPathOf, reachablePackages} from './reach.ts'
import type {GoPackage} from './scan.ts'
import {whyNotShipping, whyRatherNot} from './shipping.ts'
import {FLAG_RANK} from './source.ts'

/** Names by which `-X main.NAME=` is told a version, in lower case. */
const VERSION_NAMES = new Set(
  'version appversion buildversion commit gitcommit gitsha revision gitrevision date builddate buildtime'.split(' '),
)

/** `asked` is the module that the user names: the folders that lead to it say nothing about its programs. */
export function mainsOf(module: GoModule, checkout: Checkout, asked: GoModule | null): MainPackage[] {
  const {scan} = checkout
  const programs = scan.packages
    .filter(found => found.moduleDir === module.dir && found.funcMain !== null)
    .map(found => {
      const {dir} = found
      return {found, dir, importPath: importPathOf(module, dir), ports: portsOf(reachedFrom(found, checkout))}
    })
  const reasons = whyNot(programs, module, checkout, module === asked ? module.dir : '.')
  const shipping = reasons.filter(reason => reason === null).length
  return programs.map(({found, dir, importPath, ports}, index) => ({
    importPath,
    dir,
    moduleDir: module.dir,
    shipping: reasons[index] === null,
    reason: reasons[index] ?? shippingReason(shipping, scan.moduleDirs.length),
    evidence: found.funcMain!,
    versionVariables: found.stringVariables.filter(({name}) => VERSION_NAMES.has(name.toLowerCase())),
    ports,
    ...(found.synopsis !== null && {synopsis: found.synopsis}),
  }))
}

function whyNot(
  programs: readonly Pick<MainPackage, 'dir' | 'importPath' | 'ports'>[],
  module: GoModule,
  {scan, goMods}: Checkout,
  below: string,
): (string | null)[] {
  const file = posix.join(module.dir, 'go.mod')
  const tools = goMods.get(module.dir)!.tool.map(({path, line}) => ({path, evidence: {file, line}}))
  const certain = programs.map(program => whyNotShipping(program, {...scan, tools}, below))
  // What listens may be the service itself, whatever its name.
  const weak = programs.map(
    (program, index) => certain[index] ?? (program.ports.length > 0 ? null : whyRatherNot(program)),
  )
  return weak.includes(null) ? weak : certain
}

/** The program's own package first, then what its imports lead to within the checkout. */
export function reachedFrom(main: Pick<MainPackage, 'dir'>, {scan, modules, workspace}: Checkout): GoPackage[] {
  const start = scan.packages.find(found => found.dir === main.dir)!
  return reachablePackages(start, scan.packages, modules, workspace)
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
