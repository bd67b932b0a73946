/** Says of new modules who wants them, from the sources of the build. */
import {posix, relative} from 'node:path'
import type {BuildContext} from '../build/context.ts'
import type {Target} from '../go/constraints.ts'
import {dependencyImports, moduleCacheOf} from '../go/dependency-imports.ts'
import {type Checkout, readCheckout} from '../go/modules.ts'
import {importPathOf} from '../go/reach.ts'
import {wantedBy} from '../go/wanted-by.ts'
import type {GoProgram, ImageFacts} from '../image/facts.ts'
import type {Help} from '../runner/help.ts'
import type {Cause, ImageDiff} from './diff.ts'

type From = {
  source: BuildContext
  /** The checkout, that places are told in. */
  workspace: string
  /** Tells where the module cache is. */
  env: Readonly<Record<string, string>>
  help: Help
}

/** Reads the sources only where there is a new module to ask about. */
export async function explained(diff: ImageDiff, facts: ImageFacts, from: From): Promise<ImageDiff> {
  const {source, workspace, env, help} = from
  if (source.kind === 'remote' || !diff.platforms.some(({causes}) => causes.some(isNewModule))) return diff
  return await help.attempt('Who wants the new modules could not be read', diff, async () => {
    const checkout = readCheckout(source.path)
    const folder = relative(workspace, source.path)
    const answer: Ask = (program, wanted) => ask(checkout, moduleCacheOf(env), program, wanted)
    return withWantedBy(diff, facts, answer, folder.startsWith('..') ? '' : folder)
  })
}

type Ask = (program: GoProgram, wanted: ReadonlySet<string>) => ReadonlyMap<string, NonNullable<Cause['wantedBy']>>

/** `folder` is that of the sources in the checkout, empty where they are the same. */
export function withWantedBy(diff: ImageDiff, facts: ImageFacts, ask: Ask, folder = ''): ImageDiff {
  const platforms = diff.platforms.map(platform => {
    const programs = facts.platforms.find(each => each.platform === platform.platform)?.contents?.programs ?? []
    const answers = programs.map(program => {
      const wanted = platform.causes.filter(cause => isNewModule(cause) && cause.program === program.path)
      const modules = new Set(wanted.map(({subject}) => subject))
      return {path: program.path, found: modules.size === 0 ? null : ask(program, modules)}
    })
    const causes = platform.causes.map(cause => {
      const answer = answers.find(({path}) => path === cause.program)?.found?.get(cause.subject)
      if (!isNewModule(cause) || !answer) return cause
      return {...cause, wantedBy: {...answer, file: posix.join(folder, answer.file)}}
    })
    return {...platform, causes}
  })
  return {...diff, platforms}
}

function isNewModule({kind}: Cause): boolean {
  return kind === 'module-added'
}

function ask(checkout: Checkout, moduleCache: string | null, program: GoProgram, wanted: ReadonlySet<string>) {
  const {modules, workspace, root, scan} = checkout
  const dirs = new Map(modules.map(module => [module.dir, module]))
  const main = scan.packages.find(({moduleDir, dir}) => importPathOf(dirs.get(moduleDir)!, dir) === program.mainPackage)
  const module = main && dirs.get(main.moduleDir)
  const vendor = module?.vendor ? `${workspace?.uses.includes(module.dir) ? '.' : module.dir}/vendor` : null
  const target = targetOf(program)
  const importsOf = dependencyImports({root, vendor, moduleCache, modules: program.modules, target})
  return wantedBy(checkout, {...program, target}, wanted, importsOf)
}

function targetOf({settings}: GoProgram): Target {
  const of = (key: string) => settings.find(setting => setting.key === key)?.value
  return {
    ...{os: of('GOOS') ?? 'linux', arch: of('GOARCH') ?? 'amd64', cgo: of('CGO_ENABLED') === '1'},
    tags: (of('-tags') ?? '').split(/[\s,]+/).filter(tag => tag !== ''),
  }
}
