/** The programs of a module, each with what its own code tells. */
import {posix} from 'node:path'
import {VERSION_NAMES} from './facts/link-variables.ts'
import type {Listed} from './go-list.ts'
import type {Checkout} from './modules.ts'
import {FLAG_RANK} from './ports.ts'
import type {GoModule, MainPackage} from './project.ts'
import {importPathOf} from './reach.ts'
import type {GoPackage} from './scan.ts'
import {usersOf, whyNotShipping, whyRatherNot} from './shipping.ts'

export type MainsOptions = {
  /** The module that the user names: the folders that lead to it say nothing about its programs. */
  asked: GoModule | null
  listed: Listed
}

/** Where there are more programs, only their own packages are looked through for ports: imports cost a walk for each. */
const MOST_REACHED = 200

type Program = Pick<MainPackage, 'dir' | 'importPath' | 'ports'> & {module: GoModule; found: GoPackage}

/** In the order of the modules, then by folder. */
export function mainsOf(checkout: Checkout, {asked, listed}: MainsOptions): MainPackage[] {
  const {scan, modules} = checkout
  const programCount = scan.packages.filter(({funcMain}) => funcMain !== null).length
  const programs = modules.flatMap(module =>
    scan.packages
      .filter(({moduleDir, funcMain}) => moduleDir === module.dir && funcMain !== null)
      // go list was asked with cgo; what has files for the case without it may be built only there.
      .filter(({dir, withoutCgo}) => listed.dirs === null || listed.dirs.has(dir) || withoutCgo !== null)
      .map((found): Program => {
        const {dir} = found
        const ports = portsOf(programCount > MOST_REACHED ? [found] : checkout.reach(found))
        return {module, found, dir, importPath: importPathOf(module, dir), ports}
      }),
  )
  const reasons = whyNot(programs, checkout, asked)
  const shipping = new Map<GoModule, number>()
  for (const [index, {module}] of programs.entries()) {
    if (reasons[index] === null) shipping.set(module, (shipping.get(module) ?? 0) + 1)
  }
  return programs.map(({module, found, dir, importPath, ports}, index) => ({
    importPath,
    dir,
    moduleDir: module.dir,
    shipping: reasons[index] === null,
    reason: reasons[index] ?? shippingReason(shipping.get(module)!, scan.moduleDirs.length),
    evidence: found.funcMain!,
    versionVariables: found.stringVariables.filter(({name}) => VERSION_NAMES.has(name.toLowerCase())),
    ports,
    ...(found.synopsis !== null && {synopsis: found.synopsis}),
  }))
}

function whyNot(programs: readonly Program[], {scan, goMods}: Checkout, asked: GoModule | null): (string | null)[] {
  // The module of the tests may have the product itself as its tool: TecharoHQ/anubis names cmd/anubis in test/go.mod.
  const tools = [...goMods].flatMap(([dir, mod]) =>
    mod.tool
      .filter(({path}) => `${path}/`.startsWith(`${mod.module?.path}/`))
      .map(({path, line}) => ({path, evidence: {file: posix.join(dir, 'go.mod'), line}})),
  )
  const users = usersOf(scan, tools)
  const certain = programs.map(program =>
    whyNotShipping(program, users, program.module === asked ? program.module.dir : '.'),
  )
  // What listens may be the service itself, whatever its name.
  const weak = programs.map(
    (program, index) => certain[index] ?? (program.ports.length > 0 ? null : whyRatherNot(program)),
  )
  const rivals = (index: number) => asked === null || programs[index]!.module === asked
  return weak.some((reason, index) => reason === null && rivals(index)) ? weak : certain
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
