import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from '@jest/globals'
import {embedPatterns, readBody, readHeader} from '../../src/go/source.ts'
import {unquoteGo} from '../../src/go/string-literal.ts'
import {goTokens} from '../../src/go/tokens.ts'
import {runGo, writeTree} from './tree.ts'

describe('unquoteGo', () => {
  test.each([
    ['"a"', 'a'],
    ['"\\t\\"\\\\"', '\t"\\'],
    ['"\\x41\\101\\u00e9\\U0001F600"', 'AAé😀'],
    ['"\\xc3\\xa9"', 'é'],
    ['`a\\n`', 'a\\n'],
    ['`a\r\nb`', 'a\nb'],
    ['"\\q"', null],
    ['"\\\'"', null],
    ['"\\ud800"', null],
    ['"\\400"', null],
    ['"a', null],
    ['"', null],
    ['"a"b"', null],
  ])('reads %s as %j', (literal, expected) => {
    expect(unquoteGo(literal)).toBe(expected)
  })
})

describe('goTokens', () => {
  test('tells code from comments, strings, raw strings and runes', () => {
    const text = 'a /* " */ "//" `/*\n"` \'"\' \'\\\'\' // `\nb := 1'
    const next = goTokens(text)
    const seen: string[] = []
    for (let token = next(); token.kind !== 'end'; token = next())
      seen.push(`${token.line} ${token.kind} ${token.text}`)
    expect(seen).toEqual([
      '1 name a',
      '1 comment /* " */',
      '1 string "//"',
      '1 string `/*\n"`',
      "2 rune '\"'",
      "2 rune '\\''",
      '2 comment // `',
      '2 newline ',
      '3 name b',
      '3 symbol :=',
      '3 number 1',
    ])
  })

  test.each(['"abc', '`abc', '/* abc', "'", '\\', '"\\', ''])('comes to an end on the unfinished text %j', text => {
    const next = goTokens(text)
    for (let count = 0; count < 10; count++) next()
    expect(next().kind).toBe('end')
  })
})

