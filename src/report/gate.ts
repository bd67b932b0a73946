/** Whether findings on the Dockerfile fail the step. */
import {plain, shortened} from './plain.ts'
import type {Finding} from './report.ts'
import {findingCounts} from './verdict.ts'

export const FAIL_ON = ['never', 'error', 'warning'] as const
export const FAIL_SCOPES = ['new', 'all'] as const

export type Gate = {
  failOn: (typeof FAIL_ON)[number]
  scope: (typeof FAIL_SCOPES)[number]
}

const NAMED = 5

/**
 * Those that the step fails with. `known` are the fingerprints of what the default branch has, null where that is not
 * known: then all of them count.
 */
export function failingFindings(
  findings: readonly Finding[],
  known: ReadonlySet<string> | null,
  {failOn, scope}: Gate,
): Finding[] {
  const counts = (severity: Finding['severity']) =>
    (severity === 'error' && failOn !== 'never') || (severity === 'warning' && failOn === 'warning')
  const isOld = (print: string | null) => scope === 'new' && print !== null && (known?.has(print) ?? false)
  return findings.filter(({severity, fingerprint}) => counts(severity) && !isOld(fingerprint))
}

/** The sentence that the step fails with, null when nothing is failing. */
export function describeFindings(
  failing: readonly Finding[],
  known: ReadonlySet<string> | null,
  {scope}: Gate,
  file: string,
): string | null {
  if (failing.length === 0) return null
  const listed = failing
    .slice(0, NAMED)
    .map(
      ({rule, line, message}) =>
        `${plain(file)}${line === null ? '' : `:${line}`} ${plain(rule)} ${shortened(plain(message), 200)}`,
    )
  const more = failing.length > NAMED ? [`and ${failing.length - NAMED} more in the report`] : []
  const which = scope === 'new' && known !== null ? ', new with this change' : ''
  const how = `Mend them, or silence one with a comment above its line: # go-image ignore=${plain(failing[0]!.rule)} REASON.`
  return `The Dockerfile has ${findingCounts([...failing])}${which}: ${[...listed, ...more].join('; ')}. ${how}`
}
