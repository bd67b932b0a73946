import {describe, expect, test} from '@jest/globals'
import type {Refused, Removal} from '../../src/cache/bound.ts'
import {describeKept, describeRefused, type Kept} from '../../src/cache/kept.ts'

const GRANTS = {list: 'grant LIST', remove: 'grant REMOVE'}
const removal = (why: Removal['why'], bytes: number): Removal => ({
  entry: {id: '1', key: 'k', name: null, bytes, created: 0, lastUsed: null, scope: null},
  why,
})
const refused = (why: Refused['why'], key = 'new'): Refused => ({entry: {key, bytes: 500e6}, why})
const kept = (different: Partial<Kept>): Kept => ({
  ...{
    maximum: 3e9,
    entries: [
      {key: 'a', bytes: 0.7e9},
      {key: 'b', bytes: 0.5e9},
    ],
    listed: true,
  },
  ...{removed: [], refused: [], stuck: false, ...different},
})

describe('what is kept is said', () => {
  test.each<[string, Partial<Kept>, string]>([
    ['plainly', {}, '1.20 GB of 3.00 GB in 2 entries'],
    ['with one entry', {entries: [{key: 'a', bytes: 5000}]}, '5.00 kB of 3.00 GB in 1 entry'],
    [
      'with what was removed',
      {removed: [removal('superseded', 100e6), removal('superseded', 80e6), removal('unused', 40e6)]},
      '1.20 GB of 3.00 GB in 2 entries (2 superseded ones removed, 180 MB; 1 least recently used one removed, 40.0 MB)',
    ],
    ['as far as it is known', {listed: false}, 'at least 1.20 GB of 3.00 GB; to see the other entries, grant LIST'],
  ])('%s', (_, different, text) => {
    expect(describeKept(kept(different), GRANTS)).toBe(text)
  })
})

describe('what was not saved is said with its remedy', () => {
  test.each<[string, Partial<Kept>, string | null]>([
    ['nothing', {stuck: true}, null],
    [
      'larger than the maximum',
      {refused: [refused('alone')], stuck: true},
      'new (500 MB) was not saved: more than `cache-max-size`, 3.00 GB, allows for all entries together. Raise it.',
    ],
    [
      'removal is not permitted',
      {refused: [refused('total'), refused('total', 'other')], stuck: true},
      "new (500 MB), other (500 MB) were not saved: Go Image's entries have 1.20 GB and would pass `cache-max-size`, 3.00 GB, and this job may not remove older ones. To allow it, grant REMOVE; or raise `cache-max-size`.",
    ],
    [
      'nothing is known of the others',
      {refused: [refused('total')], listed: false},
      "new (500 MB) was not saved: Go Image's entries have at least 1.20 GB and would pass `cache-max-size`, 3.00 GB. To have older entries removed, grant REMOVE; or raise `cache-max-size`.",
    ],
    [
      'all the others are in use',
      {refused: [refused('total')]},
      "new (500 MB) was not saved: Go Image's entries have 1.20 GB and would pass `cache-max-size`, 3.00 GB, and the others are in use. Raise `cache-max-size`.",
    ],
  ])('%s', (_, different, text) => {
    expect(describeRefused(kept(different), GRANTS)).toBe(text)
  })
})
