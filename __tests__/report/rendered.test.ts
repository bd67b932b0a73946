/** The golden comments and summaries, rendered as GitHub does it. */
import {readdirSync, readFileSync} from 'node:fs'
import {describe, expect, test} from '@jest/globals'
import {type Piece, proseOf, renderedPieces, unclosed} from './rendered.ts'

const folder = new URL('golden/', import.meta.url)
const goldens = readdirSync(folder).filter(name => name.endsWith('.md'))

/** Elements of ours, and what each may have. */
const ours: Record<string, string[]> = {
  ...{details: ['open'], summary: [], sub: [], br: [], span: [], pre: [], code: ['class']},
  ...{h3: [], p: [], strong: [], ul: [], li: [], blockquote: [], a: ['href']},
  ...{table: [], thead: [], tbody: [], tr: [], th: ['align'], td: ['align']},
}
const opened = (pieces: Piece[]) => pieces.flatMap(piece => (piece.kind === 'open' ? [piece] : []))

describe.each(goldens)('%s as GitHub shows it', name => {
  const markdown = readFileSync(new URL(name, folder), 'utf8')
  const pieces = renderedPieces(markdown)

  test('has no element but ours, each closed', () => {
    const strange = opened(pieces).filter(({tag, attributes}) => {
      const allowed = ours[tag]
      return !allowed || Object.keys(attributes).some(each => !allowed.includes(each))
    })
    expect(strange).toEqual([])
    expect(unclosed(pieces)).toEqual([])
  })

  test('has its marker and no other comment', () => {
    const comments = pieces.filter(({kind}) => kind === 'comment')
    const expected = name.endsWith('.summary.md') ? [] : markdown.match(/^<!-- go-image.* -->$/gm)
    expect(comments.map(piece => `<!--${(piece as {text: string}).text}-->`)).toEqual(expected)
  })

  test('has each table as a table', () => {
    const outside = markdown.replace(/^(`{3,})[^\n]*\n[\s\S]*?^\1$/gm, '').replace(/<pre>[\s\S]*?<\/pre>/g, '')
    const written = outside.match(/^\|(?::?-+:?\|)+$/gm) ?? []
    expect(opened(pieces).filter(({tag}) => tag === 'table')).toHaveLength(written.length)
    expect(proseOf(pieces).filter(text => /^\s*\|/.test(text))).toEqual([])
  })

  test('leads to its repository, its run and the pages of its rules alone', () => {
    const links = opened(pieces).flatMap(({attributes}) => attributes.href ?? [])
    const own = /^https:\/\/github\.com\/acme\/ledger\/|^https:\/\/example\.com\/rules\//
    expect(links.filter(link => !own.test(link))).toEqual([])
  })

  test('calls nobody and refers to nothing', () => {
    const calls = /@\w|#\d|\b(?:GH|[A-Z]+)-\d+\b(?![\w-])|:[\w+-]+:|\$[^$]+\$|https?:\/\/|www\./
    const rules = /^(?:[A-Z]-\d\d)$/
    expect(proseOf(pieces).filter(text => calls.test(text) && !rules.test(text.trim()))).toEqual([])
  })
})
