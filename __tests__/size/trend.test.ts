import {describe, expect, test} from '@jest/globals'
import {type BuildPoint, MOST_POINTS, withBuild} from '../../src/size/history.ts'
import {rangeOf, sparkline, trendOf} from '../../src/size/trend.ts'
import {factsOf, layerOf, platformOf, withPrograms} from './facts.ts'

const facts = factsOf(withPrograms(platformOf([layerOf('a')]), [600, 100]), platformOf([layerOf('b')], 'linux/arm64'))
const at = (hour: number) => `2026-11-20T${String(hour).padStart(2, '0')}:00:00Z`

describe('the history', () => {
  test('gets this build as its last', () => {
    expect(withBuild([], 'aaa', at(1), facts)).toEqual([
      {
        ...{commit: 'aaa', created: at(1)},
        platforms: [
          {platform: 'linux/amd64', download: 1_000, disk: 3_000, binary: 700},
          {platform: 'linux/arm64', download: 1_000, disk: 3_000, binary: null},
        ],
      },
    ])
  })

  test('has a commit that is built again twice where the result is another', () => {
    const other = factsOf(platformOf([layerOf('a', {downloadBytes: 2_000})]))
    const history = withBuild(withBuild([], 'aaa', at(1), facts), 'aaa', at(2), other)
    expect(history.map(({platforms}) => platforms[0]?.download)).toEqual([1_000, 2_000])
  })

  test('has a commit that is built again with the same result once, as the last, and each build of none', () => {
    const commits = ['aaa', 'bbb', 'aaa', null, null].reduce<BuildPoint[]>(
      (history, commit, index) => withBuild(history, commit, at(index), facts),
      [],
    )
    expect(commits.map(({commit}) => commit)).toEqual(['bbb', 'aaa', null, null])
  })

  test('stays short', () => {
    let history: BuildPoint[] = []
    for (let index = 0; index < MOST_POINTS + 5; index++) history = withBuild(history, `c${index}`, at(1), facts)
    expect(history).toHaveLength(MOST_POINTS)
    expect(history.at(-1)?.commit).toBe(`c${MOST_POINTS + 4}`)
    expect(JSON.stringify(history).length).toBeLessThan(20_000)
  })
})

test('a trend is that of one platform, of the newest builds that have it', () => {
  const history = [
    ...withBuild([], 'aaa', at(1), facts),
    ...withBuild([], 'bbb', at(2), factsOf(platformOf([layerOf('a')]))),
    ...withBuild([], 'ccc', at(3), facts),
  ]
  expect(trendOf(history, 'linux/arm64', 9).map(({commit}) => commit)).toEqual(['aaa', 'ccc'])
  expect(trendOf(history, 'linux/amd64', 2).map(({commit}) => commit)).toEqual(['bbb', 'ccc'])
  expect(trendOf(history, 'linux/s390x', 2)).toEqual([])
})

test.each<[number[], string]>([
  [[1_000, 2_000], '▁█'],
  [[1_000, 1_500, 2_000, 1_250], '▁▅█▃'],
  // A thousandth more is nothing to look at.
  [[10_000, 10_010, 10_000], '▄▅▄'],
  [[5, 5, 5], '▅▅▅'],
  [[0, 0], '▁▁'],
  [[7], '▅'],
])('%j is drawn as %s', (values, bars) => {
  expect(sparkline(values)).toBe(bars)
})

test('an axis has room even where nothing changed', () => {
  expect(rangeOf([1_000_000, 1_000_000])).toEqual({low: 995_000, high: 1_005_000})
  expect(rangeOf([0])).toEqual({low: 0, high: 1})
  expect(rangeOf([1_000, 9_000])).toEqual({low: 1_000, high: 9_000})
})
