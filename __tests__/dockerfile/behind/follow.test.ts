import {describe, expect, test} from '@jest/globals'
import {follow} from '../../../src/dockerfile/behind/follow.ts'
import {goBehind, goCalls} from '../../../src/dockerfile/behind/go-calls.ts'
import {readSubject} from '../../../src/dockerfile/check/subject.ts'
import {OPAQUE} from '../../../src/dockerfile/opaque.ts'
import {writeTree} from '../../go/tree.ts'

/** Of `RUN STEP` in /src, where the whole context is. */
async function behind(step: string, files: Record<string, string>) {
  const text = `FROM golang:1.26\nWORKDIR /src\nCOPY . .\nRUN ${step}\n`
  await using tree = writeTree({...files, Dockerfile: text})
  const context = tree.root
  const subject = (await readSubject({
    ...{text, path: `${context}/Dockerfile`, file: 'Dockerfile', context, target: '', buildArgs: [], platforms: []},
    ...{inspect: async () => null, today: '2026-11-21'},
  }))!
  const run = subject.model.target.runs[0]!
  const {commands, files: read, isWhole} = follow(subject, run)
  const said = commands.map(
    ({command: {words, folder, certain}, file, line}) =>
      `${file}:${line} ${folder} ${words.map(word => word.text.replaceAll(OPAQUE, '?')).join(' ')}${certain ? '' : ' (maybe)'}`,
  )
  return {said, read, isWhole, go: goBehind(subject, run), calls: goCalls(subject, run)}
}

describe('the commands behind a RUN', () => {
  test.each<[string, string, Record<string, string>, string[]]>([
    ['a recipe', 'make', {Makefile: 'all:\n\t@go build .\n'}, ['Makefile:2 /src go build .']],
    ['a target in a folder', 'make -C a b', {'a/Makefile': 'b:\n\tc\n'}, ['a/Makefile:2 /src/a c']],
    [
      'an included file',
      'make',
      {Makefile: 'include x.mk\nall: b\n', 'x.mk': '\nb:\n\tgo vet\n'},
      ['x.mk:3 /src go vet'],
    ],
    [
      'a script',
      './b.sh',
      {'b.sh': '#!/bin/sh\ncd cmd\ngo build\n'},
      ['b.sh:2 /src cd cmd', 'b.sh:3 /src/cmd go build'],
    ],
    ['a script of a shell with options', 'bash -ex b', {b: 'go vet\n'}, ['b:1 /src go vet']],
    [
      'make of a script of make',
      'make',
      {Makefile: 'all:\n\t./b.sh\nx:\n\tgo build\n', 'b.sh': 'if a; then make x; fi\n'},
      [
        'Makefile:2 /src ./b.sh',
        'b.sh:1 /src a (maybe)',
        'b.sh:1 /src make x (maybe)',
        'Makefile:4 /src go build (maybe)',
      ],
    ],
    [
      'a function that is asked for, and one that is not',
      './b.sh one',
      {'b.sh': 'one() {\n  go build\n}\ntwo() {\n  go vet\n}\n"$@"\n'},
      ['b.sh:2 /src go build', 'b.sh:5 /src go vet (maybe)', 'b.sh:7 /src ?'],
    ],
    [
      'a function that the asked one calls',
      './b.sh one',
      {'b.sh': 'one() {\n  A=1\n  two\n}\nfunction two {\n  one\n  go build\n}\nthree() {\n  go vet\n}\n"$@"\n'},
      [
        ...[
          'b.sh:2 /src ',
          'b.sh:3 /src two',
          'b.sh:6 /src one',
          'b.sh:7 /src go build',
          'b.sh:10 /src go vet (maybe)',
        ],
        'b.sh:12 /src ?',
      ],
    ],
    [
      'what make knows in front',
      'make',
      {Makefile: 'ifdef V\nQ = @\nendif\nall:\n\t$(Q) A=1 go vet\n'},
      ['Makefile:5 /src go vet'],
    ],
    ['what runs in a shell of its own', 'make', {Makefile: "all:\n\tsh -c 'go vet'\n"}, ['Makefile:2 /src go vet']],
    ['a program that is no script', './b', {b: '\0ELF go build'}, []],
    ['a script of another interpreter', './b.py', {'b.py': '#!/usr/bin/env python3\ngo = 1\n'}, []],
    ['a file that is not in the context', './b.sh', {'.dockerignore': 'b.sh', 'b.sh': 'go build'}, []],
    ['a Makefile by another name', 'make -f x', {x: 'all:\n\tgo build\n'}, []],
  ])('are those of %s', async (_, step, files, expected) => {
    expect((await behind(step, files)).said).toEqual(expected)
  })

  test.each<[string, string, Record<string, string>, boolean]>([
    ['recipes alone', 'make', {Makefile: 'all: a.go\n\tgo build\n', 'a.go': ''}, true],
    ['files that make finds', 'make', {Makefile: 'S = $(wildcard *.go)\nall: $(S)\n\tgo build\n'}, true],
    ['a target that only make can name', 'make', {Makefile: 'all: $(addprefix a,b)\n\tgo build\n'}, false],
    ['a target without a rule', 'make b', {Makefile: 'all:\n\tgo build\n'}, false],
    ['a program that only make knows', 'make', {Makefile: 'all:\n\t$(shell x) build\n'}, false],
    ['another interpreter', 'make', {Makefile: 'all:\n\tpython3 x.py\n'}, false],
    ['a script that is not there', './b.sh', {}, false],
    ['a script that ends in the middle', './b.sh', {'b.sh': 'go vet\nif a; then\n'}, false],
    ['nothing but a go command', '/usr/local/go/bin/go build', {}, true],
  ])('are all there is, or not, with %s', async (_, step, files, isWhole) => {
    expect((await behind(step, files)).isWhole).toBe(isWhole)
  })

  test('have the environment of make, and variables that only one branch sets are not known', async () => {
    const Makefile = 'export CGO_ENABLED = 0\nifdef X\nGOFLAGS = -a\nendif\nall:\n\tgo build $(GOFLAGS) -o x .\n'
    const {go, calls} = await behind('make GOOS=linux', {Makefile})
    const {environment} = go[0]!.go.command
    expect(['CGO_ENABLED', 'GOOS', 'GOFLAGS'].map(name => environment.get(name))).toEqual(['0', 'linux', OPAQUE])
    expect(go[0]!.go.args.map(({text}) => text)).toEqual([OPAQUE, '-o', 'x', '.'])
    expect(calls[0]).toMatchObject({
      says: '`make`, which runs `go build` (Makefile:6),',
      go: {args: [{text: '.'}]},
    })
  })

  test('end for scripts that call each other', async () => {
    const {said, isWhole} = await behind('./a.sh', {'a.sh': './b.sh\n./b.sh\n', 'b.sh': './a.sh\n./a.sh\n'})
    expect(said.length).toBeLessThan(20)
    expect(isWhole).toBe(false)
  })
})
