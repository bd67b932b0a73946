/** Which programs of a repository go into an image, and which are there for its developers. */
import {posix} from 'node:path'
import {place, shown} from './candidates.ts'
import type {Evidence, MainPackage} from './project.ts'
import type {Scan} from './scan.ts'

type Program = Pick<MainPackage, 'dir' | 'importPath' | 'ports'>

/** Who else in the repository uses a program, by its import path, or by `./` and its folder. */
export type Users = {tools: Places; toolImports: Places; generators: Places}
type Places = ReadonlyMap<string, Evidence>

/** `tools` are the `tool` lines of all go.mod files that name a program of their own module. */
export function usersOf(scan: Scan, tools: readonly {path: string; evidence: Evidence}[]): Users {
  const generators = scan.generators.map(({argument, dir, evidence}) => ({path: whatRuns(argument, dir), evidence}))
  return {tools: firstOf(tools), toolImports: firstOf(scan.toolImports), generators: firstOf(generators)}
}

function firstOf(places: readonly {path: string; evidence: Evidence}[]): Places {
  return new Map(places.toReversed().map(({path, evidence}) => [path, evidence]))
}

/** The argument of a `go run` in `dir`. */
function whatRuns(argument: string, dir: string): string {
  const path = argument.endsWith('.go') ? posix.dirname(argument) : argument
  return /^\.{1,2}(?:\/|$)/.test(path) ? shown(posix.join(dir, path).replace(/\/$/, '')) : path
}

/** A folder of this name on the way to a program says that it does not ship. */
const FOLDERS: readonly {names: string[]; what: string}[] = [
  {names: ['example', 'examples', 'sample', 'samples', 'demo', 'demos'], what: 'example'},
  {
    names: [
      ...['test', 'tests', 'testing', 'testdata', 'testutil', 'testutils', 'testcmd', 'e2e', 'integration', 'fuzz'],
      ...['mock', 'mocks', 'fake', 'fakes', 'conformance'],
    ],
    what: 'test program',
  },
  {names: ['bench', 'benches', 'benchmark', 'benchmarks'], what: 'benchmark'},
  {names: ['tools', 'tool', 'devtools', 'hack', 'contrib', 'ci'], what: 'developer tool'},
  {names: ['scripts', 'script', 'magefiles'], what: 'script'},
  {names: ['gen', 'generate', 'generator', 'generators', 'codegen'], what: 'generator'},
  {names: ['doc', 'docs', 'documentation', 'website'], what: 'program of the documentation'},
]

/** Names that speak against a program only where others are without one: a product may be called so too. */
const NAMES: readonly {name: RegExp; what: string}[] = [
  {name: /^(?:gen|generate|codegen)[-_]|^gen(?:docs?|man|manpages?|completions?)$/, what: 'generator'},
  {name: /[-_](?:gen|generator|codegen)$|(?:code|docs?|data|schema|mock|stub)gen$/, what: 'generator'},
  {name: /^protoc-gen-/, what: 'plugin of protoc'},
  {name: /bench(?:mark)?$|^load-?(?:test|gen)(?:er|erator)?$/, what: 'benchmark'},
  {name: /^(?:mock|fake|dummy)[-_]|[-_](?:mock|fake|test)$/, what: 'test program'},
]

/**
 * Why this program does not ship, for example `example: in a folder named examples`; null when it does. `below` is the
 * folder of a module that the user names: what leads there says nothing about a program in it.
 */
export function whyNotShipping(program: Program, users: Users, below = '.'): string | null {
  // The root package is the project itself, also where it is a tool of its own developers.
  if (program.dir === '.') return null
  const segments = posix.relative(below, program.dir).split('/')
  const own = standsInCmd(segments) ? segments.length - 1 : segments.length
  for (const segment of segments.slice(0, own)) {
    const what = folderKind(segment) ?? (/[-_](?:e2e|tests?)$/i.test(segment) ? 'test program' : null)
    if (what !== null) return `${what}: in a folder named ${segment}`
  }
  const inner = segments.indexOf('internal', 1)
  if (inner !== -1 && !segments.includes('cmd', inner) && program.ports.length === 0) {
    return `developer tool: internal to ${segments.slice(0, inner).join('/')}`
  }
  const {tools, toolImports, generators} = users
  const tool = tools.get(program.importPath)
  if (tool !== undefined) return `developer tool: named by a tool line (${place(tool)})`
  const imported = toolImports.get(program.importPath)
  if (imported !== undefined) return `developer tool: imported for the build tag tools (${place(imported)})`
  const generator = generators.get(shown(program.dir)) ?? generators.get(program.importPath)
  return generator === undefined ? null : `generator: run by //go:generate (${place(generator)})`
}

/** Why this program does not ship where another one does that has no such sign; null without one. */
export function whyRatherNot({dir}: Program): string | null {
  const segments = dir.split('/')
  if (/(?:^|\/)internal\/cmd\//.test(dir)) return 'developer tool: in a folder internal/cmd'
  const name = segments.at(-1)!
  const what = standsInCmd(segments) ? folderKind(name) : null
  const row = NAMES.find(row => row.name.test(name))
  const kind = what ?? row?.what
  return kind === undefined ? null : `${kind}: named ${name}`
}

/** The last folder of cmd/NAME is the program's own name. */
function standsInCmd(segments: readonly string[]): boolean {
  return segments.at(-2) === 'cmd'
}

function folderKind(name: string): string | null {
  return FOLDERS.find(({names}) => names.includes(name.toLowerCase()))?.what ?? null
}
