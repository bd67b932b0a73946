// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are variables of make
import {expect, test} from '@jest/globals'
import {checkSubject} from '../../../src/dockerfile/check/check.ts'
import {readModel} from '../../../src/dockerfile/check/model.ts'
import {withMakefiles} from '../../../src/dockerfile/check/recipes.ts'
import type {Rule} from '../../../src/dockerfile/check/rule.ts'
import {contextFiles, readSubject} from '../../../src/dockerfile/check/subject.ts'
import {OPAQUE} from '../../../src/dockerfile/commands.ts'
import {parseDockerfile} from '../../../src/dockerfile/parse.ts'
import {writeTree} from '../../go/tree.ts'

const MAKEFILE = `# builds
OUT ?= /out
FLAGS = -trimpath
LIST := a
LIST += b
ifeq ($(A),b)
TAGS = x
endif
export CGO_ENABLED = 0

.PHONY: build
build: deps ## the program
\t@go build $(FLAGS) -o $(OUT)/app . && \\
\t  echo $$HOME
test:
\t-go test $(LIST) $(TAGS) $(shell date) $@
`

test('a fix never writes into the word that stands for a recipe', async () => {
  const text = 'FROM golang:1.26\nWORKDIR /src\nCOPY . .\nRUN make build\n'
  await using tree = writeTree({Makefile: MAKEFILE})
  const subject = (await readSubject({
    ...{text, path: `${tree.root}/Dockerfile`, file: 'Dockerfile', context: tree.root, inspect: async () => null},
    ...{buildArgs: [], target: '', platforms: [], today: '2026-11-21'},
  }))!
  const [go] = subject.model.target.runs[0]!.go
  const fix = {title: 'x', edits: [{start: go!.command.end, end: go!.command.end, text: ' -v'}]}
  const rule: Rule = {
    ...{id: 'X-01', severity: 'info', title: '', why: '', source: ''},
    find: () => [{at: go!.command, message: 'm', remedy: 'r', fix}],
  }
  expect(checkSubject(subject, [rule], null).findings).toMatchObject([{line: 4, column: 5, fix: null}])
})

test.each<[string, string, [words: string, certain: boolean, line: number][]]>([
  [
    'a target',
    'make build',
    [
      ['go build -trimpath -o /out/app .', true, 13],
      [`echo ${OPAQUE}`, true, 13],
    ],
  ],
  [
    'the first target',
    'make',
    [
      ['go build -trimpath -o /out/app .', true, 13],
      [`echo ${OPAQUE}`, true, 13],
    ],
  ],
  [
    'a variable that is given',
    'make OUT=/x build',
    [
      ['go build -trimpath -o /x/app .', true, 13],
      [`echo ${OPAQUE}`, true, 13],
    ],
  ],
  [
    'a default of the environment',
    'OUT=/y make',
    [
      ['go build -trimpath -o /y/app .', true, 13],
      [`echo ${OPAQUE}`, true, 13],
    ],
  ],
  ['what only make knows', 'make test', [[`go test ${[1, 2, 3, 4].map(() => OPAQUE).join(' ')}`, false, 16]]],
  [
    'a target that may not be made',
    'a || make test',
    [[`go test ${[1, 2, 3, 4].map(() => OPAQUE).join(' ')}`, false, 16]],
  ],
  ['a target that is not there', 'make other', []],
  ['a folder without a Makefile', 'make -C sub build', []],
  ['another program', 'cmake build', []],
])('the recipe of %s', async (_, script, expected) => {
  await using tree = writeTree({Makefile: MAKEFILE})
  const text = `FROM golang:1.26\nWORKDIR /src\nCOPY . .\nRUN ${script}\n`
  const model = readModel(parseDockerfile(text), {buildArgs: [], target: ''})!
  const [run] = withMakefiles(model, contextFiles(tree.root, `${tree.root}/Dockerfile`)).target.runs
  const made = run!.commands.filter(({origin}) => origin !== undefined)
  expect(
    made.map(({words, certain, origin}) => [words.map(word => word.text).join(' '), certain, origin?.line]),
  ).toEqual(expected)
  for (const {start, end, origin, environment} of made) {
    expect([text.slice(start, end), origin?.file, environment.get('CGO_ENABLED')]).toEqual(['make', 'Makefile', '0'])
  }
  expect(run!.go).toHaveLength(expected.filter(([words]) => words.startsWith('go ')).length)
})
