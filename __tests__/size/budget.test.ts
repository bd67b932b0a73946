import {describe, expect, test} from '@jest/globals'
import {UserError} from '../../src/runner/errors.ts'
import {describeOverrun, judge, parseIncrease, parseSize} from '../../src/size/budget.ts'
import {diffImages} from '../../src/size/diff.ts'
import {factsOf, layerOf, platformOf} from './facts.ts'

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
    expect(parseSize('size-budget', written)).toEqual({bytes, written})
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
    expect(() => parseSize('size-budget', written)).toThrow(UserError)
    expect(() => parseSize('size-budget', written)).toThrow('a size reads like 12 MB, 500 kB or 11.5 MiB')
  })

  test.each([
    ['5 %', {percent: 5}],
    ['+0.5%', {percent: 0.5}],
    ['0 %', {percent: 0}],
    ['500 kB', {bytes: 500_000}],
  ])('as an increase, %s is %j', (written, value) => {
    expect(parseIncrease('size-increase', written)).toEqual({...value, written})
  })

  test.each(['-5 %', '%', '5 percent', '5 %%'])('as an increase, %s is refused', written => {
    expect(() => parseIncrease('size-increase', written)).toThrow('`size-increase`')
  })
})

describe('a verdict', () => {
  const image = (downloadBytes: number, platform = 'linux/amd64') =>
    platformOf([layerOf('a', {downloadBytes})], platform)
  const grown = (before: number, after: number) => diffImages(factsOf(image(before)), factsOf(image(after)))

  test.each([
    [1_000_000, true],
    [999_999, true],
    [1_000_001, false],
  ])('on %i bytes of a budget of 1 MB is %s', (bytes, ok) => {
    const verdicts = judge(parseSize('size-budget', '1 MB'), null, grown(1, bytes))
    expect(verdicts).toEqual([
      {input: 'size-budget', platform: 'linux/amd64', ok, actual: bytes, limit: 1_000_000, written: '1 MB'},
    ])
  })

  test.each<[string, number, number, boolean, number]>([
    ['100 kB', 1_000_000, 1_100_000, true, 100_000],
    ['100 kB', 1_000_000, 1_100_001, false, 100_000],
    ['10 %', 1_000_000, 1_100_000, true, 100_000],
    ['10 %', 999_999, 1_099_999, false, 99_999],
    ['0 %', 1_000_000, 1_000_000, true, 0],
    ['0 %', 1_000_000, 1_000_001, false, 0],
    ['0', 1_000_000, 900_000, true, 0],
  ])('on an increase of %s, from %i to %i, is %s', (written, before, after, ok, limit) => {
    const verdicts = judge(null, parseIncrease('size-increase', written), grown(before, after))
    expect(verdicts).toEqual([
      {input: 'size-increase', platform: 'linux/amd64', ok, actual: after - before, limit, written},
    ])
  })

  test('on growth needs a baseline of that platform', () => {
    const increase = parseIncrease('size-increase', '0')
    expect(judge(null, increase, diffImages(null, factsOf(image(5))))).toEqual([])
    const newPlatform = diffImages(factsOf(image(5)), factsOf(image(5), image(9, 'linux/arm64')))
    expect(judge(null, increase, newPlatform).map(({platform}) => platform)).toEqual(['linux/amd64'])
  })

  test('is given for every platform that is there, and none for one that is gone', () => {
    const diff = diffImages(factsOf(image(5, 'linux/386')), factsOf(image(5), image(9, 'linux/arm64')))
    expect(judge(parseSize('size-budget', '8'), null, diff).map(({platform, ok}) => [platform, ok])).toEqual([
      ['linux/amd64', true],
      ['linux/arm64', false],
    ])
  })

  test('is not given without a budget', () => {
    expect(judge(null, null, grown(1, 2))).toEqual([])
  })
})

describe('the error', () => {
  test('is none while all hold', () => {
    expect(describeOverrun([])).toBeNull()
    expect(
      describeOverrun([{input: 'size-budget', platform: 'p', ok: true, actual: 1, limit: 2, written: '2'}]),
    ).toBeNull()
  })

  test('names figure, limit and excess of each that does not', () => {
    expect(
      describeOverrun([
        {
          input: 'size-budget',
          platform: 'linux/amd64',
          ok: false,
          actual: 12_500_000,
          limit: 12_000_000,
          written: '12 MB',
        },
        {input: 'size-increase', platform: 'linux/amd64', ok: false, actual: 700_000, limit: 500_000, written: '5 %'},
        {input: 'size-budget', platform: 'linux/arm64', ok: true, actual: 1, limit: 2, written: '12 MB'},
      ]),
    ).toBe(
      'The image is too large: linux/amd64 downloads 12.5 MB, 500 kB over `size-budget` 12 MB; ' +
        'linux/amd64 grew by 700 kB, 200 kB over `size-increase` 5 %. ' +
        'The report shows the layers that grew; raise the budget if that is meant.',
    )
  })
})