describe('readHeader', () => {
  test('reads package, imports in every form, and the comment on the package', () => {
    const text = `// Copyright

// Command ledger keeps accounts. It is small.
package main // import "example.com/old"

import "C"
import ( "fmt"; _ "embed"
	. "strings" /* dot */
	alias \`net/http\` // raw
)
import m "math"

func f() { _ = "import" }
`
    expect(readHeader(text)).toMatchObject({
      packageName: 'main',
      comment: 'Command ledger keeps accounts. It is small.',
      complete: true,
      imports: [
        {path: 'C', line: 6},
        {path: 'fmt', line: 7},
        {path: 'embed', line: 7},
        {path: 'strings', line: 8},
        {path: 'net/http', line: 9},
        {path: 'math', line: 11},
      ],
    })
  })

  test('knows when the text may end within the imports', () => {
    expect(readHeader('package a\nimport (\n"fmt"\n')?.complete).toBe(false)
    expect(readHeader('package a\nimport "fmt"\nvar x')?.complete).toBe(true)
    expect(readHeader('// only a comment')).toBeNull()
    expect(readHeader('\ufeffpackage a\n')?.packageName).toBe('a')
  })

  test('finds the imports that go list finds in the standard library', async () => {
    await using tree = writeTree({})
    const fields = '-json=Dir,GoFiles,Imports'
    const listed = (await runGo(tree.root, ['list', fields, 'net/...', 'os/...', 'go/...', 'crypto/...'], {
      CGO_ENABLED: '0',
    })) as {
      output: string
    }
    for (const text of listed.output.split(/\n(?=\{)/)) {
      const {Dir, GoFiles = [], Imports = []} = JSON.parse(text)
      const found = new Set<string>()
      for (const name of GoFiles) {
        for (const {path} of readHeader(readFileSync(join(Dir, name), 'utf8'))!.imports) found.add(path)
      }
      // The standard library's vendored packages have a longer name in go list.
      expect({Dir, found: [...found].sort()}).toEqual({
        Dir,
        found: Imports.map((path: string) => path.replace(/^vendor\//, '')).sort(),
      })
    }
  }, 30_000)
})

describe('readBody', () => {
  test('finds func main and no other', () => {
    expect(
      readBody('package main\n// func main()\nfunc (t T) main() {}\nvar s = `\nfunc main() {`\nfunc main() {}\n')
        .funcMain,
    ).toBe(6)
    expect(readBody('package main\nfunc f() { main := func() {}; main() }\n').funcMain).toBeNull()
  })

  test('takes only top-level string variables that -X can set', () => {
    const text = `package main

var version string
var Version = "dev" // set by -X
var commit, date = "none", "a" + "b"
var (
	buildVersion string = "x"
	number = 1
	revision = runtime.Version()
	a, b   string
	list   []string
	table  = map[string]string{"version": "1"}
	fn     = func() string {
		var inner = "no"
		return inner
	}
	raw = \`x\`
	long = "one" +
		"two"
	typed Text = "x"
)
const constant = "no"
func f() { var local = "no" }
var last = "yes"; var after = "too"
`
    const names = readBody(text).stringVariables.map(({name, line}) => `${line} ${name}`)
    expect(names).toEqual([
      '3 version',
      '4 Version',
      '5 commit',
      '5 date',
      '7 buildVersion',
      '10 a',
      '10 b',
      '17 raw',
      '18 long',
      '24 last',
      '24 after',
    ])
  })

  test.each([
    ['http.ListenAndServe(":8080", nil)', [8080]],
    ['http.ListenAndServeTLS("0.0.0.0:8443", cert, key, nil)', [8443]],
    ['net.Listen("tcp", "[::]:9000")', [9000]],
    ['router.Run(":3000")', [3000]],
    ['app.Listen(":3001")', [3001]],
    ['s := &http.Server{Handler: h, Addr: ":8081"}', [8081]],
    ['s.Addr = ":8082"', [8082]],
    ['port := os.Getenv("PORT")\nif port == "" {\n\tport = "8083"\n}', [8083]],
    ['port := getEnv("PORT", "8084")', [8084]],
    ['addr := flag.String("addr", ":8085", "where to listen")', [8085]],
    ['fs.Int("port", 9898, "HTTP port")', [9898]],
    ['a.Flag("web.listen-address", "Address.").Default("0.0.0.0:9090")', [9090]],
    ['type C struct {\n\tPort int `env:"PORT" envDefault:"8086"`\n}', [8086]],
    ['flag.String("addr", ":1111", "")\nhttp.ListenAndServe(":2222", nil)', [2222, 1111]],
    ['redis.NewClient(&redis.Options{Addr: "localhost:6379"})', []],
    ['client.Addr = "db:5432"', []],
    ['net.Dial("tcp", "localhost:80")', []],
    ['// http.ListenAndServe(":8080", nil)', []],
    ['s := `http.ListenAndServe(":8080", nil)`', []],
    ['http.ListenAndServe(addr, nil)', []],
    ['http.ListenAndServe(":0", nil)', []],
    ['http.ListenAndServe(":99999", nil)', []],
    ['env["SERVER_PORT"] = "80"', []],
    ['flag.String("name", ":8080", "")', []],
    ['t.Run("case", func() {})', []],
  ])('finds the ports in %j', (text, expected) => {
    expect(readBody(`package main\nfunc main() {\n${text}\n}\n`).ports.map(({port}) => port)).toEqual(expected)
  })
})

describe('embedPatterns', () => {
  test.each([
    [' a b/*.html', ['a', 'b/*.html']],
    [' "with space" `raw name` all:dist', ['with space', 'raw name', 'all:dist']],
    ['\t"all:a\\tb"', ['all:a\tb']],
    ['', []],
  ])('splits %j', (text, expected) => {
    expect(embedPatterns(text)).toEqual(expected)
  })
})
