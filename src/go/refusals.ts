/** What is said where there is nothing that could go into an image. */
import {posix} from 'node:path'
import {shown} from './candidates.ts'
import {refuseGopath, refuseLegacy} from './legacy/refuse.ts'
import type {Checkout} from './modules.ts'
import type {Decision, GoModule, MainPackage} from './project.ts'

type Refusal = Extract<Decision, {kind: 'refuse'}>

export function refuseWithoutModule({root, scan, warnings}: Checkout): Refusal {
  const legacy = refuseLegacy(root)
  if (legacy !== null) return legacy
  const [unreadable] = warnings
  if (unreadable === undefined && scan.strayFiles > 0) return refuseGopath(root, scan.strayFiles)
  const found = unreadable ?? 'There is no go.mod and no Go file here.'
  const reason = `${found} Point the context to the folder that has the go.mod.`
  return {kind: 'refuse', code: 'no-go-mod', reason, evidence: []}
}

export function refuseWithoutMain(mains: readonly MainPackage[], modules: readonly GoModule[]): Refusal {
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
