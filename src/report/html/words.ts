/** Texts for the page, from a report that may be hostile: the page shows them as they are and never as markup. */
import {blobUrl, commitUrl, shortCommit} from '../links.ts'
import {safeUrl} from '../markdown.ts'
import {plainLines, shortenedInside} from '../plain.ts'
import type {Source} from '../report.ts'
import type {Text} from './page-data.ts'

const LONGEST_PATH = 120

export function said(text: string): Text {
  return {text}
}

export function coded(text: string): Text {
  return {text, code: true}
}

/** The address only where it is plain http(s). */
export function linked(text: Text, url: string | null): Text {
  const href = url === null ? null : safeUrl(url)
  return href === null ? text : {...text, href}
}

/** `Dockerfile:14`; null where neither file nor line is known. */
export function placed(source: Source, file: string | null, line: number | null): Text | null {
  if (file === null) return line === null ? null : said(`line ${line}`)
  const label = `${shortenedInside(file, LONGEST_PATH)}${line === null ? '' : `:${line}`}`
  return linked(coded(label), blobUrl(source, file, line))
}

/** `main@4f1c2ab`; null where neither is known. */
export function ofCommit(source: Source, commit: string | null, ref: string | null): Text | null {
  const name = [ref, shortCommit(commit)].filter(part => part !== null).join('@')
  return name === '' ? null : linked(coded(shortenedInside(name, LONGEST_PATH)), commitUrl(source, commit))
}

/** Every string of a value without control, format and bidirectional characters; lines stay lines. */
export function revealedIn<Value>(value: Value): Value {
  if (typeof value === 'string') return plainLines(value).join('\n') as Value
  if (Array.isArray(value)) return value.map(revealedIn) as Value
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, revealedIn(each)])) as Value
}
