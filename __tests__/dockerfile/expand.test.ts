// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are variables of a Dockerfile
import {expect, test} from '@jest/globals'
import {expand} from '../../src/dockerfile/expand.ts'

const VALUES = new Map([
  ['A', 'a'],
  ['EMPTY', ''],
  ['LONG', 'x'.repeat(100_000)],
])

test.each<[string, string]>([
  ['x', 'x'],
  ['$A', 'a'],
  ['${A}b', 'ab'],
  ['\\$A', '$A'],
  ['\\\\x', '\\\\x'],
  ['$NONE.', '.'],
  ['${A:-b}', 'a'],
  ['${NONE:-b}', 'b'],
  ['${EMPTY:-b}', 'b'],
  ['${NONE:-$A}', 'a'],
  ['${NONE:-${NONE:-${A}}c}', 'ac'],
  ['${NONE:-a:b/c}', 'a:b/c'],
  ['${A:+b}', 'b'],
  ['${NONE:+b}', ''],
  ['${A%x}', '${A%x}'],
  ['${A%x}$A', '${A%x}a'],
  ['$', '$'],
  ['$$A', '$a'],
  ['}', '}'],
  ['${A', '${A'],
  ['$A${A:-b', '$A${A:-b'],
  ['$LONG$LONG', '$LONG$LONG'],
  ['${NONE:-'.repeat(30) + '}'.repeat(30), '${NONE:-'.repeat(30) + '}'.repeat(30)],
])('%s becomes %s', (text, expected) => {
  expect(expand(text, VALUES)).toBe(expected)
})
