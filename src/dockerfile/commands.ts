/** The commands of a shell script for those who must not be wrong: what `shell.ts` reads, where it is surely all. */
import {OPAQUE} from './opaque.ts'
import {readShell, type ShellCommand, type ShellWord} from './shell.ts'

/** One simple command. `OPAQUE` stands in a word for what is known only when it runs. */
export type Command = {
  assignments: [name: string, value: string][]
  words: string[]
  /** Files after `>`, `<` and their kin. */
  redirects: string[]
  /** Folder in force; null when it cannot be followed. */
  folder: string | null
}

/** Syntax with which no command is missed or taken for another, in every shell of the Bourne family. */
const FOLLOWED: ReadonlySet<string> = new Set([
  ...['Command', 'Pipeline', 'Time', 'Negation', 'Background'],
  ...['Subshell', 'BraceGroup', 'If', 'For', 'While', 'Redirect'],
  ...['Literal', 'SingleQuoted', 'DoubleQuoted', 'Glob', 'BraceExpansion'],
  ...['SimpleExpansion', 'ParameterExpansion', 'CommandExpansion', 'ArithmeticExpansion'],
])

/** Between a word and a bracket; who writes more is not waited for. */
const MOST_BLANKS = 100

/**
 * The simple commands of a POSIX shell script in their order, those of `$(…)` before the command that they are part of.
 * Null for what is not followed: here-documents, `case`, functions, process substitution, what only some shells know. A
 * variable that the script sets is not known after that.
 */
export function readCommands(
  script: string,
  variables: ReadonlyMap<string, string>,
  folder: string | null = null,
): Command[] | null {
  const {commands, syntax, isBroken} = readShell(script, {variables, folder, forgets: true})
  if (isBroken || [...syntax].some(kind => !FOLLOWED.has(kind))) return null
  // No shell reads on there, and unbash does.
  if (commands.some(({words}) => words.some(({end}) => /^[ \t]*\(/.test(script.slice(end, end + MOST_BLANKS)))))
    return null
  const home = variables.get('HOME') ?? OPAQUE
  return commands.map(command => plainCommand(command, home))
}

/** Words of the shell in front of a command, which run the rest of it. */
const KEYWORDS = /^(exec|command|env)$/

function plainCommand({words, assignments, redirects, folder}: ShellCommand, home: string): Command {
  const rest = words.filter((word, index) => word.start !== words[index - 1]?.start)
  const set = assignments.map(({name, value}): [string, string] => [name, textOf(value, home)])
  while (KEYWORDS.test(rest[0]?.raw ?? '')) {
    rest.shift()
    while (/^[A-Za-z_]\w*=/.test(rest[0]?.raw ?? '')) {
      const text = textOf(rest.shift()!, home)
      const at = text.indexOf('=')
      set.push([text.slice(0, at), text.slice(at + 1)])
    }
  }
  return {
    assignments: set,
    words: rest.map(word => textOf(word, home)),
    redirects: redirects.flatMap(({target}) => (target === null ? [] : [textOf(target, home)])),
    folder,
  }
}

/** What the shell takes apart or holds against the names of files is known up to there. */
function textOf({text, raw, isSplit}: ShellWord, home: string): string {
  if (isSplit) return (/^[^$'"\\`]*/.exec(raw)?.[0] ?? '') + OPAQUE
  const plain = /^~(?=\/|$)/.test(raw) ? home + text.slice(1) : raw.startsWith('~') ? OPAQUE + text : text
  return hasPattern(raw) ? plain.replace(/[*?[{].*$/s, OPAQUE) : plain
}

/** `*`, `?`, `[` or `{` outside of quotes. */
function hasPattern(raw: string): boolean {
  return /[*?[{]/.test(raw.replace(/'[^']*'|"(?:[^"\\]|\\.)*"|\\.|\$\{[^}]*\}/gs, ''))
}
