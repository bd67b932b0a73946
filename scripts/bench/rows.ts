export type Row = Record<string, string | number>

/** Prints rows as a table for people, or as `{schema, rows}`. */
export function printRows(rows: Row[], json: boolean): void {
  if (json) {
    console.log(JSON.stringify({schema: 1, rows}, null, 2))
    return
  }
  const names = Object.keys(rows[0] ?? {})
  const cells = [names, ...rows.map(row => names.map(name => shown(row[name]!)))]
  const widths = names.map((_, column) => Math.max(...cells.map(line => line[column]!.length)))
  for (const line of cells)
    console.log(
      line.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join('  '),
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
