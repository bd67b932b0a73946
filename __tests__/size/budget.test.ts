import {describe, expect, test} from '@jest/globals'
import type {PlatformFacts} from '../../src/image/facts.ts'
import {type BudgetVerdict, describeOverrun, judge} from '../../src/size/budget.ts'
import {type BudgetInput, readBudgets} from '../../src/size/budget-lines.ts'
import {type Cause, diffImages} from '../../src/size/diff.ts'
import {sampleBudget} from '../report/sample.ts'
import {factsOf, layerOf, platformOf, withPrograms} from './facts.ts'

const image = (downloadBytes: number, platform = 'linux/amd64') => platformOf([layerOf('a', {downloadBytes})], platform)
const budgets = (...lines: string[]) => readBudgets('size-budget', lines, null)
const increases = (...lines: string[]) => readBudgets('size-increase', lines, null)
const grown = (before: number, after: number) => [factsOf(image(before)), factsOf(image(after))] as const

describe('a verdict', () => {
  test.each([
    [1_000_000, true],
    [999_999, true],
    [1_000_001, false],
  ])('on %i bytes of a budget of 1 MB is %s', (bytes, ok) => {
    expect(judge(budgets('1 MB'), ...grown(1, bytes))).toEqual({
      verdicts: [
        {
          ...{input: 'size-budget', platform: 'linux/amd64', part: 'download', ok, actual: bytes, limit: 1_000_000},
          ...{written: '1 MB', file: null, override: null},
        },
      ],
      unjudged: [],
    })
  })

  test.each<[string, number, number, boolean, number]>([
    ['100 kB', 1_000_000, 1_100_000, true, 100_000],
    ['100 kB', 1_000_000, 1_100_001, false, 100_000],
    ['10 %', 1_000_000, 1_100_000, true, 100_000],
    ['10 %', 999_999, 1_099_999, false, 99_999],
    ['0 %', 1_000_000, 1_000_000, true, 0],
    ['0', 1_000_000, 900_000, true, 0],
    // Up to the noise nothing has grown.
    ['0 %', 1_000_000, 1_001_000, true, 0],
    ['0 %', 1_000_000, 1_001_001, false, 0],
    ['500 B', 1_000_000, 1_001_000, true, 500],
  ])('on an increase of %s, from %i to %i, is %s', (written, before, after, ok, limit) => {
    const {verdicts} = judge(increases(written), ...grown(before, after))
    expect(verdicts).toMatchObject([{input: 'size-increase', ok, actual: after - before, limit, written}])
  })

  test('on growth needs a baseline of that platform', () => {
    expect(judge(increases('0'), null, factsOf(image(5)))).toEqual({verdicts: [], unjudged: []})
    const {verdicts} = judge(increases('0'), factsOf(image(5)), factsOf(image(5), image(9, 'linux/arm64')))
    expect(verdicts.map(({platform}) => platform)).toEqual(['linux/amd64'])
  })

  test('is given for every platform that is there, and none for one that is gone', () => {
    const {verdicts} = judge(budgets('8'), factsOf(image(5, 'linux/386')), factsOf(image(5), image(9, 'linux/arm64')))
    expect(verdicts.map(({platform, ok}) => [platform, ok])).toEqual([
      ['linux/amd64', true],
      ['linux/arm64', false],
    ])
  })

  test('is not given without a budget', () => {
    expect(judge([], ...grown(1, 2)).verdicts).toEqual([])
  })

  test('on a platform is by the line that names it, and by the others in other parts', () => {
    const {verdicts} = judge(
      budgets('10', 'linux/arm64 20', 'disk 4 kB'),
      null,
      factsOf(image(15), image(15, 'linux/arm64')),
    )
    expect(verdicts.map(({platform, part, ok, written}) => [platform, part, ok, written])).toEqual([
      ['linux/amd64', 'download', false, '10'],
      ['linux/amd64', 'disk', true, '4 kB'],
      ['linux/arm64', 'download', true, '20'],
      ['linux/arm64', 'disk', true, '4 kB'],
    ])
  })

  test.each<[string, BudgetInput, number]>([
    ['download', 'size-budget', 1_900],
    ['disk', 'size-budget', 12_000],
    ['own', 'size-budget', 1_100],
    ['binary', 'size-budget', 700],
    ['binary', 'size-increase', 200],
  ])('on %s of %s is on %i bytes', (part, input, actual) => {
    const layers = [
      layerOf('base', {part: 'base', downloadBytes: 800}),
      layerOf('app', {downloadBytes: 1_000}),
      layerOf('app', {downloadBytes: 1_000}), // the same blob again
      layerOf('files', {downloadBytes: 100}),
    ]
    const facts = (...programs: number[]): PlatformFacts => ({
      ...withPrograms(platformOf(layers), programs),
      downloadBytes: 1_900,
    })
    const {verdicts} = judge(readBudgets(input, [`${part} 1 GB`], null), factsOf(facts(500)), factsOf(facts(400, 300)))
    expect(verdicts).toMatchObject([{part, actual, ok: true}])
  })
})

