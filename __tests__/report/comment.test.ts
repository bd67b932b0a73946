import {describe, expect, test} from '@jest/globals'
import {COMMENT_LIMIT, renderComment} from '../../src/report/comment.ts'
import type {Report} from '../../src/report/report.ts'
import {renderSummary, SUMMARY_LIMIT} from '../../src/report/summary.ts'
import {comparedReport, sampleBudget, sampleBuild, sampleFacts, sampleReport} from './sample.ts'
import {samples} from './samples.ts'

const marker = '<!-- go-image:ghcr.io/acme/ledger -->'
const amd64 = 'linux/amd64'
const sizes = {download: 6_210_000, disk: 15_000_000}

describe('the marker', () => {
  test.each(['', 'text', '<!-- a --> b', '<!-- a\nb -->', '<!-- a -- b -->'])('%j is refused', wrong => {
    expect(() => renderComment(sampleReport(), {marker: wrong})).toThrow(TypeError)
  })

  test('stands once, on the first line, even when the report tries to forge it', () => {
    for (const report of Object.values(samples)) {
      const lines = renderComment(report, {marker: '<!-- go-image:x -->'}).split('<!--')
      expect(lines).toHaveLength(2)
      expect(lines[0]).toBe('')
    }
  })
})

describe('a comment', () => {
  // It has every section and is over its budget.
  const longer: Record<string, number> = {'hostile-strings': 16}
  test.each(Object.entries(samples))('of %s has about twelve lines while its folds are closed', (name, report) => {
    expect(visibleLines(renderComment(report, {marker})).length).toBeLessThanOrEqual(longer[name] ?? 13)
  })

  test('has no budget column when nobody set a budget', () => {
    expect(renderComment(samples.shrinkage!, {marker})).not.toContain('budget')
  })

  test('never says 100 % of a budget that is not exactly used up', () => {
    const at = (actual: number, ok: boolean): string =>
      renderComment(
        comparedReport([{platform: amd64, before: sizes, after: {...sizes, download: 7e6}}], {
          budgets: [sampleBudget({actual, ok})],
        }),
        {marker},
      )
    expect(at(9_999_999, true)).toContain('| 99 % of 10 MB')
    expect(at(10_000_001, false)).toContain('101 % of 10 MB')
    expect(at(10_000_001, false)).toContain('over budget by 1 B')
  })

  test('names what grew on disk while the download stayed', () => {
    const report = comparedReport([{platform: amd64, before: sizes, after: {...sizes, disk: 17e6}}])
    expect(renderComment(report, {marker})).toContain('unchanged, **+2.00 MB on disk**')
  })

  test('lists the largest layers when an image without a baseline is over budget', () => {
    const report = sampleReport({
      budgets: [sampleBudget({ok: false, actual: 8_300_000, limit: 8_000_000, written: '8 MB'})],
    })
    expect(renderComment(report, {marker})).toContain('**Look at** the largest layers\n- `COPY --from=build')
  })

  test('shows platforms that are new and that are gone', () => {
    const both = comparedReport([{platform: amd64, before: sizes, after: sizes}])
    const comment = renderComment(
      {
        ...both,
        facts: {schema: 1, source: 'this build', platforms: [sampleFacts('linux/arm64', 1e6, 2e6)]},
        diff: {schema: 1, platforms: both.diff!.platforms.map(each => ({...each, after: null}))},
      },
      {marker},
    )
    expect(comment).toContain('| linux/arm64 | 3.09 MB new |')
    expect(comment).toContain('| linux/amd64 | gone, was 8.30 MB |')
  })

  test('says that an image could not be measured, and why', () => {
    const unmeasured = renderComment(sampleReport({facts: null, warnings: ['No layout: `type=oci`.']}), {marker})
    expect(unmeasured).toContain('built in 21 s, size not measured\n\n- No layout: `type=oci`.')
  })

  test('keeps changed layers in sight when it cannot list all', () => {
    const report = comparedReport([{platform: amd64, before: sizes, after: {...sizes, download: 7e6}}])
    const [diff] = report.diff!.platforms
    const same = {...diff!.layers[3]!, kind: 'same' as const, before: sizes, after: sizes}
    const layers = [...Array.from({length: 60}, () => same), ...diff!.layers]
    const comment = renderComment({...report, diff: {schema: 1, platforms: [{...diff!, layers}]}}, {marker})
    expect(comment).toMatch(/\| ~ \| `COPY --from=build/)
    expect(comment).toContain('and 32 more layers')
  })

  test('shows the end of what a failed step printed', () => {
    const lines = Array.from({length: 400}, (_, index) => `line ${index}`)
    const report = sampleReport({
      facts: null,
      build: sampleBuild({outcome: 'failure', failure: {step: null, line: null, lines}}),
    })
    const comment = renderComment(report, {marker})
    expect(comment).toContain('line 399\n```')
    expect(comment).not.toContain('line 387\n')
  })
})

describe('a limit', () => {
  const worst: Report = {
    ...samples['very-long']!,
    facts: {
      schema: 1,
      source: 'x',
      platforms: Array.from({length: 40}, (_, index) => sampleFacts(`linux/漢字${index}`, 1e6, 2e6)),
    },
  }

  test.each([300, 600, 1_000, 2_000, 5_000, 20_000, COMMENT_LIMIT])(
    'of %d bytes is kept with all markup closed',
    limit => {
      for (const report of [...Object.values(samples), worst]) {
        for (const body of [renderComment(report, {marker, limit}), renderSummary(report, {limitBytes: limit})]) {
          expect(Buffer.byteLength(body)).toBeLessThanOrEqual(limit)
          expect(body.match(/<details/g)?.length).toBe(body.match(/<\/details>/g)?.length)
          const fences = body.replace(/<pre>[\s\S]*?<\/pre>/g, '')
          expect((fences.match(/^`{3,}/gm)?.length ?? 0) % 2).toBe(0)
        }
      }
    },
  )

  test('costs the last sections first and says which', () => {
    const comment = renderComment(samples['growth-within-budget']!, {marker, limit: 2_000})
    expect(comment).toContain('Layers: 1 of 4 changed')
    expect(comment).toMatch(/left out for length: .*choices/)
    expect(comment).not.toContain('made without asking')
  })

  test('costs rows of platforms when there is no section left', () => {
    const comment = renderComment(worst, {marker, limit: 900})
    expect(comment).toMatch(/\d+ more platforms/)
  })

  test('of GitHub is kept by the largest report that can be read', () => {
    const text = '漢|`@a\u202e'.repeat(1_250)
    const huge: Report = {
      ...worst,
      image: {...worst.image, name: text, tags: Array.from({length: 5_000}, () => text)},
      warnings: Array.from({length: 5_000}, () => text),
      decisions: Array.from({length: 5_000}, () => ({
        what: text,
        choice: text,
        reason: text,
        evidence: [{file: text, line: 1}],
      })),
    }
    expect(renderComment(huge, {marker}).length).toBeLessThanOrEqual(COMMENT_LIMIT)
    expect(Buffer.byteLength(renderSummary(huge))).toBeLessThanOrEqual(SUMMARY_LIMIT)
  })
})

/** Lines of markdown that a reader sees: of a fold its title, of a table no rule, of the rest no blank lines and fences. */
function visibleLines(comment: string): string[] {
  return comment
    .replace(/<details><summary>(.*)<\/summary>[\s\S]*?\n<\/details>/g, '$1')
    .split('\n')
    .filter(line => line !== '' && line !== marker && !/^\|[-:|]+\|$|^```/.test(line))
}
