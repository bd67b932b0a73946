/** One measured way. `ratio` is its median against the reference of its table. */
export type Row = {
  table: string
  way: string
  runs: number
  minSeconds: number
  medianSeconds: number
  maxSeconds: number
  ratio: number
}

export function row(table: string, way: string, seconds: number[], reference: number): Row {
  const middle = median(seconds)
  return {
    ...{table, way, runs: seconds.length},
    ...{minSeconds: Math.min(...seconds), medianSeconds: middle, maxSeconds: Math.max(...seconds)},
    ratio: middle / reference,
  }
}

export function printRows(rows: Row[]): void {
  const names = Object.keys(rows[0] ?? {}) as (keyof Row)[]
  const cells = [names, ...rows.map(row => names.map(name => shown(row[name])))]
  const widths = names.map((_, column) => Math.max(...cells.map(line => line[column]!.length)))
  for (const line of cells)
    console.log(
      line
        .map((cell, column) => (column < 2 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
        .join('  '),
    )
}

export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

function shown(value: string | number): string {
  return typeof value === 'string' || Number.isInteger(value) ? `${value}` : value.toFixed(2)
}
