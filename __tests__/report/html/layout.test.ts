import {describe, expect, test} from '@jest/globals'
import {type Item, itemOf, searched} from '../../../src/report/html/page/items.ts'
import {boxAt, boxesOf, neighbour, zoomTarget} from '../../../src/report/html/page/layout.ts'
import {changeOf, shareOf, wordsOf} from '../../../src/report/html/page/words.ts'
import type {Node} from '../../../src/report/html/page-data.ts'

const file = (name: string, bytes: number, was = bytes): Node => ({name, kind: 'file', bytes, was})
const folder = (name: string, children: Node[]): Node => ({name, kind: 'folder', children})
const image = (...children: Node[]): Item => itemOf({name: 'image', kind: 'image', children})

describe('the boxes of a treemap', () => {
  test('have areas in proportion to sizes', () => {
    const boxes = boxesOf(image(file('a', 300), file('b', 100)), 'now', 200, 100)
    expect(boxes.map(({item, x0, y0, x1, y1}) => [item!.name, (x1 - x0) * (y1 - y0)])).toEqual([
      ['a', 15_000],
      ['b', 5_000],
    ])
  })

  test('stay inside the box that they are part of', () => {
    const boxes = boxesOf(image(folder('f', [file('a', 5), file('b', 3)]), file('c', 4)), 'now', 400, 300)
    const [outer] = boxes.filter(({item}) => item!.name === 'f')
    for (const box of boxes.filter(({parent}) => parent.name === 'f')) {
      expect(box.x0).toBeGreaterThanOrEqual(outer!.x0)
      expect(box.y0).toBeGreaterThanOrEqual(outer!.y0)
      expect(box.x1).toBeLessThanOrEqual(outer!.x1 + 1e-9)
      expect(box.y1).toBeLessThanOrEqual(outer!.y1 + 1e-9)
    }
  })

  test('of what is too small are one box that says how many', () => {
    const many = Array.from({length: 50_000}, (_, index) => file(`f${index}`, 1))
    const boxes = boxesOf(image(file('large', 40_000_000), ...many), 'now', 300, 200)
    expect(boxes.map(({item, count}) => [item?.name ?? 'small', count])).toEqual([
      ['large', 1],
      ['small', 50_000],
    ])
  })

  test('are bounded by the area, however many parts there are', () => {
    const many = Array.from({length: 50_000}, (_, index) => file(`f${index}`, 1_000 + (index % 7)))
    const [width, height] = [800, 500]
    expect(boxesOf(image(...many), 'now', width, height).length).toBeLessThan((width * height) / 20 + 2)
  })

  test('of the older image leave out what is new, and have what is gone', () => {
    const root = image(file('new', 5, 0), file('gone', 0, 5), file('kept', 5))
    const names = (side: 'now' | 'was') => boxesOf(root, side, 300, 200).map(({item}) => item!.name)
    expect(names('now').toSorted()).toEqual(['kept', 'new'])
    expect(names('was').toSorted()).toEqual(['gone', 'kept'])
  })

  test('are found by a point: the innermost', () => {
    const boxes = boxesOf(image(folder('f', [file('a', 5)])), 'now', 300, 200)
    expect(boxAt(boxes, 150, 100)?.item?.name).toBe('a')
    expect(boxAt(boxes, 150, 5)?.item?.name).toBe('f')
    expect(boxAt(boxes, 999, 5)).toBeNull()
  })

  test('arrow keys begin at the largest, go to the neighbour, and stay at the edge', () => {
    const boxes = boxesOf(image(file('left', 60), file('right', 40)), 'now', 400, 100)
    const largest = neighbour(boxes, null, 'down')
    expect(largest?.item?.name).toBe('left')
    const right = neighbour(boxes, largest, 'right')
    expect(right?.item?.name).toBe('right')
    expect(neighbour(boxes, right, 'right')).toBe(right)
    expect(neighbour([], null, 'left')).toBeNull()
  })

  test('a click leads into a group, or into the one that a file stands in, but not where one is already', () => {
    const root = image(folder('f', [file('a', 5), file('b', 5)]), file('c', 5))
    const boxes = boxesOf(root, 'now', 600, 400)
    const target = (name: string) => zoomTarget(boxes.find(({item}) => item!.name === name)!, root)?.name ?? null
    expect([target('f'), target('a'), target('c')]).toEqual(['f', 'f', null])
  })
})

describe('the words of a box', () => {
  test.each([
    ['an unchanged one', 5_000, 5_000, ''],
    ['one that grew', 6_000, 5_000, '+1.00 kB'],
    ['one that is new', 6_000, 0, '+6.00 kB, new'],
    ['one that is gone', 0, 6_000, '−6.00 kB, gone'],
    ['a difference of one byte', 6_001, 6_000, '+1 B'],
  ])('%s', (_, now, was, expected) => {
    expect(changeOf({now, was})).toBe(expected)
  })

  test.each([
    [0, 100, '0 %'],
    [1, 100_000, '< 0.1 %'],
    [1, 100, '1.0 %'],
    [100, 100, '100 %'],
    [5, 0, ''],
  ])('%i of %i is %s', (part, whole, expected) => {
    expect(shareOf(part, whole)).toBe(expected)
  })

  test('name size, change, shares of the group and of the image, and what it is', () => {
    const root = image(folder('f', [{...file('a', 300, 200), about: 'v1.2.3'}, file('b', 100)]), file('c', 400))
    const group = root.children[0]!
    expect(wordsOf(group.children[0]!, 'now', group)).toEqual({
      title: 'a',
      lines: ['300 B · +100 B', '75 % of f, 38 % of the image', 'v1.2.3'],
    })
  })
})

test('a search looks below the group at all depths, and stops where it is told', () => {
  const root = image(folder('Net', [file('net/http', 5), file('fmt', 5)]), file('x', 5))
  expect(searched(root, 'net', 10).map(({name}) => name)).toEqual(['Net', 'net/http'])
  expect(searched(root, 'net', 1)).toHaveLength(1)
  expect(searched(root.children[1]!, 'net', 10)).toEqual([])
})
