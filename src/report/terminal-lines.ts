/** Lines of a terminal: columns, paragraphs that are broken between words, colours. */

import {isNoise} from './units.ts'

export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow'
export type Piece = {text: string; style?: Style}
export type Line = Piece[]

/** Growth is what a reader looks for. */
export function tone(difference: number): {style?: Style} {
  return isNoise(difference) ? {} : {style: difference > 0 ? 'yellow' : 'green'}
}

export function heading(text: string): Line {
  return [{text, style: 'bold'}]
}

export function indented(lines: Line[]): Line[] {
  return lines.map(line => [{text: '  '}, ...line])
}

/** Columns as wide as their widest cell; `right` names those whose figures end at one edge. */
export function grid(rows: Piece[][], right: number[]): Line[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map(row => width(row[column]?.text ?? ''))))
  return rows.map(row =>
    row.flatMap((cell, column): Piece[] => {
      const gap = {text: ' '.repeat((widths[column] ?? 0) - width(cell.text))}
      const separator = {text: column === 0 ? '' : '  '}
      return right.includes(column) ? [separator, gap, cell] : [separator, cell, gap]
    }),
  )
}

/** Text beside a prefix, broken between words, its further lines under its first; below a prefix that is too wide. */
export function paragraph(prefix: Line, text: string, limit: number): Line[] {
  const wide = prefix.reduce((sum, piece) => sum + width(piece.text), 0)
  const beside = wide <= limit / 2
  const indent: Piece = {text: ' '.repeat(beside ? wide : 4)}
  const lines = broken(text, Math.max(limit - width(indent.text), 20))
  if (!beside) return [prefix, ...lines.map(line => [indent, {text: line}])]
  return lines.map((line, index) => [...(index === 0 ? prefix : [indent]), {text: line}])
}

function broken(text: string, room: number): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last === undefined || width(last) + 1 + width(word) > room) lines.push(word)
    else lines[lines.length - 1] = `${last} ${word}`
  }
  return lines
}

/** Trailing spaces removed, cut with `…` where the terminal would break the line. */
export function clipped(line: Line, limit: number): Line {
  const whole = line
    .map(({text}) => text)
    .join('')
    .trimEnd()
  const fits = width(whole) <= limit
  let room = fits ? width(whole) : Math.max(limit - 1, 0)
  const kept = line.map((piece): Piece => {
    const points = Array.from(piece.text).slice(0, room)
    room -= points.length
    return {...piece, text: points.join('')}
  })
  return fits ? kept : [...kept, {text: '…'}]
}

function width(text: string): number {
  return Array.from(text).length
}

const codes = {bold: [1, 22], dim: [2, 22], red: [31, 39], green: [32, 39], yellow: [33, 39]} satisfies Record<
  Style,
  number[]
>

export function painted(line: Line, color: boolean): string {
  const paint = ({text, style}: Piece): string =>
    color && style && text.trim() !== '' ? `\u001b[${codes[style][0]}m${text}\u001b[${codes[style][1]}m` : text
  return line.map(paint).join('').trimEnd()
}
