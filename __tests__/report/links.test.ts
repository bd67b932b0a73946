import {expect, test} from '@jest/globals'
import {commitName, place, runWord} from '../../src/report/links.ts'
import {sampleReport} from './sample.ts'

const {source} = sampleReport()
const blob = `https://github.com/acme/ledger/blob/${source.commit}`

test.each([
  ['cmd/a b/main.go', 7, `[cmd/a b/main.go:7](${blob}/cmd/a%20b/main.go#L7)`],
  ['Dockerfile', null, `[Dockerfile](${blob}/Dockerfile)`],
  ['a#b?c.go', 1, `[a\\#b?c.go:1](${blob}/a%23b%3Fc.go#L1)`],
  ['../../../settings', 1, '`../../../settings:1`'],
  ['/etc/passwd', 1, '`/etc/passwd:1`'],
  [null, 3, 'line 3'],
])('the place %s:%s is %s', (file, line, expected) => {
  expect(place(source, file, line)).toBe(expected)
})

test.each([
  {...source, server: null},
  {...source, repository: null},
  {...source, repository: 'acme/ledger/../../evil'},
  {...source, commit: null},
  {...source, commit: 'main'},
  {...source, server: 'javascript:'},
])('a place is plain text when its address is not certain', uncertain => {
  expect(place(uncertain, 'Dockerfile', 4)).not.toContain('](')
})

test('a commit is named by its first seven digits and linked', () => {
  expect(commitName(source, source.commit, 'main')).toBe(
    `[\`main@9be02d1\`](https://github.com/acme/ledger/commit/${source.commit})`,
  )
  expect(commitName(source, null, 'main')).toBe('`main`')
  expect(commitName(source, null, null)).toBeNull()
})

test.each([
  ['https://github.com/acme/ledger/actions/runs/4711/job/7', 'job'],
  ['https://github.com/acme/ledger/actions/runs/4711', 'run'],
  ['https://github.com/acme/job/actions/runs/4711', 'run'],
])('%s is the log of a %s', (address, word) => {
  expect(runWord(address)).toBe(word)
})
