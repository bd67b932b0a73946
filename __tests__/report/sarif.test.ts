import {createRequire} from 'node:module'
import {describe, expect, test} from '@jest/globals'
import type {Finding} from '../../src/report/report.ts'
import {renderSarif} from '../../src/report/sarif.ts'
import {workflowCommands} from '../../src/report/workflow-commands.ts'
import {sampleFinding} from './sample.ts'

type Matcher = (log: unknown) => {pass: boolean; message: () => string}
/** Its types are those of jest's global names, which are not used here. */
const {toBeValidSarifLog} = createRequire(import.meta.url)('@microsoft/jest-sarif') as {toBeValidSarifLog: Matcher}
const rule = {id: 'C-07', severity: 'warning', title: 'T', why: 'Because.', source: 'https://go.dev'} as const
const options = {file: 'a b/Dockerfile', rules: [rule], version: '1.2.3'}
const whole: Finding = sampleFinding({
  ...{line: 4, column: 1, endLine: 4, endColumn: 9, remedy: 'Move it', fingerprint: 'ab'},
  evidence: [{file: 'go.mod', line: 3}],
  fix: {title: 'Move', edits: [{line: 4, column: 1, endLine: 5, endColumn: 1, text: ''}]},
})

function valid(findings: Finding[], suppressed?: {finding: Finding; reason: string}[]) {
  const log = renderSarif(findings, {...options, ...(suppressed && {suppressed})})
  const {pass, message} = toBeValidSarifLog(log)
  if (!pass) throw new Error(message())
  return log.runs[0]!
}

describe('SARIF', () => {
  test.each<[string, Finding[]]>([
    ['nothing', []],
    ['one with all that a finding can have', [whole]],
    ['one of BuildKit without a place', [sampleFinding({rule: 'JSONArgsRecommended', line: null, url: null})]],
    ['hostile text', [sampleFinding({message: '\u0000\u001b[31m\ud800 <script>', rule: 'x\ny', line: 1})]],
  ])('is valid for %s', (_, findings) => {
    expect(valid(findings).results).toHaveLength(findings.length)
  })

  test('has place, words, fix, evidence and fingerprint of a finding, and its rule once', () => {
    const {results, tool} = valid([whole, whole])
    expect(tool.driver.rules).toHaveLength(1)
    expect(results![0]).toMatchObject({
      ...{ruleId: 'C-07', ruleIndex: 0, level: 'warning', partialFingerprints: {'goImage/v1': 'ab'}},
      locations: [
        {physicalLocation: {artifactLocation: {uri: 'a%20b/Dockerfile'}, region: {startLine: 4, endColumn: 9}}},
      ],
      relatedLocations: [{physicalLocation: {artifactLocation: {uri: 'go.mod'}, region: {startLine: 3}}}],
      fixes: [{artifactChanges: [{replacements: [{deletedRegion: {startLine: 4, endLine: 5}}]}]}],
    })
    expect(results![0]!.message.text).toMatch(/\. Move it$/)
  })

  test('says what a comment has silenced, and why', () => {
    const {results} = valid([], [{finding: whole, reason: 'on purpose'}])
    expect(results![0]!.suppressions).toEqual([{kind: 'inSource', justification: 'on purpose'}])
  })
})

test('workflow commands escape what would end them', () => {
  const place = {title: 'a,b:c', file: 'x\ny', startLine: 2, startColumn: 3, endColumn: 4}
  expect(workflowCommands([{level: 'error', message: '100%\n::stop::', place}])).toBe(
    '::error title=a%2Cb%3Ac,file=x%0Ay,line=2,col=3,endColumn=4::100%25%0A::stop::\n',
  )
})
