/** The treemap on a canvas: draws boxes, and tells which one the pointer or the arrow keys are on. */
import {bytes, grouped} from '../../units.ts'
import {element} from './dom.ts'
import type {Item, Side} from './items.ts'
import {type Box, boxAt, boxesOf, type Direction, HEADER, neighbour, zoomTarget} from './layout.ts'
import {colorOf} from './palette.ts'
import {changeOf, type Words, wordsOf, wordsOfSmall} from './words.ts'

export type View = {root: Item; side: Side; isCompared: boolean}

const KEYS: Record<string, Direction> = {ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down'}
const FONT = '-apple-system, system-ui, "Segoe UI", Roboto, sans-serif'

/** `zoom` is called with the group to show next, `leave` for the one above. */
export function treemap(actions: {zoom: (to: Item) => void; leave: () => void}): {
  figure: HTMLElement
  show: (view: View) => void
} {
  const canvas = element('canvas', {
    ...{tabindex: 0, role: 'application', 'aria-roledescription': 'treemap', 'aria-describedby': 'treemap-keys'},
    'aria-label': 'Treemap of the image; the table has the same parts',
  })
  const mark = element('div', {class: 'mark', hidden: true})
  const tip = element('div', {class: 'tip', hidden: true, 'aria-hidden': 'true'})
  const spoken = element('div', {class: 'unseen', 'aria-live': 'polite'})
  const keys = 'Arrow keys move, Enter zooms in, Escape zooms out.'
  const empty = element('p', {class: 'empty', hidden: true})
  const figure = element('div', {class: 'treemap'}, canvas, empty, mark, tip, spoken)
  figure.append(element('p', {id: 'treemap-keys', class: 'unseen'}, keys))

  let view: View | null = null
  let boxes: Box[] = []
  let active: Box | null = null
  let asked = 0

  const draw = () => {
    asked = 0
    if (view === null) return
    const {clientWidth: width, clientHeight: height} = canvas
    boxes = view.root[view.side] > 0 ? boxesOf(view.root, view.side, width, height) : []
    paint(canvas, boxes, view)
    empty.hidden = boxes.length > 0
    empty.textContent =
      view.side === 'was' ? 'None of this was in the older image.' : 'None of this is in the image any more.'
    canvas.dataset.boxes = String(boxes.length)
    canvas.dataset.drawn = String(Number(canvas.dataset.drawn ?? 0) + 1)
  }
  const redraw = () => {
    if (asked === 0) asked = requestAnimationFrame(draw)
  }
  const activate = (box: Box | null, says: boolean) => {
    active = box
    mark.hidden = tip.hidden = box === null
    if (box === null || view === null) return
    place(mark, box)
    const words = wordsOfBox(box, view)
    tip.replaceChildren(element('strong', {}, words.title), ...words.lines.map(line => element('span', {}, line)))
    placeTip(tip, box, canvas)
    if (says) spoken.textContent = [words.title, ...words.lines].join(', ')
  }
  const enter = (box: Box | null) => {
    const target = box === null || view === null ? null : zoomTarget(box, view.root)
    if (target !== null) actions.zoom(target)
  }
  const at = ({offsetX, offsetY}: MouseEvent) => boxAt(boxes, offsetX, offsetY)

  canvas.addEventListener('pointermove', event => activate(at(event), false))
  canvas.addEventListener('pointerleave', () => activate(null, false))
  canvas.addEventListener('click', event => enter(at(event)))
  canvas.addEventListener('blur', () => activate(null, false))
  canvas.addEventListener('keydown', event => {
    const direction = KEYS[event.key]
    if (direction !== undefined) activate(neighbour(boxes, active, direction), true)
    else if (event.key === 'Enter') enter(active)
    else if (event.key === 'Escape' || event.key === 'Backspace') actions.leave()
    else return
    event.preventDefault()
  })
  new ResizeObserver(redraw).observe(canvas)
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw)
  // On paper there is no next frame to draw in.
  matchMedia('print').addEventListener('change', draw)

  const show = (next: View) => {
    view = next
    activate(null, false)
    redraw()
  }
  return {figure, show}
}

function wordsOfBox({item, count, bytes: size, parent}: Box, {side, root}: View): Words {
  return item === null ? wordsOfSmall(count, size, parent) : wordsOf(item, side, root)
}

function place(mark: HTMLElement, {x0, y0, x1, y1}: Box): void {
  mark.style.transform = `translate(${x0}px, ${y0}px)`
  mark.style.width = `${x1 - x0}px`
  mark.style.height = `${y1 - y0}px`
}

