/** Build arguments that workflows, Compose files, scripts and the Makefile of the repository pass. Read line by line, never run. */
import {posix} from 'node:path'
import type {ContextFiles} from './rule.ts'

const WORKFLOWS = '.github/workflows'
const MOST_FILES = 50
const MOST_LINES = 5000
const MOST_LINE = 1000

export type PassedArgument = {name: string; file: string; line: number}

/** Where people keep the script that builds their image. */
const SCRIPT_FOLDERS = ['.', 'build', 'ci', 'hack', 'script', 'scripts']

/** How a YAML file says what a build is given: the Dockerfile and the context stand beside it. */
type Form = {
  key: string
  file: string
  value: RegExp
  /** The key around them; null for any. */
  around: RegExp | null
  /** Of the Dockerfile, for a context and a file as written. */
  path: (context: string, file: string) => string
}

/** https://github.com/docker/build-push-action#inputs */
const STEP: Form = {
  ...{key: 'build-args', file: 'file', around: null},
  value: /^\s*["']?([A-Za-z_]\w*)=/,
  path: (_, file) => file,
}

/** https://docs.docker.com/reference/compose-file/build/#args */
const SERVICE: Form = {
  ...{key: 'args', file: 'dockerfile', around: /^\s*build:\s*$/},
  value: /^\s*(?:-\s*)?["']?([A-Za-z_]\w*)["']?(?:=|:\s|\s*$)/,
  path: posix.join,
}

/** Those of builds that name this Dockerfile, `file` relative to the context, and no other. */
export function passedArguments(context: ContextFiles | null, file: string): PassedArgument[] {
  if (context === null) return []
  const inFolder = (folder: string, name: RegExp) =>
    context.files
      .names(folder)
      .filter(each => name.test(each))
      .slice(0, MOST_FILES)
      .map(each => posix.join(folder, each))
  const workflows = inFolder(WORKFLOWS, /\.ya?ml$/)
  const services = inFolder('.', /^(docker-)?compose[\w.-]*\.ya?ml$/)
  const scripts = SCRIPT_FOLDERS.flatMap(folder => inFolder(folder, /\.(sh|bash)$/)).slice(0, MOST_FILES)
  const rows = (path: string, pattern: RegExp) => rowsOf(context, path, pattern)
  return [
    ...workflows.flatMap(path => ofYaml(path, rows(path, /build-args/), file, STEP)),
    ...services.flatMap(path => ofYaml(path, rows(path, /args:/), file, SERVICE)),
    ...[...workflows, 'Makefile', 'makefile', ...scripts].flatMap(path =>
      ofCommands(path, rows(path, /build-arg/), file),
    ),
  ]
}

/** None where the pattern does not occur. */
function rowsOf({files}: ContextFiles, path: string, pattern: RegExp): string[] {
  const text = files.read(path) ?? ''
  if (!pattern.test(text)) return []
  const rows = text.split('\n').slice(0, MOST_LINES)
  return rows.map(row => (/^\s*#/.test(row) ? '' : row.slice(0, MOST_LINE)))
}

function ofYaml(path: string, rows: string[], dockerfile: string, form: Form): PassedArgument[] {
  return rows.flatMap((row, index) => {
    const [, indent, key, value = ''] = /^(\s+)([\w-]+):\s*(.*)$/.exec(row) ?? []
    if (indent === undefined || key !== form.key) return []
    const isBeside = (other: string) => indentOf(other) >= indent.length || other.trim() === ''
    const begin = rows.findLastIndex((other, at) => at < index && !isBeside(other)) + 1
    const after = rows.findIndex((other, at) => at > index && !isBeside(other))
    const block = rows.slice(begin, after < 0 ? rows.length : after)
    const input = (name: string) =>
      block
        .filter(other => indentOf(other) === indent.length)
        .flatMap(other => new RegExp(`^${name}:\\s*["']?([^"'#]*)`).exec(other.trim())?.[1]?.trim() ?? [])[0]
    const folder = input('context') ?? '.'
    const named = input(form.file)
    if (form.around !== null && !form.around.test(rows[begin - 1] ?? '')) return []
    if (!isThis(dockerfile, folder, named && form.path(folder, named))) return []
    const lines = rows.slice(index + 1, after < 0 ? rows.length : after)
    const end = lines.findIndex(other => other.trim() !== '' && indentOf(other) <= indent.length)
    const listed = lines.slice(0, end < 0 ? lines.length : end).map((text, at) => ({text, line: index + at + 2}))
    return [{text: value, line: index + 1}, ...listed].flatMap(({text, line}) => {
      const name = form.value.exec(text)?.[1]
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
