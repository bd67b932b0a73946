/** What one .go file says about itself, read from its tokens: https://go.dev/ref/spec#Source_file_organization. */
import {unquoteGo} from './string-literal.ts'
import {type GoToken, goTokens} from './tokens.ts'

export type SourceImport = {
  path: string
  /** The name that the file gives it: a word, `.` or `_`; null when the package's own name holds. */
  name: string | null
  line: number
}

export type SourceHeader = {
  packageName: string
  /** Text before the package clause: comments and build constraints. */
  preamble: string
  imports: SourceImport[]
  /** The comment that touches the package clause, without its comment marks; empty when there is none. */
  comment: string
  /** False when the text may have ended within the import declarations. */
  complete: boolean
}

export type SourceBody = {
  /** Line of `func main()`. */
  funcMain: number | null
  embeds: {patterns: string[]; line: number; text: string}[]
  /** Top-level string variables that `-X` can set: without a value, or with a constant one. */
  stringVariables: {name: string; line: number}[]
  ports: {port: number; line: number; rank: number}[]
}

/** Null when there is no package clause in the text. */
export function readHeader(text: string): SourceHeader | null {
  const next = goTokens(text)
  let token = next()
  let comments: GoToken[] = []
  let newlines = 0
  while (token.kind === 'comment' || token.kind === 'newline') {
    newlines = token.kind === 'newline' ? newlines + 1 : 0
    if (token.kind === 'comment') comments.push(token)
    // A blank line ends the run of comments that belongs to the package clause.
    if (newlines > 1) comments = []
    token = next()
  }
  if (token.text !== 'package') return null
  const preamble = text.slice(0, token.offset)
  const name = next()
  if (name.kind !== 'name') return null
  const {imports, last} = readImports(next)
  return {packageName: name.text, preamble, imports, comment: commentText(comments), complete: last.kind !== 'end'}
}

function readImports(next: () => GoToken): {imports: SourceImport[]; last: GoToken} {
  const imports: SourceImport[] = []
  let inBlock = false
  let inImport = false
  let name: string | null = null
  for (;;) {
    const token = next()
    if (token.kind === 'end') return {imports, last: token}
    if (token.kind === 'newline' || token.kind === 'comment') continue
    if (token.kind === 'string') {
      const path = unquoteGo(token.text)
      if (path !== null) imports.push({path, name, line: token.line})
      name = null
      inImport = inBlock
    } else if (token.text === '(' && inImport) {
      inBlock = true
    } else if (token.text === ')' && inBlock) {
      inBlock = false
      inImport = false
    } else if (token.text === 'import' && !inImport) {
      inImport = true
    } else if (token.text !== ';' && !inImport) {
      return {imports, last: token}
    } else if (token.kind === 'name' || token.text === '.') {
      name = token.text
    }
  }
}

function commentText(comments: GoToken[]): string {
  return comments
    .filter(({text}) => !/^\/\/(?:go:|\s*\+build)/.test(text))
    .map(({text}) => (text.startsWith('//') ? text.slice(2) : text.slice(2, -2)).trim())
    .join('\n')
}

export function readBody(text: string): SourceBody {
  const next = goTokens(text)
  const tokens: GoToken[] = []
  const embeds: SourceBody['embeds'] = []
  for (let token = next(); token.kind !== 'end'; token = next()) {
    if (token.kind !== 'comment') tokens.push(token)
    else if (/^\/\/go:embed[ \t]/.test(token.text)) {
      const patterns = embedPatterns(token.text.slice('//go:embed'.length))
      if (patterns.length > 0) embeds.push({patterns, line: token.line, text: token.text.trimEnd()})
    }
  }
  return {...topLevel(tokens), embeds, ports: listenPorts(tokens)}
}

/** Blanks separate patterns; each may stand in Go quotes. One without its second quote is none. Source: https://pkg.go.dev/embed#hdr-Directives. */
export function embedPatterns(text: string): string[] {
  const patterns: string[] = []
  for (const [word] of text.matchAll(/"(?:[^"\\]|\\.)*"?|`[^`]*`?|[^\s"`]\S*/g)) {
    const pattern = /^["`]/.test(word) ? unquoteGo(word) : word
    if (pattern !== null && pattern !== '') patterns.push(pattern)
  }
  return patterns
}

function topLevel(tokens: GoToken[]): Pick<SourceBody, 'funcMain' | 'stringVariables'> {
  let funcMain: number | null = null
  const stringVariables: SourceBody['stringVariables'] = []
  let depth = 0
  for (let at = 0; at < tokens.length; at++) {
    const {text, kind, line} = tokens[at]!
    if (kind === 'symbol') depth += depthChange(text)
    if (depth !== 0 || kind !== 'name') continue
    if (text === 'func' && tokens[at + 1]?.text === 'main' && tokens[at + 2]?.text === '(') funcMain ??= line
    if (text === 'var') at = readVariables(tokens, at + 1, stringVariables) - 1
  }
  return {funcMain, stringVariables}
}