describe('a budget that nothing can be held against is told', () => {
  test('for a platform that the image does not have', () => {
    expect(judge(budgets('linux/arm46 disk 1 MB'), null, factsOf(image(1)))).toEqual({
      verdicts: [],
      unjudged: [
        'The size-budget `linux/arm46 disk 1 MB` is for a platform that the image does not have; it has linux/amd64.',
      ],
    })
  })

  test('for programs where none was found, now or before', () => {
    const why = 'The size-budget `binary 1 MB` cannot be judged on linux/amd64: '
    expect(judge(budgets('binary 1 MB'), null, factsOf(image(1))).unjudged).toEqual([
      `${why}the files of the image were not read.`,
    ])
    expect(judge(budgets('binary 1 MB'), null, factsOf(withPrograms(image(1), []))).unjudged).toEqual([
      `${why}the image has no Go program.`,
    ])
    const before =
      'The size-increase `binary 1 MB` cannot be judged on linux/amd64: the baseline does not say what it had.'
    const now = factsOf(withPrograms(image(1), [7]))
    expect(judge(increases('binary 1 MB'), factsOf(image(1)), now).unjudged).toEqual([before])
  })
})

describe('the error', () => {
  const over = sampleBudget({ok: false, actual: 12_500_000, limit: 12_000_000, written: '12 MB'})

  test('is none while all hold, or somebody let them pass', () => {
    expect(describeOverrun([], null, '')).toBeNull()
    expect(describeOverrun([sampleBudget()], null, '')).toBeNull()
    const override = {by: 'label', name: 'size-increase-ok', reason: null} as const
    expect(describeOverrun([{...over, override}], null, '')).toBeNull()
  })

  test('names figure, limit and excess of each that does not', () => {
    const verdicts = [
      over,
      sampleBudget({input: 'size-increase', ok: false, actual: 700_000, limit: 500_000, written: '5 %'}),
      sampleBudget({platform: 'linux/arm64'}),
    ]
    expect(describeOverrun(verdicts, null, '')).toBe(
      'The image is too large: linux/amd64 downloads 12.5 MB, 500 kB over `size-budget` 12 MB; ' +
        'linux/amd64 grew by 700 kB, 200 kB over `size-increase` 5 %. ' +
        'The report shows the layers that grew; raise the budget if that is meant.',
    )
  })

  test.each<[Partial<BudgetVerdict>, string]>([
    [{part: 'disk'}, 'linux/amd64 has 12.5 MB on disk, 500 kB over `size-budget` 12 MB'],
    [{part: 'binary'}, 'linux/amd64 has Go programs of 12.5 MB, 500 kB over'],
    [{part: 'own'}, 'linux/amd64 downloads 12.5 MB of own layers, 500 kB over'],
    [{part: 'disk', input: 'size-increase'}, 'linux/amd64 grew by 12.5 MB on disk, 500 kB over `size-increase` 12 MB'],
    [{file: '.go-image.json'}, '`size-budget` 12 MB of .go-image.json.'],
  ])('of %j says %s', (different, text) => {
    expect(describeOverrun([{...over, ...different}], null, '')).toContain(text)
  })

  test('names the largest causes, and the label that lets it pass', () => {
    const cause = (kind: Cause['kind'], bytes: number, subject = ''): Cause => ({
      ...{kind, bytes, subject, before: null, after: null, program: null, wantedBy: null},
    })
    const diff = diffImages(factsOf(image(1)), factsOf(image(2)))
    diff.platforms[0]!.causes = [
      cause('module-added', 1_600_000, 'google.golang.org/protobuf'),
      cause('base', -400_000, 'debian'),
      cause('own-code', 300_000),
      cause('file', 20_000, 'a\u001b[31mb'),
      cause('embedded', 10_000, 'web/'),
      cause('rest', 5_000),
    ]
    expect(describeOverrun([over], diff, 'size-increase-ok')).toContain(
      '. What grew most: google.golang.org/protobuf +1.60 MB, own code +300 kB, ab +20.0 kB; ' +
        'raise the budget if that is meant, or label the pull request size-increase-ok.',
    )
  })
})
