/** Which functions, methods and fields of other packages a Go file uses, and with which constant strings. */
import type {SourceImport} from '../source.ts'
import {unquoteGo} from '../string-literal.ts'
import {depthChange, type GoToken, goTokens} from '../tokens.ts'
import {blocksOf} from './blocks.ts'

export type Use = {
  /** As the tables of this folder write it; see `wantedOf`. */
  what: string
  /** Values of the arguments; null for one that is no constant string of this file. Empty when nothing is called. */
  arguments: (string | null)[]
  /** True for a statement of `func main` or `init` itself and for a package variable: it runs on each start. */
  always: boolean
  line: number
}

export type Wanted = {
  /** Names by import path. A field of a composite literal is `Command.Use`. */
  names: ReadonlyMap<string, ReadonlySet<string>>
  methods: ReadonlySet<string>
  /**
   * What a file must contain for a use to be in it: of names, by an import path that it has, and of methods. It spares most
   * files the closer reading: 20,000 files took 4.6 s of 6.1 s while one expression had the names of all paths, as `New`.
   */
  text: {names: ReadonlyMap<string, RegExp>; methods: RegExp}
}

/**
 * Reads rows such as `os.ReadFile`, `net/http.Dir`, `github.com/spf13/cobra.Command.Use` (a string field of a literal
 * of that type) and `.ParseFiles` (a method, of whatever type). `os.Args` is also used by a comparison with a string.
 */
export function wantedOf(rows: readonly string[]): Wanted {
  const names = new Map<string, Set<string>>()
  const methods = new Set<string>()
  for (const row of rows) {
    const dot = row.indexOf('.', row.lastIndexOf('/') + 1)
    if (dot === 0) methods.add(row.slice(1))
    else names.set(row.slice(0, dot), (names.get(row.slice(0, dot)) ?? new Set()).add(row.slice(dot + 1)))
  }
  const texts = [...names].map(([path, found]) => [path, afterDot(found)] as const)
  return {names, methods, text: {names: new Map(texts), methods: afterDot(methods)}}
}

function afterDot(names: Iterable<string>): RegExp {
  const words = new Set([...names].map(name => name.split('.')[0]!))
  return new RegExp(`\\.\\s*(?:${[...words].join('|')})\\b`)
}

/** Code that only other systems than linux run is left out. */
export function readUses(text: string, imports: readonly SourceImport[], wanted: Wanted): Use[] {
  if (!mayUse(text, imports, wanted)) return []
  const next = goTokens(text)
  const tokens: GoToken[] = []
  for (let token = next(); token.kind !== 'end'; token = next()) if (token.kind !== 'comment') tokens.push(token)
  const constants = stringConstants(tokens)
  const packages = packageNames(imports)
  const uses: Use[] = []
  for (const {at, foreign, always, subject, braces} of blocksOf(tokens)) {
    if (foreign) continue
    const {line} = tokens[at]!
    const found = usedAt(tokens, at, {packages, wanted, constants, subject, braces})
    if (found !== null) uses.push({...found, always, line})
  }
  return uses
}

function mayUse(text: string, imports: readonly SourceImport[], {text: {names, methods}}: Wanted): boolean {
  return imports.some(({path}) => names.get(path)?.test(text)) || methods.test(text)
}

type File = {
  packages: ReadonlyMap<string, string>
  wanted: Wanted
  constants: ReadonlyMap<string, string>
  /** Of the `switch` whose `case` this is, `os.Args[1]`. */
  subject: string | null
  braces: readonly number[]
}

function usedAt(tokens: GoToken[], at: number, file: File): Pick<Use, 'what' | 'arguments'> | null {
  const {kind, text} = tokens[at]!
  if (kind === 'string') return comparedArgument(tokens, at, file.subject) ?? literalField(tokens, at, file)
  if (kind !== 'name') return null
  const before = tokens[at - 1]?.text
  if (before !== '.') return null
  const path = tokens[at - 3]?.text === '.' ? undefined : file.packages.get(tokens[at - 2]?.text ?? '')
  const called = tokens[at + 1]?.text === '('
  const given = () => (called ? argumentsAt(tokens, at + 1, file) : [])
  if (path !== undefined) {
    return file.wanted.names.get(path)?.has(text) ? {what: `${path}.${text}`, arguments: given()} : null
  }
  return called && file.wanted.methods.has(text) ? {what: `.${text}`, arguments: given()} : null
}

