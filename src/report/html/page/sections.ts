/** The sections below the treemap: a drawer for each kind of block. */
import {bytes, count, delta, deltaBeside, duration, grouped, isNoise} from '../../units.ts'
import type {Block, Cell, CodeLines, Column, FindingBlock, Section, Size, Table} from '../page-data.ts'
import {element, prose, written} from './dom.ts'
import {type CellView, type RowView, sortableTable} from './table.ts'

const FIRST_ROWS = 12
const FIRST_FINDINGS = 30
const STEP = 200

export function sectionElement({id, title, lead, blocks}: Section): HTMLElement {
  const heading = element('h2', {id: `${id}-title`}, title)
  const under = lead === undefined ? null : element('p', {class: 'lead'}, lead)
  const drawn = blocks.map(block => DRAWERS[block.block](block as never, title))
  return element('section', {id, 'aria-labelledby': `${id}-title`}, heading, under, ...drawn)
}

const DRAWERS: {[Kind in Block['block']]: (block: Extract<Block, {block: Kind}>, title: string) => HTMLElement} = {
  table: (block, title) => tableElement(block, title),
  timeline: ({spans}) => timelineElement(spans),
  findings: ({findings}) => findingsElement(findings),
  code: ({code}, title) => codeElement(code, title),
  list: ({items}) => element('ul', {class: 'list'}, ...items.map(item => element('li', {}, prose(item)))),
}

export function tableElement(table: Table, title: string): HTMLElement {
  const {caption, noun, columns, rows} = table
  const label = caption === undefined ? title : `${title}: ${caption}`
  const made = sortableTable({
    ...{label, noun, first: FIRST_ROWS, step: STEP, search: rows.length > FIRST_ROWS},
    columns: columns.map(({title: name, kind}) => ({title: name, isFigure: kind !== 'text'})),
    rows: rows.map(row => rowView(row, columns)),
  })
  return caption === undefined ? made : element('div', {}, element('h3', {}, caption), made)
}

function rowView(row: readonly Cell[], columns: readonly Column[]): RowView {
  const words = row
    .flatMap(cell => (cell !== null && typeof cell === 'object' && 'text' in cell ? cell.text : []))
    .join(' ')
  return {words, cells: row.map((cell, index) => cellView(cell, columns[index]!.kind))}
}

function cellView(cell: Cell, kind: Column['kind']): CellView {
  if (cell === null) return {content: () => (kind === 'text' ? '' : '–'), key: null}
  if (typeof cell === 'object' && 'bytes' in cell) return {content: () => sizeElement(cell), key: cell.bytes}
  if (typeof cell === 'object') return {content: () => written(cell), key: cell.text}
  const tone = kind !== 'change' || cell === 0 ? {} : {tone: cell > 0 ? ('more' as const) : ('less' as const)}
  return {content: () => figure(cell, kind), key: cell, ...tone}
}

function sizeElement({bytes: size, change}: Size): HTMLElement {
  const tone = change === null || isNoise(change) ? 'same' : change > 0 ? 'more' : 'less'
  const beside = change === null ? null : element('span', {class: tone}, ` ${deltaBeside(change, size)}`)
  return element('span', {}, bytes(size), beside)
}

function figure(value: number, kind: Column['kind']): string {
  if (kind === 'change') return delta(value, 0)
  if (kind === 'seconds') return duration(value)
  return kind === 'bytes' ? bytes(value) : grouped(value)
}

type Spans = Extract<Block, {block: 'timeline'}>['spans']

/** Bars that overlap in time lie above each other: what ran side by side is seen at once. */
function timelineElement(spans: Spans): HTMLElement {
  const zero = spans.reduce((least, {start}) => Math.min(least, start), Number.POSITIVE_INFINITY)
  const whole = Math.max(1e-3, spans.reduce((last, {end}) => Math.max(last, end), zero) - zero)
  const rows = spans.map(({name, start, end}) => {
    const bar = element('span', {class: 'span'})
    bar.style.left = `${((start - zero) / whole) * 100}%`
    bar.style.width = `${((end - start) / whole) * 100}%`
    const when = `${duration(end - start)}`
    const from = element('span', {class: 'unseen'}, ` from ${duration(start - zero)}, `)
    return element(
      'li',
      {},
      element('span', {class: 'name'}, prose(name)),
      element('span', {class: 'track', 'aria-hidden': 'true'}, bar),
      element('span', {class: 'when'}, from, when),
    )
  })
  const axis = element('li', {class: 'axis', 'aria-hidden': 'true'})
  const ends = element('span', {class: 'track'}, element('span', {}, '0 s'), element('span', {}, duration(whole)))
  axis.append(element('span', {class: 'name'}), ends, element('span', {class: 'when'}))
  return element('ol', {class: 'timeline'}, ...rows, axis)
}

function findingsElement(findings: readonly FindingBlock[]): HTMLElement {
  const holder = element('div', {class: 'findings'})
  const more = element('button', {type: 'button', class: 'more', click: () => show(STEP)})
  let shown = 0
  const show = (many: number) => {
    holder.append(...findings.slice(shown, shown + many).map(findingElement))
    shown += many
    more.hidden = findings.length <= shown
    more.textContent = `Show ${count(Math.min(STEP, findings.length - shown), 'more finding')}`
  }
  show(FIRST_FINDINGS)
  return element('div', {}, holder, more)
}

function findingElement({severity, rule, place, message, remedy, code}: FindingBlock): HTMLElement {
  const head = element('p', {class: 'rule'}, element('strong', {class: severity}, severity), ' ', written(rule))
  if (place !== null) head.append(' ', written(place))
  return element(
    'article',
    {},
    head,
    element('p', {}, prose(message)),
    remedy === null ? null : element('p', {class: 'remedy'}, prose(remedy)),
    code === null ? null : codeElement(code, place?.text ?? 'Dockerfile'),
  )
}

function codeElement({from, lines, marked}: CodeLines, label: string): HTMLElement {
  const stands = new Set(marked)
  const rows = lines.map((line, index) => {
    const number = from + index
    const sign = stands.has(number) ? '▸' : ' '
    const gutter = element('span', {class: 'gutter', 'aria-hidden': 'true'}, `${sign}${String(number).padStart(4)}  `)
    return element('span', {class: stands.has(number) ? 'line marked' : 'line'}, gutter, `${line}\n`)
  })
  return element('pre', {tabindex: 0, role: 'group', 'aria-label': label}, element('code', {}, ...rows))
}
