/** Variables that a build sets with `-ldflags -X`: https://pkg.go.dev/cmd/link. */
import type {GoModule, LinkVariable, MainPackage} from '../project.ts'
import {importPathOf} from '../reach.ts'
import type {GoPackage} from '../scan.ts'
import {readBody} from '../source.ts'

/** Names by which `-X main.NAME=` is told a version, in lower case. */
export const VERSION_NAMES: ReadonlySet<string> = new Set([
  ...['version', 'appversion', 'buildversion'],
  ...['commit', 'gitcommit', 'buildcommit', 'gitsha', 'githash', 'commitsha', 'commithash', 'revision', 'gitrevision'],
  ...['date', 'builddate', 'buildtime', 'commitdate'],
])

/** Outside main, a variable of a short name is a stamp only in a package of such a name: `model.Date` is none. */
const STAMP_PACKAGE = /version|build|release/i
const COMMAND_PACKAGE = /^(?:about|app|cli|cmd|command|commands|info|meta)$/
const LONG_NAME = /^(?:app|build|git|commit).|^version$/

const MAY_STAMP = new RegExp(`^[ \\t]*(?:var[ \\t]+)?(?:\\w+, *)*(?:${[...VERSION_NAMES].join('|')})\\b`, 'im')

/** `-X` takes the import path, but `main` for the program's own package. */
export function linkVariablesOf(
  text: string,
  file: string,
  found: GoPackage,
  main: MainPackage,
  paths: readonly Pick<GoModule, 'dir' | 'path'>[],
): LinkVariable[] {
  if (!MAY_STAMP.test(text)) return []
  const own = found.dir === main.dir
  const module = paths.find(({dir}) => dir === found.moduleDir)
  if (module === undefined) return []
  const lines = text.split('\n')
  return readBody(text)
    .stringVariables.filter(({name}) => isStamp(name.toLowerCase(), own ? null : found.name))
    .map(({name, line}) => ({
      importPath: own ? 'main' : importPathOf(module, found.dir),
      name,
      evidence: {file, line, text: lines[line - 1]?.trim() ?? ''},
    }))
}

function isStamp(name: string, packageName: string | null): boolean {
  if (!VERSION_NAMES.has(name)) return false
  if (packageName === null || STAMP_PACKAGE.test(packageName)) return true
  return COMMAND_PACKAGE.test(packageName) && LONG_NAME.test(name)
}
