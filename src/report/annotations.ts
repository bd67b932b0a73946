/** Findings as annotations of the step: the gravest first, within what GitHub shows. */
import type {Place} from '../runner/log.ts'
import {plain} from './plain.ts'
import type {Finding} from './report.ts'

export type Annotation = {level: 'error' | 'warning'; message: string; place: Place}

/** GitHub keeps ten errors and ten warnings of a step (actions/toolkit#734); other parts of a run warn too. */
const MOST = 8

/** Notes stay in the summary. What is too much is one annotation that says how many there are. */
export function annotationsOf(findings: readonly Finding[], file: string | null): Annotation[] {
  return (['error', 'warning'] as const).flatMap(level => {
    const all = findings.filter(({severity}) => severity === level)
    const shown = all.slice(0, all.length > MOST ? MOST - 1 : MOST)
    const rest = all.length - shown.length
    const annotations = shown.map(finding => ({level, message: messageOf(finding), place: placeOf(finding, file)}))
    if (rest === 0) return annotations
    const rules = [...new Set(all.slice(shown.length).map(({rule}) => plain(rule)))].join(', ')
    const message = `${rest} more ${level}s are in the job summary: ${rules}`
    return [...annotations, {level, message, place: {title: 'Dockerfile', ...(file !== null && {file: plain(file)})}}]
  })
}

function messageOf({message, remedy}: Finding): string {
  return plain(remedy === null ? message : `${message}. ${remedy}`)
}

function placeOf({rule, line, column, endLine, endColumn}: Finding, file: string | null): Place {
  // Columns count only within one line.
  const isOneLine = line !== null && line === endLine && column !== null && endColumn !== null
  return {
    title: plain(rule),
    ...(file !== null && {file: plain(file)}),
    ...(line !== null && {startLine: line}),
    ...(endLine !== null && {endLine}),
    ...(isOneLine && {startColumn: column, endColumn}),
  }
}