/** `os.Args[1] == "health"`, and `case "health":` of `switch os.Args[1]`. */
function comparedArgument(
  tokens: GoToken[],
  at: number,
  subject: string | null,
): Pick<Use, 'what' | 'arguments'> | null {
  const compared =
    tokens[at - 1]?.text === '==' &&
    /^os\.Args\[1\]$/.test(
      tokens
        .slice(Math.max(at - 7, 0), at - 1)
        .map(({text}) => text)
        .join(''),
    )
  const value = compared || subject === 'os.Args[1]' ? unquoteGo(tokens[at]!.text) : null
  return value === null ? null : {what: 'os.Args', arguments: [value]}
}

/** The value of `Use:` in `cobra.Command{Use: "health"}`, also where a list leaves the type of its elements out. */
function literalField(tokens: GoToken[], at: number, file: File): Pick<Use, 'what' | 'arguments'> | null {
  const {packages, wanted, braces} = file
  if (tokens[at - 1]?.text !== ':' || tokens[at - 2]?.kind !== 'name') return null
  for (const open of braces.slice(-3).reverse()) {
    const type = tokens[open - 1]
    if (type === undefined) return null
    if (type.kind !== 'name') continue
    const path = tokens[open - 2]?.text === '.' ? packages.get(tokens[open - 3]?.text ?? '') : undefined
    const name = `${type.text}.${tokens[at - 2]!.text}`
    const value = path !== undefined && wanted.names.get(path)?.has(name) ? unquoteGo(tokens[at]!.text) : null
    return value === null ? null : {what: `${path}.${name}`, arguments: [value]}
  }
  return null
}

// Constant arguments are short; the bound keeps a file of nothing but nested calls linear.
const ARGUMENT_TOKENS = 100

function argumentsAt(tokens: GoToken[], open: number, {constants, packages}: File): (string | null)[] {
  const values: GoToken[][] = [[]]
  let depth = 0
  for (const token of tokens.slice(open + 1, open + ARGUMENT_TOKENS)) {
    depth += depthChange(token.text)
    if (depth < 0) break
    if (token.kind === 'newline') continue
    if (depth === 0 && token.text === ',') values.push([])
    else values.at(-1)!.push(token)
  }
  if (values.at(-1)!.length === 0) values.pop()
  return values.map(value => constantOf(value, constants) ?? joined(value, constants, packages))
}

/** `"a" + B`, of literals and of constants of this file. */
function constantOf(tokens: readonly GoToken[], constants: ReadonlyMap<string, string>): string | null {
  if (tokens.length % 2 === 0) return null
  let value = ''
  for (const [index, {kind, text}] of tokens.entries()) {
    if (index % 2 === 1) {
      if (text !== '+') return null
      continue
    }
    const part = kind === 'string' ? unquoteGo(text) : constants.get(text)
    if (part === null || part === undefined) return null
    value += part
  }
  return value
}

/** `filepath.Join("templates", "page.html")` */
function joined(
  tokens: readonly GoToken[],
  constants: ReadonlyMap<string, string>,
  packages: ReadonlyMap<string, string>,
): string | null {
  const [name, dot, method, open, ...rest] = tokens
  if (dot?.text !== '.' || method?.text !== 'Join' || open?.text !== '(' || rest.pop()?.text !== ')') return null
  if (!/^(?:path|path\/filepath)$/.test(packages.get(name!.text) ?? '')) return null
  const parts = rest.filter(({text}) => text !== ',').map(token => constantOf([token], constants))
  return parts.includes(null) ? null : parts.join('/')
}

/** The last element of the import path without a version names the package where the file does not. */
function packageNames(imports: readonly SourceImport[]): Map<string, string> {
  return new Map(imports.map(({path, name}) => [name ?? nameOf(path), path]))
}

function nameOf(path: string): string {
  const elements = path.replace(/\/v\d+$/, '').split('/')
  return elements.at(-1)!.replace(/\.v\d+$/, '')
}

function stringConstants(tokens: readonly GoToken[]): Map<string, string> {
  const found = new Map<string, string>()
  let block = false
  tokens.forEach(({kind, text}, at) => {
    if (text === 'const' && kind === 'name') block = tokens[at + 1]?.text === '('
    else if (text === ')') block = false
    if (kind !== 'name' || tokens[at + 1]?.text !== '=' || tokens[at + 2]?.kind !== 'string') return
    const after = tokens[at + 3]
    if (after !== undefined && after.kind !== 'newline' && after.text !== ';' && after.text !== ')') return
    if (!block && tokens[at - 1]?.text !== 'const') return
    const value = unquoteGo(tokens[at + 2]!.text)
    if (value !== null) found.set(text, value)
  })
  return found
}
