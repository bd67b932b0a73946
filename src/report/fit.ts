/** Makes a document fit a limit by leaving out whole parts, so that no table, fence or tag is ever cut in two. */
import {Buffer} from 'node:buffer'
import {details, joined, type Markdown} from './markdown.ts'
import type {Section} from './sections.ts'

export type Draft = {
  sections: Section[]
  /** The folds that those are in which there is room for. */
  folds: (sections: Section[]) => Section[]
  /** Rows of the visible table. */
  rows: number
  unfold: boolean
  /** Everything around the sections; told what had to be left out, so that it can say so. */
  before: (rows: number) => Markdown
  after: (leftOut: string[]) => Markdown
  /** The shortest form, when even the visible part is too long. */
  shortest: Markdown
}

/**
 * Sections go first, from the last one, then rows. `limit` is in bytes of UTF-8: GitHub counts characters in a comment
 * and bytes in a summary, and there are never more characters than bytes.
 */
export function fitted(draft: Draft, limit: number): string {
  for (let kept = draft.sections.length; kept >= 0; kept--) {
    const document = assembled(draft, kept, draft.rows)
    if (fits(document, limit)) return document
  }
  for (let rows = draft.rows - 1; rows >= 0; rows--) {
    const document = assembled(draft, 0, rows)
    if (fits(document, limit)) return document
  }
  if (fits(draft.shortest, limit)) return draft.shortest
  throw new RangeError(`A limit of ${limit} bytes has no room for a report`)
}

function assembled({sections, folds, before, after, unfold}: Draft, kept: number, rows: number): Markdown {
  const folded = folds(sections.slice(0, kept)).map(({title, body, open}) => details(title, body, unfold && open))
  const leftOut = sections.slice(kept).map(({name}) => name)
  const parts = [before(rows), folded.length ? joined(folded, '\n') : null, after(leftOut)]
  return joined(
    parts.map(part => (part === '' ? null : part)),
    '\n\n',
  )
}

function fits(document: string, limit: number): boolean {
  return Buffer.byteLength(document) <= limit
}