/** Below the box, or above it where there is no room; never out of the canvas at a side. */
function placeTip(tip: HTMLElement, {x0, y0, x1, y1}: Box, canvas: HTMLElement): void {
  const {offsetWidth: width, offsetHeight: height} = tip
  const left = Math.max(0, Math.min((x0 + x1 - width) / 2, canvas.clientWidth - width))
  const below = Math.min(y1, y0 + 120) + 6
  const top = below + height > canvas.clientHeight && y0 - height - 6 > -40 ? y0 - height - 6 : below
  tip.style.transform = `translate(${left}px, ${top}px)`
}

function paint(canvas: HTMLCanvasElement, boxes: readonly Box[], {isCompared}: View): void {
  const {clientWidth: width, clientHeight: height} = canvas
  const scale = devicePixelRatio
  canvas.width = Math.round(width * scale)
  canvas.height = Math.round(height * scale)
  const context = canvas.getContext('2d')
  if (context === null) return
  const style = getComputedStyle(canvas)
  const colors = new Map<string, string>()
  const color = (name: string): string => {
    const known = colors.get(name) ?? style.getPropertyValue(name)
    colors.set(name, known)
    return known
  }
  context.scale(scale, scale)
  context.textBaseline = 'middle'
  for (const box of boxes) {
    const {x0, y0, x1, y1, item, isLeaf} = box
    context.fillStyle = color(!isLeaf ? '--group' : item === null ? '--rest' : colorOf(item, isCompared))
    // A hair of the ground is left between boxes.
    context.fillRect(x0 + 0.5, y0 + 0.5, Math.max(0.5, x1 - x0 - 1), Math.max(0.5, y1 - y0 - 1))
    if (!isLeaf) {
      context.strokeStyle = color('--line')
      context.strokeRect(x0 + 0.5, y0 + 0.5, x1 - x0 - 1, y1 - y0 - 1)
    }
    const words = {
      name: item?.name ?? `${grouped(box.count)} smaller`,
      change: item && isCompared ? changeOf(item) : '',
    }
    const isSaid = label(context, box, {...words, text: color('--text'), quiet: color('--quiet')})
    if (isLeaf && !isSaid && words.change !== '') sign(context, box, words.change.slice(0, 1), color('--text'))
  }
}

type Label = {name: string; change: string; text: string; quiet: string}

/** Whether there was room for the change. */
function label(context: CanvasRenderingContext2D, box: Box, {name, change, text, quiet}: Label): boolean {
  const {x0, y0, header, isLeaf} = box
  const height = box.y1 - y0
  const roomForSign = isLeaf && change !== '' && height < 30 ? 11 : 0
  const width = box.x1 - x0 - 10 - roomForSign
  if (width < 30 || height < 15 || !(isLeaf || header)) return false
  const figure = [bytes(box.bytes), change].filter(part => part !== '').join('  ')
  const middle = header ? y0 + HEADER / 2 + 1 : y0 + 11
  context.fillStyle = text
  context.font = `${header ? '600 ' : ''}11.5px ${FONT}`
  const used = fill(context, name, x0 + 6, middle, width)
  context.fillStyle = header ? quiet : text
  context.font = `11px ${FONT}`
  // Half a figure says something else: it is written whole or not.
  const fits = (line: string) => context.measureText(line).width <= (header ? width - used - 8 : width)
  if (header) context.fillText([figure, bytes(box.bytes)].find(fits) ?? '', x0 + 14 + used, middle)
  if (!isLeaf || height < 32) return false
  const lines = fits(figure) ? [figure] : [bytes(box.bytes), ...(height >= 46 ? [change] : [])].filter(fits)
  for (const [index, line] of lines.entries()) context.fillText(line, x0 + 6, y0 + 26 + index * 14)
  return lines.some(line => line.endsWith(change))
}

/** In a corner, so that what grew and what shrank is not told by colour alone. */
function sign(context: CanvasRenderingContext2D, {x0, y0, x1, y1}: Box, plusOrMinus: string, color: string): void {
  if (x1 - x0 < 13 || y1 - y0 < 13) return
  context.fillStyle = color
  context.font = `11px ${FONT}`
  context.fillText(plusOrMinus, x1 - 10, y1 - 7)
}

/** Writes what fits, with `…` where something was cut; returns the width. */
function fill(context: CanvasRenderingContext2D, text: string, x: number, y: number, room: number): number {
  const whole = text.slice(0, 200)
  const width = context.measureText(whole).width
  if (width <= room) {
    context.fillText(whole, x, y)
    return width
  }
  const letters = Math.floor((whole.length * room) / width) - 1
  if (letters < 3) return 0
  // A path is told by its end: the last part says which package it is.
  const end = whole.slice(-letters)
  const cut = whole.includes('/') ? `…${end.slice(Math.max(0, end.indexOf('/')))}` : `${whole.slice(0, letters)}…`
  context.fillText(cut, x, y, room)
  return room
}
