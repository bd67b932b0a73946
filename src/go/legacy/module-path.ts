/** Which module path a project without go.mod would have, and where that is written. */
import {readdirSync} from 'node:fs'
import {readInside} from '../inside.ts'
import {pathFromOrigin} from '../origin.ts'

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
  const path = pathFromOrigin(root)
  return path === null ? null : {path, source: 'the remote origin in .git/config'}
}
