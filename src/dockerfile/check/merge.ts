/** BuildKit's own checks and our rules as one list. */
import type {Finding} from '../../report/report.ts'
import type {Rule} from './rule.ts'

/** Sorted by line. What BuildKit says of a line in its own words is not said again by a rule of the same subject. */
export function mergeFindings(
  ours: readonly Finding[],
  buildkit: readonly Finding[],
  rules: readonly Rule[],
): Finding[] {
  const sameAs = new Map(rules.map(({id, buildkit: names}) => [id, names ?? []]))
  const isSaid = ({rule, line}: Finding) =>
    buildkit.some(other => other.line === line && sameAs.get(rule)?.includes(other.rule))
  const kept = ours.filter(finding => !isSaid(finding))
  return [...kept, ...buildkit].sort((one, other) => (one.line ?? 0) - (other.line ?? 0))
}
