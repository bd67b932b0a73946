/** A call of the go command in a RUN, with its flags read as the go command reads them. */
import {posix} from 'node:path'
import type {Range} from '../instruction.ts'
import {OPAQUE} from '../opaque.ts'
import type {ShellCommand, ShellWord} from '../shell.ts'

export type GoCommand = {
  command: ShellCommand
  /** `build`, `install`, `test`, `mod download`, `env`, `work sync`, …; empty for a bare `go`. */
  verb: string
  /** Without dashes; of one that is given twice the last value. Flags of GOFLAGS are in it, behind those of the command. */
  flags: ReadonlyMap<string, GoFlag>
  /** Words after the flags: packages, and for `run` the program's own arguments too. */
  args: ShellWord[]
  /** Folder that it works in, `-C` included; null when it cannot be followed. */
  folder: string | null
  /** It is a cross-compiling wrapper of tonistiigi/xx, which sets GOOS, GOARCH and CGO_ENABLED itself. */
  isXx: boolean
}

/** `word` is null for a flag of GOFLAGS. */
export type GoFlag = {value: string; word: ShellWord | null}

/** go help build, test, run, get, list: flags that take no value unless written with `=`. */
const BOOLEAN = new Set(
  'a asan benchmem buildvcs c cover deps e failfast f find fix fullpath h help i json linkshared m modcacherw msan n race retracted short test trimpath t u v versions w work x'.split(
    ' ',
  ),
)

/** Verbs of two words. */
const GROUPS = new Set(['mod', 'work', 'tool', 'telemetry'])

const PROGRAM = /^(xx-)?go(\d+(\.\d+)*)?$/

/** Null for another program. */
export function readGoCommand(command: ShellCommand): GoCommand | null {
  const [program, ...rest] = command.words
  const name = program === undefined ? '' : posix.basename(program.text)
  if (!PROGRAM.test(name)) return null
  const words = [...rest]
  let {folder} = command
  // `go -C dir build` and `go build -C dir`.
  const chdir = (to: string | undefined) => {
    if (to === undefined || to.includes(OPAQUE)) folder = null
    else folder = to.startsWith('/') ? posix.normalize(to) : folder === null ? null : posix.join(folder, to)
  }
  if (/^--?C$/.test(words[0]?.text ?? '')) {
    chdir(words[1]?.text)
    words.splice(0, 2)
  }
  let verb = words.shift()?.text ?? ''
  if (GROUPS.has(verb) && words[0] !== undefined && !words[0].text.startsWith('-')) verb += ` ${words.shift()!.text}`
  const flags = new Map<string, GoFlag>()
  for (const word of (command.environment.get('GOFLAGS') ?? '').split(/\s+/)) {
    const [, flag, value] = /^--?([^=]+)(?:=(.*))?$/s.exec(word) ?? []
    if (flag !== undefined) flags.set(flag, {value: value ?? 'true', word: null})
  }
  let at = 0
  for (; at < words.length; at++) {
    const word = words[at]!
    const [, flag, equals, value] = /^--?([A-Za-z][\w.-]*)(=)?(.*)$/s.exec(word.text) ?? []
    if (flag === undefined) break
    if (equals || BOOLEAN.has(flag)) flags.set(flag, {value: equals ? value! : 'true', word})
    else flags.set(flag, {value: words[++at]?.text ?? '', word: words[at] ?? word})
  }
  const into = flags.get('C')
  if (into) chdir(into.value)
  return {command, verb, flags, args: words.slice(at), folder, isXx: name.startsWith('xx-')}
}

/** The command without the variables before it. */
export function rangeOf({command: {words}}: GoCommand): Range {
  return {start: words[0]!.start, end: words.at(-1)!.end}
}

/** It compiles packages, or can. */
export function compiles({verb, flags}: GoCommand): boolean {
  return /^(build|install|test|vet|run|tool)$/.test(verb) && !flags.has('n')
}

/** It makes a program: `build`, `install` and `test -c`. */
export function makesProgram({verb, flags}: GoCommand): boolean {
  return verb === 'build' || verb === 'install' || (verb === 'test' && flags.has('c'))
}

/** It downloads modules for certain when none are there, and does nothing else. */
export function downloads({verb}: GoCommand): boolean {
  return verb === 'mod download'
}

/** It asks for programs of a version, `go install example.com/tool@v1.2.3`: the module in its folder is nothing to it. */
export function isOfVersion({verb, args}: GoCommand): boolean {
  return /^(install|run)$/.test(verb) && (args[0]?.text.includes('@') ?? false)
}

/** Compiles packages of the project, not a tool of another module: one that bingo keeps has a go.mod of its own. */
export function compilesProject(go: GoCommand): boolean {
  return compiles(go) && !isOfVersion(go) && !go.flags.has('modfile')
}

/** Linker flags, `-X` and its value as one. */
export function linkerFlags({flags}: GoCommand): string[] {
  const fields = (flags.get('ldflags')?.value ?? '').match(/'[^']*'|"[^"]*"|\S+/g) ?? []
  const all = fields.map(field => field.replace(/^(["'])(.*)\1$/s, '$2'))
  return all.flatMap((field, index) => {
    if (/^--?(X|extldflags|linkmode|extld)$/.test(field)) return [`${field}=${all[index + 1] ?? ''}`]
    return /^--?(X|extldflags|linkmode|extld)$/.test(all[index - 1] ?? '') ? [] : [field]
  })
}
