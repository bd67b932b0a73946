/** The programs of a module, each with what its own code tells. */
import type {Checkout} from './modules.ts'
import type {GoModule, MainPackage} from './project.ts'
import {importPathOf, reachablePackages} from './reach.ts'
import type {GoPackage} from './scan.ts'
import {whyNotShipping} from './shipping.ts'
import {FLAG_RANK} from './source.ts'

/** Names by which `-X main.NAME=` is told a version, in lower case. */
const VERSION_NAMES = new Set(
  'version appversion buildversion commit gitcommit gitsha revision gitrevision date builddate buildtime'.split(' '),
)

export function mainsOf(module: GoModule, checkout: Checkout): MainPackage[] {
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
