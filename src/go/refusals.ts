/** What is said where there is nothing that could go into an image. */
import {posix} from 'node:path'
import {place, shown} from './candidates.ts'
import {refuseGopath, refuseLegacy} from './legacy/refuse.ts'
import type {Checkout} from './modules.ts'
import type {Decision, Evidence, GoModule, MainPackage} from './project.ts'
import type {Scan} from './scan.ts'

type Refusal = Extract<Decision, {kind: 'refuse'}>

/** Programs and the like that a sentence lists. */
const SHOWN = 5

export function refuseWithoutModule({root, scan, warnings}: Checkout): Refusal {
  const legacy = refuseLegacy(root)
  if (legacy !== null) return legacy
  const [unreadable] = warnings
  if (unreadable === undefined && scan.strayFiles > 0) return refuseGopath(root, scan.strayFiles)
  const found = unreadable ?? 'There is no go.mod and no Go file here.'
  const reason = `${found} Point the context to the folder that has the go.mod.`
  return {kind: 'refuse', code: 'no-go-mod', reason, evidence: []}
}

/** `mains` are the programs that do not ship. */
export function refuseWithoutMain(
  mains: readonly MainPackage[],
  modules: readonly GoModule[],
  checkout: Checkout,
): Refusal {
  const evidence = mains.map(main => main.evidence)
  const others = notBuilt(modules, checkout)
  if (mains.length > 0) {
    const listed = mains.slice(0, SHOWN).map(main => `${shown(main.dir)} (${main.reason})`)
    const rest = mains.length > SHOWN ? ` and ${mains.length - SHOWN} more` : ''
    const found = `No program here goes into an image; there is only ${listed.join(', ')}${rest}.`
    const remedy = `To build one all the same, add to the step:   with: { main: ${shown(mains[0]!.dir)} }`
    const reason = [found, ...others.map(({says}) => says), remedy].join(' ')
    return {kind: 'refuse', code: 'no-main', reason, evidence: [...evidence, ...others.flatMap(one => one.evidence)]}
  }
  const [module] = modules as [GoModule]
  const what =
    modules.length === 1 ? `The module ${module.path} is a library` : `The ${modules.length} modules here are libraries`
  const reason = [
    `${what}: no package main with a func main that linux builds.`,
    ...others.map(({says}) => says),
    'An image needs a program; point the context to a folder that has one.',
  ].join(' ')
  const line = {file: posix.join(module.dir, 'go.mod'), line: module.lines.module, text: `module ${module.path}`}
  return {kind: 'refuse', code: 'no-main', reason, evidence: [line, ...others.flatMap(one => one.evidence)]}
}

/** What a reader may take for a program of the modules, with why none is built. */
function notBuilt(modules: readonly GoModule[], {scan}: Checkout): {says: string; evidence: Evidence[]}[] {
  const dirs = new Set(modules.map(({dir}) => dir))
  const elsewhere = scan.leftOut.filter(({moduleDir, systems}) => dirs.has(moduleDir) && systems.length > 0)
  const empty = scan.packages.filter(
    ({name, funcMain, moduleDir}) => name === 'main' && funcMain === null && dirs.has(moduleDir),
  )
  return [
    ...elsewhere.slice(0, SHOWN).map(program => ({says: `${onlyFor(program)}.`, evidence: [program.evidence]})),
    ...empty
      .slice(0, SHOWN)
      .map(({dir}) => ({says: `${shown(dir)} is package main, but has no func main.`, evidence: []})),
    ...scan.hiddenExamples
      .slice(0, 1)
      .map(dir => ({says: `The go command leaves out the examples in ${shown(dir)}.`, evidence: []})),
  ]
}

/** For example `./agent is built only for windows (agent/service_windows.go:9)`. */
export function onlyFor({dir, systems, evidence}: Scan['leftOut'][number]): string {
  const listed = systems.slice(0, SHOWN).join(', ')
  return `${shown(dir)} is built only for ${listed}${systems.length > SHOWN ? ' and others' : ''} (${place(evidence)})`
}
