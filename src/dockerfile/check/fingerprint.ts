/** Names for findings that stay when lines move: what a pull request brings in is told from what was there. */
import {createHash} from 'node:crypto'
import type {Finding} from '../../report/report.ts'

/** Each with one: of the rule, the text of its line without white space, and the number among equal ones. */
export function withFingerprints(findings: readonly Finding[], text: string): Finding[] {
  const lines = text.split(/\r?\n/)
  const seen = new Map<string, number>()
  return findings.map(finding => {
    const {rule, line} = finding
    const key = `${rule}\0${(line === null ? '' : (lines[line - 1] ?? '')).replace(/\s+/g, '')}`
    const number = seen.get(key) ?? 0
    seen.set(key, number + 1)
    return {...finding, fingerprint: createHash('sha256').update(`${key}\0${number}`).digest('hex').slice(0, 16)}
  })
}
