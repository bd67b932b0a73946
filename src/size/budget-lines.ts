import {shortened} from '../report/plain.ts'
import {UserError} from '../runner/errors.ts'
import {amountIn, sizeIn} from './amount.ts'

/** What of an image a budget is about, as `judge` weighs it. */
export const BUDGET_PARTS = ['download', 'disk', 'binary', 'own'] as const
export type BudgetPart = (typeof BUDGET_PARTS)[number]
/** A ceiling, or how much more than the baseline is allowed. */
export const BUDGET_INPUTS = ['size-budget', 'size-increase'] as const
export type BudgetInput = (typeof BUDGET_INPUTS)[number]

export type Budget = {
  input: BudgetInput
  /** Null: for each platform that no other line of this part names. */
  platform: string | null
  part: BudgetPart
  /** Percent only for `size-increase`. */
  limit: {bytes: number} | {percent: number}
  /** The amount as it was written: `12 MB`. */
  written: string
  /** The settings file that has it; null for the input. */
  file: string | null
}

const PLATFORM = /^[a-z0-9]+\/[a-z0-9_.]+(?:\/[a-z0-9_.]+)?$/i
const MOST_LINES = 100

/**
 * Lines of `[PLATFORM] [PART] AMOUNT`: `12 MB` is the download of every platform, `linux/arm64 disk 30 MB` the size on
 * disk of one. @throws UserError `input-size`
 */
export function readBudgets(input: BudgetInput, lines: string[], file: string | null): Budget[] {
  const where = file === null ? `Input \`${input}\`` : `${input} in ${file}`
  const fail = (what: string) => new UserError('input-size', `${where} ${what}`)
  const written = lines.map(line => line.trim()).filter(line => line !== '')
  if (written.length > MOST_LINES) throw fail(`has ${written.length} lines, more than ${MOST_LINES}.`)
  const budgets = written.map(line => {
    const budget = readLine(input, line, file)
    if (budget !== null) return budget
    const amounts = input === 'size-increase' ? '12 MB, 500 kB or 11.5 MiB, or 5 %' : '12 MB, 500 kB or 11.5 MiB'
    throw fail(
      `is "${shortened(line, 80)}"; a size reads like ${amounts}. Before it there may be a platform, such as linux/arm64, and one of ${BUDGET_PARTS.join(', ')}.`,
    )
  })
  const names = budgets.map(nameOf)
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined) throw fail(`sets ${twice} twice. Leave one of the lines out.`)
  return budgets
}

/** What a budget is about, as it is written in front of the amount: `linux/arm64 disk`. */
export function nameOf({platform, part}: Pick<Budget, 'platform' | 'part'>): string {
  return platform === null ? part : `${platform} ${part}`
}

function readLine(input: BudgetInput, line: string, file: string | null): Budget | null {
  const words = line.split(/\s+/)
  const platform = PLATFORM.test(words[0] ?? '') ? words.shift()! : null
  const part = BUDGET_PARTS.find(name => name === words[0])
  if (part !== undefined) words.shift()
  const amount = words.join(' ')
  const limit = input === 'size-increase' ? amountIn(amount) : sizeIn(amount)
  if (limit === null) return null
  const {written, ...rest} = limit
  return {input, platform, part: part ?? 'download', limit: rest, written, file}
}
