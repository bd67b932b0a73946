/** Text of others made fit for one line: nothing in it that moves a cursor, hides, or turns the line around. */

// CSI and OSC sequences (ECMA-48 5.4 and 8.3.89): colours and hyperlinks that compilers and package managers print.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const terminalSequence = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\))/g

// Control and format characters. The format characters include the bidirectional overrides of CVE-2021-42574.
const invisible = /[\p{Cc}\p{Cf}]/gu

/** One line; runs of white space become one space, characters that cannot be seen become `⟨U+202E⟩`. */
export function plain(text: string): string {
  return revealed(withoutTerminalSequences(text).replace(/\s+/g, ' ').trim())
}

/** The same for text whose lines and indentation matter. */
export function plainLines(text: string): string[] {
  return withoutTerminalSequences(text)
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map(line => revealed(line.replaceAll('\t', '    ')).trimEnd())
}

/** At most `max` code points; what was cut shows as `…`. */
export function shortened(text: string, max: number): string {
  // A string has at least half as many code points as code units.
  if (text.length <= max) return text
  const points = Array.from(text.slice(0, (max + 1) * 2))
  return points.length <= max ? text : `${points.slice(0, max - 1).join('')}…`
}

/** Keeps both ends, for names whose start and end tell them apart (cache keys, paths). */
export function shortenedInside(text: string, max: number): string {
  const points = Array.from(text)
  if (points.length <= max) return text
  const head = Math.ceil((max - 1) / 2)
  return `${points.slice(0, head).join('')}…${points.slice(points.length - (max - 1 - head)).join('')}`
}

function withoutTerminalSequences(text: string): string {
  return text.toWellFormed().replace(terminalSequence, '')
}

function revealed(text: string): string {
  return text.replace(
    invisible,
    character => `⟨U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}⟩`,
  )
}
