import {OPAQUE} from '../dockerfile/opaque.ts'
import {readShell} from '../dockerfile/shell.ts'
import {CannotProve} from './refusal.ts'

export type SimpleCommand = {assignments: [name: string, value: string][]; words: string[]}

/** What `readShell` may have seen. A keyword such as `time` is one in some shells only, and so is a `$'…'`. */
const FOLLOWED = new Set([
  'Command',
  'Literal',
  'SingleQuoted',
  'DoubleQuoted',
  'SimpleExpansion',
  'ParameterExpansion',
])

/**
 * The commands of a script that is nothing but `A=1 command word … && command word …`, variables put in. Everything else
 * that a shell can do is refused: what this reader returns is exactly what `/bin/sh -c` would run. A variable that is not
 * in `variables` is refused too, because the image may set it.
 */
export function readScript(script: string, variables: ReadonlyMap<string, string>, line: number): SimpleCommand[] {
  const refuse = (what: string): never => {
    throw new CannotProve(`the RUN has shell syntax that is not followed: ${what}`, line)
  }
  const strange = firstStrange(script)
  if (strange !== null) refuse(strange)
  const {commands, syntax, isBroken, runsOthers} = readShell(script, {variables, folder: null})
  if (isBroken || runsOthers || [...syntax].some(kind => !FOLLOWED.has(kind))) refuse('a keyword')
  if (commands.length === 0 || commands.some(({words}) => words.length === 0)) refuse('a command without words')
  return commands.map(({words, assignments}) => {
    const all = [...words, ...assignments.map(({value}) => value)]
    const unknown = all.flatMap(word => word.variables).find(name => !variables.has(name))
    if (unknown !== undefined) refuse(`$${unknown}, which no ARG or ENV of the stage sets`)
    const open = all.find(({text}) => text.includes(OPAQUE))
    if (open !== undefined) refuse(open.raw.slice(0, MOST_SHOWN))
    if (words.some(({isSplit}) => isSplit)) refuse('an unquoted variable with white space or a pattern in it')
    return {
      assignments: assignments.map(({name, value}) => [name, value.text]),
      words: words.map(({text}) => text),
    }
  })
}

/** `$NAME` and `${NAME}`, or with one of the operators that every shell has. */
const VARIABLE = String.raw`\$(?:[A-Za-z_]\w*|\{[A-Za-z_]\w*(?:(?:#|:-|-|:\+|\+)[\w./:-]*)?\})`
const QUOTED = String.raw`'[^']*'|"(?:[^"\\\x60$]|\\["\\$]|${VARIABLE})*"`
/** A tilde stands for HOME after = and : of an assignment too. */
const PLAIN = String.raw`[^\s;&|<>()\x60*?[\]{}\\$'"~]`
/** Which of them goes on is told by its first character, so that none is tried twice. */
const TOKEN = new RegExp(`[ \\t]+|&&|(?![#!])(?:${PLAIN}|${QUOTED}|${VARIABLE})+`, 'y')

const MOST_SHOWN = 40

/** What stands first that is no blank, no `&&` and no word of plain text, quotes and variables; null for nothing. */
function firstStrange(script: string): string | null {
  for (let at = 0; at < script.length; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at
    if (TOKEN.test(script)) continue
    const next = script[at]!
    if (/\s/.test(next)) return 'a line break'
    const end = script.indexOf(next, at + 1)
    if (/['"]/.test(next))
      return end < 0 ? 'a quote without its end' : script.slice(at, Math.min(end + 1, at + MOST_SHOWN))
    return next === '$' ? script.slice(at, at + 12).trim() : next
  }
  return null
}
