/** Addresses on the code host, built only from parts that have the shape they claim. */
import {code, link, type Markdown, text} from './markdown.ts'
import {shortenedInside} from './plain.ts'
import type {Source} from './report.ts'

const longestPath = 120

/** `Dockerfile:14`, linked to that line of that commit where both are known. */
export function place(source: Source, file: string | null, line: number | null): Markdown | null {
  if (file === null) return line === null ? null : text(`line ${line}`)
  const label = `${shortenedInside(file, longestPath)}${line === null ? '' : `:${line}`}`
  const url = blobUrl(source, file, line)
  return url === null ? code(label) : link(text(label), url)
}

/** `4f1c2ab` or `main@4f1c2ab`, linked to the commit where it is known. */
export function commitName(source: Source, commit: string | null, ref: string | null): Markdown | null {
  const name = [ref, shortCommit(commit)].filter(part => part !== null).join('@')
  if (name === '') return null
  return link(code(shortenedInside(name, longestPath)), commitUrl(source, commit))
}

export function shortCommit(commit: string | null): string | null {
  return isCommit(commit) ? commit.slice(0, 7) : commit
}

export function commitUrl(source: Source, commit: string | null): string | null {
  const base = repositoryUrl(source)
  return base !== null && isCommit(commit) ? `${base}/commit/${commit}` : null
}

/** That line of that file, as it is in the report's commit. */
export function blobUrl(source: Source, file: string, line: number | null): string | null {
  const base = repositoryUrl(source)
  if (base === null || !isCommit(source.commit)) return null
  // A path that leaves the repository would lead to another page of the host.
  const segments = file.split('/')
  if (segments.some(segment => segment === '' || segment === '.' || segment === '..')) return null
  const path = segments.map(segment => encodeURIComponent(segment.toWellFormed())).join('/')
  return `${base}/blob/${source.commit}/${path}${line === null ? '' : `#L${line}`}`
}

function repositoryUrl({server, repository}: Source): string | null {
  if (server === null || repository === null || !/^[\w.-]+\/[\w.-]+$/.test(repository)) return null
  return `${server}/${repository}`
}

function isCommit(commit: string | null): commit is string {
  return commit !== null && /^[0-9a-f]{7,64}$/.test(commit)
}

/** What an address of GitHub Actions leads to: the log of a job, or its run. */
export function runWord(address: string): 'job' | 'run' {
  return /\/job\/\d+$/.test(address) ? 'job' : 'run'
}
