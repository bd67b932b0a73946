import {describe, expect, test} from '@jest/globals'
import {inspectProject} from '../../../src/go/inspect.ts'
import {runGo, writeTree} from '../tree.ts'
import {MOD, program, told} from './told.ts'

const MAIN = program(['example.com/app/db'], '')
const cgo = (directives: string) => `package db\n\n/*\n${directives}\n*/\nimport "C"\n`

describe('c-library', () => {
  test.each<[string, Record<string, string>, string[]]>([
    ['-l', {'db/db.go': cgo('#cgo LDFLAGS: -L/usr/lib -lvips -lm')}, ['vips']],
    ['-l in line comments', {'db/db.go': 'package db\n\n// #cgo linux LDFLAGS: -lpcap\nimport "C"\n'}, ['pcap']],
    ['pkg-config', {'db/db.go': cgo('#cgo pkg-config: --static libpng zlib')}, ['libpng', 'zlib']],
    ['a constraint that linux meets', {'db/db.go': cgo('#cgo !windows,amd64 LDFLAGS: -la')}, ['a']],
    ['a module', {'db/db.go': 'package db\n\nimport _ "github.com/davidbyttow/govips/v2/vips"\n'}, ['vips?']],
    ['no: what libc has', {'db/db.go': cgo('#cgo LDFLAGS: -lpthread -ldl -lrt')}, []],
    ['no: other systems', {'db/db.go': cgo('#cgo darwin windows LDFLAGS: -lobjc')}, []],
    ['no: a file of another system', {'db/db_darwin.go': cgo('#cgo LDFLAGS: -lobjc'), 'db/d.go': 'package db\n'}, []],
    ['no: static', {'db/db.go': cgo('#cgo LDFLAGS: -Wl,-Bstatic -lfoo -Wl,-Bdynamic -lbar')}, ['bar']],
    [
      'no: an archive of the repository',
      {'db/db.go': cgo('#cgo LDFLAGS: -L${SRCDIR}/lib -lfoo'), 'db/lib/libfoo.a': ''},
      [],
    ],
    [
      'no: a package that has an answer without cgo',
      {'db/db.go': cgo('#cgo LDFLAGS: -lvips'), 'db/pure.go': '//go:build !cgo\n\npackage db\n'},
      [],
    ],
    ['no: a module that brings its C code', {'db/db.go': 'package db\n\nimport _ "github.com/mattn/go-sqlite3"\n'}, []],
    ['no: a package that is not reached', {'db/db.go': 'package db\n', 'x/x.go': cgo('#cgo LDFLAGS: -lx')}, []],
    ['no: a file without import "C"', {'db/db.go': 'package db\n\n// #cgo LDFLAGS: -lvips\n'}, []],
  ])('of %s', async (_, files, expected) => {
    expect(await told('c-library', {'main.go': MAIN, ...files})).toEqual(expected)
  })
})

describe('cgo in own files', () => {
  const C = 'package db\n\nimport "C"\n'
  const PURE = 'package db\n'

  test.each<[string, Record<string, string>, boolean]>([
    ['for linux by its tag', {'db/db.go': `//go:build linux\n\n${C}`}, true],
    ['for linux by its name', {'db/db_linux.go': C}, true],
    ['for cgo', {'db/db.go': `//go:build cgo\n\n${C}`}, true],
    ['for linux and cgo', {'db/db.go': `//go:build linux && cgo\n\n${C}`}, true],
    ['for macOS by its tag', {'db/db.go': `//go:build darwin\n\n${C}`, 'db/d.go': PURE}, false],
    ['for macOS and cgo', {'db/db.go': `//go:build darwin && cgo\n\n${C}`, 'db/d.go': PURE}, false],
    ['for Windows by its name', {'db/db_windows_amd64.go': C, 'db/d.go': PURE}, false],
    ['not for linux', {'db/db.go': `// +build !linux\n\n${C}`, 'db/d.go': PURE}, false],
    ['for cgo, with a stub', {'db/db.go': `//go:build cgo\n\n${C}`, 'db/d.go': `//go:build !cgo\n\n${PURE}`}, false],
    ['without a tag, with a stub', {'db/db.go': C, 'db/d.go': `//go:build !cgo\n\n${PURE}`}, false],
    ['for a tag that is not set', {'db/db.go': `//go:build libsqlite3\n\n${C}`, 'db/d.go': PURE}, false],
  ])('counts as go list counts it: %s', async (_, files, needed) => {
    await using tree = writeTree({'go.mod': MOD, 'main.go': MAIN, ...files})
    expect((await inspectProject({root: tree.root})).cgo.needed).toBe(needed)
    const list = async (cgo: string) => {
      const env = {GOOS: 'linux', GOARCH: 'amd64', CGO_ENABLED: cgo}
      const listed = await runGo(tree.root, ['list', '-e', '-f', '{{len .CgoFiles}} {{len .GoFiles}}', './db'], env)
      return (listed as {output: string}).output.trim().split(' ').map(Number) as [number, number]
    }
    const [[cgoFiles, goFiles], [, withoutCgo]] = [await list('1'), await list('0')]
    // A stub shows as a file more that go takes without cgo.
    expect(cgoFiles > 0 && withoutCgo <= goFiles).toBe(needed)
  })
})
