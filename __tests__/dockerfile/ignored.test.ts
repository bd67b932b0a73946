import {expect, test} from '@jest/globals'
import {readIgnoreFile} from '../../src/dockerfile/ignored.ts'

test.each<[string, string[], string[]]>([
  ['*.go', ['a.go'], ['x/a.go', 'ago']],
  ['**/*.go', ['a.go', 'x/y/a.go'], ['a.goo']],
  ['/vendor/', ['vendor', 'vendor/a/b.go'], ['x/vendor/a']],
  ['*\n!cmd', ['a.go', 'x/a.go'], ['cmd/app/main.go']],
  ['*\n!**/*.go\n**/testdata/**', ['x/a.txt', 'x/testdata/a.go'], ['a.go', 'x/y/a.go']],
  ['# *.go\n\n', [], ['a.go']],
  ['a?c/[xy].go', ['abc/x.go'], ['abc/z.go', 'a/c/x.go']],
  ['./dir/../b', ['b'], ['dir']],
])('%j ignores what BuildKit ignores', (text, ignored, kept) => {
  const isIgnored = readIgnoreFile(text)
  expect([...ignored, ...kept].filter(isIgnored)).toEqual(ignored)
})
