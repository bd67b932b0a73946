import {describe, expect, test} from '@jest/globals'
import {factsOf, MOD, program, told} from './told.ts'

const MAIN = program(['example.com/app/internal/gen'], '')

describe('generated: an import of a folder without Go files', () => {
  test.each<[string, Record<string, string>, string[]]>([
    ['that is not there', {}, ['internal/gen']],
    ['that has only its sources', {'internal/gen/q.sql': ''}, ['internal/gen']],
    ['that has only tests', {'internal/gen/a_test.go': 'package gen\n'}, ['internal/gen']],
    [
      'of a replaced module',
      {'go.mod': `${MOD}\nreplace example.com/app/internal/gen => ./lib\n`, 'lib/go.mod': 'module lib\n'},
      ['lib'],
    ],
    ['no: it has Go files', {'internal/gen/a.go': 'package gen\n'}, []],
    ['no: it has Go files for another system', {'internal/gen/a_windows.go': 'package gen\n'}, []],
    ['no: another module, which is required', {'go.mod': `${MOD}\nrequire example.com/app/internal v1.0.0\n`}, []],
    ['no: a nested module', {'internal/go.mod': 'module example.com/app/internal\n'}, []],
    [
      'no: it is not reached',
      {'main.go': program([], ''), 'x/x.go': 'package x\n\nimport _ "example.com/app/y"\n'},
      [],
    ],
    ['no: a module of a similar name', {'main.go': program(['example.com/application/x'], '')}, []],
  ])('%s', async (_, files, expected) => {
    expect(await told('generated', {'main.go': MAIN, ...files})).toEqual(expected)
  })

  test.each<[string, Record<string, string>, string, string]>([
    [
      'protoc',
      {'api/a.proto': 'syntax = "proto3";\n\noption go_package = "example.com/app/internal/gen;gen";\n'},
      'protoc, from api/a.proto, makes it.',
      'api/a.proto:3',
    ],
    [
      'sqlc',
      {'db/sqlc.yaml': 'version: "2"\nsql:\n  - gen:\n      go:\n        out: "../internal/gen"\n'},
      'sqlc generate makes it.',
      'db/sqlc.yaml:5',
    ],
    ['templ', {'internal/gen/a.templ': ''}, 'templ generate makes it.', 'internal/gen/a.templ:1'],
    [
      'go generate',
      {'gen.go': 'package main\n\n//go:generate mockgen -destination=internal/gen/store.go . Store\n'},
      'go generate makes it.',
      'gen.go:3',
    ],
  ])('says that %s makes it', async (_, files, sentence, place) => {
    const [fact] = await factsOf({'main.go': MAIN, '.gitignore': '# generated\n/internal/gen/\n', ...files})
    expect(fact!.says).toBe(
      `example.com/app/internal/gen is imported, and internal/gen has no Go file, so that go build stops. ${sentence}`,
    )
    expect(fact!.evidence.map(({file, line}) => `${file}:${line}`)).toEqual(['main.go:4', place, '.gitignore:2'])
  })
})

describe('generated: a file that a generator writes', () => {
  const lib = (directive: string) => `package gen\n\n//go:generate ${directive}\n\ntype Pill int\n`

  test.each<[string, Record<string, string>, string[]]>([
    ['of stringer', {'internal/gen/g.go': lib('stringer -type=Pill,Dose')}, ['internal/gen/pill_string.go?']],
    [
      'of stringer by go run',
      {'internal/gen/g.go': lib('go run golang.org/x/tools/cmd/stringer@latest -type Pill')},
      ['internal/gen/pill_string.go?'],
    ],
    [
      'of a tool with -o',
      {'internal/gen/g.go': lib('go tool oapi-codegen -o api.gen.go api.yaml')},
      ['internal/gen/api.gen.go?'],
    ],
    [
      'of bpf2go',
      {'internal/gen/g.go': lib('go run github.com/cilium/ebpf/cmd/bpf2go -cc clang Probe probe.c -- -I.')},
      ['internal/gen/probe_bpfel.go?'],
    ],
    [
      'of wire',
      {
        'internal/gen/g.go': 'package gen\n',
        'internal/gen/w.go': `//go:build wireinject\n\n${lib('go run github.com/google/wire/cmd/wire')}`,
      },
      ['internal/gen/wire_gen.go?'],
    ],
    [
      'of templ',
      {'internal/gen/g.go': 'package gen\n', 'internal/gen/page.templ': ''},
      ['internal/gen/page_templ.go?'],
    ],
    [
      'of protoc',
      {
        'internal/gen/g.go': 'package gen\n',
        'internal/gen/a.proto': 'option go_package = "example.com/app/internal/gen";\n',
      },
      ['internal/gen/a.pb.go?'],
    ],
    [
      'no: it is there',
      {'internal/gen/g.go': lib('stringer -type=Pill'), 'internal/gen/pill_string.go': 'package gen\n'},
      [],
    ],
    [
      'no: bpf2go has made one for each architecture',
      {'internal/gen/g.go': lib('bpf2go Probe probe.c'), 'internal/gen/probe_x86_bpfel.go': 'package gen\n'},
      [],
    ],
    ['no: templ has made it', {'internal/gen/page.templ': '', 'internal/gen/page_templ.go': 'package gen\n'}, []],
    ['no: a test double', {'internal/gen/g.go': lib('mockgen -destination=mock.go . X')}, []],
    ['no: a test', {'internal/gen/g.go': lib('gen -o x_test.go')}, []],
    ['no: a file outside the program', {'internal/gen/g.go': lib('gen -o ../../docs/x.go')}, []],
    [
      'no: a package that is not reached',
      {'internal/gen/g.go': 'package gen\n', 'x/x.go': lib('stringer -type=X')},
      [],
    ],
    [
      'no: protoc for another package',
      {'internal/gen/g.go': 'package gen\n', 'internal/gen/a.proto': 'option go_package = "example.com/api";\n'},
      [],
    ],
  ])('%s', async (_, files, expected) => {
    expect(await told('generated', {'main.go': MAIN, ...files})).toEqual(expected)
  })
})

