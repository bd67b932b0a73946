import {describe, expect, test} from '@jest/globals'
import {UserError} from '../../src/runner/errors.ts'
import {amountIn, parseSize} from '../../src/size/amount.ts'

describe('a size', () => {
  test.each([
    ['12 MB', 12_000_000],
    ['12MB', 12_000_000],
    ['11.5 MiB', 12_058_624],
    ['500 kB', 500_000],
    ['500 KB', 500_000],
    ['1 KiB', 1_024],
    ['1.5 GB', 1_500_000_000],
    ['1 gib', 1_073_741_824],
    ['0', 0],
    ['1000', 1_000],
    ['7 B', 7],
    ['+ 2 MB', 2_000_000],
    ['1.0005 kB', 1_001],
  ])('%s is %i bytes', (written, bytes) => {
    expect(parseSize('cache-max-size', written)).toEqual({bytes, written})
  })

  test.each([
    '',
    '-1 MB',
    'MB',
    '1,5 MB',
    '1e3',
    '5 %',
    '12 TB',
    '1 MB extra',
    '0x10',
    'NaN',
    'Infinity',
    '1 constructor',
    `${'9'.repeat(400)} GB`,
  ])('%j is refused with what a size reads like', written => {
    expect(() => parseSize('cache-max-size', written)).toThrow(UserError)
    expect(() => parseSize('cache-max-size', written)).toThrow('a size reads like 12 MB, 500 kB or 11.5 MiB')
  })

  test.each([
    ['5 %', {percent: 5}],
    ['+0.5%', {percent: 0.5}],
    ['0 %', {percent: 0}],
    ['500 kB', {bytes: 500_000}],
  ])('as an increase, %s is %j', (written, value) => {
    expect(amountIn(written)).toEqual({...value, written})
  })

  test.each(['-5 %', '%', '5 percent', '5 %%', `${'9'.repeat(400)} %`])('as an increase, %s is none', written => {
    expect(amountIn(written)).toBeNull()
  })
})
