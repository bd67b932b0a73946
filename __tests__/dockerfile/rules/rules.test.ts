/** Every rule finds what it must, is silent where it must be, and its fix takes the problem away and nothing else. */
import {describe, expect, jest, test} from '@jest/globals'
import {applyFixes} from '../../../src/dockerfile/check/fix.ts'
import {parseDockerfile} from '../../../src/dockerfile/parse.ts'
import {RULES} from '../../../src/dockerfile/rules/table.ts'
import type {Finding} from '../../../src/report/report.ts'
import {findingsOf} from './findings.ts'
import type {Sample} from './sample.ts'
import {FIXTURES} from './table.ts'

// Each fixture is a folder of its own.
jest.setTimeout(60_000)

test('every rule has a bad file, a good one and a near miss, and every fixture has a rule', () => {
  expect(Object.keys(FIXTURES).sort()).toEqual(RULES.map(({id}) => id).sort())
  for (const [id, {bad, good, nearMiss}] of Object.entries(FIXTURES))
    expect([id, bad.length > 0, good.length > 0, nearMiss.length > 0]).toEqual([id, true, true, true])
})

test('the page of a rule says why there is no fix, where no file of its fixtures can be mended', async () => {
  for (const rule of RULES) {
    const found = await Promise.all(FIXTURES[rule.id]!.bad.map(sample => findingsOf(sample, [rule])))
    const isMended = found.some(([finding]) => finding?.fix != null)
    expect([rule.id, isMended]).toEqual([rule.id, rule.whyNoFix === undefined])
  }
})

describe.each(RULES.map(rule => [rule.id, rule] as const))('%s', (id, rule) => {
  const {bad, good, nearMiss} = FIXTURES[id] ?? {bad: [], good: [], nearMiss: []}
  const only = (sample: Sample, dockerfile = sample.dockerfile) => findingsOf({...sample, dockerfile}, [rule])

  test.each(bad.map(sample => [sample.name, sample] as const))('finds: %s', async (_, sample) => {
    const found = await only(sample)
    expect(found.map(({line}) => line)).toEqual([sample.line])
    const [finding] = found as [Finding]
    if (sample.severity) expect(finding.severity).toBe(sample.severity)
    if (sample.says) expect(finding.message).toMatch(sample.says)
    if (sample.fixed !== undefined) expect(finding.fix !== null).toBe(sample.fixed)
    if (sample.under) expect(underlined(sample.dockerfile, finding)).toBe(sample.under)
    expect(finding.message).not.toMatch(/\.$|undefined|null/)
    expect(finding.remedy).toMatch(/\S/)

    const {text, applied} = applyFixes(sample.dockerfile, found)
    if (applied.length === 0) return
    const left = await only(sample, text)
    expect(left).toEqual([])
    expect(applyFixes(text, left).text).toBe(text)
    expect(commentsOf(text)).toEqual(commentsOf(sample.dockerfile))
    const windows = sample.dockerfile.replaceAll('\n', '\r\n')
    const mended = applyFixes(windows, await only(sample, windows))
    if (mended.applied.length > 0) expect(mended.text).toBe(text.replaceAll('\n', '\r\n'))
  })

  test.each([...good, ...nearMiss].map(sample => [sample.name, sample] as const))(
    'is silent: %s',
    async (_, sample) => {
      expect(await only(sample)).toEqual([])
    },
  )
})

function commentsOf(text: string): string[] {
  return parseDockerfile(text).comments.map(comment => text.split('\n')[comment.line - 1]!.trim())
}

function underlined(text: string, {line, column, endLine, endColumn}: Finding): string {
  const rows = text.split('\n').slice(line! - 1, endLine!)
  rows[rows.length - 1] = rows.at(-1)!.slice(0, endColumn! - 1)
  rows[0] = rows[0]!.slice(column! - 1)
  return rows.join('\n')
}
