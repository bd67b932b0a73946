/** The program and the module that the inputs `main` and `module` name. */
import {posix} from 'node:path'
import {UserError} from '../runner/errors.ts'
import {candidateLines, LISTED, shown} from './candidates.ts'
import type {Checkout} from './modules.ts'
import type {GoModule, MainPackage} from './project.ts'
import {onlyFor} from './refusals.ts'

/** By folder or by module path. Throws `module-unknown`, which lists the modules. */
export function findModule(input: string, modules: readonly GoModule[]): GoModule {
  const dir = folderOf(input)
  const found = modules.find(module => module.dir === dir || module.path === input)
  if (found !== undefined) return found
  const first = modules.slice(0, LISTED)
  const width = Math.max(...first.map(module => shown(module.dir).length))
  const listed = first.map(module => `  ${shown(module.dir).padEnd(width)}  ${module.path}`)
  if (modules.length > LISTED) listed.push(`  and ${modules.length - LISTED} more`)
  throw new UserError(
    'module-unknown',
    [`The input module is "${input}", but these are the modules here:`, ...listed].join('\n'),
  )
}

/**
 * By import path, by a folder of the root, or by a folder of the module; the first two win. Throws `main-unknown`, which
 * says what stands there instead.
 */
export function findMain(
  input: string,
  module: GoModule | null,
  checkout: Checkout,
  mains: readonly MainPackage[],
): MainPackage {
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
  const found = scan.packages.find(one => one.dir === dir)
  const program = scan.leftOut.find(one => one.dir === dir && one.systems.length > 0)
  if (program !== undefined && found?.funcMain == null) return onlyFor(program)
  if (found === undefined) return 'no Go package that linux builds is there'
  return found.name === 'main' ? 'that package has no func main' : `that is package ${found.name}, not package main`
}

function existing(mains: readonly MainPackage[]): string {
  if (mains.length === 0) return 'There is no program here at all.'
  return ['These programs exist:', ...candidateLines(mains)].join('\n')
}

function folderOf(input: string): string {
  return posix.normalize(input).replace(/(?<=.)\/$/, '')
}
