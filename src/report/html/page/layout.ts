/** Where the boxes of the treemap are. Work is bounded by the area of the canvas, not by the size of the tree. */
import {treemapSquarify} from 'd3-hierarchy'
import {type Item, largestFirst, type Side} from './items.ts'

/** In CSS pixels. */
export type Rectangle = {x0: number; y0: number; x1: number; y1: number}
/** `item` is null for what is too small for boxes of its own; `count` says how many that are. */
export type Box = Rectangle & {
  item: Item | null
  parent: Item
  count: number
  bytes: number
  header: boolean
  isLeaf: boolean
}

/** Of a box, in square pixels: smaller ones become one box together. */
const SMALLEST_AREA = 20
/** Of a group, so that boxes in it can be told apart. */
const SMALLEST_SIDE = 14
export const HEADER = 19
const GAP = 2

/** From outside to inside: what is drawn later lies on what was drawn before. */
export function boxesOf(root: Item, side: Side, width: number, height: number): Box[] {
  const boxes: Box[] = []
  const waiting: {item: Item; inside: Rectangle}[] = [{item: root, inside: {x0: 0, y0: 0, x1: width, y1: height}}]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const box of childBoxes(next.item, side, next.inside)) {
      const inside = box.item === null ? null : insideOf(box)
      const isLeaf = inside === null || largestFirst(box.item!, side).length === 0
      boxes.push({...box, isLeaf, header: !isLeaf && hasHeader(box)})
      if (!isLeaf) waiting.push({item: box.item!, inside: inside!})
    }
  }
  return boxes
}

type Child = Rectangle & {value: number; item: Item | null; count: number}

function childBoxes(parent: Item, side: Side, {x0, y0, x1, y1}: Rectangle): Box[] {
  const all = largestFirst(parent, side)
  const perByte = ((x1 - x0) * (y1 - y0)) / parent[side]
  const small = all.findIndex(each => each[side] * perByte < SMALLEST_AREA)
  const shown = small === -1 ? all : all.slice(0, small)
  const rest = small === -1 ? [] : all.slice(small)
  const nowhere = {x0: 0, y0: 0, x1: 0, y1: 0}
  const children: Child[] = shown.map(item => ({...nowhere, value: item[side], item, count: 1}))
  const left = rest.reduce((sum, each) => sum + each[side], 0)
  if (rest.length > 0)
    children.push({...nowhere, value: left, item: rest.length === 1 ? rest[0]! : null, count: rest.length})
  // It reads and writes these fields of a node and no others (d3-hierarchy, src/treemap/squarify.js).
  const node = {value: parent[side], children} as unknown as Parameters<typeof treemapSquarify>[0]
  treemapSquarify(node, x0, y0, x1, y1)
  return children.map(({value, ...box}) => ({...box, parent, bytes: value, header: false, isLeaf: true}))
}

function hasHeader({x0, y0, x1, y1}: Rectangle): boolean {
  return x1 - x0 >= 48 && y1 - y0 >= HEADER * 2
}

/** Null where there is no room for boxes. */
function insideOf(box: Rectangle): Rectangle | null {
  const top = hasHeader(box) ? HEADER : GAP
  const inside = {x0: box.x0 + GAP, y0: box.y0 + top, x1: box.x1 - GAP, y1: box.y1 - GAP}
  return inside.x1 - inside.x0 < SMALLEST_SIDE || inside.y1 - inside.y0 < SMALLEST_SIDE ? null : inside
}

/** The innermost box at a point. */
export function boxAt(boxes: readonly Box[], x: number, y: number): Box | null {
  return boxes.findLast(({x0, y0, x1, y1}) => x >= x0 && x < x1 && y >= y0 && y < y1) ?? null
}

export type Direction = 'left' | 'right' | 'up' | 'down'

/** The nearest innermost box in that direction; the same where there is none. */
export function neighbour(boxes: readonly Box[], from: Box | null, direction: Direction): Box | null {
  const leaves = boxes.filter(({isLeaf}) => isLeaf)
  if (from === null) return leaves.toSorted((a, b) => b.bytes - a.bytes)[0] ?? null
  const [fromX, fromY] = centre(from)
  const costs = leaves.flatMap(box => {
    const [x, y] = centre(box)
    const along = {left: fromX - x, right: x - fromX, up: fromY - y, down: y - fromY}[direction]
    const aside = direction === 'left' || direction === 'right' ? Math.abs(y - fromY) : Math.abs(x - fromX)
    return along > 0.5 ? [{box, cost: along + 3 * aside}] : []
  })
  const nearest = costs.reduce<(typeof costs)[number] | null>((a, b) => (a === null || b.cost < a.cost ? b : a), null)
  return nearest?.box ?? from
}

function centre({x0, y0, x1, y1}: Rectangle): [number, number] {
  return [(x0 + x1) / 2, (y0 + y1) / 2]
}

/** What a click on a box leads into: the group itself, or the one that it stands in; null where that is shown already. */
export function zoomTarget(box: Box, root: Item): Item | null {
  const target = box.item !== null && box.item.children.length > 0 ? box.item : box.parent
  return target === root ? null : target
}
