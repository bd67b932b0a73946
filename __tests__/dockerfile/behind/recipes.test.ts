import {describe, expect, test} from '@jest/globals'
import {readMakefile, withIncluded} from '../../../src/dockerfile/behind/makefile.ts'
import {recipesFor} from '../../../src/dockerfile/behind/recipes.ts'

const TEXT = `GO ?= go
DIR = bin
TARGETS := build install
all: $(DIR)/app
$(TARGETS): deps
	@$(GO) $@ -ldflags "-X main.v=$(shell git describe)" ./...
$(DIR)/%: %.go
	$Q CGO_ENABLED=0 $(GO) build \\
	  -o $@ $(call path,.)
deps:
	-for each in a b; do echo $$each; done
loop: loop
	$(shell which go) vet $(LOOP)
LOOP = $(LOOP)
`

function scripts(targets: string[], given: [string, string][] = [], environment: [string, string][] = []): string[] {
  const command = {environment: new Map(environment)} as never
  const makefile = readMakefile(TEXT)
  const read = recipesFor({
    command,
    targets,
    given: new Map(given),
    file: 'Makefile',
    makefile,
    folder: '/src',
    isFile: () => false,
  })
  return read.lines.map(({text, line}) => `${line} ${text}`)
}

describe('recipes as the shell gets them', () => {
  const deps = '11 for each in a b; do echo $each; done'

  test.each([
    ['variables in names of targets', ['install'], [deps, '6 go install -ldflags "-X main.v=\0" ./...']],
    ['a pattern, a continued line and what only make knows', [], ['8 CGO_ENABLED=0 go build  -o bin/app \0']],
    ['what needs itself', ['loop'], ['13 go vet \0']],
    ['a target that is not there', ['other'], []],
  ])('know %s', (_name, targets, expected) => {
    expect(scripts(targets)).toEqual(expected)
  })

  test('take variables from the command line first, and `?=` from the environment', () => {
    expect(scripts(['loop', 'install'], [['LOOP', './a']])[0]).toBe('13 go vet ./a')
    expect(scripts(['install'], [], [['GO', 'go1.25']])[1]).toMatch(/^6 go1.25 install/)
  })

  test('name what make runs for their line, where it is written, and nothing else', () => {
    const makefile = readMakefile(
      [
        'AT := $(shell date +%s)',
        'V ?= $(strip $(shell git describe))',
        'N != uname',
        'ifdef X',
        'L = -X a=$(V)',
        'endif',
        'all:',
        '\tgo build -ldflags "$(L)" -o $(N)',
        '\techo $(AT)',
      ].join('\n'),
    )
    const asked = (environment: [string, string][]) => {
      const command = {environment: new Map(environment)} as never
      const how = {targets: [], given: new Map(), file: 'Makefile', folder: '/src', isFile: () => false}
      return recipesFor({command, makefile, ...how}).lines.map(({calls}) => calls)
    }
    const [of, n, at] = [
      {text: 'git describe', line: 2},
      {text: 'uname', line: 3},
      {text: 'date +%s', line: 1},
    ]
    expect(asked([])).toEqual([[of, n], [at]])
    expect(asked([['V', '1']])).toEqual([[n], [at]])
    expect(asked([['L', '']])).toEqual([[n], [at]])
  })

  test('of variables that hold others many times over are bounded', () => {
    const rows = Array.from({length: 9}, (_, level) => `V${level} = ${`$(V${level + 1})`.repeat(200)}`)
    const makefile = readMakefile(`${rows.join('\n')}\nall:\n\techo $(V0)\n`)
    const command = {environment: new Map()} as never
    const began = performance.now()
    recipesFor({
      command,
      targets: [],
      given: new Map(),
      file: 'Makefile',
      makefile,
      folder: '/src',
      isFile: () => false,
    })
    expect(performance.now() - began).toBeLessThan(1000)
  })

  test('of an included file do not replace those of the file itself', () => {
    const own = readMakefile('include basic.mk more.mk\nbuild:\n\tgo build .\n')
    expect(own.includes).toEqual(['basic.mk', 'more.mk'])
    const {rules, includes} = withIncluded(own, [
      {name: 'basic.mk', file: 'basic.mk', text: 'build:\n\tfalse\ntest:\n\tgo test ./...\n'},
    ])
    expect(includes).toEqual(['more.mk'])
    expect([...rules].map(([name, {recipe}]) => [name, recipe])).toEqual([
      ['build', [{text: 'go build .', line: 3}]],
      ['test', [{text: 'go test ./...', line: 4, file: 'basic.mk'}]],
    ])
  })
})
