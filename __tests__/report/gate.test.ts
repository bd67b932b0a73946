import {describe, expect, test} from '@jest/globals'
import {withFingerprints} from '../../src/dockerfile/check/fingerprint.ts'
import {mergeFindings} from '../../src/dockerfile/check/merge.ts'
import type {Rule} from '../../src/dockerfile/check/rule.ts'
import {annotationsOf, annotationsOfBudgets} from '../../src/report/annotations.ts'
import {describeFindings, failingFindings} from '../../src/report/gate.ts'
import type {Finding} from '../../src/report/report.ts'
import {comparedReport, sampleBudget, sampleFinding, sampleReport} from './sample.ts'

const finding = (rule: string, severity: Finding['severity'], line: number | null = 1) =>
  sampleFinding({rule, severity, line, endLine: line})
const all = [
  {...finding('C-03', 'error', 3), fingerprint: 'a'},
  {...finding('C-01', 'warning', 2), fingerprint: 'b'},
  {...finding('V-07', 'info'), fingerprint: 'c'},
]
const fingerprints = (findings: Finding[], text: string) =>
  withFingerprints(findings, text).map(({fingerprint}) => fingerprint)

describe('the gate', () => {
  test.each([
    ['never', 'all', null, null],
    ['error', 'all', null, /^The Dockerfile has 1 error: Dockerfile:3 C-03 /],
    ['warning', 'all', null, /^The Dockerfile has 1 error, 1 warning: /],
    ['warning', 'new', null, /^The Dockerfile has 1 error, 1 warning: /],
    ['warning', 'new', ['a'], /^The Dockerfile has 1 warning, new with this change: Dockerfile:2 C-01 /],
    ['warning', 'all', ['a', 'b'], /^The Dockerfile has 1 error, 1 warning: /],
    ['warning', 'new', ['a', 'b'], null],
  ] as const)('fail-on %s with scope %s, known %j', (failOn, scope, known, sentence) => {
    const before = known && new Set<string>(known)
    const failing = failingFindings(all, before, {failOn, scope})
    const said = describeFindings(failing, before, {failOn, scope}, 'Dockerfile')
    if (sentence === null) expect(said).toBeNull()
    else expect(said).toMatch(sentence)
  })

  test('names five and counts the rest', () => {
    const many = Array.from({length: 8}, (_, index) => finding('C-01', 'warning', index + 1))
    const said = describeFindings(many, null, {failOn: 'warning', scope: 'all'}, 'Dockerfile')
    expect(said).toMatch(/Dockerfile:5 .*; and 3 more in the report\. .*# go-image ignore=C-01 REASON/)
  })
})

describe('annotations', () => {
  test('have the gravest first, their columns within one line, and no notes', () => {
    const placed = {...finding('C-01', 'warning', 2), column: 5, endColumn: 9, remedy: 'Write it'}
    const [error, warning, ...others] = annotationsOf([placed, ...all.slice(0, 1), all[2]!], 'a/Dockerfile')
    expect(error).toMatchObject({level: 'error', place: {title: 'C-03', file: 'a/Dockerfile', startLine: 3}})
    expect(error!.place).not.toHaveProperty('startColumn')
    expect(warning).toMatchObject({level: 'warning', place: {startLine: 2, startColumn: 5, endColumn: 9}})
    expect(warning!.message).toMatch(/\. Write it$/)
    expect(others).toEqual([])
  })

  test('stay below what GitHub shows, and say what is left out', () => {
    const many = Array.from({length: 20}, (_, index) => finding(index < 10 ? 'A-01' : 'B-01', 'warning', index + 1))
    const shown = annotationsOf(many, null)
    expect(shown).toHaveLength(8)
    expect(shown.at(-1)).toEqual({
      level: 'warning',
      message: '13 more warnings are in the job summary: A-01, B-01',
      place: {title: 'Dockerfile'},
    })
  })
})

describe('budgets that do not hold', () => {
  const sizes = {download: 6_210_000, disk: 15_000_000}
  const over = sampleBudget({ok: false, actual: 10_420_000})
  const grown = comparedReport([{platform: 'linux/amd64', before: sizes, after: {...sizes, download: 8_330_000}}])

  test('are annotated on the line of the layer that grew most', () => {
    expect(annotationsOfBudgets({...grown, budgets: [over, sampleBudget()]})).toEqual([
      {
        level: 'error',
        message:
          'ghcr.io/acme/ledger on linux/amd64 is 420 kB over `size-budget` 10 MB. The layer of this line grew by 2.12 MB',
        place: {title: 'Image size', file: 'Dockerfile', startLine: 14},
      },
    ])
  })

  test('are on the first line where no layer grew, and on none of a Dockerfile that is in no checkout', () => {
    const same = comparedReport([{platform: 'linux/amd64', before: sizes, after: sizes}], {budgets: [over]})
    expect(annotationsOfBudgets(same)[0]!.place).toMatchObject({file: 'Dockerfile', startLine: 1})
    const written = {...same, dockerfile: {...same.dockerfile, origin: 'written' as const, path: null}}
    expect(annotationsOfBudgets(written)[0]!.place).toEqual({title: 'Image size'})
  })

  test('name the largest layer when there is nothing to compare with', () => {
    const first = {...grown, baseline: sampleReport().baseline, budgets: [over]}
    const platforms = grown.diff!.platforms.map(({layers, ...each}) => ({
      ...each,
      before: null,
      layers: layers.map(layer => ({...layer, kind: 'added' as const, before: null})),
    }))
    const [annotation] = annotationsOfBudgets({...first, diff: {schema: 1, platforms}})
    expect(annotation).toMatchObject({message: expect.stringContaining('has 8.33 MB'), place: {startLine: 14}})
  })

  test('of many platforms are three, the worst first', () => {
    const budgets = [1, 2, 3, 4, 5].map(number => sampleBudget({ok: false, actual: 10_000_000 + number * 1e6}))
    const found = annotationsOfBudgets({...grown, budgets})
    expect(found.map(({message}) => /is (\S+ MB) over/.exec(message)![1])).toEqual(['5.00 MB', '4.00 MB', '3.00 MB'])
  })

  test('that hold are not annotated', () => {
    expect(annotationsOfBudgets({...grown, budgets: [sampleBudget()]})).toEqual([])
  })
})

describe('fingerprints', () => {
  const text = 'FROM a\nRUN go build\n\nRUN go build\n'

  test('stay when lines move and white space changes', () => {
    const before = fingerprints([finding('C-01', 'warning', 2)], text)
    expect(fingerprints([finding('C-01', 'warning', 4)], `# more\n\n${text}`.replace('RUN go', 'RUN  go'))).toEqual(
      before,
    )
  })

  test('tell two equal lines and two rules apart', () => {
    const three = [finding('C-01', 'warning', 2), finding('C-01', 'warning', 4), finding('C-02', 'warning', 4)]
    expect(new Set(fingerprints(three, text)).size).toBe(3)
  })
})

test('of one subject on one line, BuildKit has the word', () => {
  const rules = [{id: 'P-05', buildkit: ['UndefinedVar']}, {id: 'C-01'}] as unknown as Rule[]
  const buildkit = [finding('UndefinedVar', 'warning', 4)]
  const ours = [finding('P-05', 'error', 4), finding('P-05', 'error', 5), finding('C-01', 'warning', 4)]
  expect(mergeFindings(ours, buildkit, rules).map(({rule, line}) => [rule, line])).toEqual([
    ['C-01', 4],
    ['UndefinedVar', 4],
    ['P-05', 5],
  ])
})
