import {readdirSync, readFileSync} from 'node:fs'
import {expect, test} from '@jest/globals'
import {readReport} from '../../src/report/schema.ts'
import {diffImages} from '../../src/size/diff.ts'
import {isDiff, isFacts, isReport} from './published-schema.ts'
import {sampleReport} from './sample.ts'
import {samples} from './samples.ts'

const read = (file: string): unknown => JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8'))
type Json = {description?: string; properties?: Record<string, Json>; items?: Json; anyOf?: Json[]; oneOf?: Json[]}

const older = readdirSync(new URL('older', import.meta.url))

test.each(Object.entries(samples))('the published schema takes the report of %s', (_, report) => {
  isReport(JSON.parse(JSON.stringify(report)))
  expect(isReport.errors).toBeNull()
})

test('the published schema takes what `measure --json` and `diff --json` print', () => {
  const {facts} = sampleReport()
  expect(isFacts(facts)).toBe(true)
  expect(isDiff(diffImages(null, facts!))).toBe(true)
  expect([isFacts(sampleReport()), isDiff(facts)]).toEqual([false, false])
})

test.each<[string, object]>([
  ['of another schema', {schema: 2}],
  ['without its warnings', {warnings: undefined}],
  ['with an outcome that there is not', {build: {...sampleReport().build, outcome: 'ok'}}],
  ['with half a pull request', {source: {...sampleReport().source, pullRequest: 1.5}}],
  ['made yesterday', {created: 'yesterday'}],
  ['with a name of a megabyte', {image: {...sampleReport().image, name: 'x'.repeat(1e6)}}],
  ['with a baseline of neither kind', {baseline: {found: 'maybe'}}],
])('the published schema refuses a report %s', (_, change) => {
  const document = JSON.parse(JSON.stringify({...sampleReport(), ...change}))
  expect(isReport(document)).toBe(false)
  expect(() => readReport(document)).toThrow()
})

test('the published schema says of each field what it is', () => {
  const silent: string[] = []
  const walk = (schema: Json, path: string) => {
    for (const [name, field] of Object.entries(schema.properties ?? {})) {
      if (typeof field.description !== 'string') silent.push(`${path}.${name}`)
      walk(field, `${path}.${name}`)
    }
    for (const inside of [schema.items, ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])])
      if (inside !== undefined) walk(inside, path)
  }
  const {$defs} = read('../../docs/report.schema.json') as {$defs: Record<string, Json>}
  for (const [name, schema] of Object.entries($defs)) walk(schema, name)
  expect(silent).toEqual([])
  expect($defs.Report!.properties!.facts!.description).toContain('null when it was not measured')
})

// What earlier commits wrote of their samples; each is called after what it does not have yet.
test.each(older)('the older report %s is read, and the published schema takes it', file => {
  const document = read(`older/${file}`)
  expect(isReport(document)).toBe(true)
  const report = readReport(document)
  expect(report).toMatchObject({schema: 1, image: {part: ''}, source: {job: ''}})
  expect(isReport(JSON.parse(JSON.stringify(report)))).toBe(true)
})
