import {describe, expect, test} from '@jest/globals'
import {
  type BoundInput,
  chooseRemovals,
  chooseSaves,
  type NewEntry,
  type Remembered,
  rememberedEntries,
} from '../../src/cache/bound.ts'
import {buildKey, differenceKey, modulesKey} from '../../src/cache/keys.ts'
import type {StoredEntry} from '../../src/cache/store.ts'

const NOW = Date.parse('2026-11-20T12:00:00Z')
const HOUR = 3_600_000
const MB = 1e6
const MAIN = 'refs/heads/main'

type Shape = {image?: string; variant?: string; goSum?: string; go?: string}
const partsOf = (commit: string, {image = 'app', variant = 'v', goSum = 's', go = '1.27.4'}: Shape) => ({
  ...{go, platforms: [], imageKey: image, mount: '', goSum, variant, commit},
})
const base = (commit: string, shape: Shape = {}) => buildKey(partsOf(commit, shape)).key
const modules = (goSum: string, image = 'app') => modulesKey(partsOf('c', {goSum, image})).key
const difference = (of: string, run: number, shape: Shape = {}) =>
  differenceKey('build', of, {...partsOf('c', shape), runId: `${run}`}).key
const baseline = (run: number, image = 'app') => `go-image-size-1-${image}-c-${run}`

/** `hours` ago it was saved, and `used` hours ago restored. */
const entry = (key: string, hours: number, more: Partial<StoredEntry> & {used?: number} = {}): StoredEntry => {
  const {used, ...rest} = more
  const lastUsed = used === undefined ? null : NOW - used * HOUR
  return {
    ...{id: `${key} ${hours}`, key, name: null, bytes: 10 * MB, scope: MAIN},
    created: NOW - hours * HOUR,
    lastUsed,
    ...rest,
  }
}
const fresh = (key: string, bytes = 10 * MB): NewEntry => ({key, bytes})

/** `why key`, in order. */
function removals(stored: StoredEntry[], more: Partial<BoundInput> = {}): string[] {
  const input = {stored, saving: [], restored: [], maximum: 3000 * MB, scope: MAIN, now: NOW, ...more}
  return chooseRemovals(input).map(({entry, why}) => `${why} ${entry.key}`)
}

describe('with room enough, what goes is', () => {
  test('nothing that is in use', () => {
    const stored = [
      entry(base('1'), 50),
      entry(difference(base('1'), 1), 20),
      entry(difference(base('1'), 2), 10),
      entry(modules('s'), 50),
      entry(baseline(1), 50),
    ]
    expect(removals(stored)).toEqual([])
  })

  test('all but the newest two differences of a base', () => {
    const of = base('1')
    const stored = [entry(of, 50), ...[1, 4, 2, 3].map(hours => entry(difference(of, hours), hours))]
    expect(removals(stored)).toEqual([3, 4].map(hours => `superseded ${difference(of, hours)}`))
  })

  test('but not the newest difference of each go.sum that jobs still have', () => {
    const of = base('1')
    const other = difference(of, 9, {goSum: 'other'})
    const stored = [entry(of, 50), entry(other, 9), ...[1, 2, 3].map(hours => entry(difference(of, hours), hours))]
    expect(removals(stored)).toEqual([`superseded ${difference(of, 3)}`])
  })

  test('a difference of more than the four newest go.sums', () => {
    const of = base('1')
    const sums = [1, 2, 3, 4, 5].map(hours => entry(difference(of, hours, {goSum: `s${hours}`}), hours))
    expect(removals([entry(of, 50), ...sums])).toEqual([`superseded ${sums[4]!.key}`])
  })

  test('a difference whose base is gone, and not one whose base is being saved', () => {
    const [gone, saving] = [difference(base('gone'), 1), difference(base('new'), 2)]
    expect(removals([entry(gone, 1), entry(saving, 1)], {saving: [fresh(base('new'))]})).toEqual([`superseded ${gone}`])
  })

  test('an older base of the same image and Go release, with its differences before it', () => {
    const [old, current] = [base('1'), base('2')]
    const stored = [
      entry(old, 50),
      entry(difference(old, 1), 30),
      entry(current, 20),
      entry(difference(current, 2), 10),
      ...[entry(base('1', {image: 'other'}), 90), entry(base('1', {go: '1.26.9'}), 90)],
    ]
    expect(removals(stored)).toEqual([difference(old, 1), old].map(key => `superseded ${key}`))
  })

  test('an older base of other build arguments once nobody wanted it for a day', () => {
    const stored = [
      entry(base('3'), 1),
      entry(base('2', {variant: 'debug'}), 50, {used: 3}),
      entry(base('1', {variant: 'race'}), 50, {used: 30}),
    ]
    expect(removals(stored)).toEqual([`superseded ${base('1', {variant: 'race'})}`])
  })

  test('modules of an older go.sum', () => {
    expect(removals([entry(modules('new'), 1), entry(modules('old'), 9), entry(modules('old', 'web'), 9)])).toEqual([
      `superseded ${modules('old')}`,
    ])
  })

  test('what the same branch replaced, not what another one did', () => {
    const feature = {scope: 'refs/heads/feature'}
    expect(removals([entry(base('1'), 9), entry(base('2'), 1, feature)])).toEqual([])
    const stored = [entry(base('1'), 9), ...[1, 2, 3].map(run => entry(difference(base('1'), run), run, feature))]
    expect(removals(stored)).toEqual([`superseded ${difference(base('1'), 3)}`])
  })

  test('a baseline older than the newest hundred of its image', () => {
    const stored = Array.from({length: 102}, (_, run) => entry(baseline(run), run, {bytes: 5000}))
    const other = entry(baseline(1, 'rare'), 500)
    expect(removals([...stored, other])).toEqual([100, 101].map(run => `superseded ${baseline(run)}`))
  })

  test('never what this run restored or saves', () => {
    const [old, current] = [base('1'), base('2')]
    const stored = [entry(old, 50), entry(current, 20), ...[1, 2, 3].map(run => entry(difference(old, run), run))]
    const restored = [old, difference(old, 3)]
    expect(removals(stored, {restored, saving: [fresh(base('3'))]})).toEqual([])
    expect(removals(stored, {restored: [old], saving: [fresh(difference(old, 3))]})).toEqual([])
  })
})

