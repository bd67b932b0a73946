/** What a box says, in words: tooltip, announcement and table read the same. */
import {bytes, count, delta, isNoise} from '../../units.ts'
import type {Item, Side} from './items.ts'
import {pathTo} from './items.ts'

/** Files and packages of an image differ by less than what is noise between two archives. */
const NOISE = 0

/** `+1.61 MB, new`; empty where nothing changed. */
export function changeOf({now, was}: Pick<Item, 'now' | 'was'>): string {
  if (isNoise(now - was, NOISE)) return ''
  const what = was === 0 ? ', new' : now === 0 ? ', gone' : ''
  return `${delta(now - was, NOISE)}${what}`
}

/** `12.3 %`; of less than a tenth of a percent `< 0.1 %`. */
export function shareOf(part: number, whole: number): string {
  if (whole <= 0) return ''
  const share = (part / whole) * 100
  if (share === 0) return '0 %'
  return share < 0.1 ? '< 0.1 %' : `${share < 10 ? share.toFixed(1) : Math.round(share)} %`
}

/** `image › COPY … › /ledger`: where something is, without its own name. */
export function placeOf(item: Item): string {
  return pathTo(item)
    .slice(0, -1)
    .map(({name}) => name)
    .join(' › ')
}

export type Words = {title: string; lines: string[]}

export function wordsOf(item: Item, side: Side, root: Item): Words {
  const change = changeOf(item)
  const image = pathTo(item)[0]!
  const lines = [
    `${bytes(item[side])}${change === '' ? '' : ` · ${change}`}`,
    `${shareOf(item[side], root[side])} of ${root.name}${root === image ? '' : `, ${shareOf(item[side], image[side])} of the image`}`,
    ...(item.about === null ? [] : [item.about]),
  ]
  return {title: item.name, lines}
}

/** For what is too small for boxes. */
export function wordsOfSmall(number: number, size: number, parent: Item): Words {
  return {title: count(number, 'smaller part'), lines: [`${bytes(size)} of ${parent.name}`]}
}
