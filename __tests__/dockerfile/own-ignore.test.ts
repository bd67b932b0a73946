import {symlinkSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from '@jest/globals'
import {writeFromCheckout} from '../../src/dockerfile/from-checkout.ts'
import {inspectProject} from '../../src/go/inspect.ts'
import {writeTree} from '../go/tree.ts'

const FILES = {
  'go.mod': 'module example.com/app\n\ngo 1.26\n\nrequire example.com/tax v0.0.0\n\nreplace example.com/tax => ./tax\n',
  'go.sum': '',
  'main.go': `package main

import (
	"embed"
	"os"

	"example.com/app/internal/db"
	"example.com/tax"
)

//go:embed web/index.html
var page string

//go:embed assets
var assets embed.FS

func main() {
	os.ReadFile("config.yml")
	os.ReadDir("templates")
	println(db.Name, tax.Rate, page, assets)
}
`,
  'main_test.go': 'package main\n',
  'default.pgo': '',
  'internal/db/db.go': 'package db\n\nconst Name = "a"\n',
  'internal/db/a_windows.go': 'package db\n',
  'assets/README.md': '',
  'assets/z.css': '',
  'internal/other/other.go': 'package other\n',
  'tax/go.mod': 'module example.com/tax\n\ngo 1.26\n',
  'tax/tax.go': 'package tax\n\nconst Rate = 19\n',
  'web/index.html': '<p>',
  'web/app.ts': '',
  'config.yml': 'a',
  'templates/a.html': 'ab',
  'templates/b.html': 'cd',
  'README.md': '12345',
}

async function writtenWith(dockerignore: string | null, replaceIgnore = false) {
  await using tree = writeTree({...FILES, ...(dockerignore !== null && {'.dockerignore': dockerignore})})
  const project = await inspectProject({root: tree.root})
  return writeFromCheckout(tree.root, project, {base: 'scratch', buildArgs: []}, replaceIgnore)
}

const runtime = ({choices}: {choices: {what: string; choice: string; reason: string}[]}) =>
  choices.filter(({what}) => what === 'runtime-file').map(({choice}) => choice)

describe('a .dockerignore of the repository', () => {
  test.each<[string, string[]]>([
    [
      'go.mod',
      [
        '.dockerignore:1 "go.mod" keeps out go.mod, which go build reads. Take the line out, or let in what is needed by a line with ! after it.',
      ],
    ],
    ['# comment\n\ninternal', ['.dockerignore:3 "internal" keeps out internal/db/db.go, which go build reads.']],
    ['**/*.go', ['.dockerignore:1 "**/*.go" keeps out main.go and 2 more that go build reads.']],
    [
      'tax\n*.sum',
      ['.dockerignore:2 "*.sum" keeps out go.sum, which', '.dockerignore:1 "tax" keeps out tax/go.mod and 1 more that'],
    ],
    ['web', ['.dockerignore:1 "web" keeps out web/index.html, which go build reads.']],
    ['default.pgo', ['.dockerignore:1 "default.pgo" keeps out default.pgo']],
    ['*\n!**/*.go\n!go.*\n!web\n!tax\n!default.pgo\n!internal\n!assets', []],
    ['**/*_test.go\ninternal/other\nweb/*.ts\nREADME.md\n.git\nDockerfile', []],
    ['internal\n!internal/db', []],
    // One of the two files of the package is for another system.
    ['**/*_windows.go\n**/README.md', []],
    ['assets', ['.dockerignore:1 "assets" keeps out assets/README.md, which go build reads.']],
  ])('%j hides what the program needs, line by line', async (text, expected) => {
    const {warnings, ownIgnore} = await writtenWith(text)
    expect(ownIgnore).toBe(true)
    expect(warnings).toEqual(expected.map(part => expect.stringContaining(part)))
  })

  describe('is held against what is embedded by a wildcard or a folder', () => {
    const EMBEDS = {
      'go.mod': 'module example.com/app\n\ngo 1.26\n',
      'main.go': `package main

import "embed"

//go:embed pages/*.html sub*/[ab].txt
//go:embed all:hidden
var files embed.FS

func main() { println(files) }
`,
      ...{'pages/a.html': '', 'pages/b.html': '', 'pages/a.css': '', 'sub1/a.txt': '', 'sub2/b.txt': ''},
      ...{'sub2/c.txt': '', 'hidden/.keep': ''},
    }

    test.each<[string, string[]]>([
      ['pages', ['.dockerignore:1 "pages" keeps out pages/a.html, which']],
      ['**/*.html', ['.dockerignore:1 "**/*.html" keeps out pages/a.html, which']],
      ['**/*.txt', ['.dockerignore:1 "**/*.txt" keeps out sub1/a.txt, which']],
      ['hidden/**', ['.dockerignore:1 "hidden/**" keeps out hidden/.keep, which']],
      // One file that matches is enough for go build.
      ['pages/a.html', []],
      ['sub1\nsub2/c.txt', []],
      ['*.css\n**/*.css', []],
    ])('%j', async (text, expected) => {
      await using tree = writeTree({...EMBEDS, '.dockerignore': text})
      const project = await inspectProject({root: tree.root})
      const {warnings} = writeFromCheckout(tree.root, project, {base: 'scratch', buildArgs: []})
      expect(warnings).toEqual(expected.map(part => expect.stringContaining(part)))
    })
  })

  test.each<[string, string[]]>([
    ['b', ['.dockerignore:1 "b" keeps out b/go.mod and 1 more that']],
    ['a/go.mod\ngo.work', ['.dockerignore:1 "a/go.mod" keeps out', '.dockerignore:2 "go.work" keeps out']],
    // No program is of it, and no member needs it.
    ['c', []],
  ])('is held against all of several programs: %j', async (text, expected) => {
    const module = (name: string) => ({
      [`${name}/go.mod`]: `module example.com/${name}\n\ngo 1.26\n`,
      [`${name}/main.go`]: 'package main\n\nfunc main() {}\n',
    })
    await using tree = writeTree({
      ...{...module('a'), ...module('b'), ...module('c')},
      ...{'go.work': 'go 1.26\n\nuse (\n\t./a\n\t./b\n)\n', '.dockerignore': text},
    })
    const project = await inspectProject({root: tree.root, main: 'a, b'})
    const {warnings} = writeFromCheckout(tree.root, project, {base: 'scratch', buildArgs: []})
    expect(warnings).toEqual(expected.map(part => expect.stringContaining(part)))
  })

  test('is not held against a go.work that the program is built without', async () => {
    await using tree = writeTree({
      ...{'a/go.mod': 'module example.com/a\n\ngo 1.26\n', 'a/main.go': 'package main\n\nfunc main() {}\n'},
      ...{'b/go.mod': 'module example.com/b\n\ngo 1.26\n', 'go.work': 'go 1.26\n\nuse ./b\n'},
      '.dockerignore': 'go.work\nb',
    })
    const project = await inspectProject({root: tree.root, main: 'a'})
    expect(writeFromCheckout(tree.root, project, {base: 'scratch', buildArgs: []}).warnings).toEqual([])
  })

  test('that keeps out what the program opens: the file is told and not copied, so that the build goes on', async () => {
    const written = await writtenWith('*.yml\ntemplates/b.html')
    expect(runtime(written)).toEqual(['config.yml is not copied', '/home/nonroot/templates'])
    expect(written.choices).toContainEqual(
      expect.objectContaining({
        reason: expect.stringContaining('kept out of the build context by .dockerignore:1 "*.yml"'),
      }),
    )
    expect(runtime(await writtenWith('templates/*'))).toEqual(['/home/nonroot/config.yml', 'templates is not copied'])
  })

  test('is a row that says what it spares', async () => {
    const {choices} = await writtenWith('README.md')
    expect(choices).toContainEqual({
      what: 'ignore file',
      choice: '.dockerignore of the repository',
      reason: 'keeps 5 B in 1 of 19 files out of the build context',
      evidence: [{file: '.dockerignore', line: 1}],
    })
  })

  test('that is replaced is not asked', async () => {
    const written = await writtenWith('*', true)
    expect(written).toMatchObject({warnings: [], ownIgnore: false})
    expect(runtime(written)).toEqual(['/home/nonroot/config.yml', '/home/nonroot/templates'])
  })

  test('that is a link that leads out of the checkout is none', async () => {
    await using outside = writeTree({'.dockerignore': '*'})
    await using tree = writeTree(FILES)
    symlinkSync(join(outside.root, '.dockerignore'), join(tree.root, '.dockerignore'))
    const project = await inspectProject({root: tree.root})
    expect(writeFromCheckout(tree.root, project, {base: 'scratch', buildArgs: []}).ownIgnore).toBe(false)
  })
})

test('without one, the allow-list is a row that says what it spares', async () => {
  const written = await writtenWith(null)
  expect(written).toMatchObject({ownIgnore: false, warnings: []})
  expect(written.choices).toContainEqual({
    what: 'ignore file',
    choice: 'an allow-list',
    // README.md, web/app.ts and main_test.go.
    reason: 'keeps 18 B in 3 of 18 files out of the build context',
    evidence: [],
  })
})
