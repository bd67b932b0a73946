import {existsSync, readFileSync, writeFileSync} from 'node:fs'
import {describe, expect, test} from '@jest/globals'
import {renderBadge} from '../../src/report/badge.ts'
import {renderComment} from '../../src/report/comment.ts'
import {partOf, withParts} from '../../src/report/comment-parts.ts'
import {renderJunit} from '../../src/report/junit.ts'
import {renderLog} from '../../src/report/log.ts'
import {renderSummary} from '../../src/report/summary.ts'
import {renderImage, renderText} from '../../src/report/text.ts'
import {samples} from './samples.ts'

const marker = '<!-- go-image:ghcr.io/acme/ledger -->'

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

test('the comment of several images is its golden file', () => {
  const parts = ['growth-within-budget', 'failed-build', 'no-change', 'over-budget'].map((name, index) => {
    const {image, source, ...rest} = samples[name]!
    const part = `ghcr.io/acme/${['ledger', 'worker', 'migrate', 'admin'][index]}`
    // The last one is of the commit before.
    const commit = index === 3 ? '4f1c2ab00c0ffee4f1c2ab00c0ffee4f1c2ab00c' : source.commit
    const report = {...rest, image: {...image, name: part, part}, source: {...source, commit}}
    return partOf(report, {runId: index === 3 ? '4710' : '4711', runAttempt: '1'})
  })
  expectGolden('several-images.md', `${withParts([], parts)}\n`)
})

// The other renderers show the same content; these samples between them pass through every part of them.
test.each([
  'first-run-with-contents',
  'growth-explained',
  'growth-within-budget',
  'budgets-let-pass',
  'failed-build',
  'hostile-strings',
])('the summary of %s is its golden file', name => {
  expectGolden(`${name}.summary.md`, `${renderSummary(samples[name]!)}\n`)
})

test.each([
  'first-run-with-contents',
  'growth-within-budget',
  'growth-explained',
  'budgets-let-pass',
  'several-platforms',
  'findings-that-fail',
  'failed-build',
  'hostile-strings',
])('the terminal shows %s as its golden file', name => {
  expectGolden(`${name}.txt`, renderText(samples[name]!, {color: false, width: 100}))
})

test.each(['first-run-with-contents', 'hostile-strings'])(
  'the terminal shows the image of %s alone as its golden file',
  name => {
    expectGolden(`${name}.image.txt`, renderImage(samples[name]!, {color: false, width: 100}))
  },
)

test.each(['growth-within-budget', 'budgets-let-pass', 'failed-build', 'hostile-strings'])(
  'the log of %s is its golden file',
  name => {
    expectGolden(`${name}.log.txt`, `${renderLog(samples[name]!).join('\n')}\n`)
  },
)

test.each([
  'over-budget',
  'budgets-let-pass',
  'findings-that-fail',
  'failed-build',
  'own-dockerfile-with-findings',
  'hostile-strings',
])('the gate of %s is its golden file', name => {
  expectGolden(`${name}.junit.xml`, renderJunit(samples[name]!))
})

test.each([
  ['first-run', {message: '8.30 MB', color: 'blue'}],
  ['growth-within-budget', {message: '9.42 MB', color: 'brightgreen'}],
  ['over-budget', {message: '10.4 MB', color: 'red'}],
  ['failed-build', {message: 'build failed', color: 'red', isError: true}],
])('the badge of %s says its size', (name, expected) => {
  expect(renderBadge(samples[name]!)).toEqual({schemaVersion: 1, label: 'image size', ...expected})
})

function expectGolden(name: string, actual: string): void {
  const file = new URL(`golden/${name}`, import.meta.url)
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(file, actual)
  if (!existsSync(file)) throw new Error(`No golden file ${name}: look at the output, then run with UPDATE_GOLDEN=1`)
  expect(actual).toBe(readFileSync(file, 'utf8'))
}