describe('generated: names of a package that has other Go files', () => {
  const using = (body: string, imports = ['example.com/app/internal/gen']) => ({'main.go': program(imports, body)})
  const GEN = 'package gen\n\n//go:generate go run ./internal/assets-maker\n\nvar Ready bool\n'

  test.each<[string, Record<string, string>, string[]]>([
    ['that a line of the package may write', using('gen.Ready = gen.Asset("x") != nil'), ['internal/gen?']],
    [
      'under another name',
      {'main.go': 'package main\n\nimport g "example.com/app/internal/gen"\n\nfunc main() { g.Asset("x") }\n'},
      ['internal/gen?'],
    ],
    [
      'that a line elsewhere writes',
      {
        'internal/gen/g.go': 'package gen\n\nvar Ready bool\n',
        'make.go': 'package main\n\n//go:generate mockgen -package gen -destination internal/gen/store.go . Store\n',
        ...using('gen.NewStore()'),
      },
      ['internal/gen?'],
    ],
    ['no: all are declared', using('gen.Ready = true'), []],
    ['no: nothing writes into the package', {'internal/gen/g.go': 'package gen\n', ...using('gen.Asset("x")')}, []],
    [
      'no: declared in a group, by a file for another system, or as a type',
      {
        'internal/gen/a.go': 'package gen\n\nvar (\n\tA, B = 1, 2\n\tC int\n)\n\ntype (\n\tD[T any] struct{}\n)\n',
        'internal/gen/b_windows.go': 'package gen\n\nfunc E() {}\n',
        ...using('_ = []any{gen.A, gen.B, gen.C, gen.D[int]{}}\n\tgen.E()'),
      },
      [],
    ],
    [
      'no: the word is a parameter',
      {'main.go': program(['example.com/app/internal/gen'], 'gen.Ready = true', 'func f(gen T) { gen.Missing() }')},
      [],
    ],
    ['no: a field of that name', using('x.gen.Missing()\n\tgen.Ready = true'), []],
    ['no: in a comment or a string', using('// gen.Missing\n\tprintln("gen.Missing")\n\tgen.Ready = true'), []],
    ['no: only a test uses it', {...using('gen.Ready = true'), 'main_test.go': using('gen.Missing()')['main.go']}, []],
    [
      'no: a file of the package is too long to be read whole',
      {
        ...using('gen.Missing()'),
        'internal/gen/long.go': `package gen\n${'\n// ß'.repeat(60_000)}\nfunc Missing() {}\n`,
      },
      [],
    ],
    [
      'no: the missing file is told, and has them',
      {
        'internal/gen/g.go': 'package gen\n\n//go:generate stringer -type=Pill\n\ntype Pill int\n',
        ...using('gen.PillString()'),
      },
      ['internal/gen/pill_string.go?'],
    ],
  ])('%s', async (_, files, expected) => {
    expect(await told('generated', {'main.go': program([], ''), 'internal/gen/g.go': GEN, ...files})).toEqual(expected)
  })

  test('a method does not declare the name', async () => {
    const files = {'internal/gen/m.go': 'package gen\n\ntype T int\n\nfunc (t T) Asset() {}\n'}
    expect(await told('generated', {'internal/gen/g.go': GEN, ...files, ...using('gen.Asset()')})).toEqual([
      'internal/gen?',
    ])
  })

  test('are told with where they are used and what may write them', async () => {
    const body = 'gen.Asset("x")\n\tgen.Asset("y")\n\tgen.Names()\n\tgen.Load()\n\tgen.Extra()'
    const [fact] = await factsOf({'internal/gen/g.go': GEN, ...using(body)})
    expect(fact).toMatchObject({
      says: 'gen.Asset, gen.Names, gen.Load and 1 more are used, and no Go file of internal/gen declares them. The //go:generate line internal/gen/g.go:3 may write them.',
      certain: false,
    })
    expect(fact!.evidence.map(({file, line}) => `${file}:${line}`)).toEqual([
      ...['main.go:9', 'main.go:11', 'main.go:12', 'internal/gen/g.go:3'],
    ])
  })
})
