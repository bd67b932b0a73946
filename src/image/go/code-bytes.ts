/**
 * How far the code of a function reaches: its table of stack depths by code position (`pcsp`) covers it exactly, so the
 * padding behind it is left out, as `go tool nm -size` does. `step` of https://go.dev/src/runtime/symtab.go reads it.
 *
 * The reader gives null for a function without such a table, and when all functions together had more to read than the
 * tables have bytes, which is only so in made-up files.
 */
export function codeBytesReader(positions: Buffer, quantum: number): (pcsp: number) => number | null {
  let left = 2 * positions.length
  return pcsp => {
    if (pcsp === 0) return null
    let code = 0
    let number = 0
    let shift = 1
    let isDepth = true
    for (let at = pcsp; at < positions.length && left > 0; at++, left--) {
      const byte = positions[at]!
      number += (byte & 0x7f) * shift
      shift *= 0x80
      if (byte >= 0x80) continue
      // A change of depth of 0 ends the table, except at its beginning.
      if (isDepth && number === 0 && at > pcsp) return code
      if (!isDepth) code += number * quantum
      number = 0
      shift = 1
      isDepth = !isDepth
    }
    return null
  }
}
