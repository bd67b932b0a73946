/** The files of the repository that the program opens when it runs: which of them a written Dockerfile may copy. */
import {lstatSync, realpathSync} from 'node:fs'
import {join, posix} from 'node:path'
import {type CheckoutFiles, checkoutFiles} from '../go/facts/files.ts'
import {type GitIgnore, gitIgnore} from '../go/facts/gitignore.ts'
import type {Fact} from '../go/project.ts'

export type RuntimeFile = {
  /** Of the file or folder, relative to the build context. */
  path: string
  /** As the program opens it, relative to the folder that it is started in. */
  opens: string
  evidence: Fact['evidence']
  /** Bytes that would be copied. */
  bytes: number
  /** What is below `path` and stays out: names of secrets, and what git ignores. */
  without: string[]
  /** Why it is not copied, as the rest of a sentence that begins with the path; null when it is. */
  refused: string | null
}

/** More is no part of a program, but its data: it belongs on a volume. */
const MOST_BYTES = 64 * 1024 * 1024
const MOST_ENTRIES = 5000
const MOST_LEFT_OUT = 50

/** Names that hold keys and passwords by convention. Such a file is mounted where the image runs. */
const SECRET =
  /^(?:\.env(?:\..*)?|\.netrc|\.npmrc|\.pgpass|\.git-credentials|id_(?:rsa|dsa|ecdsa|ed25519)|credentials(?:\.json)?|secrets?\.(?:ya?ml|json|toml)|.*\.(?:pem|key|p12|pfx|jks|kdbx|keystore|tfstate))$/i

/** Also these: installed packages and history are not what a program opens. */
const NEVER = new Set(['.git', 'node_modules'])

/** A path that is one word of a COPY and of an ignore file, without wildcards. */
const PLAIN = /^[\w.][\w./+@~-]*$/

/** A name that an ignore file can carry once its wildcards are escaped. */
const CARRIED = /^[^\p{Cc}\p{Zl}\p{Zp}]*\S$/u

/**
 * Looks at what the facts of kind `runtime-file` name, at most 5,000 entries for each, and follows no link. `hides` tells
 * for a path whether an ignore file that is in use keeps it out of the context, and by which line; null where we write it.
 */
export function readRuntimeFiles(
  root: string,
  facts: readonly Fact[],
  hides: ((path: string) => string | null) | null,
): RuntimeFile[] {
  const files = checkoutFiles(root)
  const ignore = gitIgnore(files)
  const found = facts
    .filter(({kind}) => kind === 'runtime-file')
    .map(({subject, opens = subject, evidence}) => {
      const looked = look({root, files, ignore, hides}, subject, opens)
      return {path: subject, opens, evidence, ...looked}
    })
  const copied = found.filter(({refused}) => refused === null)
  return found.filter(file => file.refused !== null || !copied.some(other => isWithin(file, other)))
}

/** The other one is a folder that brings this one along to the same place. */
function isWithin(file: RuntimeFile, other: RuntimeFile): boolean {
  const below = posix.relative(other.path, file.path)
  return below !== '' && !below.startsWith('..') && posix.join(other.opens, below) === file.opens
}

type Checkout = {
  root: string
  files: CheckoutFiles
  ignore: GitIgnore
  hides: ((path: string) => string | null) | null
}

function look(checkout: Checkout, path: string, opens: string): Pick<RuntimeFile, 'bytes' | 'without' | 'refused'> {
  const {root, files, ignore, hides} = checkout
  const refuse = (refused: string) => ({bytes: 0, without: [], refused})
  if (!PLAIN.test(path) || !PLAIN.test(opens)) return refuse('has characters that a Dockerfile cannot carry safely')
  const absolute = join(root, path)
  if (realpathSync(absolute) !== join(realpathSync(root), ...path.split('/'))) return refuse('is reached by a link')
  if (SECRET.test(posix.basename(path))) return refuse('has the name of a secret: mount it where the image runs')
  const ignored = ignore(path, lstatSync(absolute).isDirectory())
  if (ignored !== null)
    return refuse(`is ignored by git (${ignored.file}:${ignored.line}), and may be on this disk only`)
  const {bytes, entries, files: found, without} = walk(root, path, files, ignore)
  const lines = hides === null ? [] : [...found, ...(found.length === 0 ? [path] : [])].map(hides)
  if (lines.length > 0 && !lines.includes(null)) return refuse(`is kept out of the build context by ${lines[0]}`)
  if (entries > MOST_ENTRIES) return refuse(`holds more than ${MOST_ENTRIES} files`)
  if (bytes > MOST_BYTES) return refuse(`is larger than ${MOST_BYTES / 1024 / 1024} MB: mount it where the image runs`)
  const bare = without.find(inside => !CARRIED.test(inside) || (hides !== null && hides(inside) === null))
  if (bare !== undefined && hides !== null)
    return refuse(`holds ${bare}: add that to .dockerignore to have the rest copied`)
  if (bare !== undefined || without.length > MOST_LEFT_OUT) return refuse('holds too much that is no part of it')
  return {bytes, without: without.sort(), refused: null}
}

function walk(root: string, path: string, {names}: CheckoutFiles, ignore: GitIgnore) {
  const total = {bytes: 0, entries: 0, files: [] as string[], without: [] as string[]}
  const queue = [path]
  for (let at = 0; at < queue.length && total.entries <= MOST_ENTRIES; at++) {
    const next = queue[at]!
    const stat = lstatSync(join(root, next), {throwIfNoEntry: false})
    const name = posix.basename(next)
    const isFolder = stat?.isDirectory() ?? false
    total.entries++
    if (next !== path && (NEVER.has(name) || SECRET.test(name) || ignore(next, isFolder) !== null)) {
      total.without.push(next)
    } else if (isFolder) {
      const inside = names(next).slice(0, MOST_ENTRIES + 1)
      queue.push(...inside.map(child => posix.join(next, child)))
    } else {
      total.files.push(next)
      total.bytes += stat?.isFile() ? stat.size : 0
    }
  }
  return total
}
