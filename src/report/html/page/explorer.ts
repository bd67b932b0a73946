/** Treemap and table of one image side by side: both show the same group, zoom together and switch sides together. */
import {bytes, count} from '../../units.ts'
import type {PlatformTree} from '../page-data.ts'
import {element} from './dom.ts'
import {type Item, itemOf, pathTo, type Side, searched} from './items.ts'
import {CHANGE_LEGEND, colorOf, KIND_LEGEND} from './palette.ts'
import {type CellView, type ColumnView, type RowView, sortableTable} from './table.ts'
import {treemap} from './treemap.ts'
import {changeOf, placeOf, shareOf} from './words.ts'

/** Results of a search; who searches for one letter in 50,000 files wants no list of them. */
const MOST_FOUND = 500

export function explorer(platforms: readonly PlatformTree[]): HTMLElement {
  const trees = platforms.map(({root, ...platform}) => ({...platform, root: itemOf(root)}))
  let tree = trees[0]!
  let current = tree.root
  let chosen: Side = 'now'
  let side: Side = 'now'
  let words = ''

  const crumbs = element('ol')
  const bar = element('div', {class: 'bar'}, element('nav', {'aria-label': 'Place in the image'}, crumbs))
  const legend = element('ul', {class: 'legend'})
  const notes = element('div', {class: 'notes'})
  const input = element('input', {
    type: 'search',
    placeholder: 'Search in all parts',
    'aria-label': 'Search in all parts',
  })
  const holder = element('div', {class: 'parts-table'})
  const found = element('span', {class: 'unseen', 'aria-live': 'polite'})
  const map = treemap({zoom: to => zoom(to), leave: () => current.parent !== null && zoom(current.parent)})

  const zoom = (to: Item) => {
    current = to
    words = input.value = ''
    update()
  }
  const update = () => {
    map.show({root: current, side, isCompared: tree.isCompared})
    crumbs.replaceChildren(...pathTo(current).map(item => crumb(item, item === current, into)))
    updateTable()
  }
  const updateTable = () => {
    const items = words === '' ? current.children : searched(current, words, MOST_FOUND)
    const isSearch = words !== ''
    found.textContent = isSearch ? `${count(items.length, 'part')} found` : ''
    holder.replaceChildren(partsTable({items, isSearch, current, side, isCompared: tree.isCompared}, into))
  }
  /** What was pressed is gone then: the keyboard goes on at the new table. */
  const into = (to: Item) => {
    zoom(to)
    holder.querySelector<HTMLElement>('tbody button, thead button')?.focus()
  }
  const select = (index: number) => {
    tree = trees[index]!
    current = tree.root
    side = tree.isCompared ? chosen : 'now'
    sides.hidden = !tree.isCompared
    const entries = tree.isCompared ? CHANGE_LEGEND : KIND_LEGEND.filter(({color}) => hasColor(tree.root, color))
    legend.replaceChildren(...entries.map(legendEntry))
    notes.replaceChildren(...tree.notes.map(note => element('p', {}, note)))
    zoom(tree.root)
  }

  const sides = sideSwitch(choice => {
    side = chosen = choice
    update()
  })
  input.addEventListener('input', () => {
    words = input.value.trim()
    updateTable()
  })
  if (trees.length > 1) bar.append(platformChoice(trees, select))
  bar.append(sides)
  select(0)
  const parts = element('div', {class: 'parts'}, element('div', {class: 'search'}, input, found), holder)
  const split = element('div', {class: 'split'}, element('div', {}, map.figure, legend), parts)
  const title = element('h2', {}, 'What is in it')
  return element('section', {class: 'explorer'}, title, bar, split, notes)
}

function crumb(item: Item, isCurrent: boolean, zoom: (to: Item) => void): HTMLElement {
  if (isCurrent) return element('li', {}, element('span', {'aria-current': 'location'}, item.name))
  return element('li', {}, element('button', {type: 'button', click: () => zoom(item)}, item.name))
}

function legendEntry({color, name}: {color: string; name: string}): HTMLElement {
  const box = element('span', {class: 'box', 'aria-hidden': 'true'})
  box.style.background = `var(${color})`
  return element('li', {}, box, name)
}

function hasColor(item: Item, color: string): boolean {
  if (item.children.length === 0) return item.now > 0 && colorOf(item, false) === color
  return item.children.some(child => hasColor(child, color))
}

function platformChoice(trees: readonly {platform: string}[], select: (index: number) => void): HTMLElement {
  const options = trees.map(({platform}, index) => element('option', {value: index}, platform))
  const choice = element('select', {'aria-label': 'Platform'}, ...options)
  choice.addEventListener('change', () => select(Number(choice.value)))
  return choice
}

function sideSwitch(choose: (side: Side) => void): HTMLElement {
  const choices = [
    {side: 'was', name: 'Before'},
    {side: 'now', name: 'After'},
  ] as const
  const labels = choices.map(({side, name}) => {
    const input = element('input', {type: 'radio', name: 'side', value: side, checked: side === 'now'})
    input.addEventListener('change', () => choose(side))
    return element('label', {}, input, element('span', {}, name))
  })
  return element('fieldset', {class: 'switch'}, element('legend', {class: 'unseen'}, 'Image'), ...labels)
}

type Shown = {items: Item[]; isSearch: boolean; current: Item; side: Side; isCompared: boolean}

/** What is in the group that the treemap shows, or what is found below it. */
function partsTable({items, isSearch, current, side, isCompared}: Shown, zoom: (to: Item) => void): HTMLElement {
  const columns: ColumnView[] = [
    {title: 'part', isFigure: false},
    {title: 'size', isFigure: true},
    ...(isCompared ? [{title: 'change', isFigure: true}] : []),
    {title: 'share', isFigure: true},
  ]
  const row = (item: Item): RowView => {
    const {now, was} = item
    const isGroup = item.children.length > 0
    const change = changeOf(item)
    const name = () => {
      const label = isGroup ? element('button', {type: 'button', click: () => zoom(item)}, item.name) : item.name
      const under = isSearch ? placeOf(item) : item.about
      return element('span', {class: 'part'}, label, under === null ? null : element('small', {}, under))
    }
    const tone = now === was ? {} : {tone: now > was ? ('more' as const) : ('less' as const)}
    const size: CellView = {content: () => bytes(item[side]), key: item[side]}
    return {
      words: item.name,
      cells: [
        {content: name, key: item.name},
        size,
        ...(isCompared ? [{content: () => (change === '' ? '=' : change), key: now - was, ...tone}] : []),
        {content: () => shareOf(item[side], current[side]), key: item[side]},
      ],
    }
  }
  const label = `${isSearch ? 'Found in' : 'Parts of'} ${current.name}`
  const sortedBy = {column: 1, isDown: true}
  return sortableTable({
    label,
    noun: 'part',
    columns,
    rows: items.map(row),
    first: 100,
    step: 500,
    search: false,
    sortedBy,
  })
}
