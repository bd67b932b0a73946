/** Applies the fixes of findings to the text of a Dockerfile. */
import type {Finding} from '../../report/report.ts'
import {lineIndex} from '../lines.ts'
import type {Edit} from './rule.ts'

/**
 * The text with all fixes that do not meet: of two that touch the same range, or insert at the same place, the first one
 * in the order of the findings is applied whole and the other left out whole. `applied` are those findings.
 */
export function applyFixes(text: string, findings: readonly Finding[]): {text: string; applied: Finding[]} {
  const lines = lineIndex(text)
  const taken: Edit[] = []
  const applied: Finding[] = []
  for (const finding of findings) {
    const edits = (finding.fix?.edits ?? []).map(edit => ({
      start: lines.offset(edit.line) + edit.column - 1,
      end: lines.offset(edit.endLine) + edit.endColumn - 1,
      text: edit.text,
    }))
    if (edits.length === 0 || edits.some(edit => taken.some(other => meet(edit, other)))) continue
    taken.push(...edits)
    applied.push(finding)
  }
  const sorted = taken.sort((one, other) => other.start - one.start)
  const changed = sorted.reduce((all, edit) => all.slice(0, edit.start) + edit.text + all.slice(edit.end), text)
  return {text: changed, applied}
}

function meet(one: Edit, other: Edit): boolean {
  return one.start <= other.end && other.start <= one.end
}
