/** Files of the final image that were added, removed or changed. */
import type {Contents, FileFact} from '../image/facts.ts'
import type {FileChanges, FileGroup} from './diff.ts'
import {isSameFile} from './diff-layers.ts'

const MOST_FILES = 200

export function diffFiles(before: Contents, after: Contents): FileChanges {
  const old = new Map(before.files.map(file => [file.path, file]))
  const now = new Map(after.files.map(file => [file.path, file]))
  const added = after.files.filter(file => !old.has(file.path) && !mayBeLeftOut(file, before))
  const removed = before.files.filter(file => !now.has(file.path) && !mayBeLeftOut(file, after))
  const changed = after.files.flatMap(file => {
    const was = old.get(file.path)
    return was === undefined || isSameFile(was, file) ? [] : [{path: file.path, before: was.bytes, after: file.bytes}]
  })
  return {
    added: group(added.map(({path, bytes}) => ({path, before: null, after: bytes}))),
    removed: group(removed.map(({path, bytes}) => ({path, before: bytes, after: null}))),
    changed: group(changed),
  }
}

/** Of very many files the smallest are not kept: one of that size need not be missing on the other side. */
export function mayBeLeftOut({bytes}: Pick<FileFact, 'bytes'>, {leftOut, files}: Contents): boolean {
  return leftOut.files > 0 && bytes <= smallestOf(files)
}

const smallest = new WeakMap<readonly FileFact[], number>()

function smallestOf(files: readonly FileFact[]): number {
  const known = smallest.get(files) ?? files.reduce((least, {bytes}) => Math.min(least, bytes), Number.MAX_VALUE)
  smallest.set(files, known)
  return known
}

function group(all: FileGroup['files']): FileGroup {
  const signed = all.reduce((sum, each) => sum + difference(each), 0)
  const files = all.toSorted(byDifference).slice(0, MOST_FILES)
  return {count: all.length, bytes: all.every(({after}) => after === null) ? 0 - signed : signed, files}
}

/** What differs on two sides, null where one of them has nothing. */
export type TwoSided = {before: number | null; after: number | null}

export function difference({before, after}: TwoSided): number {
  return (after ?? 0) - (before ?? 0)
}

/** The largest change first. */
export function byDifference(a: TwoSided & {path: string}, b: TwoSided & {path: string}): number {
  return Math.abs(difference(b)) - Math.abs(difference(a)) || (a.path < b.path ? -1 : 1)
}
