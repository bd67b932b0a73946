/** Tables that can be sorted and searched. They show some rows at first; the order and the search are of all. */
import {count, grouped} from '../../units.ts'
import {element} from './dom.ts'

export type ColumnView = {title: string; isFigure: boolean}
/** `key` is what it is sorted by; null comes last. */
export type CellView = {content: () => Node | string; key: number | string | null; tone?: 'more' | 'less'}
export type RowView = {cells: CellView[]; words: string}

export type TableOptions = {
  label: string
  noun: string
  columns: ColumnView[]
  rows: RowView[]
  /** Rows at first, and with each click on the button below. */
  first: number
  step: number
  search: boolean
  sortedBy?: {column: number; isDown: boolean}
}

export function sortableTable(options: TableOptions): HTMLElement {
  const {label, noun, columns, first, step} = options
  let order = options.sortedBy ?? null
  let words = ''
  let shown = first

  const body = element('tbody')
  const heads = columns.map(({title, isFigure}, column) => {
    const button = element('button', {type: 'button', click: () => sort(column)}, title)
    return element('th', {scope: 'col', ...(isFigure && {class: 'figure'})}, button)
  })
  const table = element('table', {}, element('caption', {class: 'unseen'}, label))
  table.append(element('thead', {}, element('tr', {}, ...heads)), body)
  const more = element('button', {type: 'button', class: 'more', click: () => showMore()})
  const found = element('span', {class: 'unseen', 'aria-live': 'polite'})
  const input = element('input', {type: 'search', placeholder: 'Search', 'aria-label': `Search: ${label}`})
  input.addEventListener('input', () => {
    words = input.value.trim().toLowerCase()
    shown = first
    update()
    found.textContent = `${count(matching().length, noun)} found`
  })

  const matching = () => options.rows.filter(row => words === '' || row.words.toLowerCase().includes(words))
  const sort = (column: number) => {
    const startsDown = columns[column]!.isFigure
    order = order?.column === column ? {column, isDown: !order.isDown} : {column, isDown: startsDown}
    update()
  }
  const showMore = () => {
    shown += step
    update()
  }
  const update = () => {
    const rows = sortedRows(matching(), order)
    body.replaceChildren(...rows.slice(0, shown).map(({cells}) => rowElement(cells, columns)))
    if (rows.length === 0) {
      const none = element('td', {colspan: columns.length, class: 'none'}, words === '' ? 'Nothing' : 'Nothing found')
      body.append(element('tr', {}, none))
    }
    more.hidden = rows.length <= shown
    const hidden = rows.length - shown
    more.textContent = `Show ${count(Math.min(step, hidden), `more ${noun}`)}${hidden > step ? ` of ${grouped(hidden)}` : ''}`
    for (const [column, head] of heads.entries()) {
      if (order?.column === column) head.setAttribute('aria-sort', order.isDown ? 'descending' : 'ascending')
      else head.removeAttribute('aria-sort')
    }
  }
  update()
  const wide = element('div', {class: 'wide'}, table)
  const bar = options.search ? element('div', {class: 'search'}, input, found) : null
  return element('div', {class: 'table'}, bar, wide, more)
}

function rowElement(cells: readonly CellView[], columns: readonly ColumnView[]): HTMLElement {
  const made = cells.map(({content, tone}, index) => {
    const classes = [columns[index]!.isFigure ? 'figure' : '', tone ?? ''].filter(each => each !== '').join(' ')
    const attributes = classes === '' ? {} : {class: classes}
    return index === 0 ? element('th', {scope: 'row', ...attributes}, content()) : element('td', attributes, content())
  })
  return element('tr', {}, ...made)
}

function sortedRows(rows: RowView[], order: {column: number; isDown: boolean} | null): RowView[] {
  if (order === null) return rows
  const {column, isDown} = order
  return rows.toSorted((a, b) => {
    const [one, other] = [a.cells[column]!.key, b.cells[column]!.key]
    if (one === null || other === null) return Number(one === null) - Number(other === null)
    const compared = typeof one === 'number' && typeof other === 'number' ? one - other : `${one}` < `${other}` ? -1 : 1
    return isDown ? -compared : compared
  })
}
