/** Which module path a project without go.mod would have, and where that is written. */
import {readdirSync} from 'node:fs'
import {posix, relative} from 'node:path'
import {readInside} from '../inside.ts'
import {repositoryOf} from '../workspace.ts'

export type GuessedPath = {path: string; source: string}

/** As many files of the root folder as are looked into for an import comment. */
const MOST_FILES = 50

/** What may stand in a command that people copy: no quote, no blank, no option. */
export function isModulePath(path: string): boolean {
  return /^[A-Za-z0-9][\w.~-]*(?:\/[\w~][\w.~-]*)*$/.test(path) && path.length <= 200
}

/** `named` is the path that a file of the older tool gives the project itself. */
export function guessModulePath(root: string, named: {file: string; own: string} | null): GuessedPath | null {
  const guesses = [
    importComment(root),
    named && {path: named.own, source: `the project's own path in ${named.file}`},
    ofOrigin(root),
  ]
  return guesses.find(guess => guess !== null && isModulePath(guess.path)) ?? null
}

/** `package app // import "example.com/app"`: https://go.dev/cmd/go/#hdr-Import_path_checking, importCommentRE of cmd/go. */
function importComment(root: string): GuessedPath | null {
  const files = readdirSync(root)
    .filter(name => name.endsWith('.go') && !name.endsWith('_test.go'))
    .slice(0, MOST_FILES)
  for (const file of files) {
    const text = readInside(root, file) ?? ''
    const found = /^package[ \t]+[^ \t\r\n/]+[ \t]+\/\/[ \t]+import[ \t]+"([^"\n]+)"[ \t]*\r?$/m.exec(text)
    if (found !== null) {
      const line = text.slice(0, found.index).split('\n').length
      return {path: found[1]!, source: `the import comment of ${file}:${line}`}
    }
  }
  return null
}

function ofOrigin(root: string): GuessedPath | null {
  const repository = repositoryOf(root)
  const config = repository === null ? null : readInside(repository, '.git/config')
  const path = config === null ? null : originPath(config)
  if (path === null) return null
  return {path: posix.join(path, relative(repository!, root)), source: 'the remote origin in .git/config'}
}

/** `host/owner/name` of the remote origin of a .git/config, without user, password and port; null without one. */
export function originPath(config: string): string | null {
  let inOrigin = false
  for (const line of config.split('\n')) {
    const row = line.trim()
    if (row.startsWith('[')) inOrigin = row === '[remote "origin"]'
    const url = inOrigin ? /^url\s*=\s*(\S+)$/.exec(row)?.[1] : undefined
    if (url === undefined) continue
    const address = /^(?:https?|ssh|git):\/\/(?:[^/@]*@)?([\w.-]+)(?::\d+)?\/(.+)$/.exec(url)
    const [, host, path] = address ?? /^(?:[\w.-]+@)?([\w.-]+):(?!\/)(.+)$/.exec(url) ?? []
    return host === undefined ? null : `${host}/${path!.replace(/\/$/, '').replace(/\.git$/, '')}`
  }
  return null
}
