import {describe, expect, test} from '@jest/globals'
import {readFacts, readReport} from '../../src/report/schema.ts'
import {UserError} from '../../src/runner/errors.ts'
import {sampleFacts, sampleReport} from './sample.ts'
import {samples} from './samples.ts'

test.each(Object.entries(samples))('the report of %s survives being written and read', (_, report) => {
  expect(readReport(JSON.parse(JSON.stringify(report)))).toEqual(report)
})

test('fields of a later version are dropped', () => {
  expect(readReport({...sampleReport(), later: {field: 1}})).toEqual(sampleReport())
})

describe('a document is refused', () => {
  const layer = (change: object): object => {
    const facts = sampleFacts('linux/amd64', 1, 1)
    return {facts: {schema: 1, source: '', platforms: [{...facts, layers: [{...facts.layers[0], ...change}]}]}}
  }
  test.each<[string, unknown, string]>([
    ['that is no object', 'text', 'at its top: expected Object, found "text"'],
    ['that is null', null, 'at its top: expected Object, found null'],
    ['of another schema', {schema: 2}, 'it has schema 2, and this version of go-image reads schema 1'],
    ['with a field missing', {warnings: undefined}, 'at warnings: expected Array, found undefined'],
    [
      'with a wrong word',
      {build: {...sampleReport().build, outcome: 'ok'}},
      'at build.outcome: expected ("success" | "failure"), found "ok"',
    ],
    [
      'with a negative size',
      layer({downloadBytes: -1}),
      'at facts.platforms.0.layers.0.downloadBytes: expected 0 or more, found -1',
    ],
    ['with half a byte', layer({diskBytes: 0.5}), 'diskBytes: expected a whole number, found 0.5'],
    [
      'with an endless size',
      layer({diskBytes: Number.POSITIVE_INFINITY}),
      'diskBytes: expected a whole number, found Infinity',
    ],
    ['with a size as text', layer({diskBytes: '1'}), 'diskBytes: expected number, found "1"'],
    [
      'with a very long string',
      {image: {...sampleReport().image, name: 'x'.repeat(10_001)}},
      'at image.name: expected at most 10000 entries or characters, found 10001',
    ],
    [
      'with a very long list',
      {warnings: Array.from({length: 5_001}, () => '')},
      'at warnings: expected at most 5000 entries or characters, found 5001',
    ],
    ['with a time in words', {created: 'yesterday'}, 'at created: Expected an RFC 3339 time, found "yesterday"'],
    ['with a baseline of neither kind', {baseline: {found: 'maybe'}}, 'at baseline.found'],
  ])('%s', (_, change, message) => {
    const document = typeof change === 'object' && change !== null ? {...sampleReport(), ...change} : change
    const read = (): unknown => readReport(document)
    expect(codeOf(read)).toBe('report-invalid')
    expect(read).toThrow(message)
  })

  test('that nests deep enough to exhaust the stack', () => {
    const deep = JSON.parse(`${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`)
    expect(() => readReport({...sampleReport(), deep})).toThrow('nests more than')
  })
})

test('facts are read alone, as a stored baseline has them', () => {
  const facts = sampleReport().facts
  expect(readFacts(JSON.parse(JSON.stringify(facts)))).toEqual(facts)
  expect(() => readFacts({schema: 1})).toThrow('These are not facts of an image: at source')
})

function codeOf(read: () => unknown): string | null {
  try {
    read()
    return null
  } catch (error) {
    return error instanceof UserError ? error.code : null
  }
}
