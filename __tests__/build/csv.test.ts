import {expect, test} from '@jest/globals'
import {csvField, csvRecord, readCsvRecord} from '../../src/build/csv.ts'

/** mulberry32: the same values on every run, so that a failure can be repeated. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed
  return below => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

test('a record reads back as the fields it was made of, whatever they hold', () => {
  const random = randomFrom(20261121)
  const letters = ['a', 'B', '1', ',', '"', '\n', '\r', '=', ' ', "'", '\\', '/', 'ä', '€', '']
  const value = () => Array.from({length: random(12)}, () => letters[random(letters.length)]).join('')
  for (let round = 0; round < 2_000; round++) {
    const fields = Object.fromEntries(['id', 'src', 'dest'].slice(0, 1 + random(3)).map(key => [key, value()]))
    expect(Object.fromEntries(readCsvRecord(csvRecord(fields)))).toEqual(fields)
  }
})

test.each([
  ['a=b', 'a=b'],
  ['a=b,c', '"a=b,c"'],
  ['a=say "x"', '"a=say ""x"""'],
  ['a=1\n2', '"a=1\n2"'],
])('the field %j is written as %j', (field, written) => {
  expect(csvField(field)).toBe(written)
})

test.each<[string, [string, string][]]>([
  [
    'type=image,"name=a,b",push=true',
    [
      ['type', 'image'],
      ['name', 'a,b'],
      ['push', 'true'],
    ],
  ],
  [
    'Type=local, Dest=x',
    [
      ['type', 'local'],
      ['dest', 'x'],
    ],
  ],
  ['./out', [['./out', '']]],
  ['type=a,type=b', [['type', 'b']]],
  ['src=a=b', [['src', 'a=b']]],
])('%s reads as buildx reads it', (record, fields) => {
  expect([...readCsvRecord(record)]).toEqual(fields)
})
