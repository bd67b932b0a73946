/** The figures of one platform over the last builds of the default branch. */
import type {BuildPoint} from './history.ts'

export type TrendPoint = {
  commit: string | null
  created: string
  download: number
  disk: number
  binary: number | null
}

/** Oldest first, at most `most`; builds that did not have the platform are left out. */
export function trendOf(history: BuildPoint[], platform: string, most: number): TrendPoint[] {
  return history
    .flatMap(({commit, created, platforms}) => {
      const found = platforms.find(each => each.platform === platform)
      return found ? [{commit, created, download: found.download, disk: found.disk, binary: found.binary}] : []
    })
    .slice(-most)
}

const BARS = [...'▁▂▃▄▅▆▇█']

/** One bar a value. A change below a hundredth of the largest one is flat, not a mountain. */
export function sparkline(values: number[]): string {
  const {low, high} = rangeOf(values)
  return values.map(value => BARS[Math.round(((value - low) / (high - low)) * (BARS.length - 1))]).join('')
}

/** The ends of an axis: around the values, and never less than a hundredth of them apart. */
export function rangeOf(values: number[]): {low: number; high: number} {
  const [smallest, largest] = [Math.min(...values), Math.max(...values)]
  const least = Math.max(largest / 100, 1)
  if (largest - smallest >= least) return {low: smallest, high: largest}
  const middle = (smallest + largest) / 2
  return {low: Math.max(middle - least / 2, 0), high: Math.max(middle - least / 2, 0) + least}
}
