import {writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from '@jest/globals'
import {type GoMod, parseGoMod} from '../../src/go/gomod.ts'
import {type GoWork, parseGoWork} from '../../src/go/gowork.ts'
import type {Replace} from '../../src/go/modfile-directives.ts'
import {UserError} from '../../src/runner/errors.ts'
import {generateGoMod, generateGoWork, seeded} from './generate.ts'
import {runGo, writeTree} from './tree.ts'

const GENERATED = 300
const EVERYTHING = `// Package-level words.

// Deprecated: use example.com/app/v3.
// It is better.
module example.com/app/v2 // trailing

go 1.26.3
toolchain go1.27.3

godebug (
	default=go1.21
	panicnil=1
)
godebug http2client=0

require golang.org/x/text v0.14.0 // indirect
require (
	"github.com/quoted/path" v1.2.3
	github.com/a/b v2.0.0+incompatible // indirect; needed by c
	// indirect
	gopkg.in/yaml.v3 v3.0.1
)

exclude github.com/a/b v1.9.9
replace (
	github.com/a/b => ../b
	github.com/c/d v1.0.0 => github.com/e/d v1.0.1
	"github.com/f/g" => ./g
)

// published by mistake
retract (
	v2.0.1
	[v2.1.0, v2.1.5] // broken
)
tool example.com/app/v2/cmd/gen
ignore ./node_modules
`

const TABLE: Readonly<Record<string, string>> = {
  everything: EVERYTHING,
  'everything with CRLF': EVERYTHING.replaceAll('\n', '\r\n'),
  empty: '',
  'only comments': '// nothing\n\n// here',
  'module in a block': 'module (\n\t// Deprecated: gone\n\texample.com/x\n)\n',
  'module at the end': 'go 1.20\nrequire a.io/x v1.0.0\nmodule example.com/x',
  'an escaped string': 'module "example.com/\\u0078\\x79\\172"\n',
  'a back-quoted string': 'module `example.com/x`\n',
  'a byte order mark': '\ufeffmodule x\n',
  'a comment without a blank': 'module x//y\ngo 1.20//z\n',
  'a slash star comment': 'module x /* y */\n',
  'a parenthesis in the line': 'require a.io/x ( v1.0.0\n',
  'a block that opens twice': 'require ( (\n)\n',
  'a comma in a path': 'require a,b v1.0.0\n',
  'two go lines': 'go 1.20\ngo 1.21\n',
  'two modules': 'module a\nmodule b\n',
  'a form feed': 'module\fx\n',
  'a release candidate': 'go 1.27rc1\ntoolchain go1.27rc1\n',
  'a toolchain with a suffix': 'toolchain go1.21.0-acme\n',
  'an unclosed string': 'module "x\n',
  'a retracted branch': 'retract main\n',
  'half a range': 'retract [v1.0.0, v1.2.0\n',
  'an unstable gopkg path': 'require gopkg.in/check.v2-unstable v2.0.0\n',
  'a gopkg v0': 'require gopkg.in/check.v0 v0.1.0\n',
  'a path that is only a number': 'require v2 v1.0.0\nrequire a.io/v2.1 v1.0.0\n',
  'a block in go': 'go (\n\t1.20\n)\n',
  'words before a block': 'require a.io/x (\n)\n',
  'a control character': 'module x\u0001\n',
  'a no-break space': 'module\u00a0x\n',
  'replace a folder with a Windows path': 'replace a.io/x => ..\\y\n',
  'replace with a path and @': 'replace a.io/x => b.io/y@v1.0.0\n',
  'replace with a drive': 'replace a.io/x => c:/y\n',
}

type ModJson = ReturnType<typeof modJson>

/** The shape of `go mod edit -json`; empty things are absent there or null. */
function modJson(mod: GoMod): unknown {
  return {
    Module: {Path: mod.module?.path ?? '', ...(mod.module?.deprecated && {Deprecated: mod.module.deprecated})},
    ...(mod.go && {Go: mod.go.version}),
    ...(mod.toolchain && {Toolchain: mod.toolchain.name}),
    ...(mod.godebug.length > 0 && {GoDebug: mod.godebug.map(({key, value}) => ({Key: key, Value: value}))}),
    Require: orNull(
      mod.require.map(({path, version, indirect}) => ({
        Path: path,
        Version: version,
        ...(indirect && {Indirect: true}),
      })),
    ),
    Exclude: orNull(first(mod.exclude).map(({path, version}) => ({Path: path, Version: version}))),
    Replace: orNull(lastOf(mod.replace).map(replaceJson)),
    Retract: orNull(
      mod.retract.map(({low, high, rationale}) => ({Low: low, High: high, ...(rationale && {Rationale: rationale})})),
    ),
    Tool: orNull(first(mod.tool).map(({path}) => ({Path: path}))),
    Ignore: orNull(first(mod.ignore).map(({path}) => ({Path: path}))),
  }
}

/** `go work edit -json` leaves out toolchain and godebug. */
function workJson(work: GoWork): unknown {
  return {
    ...(work.go && {Go: work.go.version}),
    Use: orNull(work.use.map(({path}) => ({DiskPath: path}))),
    Replace: orNull(lastOf(work.replace).map(replaceJson)),
  }
}

function replaceJson(replace: Replace): unknown {
  const side = ({path, version}: Replace['old']) => ({Path: path, ...(version !== null && {Version: version})})
  return {Old: side(replace.old), New: side(replace.new)}
}

/** Before it prints, `go mod edit` drops what is said twice: a later exclude, tool or ignore, an earlier replace. */
function first<T extends {path: string; version?: string}>(items: T[]): T[] {
  const key = ({path, version}: T) => `${path} ${version}`
  return items.filter((item, index) => items.findIndex(other => key(other) === key(item)) === index)
}

function lastOf(items: Replace[]): Replace[] {
  const key = (item: Replace) => JSON.stringify(item.old)
  return items.filter((item, index) => items.findLastIndex(other => key(other) === key(item)) === index)
}

function orNull(items: unknown[]): unknown[] | null {
  return items.length === 0 ? null : items
}

function ours(read: () => unknown): ModJson | string {
  try {
    return read()
  } catch (error) {
    if (error instanceof UserError) return `refused: ${error.message}`
    throw error
  }
}

/** Compares with the go command, eight processes at a time; `go work edit` must itself be given a go.work. */
async function compare(texts: string[], kind: 'mod' | 'work'): Promise<{accepted: number; refused: number}> {
  await using tree = writeTree({})
  const seen = {accepted: 0, refused: 0}
  const one = async (text: string, index: number) => {
    const file = join(tree.root, `${index}.${kind}`)
    writeFileSync(file, text)
    const go = await runGo(tree.root, [kind, 'edit', '-json', file])
    const mine = ours(() =>
      kind === 'mod' ? modJson(parseGoMod(text, 'go.mod')) : workJson(parseGoWork(text, 'go.work')),
    )
    if (go.ok) expect({text, value: mine}).toEqual({text, value: JSON.parse(go.output)})
    else expect({text, go: go.message, mine}).toEqual({text, go: go.message, mine: expect.stringMatching(/^refused: /)})
    seen[go.ok ? 'accepted' : 'refused']++
  }
  for (let at = 0; at < texts.length; at += 8) {
    await Promise.all(texts.slice(at, at + 8).map((text, index) => one(text, at + index)))
  }
  return seen
}

describe('parseGoMod', () => {
  test('reads what go mod edit -json reads, and refuses what it refuses, in a table of special cases', async () => {
    await compare(Object.values(TABLE), 'mod')
  }, 60_000)

  test('agrees with go mod edit -json on a few hundred generated files', async () => {
    const random = seeded(20_261_120)
    const seen = await compare(
      Array.from({length: GENERATED}, () => generateGoMod(random)),
      'mod',
    )
    expect(seen.accepted).toBeGreaterThan(GENERATED / 2)
    expect(seen.refused).toBeGreaterThan(GENERATED / 10)
  }, 120_000)

  test('knows the line of every directive', () => {
    const mod = parseGoMod(EVERYTHING, 'go.mod')
    expect(mod.module).toEqual({
      path: 'example.com/app/v2',
      deprecated: 'use example.com/app/v3.\nIt is better.\ntrailing',
      line: 5,
    })
    expect([mod.go?.line, mod.toolchain?.line, mod.godebug[2]?.line]).toEqual([7, 8, 14])
    expect(mod.require.map(({line}) => line)).toEqual([16, 18, 19, 21])
    expect(mod.replace.map(({line}) => line)).toEqual([26, 27, 28])
    expect(mod.retract).toEqual([
      {low: 'v2.0.1', high: 'v2.0.1', rationale: 'published by mistake', line: 33},
      {low: 'v2.1.0', high: 'v2.1.5', rationale: 'broken', line: 34},
    ])
    expect([mod.tool[0]?.line, mod.ignore[0]?.line]).toEqual([36, 37])
  })

  test.each([
    ['module x\nrequir a.io/x v1.0.0\n', 'go.mod:2: unknown directive "requir"; did you mean "require"?'],
    ['frobnicate x\n', 'go.mod:1: unknown directive "frobnicate"; the known ones are module, go, toolchain, godebug,'],
    ['require (\n\ta.io/x latest\n)\n', 'go.mod:2: a.io/x has the version "latest"; it must be of the form v1.2.3'],
    [
      'require a.io/x v2.0.0\n',
      'go.mod:1: a.io/x v2.0.0: the path has no /v2 at its end, so the version must be v0 or v1',
    ],
    ['require (\n\n', 'go.mod:1: this block is never closed; add a line with ")"'],
    ['go 1.27.x\n', 'go.mod:1: "1.27.x" is not a Go version; write it like 1.27 or 1.27.3'],
    ['go 1.26\n\ngo 1.27\n', 'go.mod:3: a second go line; the first is on line 1, keep one of them'],
    ['<<<<<<< HEAD\n', 'go.mod:1: unknown directive "<<<<<<<"; the known ones are'],
    ['constructor x\n', 'go.mod:1: unknown directive "constructor"; the known ones are'],
  ])('says where %j is wrong and what to write', (text, message) => {
    expect(() => parseGoMod(text, 'go.mod')).toThrow(message)
    expect(() => parseGoMod(text, 'go.mod')).toThrow(expect.objectContaining({code: 'go-mod-syntax'}))
  })
})

describe('parseGoWork', () => {
  test('agrees with go work edit -json on generated files', async () => {
    const random = seeded(7)
    const texts = Array.from({length: 120}, () => generateGoWork(random))
    const seen = await compare(['', 'use (\n\t.\n\t"./a b" // c\n)\r\n', 'use . ./x\n', 'module x\n', ...texts], 'work')
    expect(seen.accepted).toBeGreaterThan(60)
    expect(seen.refused).toBeGreaterThan(12)
  }, 60_000)

  test('keeps toolchain, godebug and lines, and has its own error code', () => {
    const text = 'go 1.26\ntoolchain go1.27.3\ngodebug panicnil=1\nuse (\n\t./api\n\t./worker\n)\n'
    const work = parseGoWork(text, 'go.work')
    expect(work.toolchain).toEqual({name: 'go1.27.3', line: 2})
    expect(work.godebug).toEqual([{key: 'panicnil', value: '1', line: 3}])
    expect(work.use).toEqual([
      {path: './api', line: 5},
      {path: './worker', line: 6},
    ])
    expect(() => parseGoWork('uses .\n', 'go.work')).toThrow(
      expect.objectContaining({
        code: 'go-work-syntax',
        message: 'go.work:1: unknown directive "uses"; did you mean "use"?',
      }),
    )
  })
})