describe('where the new entries need room, what goes is', () => {
  const image = (name: string) => base('1', {image: name})

  test('what was not used for longest, and no more than it takes', () => {
    const stored = [
      entry(image('a'), 50, {used: 1, bytes: 40 * MB}),
      entry(image('b'), 40, {used: 30, bytes: 40 * MB}),
      entry(image('c'), 20, {used: 20, bytes: 40 * MB}),
    ]
    const saving = [fresh(image('new'), 30 * MB)]
    expect(removals(stored, {saving, maximum: 120 * MB})).toEqual([`unused ${image('b')}`])
    expect(removals(stored, {saving, maximum: 150 * MB})).toEqual([])
    expect(removals(stored, {saving, maximum: 71 * MB})).toEqual([`unused ${image('b')}`, `unused ${image('c')}`])
  })

  test('first what is superseded, then what pull requests saved for themselves', () => {
    const stored = [
      entry(base('1'), 50, {used: 40}),
      entry(base('2'), 45),
      entry(image('quiet'), 90, {used: 80}),
      entry(image('pull'), 2, {used: 1, scope: 'refs/pull/7/merge'}),
    ]
    const saving = [fresh(image('new'))]
    expect(removals(stored, {saving, maximum: 30 * MB})).toEqual([`superseded ${base('1')}`, `unused ${image('pull')}`])
  })

  test('nothing for an entry that cannot fit whatever goes', () => {
    const stored = [entry(image('restored'), 9, {bytes: 60 * MB}), entry(image('other'), 9, {bytes: 30 * MB})]
    const saving = [fresh(image('new'), 50 * MB)]
    expect(removals(stored, {saving, restored: [image('restored')], maximum: 100 * MB})).toEqual([])
  })

  test('what is too much for a maximum that was lowered', () => {
    const stored = [entry(image('a'), 9, {bytes: 60 * MB}), entry(image('b'), 5, {bytes: 60 * MB})]
    expect(removals(stored, {maximum: 70 * MB})).toEqual([`unused ${image('a')}`])
  })

  test("nothing of branches for a pull request, which makes room among pull requests' own", () => {
    const scope = 'refs/pull/7/merge'
    const stored = [
      entry(base('1'), 50),
      entry(base('2'), 40),
      entry(image('pull'), 3, {scope}),
      entry(image('pull 8'), 5, {scope: 'refs/pull/8/merge'}),
    ]
    const saving = [fresh(image('new'))]
    expect(removals(stored, {saving, scope, maximum: 40 * MB})).toEqual([`unused ${image('pull 8')}`])
    expect(removals(stored, {saving, scope, maximum: 15 * MB})).not.toContain(`unused ${base('1')}`)
  })
})

test.each([
  ['all', 0, 60, ['small', 'middle', 'large'], []],
  ['small ones first', 0, 50, ['small', 'middle'], ['total large']],
  ['up to the last byte', 30, 60, ['small', 'middle'], ['total large']],
  ['none into a full store', 60, 60, [], ['total small', 'total middle', 'total large']],
  ['none that is too large alone', 0, 25, ['small'], ['total middle', 'alone large']],
])('of new entries are saved: %s', (_, kept, maximum, fits, refused) => {
  const chosen = chooseSaves(kept, [fresh('large', 30), fresh('small', 10), fresh('middle', 20)], maximum)
  expect(chosen.fits.map(({key}) => key)).toEqual(fits)
  expect(chosen.refused.map(({entry, why}) => `${why} ${entry.key}`)).toEqual(refused)
})

test('what is remembered counts for seven days, each key once, and only sound figures', () => {
  const at = (key: string, bytes: number, days: number): Remembered => ({key, bytes, time: NOW - days * 24 * HOUR})
  const remembered = [
    at('a', 1, 1),
    at('a', 2, 0),
    at('old', 4, 8),
    at('b', 8, 6.9),
    at('odd', -5, 1),
    at('nan', Number.NaN, 1),
  ]
  expect(rememberedEntries(remembered, NOW)).toEqual([fresh('a', 2), fresh('b', 8)])
})
