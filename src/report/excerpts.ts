/**
 * What a report shows of the repository's own Dockerfile: the lines around its findings. Whoever reads a report need not
 * be one who may read the repository, so a value that looks secret is left out.
 */
import {lineIndex} from '../dockerfile/lines.ts'
import {splitFile} from '../dockerfile/split.ts'
import {NOT_SHOWN, shownLine} from '../image/secret-values.ts'
import {shortened} from './plain.ts'
import type {Excerpt, Finding} from './report.ts'

/** Lines above and below a finding. */
const AROUND = 2
/** Of one finding: a finding on a whole file is not the whole file again. */
const MOST_OF_ONE = 12
/** Of all findings together. */
const MOST_LINES = 400
/** Characters of a line. */
const LONGEST_LINE = 300

/** Those to show of a finding: `from` to `to`, of which `line` to `last` are what it is about; null without a line. */
export function linesAround({line, endLine}: Finding): {from: number; line: number; last: number; to: number} | null {
  if (line === null) return null
  const last = Math.min(Math.max(line, endLine ?? line), line + MOST_OF_ONE)
  return {from: Math.max(1, line - AROUND), line, last, to: last + AROUND}
}

/** Consecutive lines in one excerpt, in the order of the file. Of more than fit, those of the first findings. */
export function excerptsOf(text: string, findings: readonly Finding[]): Excerpt[] {
  const wanted = new Set<number>()
  const lines = lineIndex(text)
  for (const finding of findings) {
    const {from, to} = linesAround(finding) ?? {from: 1, to: 0}
    for (let line = from; line <= Math.min(to, lines.count) && wanted.size < MOST_LINES; line++) wanted.add(line)
  }
  if (wanted.size === 0) return []
  const hidden = hiddenLines(text)
  const excerpts: Excerpt[] = []
  for (const line of [...wanted].toSorted((a, b) => a - b)) {
    const shown = hidden.has(line) ? NOT_SHOWN : shortened(shownLine(lines.text(line)), LONGEST_LINE)
    const before = excerpts.at(-1)
    if (before !== undefined && before.from + before.lines.length === line) before.lines.push(shown)
    else excerpts.push({from: line, lines: [shown]})
  }
  return excerpts
}

/** A value goes on where a line does: behind one that looks secret the rest of the instruction stays hidden. */
function hiddenLines(text: string): ReadonlySet<number> {
  const hidden = new Set<number>()
  const lines = lineIndex(text)
  for (const {line, endLine} of splitFile(text, lines).instructions) {
    let inSecret = false
    for (let each = line; each <= endLine; each++) {
      if (inSecret) hidden.add(each)
      inSecret ||= shownLine(lines.text(each)) !== lines.text(each)
    }
  }
  return hidden
}
