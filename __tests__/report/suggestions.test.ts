import {describe, expect, test} from '@jest/globals'
import {fits, readPatch, suggestionsOf} from '../../src/report/suggestions.ts'
import {sampleFinding} from './sample.ts'

const TEXT = 'FROM golang\nCOPY . .\nRUN go build\nFROM scratch\n'
const PATCH = '@@ -1,3 +1,4 @@\n FROM golang\n COPY . .\n+RUN go build\n FROM scratch\n\\ No newline at end of file'
const insertion = (line: number, text: string) => [{line, column: 4, endLine: line, endColumn: 4, text}]
const found = (more = {}) =>
  sampleFinding({
    ...{rule: 'C-01', line: 3, fingerprint: 'ab', message: 'no `mount` for @me'},
    fix: {title: 'x', edits: insertion(3, ' --mount=type=cache,target=/c')},
    ...more,
  })

describe('a fix on a line of the pull request', () => {
  test('is a suggestion with the whole line, its reason, and a mark', () => {
    expect(suggestionsOf([found()], TEXT, readPatch(PATCH))).toEqual([
      {
        ...{from: 3, to: 3, marker: '<!-- go-image:suggest:ab -->'},
        body: '<!-- go-image:suggest:ab -->\n**C<span>-</span>01** no `mount` for <span>@</span>me.\n\n```suggestion\nRUN --mount=type=cache,target=/c go build\n```\n',
      },
    ])
  })

  test('that takes a line away is an empty suggestion', () => {
    const edits = [{line: 3, column: 1, endLine: 4, endColumn: 1, text: ''}]
    const [suggestion] = suggestionsOf([found({fix: {title: 'x', edits}})], TEXT, readPatch(PATCH))
    expect(suggestion).toMatchObject({from: 3, to: 3})
    expect(suggestion!.body).toMatch(/```suggestion\n```\n$/)
  })

  test('that adds lines keeps those around it', () => {
    const edits = [{line: 3, column: 1, endLine: 3, endColumn: 1, text: 'USER 1\n'}]
    const [suggestion] = suggestionsOf([found({fix: {title: 'x', edits}})], TEXT, readPatch(PATCH))
    expect(suggestion!.body).toMatch(/```suggestion\nUSER 1\nRUN go build\n```\n$/)
  })
})

describe('no suggestion', () => {
  test.each([
    ['for a line that only stands around', found({line: 2, fix: {title: 'x', edits: insertion(2, ' x')}})],
    ['for a line that is not shown', found({line: 9, fix: {title: 'x', edits: insertion(9, 'x')}})],
    ['without a fix', found({fix: null})],
    ['that has a fence in it', found({fix: {title: 'x', edits: insertion(3, '```')}})],
  ])('%s', (_, finding) => {
    expect(suggestionsOf([finding], TEXT, readPatch(PATCH))).toEqual([])
  })

  test('where the checkout has other lines than the branch', () => {
    expect(fits(TEXT, readPatch(PATCH))).toBe(true)
    expect(fits(`# more\n${TEXT}`, readPatch(PATCH))).toBe(false)
    expect(fits(TEXT.replaceAll('\n', '\r\n'), readPatch(PATCH))).toBe(true)
  })

  test('more than ten', () => {
    const many = Array.from({length: 30}, (_, index) => found({fingerprint: `${index}`}))
    expect(suggestionsOf(many, TEXT, readPatch(PATCH))).toHaveLength(10)
  })
})