function depthChange(symbol: string): number {
  if (symbol === '(' || symbol === '[' || symbol === '{') return 1
  return symbol === ')' || symbol === ']' || symbol === '}' ? -1 : 0
}

/** Reads `a, b string = …` or a block of such lines from just after `var`; returns where the reading stopped. */
function readVariables(tokens: GoToken[], start: number, found: SourceBody['stringVariables']): number {
  if (tokens[start]?.text !== '(') return readVariable(tokens, start, found)
  let at = start + 1
  while (at < tokens.length && tokens[at]!.text !== ')') {
    const {kind, text} = tokens[at]!
    at = kind === 'newline' || text === ';' ? at + 1 : Math.max(readVariable(tokens, at, found), at + 1)
  }
  return at + 1
}

function readVariable(tokens: GoToken[], start: number, found: SourceBody['stringVariables']): number {
  const end = statementEnd(tokens, start)
  const statement = tokens.slice(start, end).filter(({kind}) => kind !== 'newline')
  const equals = statement.findIndex(({text}) => text === '=')
  const left = equals < 0 ? statement : statement.slice(0, equals)
  const names = left.filter(({kind}, index) => kind === 'name' && (index === 0 || left[index - 1]!.text === ','))
  const type = left.slice(names.length * 2 - 1)
  if (type.length > 0 && !(type.length === 1 && type[0]!.text === 'string')) return end
  const values = equals < 0 ? null : splitValues(statement.slice(equals + 1))
  names.forEach(({text, line}, index) => {
    if (values === null ? type.length > 0 : isConstantString(values[index] ?? [])) found.push({name: text, line})
  })
  return end
}

/** The newline or semicolon that ends a statement, or the parenthesis that ends the block around it. */
function statementEnd(tokens: GoToken[], start: number): number {
  let depth = 0
  for (let at = start; at < tokens.length; at++) {
    const {kind, text} = tokens[at]!
    if (kind === 'symbol') depth += depthChange(text)
    if (depth < 0) return at
    if (depth === 0 && text === ';') return at
    // Go puts no semicolon after an operator or a comma.
    if (depth === 0 && kind === 'newline' && !/^(?:[-+*/=,.|&]|:=|&&|\|\|)$/.test(tokens[at - 1]?.text ?? '')) return at
  }
  return tokens.length
}

function splitValues(tokens: GoToken[]): GoToken[][] {
  const values: GoToken[][] = [[]]
  let depth = 0
  for (const token of tokens) {
    if (token.kind === 'symbol') depth += depthChange(token.text)
    if (depth === 0 && token.text === ',') values.push([])
    else values.at(-1)!.push(token)
  }
  return values
}

/** `"dev"` or `"a" + "b"`: a variable with any other value keeps it whatever `-X` says. */
function isConstantString(value: GoToken[]): boolean {
  return (
    value.length % 2 === 1 && value.every((token, i) => (i % 2 === 0 ? token.kind === 'string' : token.text === '+'))
  )
}

const LISTEN_CALLS = new Set([
  'ListenAndServe',
  'ListenAndServeTLS',
  'Run',
  'RunTLS',
  'Start',
  'StartTLS',
  'Listen',
  'ListenTLS',
])
const PORT_VARIABLES = new Set(['PORT', 'HTTP_PORT', 'SERVER_PORT', 'LISTEN_PORT', 'APP_PORT'])
const FLAG_NAME =
  /^(?:(?:http|web|server|listen|bind)[-_.]?)?(?:addr|address|port|listen|bind|listen[-_]address|bind[-_]address)$/i

