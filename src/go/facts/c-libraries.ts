import {posix} from 'node:path'
import {cgoModule} from '../cgo-modules.ts'
import {evaluatePlusBuild} from '../constraints.ts'
import type {Evidence, Fact} from '../project.ts'
import {type GoPackage, TARGETS} from '../scan.ts'
import type {CheckoutFiles} from './files.ts'
import {type Detector, factsBySubject, type Ground} from './ground.ts'

/** Parts of glibc and musl, which each base for cgo has. */
const OF_LIBC = new Set(['c', 'dl', 'm', 'pthread', 'resolv', 'rt', 'util'])

const MOST_LINE = 1000

type Sign = {subject: string; asked: string; certain: boolean; evidence: Evidence}

export const C_LIBRARIES: Detector = {reads: [], find: findLibraries}

function findLibraries({main, packages, files}: Ground): Fact[] {
  if (main === null) return []
  const signs = packages
    .filter(({withoutCgo}) => withoutCgo === null)
    .flatMap(found => [...directiveSigns(found, files), ...moduleSigns(found)])
  return factsBySubject(signs, (subject, [first]) => ({
    kind: 'c-library',
    says: `It needs the C library ${subject} (${first!.asked}) to compile, and its shared object in the image.`,
  }))
}

function moduleSigns({imports}: GoPackage): Sign[] {
  return [...imports].flatMap(([path, evidence]) =>
    (cgoModule(path)?.libraries ?? []).map(subject => ({subject, asked: `by ${path}`, certain: false, evidence})),
  )
}

/** `#cgo [constraint] LDFLAGS: …` and `pkg-config: …` in the comments of files that import "C": cmd/cgo, "Using cgo with the go command". */
function directiveSigns({dir, files: sources}: GoPackage, files: CheckoutFiles): Sign[] {
  return sources
    .filter(({imports}) => imports.some(({path}) => path === 'C'))
    .flatMap(({file}) =>
      (files.read(file) ?? '').split('\n').flatMap((text, index) => {
        const evidence = {file, line: index + 1, text: text.trim().slice(0, MOST_LINE)}
        return librariesOf(evidence.text, dir, files).map(sign => ({...sign, certain: true, evidence}))
      }),
    )
}

function librariesOf(line: string, dir: string, files: CheckoutFiles): {subject: string; asked: string}[] {
  const match = /^(?:\/\/|\/\*)?\s*#cgo\s([^:]*):(.*)$/.exec(line)
  if (match === null) return []
  const constraint = match[1]!.trim().split(/\s+/)
  const verb = constraint.pop()
  if (constraint.length > 0 && !TARGETS.some(({withCgo}) => evaluatePlusBuild(constraint.join(' '), withCgo))) return []
  const words = match[2]!.trim().split(/\s+/)
  if (verb === 'pkg-config') {
    return words
      .filter(word => /^\w/.test(word))
      .map(word => ({subject: word.replace(/[<>=].*$/, ''), asked: `pkg-config: ${word}`}))
  }
  return verb === 'LDFLAGS' ? linked(words, dir, files) : []
}

/** The libraries of `-l`, but for those that are linked statically. */
function linked(words: readonly string[], dir: string, files: CheckoutFiles): {subject: string; asked: string}[] {
  const folders = words.filter(word => word.startsWith('-L')).map(word => sourceFolder(word.slice(2), dir))
  const found: {subject: string; asked: string}[] = []
  let isStatic = words.includes('-static')
  for (const word of words) {
    if (/^-Wl,-B(?:static|dynamic)$/.test(word)) isStatic = word === '-Wl,-Bstatic'
    const subject = /^-l([\w+.-]+)$/.exec(word)?.[1]
    if (subject === undefined || isStatic || OF_LIBC.has(subject)) continue
    // The linker takes an archive of the repository where no shared object stands beside it.
    const archive = folders.find(
      folder => folder !== null && files.kind(posix.join(folder, `lib${subject}.a`)) !== null,
    )
    if (archive && files.kind(posix.join(archive, `lib${subject}.so`)) === null) continue
    found.push({subject, asked: word})
  }
  return found
}

function sourceFolder(path: string, dir: string): string | null {
  const inside = /^\$\{SRCDIR\}(.*)$/.exec(path)?.[1]
  return inside === undefined ? null : posix.join(dir, inside)
}
