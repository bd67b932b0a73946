/** Which program goes into the image: one that is named, the only one that ships, or none before somebody says so. */
import {findMain} from './asked.ts'
import {count} from './candidates.ts'
import {checkoutFiles} from './facts/files.ts'
import type {Checkout} from './modules.ts'
import {shippedAmong} from './named-by.ts'
import {repositoryName} from './origin.ts'
import type {Decision, GoModule, MainPackage} from './project.ts'
import {refuseWithoutMain, refuseWithoutModule} from './refusals.ts'
import {programOf, suggest} from './suggest.ts'

/** The inputs of the same names, absent when nobody set them. */
export type Asked = {
  /** `./cmd/x`, `cmd/x` or an import path; several of them with commas or lines between. */
  main?: string
  /** A module's folder or path. */
  module?: string
}

/** `module` is the one that the input names, null without that. */
export function decide(asked: Asked, module: GoModule | null, checkout: Checkout, mains: MainPackage[]): Decision {
  if (checkout.modules.length === 0) return refuseWithoutModule(checkout)
  const pool = module === null ? mains : mains.filter(({moduleDir}) => moduleDir === module.dir)
  if (asked.main !== undefined) {
    const words = asked.main.split(/[,\n]/).map(word => word.trim())
    // Where there are only commas, the empty name is looked up for its error.
    const names = words.some(word => word !== '') ? words.filter(word => word !== '') : ['']
    const found = [...new Set(names.map(name => findMain(name, module, checkout, pool)))]
    const reason = `the input main names ${found.length === 1 ? 'it' : 'them'}: ${names.join(', ')}`
    if (found.length > 1) return {kind: 'build-several', mains: found, reason}
    const [main] = found as [MainPackage]
    return {kind: 'build', main, moduleDir: main.moduleDir, reason}
  }
  const shipping = preferRoot(pool.filter(main => main.shipping))
  if (shipping.length === 1) {
    const [main] = shipping as [MainPackage]
    return {kind: 'build', main, moduleDir: main.moduleDir, reason: buildReason(main, module, mains)}
  }
  if (shipping.length === 0) return refuseWithoutMain(pool, module === null ? checkout.modules : [module], checkout)
  return choose(shipping, checkout)
}

function choose(shipping: MainPackage[], {root, modules}: Checkout): Decision {
  const inModules = new Set(shipping.map(({moduleDir}) => moduleDir))
  const found = `${count(shipping.length, 'command')}${inModules.size > 1 ? ` in ${inModules.size} modules` : ''}`
  const repository = repositoryName(root)
  const module = modules.find(({dir}) => inModules.has(dir))!
  const named = shippedAmong(shipping, checkoutFiles(root))
  const suggestion =
    named.reason !== null
      ? {main: named.mains[0]!, reason: named.reason}
      : suggest(
          named.mains,
          [
            ...(repository === null ? [] : [{name: repository, of: 'repository'}]),
            // Each of several modules may have a program of its own name.
            ...(inModules.size > 1 ? [] : [{name: programOf({importPath: module.path}), of: 'module'}]),
          ],
          shipping,
        )
  const first = suggestion === null ? named.mains : [suggestion.main]
  return {
    kind: 'choose',
    code: inModules.size > 1 ? 'module-ambiguous' : 'main-ambiguous',
    candidates: [...new Set([...first, ...named.mains, ...shipping])],
    suggestion,
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
