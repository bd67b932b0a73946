/** The tree of the report with sums and parents, so that each box knows its size on both sides and its place. */
import type {Node, NodeKind} from '../page-data.ts'

/** Bytes in the newer and in the older image. */
export type Side = 'now' | 'was'

export type Item = {
  name: string
  kind: NodeKind
  about: string | null
  parent: Item | null
  children: Item[]
  now: number
  was: number
}

export function itemOf(node: Node, parent: Item | null = null): Item {
  const {name, kind, about = null, bytes = 0, was = bytes} = node
  const item: Item = {name, kind, about, parent, children: [], now: bytes, was}
  if (node.children === undefined) return item
  item.children = node.children.map(child => itemOf(child, item))
  item.now = total(item.children, 'now')
  item.was = total(item.children, 'was')
  return item
}

/** From the image down to it. */
export function pathTo(item: Item): Item[] {
  return item.parent === null ? [item] : [...pathTo(item.parent), item]
}

const sorted: Record<Side, WeakMap<Item, Item[]>> = {now: new WeakMap(), was: new WeakMap()}

/** Its children with a size on that side, the largest first. Remembered: a folder may have 50,000 of them. */
export function largestFirst(item: Item, side: Side): Item[] {
  const known = sorted[side].get(item)
  if (known !== undefined) return known
  const list = item.children.filter(each => each[side] > 0).toSorted((a, b) => b[side] - a[side])
  sorted[side].set(item, list)
  return list
}

/** Below the item, in the order of the tree, those whose name has the words. At most `most`. */
export function searched(item: Item, words: string, most: number): Item[] {
  const wanted = words.toLowerCase()
  const found: Item[] = []
  const waiting = item.children.toReversed()
  while (waiting.length > 0 && found.length < most) {
    const next = waiting.pop()!
    if (next.name.toLowerCase().includes(wanted)) found.push(next)
    for (const child of next.children.toReversed()) waiting.push(child)
  }
  return found
}

function total(items: readonly Item[], side: Side): number {
  return items.reduce((sum, each) => sum + each[side], 0)
}
