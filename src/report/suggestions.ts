/** Fixes as suggestions for a review: what GitHub shows with a button that commits them. */
import {applyFixes} from '../dockerfile/check/fix.ts'
import {md, prose, text} from './markdown.ts'
import type {Finding} from './report.ts'

export type Suggestion = {
  /** Lines of the file that it replaces, both included. */
  from: number
  to: number
  body: string
  /** Stands in the body, so that it is not made twice. */
  marker: string
}

/** A review with more of them is not read. */
const MOST = 10

/** Lines of the new file: those that are added or changed, and with the ones around them all that can carry a comment. */
export type Patch = {changed: ReadonlySet<number>; shown: ReadonlyMap<number, string>}

/** For each fix on lines that the pull request changes. */
export function suggestionsOf(findings: readonly Finding[], written: string, {changed, shown}: Patch): Suggestion[] {
  return findings
    .flatMap(finding => {
      const {fix, line, fingerprint} = finding
      if (fix === null || line === null || fingerprint === null) return []
      const from = Math.min(...fix.edits.map(edit => edit.line))
      // An edit that ends at the start of a line leaves that line as it is.
      const to = Math.max(
        ...fix.edits.map(edit => Math.max(edit.line, edit.endColumn === 1 ? edit.endLine - 1 : edit.endLine)),
      )
      const lines = Array.from({length: to - from + 1}, (_, index) => from + index)
      if (!lines.every(each => shown.has(each)) || ![line, ...lines].some(each => changed.has(each))) return []
      const replaced = linesAfter(written, finding, from, to)
      // A fence in the text would end the suggestion early.
      if (replaced.includes('```')) return []
      const marker = `<!-- go-image:suggest:${fingerprint} -->`
      const words = md`**${text(finding.rule)}** ${prose(finding.message)}.`
      return [{from, to, marker, body: `${marker}\n${words}\n\n\`\`\`suggestion\n${replaced}\`\`\`\n`}]
    })
    .slice(0, MOST)
}

/** The text that stands in place of the lines, with its last line end. */
function linesAfter(text: string, finding: Finding, from: number, to: number): string {
  const before = text.split('\n')
  const after = applyFixes(text, [finding]).text.split('\n')
  const rest = before.length - to
  const lines = after.slice(from - 1, after.length - rest)
  return lines.map(line => `${line.replace(/\r$/, '')}\n`).join('')
}

/** A patch as GitHub's API has it: unified, without file names. */
export function readPatch(patch: string): Patch {
  const changed = new Set<number>()
  const shown = new Map<number, string>()
  let at = 0
  for (const line of patch.split('\n')) {
    const hunk = /^@@ -\d+(?:,\d+)? \+(\d+)(?:,\d+)? @@/.exec(line)
    if (hunk) at = Number(hunk[1])
    else if (line.startsWith('+') || line.startsWith(' ')) {
      if (line.startsWith('+')) changed.add(at)
      shown.set(at++, line.slice(1))
    }
  }
  return {changed, shown}
}

/** A checkout of the merge with the default branch can have other lines than the branch that the patch is of. */
export function fits(text: string, {shown}: Patch): boolean {
  const lines = text.split('\n')
  return [...shown].every(([line, written]) => lines[line - 1]?.replace(/\r$/, '') === written.replace(/\r$/, ''))
}
