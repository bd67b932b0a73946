/** Which program goes into the image: one that is named, the only one that ships, or none before somebody says so. */
import {findMain, findModule} from './asked.ts'
import {count} from './candidates.ts'
import type {Checkout} from './modules.ts'
import type {Decision, GoModule, MainPackage} from './project.ts'
import {refuseWithoutMain, refuseWithoutModule} from './refusals.ts'

/** The inputs of the same names, absent when nobody set them. */
export type Asked = {
  /** `./cmd/x`, `cmd/x` or an import path. */
  main?: string
  /** A module's folder or path. */
  module?: string
}

export function decide(asked: Asked, checkout: Checkout, mains: MainPackage[]): Decision {
  if (checkout.modules.length === 0) return refuseWithoutModule(checkout)
  const module = asked.module === undefined ? null : findModule(asked.module, checkout.modules)
  const pool = module === null ? mains : mains.filter(({moduleDir}) => moduleDir === module.dir)
  if (asked.main !== undefined) {
    const main = findMain(asked.main, module, checkout, pool)
    return {kind: 'build', main, moduleDir: main.moduleDir, reason: `the input main names it: ${asked.main}`}
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
