/** What a build sends of its context, from one walk of it: bytes, heavy folders, secrets, and lines to keep them out. */
import {type Dirent, lstatSync, readdirSync} from 'node:fs'
import {join} from 'node:path'
import {headOf} from '../../go/inside.ts'
import {plain} from '../../report/plain.ts'
import type {DecisionRow} from '../../report/report.ts'
import {bytes, count, grouped} from '../../report/units.ts'
import type {IgnoreFile} from '../ignored.ts'
import {brings, type ContextUse, contextUses} from './context-use.ts'
import {asksGit} from './git-version.ts'
import type {Subject} from './rule.ts'
import {mayBeSecret, type SecretKind, SNIFFED_BYTES, secretIn} from './secret-files.ts'

/** Each takes some 10 µs of a processor, so all of them some 0.2 s. */
const MOST_FILES = 20_000
const MOST_SNIFFED = 200
const HEAVIEST = 5

export type ContextWalk = {
  /** Regular files that the ignore file lets in, relative to the context, in no order. */
  files: readonly string[]
  /** Bytes of one of them, asked of the file system: that takes as long as all the rest. */
  sizeOf: (path: string) => number
  /** Those of them that hold a key or a password. */
  secrets: readonly {path: string; kind: SecretKind}[]
  /** False where the walk ended early: everything is then at least so much. */
  complete: boolean
}

export type ContextReport = {
  /** What COPY, ADD and bind mounts of the stages that are built ask for, after the ignore file. */
  bytes: number
  files: number
  /** Folders with the most bytes in them, `.` for files of the root. */
  heaviest: {folder: string; bytes: number; files: number}[]
  secrets: {path: string; kind: SecretKind}[]
  /** Lines that the ignore file lacks. */
  missing: string[]
  complete: boolean
}

/** Never sent with reason: made on the machine, or for an editor alone. `.git` is not among them: builds ask it for a version. */
export const NEVER_NEEDED: readonly string[] = [
  ...['.DS_Store', '.direnv', '.idea', '.terraform', '.venv', '.vscode', 'node_modules'],
]

