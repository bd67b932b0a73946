/** Lines and columns count from 1, columns in UTF-16 units; offsets from 0. */
export type Place = {line: number; column: number}

export type LineIndex = {
  count: number
  /** Where a line begins; the end of the text for one after the last. */
  offset: (line: number) => number
  /** An offset that is not in the text is taken for its nearest end. */
  place: (offset: number) => Place
  /** A line without its end. */
  text: (line: number) => string
}

export function lineIndex(text: string): LineIndex {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  const offset = (line: number) => starts[line - 1] ?? text.length
  return {
    count: starts.length,
    offset,
    place: wanted => {
      const at = Math.min(Math.max(wanted, 0), text.length)
      let low = 0
      let high = starts.length - 1
      while (low < high) {
        const middle = Math.ceil((low + high) / 2)
        if (starts[middle]! <= at) low = middle
        else high = middle - 1
      }
      return {line: low + 1, column: at - starts[low]! + 1}
    },
    text: line => text.slice(offset(line), offset(line + 1)).replace(/\r?\n$/, ''),
  }
}

/** The newline at or after an offset, the end of the text without one. */
export function lineEnd(text: string, at: number): number {
  const newline = text.indexOf('\n', at)
  return newline < 0 ? text.length : newline
}
