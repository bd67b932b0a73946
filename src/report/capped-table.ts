/** Tables of the folded parts, cut to the room that there is. */
import {type Column, joined, type Markdown, md, table, text} from './markdown.ts'
import type {Room} from './sections.ts'
import {bytes, count} from './units.ts'

/** A table of at most `room.rows` rows, and how many more there are. */
export function capped<Item>(
  columns: Column[],
  items: Item[],
  row: (item: Item) => Markdown[],
  room: Room,
  noun: string,
): Markdown {
  const shown = items.slice(0, room.rows)
  return joined([table(columns, shown.map(row)), more(items.length - shown.length, noun)], '\n\n')
}

export function more(number: number, noun: string): Markdown | null {
  return number > 0 ? md`and ${text(count(number, `more ${noun}`))}` : null
}

export function emphasis(written: string): Markdown {
  return written === '=' ? md`=` : md`**${text(written)}**`
}

export function size(count: number | null | undefined): Markdown {
  return count == null ? md`–` : text(bytes(count))
}
