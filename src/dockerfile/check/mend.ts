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

/** Fixes that are tried one by one after their set was refused. */
const MOST_ALONE = 50

/** An error is worth more than any number of notes that a file has. */
const WEIGHTS = {error: 10_000, warning: 100, info: 1} as const

type State = Pick<Mended, 'text' | 'findings'>

/**
 * `check` are the rules on a text of the same Dockerfile, `found` is what they find in this one where that is known. A fix after which the file has other stages, or after which a
 * rule has more errors or warnings than before, is left out, unless the fixes of what is then found take that away.
 */
export async function mend(
  text: string,
  check: (text: string) => Promise<Finding[]>,
  found: Finding[] | null = null,
): Promise<Mended> {
  let current: Mended = {text, applied: [], findings: found ?? (await check(text))}
  const refused = new Set<string>()
  const attempt = async (findings: Finding[]): Promise<boolean> => {
    const next = applyFixes(current.text, findings)
    if (next.applied.length === 0) return false
    const after = {text: next.text, findings: await check(next.text)}
    if (isBetter(current, after)) {
      current = {...after, applied: [...current.applied, ...next.applied]}
      return true
    }
    // A mount in its right place can show the step that lacks it, a step that is put in that it stands too late.
    const open = after.findings.filter(finding => !refused.has(nameOf(finding)))
    const then = applyFixes(after.text, open)
    const mended = {text: then.text, findings: then.applied.length === 0 ? [] : await check(then.text)}
    if (then.applied.length === 0 || !isBetter(current, mended)) return false
    current = {...mended, applied: [...current.applied, ...next.applied, ...then.applied]}
    return true
  }
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const open = current.findings.filter(finding => finding.fix !== null && !refused.has(nameOf(finding)))
    if (open.length === 0) break
    if (await attempt(open)) continue
    let isMended = false
    for (const finding of open.slice(0, MOST_ALONE)) {
      isMended = await attempt([finding])
      if (isMended) break
      refused.add(nameOf(finding))
    }
    if (!isMended) break
  }
  return current
}

function nameOf({rule, line, message}: Finding): string {
  return `${rule} ${line} ${message}`
}

function isBetter(before: State, after: State): boolean {
  const counts = ({findings}: State) => {
    const found = new Map<string, number>()
    for (const {rule, severity} of findings) if (severity !== 'info') found.set(rule, (found.get(rule) ?? 0) + 1)
    return found
  }
  const weight = ({findings}: State) => findings.reduce((sum, {severity}) => sum + WEIGHTS[severity], 0)
  const old = counts(before)
  const isMore = [...counts(after)].some(([rule, count]) => count > (old.get(rule) ?? 0))
  return !isMore && weight(after) < weight(before) && stages(before.text) === stages(after.text)
}

function stages(text: string): string {
  return JSON.stringify(parseDockerfile(text).stages.map(({name}) => name))
}
