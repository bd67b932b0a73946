/** What is too large to be checked. The rules' work grows with the square of the lines, and the file may be a stranger's. */
import {type Dockerfile, namesIn} from '../parse.ts'

/** BuildKit refuses longer lines (moby/buildkit frontend/dockerfile/parser/parser.go, bufio.MaxScanTokenSize). */
const MOST_LINE_BYTES = 65_535
/** As much as is read of any other file of the checkout. */
const MOST_CHARACTERS = 256 * 1024
/** An image cannot have more than 127 layers; this leaves room for a file of many stages. */
const MOST_INSTRUCTIONS = 500
/** Of ENV and ARG together. */
const MOST_VARIABLES = 500

/** Asked before the text is parsed. Null when it can be checked, else what is too large, for a message. */
export function tooLargeText(text: string): string | null {
  if (text.length > MOST_CHARACTERS) return tooMany(text.length, MOST_CHARACTERS, 'characters')
  const lines = text.split('\n')
  const long = lines.findIndex(line => line.length * 3 > MOST_LINE_BYTES && Buffer.byteLength(line) > MOST_LINE_BYTES)
  return long < 0 ? null : `line ${long + 1} has more than the ${MOST_LINE_BYTES} bytes that BuildKit accepts`
}

export function tooManyInstructions({preamble, stages}: Dockerfile): string | null {
  const all = [...preamble, ...stages.flatMap(({from, instructions}) => [from, ...instructions])]
  const variables = all.filter(({keyword}) => keyword === 'ENV' || keyword === 'ARG')
  return (
    tooMany(all.length, MOST_INSTRUCTIONS, 'instructions') ??
    tooMany(variables.flatMap(({args}) => namesIn(args)).length, MOST_VARIABLES, 'variables')
  )
}

function tooMany(count: number, most: number, what: string): string | null {
  return count > most ? `it has ${count} ${what}, and at most ${most} are read` : null
}
