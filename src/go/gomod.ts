/** go.mod as data. Format: https://go.dev/ref/mod#go-mod-file; what is accepted follows golang.org/x/mod/modfile. */
import {
  checkMajor,
  type Directive,
  directiveComment,
  failAt,
  type Godebug,
  type GoLine,
  onlyArgument,
  type Replace,
  readGodebug,
  readGoLine,
  readReplace,
  readToolchain,
  refuseRepeat,
  stringOf,
  type ToolchainLine,
  unknownDirective,
  versionOf,
} from './modfile-directives.ts'
import {type ModLine, parseModSyntax, syntaxError} from './modfile-lexer.ts'

export type GoMod = {
  /** Null when the line is absent: the go command then refuses to build. */
  module: {path: string; deprecated: string | null; line: number} | null
  go: GoLine | null
  toolchain: ToolchainLine | null
  godebug: Godebug[]
  require: {path: string; version: string; indirect: boolean; line: number}[]
  exclude: {path: string; version: string; line: number}[]
  replace: Replace[]
  /** A single version has `low` equal to `high`. Versions are as written. */
  retract: {low: string; high: string; rationale: string | null; line: number}[]
  tool: {path: string; line: number}[]
  ignore: {path: string; line: number}[]
}

type Reader = (mod: GoMod, directive: Directive, blockBefore: string[]) => void

const DIRECTIVES: Readonly<Record<string, {read: Reader; block: boolean}>> = {
  module: {read: readModule, block: true},
  go: {
    read: (mod, directive) => {
      mod.go = readGoLine(directive, mod.go)
    },
    block: false,
  },
  toolchain: {
    read: (mod, directive) => {
      mod.toolchain = readToolchain(directive, mod.toolchain)
    },
    block: false,
  },
  godebug: {
    read: (mod, directive) => {
      mod.godebug.push(readGodebug(directive))
    },
    block: true,
  },
  require: {read: readRequire, block: true},
  exclude: {
    read: (mod, directive) => {
      mod.exclude.push(readModuleVersion(directive))
    },
    block: true,
  },
  replace: {
    read: (mod, directive) => {
      mod.replace.push(readReplace(directive))
    },
    block: true,
  },
  retract: {read: readRetract, block: true},
  tool: {
    read: (mod, directive) => {
      mod.tool.push(readPath(directive, 'example.com/cmd/tool'))
    },
    block: true,
  },
  ignore: {
    read: (mod, directive) => {
      mod.ignore.push(readPath(directive, './node_modules'))
    },
    block: true,
  },
}

/**
 * `file` is the name that messages and nothing else use. Throws a `UserError` (`go-mod-syntax`) at the first line that
 * the go command would refuse.
 */
export function parseGoMod(text: string, file: string): GoMod {
  const mod: GoMod = {
    module: null,
    go: null,
    toolchain: null,
    godebug: [],
    require: [],
    exclude: [],
    replace: [],
    retract: [],
    tool: [],
    ignore: [],
  }
  for (const statement of parseModSyntax(text, file)) {
    const verb = statement.tokens[0]!
    const entry = Object.hasOwn(DIRECTIVES, verb) ? DIRECTIVES[verb]! : null
    const header: Directive = {file, verb, args: statement.tokens.slice(1), at: headerLine(statement)}
    if (entry === null) unknownDirective(header, Object.keys(DIRECTIVES))
    if (statement.kind === 'line') {
      entry.read(mod, header, [])
      continue
    }
    if (!entry.block || header.args.length > 0) {
      throw syntaxError(
        file,
        statement.line,
        `"${statement.tokens.join(' ')}" cannot open a block; ${blockRemedy(verb)}`,
      )
    }
    for (const at of statement.lines) entry.read(mod, {file, verb, args: at.tokens, at}, statement.before)
  }
  return mod
}

function headerLine(statement: {line: number; tokens: string[]; before: string[]; suffix?: string | null}): ModLine {
  return {line: statement.line, tokens: statement.tokens, before: statement.before, suffix: statement.suffix ?? null}
}

function blockRemedy(verb: string): string {
  return DIRECTIVES[verb]!.block ? `write "${verb} ("` : `write it on one line: ${verb} VALUE`
}

function readModule(mod: GoMod, directive: Directive, blockBefore: string[]): void {
  refuseRepeat(directive, mod.module)
  const path = stringOf(directive, onlyArgument(directive, 'example.com/acme/ledger'))
  const comment = directiveComment(directive.at, blockBefore)
  const deprecated = /(?:^|\n\n)Deprecated: *(.*?)(?:$|\n\n)/s.exec(comment)
  mod.module = {path, deprecated: deprecated?.[1] || null, line: directive.at.line}
}

function readRequire(mod: GoMod, directive: Directive): void {
  const comment = directive.at.suffix?.slice(2).trim() ?? ''
  mod.require.push({...readModuleVersion(directive), indirect: /^indirect(?:$|;\s)/.test(comment)})
}

function readModuleVersion(directive: Directive): {path: string; version: string; line: number} {
  const {verb, args, at} = directive
  if (args.length !== 2)
    failAt(directive, `${verb} takes a module path and a version: ${verb} example.com/module v1.2.3`)
  const path = stringOf(directive, args[0]!)
  const version = versionOf(directive, path, args[1]!)
  checkMajor(directive, path, version)
  return {path, version, line: at.line}
}

function readRetract(mod: GoMod, directive: Directive, blockBefore: string[]): void {
  const {args, at} = directive
  const range = args[0] === '[' && args.length === 5 && args[2] === ',' && args[4] === ']'
  if (!range && (args.length !== 1 || args[0] === '[' || args[0] === '(')) {
    failAt(directive, 'retract takes one version or a range: retract v1.2.3, or retract [v1.2.0, v1.2.5]')
  }
  const low = stringOf(directive, args[range ? 1 : 0]!)
  const high = range ? stringOf(directive, args[3]!) : low
  mod.retract.push({low, high, rationale: directiveComment(at, blockBefore) || null, line: at.line})
}

function readPath(directive: Directive, example: string): {path: string; line: number} {
  return {path: stringOf(directive, onlyArgument(directive, example)), line: directive.at.line}
}
