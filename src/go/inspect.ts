/** The Go project of a folder, and which of its programs goes into the image. */
import {statSync} from 'node:fs'
import {join, posix} from 'node:path'
import {UserError} from '../runner/errors.ts'
import {findModule} from './asked.ts'
import {chosenMains} from './chosen.ts'
import {type Asked, decide} from './decide.ts'
import {findFactsOfAll} from './facts/of-several.ts'
import {type GoAtHand, type Listed, listMains} from './go-list.ts'
import {mainsOf} from './mains.ts'
import {type Checkout, readCheckout} from './modules.ts'
import {obstaclesOf, replaceWarnings} from './obstacles.ts'
import type {MainPackage, Project} from './project.ts'
import {cgoEvidence} from './reach.ts'
import type {GoPackage} from './scan.ts'

export type InspectOptions = Asked & {
  /** Absolute path of the project's folder. */
  root: string
  /** Asked besides our own scan where it is given. */
  go?: GoAtHand
}

/**
 * Throws a `UserError` for a go.mod or go.work that cannot be read and for a `main` or `module` that does not exist.
 * What is left open is in `decision`, not an error.
 */
export async function inspectProject(options: InspectOptions): Promise<Project> {
  return (await inspectSources(options)).project
}

export type InspectedSources = {
  project: Project
  /** Packages of the checkout that the chosen programs reach, or all where none is chosen. */
  packages: GoPackage[]
}

/** The same with what was read of the packages. */
export async function inspectSources(options: InspectOptions): Promise<InspectedSources> {
  const {root} = options
  if (!statSync(root, {throwIfNoEntry: false})?.isDirectory()) {
    throw new UserError('no-folder', `${root} is not a folder; check out the repository first, or correct the context.`)
  }
  const checkout = readCheckout(root, options.module)
  const listed: Listed = options.go ? await listMains(checkout, options.go) : {dirs: null, why: 'go list was not asked'}
  const {modules, workspace, warnings, scan} = checkout
  const asked = options.module === undefined || modules.length === 0 ? null : findModule(options.module, modules)
  const mains = mainsOf(checkout, {asked, listed})
  const decision = decide(options, asked, checkout, mains)
  const programs = chosenMains(decision).map(main => ({main, reached: reachedFrom(main, checkout)}))
  const reached = programs.length === 0 ? scan.packages : [...new Set(programs.flatMap(program => program.reached))]
  const cgo = programs.length === 0 ? [] : cgoEvidence(reached)
  const obstacles = programs.flatMap(program => obstaclesOf(program.main, program.reached, checkout))
  const project: Project = {
    schema: 1,
    modules,
    workspace,
    mains,
    mainsBy: listed.dirs === null ? {goList: false, why: listed.why} : {goList: true},
    decision,
    obstacles,
    cgo: {needed: cgo.length > 0, evidence: cgo},
    embeds: reached.flatMap(({embeds}) => embeds),
    packages: reached.map(({dir}) => dir),
    ...findFactsOfAll(root, checkout, mains, programs),
    pgo: programs.flatMap(({main}) => ifThere(root, posix.join(main.dir, 'default.pgo')) ?? []),
    ownDockerfile: ifThere(root, 'Dockerfile'),
    warnings: [...warnings, ...replaceWarnings(checkout, obstacles)],
  }
  return {project, packages: reached}
}

function reachedFrom({dir}: MainPackage, {scan, reach}: Checkout): GoPackage[] {
  return reach(scan.packages.find(found => found.dir === dir)!)
}

function ifThere(root: string, path: string): string | null {
  return statSync(join(root, path), {throwIfNoEntry: false})?.isFile() ? path : null
}
