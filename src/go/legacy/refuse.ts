/** The refusal of a project from before Go modules: the commands that move it to them, with the versions it had. */
import {statSync} from 'node:fs'
import {join} from 'node:path'
import {count} from '../candidates.ts'
import {isFileInside, readInside} from '../inside.ts'
import type {Decision} from '../project.ts'
import type {Pin} from './locks.ts'
import {type GuessedPath, guessModulePath, isModulePath} from './module-path.ts'
import {LEGACY_TOOLS} from './tools.ts'

type Refusal = Extract<Decision, {kind: 'refuse'}>

/** Commands that are shown; a lock file can have hundreds of pins. */
const SHOWN = 10

/** Null when no file of such a tool is there. */
export function refuseLegacy(root: string): Refusal | null {
  for (const tool of LEGACY_TOOLS) {
    const file = tool.files.find(name => isFileInside(root, name))
    if (file === undefined) continue
    const text = readInside(root, tool.lock)
    const {own, pins} = text === null ? {own: null, pins: []} : tool.read(text)
    const told =
      tool.own === undefined ? null : (tool.own.line.exec(readInside(root, tool.own.file) ?? '')?.[1] ?? null)
    const named = own !== null ? {file: tool.lock, own} : told !== null ? {file: tool.own!.file, own: told} : null
    const what = `There is no go.mod, but ${file} of ${tool.name}, which the go command does not read.`
    const reason = migration(what, root, guessModulePath(root, named), {file: tool.lock, pins})
    return {kind: 'refuse', code: 'before-modules', reason, evidence: [{file, line: 1}]}
  }
  return null
}

/** Go files without go.mod and without such a tool: they were built in GOPATH. */
export function refuseGopath(root: string, files: number): Refusal {
  const what = `There is no go.mod, but ${count(files, '.go file')}.`
  const reason = migration(what, root, guessModulePath(root, null), {file: '', pins: []})
  return {kind: 'refuse', code: 'gopath-only', reason, evidence: []}
}

/** `go mod init` has taken over no lock file since Go 1.22 (https://go.dev/doc/go1.22#go-command), so `go get` pins. */
function migration(
  what: string,
  root: string,
  path: GuessedPath | null,
  lock: {file: string; pins: readonly Pin[]},
): string {
  const pins = commandsOf(lock.pins)
  const hidden = pins.length - SHOWN
  const vendor = statSync(join(root, 'vendor'), {throwIfNoEntry: false})?.isDirectory() ?? false
  return [
    `${what} Run here, and commit what changed:`,
    `  go mod init ${path?.path ?? 'MODULE/PATH'}`,
    ...pins.slice(0, SHOWN).map(command => `  ${command}`),
    ...(hidden > 0 ? [`  … and ${hidden} more for the rest of ${lock.file}`] : []),
    '  go mod tidy',
    ...(vendor ? ['  go mod vendor'] : []),
    originOf(path),
  ].join('\n')
}

function originOf(path: GuessedPath | null): string {
  if (path === null) return 'MODULE/PATH is what other code imports it by, for example github.com/acme/app.'
  return `The module path is from ${path.source}.`
}

/** Each repository once; what is no plain path or revision is left out, because people copy these lines. */
function commandsOf(pins: readonly Pin[]): string[] {
  const commands = pins.flatMap(({path, revision, source}) => {
    const repository = repositoryPath(path)
    if (!isModulePath(repository) || !/^[A-Za-z0-9][\w.+-]{0,99}$/.test(revision)) return []
    const fork = source === null ? null : source.replace(/^\w+:\/\//, '').replace(/\.git$/, '')
    if (fork === null || fork === repository || !isModulePath(fork)) return [`go get ${repository}@${revision}`]
    return [`go mod edit -replace=${repository}=${fork}@${revision}`]
  })
  return [...new Set(commands)]
}

/** Of hosts whose layout is known, the repository; the go command finds the module of any other package by itself. */
function repositoryPath(path: string): string {
  const length = {'github.com': 3, 'bitbucket.org': 3, 'golang.org': 3}[path.split('/', 1)[0]!]
  return path.split('/').slice(0, length).join('/')
}
