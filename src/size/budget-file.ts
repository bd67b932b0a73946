import {readSettings, SETTINGS_FILE} from '../dockerfile/check/settings.ts'
import {readInside} from '../go/inside.ts'
import {UserError} from '../runner/errors.ts'
import {type Budget, type BudgetInput, readBudgets} from './budget-lines.ts'

/**
 * The budgets of a build: those of the inputs, and from the settings file in `root` those of an input that was not
 * given. A file that cannot be read fails: what it allows is not known.
 * @throws UserError `settings-invalid`, or `input-size` for a line that is no budget
 */
export function budgetsOf(inputs: Record<BudgetInput, Budget[]>, root: string | null): Budget[] {
  const settings = root === null ? null : readSettings(readInside(root, SETTINGS_FILE))
  if (settings?.problem)
    throw new UserError(
      'settings-invalid',
      `${SETTINGS_FILE} cannot be read: ${settings.problem}. It may hold budgets for the size, so that nothing is built without it.`,
    )
  const {budget = [], increase = []} = settings?.size ?? {}
  const given = {'size-budget': budget, 'size-increase': increase}
  return (['size-budget', 'size-increase'] as const).flatMap(input =>
    inputs[input].length > 0 ? inputs[input] : readBudgets(input, given[input], SETTINGS_FILE),
  )
}
