import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from '@jest/globals'
import {evaluate, isBuilt, nameMatches, type Target} from '../../src/go/constraints.ts'
import {readHeader} from '../../src/go/source.ts'
import {runGo, writeTree} from './tree.ts'

const AMD64: Target = {os: 'linux', arch: 'amd64', cgo: false}

describe('nameMatches', () => {
  test.each([
    ['main.go', true],
    ['linux.go', true],
    ['windows.go', true],
    ['a_linux.go', true],
    ['a_windows.go', false],
    ['a_windows_test.go', false],
    ['a_linux_test.go', true],
    ['a_amd64.go', true],
    ['a_arm64.go', false],
    ['a_linux_amd64.go', true],
    ['a_linux_arm64.go', false],
    ['a_windows_amd64.go', false],
    ['a_unix.go', true],
    ['a_windows_b.go', true],
    ['a_linux.pb.go', true],
    ['a_darwin.pb.go', false],
    ['a_test.go', true],
    ['_windows.go', false],
  ])('says whether linux/amd64 takes %s: %s', (name, expected) => {
    expect(nameMatches(name, AMD64)).toBe(expected)
  })
})

describe('evaluate', () => {
  test.each([
    ['linux', true],
    ['!linux', false],
    ['ignore', false],
    ['cgo', false],
    ['!cgo', true],
    ['unix && gc', true],
    ['windows || darwin && linux', false],
    ['(windows || linux) && amd64', true],
    ['!(windows||arm64)', true],
    ['go1.18', true],
    ['go1.99', false],
    ['amd64.v1 && !amd64.v3', true],
    ['netgo && extra.tag', true],
    ['!!linux', null],
    ['linux &&', null],
    ['linux & amd64', null],
    ['(linux', null],
    ['linux amd64', null],
    ['linux-amd64', null],
    ['', null],
  ])('reads %j as %s', (expression, expected) => {
    expect(evaluate(expression, {...AMD64, tags: ['netgo', 'extra.tag'], goMinor: 27})).toBe(expected)
  })
})

describe('isBuilt', () => {
  test.each([
    ['a go:build line', '//go:build windows\n\n', false],
    ['a go:build line right above the package', '//go:build windows\n', false],
    ['a go:build line below a licence in a block comment', '/* licence\n*/\n//go:build windows\n\n', false],
    ['a go:build line inside a block comment', '/*\n//go:build windows\n*/\n\n', true],
    ['two go:build lines, which Go refuses', '//go:build linux\n//go:build amd64\n\n', false],
    ['a word that only starts like one', '//go:builder windows\n\n', true],
    ['an old +build line', '// +build windows darwin\n\n', false],
    ['an old +build line with and, or, not', '// +build linux,!cgo windows\n\n', true],
    ['two old +build lines', '// +build linux\n// +build arm64\n\n', false],
    ['an old +build line that no blank line follows', '// +build windows\n', true],
    ['an old +build line which go:build overrules', '//go:build linux\n// +build windows\n\n', true],
    ['an old +build line below a block comment', '/* x */\n// +build windows\n\n', true],
    ['words about a build', '// This is built by hand: build it.\n\n', true],
  ])('obeys %s', (_, header, expected) => {
    expect(isBuilt('a.go', header, AMD64)).toBe(expected)
  })

  test('agrees with go list on every file of the standard library, for two architectures, with and without cgo', async () => {
    await using tree = writeTree({})
    const {output: minor} = (await runGo(tree.root, ['env', 'GOVERSION'])) as {output: string}
    for (const {arch, cgo} of [
      {arch: 'amd64', cgo: true},
      {arch: 'arm64', cgo: false},
    ]) {
      const env = {GOOS: 'linux', GOARCH: arch, CGO_ENABLED: cgo ? '1' : '0'}
      const format = '{{range context.ToolTags}}{{.}} {{end}}'
      const tags = ((await runGo(tree.root, ['list', '-f', format, 'fmt'], env)) as {output: string}).output
        .trim()
        .split(' ')
      const target: Target = {os: 'linux', arch, cgo, tags, goMinor: Number(/^go1\.(\d+)/.exec(minor)![1])}
      const fields = '-json=Dir,GoFiles,CgoFiles,IgnoredGoFiles,TestGoFiles,XTestGoFiles'
      const listed = (await runGo(tree.root, ['list', '-find', fields, 'std'], env)) as {output: string}
      let files = 0
      const wrong: string[] = []
      for (const text of listed.output.split(/\n(?=\{)/)) {
        const {Dir, GoFiles = [], CgoFiles = [], IgnoredGoFiles = []} = JSON.parse(text)
        const built = new Set([...GoFiles, ...CgoFiles])
        for (const name of [...GoFiles, ...CgoFiles, ...IgnoredGoFiles]) {
          files++
          const header = readHeader(readFileSync(join(Dir, name), 'utf8'))!
          const isCgo = header.imports.some(({path}) => path === 'C')
          if (header.packageName === 'documentation') continue
          if ((isBuilt(name, header.preamble, target) && (cgo || !isCgo)) !== built.has(name))
            wrong.push(join(Dir, name))
        }
      }
      expect(wrong).toEqual([])
      expect(files).toBeGreaterThan(2_000)
    }
  }, 60_000)
})
