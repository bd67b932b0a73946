import {symlinkSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from '@jest/globals'
import {projectText} from '../../src/cli/project-text.ts'
import {inspectProject} from '../../src/go/inspect.ts'
import {UserError} from '../../src/runner/errors.ts'
import {generateGoMod, generateGoWork, pick, type Random, seeded} from './generate.ts'
import {writeTree} from './tree.ts'

const FOLDERS = [
  '',
  'cmd/a/',
  'cmd/b/',
  'api/',
  'api/cmd/x/',
  'vendor/',
  'internal/gen/',
  '_examples/',
  'x y/',
  'é/',
  'a\u001bb/',
]
const NAMES = [
  'main.go',
  'b_windows.go',
  'x_test.go',
  'tools.go',
  'Gopkg.lock',
  'glide.lock',
  'vendor.conf',
  '.gitmodules',
]
const SOURCES = [
  'package main\n\nfunc main() {}\n',
  'package main\n\nimport "net/http"\n\nfunc main() { http.ListenAndServe(":80", nil) }\n',
  '//go:build tools\n\npackage x\n\nimport _ "a.io/x/cmd/a"\n',
  '//go:build windows && (!cgo || (\n\npackage main\n',
  'package main // import "a.io/x"\n//go:generate go run ../../../../..\n',
  'package x\n\nimport ("a.io/x"; "a.io/x/v2/y"; "C")\n\n//go:embed all:* ../.. [\nvar f embed.FS\n',
  'package',
  '',
  '\0\0\0',
  '"',
  '`',
  '/*',
  `package main\n${'('.repeat(5_000)}`,
  `//go:build ${'('.repeat(5_000)}a\n\npackage x\n`,
]
const LOCKS = [
  '',
  '{',
  '[[projects]]\nname = "a"',
  'a b c d e\n',
  `${'- name: '.repeat(2_000)}`,
  `# ${' '.repeat(50_000)}x`,
  '## workspace\n# a.io/x v1.0.0 => \n## explicit',
]
const OTHERS: Readonly<Record<string, (random: Random) => string>> = {
  'go.mod': random => (random() < 0.8 ? generateGoMod(random) : pick(random, ['module "a\\x1b[2J"\n', ...LOCKS])),
  'go.work': random => (random() < 0.8 ? generateGoWork(random) : pick(random, LOCKS)),
  'vendor/modules.txt': random => pick(random, LOCKS),
  'vendor/vendor.json': random => pick(random, LOCKS),
  'Godeps/Godeps.json': random => pick(random, ['{"Deps":[{"ImportPath":7}]}', '{"Deps":{}}', ...LOCKS]),
  '.git/config': random =>
    pick(random, ['[remote "origin"]\nurl = git@x:', `[remote "origin"]\nurl = ${'a@'.repeat(5_000)}`, ...LOCKS]),
}

function generateTree(random: Random): Record<string, string> {
  const files: Record<string, string> = {}
  for (let count = Math.floor(random() * 12); count > 0; count--)
    files[`${pick(random, FOLDERS)}${pick(random, NAMES)}`] = pick(random, [...SOURCES, ...LOCKS])
  for (const [name, make] of Object.entries(OTHERS)) {
    if (random() < 0.4) files[name] = make(random)
  }
  if (random() < 0.4) files['api/go.mod'] = generateGoMod(random)
  return files
}

describe('any tree is inspected or refused', () => {
  test.each(Array.from({length: 12}, (_, index) => index))('seed %i, 25 trees', async seed => {
    const random = seeded(seed)
    for (let tree = 0; tree < 25; tree++) {
      const files = generateTree(random)
      await using written = writeTree(files)
      if (random() < 0.3) symlinkSync('/', join(written.root, 'out'))
      if (random() < 0.3) symlinkSync('.', join(written.root, 'loop'))
      const inputs = random() < 0.3 ? {main: pick(random, ['.', '../..', 'cmd/a', '\0', 'constructor'])} : {}
      const start = performance.now()
      try {
        expect(projectText(await inspectProject({root: written.root, ...inputs}))).not.toContain('\u001b')
      } catch (error) {
        if (!(error instanceof UserError)) throw new Error(JSON.stringify(files), {cause: error})
      }
      expect(performance.now() - start).toBeLessThan(2_000)
    }
  })

  test('with thousands of programs, each importing all that there is, in seconds', async () => {
    const imports = Array.from({length: 1_500}, (_, index) => `import _ "m/l${index}"\n`)
    const libraries = imports.map((_, index) => [`l${index}/l.go`, `package l\n\n${imports[index + 1] ?? ''}`])
    const programs = imports.map((_, index) => [`p${index}/p.go`, `package main\n\n${imports[0]}\nfunc main() {}\n`])
    await using tree = writeTree({'go.mod': 'module m\n', ...Object.fromEntries([...libraries, ...programs])})
    const start = performance.now()
    const {decision} = await inspectProject({root: tree.root})
    expect(performance.now() - start).toBeLessThan(2_000)
    expect(decision).toMatchObject({kind: 'choose', code: 'main-ambiguous'})
  }, 30_000)
})
