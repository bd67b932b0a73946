import {mkdirSync, symlinkSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from '@jest/globals'
import {scanProject} from '../../src/go/scan.ts'
import {runGo, writeTree} from './tree.ts'

const MAIN = 'package main\n\nfunc main() {}\n'

/** One of everything that go/build treats in a way of its own. */
const SHOP = {
  'go.mod': 'module example.com/shop\n\ngo 1.24\n',
  'shop.go': '// Package shop sells.\npackage shop\n',
  'doc.go': '//go:build ignore\n\npackage documentation\n',
  'cmd/shop/main.go': `package main\n\nimport "example.com/shop/store"\n\nfunc main() { store.Open() }\n`,
  'cmd/shop/main_test.go': 'package main\n\nimport "testing"\n\nfunc TestX(t *testing.T) {}\n',
  'cmd/win/main_windows.go': MAIN,
  'cmd/half/half.go': 'package main\n',
  'store/store.go': 'package store\n\nimport _ "os"\n\nfunc Open() {}\n',
  'store/store_cgo.go': 'package store\n\nimport "C"\n',
  'store/store_arm64.go': 'package store\n\nimport _ "math"\n',
  'store/gen.go': '//go:build ignore\n\npackage main\n\nfunc main() {}\n',
  'web/web.go': 'package web\n\nimport "embed"\n\n//go:embed page.html static/*.css\nvar a embed.FS\n',
  'web/page.html': '',
  'web/static/a.css': '',
  'web/static/.hidden.css': '',
  'vendor/x/x.go': 'package x\n',
  'testdata/t/t.go': 'package t\n',
  '_old/o.go': 'package o\n',
  '.dot/d.go': 'package d\n',
  'node_modules/n/n.go': 'package n\n',
  'nested/go.mod': 'module example.com/nested\n\ngo 1.24\n',
  'nested/n.go': 'package nested\n',
  '_skip.go': 'package wrong\n',
  'broken.go': 'this is not Go',
  'empty/empty.go': '',
}

describe('scanProject', () => {
  test('finds the packages, names and imports that go list finds', async () => {
    await using tree = writeTree({...SHOP, 'broken.go': 'package shop\n', 'empty/empty.go': 'package empty\n'})
    const {packages, moduleDirs} = scanProject(tree.root)
    expect(moduleDirs).toEqual(['.', 'nested'])
    const own = packages.filter(({moduleDir}) => moduleDir === '.')
    const listed = await runGo(tree.root, ['list', '-mod=mod', '-find', '-f', '{{.ImportPath}} {{.Name}}', './...'], {
      GOOS: 'linux',
      GOARCH: 'amd64',
      CGO_ENABLED: '1',
    })
    expect(listed).toMatchObject({ok: true})
    const expected = (listed as {output: string}).output
      .trim()
      .split('\n')
      .filter(line => !line.includes('node_modules'))
    expect(own.map(({dir, name}) => `${join('example.com/shop', dir)} ${name}`).sort()).toEqual(expected.sort())
    expect([...packages.find(({dir}) => dir === 'store')!.imports.keys()]).toEqual(
      ['os', 'math', 'C'].sort(byOrder(['os', 'math', 'C'])),
    )
  }, 30_000)

  test('is not disturbed by files that are no Go', async () => {
    await using tree = writeTree(SHOP)
    const shop = scanProject(tree.root).packages.find(({dir}) => dir === '.')!
    expect(shop).toMatchObject({name: 'shop', synopsis: 'Package shop sells.', funcMain: null})
  })

  test('takes a main package for a program only when linux builds its func main', async () => {
    await using tree = writeTree(SHOP)
    const programs = scanProject(tree.root).packages.filter(({funcMain}) => funcMain !== null)
    expect(programs.map(({dir, funcMain}) => `${dir}:${funcMain!.line}`)).toEqual(['cmd/shop:5'])
  })

  test('reads an import block and a func main that stand far down in a long file', async () => {
    const licence = `// ${'x'.repeat(100)}\n`.repeat(300)
    const filler = `var _ = "${'x'.repeat(80)}"\n`.repeat(400)
    await using tree = writeTree({
      'go.mod': 'module m\n',
      'main.go': `${licence}\npackage main\n\nimport "fmt"\n\n${filler}\nfunc main() { fmt.Println() }\n`,
    })
    const [main] = scanProject(tree.root).packages
    expect(main!.imports.get('fmt')?.line).toBe(304)
    expect(main!.funcMain?.line).toBe(707)
  })

  test('follows a link to a file of the checkout, and none that leads out or to a folder', async () => {
    await using outside = writeTree({'o.go': 'package main\n\nimport "os"\n', 'dir/d.go': 'package d\n'})
    await using tree = writeTree({'go.mod': 'module m\n', 'a/a.go': 'package a\n\nimport "fmt"\n'})
    mkdirSync(join(tree.root, 'b'))
    symlinkSync('../a/a.go', join(tree.root, 'b/b.go'))
    symlinkSync(join(outside.root, 'o.go'), join(tree.root, 'b/o.go'))
    symlinkSync(join(outside.root, 'dir'), join(tree.root, 'c'))
    symlinkSync('.', join(tree.root, 'loop'))
    const {packages} = scanProject(tree.root)
    expect(packages.map(({dir}) => dir)).toEqual(['a', 'b'])
    expect([...packages[1]!.imports.keys()]).toEqual(['fmt'])
  })

  test('leaves out what the go.mod says to ignore', async () => {
    await using tree = writeTree({
      'go.mod': 'module m\n',
      'static/s.go': 'package s\n',
      'a/static/s.go': 'package s\n',
      'gen/x/x.go': 'package x\n',
      'a/gen/x.go': 'package x\n',
    })
    const {packages} = scanProject(tree.root, () => ['static', './gen'])
    expect(packages.map(({dir}) => dir)).toEqual(['a/gen'])
  })

  test('reads 20,000 files of 60 lines, and one of 8 MB; the time is printed', async () => {
    await using tree = writeTree({'go.mod': 'module m\n'})
    const body = '\tfmt.Println("a /* b", `c`, \'"\') // d\n'.repeat(60)
    const generated = `package p0\n\nvar data = []string{\n${'\t"0123456789",\n'.repeat(500_000)}}\n`
    for (let folder = 0; folder < 400; folder++) {
      mkdirSync(join(tree.root, `p${folder}`))
      const text = `package p${folder}\n\nimport (\n\t"fmt"\n\t"net/http"\n)\n\nfunc f() {\n${body}}\n`
      for (let file = 0; file < 50; file++) writeFileSync(join(tree.root, `p${folder}/f${file}.go`), text)
    }
    writeFileSync(join(tree.root, 'p0/zz_generated.go'), generated)
    const start = performance.now()
    expect(scanProject(tree.root).packages).toHaveLength(400)
    // Under two seconds on a quiet machine. A busy one is no failure of the scan.
    process.stdout.write(`scanned 20,000 files in ${Math.round(performance.now() - start)} ms\n`)
  }, 60_000)
})

function byOrder(order: string[]): (a: string, b: string) => number {
  return (a, b) => order.indexOf(a) - order.indexOf(b)
}

describe('//go:embed', () => {
  const files = {
    'go.mod': 'module m\n\ngo 1.24\n',
    'top.txt': '',
    'dist/.gitkeep': '',
    'hidden/.a': '',
    'deep/x/y.txt': '',
    'sub/go.mod': 'module sub\n',
    'sub/s.txt': '',
    'with space/a[1].txt': '',
    'empty/nothing/.keep': '',
  }

  test.each([
    'top.txt',
    'none.txt',
    '*.txt',
    't?p.txt',
    'top.[a-z]xt',
    'top.[^t]xt',
    'dist',
    'dist/*',
    'all:dist',
    'hidden',
    'hidden/.a',
    'deep',
    'deep/*/*.txt',
    'deep/*',
    '"with space"',
    '"with space/a\\\\[1].txt"',
    '`with space/*`',
    'empty',
    'all:empty',
    '*',
    '.',
    '../go.mod',
    'deep/',
    '/etc/passwd',
  ])('is missing exactly where go build finds no matching files: %s', async pattern => {
    await using tree = writeTree({
      ...files,
      'm.go': `package m\n\nimport "embed"\n\n//go:embed ${pattern}\nvar f embed.FS\n`,
    })
    const [found] = scanProject(tree.root).packages
    const listed = (await runGo(tree.root, ['list', '-e', '-f', '{{.Error}}', '.'])) as {output: string}
    const refused = /pattern .*: /.test(listed.output)
    expect({pattern, missing: found!.embeds.flatMap(({missing}) => missing).length > 0}).toEqual({
      pattern,
      missing: refused,
    })
    expect(found!.embeds[0]!.evidence).toMatchObject({file: 'm.go', line: 5})
  })
})
