/**
 * What the service remembers, as one JSON file beside the blobs. A second process that starts on the same folder
 * continues where the first one ended; two at a time are not supported.
 */
import {randomUUID} from 'node:crypto'
import {existsSync, mkdirSync, readFileSync, renameSync, writeFileSync} from 'node:fs'
import path from 'node:path'

export type CacheEntry = {
  /** Grows with every reservation: the order of creation. */
  number: number
  /** Name of the blob. */
  blob: string
  key: string
  version: string
  /** Full ref that wrote it. */
  scope: string
  /** Bytes as finalized, null while it is only reserved. */
  size: number | null
  /** RFC 3339. */
  created: string
  /** When it was last handed out, or else written. */
  lastUsed: string
}

export type Comment = {
  id: number
  issue: number
  body: string
  user: {login: string; type: 'Bot' | 'User'}
  created: string
  updated: string
  /** Why it is hidden, `resolved`; null while it is shown. */
  minimized: string | null
}

/** A pull request as far as GET tells it; repositories are `owner/name`. */
export type PullRequest = {number: number; headSha: string; headRepository: string | null; baseRepository: string}

/** A file of a pull request, and a comment on a line of it. */
export type PullFile = {pull: number; filename: string; patch: string}
export type ReviewComment = {
  pull: number
  review: number
  path: string
  line: number
  startLine: number | null
  body: string
}

/** Older ones come first. `pull` is the merged pull request that brought it. */
export type Commit = {sha: string; parents: string[]; message: string; pull: number | null}

export type State = {
  /** Key of the signatures in blob URLs. */
  secret: string
  lastNumber: number
  entries: CacheEntry[]
  comments: Comment[]
  pulls: PullRequest[]
  pullFiles: PullFile[]
  reviewComments: ReviewComment[]
  commits: Commit[]
  labels: {issue: number; name: string}[]
}

export type Store = {state: State; blobFolder: string; save: () => void; nextNumber: () => number}

export function openStore(folder: string): Store {
  const file = path.join(folder, 'state.json')
  const blobFolder = path.join(folder, 'blobs')
  mkdirSync(blobFolder, {recursive: true})
  const state: State = existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as State)
    : {
        ...{
          secret: randomUUID(),
          lastNumber: 0,
          entries: [],
          comments: [],
          pulls: [],
          pullFiles: [],
          reviewComments: [],
        },
        ...{commits: [], labels: []},
      }
  return {
    state,
    blobFolder,
    save: () => {
      writeFileSync(`${file}.new`, JSON.stringify(state))
      renameSync(`${file}.new`, file)
    },
    nextNumber: () => {
      state.lastNumber += 1
      return state.lastNumber
    },
  }
}

/** GitHub's times have whole seconds. */
export function now(): string {
  return new Date().toISOString().replace(/\.\d+Z$/, 'Z')
}
