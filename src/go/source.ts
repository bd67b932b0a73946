/** What one .go file says about itself, read from its tokens: https://go.dev/ref/spec#Source_file_organization. */
import {type FoundPort, listenPorts} from './ports.ts'
import {unquoteGo} from './string-literal.ts'
import {depthChange, type GoToken, goTokens} from './tokens.ts'

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
  ports: FoundPort[]
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
