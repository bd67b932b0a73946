import {describe, expect, test} from '@jest/globals'
import {COMMENT_LIMIT} from '../../src/report/comment.ts'
import {
  COMMENT_MARKER,
  type CommentPart,
  contentOf,
  partOf,
  partsOf,
  withParts,
} from '../../src/report/comment-parts.ts'
import type {Report} from '../../src/report/report.ts'
import {isResolved, isWorthTelling} from '../../src/report/worth-telling.ts'
import {comparedReport, sampleBudget, sampleBuild, sampleReport} from './sample.ts'
import {hostile, samples} from './samples.ts'

const before = {download: 5e6, disk: 9e6}
const grown = comparedReport([{platform: 'linux/amd64', before, after: {download: 6e6, disk: 12e6}}])
const same = comparedReport([{platform: 'linux/amd64', before, after: before}])
const old = 'a'.repeat(40)

function part(name: string, {report = grown, run = 7, commit = '9'.repeat(40), job = 'image'} = {}) {
  const at: Report = {...report, image: {...report.image, part: name}, source: {...report.source, commit, job}}
  return partOf(at, {runId: `${run}`, runAttempt: '1'})
}

function withPart(bodies: string[], one: CommentPart): string {
  return withParts(bodies, [one])
}

describe('a comment of one image', () => {
  test('has its report and no table of images', () => {
    const body = withPart([], part('app'))
    expect(body.startsWith(`${COMMENT_MARKER}\n<!-- go-image:part `)).toBe(true)
    expect(body).not.toContain('1 image')
  })

  test.each(Object.keys(samples))('is read back as it was written: %s', name => {
    const written = part(name, {report: samples[name]!})
    expect(partsOf(withPart([], written).replaceAll('\n', '\r\n'))).toEqual([written])
  })

  test('names of any kind do not break out of the marker', () => {
    expect(partsOf(withPart([], part(hostile)))).toHaveLength(1)
  })
})

describe('a comment of several images', () => {
  const two = withPart([withPart([], part('b'))], part('a'))

  test('has a row for each and its report folded', () => {
    expect(two).toContain('### 2 images · download **+2.00 MB** in all')
    expect(two.indexOf('| `a` |')).toBeLessThan(two.indexOf('| `b` |'))
    expect(two).toContain('<details><summary>a · download ')
    expect(partsOf(two).map(({meta}) => meta.name)).toEqual(['a', 'b'])
  })

  test('is the same whoever wrote last', () => {
    expect(withPart([withPart([], part('a'))], part('b'))).toBe(two)
  })

  test('tells the jobs apart that build an image of one name', () => {
    const body = withPart([withPart([], part('a', {job: 'nightly'}))], part('a', {job: 'release'}))
    expect(body).toContain('| `a nightly` |')
  })

  test('says what failed and what is over budget, and unfolds it', () => {
    const failed = sampleReport({facts: null, build: sampleBuild({outcome: 'failure'})})
    const over = {...grown, budgets: [sampleBudget({ok: false, actual: 12e6})]}
    const body = withPart([withPart([two], part('c', {report: failed}))], part('d', {report: over}))
    expect(body).toContain('### 4 images · **1 build failed** · **1 over budget**')
    expect(body).toContain('<details open><summary>c · build failed')
    expect(body).toContain('<details open><summary>d · download')
  })

  test('says whose Dockerfile fails the step, and unfolds it', () => {
    const body = withPart([two], part('c', {report: samples['findings-that-fail']!}))
    expect(body).toContain('### 3 images · **1 with findings that fail** · ')
    expect(body).toContain('| **findings fail it** |')
    expect(body).toContain('<details open><summary>c · download')
  })

  test('shows no figures of an earlier commit', () => {
    const body = withPart([withPart([], part('a', {commit: old, run: 6}))], part('b'))
    expect(body).toContain('| `a` | | | of an earlier commit, aaaaaaa |')
    expect(body).toContain('<summary>a · of an earlier commit, aaaaaaa</summary>')
  })

  test('keeps what a later run said', () => {
    const now = withPart([], part('a', {run: 8}))
    expect(withPart([now], part('a', {run: 7, commit: old}))).toBe(now)
  })

  test('stays within what GitHub takes, with all markup closed and no image lost', () => {
    const images = Array.from({length: 60}, (_, index) => `app${index}`)
    const body = images.reduce<string[]>(
      (all, image) => [withPart(all, part(image, {report: samples['very-long']!}))],
      [],
    )
    expect(Buffer.byteLength(body[0]!)).toBeLessThanOrEqual(COMMENT_LIMIT)
    expect(body[0]!.match(/<details/g)?.length).toBe(body[0]!.match(/<\/details>/g)?.length)
    expect(partsOf(body[0]!)).toHaveLength(60)
  })

  test('drops what somebody edited beyond reading', () => {
    expect(partsOf(two.replace(/go-image:part \w{20}/, 'go-image:part eyJ'))).toHaveLength(1)
  })
})

describe('what a job has to say', () => {
  test('is kept out of a comment where nothing is worth saying, unless it said something before', () => {
    const content = contentOf([part('a')], false)
    expect(content.merge([withPart([], part('b'))])).toBeNull()
    expect(content.merge([withPart([], part('a', {run: 1}))])).toBe(withPart([], part('a')))
  })

  test('is there when only its folded parts were cut', () => {
    const content = contentOf([part('a')], true)
    const whole = withPart([withPart([], part('b'))], part('a'))
    expect(content.holds(whole)).toBe(true)
    expect(content.holds(withPart([], part('b')))).toBe(false)
    expect(content.isShared(whole)).toBe(true)
  })
})

const first = sampleReport()
const broken = {...same, budgets: [sampleBudget({ok: false})]}
test.each<[string, Report, 'auto' | 'always' | 'on-change', number | null, boolean]>([
  ['a change', grown, 'auto', null, true],
  ['a change', grown, 'on-change', null, true],
  ['a change below the threshold', grown, 'auto', 2e6, false],
  ['a change at the threshold', grown, 'on-change', 1e6, true],
  ['the very same image', same, 'auto', null, false],
  ['the very same image', same, 'always', null, true],
  ['a first report', first, 'auto', null, true],
  ['a first report', first, 'on-change', null, false],
  ['a broken budget', broken, 'on-change', 1e9, true],
])('%s is worth a comment or not', (_, report, mode, threshold, expected) => {
  expect(isWorthTelling(report, {mode, threshold})).toBe(expected)
  const failing = {...report, dockerfile: {...report.dockerfile, failing: 1}}
  expect(isWorthTelling(failing, {mode, threshold})).toBe(true)
  expect(isResolved(failing)).toBe(false)
})
