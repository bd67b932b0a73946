import {expect, test} from '@jest/globals'
import {readSettings} from '../../../src/dockerfile/check/settings.ts'
import {RULES} from '../../../src/dockerfile/rules/table.ts'
import {findingsOf} from '../rules/findings.ts'
import {lines} from '../rules/sample.ts'

const dockerfile = lines('FROM golang:1.26', 'COPY . .', 'RUN go build -o /app .')
const found = async (settings: string) => {
  const sample = {name: '', dockerfile, files: {'.go-image.json': settings}}
  return (await findingsOf(sample, RULES)).map(({rule, message}) => [rule, message] as const)
}

test('a rule that the repository has decided about is silent in all its files', async () => {
  const rules = (await found('{"check": {"ignore": {"C-01": "built once a year"}}}')).map(([rule]) => rule)
  expect(rules).not.toContain('C-01')
  expect(rules.length).toBeGreaterThan(0)
})

test.each([
  ['{', 'it is no JSON'],
  ['{"checks": {}}', 'at checks: expected never'],
  ['{"check": {"ignore": {"C-01": ""}}}', 'at check.ignore.C-01: expected'],
  ['{"check": {"ignore": ["C-01"]}}', 'at check.ignore'],
])('settings that are wrong (%s) silence nothing and are told', async (text, problem) => {
  const all = await found(text)
  expect(all.find(([rule]) => rule === 'settings')?.[1]).toContain(problem)
  expect(all.map(([rule]) => rule)).toContain('C-01')
})

test('a rule that does not exist is a note', async () => {
  const all = await found('{"check": {"ignore": {"C-99": "x"}}}')
  expect(all.find(([rule]) => rule === 'settings')?.[1]).toContain('C-99, and there is no such rule')
})

test('no file is no decision', () => {
  expect(readSettings(null)).toBeNull()
})
