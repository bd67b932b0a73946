import {describe, expect, test} from '@jest/globals'
import type {Package} from '../../scripts/bench/share/caches.ts'
import {historyOf, type Push, type Repository, recompiled} from '../../scripts/bench/share/history.ts'
import {secondsOf} from '../../scripts/bench/share/rates.ts'
import {simulate} from '../../scripts/bench/share/simulate.ts'

const SIZE = 1000

function packageOf(path: string, imports: string[]): Package {
  return {path, module: path.split('/')[0]!, imports, bytes: SIZE}
}

/** app/main → app/api → app/store → db/sql → db/wire, and app/main → log/log. */
const packages = [
  packageOf('db/wire', []),
  packageOf('db/sql', ['db/wire']),
  packageOf('log/log', []),
  packageOf('app/store', ['db/sql']),
  packageOf('app/api', ['app/store']),
  packageOf('app/main', ['app/api', 'log/log']),
]
const repository: Repository = {
  name: 'app',
  sample: {folder: '', packages, bytes: packages.length * SIZE, changes: []},
  own: ['app'],
}
const settings = {pullRequests: 2, pushesPerDay: 10, compression: {base: 0.25, first: 0.25, again: 0.05}}

/** Always the same two packages, 2/6 of the base. */
function same(count: number): Push[] {
  return Array.from({length: count}, () => ({kind: 'leaf', packages: [4, 5], goSum: 0}))
}

describe('what a change compiles again', () => {
  test.each([
    ['inside', 0, ['db/wire', 'db/sql']],
    ['exported', 0, ['db/wire', 'db/sql', 'app/store']],
    ['inside', 2, ['log/log', 'app/main']],
    ['exported', 5, ['app/main']],
  ] as const)('%s of package %d', (reach, index, expected) => {
    expect(recompiled(packages, [index], reach).map(one => packages[one]!.path)).toEqual(expected)
  })
})

describe('a history', () => {
  test('is the same for the same seed and another for another', () => {
    expect(historyOf(repository, 50, 1)).toEqual(historyOf(repository, 50, 1))
    expect(historyOf(repository, 50, 1)).not.toEqual(historyOf(repository, 50, 2))
  })

  test('has kinds of pushes in about the parts of the mix, and go.sum changes with dependencies', () => {
    const pushes = historyOf(repository, 4000, 3)
    const part = (kind: Push['kind']) => pushes.filter(push => push.kind === kind).length / pushes.length
    expect(part('leaf')).toBeCloseTo(0.7, 1)
    expect(part('wide')).toBeCloseTo(0.2, 1)
    expect(part('dependency')).toBeCloseTo(0.08, 1)
    expect(part('big')).toBeCloseTo(0.02, 1)
    const updates = pushes.filter(push => push.kind === 'dependency' || push.kind === 'big').length
    expect(pushes.at(-1)!.goSum).toBe(updates)
  })
})

describe('a simulation', () => {
  test('without a largest share keeps the first base, and the difference grows with every push', () => {
    const {work, bases, cold} = simulate(repository, same(4), {...settings, share: Number.POSITIVE_INFINITY})
    expect({bases, cold}).toEqual({bases: 0, cold: 1})
    expect(work.runs).toBe(12)
    // Pushes restore what the one before has saved; two pull requests restore what the push has saved.
    const [base, grown] = [6 * SIZE, 2 * SIZE]
    expect(work.restored).toBe(3 * base + (0 + 1 + 2) * grown + 2 * (4 * base + (0 + 1 + 2 + 3) * grown))
    expect(work.packed).toBe(base + (1 + 2 + 3) * grown)
    expect(work.marked).toBe(0)
    // The second result of a package in a difference compresses better than the first.
    expect(work.uploaded).toBeCloseTo(0.25 * base + 3 * 0.25 * grown + (1 + 2) * 0.05 * grown)
  })

  test('writes a new base of what is used once the difference passed the share', () => {
    const {work, bases, cold} = simulate(repository, same(5), {...settings, share: 0.5})
    // Pushes: base, 2/6, 4/6, census, 2/6.
    expect({bases, cold}).toEqual({bases: 1, cold: 1})
    expect(work.marked).toBe(6 * SIZE)
    expect(work.packed).toBe((6 + 2 + 4 + 6 + 2) * SIZE)
  })

  test('finds base and difference again when go.sum changes', () => {
    const pushes = same(6).map((push, index) => ({...push, goSum: index}))
    const {cold, work} = simulate(repository, pushes, {...settings, share: 2})
    expect(cold).toBe(1)
    expect(work.restored).toBe(simulate(repository, same(6), {...settings, share: 2}).work.restored)
  })

  test('keeps no entry that nobody used for a week', () => {
    const often = simulate(repository, same(200), {...settings, share: 1, pushesPerDay: 100})
    const seldom = simulate(repository, same(200), {...settings, share: 1, pushesPerDay: 1})
    expect(seldom.kept).toBeLessThan(often.kept / 5)
    expect(seldom.cold).toBe(1)
  })

  test('drops the oldest beyond the quota of the service, never what every run uses', () => {
    const heavy: Repository = {
      ...repository,
      sample: {...repository.sample, bytes: 6e9, packages: packages.map(one => ({...one, bytes: 1e9}))},
    }
    const {kept, dropped, cold} = simulate(heavy, same(60), {...settings, share: 1})
    expect(kept).toBeLessThanOrEqual(10e9)
    expect(dropped).toBeGreaterThan(0)
    expect(cold).toBe(1)
  })
})

test('seconds are bytes over the network and bytes at the rates of the machine', () => {
  const work = {runs: 1, downloaded: 60, uploaded: 40, restored: 1, counted: 2, packed: 3, marked: 4, saved: 5}
  const rates = {restore: 1, check: 10, unpack: 100, count: 1000, pack: 1e4, mark: 1e5, save: 1e6}
  expect(secondsOf(work, rates, 50)).toBeCloseTo(2 + 111 + 2000 + 3e4 + 4e5 + 5e6)
})