/** Follows no link. `isSure`: the ignore file has no line with `!`, so that nothing below an ignored folder enters. */
export function walkContext(root: string, ignore: IgnoreFile | null, isSure: boolean): ContextWalk {
  const files: string[] = []
  const sizeOf = (path: string) => lstatSync(join(root, path), {throwIfNoEntry: false})?.size ?? 0
  const secrets: {path: string; kind: SecretKind}[] = []
  const folders = ['']
  let seen = 0
  let sniffed = 0
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of entriesOf(join(root, folder))) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`
      // A name with a line end in it could be no line of an ignore file.
      if (/\p{Cc}/u.test(entry.name)) continue
      if (entry.isDirectory() && !(isSure && ignore?.(path) != null)) folders.push(path)
      if (!entry.isFile()) continue
      if (++seen > MOST_FILES) return {files, sizeOf, secrets, complete: false}
      if (ignore?.(path) != null) continue
      files.push(path)
      if (!mayBeSecret(path) || ++sniffed > MOST_SNIFFED) continue
      const kind = secretIn(path, headOf(join(root, path), SNIFFED_BYTES) ?? '')
      if (kind !== null) secrets.push({path, kind})
    }
  }
  return {files, sizeOf, secrets, complete: true}
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, {withFileTypes: true})
  } catch {
    return []
  }
}

/** Null where the context is not at hand, or nothing of it is asked for. */
export function contextReport(subject: Subject): ContextReport | null {
  const uses = contextUses(subject.model)
  const walk = uses.length === 0 ? undefined : subject.context?.walk?.()
  return walk === undefined ? null : reportContext(walk, uses, asksGit(subject))
}

/** `wantsGit`: the build asks for the history, so that leaving it out is no advice. */
export function reportContext(
  {files, sizeOf, secrets, complete}: ContextWalk,
  uses: readonly ContextUse[],
  wantsGit: boolean,
): ContextReport {
  const isSent = (path: string) => uses.some(use => brings(use, path))
  const sent = files.filter(isSent).map(path => ({path, bytes: sizeOf(path)}))
  const leaked = secrets.filter(({path}) => isSent(path)).sort(byPath)
  const junk = NEVER_NEEDED.filter(name => sent.some(({path}) => path.split('/').includes(name)))
  const hasGit = !wantsGit && sent.some(({path}) => path.startsWith('.git/'))
  return {
    ...{bytes: total(sent), files: sent.length, heaviest: heaviestOf(sent), secrets: [...leaked], complete},
    missing: [
      ...(hasGit ? ['.git'] : []),
      ...junk.map(name => `**/${name}`),
      ...leaked.map(({path}) => literally(path)),
    ],
  }
}

type Sent = {path: string; bytes: number}

/** Of folders one and two levels down; one that holds nearly all of the folder above stands for it. */
function heaviestOf(sent: readonly Sent[]): ContextReport['heaviest'] {
  const sums = new Map<string, {bytes: number; files: number}>()
  for (const {path, bytes: size} of sent) {
    const parts = path.split('/').slice(0, -1)
    const names = parts.length === 0 ? ['.'] : [parts[0]!, ...(parts.length > 1 ? [`${parts[0]}/${parts[1]}`] : [])]
    for (const folder of names) {
      const sum = sums.get(folder) ?? {bytes: 0, files: 0}
      sums.set(folder, {bytes: sum.bytes + size, files: sum.files + 1})
    }
  }
  const sorted = [...sums]
    .map(([folder, sum]) => ({folder, ...sum}))
    .sort((a, b) => b.bytes - a.bytes || byFolder(a, b))
  const isInside = (inner: string, outer: string) => inner.startsWith(`${outer}/`)
  return sorted
    .filter(each => !sorted.some(other => isInside(other.folder, each.folder) && other.bytes > 0.9 * each.bytes))
    .filter((each, at, all) => !all.slice(0, at).some(other => isInside(each.folder, other.folder)))
    .slice(0, HEAVIEST)
}

function byFolder(one: {folder: string}, other: {folder: string}): number {
  return one.folder < other.folder ? -1 : 1
}

function byPath(one: {path: string}, other: {path: string}): number {
  return one.path < other.path ? -1 : 1
}

function total(files: readonly Sent[]): number {
  return files.reduce((sum, file) => sum + file.bytes, 0)
}

/** A path as a pattern for itself: moby/patternmatcher, compile. */
function literally(path: string): string {
  return path.replace(/[*?[\]\\]/g, '\\$&')
}

/** A row of the report of the report. */
export function contextRow({bytes: size, files, heaviest, missing, complete}: ContextReport): DecisionRow {
  const folders = heaviest.map(({folder, bytes: part}) => `${plain(folder)} ${bytes(part)}`).join(', ')
  const lacking = missing.length > 0 ? `; lines that the ignore file lacks: ${missing.map(plain).join(', ')}` : ''
  return {
    what: 'build context',
    choice: `${complete ? '' : 'at least '}${bytes(size)} in ${count(files, 'file')}`,
    reason: `what the Dockerfile asks for, after the ignore file${folders === '' ? '' : `: ${folders}`}${lacking}`,
    evidence: [],
  }
}

/** Lines for a terminal, without what moves its cursor. */
export function contextText(report: ContextReport): string[] {
  const {heaviest, secrets, missing, complete} = report
  const atLeast = complete ? '' : 'at least '
  const folders = heaviest.map(({folder, bytes: size}) => `${plain(folder)} ${bytes(size)}`)
  return [
    `Build context: ${atLeast}${bytes(report.bytes)} in ${count(report.files, 'file')}${folders.length > 0 ? ` (${folders.join(', ')})` : ''}`,
    ...secrets.slice(0, HEAVIEST).map(({path, kind}) => `  ${plain(path)}: ${kind}`),
    ...(secrets.length > HEAVIEST ? [`  and ${grouped(secrets.length - HEAVIEST)} more with keys or passwords`] : []),
    ...(missing.length > 0
      ? ['  lines that the ignore file lacks:', ...missing.map(line => `    ${plain(line)}`)]
      : []),
  ]
}
