/** Repositories that nobody wrote by hand: inspection says something or refuses, and comes to an end. */
import {execFileSync} from 'node:child_process'
import {mkdirSync, symlinkSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from '@jest/globals'
import {inspectProject} from '../../src/go/inspect.ts'
import {UserError} from '../../src/runner/errors.ts'
import {pick, type Random, seeded} from './generate.ts'
import {writeTree} from './tree.ts'

const WORDS = [
  ...[
    'package main\n',
    'import "os"\n',
    'import (',
    '"os/exec"',
    '"C"',
    '"embed"',
    '"net/http"',
    'func main() {',
    '}',
    '{',
  ],
  ...['(', ')', '[', ']', '"', '`', "'", '\\', '/*', '*/', '//', '\n', '//go:embed a*[', '//go:generate go run ./x\n'],
  ...['//go:build ((!', 'exec.Command("a"', 'os.ReadFile(', 'switch runtime.GOOS {', 'case "', 'var version = "x"'],
  ...['const a = ', 'Addr:', '#cgo LDFLAGS: -l', 'cobra.Command{Use: "health"', ',', '.', ':=', '\0', '\u202e', 'é'],
]
const NAMES = [
  'main.go',
  'a/b.go',
  'a_linux.go',
  'package.json',
  'web/package.json',
  '.gitignore',
  'x.proto',
  'a/x.templ',
]

function soup(random: Random, length: number): Buffer {
  const pieces = Array.from({length}, () =>
    random() < 0.2
      ? Buffer.from(Array.from({length: 8}, () => Math.floor(random() * 256)))
      : Buffer.from(pick(random, WORDS)),
  )
  return Buffer.concat(pieces)
}

async function outcome(root: string): Promise<string> {
  try {
    return (await inspectProject({root})).decision.kind
  } catch (error) {
    if (error instanceof UserError) return error.code
    throw error
  }
}

describe('inspectProject', () => {
  test('comes to an end on random bytes and words of Go', async () => {
    for (let seed = 0; seed < 150; seed++) {
      const random = seeded(seed)
      await using tree = writeTree({'go.mod': 'module example.com/app\n\ngo 1.24\n', 'a/x': ''})
      mkdirSync(join(tree.root, 'web'))
      for (const name of NAMES) {
        const start = name.endsWith('.go') && random() < 0.7 ? 'package main\n\nimport ("os"; "os/exec")\n' : ''
        writeFileSync(join(tree.root, name), Buffer.concat([Buffer.from(start), soup(random, 200)]))
      }
      const written = await outcome(tree.root).catch((error: Error) => `seed ${seed}: ${error.stack}`)
      expect(written).toMatch(/^(?:build|choose|refuse|[a-z-]+)$/)
    }
  }, 60_000)

  // 1 MB each: under a second on a quiet machine. What takes the square of the length runs into the timeout.
  test.each<[string, string]>([
    ['nested calls', 'func main() {\nos.ReadFile('.padEnd(1_000_000, 'os.ReadFile(')],
    ['calls of one program', `func main() {\n${'exec.Command("git")\n'.repeat(50_000)}}\n`],
    [
      'calls of many programs',
      `func main() {\n${Array.from({length: 40_000}, (_, at) => `exec.Command("a${at}")\n`).join('')}}\n`,
    ],
    ['string variables', 'var version = "a"\n'.repeat(50_000)],
    ['braces', '{'.repeat(1_000_000)],
    ['fields of literals', 'var x = T{\n'.padEnd(1_000_000, 'Addr: "a", Use: "b",\n')],
    ['heads that open no block', 'func main() {\n'.padEnd(1_000_000, 'if switch ')],
    ['cases', 'func main() { switch runtime.GOOS {\n'.padEnd(1_000_000, 'case "a", ')],
    ['quotes of an embed line', `//go:embed ${'\\"'.repeat(400_000)}\nvar a string\n`],
    ['an embed pattern', `//go:embed ${'*a'.repeat(2000)}b\nvar a string\n`],
    ['blanks', `${' '.repeat(500_000)}version${'\t'.repeat(500_000)}\n`],
  ])(
    'reads a file of nothing but %s',
    async (_, body) => {
      await using tree = writeTree({
        'go.mod': 'module example.com/app\n\ngo 1.24\n',
        'main.go': `package main\n\nimport (\n\t"os"\n\t"os/exec"\n\t_ "embed"\n\t"github.com/spf13/cobra"\n)\n\nfunc init() {}\n${body}\nfunc main() {}\n`,
        ['a'.repeat(250)]: '',
      })
      expect(await outcome(tree.root)).toMatch(/^(?:build|refuse)$/)
    },
    60_000,
  )

  test('a build constraint of a million parentheses is malformed, as for go', async () => {
    await using tree = writeTree({
      'go.mod': 'module example.com/app\n',
      'main.go': `//go:build ${'('.repeat(10_000)}linux\n\npackage main\n\nfunc main() {}\n`,
    })
    expect(await outcome(tree.root)).toBe('refuse')
  })

  test('a named pipe and a link in a circle in the place of a file are not waited for', async () => {
    await using tree = writeTree({
      'go.mod': 'module example.com/app\n',
      'main.go': 'package main\n\nimport "os"\n\nfunc main() { os.ReadFile("pipe"); os.ReadFile("loop") }\n',
    })
    for (const name of ['pipe', 'Makefile', '.gitignore']) execFileSync('mkfifo', [join(tree.root, name)])
    symlinkSync('loop', join(tree.root, 'loop'))
    expect(await outcome(tree.root)).toBe('build')
  })

  test('an embed pattern does not go through a link, which may lead to the whole machine', async () => {
    const text =
      'package main\n\nimport _ "embed"\n\n//go:embed link/*/*/*/*/* link/etc/passwd\nvar a string\n\nfunc main() {}\n'
    await using tree = writeTree({'go.mod': 'module example.com/app\n', 'main.go': text})
    symlinkSync('/', join(tree.root, 'link'))
    const {embeds} = await inspectProject({root: tree.root})
    expect(embeds[0]!.missing).toEqual(['link/*/*/*/*/*', 'link/etc/passwd'])
  })

  test('a go.mod that is a link out of the checkout, or a named pipe, is none', async () => {
    await using outside = writeTree({secret: 'password\n'})
    await using tree = writeTree({
      'go.mod': 'module example.com/app\n',
      'main.go': 'package main\n\nfunc main() {}\n',
      'a/a.go': '',
      'b/b.go': '',
    })
    symlinkSync(join(outside.root, 'secret'), join(tree.root, 'a/go.mod'))
    execFileSync('mkfifo', [join(tree.root, 'b/go.mod')])
    const {modules, warnings} = await inspectProject({root: tree.root})
    expect({modules: modules.map(({dir}) => dir), warnings}).toEqual({
      modules: ['.'],
      warnings: ['a', 'b'].map(dir => `${dir}/go.mod: this is no file of the checkout (this module is left out)`),
    })
  })

  test('20,000 small files that the program reaches', async () => {
    await using tree = writeTree({'go.mod': 'module example.com/app\n\ngo 1.24\n'})
    const body = '\tfmt.Println("a /* b", `c`, \'"\') // d\n'.repeat(30)
    const imports: string[] = []
    for (let folder = 0; folder < 400; folder++) {
      mkdirSync(join(tree.root, `p${folder}`))
      imports.push(`\t_ "example.com/app/p${folder}"\n`)
      const text = `package p${folder}\n\nimport (\n\t"fmt"\n\t"os"\n\t"net/http"\n)\n\nfunc f() {\n${body}}\n`
      for (let file = 0; file < 50; file++) {
        const call = file % 10 === 0 ? 'func g() { os.ReadFile("x"); http.Get("https://x") }\n' : ''
        writeFileSync(join(tree.root, `p${folder}/f${file}.go`), text + call)
      }
    }
    writeFileSync(join(tree.root, 'main.go'), `package main\n\nimport (\n${imports.join('')})\n\nfunc main() {}\n`)
    const start = performance.now()
    const {facts} = await inspectProject({root: tree.root})
    const took = performance.now() - start
    expect(facts.map(({kind}) => kind)).toEqual(['certificates'])
    process.stdout.write(`inspected 20,000 files in ${Math.round(took)} ms\n`)
  }, 60_000)
})
