import {bytes} from '../report/units.ts'
import {UserError} from '../runner/errors.ts'
import type {ImageDiff} from './diff.ts'

/** Budgets for the size of an image: what a user wrote, and how this build stands against it. */

export type BudgetVerdict = {
  /** The input that set it. */
  input: 'size-budget' | 'size-increase'
  platform: string
  ok: boolean
  /** Download bytes of this image, or its growth for `size-increase`. */
  actual: number
  /** Allowed bytes. A percentage is turned into bytes of the baseline first. */
  limit: number
  /** As the user wrote it: `10 MB`, `5 %`. */
  written: string
}

export type Increase = {written: string} & ({bytes: number} | {percent: number})

const UNITS: Record<string, number> = {
  '': 1,
  b: 1,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  kib: 1024,
  mib: 1024 ** 2,
  gib: 1024 ** 3,
}

/** `12 MB` (10⁶ bytes) or `11.5 MiB` (2²⁰) → bytes. */
export function parseSize(input: string, written: string): {bytes: number; written: string} {
  const [, figure = '', unit = ''] = /^\+?\s*(\d+(?:\.\d+)?)\s*([a-zA-Z]*)$/.exec(written) ?? []
  const count = Math.round(Number(figure) * Number(UNITS[unit.toLowerCase()]))
  if (figure === '' || !Number.isSafeInteger(count))
    throw new UserError(
      'input-size',
      `Input \`${input}\` is "${written}"; a size reads like 12 MB, 500 kB or 11.5 MiB.`,
    )
  return {bytes: count, written}
}

/** `500 kB` or `5 %`. */
export function parseIncrease(input: string, written: string): Increase {
  const percent = /^\+?\s*(\d+(?:\.\d+)?)\s*%$/.exec(written)
  return percent ? {percent: Number(percent[1]), written} : parseSize(input, written)
}

/** The error for budgets that do not hold: figure, limit and excess of each. Null when all hold. */
export function describeOverrun(verdicts: BudgetVerdict[]): string | null {
  const broken = verdicts.filter(verdict => !verdict.ok)
  if (broken.length === 0) return null
  const lines = broken.map(({input, platform, actual, limit, written}) => {
    const excess = bytes(actual - limit)
    return input === 'size-budget'
      ? `${platform} downloads ${bytes(actual)}, ${excess} over \`size-budget\` ${written}`
      : `${platform} grew by ${bytes(actual)}, ${excess} over \`size-increase\` ${written}`
  })
  return `The image is too large: ${lines.join('; ')}. The report shows the layers that grew; raise the budget if that is meant.`
}

/** One verdict per platform and budget; growth is judged only where there is a baseline. */
export function judge(
  budget: {bytes: number; written: string} | null,
  increase: Increase | null,
  diff: ImageDiff,
): BudgetVerdict[] {
  return diff.platforms.flatMap(({platform, before, after}) => {
    if (!after) return []
    const verdicts: BudgetVerdict[] = []
    if (budget) {
      const actual = after.download
      verdicts.push({
        input: 'size-budget',
        platform,
        ok: actual <= budget.bytes,
        actual,
        limit: budget.bytes,
        written: budget.written,
      })
    }
    if (increase && before) {
      const limit = 'percent' in increase ? Math.floor((before.download * increase.percent) / 100) : increase.bytes
      const actual = after.download - before.download
      verdicts.push({
        input: 'size-increase',
        platform,
        ok: actual <= limit,
        actual,
        limit,
        written: increase.written,
      })
    }
    return verdicts
  })
}
