import {describe, expect, test} from '@jest/globals'
import {readMakefile} from '../../../src/dockerfile/behind/makefile.ts'

const TEXT = `# comment: of nobody
export CGO_ENABLED := 0 # off
VERSION ?= $(shell git describe)
.PHONY: all build

all: build lint
build: deps | bin
\tgo build -o bin/app .
\t@echo done

deps lint:
\tgo mod download
bin/%: OTHER = 1
`

describe('a Makefile', () => {
  const makefile = readMakefile(TEXT)

  test('has variables with their operator and line, without comments', () => {
    expect([...makefile.variables]).toEqual([
      ['CGO_ENABLED', {operator: ':=', value: '0', line: 2}],
      ['VERSION', {operator: '?=', value: '$(shell git describe)', line: 3}],
    ])
  })

  test('makes its first target that has no dot in front when it is asked for nothing', () => {
    expect(makefile.first).toBe('all')
  })

  test('adds to a variable, and goes on after a backslash', () => {
    const {variables, open} = readMakefile('LD = -s\\\n  -w\nLD += -X a=b\n')
    expect([variables.get('LD')?.value, open.size]).toEqual(['-s -w -X a=b', 0])
  })

  test('has what stands between `define` and `endef`, and nothing of it for itself', () => {
    const {variables, open, rules} = readMakefile('define LD\n-X a=b \\\n  -s\nendef\ndefine M\nx: y\nB = 1\nendef\n')
    expect([[...variables.keys()], variables.get('LD')?.value, [...open], rules.size]).toEqual([
      ['LD'],
      '-X a=b  -s',
      ['M'],
      0,
    ])
  })

  test.each([
    ['set twice', 'A = 1\nA = 2\n'],
    ['set in a condition', 'ifdef B\nA = 1\nendif\n'],
    ['set by the shell', 'A != date\n'],
    ['set for a target', 'build: A = 1\n'],
    ['set over the command line', 'override A = 1\n'],
  ])('does not say what a variable is that is %s', (_, text) => {
    expect([...readMakefile(text).open]).toEqual(['A'])
  })

  test.each([
    ['one long line', `${'a '.repeat(100_000)}!`],
    ['many lines of words', `${'a b c d '.repeat(240)}=\n`.repeat(2000)],
    ['many colons', `${':'.repeat(5000)}\n`.repeat(100)],
  ])('is read in no time: %s', (_, text) => {
    const start = performance.now()
    readMakefile(text)
    expect(performance.now() - start).toBeLessThan(500)
  })
})
