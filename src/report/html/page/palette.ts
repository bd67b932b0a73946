/** Which colour a box has. Colours are custom properties of the style sheet, so that light, dark and print share this. */
import type {NodeKind} from '../page-data.ts'
import type {Item} from './items.ts'

/** Without an older image a colour says what something is. */
const KINDS: Record<NodeKind, string> = {
  image: '--box',
  base: '--base',
  layer: '--box',
  folder: '--box',
  file: '--box',
  program: '--own',
  own: '--own',
  dependency: '--dependency',
  'standard-library': '--library',
  section: '--section',
  embedded: '--section',
  rest: '--rest',
}

/** The legend: what is there of it is shown. */
export const KIND_LEGEND = [
  {color: '--own', name: 'own Go code'},
  {color: '--dependency', name: 'dependencies'},
  {color: '--library', name: 'standard library'},
  {color: '--section', name: 'data of the program'},
  {color: '--box', name: 'files'},
  {color: '--base', name: 'base image'},
  {color: '--rest', name: 'not listed'},
]

export const CHANGE_LEGEND = [
  {color: '--more-3', name: '+ new, or by over a quarter'},
  {color: '--more-1', name: '+ grew'},
  {color: '--box', name: 'unchanged'},
  {color: '--less-1', name: '− shrank'},
  {color: '--less-3', name: '− gone, or by over a quarter'},
]

export function colorOf(item: Item, isCompared: boolean): string {
  if (isCompared) return changeColor(item)
  for (let each: Item | null = item; each !== null; each = each.parent) if (each.kind === 'base') return '--base'
  return KINDS[item.kind]
}

function changeColor({now, was}: Item): string {
  if (now === was) return '--box'
  const share = Math.abs(now - was) / Math.max(1, was)
  const step = share > 0.25 ? 3 : share > 0.05 ? 2 : 1
  return now > was ? `--more-${step}` : `--less-${step}`
}
