/** Which programs the repository's own files build into an image, release or install. They are read as text, never run. */
import {posix} from 'node:path'
import {place} from './candidates.ts'
import type {CheckoutFiles} from './facts/files.ts'
import type {Evidence, MainPackage} from './project.ts'

/** A word that may name a program: a folder, a file in it, or an import path. */
type Word = {text: string; line: number}

type Sign = {
  /** Of the program that it names. */
  says: string
  /** Names of files. */
  file: RegExp
  /** Folders that they are in, besides the root. */
  folders: readonly string[]
  words: (text: string) => Word[]
}

/** The surer sign first: an image, then a release, then what a reader is told to install. To add one, add a line. */
const SIGNS: readonly Sign[] = [
  {says: 'ko makes an image of it', file: /^\.ko\.ya?ml$/, folders: [], words: mainsOfYaml},
  {
    ...{says: 'a Dockerfile compiles it', file: /^(?:[\w.-]+\.)?dockerfile(?:\.[\w.-]+)?$/i},
    ...{folders: ['build', 'build/package', 'deploy', 'deployments', 'docker'], words: compiledByRun},
  },
  {says: 'GoReleaser releases it', file: /^\.?goreleaser\.ya?ml$/, folders: ['.config'], words: mainsOfYaml},
  {says: 'the README installs it', file: /^readme(?:\.md)?$/i, folders: [], words: installed},
]

const MOST_FILES = 20
const MOST_LINE = 1000

export type Named = {says: string; mains: Map<MainPackage, Evidence>}

/** For each sign that names a candidate, those that it names, each with the first place. */
export function namedBy(candidates: readonly MainPackage[], files: CheckoutFiles): Named[] {
  return SIGNS.map(({says, file, folders, words}) => {
    const mains = new Map<MainPackage, Evidence>()
    const paths = ['.', ...folders].flatMap(dir =>
      files
        .names(dir)
        .filter(name => file.test(name))
        .map(name => posix.join(dir, name)),
    )
    for (const path of paths.slice(0, MOST_FILES)) {
      for (const {text, line} of words(files.read(path) ?? '')) {
        const main = candidates.find(one => isNamed(one, text))
        if (main !== undefined && !mains.has(main)) mains.set(main, {file: path, line})
      }
    }
    return {says, mains}
  }).filter(({mains}) => mains.size > 0)
}

/** The candidates that the signs leave, each sign among those that the one before has left, and why where that is one. */
export function shippedAmong(
  candidates: readonly MainPackage[],
  files: CheckoutFiles,
): {mains: readonly MainPackage[]; reason: string | null} {
  let mains = candidates
  for (const {says, mains: named} of namedBy(candidates, files)) {
    const left = mains.filter(main => named.has(main))
    if (left.length === 0) continue
    mains = left
    const [only, ...others] = left
    if (others.length === 0) return {mains, reason: `${says} (${place(named.get(only!)!)})`}
  }
  return {mains, reason: null}
}

/** By its folder from the root or from its module, by a file there, or by its import path. `.` may be any folder. */
function isNamed({importPath, dir, moduleDir}: MainPackage, text: string): boolean {
  const path = text
    .replace(/\/[\w.-]+\.go$/, '')
    .replace(/^\.\//, '')
    .replace(/\/$/, '')
  return path !== '.' && path !== '' && [importPath, dir, posix.relative(moduleDir, dir)].includes(path)
}

/** `main: ./cmd/x` of an item in a list, in the folder of its `dir`. */
function mainsOfYaml(text: string): Word[] {
  const words: Word[] = []
  type Item = {indent: number; dir: string; main: Word | null}
  let item: Item = {indent: Number.POSITIVE_INFINITY, dir: '.', main: null}
  const end = (indent: number) => {
    if (item.main !== null) words.push({...item.main, text: posix.join(item.dir, item.main.text)})
    item = {indent, dir: '.', main: null}
  }
  for (const [index, row] of linesOf(text).entries()) {
    const indent = row.search(/\S/)
    if (/^\s*- /.test(row) && indent <= item.indent) end(indent)
    else if (/^[^\s#-]/.test(row)) end(Number.POSITIVE_INFINITY)
    const [, key, value = ''] = /^[\s-]*(main|dir):\s*["']?([\w./-]+)["']?\s*(?:#.*)?$/.exec(row) ?? []
    if (key === 'dir') item.dir = value
    if (key === 'main') item.main = {text: value, line: index + 1}
  }
  end(0)
  return words
}

/** Paths in the RUN instructions that have a `go build` or `go install`. */
function compiledByRun(text: string): Word[] {
  const words: Word[] = []
  let run: Word[] = []
  const end = () => {
    const before = (at: number) => run[at - 1]?.text ?? ''
    if (run.some(({text}, at) => /^(?:build|install)$/.test(text) && before(at) === 'go'))
      // The argument of -o, and a word such as `app`, may be the program's file.
      words.push(...run.filter(({text}, at) => text.includes('/') && before(at) !== '-o'))
    run = []
  }
  let inRun = false
  for (const [index, row] of linesOf(text).entries()) {
    if (row.trimStart().startsWith('#')) continue
    inRun ||= /^\s*RUN\s/i.test(row)
    if (!inRun) continue
    const found = row.split(/[\s"';&|()\\]+/).filter(word => word !== '')
    run.push(...found.map(word => ({text: word, line: index + 1})))
    inRun = row.trimEnd().endsWith('\\')
    if (!inRun) end()
  }
  end()
  return words
}

/** `go install example.com/app/cmd/x@latest` */
function installed(text: string): Word[] {
  return linesOf(text).flatMap((row, index) => {
    const path = /\bgo install (?:-\S+ )*([\w.~/-]+)@/.exec(row)?.[1]
    return path === undefined ? [] : [{text: path, line: index + 1}]
  })
}

function linesOf(text: string): string[] {
  return text.split('\n').map(line => line.slice(0, MOST_LINE))
}
