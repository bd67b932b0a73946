/** Which programs of a repository go into an image, and which are there for its developers. */
import {posix} from 'node:path'
import type {MainPackage} from './project.ts'
import type {Scan} from './scan.ts'

/** A folder of this name anywhere on the way to a program says that it does not ship. */
const FOLDERS: readonly {names: string[]; what: string}[] = [
  {names: ['example', 'examples', '_example', '_examples', 'sample', 'samples'], what: 'example'},
  {names: ['test', 'tests', 'testing', 'testdata', 'e2e'], what: 'test program'},
  {names: ['tools', 'hack'], what: 'developer tool'},
  {names: ['scripts', 'script', 'magefiles'], what: 'script'},
  {names: ['gen', 'generate', 'generator', 'codegen'], what: 'generator'},
]

/** Why this program does not ship, for example `example: in a folder named examples`; null when it does. */
export function whyNotShipping(
  main: Pick<MainPackage, 'dir' | 'importPath'>,
  generators: Scan['generators'],
): string | null {
  for (const segment of main.dir.split('/')) {
    const row = FOLDERS.find(({names}) => names.includes(segment.toLowerCase()))
    if (row !== undefined) return `${row.what}: in a folder named ${segment}`
  }
  // The root package is the project itself, also where its own code is generated with it.
  if (main.dir === '.') return null
  const generator = generators.find(({argument, dir}) => names(argument, dir, main))
  if (generator === undefined) return null
  return `generator: run by //go:generate (${generator.evidence.file}:${generator.evidence.line})`
}

function names(argument: string, dir: string, main: Pick<MainPackage, 'dir' | 'importPath'>): boolean {
  const path = argument.endsWith('.go') ? posix.dirname(argument) : argument
  if (/^\.{1,2}(?:\/|$)/.test(path)) return posix.join(dir, path).replace(/\/$/, '') === main.dir
  return path === main.importPath
}
