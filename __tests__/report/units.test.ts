import {describe, expect, test} from '@jest/globals'
import {age, bytes, count, delta, deltaBeside, duration, percent} from '../../src/report/units.ts'

describe('bytes', () => {
  test.each([
    [0, '0 B'],
    [-0, '0 B'],
    [1, '1 B'],
    [999, '999 B'],
    [999.5, '1.00 kB'],
    [1_000, '1.00 kB'],
    [93_000, '93.0 kB'],
    [999_499, '999 kB'],
    [999_500, '1.00 MB'],
    [9_420_000, '9.42 MB'],
    [9_999_999, '10.0 MB'],
    [24_100_000, '24.1 MB'],
    [166_000_000, '166 MB'],
    [999_500_000, '1.00 GB'],
    [1_200_000_000, '1.20 GB'],
    [1_234_567_000_000, '1230 GB'],
    [-1_120_000, '−1.12 MB'],
    [-0.2, '0 B'],
  ])('%d is written %s', (value, written) => {
    expect(bytes(value)).toBe(written)
  })
})

describe('a difference', () => {
  test.each([
    [1_120_000, 1_000, '+1.12 MB'],
    [-1_120_000, 1_000, '−1.12 MB'],
    [999_500, 1_000, '+1.00 MB'],
    [1_000, 1_000, '='],
    [-1_000, 1_000, '='],
    [1_001, 1_000, '+1.00 kB'],
    [1, 0, '+1 B'],
    [0, 0, '='],
    [-0, 0, '='],
  ])('of %d bytes above a noise of %d is written %s', (difference, noise, written) => {
    expect(delta(difference, noise)).toBe(written)
  })

  test.each([
    [1_120_000, 9_420_000, '+1.12'],
    [93_000, 9_420_000, '+93.0 kB'],
    [-1_120_000, 512_000, '−1.12 MB'],
    [10, 9_420_000, '='],
  ])('of %d beside %d repeats the unit only where it differs: %s', (difference, size, written) => {
    expect(deltaBeside(difference, size)).toBe(written)
  })
})

describe('a percentage', () => {
  test.each([
    [8_300_000, 9_420_000, '+13.5 %'],
    [9_420_000, 8_300_000, '−11.9 %'],
    [1_000, 1_001, '+0.10 %'],
    [1_000, 1_009.996, '+1.00 %'],
    [100, 313, '+213 %'],
    [100, 1_350, '+1250 %'],
    [100, 199.96, '+100 %'],
    [1_000_000, 1_000_001, '='],
    [5, 5, '='],
    [0, 5, null],
  ])('from %d to %d is written %s', (before, after, written) => {
    expect(percent(before, after)).toBe(written)
  })
})

describe('a duration', () => {
  test.each([
    [0, '0 s'],
    [-0, '0 s'],
    [0.04, '0 s'],
    [0.4, '0.4 s'],
    [9.94, '9.9 s'],
    [9.96, '10 s'],
    [21.04, '21 s'],
    [59.6, '1 min'],
    [72, '1 min 12 s'],
    [3_599.6, '1 h'],
    [7_500, '2 h 5 min'],
  ])('of %d seconds is written %s', (seconds, written) => {
    expect(duration(seconds)).toBe(written)
  })
})

describe('an age', () => {
  test.each([
    ['2026-11-20T12:00:30Z', 'just now'],
    ['2026-11-20T11:59:00Z', 'just now'],
    ['2026-11-20T11:43:00Z', '17 minutes ago'],
    ['2026-11-20T11:00:00Z', '1 hour ago'],
    ['2026-11-20T10:03:00Z', '2 hours ago'],
    ['2026-11-17T12:00:00Z', '3 days ago'],
    ['2026-08-20T12:00:00Z', '3 months ago'],
    ['2024-11-20T12:00:00Z', '2 years ago'],
    ['yesterday', null],
  ])('of what happened at %s is %s at noon', (from, written) => {
    expect(age(from, '2026-11-20T12:00:00Z')).toBe(written)
  })
})

test('a count agrees with its noun and groups thousands', () => {
  expect([count(0, 'layer'), count(1, 'layer'), count(1_415, 'step'), count(1_000_000, 'entry', 'entries')]).toEqual([
    '0 layers',
    '1 layer',
    '1,415 steps',
    '1,000,000 entries',
  ])
})
