import {existsSync, readFileSync, writeFileSync} from 'node:fs'
import {describe, expect, test} from '@jest/globals'
import {commentMarker, renderComment} from '../../src/report/comment.ts'
import {renderLog} from '../../src/report/log.ts'
import {renderSummary} from '../../src/report/summary.ts'
import {renderText} from '../../src/report/text.ts'
import {samples} from './samples.ts'

const marker = commentMarker('ghcr.io/acme/ledger')

describe.each(Object.entries(samples))('the report of %s', (name, report) => {
  test('reads as its golden comment', () => {
    expectGolden(`${name}.md`, `${renderComment(report, {marker})}\n`)
  })

  test('renders the same twice and after a round trip through JSON', () => {
    const again = JSON.parse(JSON.stringify(report))
    expect(renderComment(again, {marker})).toBe(renderComment(report, {marker}))
    expect(renderSummary(again)).toBe(renderSummary(report))
  })
})

// The other renderers show the same content; these samples between them pass through every part of them.
test.each(['growth-within-budget', 'budgets-let-pass', 'failed-build', 'hostile-strings'])(
  'the summary of %s is its golden file',
  name => {
    expectGolden(`${name}.summary.md`, `${renderSummary(samples[name]!)}\n`)
  },
)

test.each(['growth-within-budget', 'budgets-let-pass', 'several-platforms', 'failed-build', 'hostile-strings'])(
  'the terminal shows %s as its golden file',
  name => {
    expectGolden(`${name}.txt`, renderText(samples[name]!, {color: false, width: 100}))
  },
)

test.each(['growth-within-budget', 'budgets-let-pass', 'failed-build', 'hostile-strings'])(
  'the log of %s is its golden file',
  name => {
    expectGolden(`${name}.log.txt`, `${renderLog(samples[name]!).join('\n')}\n`)
  },
)

function expectGolden(name: string, actual: string): void {
  const file = new URL(`golden/${name}`, import.meta.url)
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(file, actual)
  if (!existsSync(file)) throw new Error(`No golden file ${name}: look at the output, then run with UPDATE_GOLDEN=1`)
  expect(actual).toBe(readFileSync(file, 'utf8'))
}
