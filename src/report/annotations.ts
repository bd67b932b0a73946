/** Findings and budgets as annotations of the step: the gravest first, within what GitHub shows. */
import type {Place} from '../runner/log.ts'
import {plain, shortened} from './plain.ts'
import type {Finding, Report} from './report.ts'
import {bytes} from './units.ts'

export type Annotation = {level: 'error' | 'warning'; message: string; place: Place}

/**
 * Findings at most. GitHub keeps ten errors and ten warnings of a step (actions/toolkit#734): one error is the step's own,
 * some are of budgets, and other parts of a run warn too. `src/runner/log.ts` counts them all.
 */
const MOST = {error: 6, warning: 8}
const MOST_BUDGETS = 3

/** Notes stay in the summary. What is too much is one annotation that says how many there are. */
export function annotationsOf(findings: readonly Finding[], file: string | null): Annotation[] {
  return (['error', 'warning'] as const).flatMap(level => {
    const all = findings.filter(({severity}) => severity === level)
    const shown = all.slice(0, all.length > MOST[level] ? MOST[level] - 1 : MOST[level])
    const rest = all.length - shown.length
    const annotations = shown.map(finding => ({level, message: messageOf(finding), place: placeOf(finding, file)}))
    if (rest === 0) return annotations
    const rules = [...new Set(all.slice(shown.length).map(({rule}) => plain(rule)))].join(', ')
    const message = `${rest} more ${level}s are in the job summary: ${rules}`
    return [...annotations, {level, message, place: {title: 'Dockerfile', ...(file !== null && {file: plain(file)})}}]
  })
}

/** Budgets that do not hold, on the line of the Dockerfile whose layer grew most. */
export function annotationsOfBudgets(report: Report): Annotation[] {
  const {image, dockerfile} = report
  const broken = report.budgets.filter(({ok}) => !ok).toSorted((a, b) => b.actual - b.limit - (a.actual - a.limit))
  return broken.slice(0, MOST_BUDGETS).map(verdict => {
    const cause = heaviest(report, verdict.platform)
    const excess = `${bytes(verdict.actual - verdict.limit)} over \`${verdict.input}\` ${plain(verdict.written)}`
    const grown = cause === null ? '' : `. ${cause.said}`
    // A Dockerfile that was written for this build is in no checkout.
    const {path} = dockerfile
    const at = path === null ? {} : {file: plain(path), startLine: cause?.line ?? 1}
    const name = [image.name, verdict.platform].map(each => shortened(plain(each), 100)).join(' on ')
    return {level: 'error', message: `${name} is ${excess}${grown}`, place: {title: 'Image size', ...at}}
  })
}

/** The layer of this Dockerfile that grew most, or without a baseline the largest one; null where no line is known. */
function heaviest({diff}: Report, platform: string): {line: number; said: string} | null {
  const of = diff?.platforms.find(each => each.platform === platform)
  const grown = (of?.layers ?? []).flatMap(({line, part, before, after}) => {
    if (line === null || part !== 'own' || after === null) return []
    return [{line, size: after.download, more: after.download - (before?.download ?? 0)}]
  })
  const [first] = grown.toSorted((a, b) => b.more - a.more)
  if (first === undefined || first.more <= 0) return null
  return of?.before
    ? {line: first.line, said: `The layer of this line grew by ${bytes(first.more)}`}
    : {line: first.line, said: `The layer of this line has ${bytes(first.size)}`}
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
