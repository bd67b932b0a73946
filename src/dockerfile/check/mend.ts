/** Applies fixes until there is nothing more to mend, and holds the result against the rules. */
import type {Finding} from '../../report/report.ts'
import {parseDockerfile} from '../parse.ts'
import {applyFixes} from './fix.ts'

export type Mended = {
  text: string
  /** What the fixes took away, in the order in which they were applied. */
  applied: Finding[]
  /** What is found in the mended text. */
  findings: Finding[]
}

/** Each round can free a place where two fixes met. */
const MOST_ROUNDS = 20

/**
 * `check` are the rules on a text of the same Dockerfile. A set of fixes after which the file has other stages, or after
 * which a rule finds more than before, is left out, with all after it.
 */
export async function mend(text: string, check: (text: string) => Promise<Finding[]>): Promise<Mended> {
  let current: Mended = {text, applied: [], findings: await check(text)}
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const next = applyFixes(current.text, current.findings)
    if (next.applied.length === 0) break
    const findings = await check(next.text)
    if (!isBetter(current, {text: next.text, findings})) break
    current = {text: next.text, applied: [...current.applied, ...next.applied], findings}
  }
  return current
}

/** A fix adds and takes away no stage. */
function isBetter(before: Pick<Mended, 'text' | 'findings'>, after: Pick<Mended, 'text' | 'findings'>): boolean {
  const counts = (findings: Finding[]) => {
    const found = new Map<string, number>()
    for (const {rule} of findings) found.set(rule, (found.get(rule) ?? 0) + 1)
    return found
  }
  const old = counts(before.findings)
  const isMore = [...counts(after.findings)].some(([rule, count]) => count > (old.get(rule) ?? 0))
  return !isMore && after.findings.length < before.findings.length && stages(before.text) === stages(after.text)
}

function stages(text: string): string {
  return JSON.stringify(parseDockerfile(text).stages.map(({name}) => name))
}
