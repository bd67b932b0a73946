/** The golden comments and summaries, rendered as GitHub does it. */
import {readdirSync, readFileSync} from 'node:fs'
import {expect, test} from '@jest/globals'
import {problemsOfMarkdown, renderedPieces} from './rendered.ts'

const folder = new URL('golden/', import.meta.url)
const read = (name: string) => readFileSync(new URL(name, folder), 'utf8')

test.each(readdirSync(folder).filter(name => name.endsWith('.md')))(
  '%s has elements of ours alone, each closed, its tables, its own links, and calls nobody',
  name => {
    expect(problemsOfMarkdown(read(name))).toEqual([])
  },
)

test('a comment has its marker alone, and a summary has none', () => {
  const comments = (name: string) => renderedPieces(read(name)).filter(({kind}) => kind === 'comment')
  expect(comments('hostile-strings.md')).toEqual([{kind: 'comment', text: ' go-image:ghcr.io/acme/ledger '}])
  expect(comments('hostile-strings.summary.md')).toEqual([])
})
