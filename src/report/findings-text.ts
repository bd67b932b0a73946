/** Findings on a terminal: the place, what is wrong, the line with a caret under it, and what to write instead. */
import {plain, shortened} from './plain.ts'
import type {Finding} from './report.ts'
import {findingCounts} from './verdict.ts'

type Options = {
  /** Name of the Dockerfile for people. */
  file: string
  text: string
  color: boolean
  width: number
}

const COLORS = {error: 31, warning: 33, info: 36} as const

export function findingsText(findings: readonly Finding[], options: Options): string {
  const {file, color} = options
  if (findings.length === 0) return `${plain(file)}: no findings\n`
  const lines = options.text.split(/\r?\n/)
  const blocks = findings.map(finding => block(finding, lines, options).join('\n'))
  const fixable = findings.filter(({fix}) => fix !== null).length
  const counts = findingCounts([...findings])
  const last = fixable === 0 ? counts : `${counts}; ${fixable} can be mended by go-image check --fix`
  return `${blocks.join('\n\n')}\n\n${painted(`${plain(file)}: ${last}`, 1, color)}\n`
}

function block(finding: Finding, lines: readonly string[], {file, color, width}: Options): string[] {
  const {severity, rule, line, column, message, remedy, evidence, fix} = finding
  const place = [plain(file), line, line === null ? null : column].filter(part => part !== null).join(':')
  const head = `${place} ${painted(severity, COLORS[severity], color)} ${plain(rule)}  ${plain(message)}`
  const proof = evidence
    .filter(each => each.file !== file || each.line !== line)
    .map(each => `${plain(each.file)}:${each.line}`)
  return [
    head,
    ...(line === null ? [] : excerpt(finding, lines, width)),
    ...(proof.length === 0 ? [] : [`  because of ${proof.join(', ')}`]),
    ...(remedy === null ? [] : [`  ${painted(fix === null ? 'remedy:' : 'fix:', 2, color)} ${plain(remedy)}`]),
  ]
}

/** The line with carets under the part of it that the finding is about. */
function excerpt({line, column, endLine, endColumn}: Finding, lines: readonly string[], width: number): string[] {
  const text = lines[line! - 1] ?? ''
  const number = `${line} │ `.padStart(7)
  const room = Math.max(width - number.length, 20)
  // Without what it is indented by; of a line that is too long, the part that matters.
  const indent = text.length - text.trimStart().length
  const skipped = column !== null && column - indent > room ? column - Math.floor(room / 2) : indent
  const shown = shortened(plain(text.slice(skipped)).replaceAll('\t', ' '), room)
  if (column === null) return [`${number}${shown}`]
  const from = column - 1 - skipped
  const to = endLine === line && endColumn !== null ? endColumn - 1 - skipped : shown.length
  const carets = '^'.repeat(Math.max(Math.min(to, room) - from, 1))
  return [`${number}${shown}`, `${'│ '.padStart(7)}${' '.repeat(from)}${carets}`]
}

function painted(text: string, code: number, color: boolean): string {
  return color ? `\u001b[${code}m${text}\u001b[0m` : text
}
