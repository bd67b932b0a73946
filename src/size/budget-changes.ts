import * as v from 'valibot'
import {BUDGET_INPUTS, BUDGET_PARTS, type Budget, nameOf} from './budget-lines.ts'

const text = v.pipe(v.string(), v.maxLength(200))

/** Budgets as a stored baseline remembers what it was judged by. */
export const KnownBudget = v.object({
  input: v.picklist(BUDGET_INPUTS),
  platform: v.nullable(text),
  part: v.picklist(BUDGET_PARTS),
  written: text,
})
export type KnownBudget = v.InferOutput<typeof KnownBudget>

/** A budget that is another one than the baseline was judged by; null where there was or is none. */
export type BudgetChange = {
  input: Budget['input']
  /** `download`, `linux/arm64 disk` */
  name: string
  before: string | null
  after: string | null
}

/** Raised, lowered, new and gone ones, in the order of the newer list. */
export function budgetChanges(before: KnownBudget[], after: KnownBudget[]): BudgetChange[] {
  const same = (a: KnownBudget, b: KnownBudget) => a.input === b.input && a.part === b.part && a.platform === b.platform
  const now = after.map(budget => {
    const older = before.find(each => same(each, budget))
    return {input: budget.input, name: nameOf(budget), before: older?.written ?? null, after: budget.written}
  })
  const gone = before
    .filter(budget => !after.some(each => same(each, budget)))
    .map(budget => ({input: budget.input, name: nameOf(budget), before: budget.written, after: null}))
  return [...now.filter(change => change.before !== change.after), ...gone]
}
