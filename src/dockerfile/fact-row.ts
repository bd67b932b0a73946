import type {Fact} from '../go/project.ts'
import type {DecisionRow} from '../report/report.ts'

/** A row of the report that rests on facts; the first three places of them are shown. */
export function factRow(what: string, choice: string, reason: string, evidence: Fact['evidence']): DecisionRow {
  return {what, choice, reason, evidence: evidence.slice(0, 3).map(({file, line}) => ({file, line}))}
}