/** Text that can make `listenPorts` find something: a cheap test that spares reading most files closely. */
export const MAY_LISTEN =
  /ListenAndServe|\bAddr\s*[:=]|PORT["`,]|\.(?:Run|Start|Listen)(?:TLS)?\(\s*"|[("](?:[\w.-]*(?:addr|address|port|listen|bind))"/i

/** Ports from literals near listen calls. A lower rank is a surer sign. */
function listenPorts(tokens: GoToken[]): SourceBody['ports'] {
  const ports: SourceBody['ports'] = []
  tokens.forEach((_, at) => {
    for (const {rank, read} of SIGNS) {
      const found = read(tokens, at)
      if (found !== null && !ports.some(({port}) => port === found.port)) ports.push({...found, rank})
    }
  })
  return ports.sort((a, b) => a.rank - b.rank)
}

/** The weakest sign: the default of a flag. */
export const FLAG_RANK = 3

type Found = {port: number; line: number}

/** Each reads the sign that starts at one token. */
const SIGNS: readonly {rank: number; read: (tokens: GoToken[], at: number) => Found | null}[] = [
  {rank: 0, read: listenCall},
  {rank: 1, read: serverAddress},
  {rank: 2, read: environmentDefault},
  {rank: 2, read: structTagDefault},
  {rank: FLAG_RANK, read: flagDefault},
]

/** `http.ListenAndServe(":8080", …)`, `net.Listen("tcp", ":8080")`, `router.Run(":8080")`. */
function listenCall(tokens: GoToken[], at: number): Found | null {
  if (!LISTEN_CALLS.has(tokens[at]!.text) || tokens[at - 1]?.text !== '.' || tokens[at + 1]?.text !== '(') return null
  return addressAfter(tokens, at + 2, 4)
}

/** `http.Server{Addr: ":8080"}` or `server.Addr = ":8080"`. Clients have an Addr too: `redis.Options{Addr: "…:6379"}`. */
function serverAddress(tokens: GoToken[], at: number): Found | null {
  if (tokens[at]!.text !== 'Addr') return null
  const next = tokens[at + 1]?.text
  if (next === ':' && literalType(tokens, at) === 'Server') return addressAfter(tokens, at + 2, 1)
  const bare = /^["`]:/.test(tokens[at + 2]?.text ?? '')
  return next === '=' && tokens[at - 1]?.text === '.' && bare ? addressAfter(tokens, at + 2, 1) : null
}

// Keeps a file of nothing but `Addr:` from taking the square of its length.
const LITERAL_TOKENS = 500

/** The last word of the type of the composite literal around a token. */
function literalType(tokens: GoToken[], inside: number): string | null {
  const start = Math.max(inside - LITERAL_TOKENS, 0)
  let depth = 0
  for (let at = inside - 1; at > start; at--) {
    if (tokens[at]!.kind === 'symbol') depth += depthChange(tokens[at]!.text)
    if (depth > 0) return tokens[at - 1]!.text
  }
  return null
}

/** `os.Getenv("PORT")` with a default on the lines after it, or a function of the project's own: `env("PORT", "8080")`. */
function environmentDefault(tokens: GoToken[], at: number): Found | null {
  const {kind, text} = tokens[at]!
  if (kind !== 'string' || !PORT_VARIABLES.has(text.slice(1, -1)) || tokens[at - 1]?.text !== '(') return null
  return /env/i.test(tokens[at - 2]?.text ?? '') ? defaultAfter(tokens, at + 1, 40) : null
}

/** `env:"PORT" envDefault:"8080"` (caarlos0/env), `envconfig:"PORT" default:"8080"` (kelseyhightower/envconfig). */
function structTagDefault(tokens: GoToken[], at: number): Found | null {
  const {kind, text, line} = tokens[at]!
  if (kind !== 'string' || text[0] !== '`') return null
  const name = /\benv(?:config)?:"([A-Z_]+)/.exec(text)?.[1]
  const port = portOf(/[dD]efault:"(?:[\w.]*:)?(\d{2,5})"/.exec(text)?.[1])
  return name !== undefined && PORT_VARIABLES.has(name) && port !== null ? {port, line} : null
}

/** `flag.String("addr", ":8080", …)`, also of pflag, urfave/cli and kingpin. */
function flagDefault(tokens: GoToken[], at: number): Found | null {
  const {kind, text} = tokens[at]!
  if (kind !== 'string' || !FLAG_NAME.test(text.slice(1, -1))) return null
  const previous = tokens[at - 1]?.text
  return previous === '(' || previous === ',' ? defaultAfter(tokens, at + 1, 12) : null
}

/** The first string like `:8080` or `0.0.0.0:8080` among the next tokens of a call's arguments. */
function addressAfter(tokens: GoToken[], start: number, reach: number): Found | null {
  for (const {kind, text, line} of tokens.slice(start, start + reach)) {
    if (text === ')' || text === ';' || text === '{') return null
    const match = kind === 'string' ? /^["`][\w.[\]:-]*:(\d{1,5})["`]$/.exec(text) : null
    const port = portOf(match?.[1])
    if (port !== null) return {port, line}
  }
  return null
}

/** A default beside a lookup: `"8080"`, `":8080"`, `"localhost:8080"` or `8080`, before the next function starts. */
function defaultAfter(tokens: GoToken[], start: number, reach: number): Found | null {
  for (const {kind, text, line} of tokens.slice(start, start + reach)) {
    if (text === 'func') return null
    const match =
      kind === 'string'
        ? /^["`](?:[\w.[\]:-]*:)?(\d{2,5})["`]$/.exec(text)
        : kind === 'number'
          ? /^(\d{2,5})$/.exec(text)
          : null
    const port = portOf(match?.[1])
    if (port !== null) return {port, line}
  }
  return null
}

function portOf(digits: string | undefined): number | null {
  const port = Number(digits ?? 0)
  return port >= 1 && port <= 65_535 ? port : null
}
