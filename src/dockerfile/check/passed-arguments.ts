/** Build arguments that workflows and the Makefile of the repository pass. Read line by line, never run. */
import {posix} from 'node:path'
import type {ContextFiles} from './rule.ts'

const WORKFLOWS = '.github/workflows'
const MOST_FILES = 50
const MOST_LINES = 5000
const MOST_LINE = 1000

export type PassedArgument = {name: string; file: string; line: number}

/** Those of builds that name this Dockerfile, `file` relative to the context, and no other. */
export function passedArguments(context: ContextFiles | null, file: string): PassedArgument[] {
  if (context === null) return []
  const names = context.files.names(WORKFLOWS).filter(name => /\.ya?ml$/.test(name))
  const workflows = names.slice(0, MOST_FILES).map(name => `${WORKFLOWS}/${name}`)
  return [
    ...workflows.flatMap(path => ofSteps(path, rowsOf(context, path), file)),
    ...[...workflows, 'Makefile', 'makefile'].flatMap(path => ofCommands(path, rowsOf(context, path), file)),
  ]
}

function rowsOf({files}: ContextFiles, path: string): string[] {
  const text = files.read(path) ?? ''
  if (!/build-arg/.test(text)) return []
  const rows = text.split('\n').slice(0, MOST_LINES)
  return rows.map(row => (/^\s*#/.test(row) ? '' : row.slice(0, MOST_LINE)))
}

/** `build-args` of docker/build-push-action, whose `file` and `context` are beside it. */
function ofSteps(path: string, rows: string[], dockerfile: string): PassedArgument[] {
  return rows.flatMap((row, index) => {
    const [, indent, value = ''] = /^(\s+)build-args:\s*(.*)$/.exec(row) ?? []
    if (indent === undefined) return []
    const isBeside = (other: string) => indentOf(other) >= indent.length || other.trim() === ''
    const begin = rows.findLastIndex((other, at) => at < index && !isBeside(other)) + 1
    const after = rows.findIndex((other, at) => at > index && !isBeside(other))
    const block = rows.slice(begin, after < 0 ? rows.length : after)
    const input = (name: string) =>
      block
        .filter(other => indentOf(other) === indent.length)
        .flatMap(other => new RegExp(`^${name}:\\s*["']?([^"'#]*)`).exec(other.trim())?.[1]?.trim() ?? [])[0]
    const folder = input('context') ?? '.'
    if (!isThis(dockerfile, folder, input('file'))) return []
    const lines = rows.slice(index + 1, after < 0 ? rows.length : after)
    const end = lines.findIndex(other => other.trim() !== '' && indentOf(other) <= indent.length)
    const listed = lines.slice(0, end < 0 ? lines.length : end).map((text, at) => ({text, line: index + at + 2}))
    return [{text: value, line: index + 1}, ...listed].flatMap(({text, line}) => {
      const name = /^\s*["']?([A-Za-z_]\w*)=/.exec(text)?.[1]
      return name === undefined ? [] : [{name, file: path, line}]
    })
  })
}

function indentOf(row: string): number {
  return row.length - row.trimStart().length
}

/** `docker build --build-arg NAME=… .`, also over continued lines. */
function ofCommands(path: string, rows: string[], dockerfile: string): PassedArgument[] {
  const found: PassedArgument[] = []
  for (let at = 0; at < rows.length; at++) {
    const line = at + 1
    let command = rows[at]!
    while (command.endsWith('\\') && at + 1 < rows.length && command.length < MOST_LINE)
      command = `${command.slice(0, -1)} ${rows[++at]!.trim()}`
    const [, rest] = /\bdocker\s+(?:buildx\s+)?build\s(.*)$/.exec(command) ?? []
    const folder = /\s(\.[\w./-]*)\s*(?:$|[;&|>)])/.exec(rest ?? '')?.[1]
    const named = /\s(?:-f|--file)[ =]["']?([^\s"']+)/.exec(` ${rest ?? ''}`)?.[1]
    if (rest === undefined || folder === undefined || !isThis(dockerfile, folder, named)) continue
    for (const [, name = ''] of rest.matchAll(/--build-arg[= ]["']?([A-Za-z_]\w*)/g))
      found.push({name, file: path, line})
  }
  return found
}

/** `context` and `file` as written; what depends on a variable is not known. */
function isThis(dockerfile: string, context: string, file: string | undefined): boolean {
  const path = file ?? posix.join(context.startsWith('$') ? '.' : context, 'Dockerfile')
  return !path.includes('$') && posix.normalize(path) === posix.normalize(dockerfile)
}
