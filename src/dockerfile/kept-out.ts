/** What an ignore file spares the build: bytes that do not enter the context. */
import {lstatSync, readdirSync} from 'node:fs'
import {join} from 'node:path'
import {bytes, count, grouped} from '../report/units.ts'
import type {IgnoreFile} from './ignored.ts'

/** Each takes 7 µs of a processor, so all of them less than 0.1 s. */
const MOST_FILES = 10_000

export type KeptOut = {files: number; bytes: number; of: number; complete: boolean}

/** Follows no link. Folders that cannot be read are left out, as the context is then an error of the build. */
export function measureKeptOut(root: string, ignore: IgnoreFile): KeptOut {
  const found = {files: 0, bytes: 0, of: 0, complete: true}
  const folders = ['']
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of entriesOf(join(root, folder))) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`
      if (entry.isDirectory()) folders.push(path)
      if (!entry.isFile()) continue
      if (found.of === MOST_FILES) return {...found, complete: false}
      found.of++
      if (ignore(path) === null) continue
      found.files++
      found.bytes += lstatSync(join(root, path), {throwIfNoEntry: false})?.size ?? 0
    }
  }
  return found
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, {withFileTypes: true})
  } catch {
    return []
  }
}

export function describeKeptOut({files, bytes: size, of, complete}: KeptOut): string {
  const all = complete ? count(of, 'file') : `the first ${count(of, 'file')}`
  if (files === 0) return `keeps none of ${all} out of the build context`
  return `keeps ${bytes(size)} in ${grouped(files)} of ${all} out of the build context`
}
