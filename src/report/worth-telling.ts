import type {CommentMode} from '../inputs.ts'
import type {Report} from './report.ts'
import {isNoise} from './units.ts'
import {isUnchanged} from './verdict.ts'

/**
 * Whether a pull request without a comment gets one. `threshold` in bytes of download; null: any change counts. A step
 * that fails always tells why.
 */
export function isWorthTelling(
  report: Report,
  {mode, threshold}: {mode: CommentMode; threshold: number | null},
): boolean {
  if (mode === 'always' || needsAttention(report)) return true
  const platforms = report.diff?.platforms ?? []
  const change = Math.max(
    0,
    ...platforms.map(({before, after}) => Math.abs((after?.download ?? 0) - (before?.download ?? 0))),
  )
  // Without a baseline nothing is known to have changed.
  if (!report.baseline.found) return mode === 'auto'
  if (threshold !== null) return change >= threshold
  if (mode === 'on-change') return !isNoise(change)
  return platforms.some(({layers}) => layers.some(({kind}) => kind !== 'same'))
}

/** As the baseline, and nothing to look at: what a reader need not see. */
export function isResolved(report: Report): boolean {
  return report.baseline.found && isUnchanged(report) && !needsAttention(report)
}

function needsAttention({build, budgets, dockerfile}: Report): boolean {
  return (
    build.outcome !== 'success' ||
    budgets.some(({ok}) => !ok) ||
    (dockerfile.failing ?? 0) > 0 ||
    dockerfile.findings.some(({severity}) => severity === 'error')
  )
}
