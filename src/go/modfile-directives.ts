/** Directives that go.mod and go.work share: golang.org/x/mod/modfile/rule.go. Each throws a `UserError`. */
import {type ModLine, syntaxError} from './modfile-lexer.ts'
import {canonicalVersion, majorMismatch, pathMajor} from './module-version.ts'
import {unquoteGo} from './string-literal.ts'

export type GoLine = {version: string; line: number}
export type ToolchainLine = {name: string; line: number}
export type Godebug = {key: string; value: string; line: number}
export type ModuleVersion = {path: string; version: string | null}
export type Replace = {old: ModuleVersion; new: ModuleVersion; line: number}

/** One directive: its keyword, its arguments as written, and where it stands. */
export type Directive = {file: string; verb: string; args: string[]; at: ModLine}

const GO_VERSION = /^[1-9]\d*\.(?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*))?(?:[a-z]+\d+)?$/
const TOOLCHAIN = /^default$|^go1(?:$|\.)/

export function failAt(directive: Directive, message: string): never {
  throw syntaxError(directive.file, directive.at.line, message)
}

export function onlyArgument(directive: Directive, example: string): string {
  const {verb, args} = directive
  if (args.length === 1) return args[0]!
  const found = args.length === 0 ? 'has nothing after it' : `has ${args.length} arguments`
  return failAt(directive, `${verb} ${found}; write one, for example: ${verb} ${example}`)
}

/** The value of a token. Only `"…"` quotes are taken: the go command refuses a bare or back quote in a token. */
export function stringOf(directive: Directive, token: string): string {
  if (token.startsWith('"')) {
    return unquoteGo(token) ?? failAt(directive, `${token} is not a valid quoted string; check its escapes`)
  }
  if (/["'`]/.test(token)) failAt(directive, `${token} contains a quote; write it bare or inside "double quotes"`)
  return token
}

/** Module path and version of `require`, `exclude` and both sides of `replace`, the version made canonical. */
export function versionOf(directive: Directive, path: string, token: string): string {
  const written = stringOf(directive, token)
  const version = canonicalVersion(written)
  if (version !== null) return version
  return failAt(directive, `${path} has the version "${written}"; it must be of the form v1.2.3`)
}

export function checkMajor(directive: Directive, path: string, version: string | null): void {
  const major = pathMajor(path)
  if (major === null) failAt(directive, `"${path}" is not a valid module path: its major version suffix is malformed`)
  const problem = version === null ? null : majorMismatch(version, major)
  if (problem !== null) failAt(directive, `${path} ${version}: ${problem}`)
}

export function readGoLine(directive: Directive, earlier: GoLine | null): GoLine {
  refuseRepeat(directive, earlier)
  const version = onlyArgument(directive, '1.27')
  if (!GO_VERSION.test(version)) failAt(directive, `"${version}" is not a Go version; write it like 1.27 or 1.27.3`)
  return {version, line: directive.at.line}
}

export function readToolchain(directive: Directive, earlier: ToolchainLine | null): ToolchainLine {
  refuseRepeat(directive, earlier)
  const name = onlyArgument(directive, 'go1.27.3')
  if (!TOOLCHAIN.test(name)) failAt(directive, `"${name}" is not a toolchain; write it like go1.27.3, or default`)
  return {name, line: directive.at.line}
}

export function refuseRepeat(directive: Directive, earlier: {line: number} | null): void {
  if (earlier !== null) {
    failAt(directive, `a second ${directive.verb} line; the first is on line ${earlier.line}, keep one of them`)
  }
}

export function readGodebug(directive: Directive): Godebug {
  const argument = onlyArgument(directive, 'http2client=0')
  const equals = argument.indexOf('=')
  if (equals < 0 || /["'`,]/.test(argument)) {
    failAt(directive, `godebug ${argument} is not of the form key=value, for example http2client=0`)
  }
  return {key: argument.slice(0, equals), value: argument.slice(equals + 1), line: directive.at.line}
}

export function readReplace(directive: Directive): Replace {
  const {args, at} = directive
  const arrow = args[1] === '=>' ? 1 : 2
  if (args[arrow] !== '=>' || args.length < arrow + 2 || args.length > arrow + 3) {
    failAt(
      directive,
      'replace is written "module/path [v1.2.3] => other/module v1.4.0" or "module/path [v1.2.3] => ../folder"',
    )
  }
  const oldPath = stringOf(directive, args[0]!)
  const oldVersion = arrow === 2 ? versionOf(directive, oldPath, args[1]!) : null
  checkMajor(directive, oldPath, oldVersion)
  const newPath = stringOf(directive, args[arrow + 1]!)
  const newVersion = args.length === arrow + 3 ? versionOf(directive, newPath, args[arrow + 2]!) : null
  checkReplacement(directive, newPath, newVersion)
  return {old: {path: oldPath, version: oldVersion}, new: {path: newPath, version: newVersion}, line: at.line}
}

function checkReplacement(directive: Directive, path: string, version: string | null): void {
  if (isDirectoryPath(path)) {
    if (version !== null) failAt(directive, `the folder ${path} cannot have a version; remove ${version}`)
    if (path.includes('\\'))
      failAt(directive, `${path} is a Windows path; write it with / so that it works on Linux too`)
    return
  }
  if (version !== null) return
  if (path.includes('@')) failAt(directive, `write the replacement as "path version", not "${path}"`)
  failAt(directive, `the replacement ${path} has no version; add one, or start it with ./ or ../ if it is a folder`)
}

/** modfile.IsDirectoryPath: Unix and Windows spellings, whatever system reads the file. */
export function isDirectoryPath(path: string): boolean {
  return path === '.' || path === '..' || /^(?:\.{0,2}[/\\]|[A-Za-z]:)/.test(path)
}

/** Words from the directive's own comments, or from those of its block when it has none. */
export function directiveComment(at: ModLine, blockBefore: string[]): string {
  const own = at.suffix === null ? at.before : [...at.before, at.suffix]
  const comments = own.length > 0 ? own : blockBefore
  return comments
    .filter(comment => comment !== '')
    .map(comment => comment.slice(2).trim())
    .join('\n')
}

/** `unknown directive "requir"; did you mean require?` */
export function unknownDirective(directive: Directive, known: readonly string[]): never {
  const near = known.find(word => distance(word, directive.verb) <= 2)
  const remedy = near === undefined ? `the known ones are ${known.join(', ')}` : `did you mean "${near}"?`
  return failAt(directive, `unknown directive "${directive.verb}"; ${remedy}`)
}

/** Levenshtein distance. */
function distance(from: string, to: string): number {
  let row = Array.from({length: to.length + 1}, (_, index) => index)
  for (let i = 1; i <= from.length; i++) {
    const next = [i]
    for (let j = 1; j <= to.length; j++) {
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (from[i - 1] === to[j - 1] ? 0 : 1)))
    }
    row = next
  }
  return row[to.length]!
}
