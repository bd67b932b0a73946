import {type Command, readCommands} from './commands.ts'
import {LEADING_FLAGS} from './instruction.ts'

/**
 * The commands of a RUN, read from its lines in the file: comments, continuations and here-documents as BuildKit takes
 * them, and the exec form. `commands` is null when they cannot be read; `reason` says why.
 */
export function readRunScript(
  lines: string[],
  variables: ReadonlyMap<string, string>,
  folder: string | null = null,
): {commands: Command[] | null; reason: string} {
  const {script, reason} = scriptOf(lines)
  if (script === null) return {commands: null, reason}
  const words = execForm(script)
  const inner =
    words && /^(\/bin\/)?(ba|da|a)?sh$/.test(words[0] ?? '') && /^-\w*c$/.test(words[1] ?? '') ? words[2] : null
  const commands =
    words && inner == null
      ? [{assignments: [], words, redirects: [], folder}]
      : readCommands(inner ?? script, variables, folder)
  return commands === null
    ? {commands, reason: 'its shell script is more than can be followed here'}
    : {commands, reason: ''}
}

function execForm(script: string): string[] | null {
  try {
    const words: unknown = JSON.parse(script)
    return Array.isArray(words) && words.every(word => typeof word === 'string') ? words : null
  } catch {
    return null
  }
}

/** The script of a RUN without keyword and flags. */
function scriptOf(lines: string[]): {script: string | null; reason: string} {
  let logical = ''
  let at = 0
  for (; at < lines.length; at++) {
    const line = lines[at]!.replace(/\r$/, '')
    if (at > 0 && /^\s*(#|$)/.test(line)) continue
    const isContinued = /\\[ \t]*$/.test(line)
    logical += line.replace(/\\[ \t]*$/, '')
    if (!isContinued) break
  }
  const script = logical
    .replace(/^\s*RUN\s*/i, '')
    .replace(LEADING_FLAGS, '')
    .trim()
  if (!/\d*<<-?\s*["']?\w/.test(script)) return {script, reason: ''}
  const [, , end] = /^<<-?(["']?)(\w+)\1$/.exec(script) ?? []
  if (end === undefined) return {script: null, reason: 'its here-document is not a plain script'}
  const body = lines.slice(at + 1).map(line => line.replace(/\r$/, ''))
  while (body.length > 0 && body.at(-1)!.trim() !== end) body.pop()
  body.pop()
  if (body[0]?.startsWith('#!')) return {script: null, reason: 'its here-document has an interpreter of its own'}
  return {script: body.join('\n'), reason: ''}
}
