/** go.work as data. Format: https://go.dev/ref/mod#go-work-file; what is accepted follows golang.org/x/mod/modfile. */
import {
  type Directive,
  type Godebug,
  type GoLine,
  onlyArgument,
  type Replace,
  readGodebug,
  readGoLine,
  readReplace,
  readToolchain,
  stringOf,
  type ToolchainLine,
  unknownDirective,
} from './modfile-directives.ts'
import {parseModSyntax, syntaxError} from './modfile-lexer.ts'

export type GoWork = {
  go: GoLine | null
  toolchain: ToolchainLine | null
  godebug: Godebug[]
  /** Folders of modules as written, relative to go.work's folder or absolute. */
  use: {path: string; line: number}[]
  replace: Replace[]
}

type Reader = (work: GoWork, directive: Directive) => void

const DIRECTIVES: Readonly<Record<string, {read: Reader; block: boolean}>> = {
  go: {
    read: (work, directive) => {
      work.go = readGoLine(directive, work.go)
    },
    block: false,
  },
  toolchain: {
    read: (work, directive) => {
      work.toolchain = readToolchain(directive, work.toolchain)
    },
    block: false,
  },
  godebug: {
    read: (work, directive) => {
      work.godebug.push(readGodebug(directive))
    },
    block: true,
  },
  use: {read: readUse, block: true},
  replace: {
    read: (work, directive) => {
      work.replace.push(readReplace(directive))
    },
    block: true,
  },
}

/** `file` is the name for messages. Throws a `UserError` (`go-work-syntax`) where the go command would refuse the line. */
export function parseGoWork(text: string, file: string): GoWork {
  const work: GoWork = {go: null, toolchain: null, godebug: [], use: [], replace: []}
  for (const statement of parseModSyntax(text, file)) {
    const verb = statement.tokens[0]!
    const at = {line: statement.line, tokens: statement.tokens, before: statement.before, suffix: null}
    const header: Directive = {file, verb, args: statement.tokens.slice(1), at}
    const entry = Object.hasOwn(DIRECTIVES, verb) ? DIRECTIVES[verb]! : null
    if (entry === null) unknownDirective(header, Object.keys(DIRECTIVES))
    if (statement.kind === 'line') {
      entry.read(work, header)
      continue
    }
    if (!entry.block || header.args.length > 0) {
      throw syntaxError(
        file,
        statement.line,
        `"${statement.tokens.join(' ')}" cannot open a block; write it on one line`,
      )
    }
    for (const line of statement.lines) entry.read(work, {file, verb, args: line.tokens, at: line})
  }
  return work
}

function readUse(work: GoWork, directive: Directive): void {
  work.use.push({path: stringOf(directive, onlyArgument(directive, './service')), line: directive.at.line})
}
