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
  /** Each of them a command or an entry, which names one program at least. */
  words: (text: string) => Word[][]
  /** What it names goes into an image. Of a release or a README, a server beside it may be what does. */
  image: boolean
}

/** The surer sign first: an image, then a release, then what a reader is told to install. To add one, add a line. */
const SIGNS: readonly Sign[] = [
  {says: 'ko makes an image of it', file: /^\.ko\.ya?ml$/, folders: [], words: mainsOfYaml, image: true},
  {
    ...{says: 'a Dockerfile compiles it', file: /^(?:[\w.-]+\.)?dockerfile(?:\.[\w.-]+)?$/i},
    ...{folders: ['build', 'build/package', 'deploy', 'deployments', 'docker'], words: compiledByRun, image: true},
  },
  {
    ...{says: 'GoReleaser releases it', file: /^\.?goreleaser\.ya?ml$/, folders: ['.config']},
    ...{words: mainsOfYaml, image: false},
  },
  {says: 'the README installs it', file: /^readme(?:\.md)?$/i, folders: [], words: installed, image: false},
]

const MOST_FILES = 20
const MOST_LINE = 1000

/** The candidates that the surest sign names, or all without one; and, where that is one, why it is offered. */
export function shippedAmong(
  candidates: readonly MainPackage[],
  files: CheckoutFiles,
): {mains: readonly MainPackage[]; reason: string | null} {
  for (const sign of SIGNS) {
    const named = namedBy(sign, candidates, files)
    const [only, ...others] = candidates.filter(main => named.has(main))
    if (only === undefined) continue
    const mains = [only, ...others]
    const leftOut = candidates.some(main => !named.has(main) && main.ports.length > 0)
    const isClient = !sign.image && only.ports.length === 0 && leftOut
    if (others.length > 0 || isClient) return {mains, reason: null}
    return {mains, reason: `${sign.says} (${place(named.get(only)!)})`}
  }
  return {mains: candidates, reason: null}
}

/** Each with its first place. A file with an entry of which the program is not known names none: it may be any. */
function namedBy(
  {file, folders, words, image}: Sign,
  candidates: readonly MainPackage[],
  files: CheckoutFiles,
): Map<MainPackage, Evidence> {
  const paths = ['.', ...folders].flatMap(dir =>
    files
      .names(dir)
      .filter(name => file.test(name))
      .map(name => posix.join(dir, name)),
  )
  const found = paths.slice(0, MOST_FILES).flatMap(path => {
    const entries = words(files.read(path) ?? '').map(entry =>
      entry.flatMap(({text, line}) => {
        const main = candidates.find(one => isNamed(one, text))
        return main === undefined ? [] : [[main, {file: path, line}] as const]
      }),
    )
    return image && entries.some(entry => entry.length === 0) ? [] : entries.flat()
  })
  return new Map(found.toReversed())
}

/** By its folder from the root or from its module, by a file there, or by its import path. `.` may be any folder. */
function isNamed({importPath, dir, moduleDir}: MainPackage, text: string): boolean {
  const path = text
    .replace(/\/(?:[\w.-]+\.go|\*(?:\.go)?)$/, '')
    .replace(/^\.\//, '')
    .replace(/\/$/, '')
  return path !== '.' && path !== '' && [importPath, dir, posix.relative(moduleDir, dir)].includes(path)
}

/** `main: ./cmd/x` of an item in a list, in the folder of its `dir`. */
function mainsOfYaml(text: string): Word[][] {
  const words: Word[][] = []
  type Item = {indent: number; dir: string; main: Word | null}
  let item: Item = {indent: Number.POSITIVE_INFINITY, dir: '.', main: null}
  const end = (indent: number) => {
    if (item.main !== null) words.push([{...item.main, text: posix.join(item.dir, item.main.text)}])
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

/** Paths behind each `go build` and `go install` of RUN instructions, but for tools of others: `go install x@v1`. */
function compiledByRun(text: string): Word[][] {
  const commands: Word[][] = []
  let command: Word[] | null = null
  let inRun = false
  for (const [index, row] of linesOf(text).entries()) {
    if (row.trimStart().startsWith('#')) continue
    if (!inRun) command = null
    inRun ||= /^\s*RUN\s/i.test(row)
    if (!inRun) continue
    const words = row.split(/[\s"';&|()\\]+/).filter(word => word !== '')
    for (const [at, word] of words.entries()) {
      const before = words[at - 1]
      if (before === 'go' && /^(?:build|install)$/.test(word)) {
        command = []
        commands.push(command)
      } else if (before !== '-o') command?.push({text: word, line: index + 1})
    }
    inRun = row.trimEnd().endsWith('\\')
  }
  // A word such as `app` may be the program's file.
  return commands
    .filter(words => !words.some(({text}) => text.includes('@')))
    .map(words => words.filter(({text}) => text.includes('/')))
}

/** `go install example.com/app/cmd/x@latest` */
function installed(text: string): Word[][] {
  return linesOf(text).flatMap((row, index) => {
    const path = /\bgo install (?:-\S+ )*([\w.~/-]+)@/.exec(row)?.[1]
    return path === undefined ? [] : [[{text: path, line: index + 1}]]
  })
}

function linesOf(text: string): string[] {
  return text.split('\n').map(line => line.slice(0, MOST_LINE))
}
