import {expect, test} from '@jest/globals'
import {largestOf} from '../../src/report/largest.ts'

test('gives what sorting gives', () => {
  let seed = 1
  const random = (below: number) => {
    seed = (seed * 48_271) % 0x7fffffff
    return seed % below
  }
  for (let round = 0; round < 500; round++) {
    const rows = Array.from({length: random(60)}, (_, index) => ({bytes: random(20), index}))
    const count = random(12)
    expect(largestOf(rows, count)).toEqual(rows.toSorted((one, other) => other.bytes - one.bytes).slice(0, count))
  }
})
