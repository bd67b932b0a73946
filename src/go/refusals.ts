/** What is said where there is nothing that could go into an image. */
import {existsSync} from 'node:fs'
import {join, posix} from 'node:path'
import {count, shown} from './candidates.ts'
import type {Checkout} from './modules.ts'
import type {Decision, GoModule, MainPackage} from './project.ts'

type Refusal = Extract<Decision, {kind: 'refuse'}>

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

export function refuseWithoutModule(root: string, {scan, warnings}: Checkout): Refusal {
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
