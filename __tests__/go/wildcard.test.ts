import {execFileSync} from 'node:child_process'
import {describe, expect, test} from '@jest/globals'
import {checkoutFiles} from '../../src/go/facts/files.ts'
import {gitIgnore} from '../../src/go/facts/gitignore.ts'
import {fixedPart, wildcard} from '../../src/go/wildcard.ts'
import {pick, seeded} from './generate.ts'
import {writeTree} from './tree.ts'

describe('wildcard', () => {
  test.each<[string, string, boolean | null]>([
    ['*', '', true],
    ['a*b*c', 'aXbYbc', true],
    ['a*b*c', 'aXbYb', false],
    ['?', 'é', true],
    ['[a-c]x', 'bx', true],
    ['[^a-c]x', 'bx', false],
    ['[]a]', ']', null],
    ['[\\]a]', ']', true],
    ['\\*', '*', true],
    ['\\*', 'a', false],
    ['[a', 'a', null],
    ['a\\', 'a', null],
    ['[a-', 'a', null],
  ])('%s on %s', (pattern, name, expected) => {
    expect(wildcard(pattern, '^')?.(name) ?? null).toBe(expected)
  })

  test('a pattern that makes regular expressions hang ends at once', () => {
    expect(wildcard(`${'*a'.repeat(100)}b`, '^')!('a'.repeat(255))).toBe(false)
  })
})

describe('gitIgnore', () => {
  const PATTERNS = [
    ...['dist', '/dist', 'dist/', 'dist/*', '!dist/.gitkeep', '**/dist', 'web/**', 'web/**/a.js', '*.js', '!a.js'],
    ...[
      'a/*/c',
      '# no',
      '',
      '\\!x',
      '[ab].js',
      '[!a].js',
      '*',
      '!*/',
      '!web/',
      'web/dist/**',
      '/*',
      'a**b',
      'dist/**/',
    ],
  ]
  const PATHS = [
    ...['dist', 'dist/.gitkeep', 'dist/a.js', 'web/dist/a.js', 'web/dist/.gitkeep', 'a/b/c', 'a.js', 'b.js', '!x'],
    ...['web/a.js', 'web/x/y/a.js', 'web', 'web/dist'],
  ]
  const isFolder = (path: string) => ['dist', 'web', 'web/dist'].includes(path)

  test('agrees with git check-ignore', async () => {
    const random = seeded(7)
    for (let round = 0; round < 60; round++) {
      const lines = () => Array.from({length: 1 + Math.floor(random() * 4)}, () => pick(random, PATTERNS)).join('\n')
      const files = {'.gitignore': lines(), 'web/.gitignore': random() < 0.3 ? lines() : ''}
      await using tree = writeTree({
        ...files,
        ...Object.fromEntries(PATHS.filter(path => !isFolder(path)).map(path => [path, ''])),
      })
      execFileSync('git', ['init', '-q'], {cwd: tree.root})
      const ignored = gitIgnore(checkoutFiles(tree.root))
      const ours = PATHS.filter(path => ignored(path, isFolder(path)) !== null)
      expect({files, ignored: ours}).toEqual({files, ignored: checkIgnore(tree.root)})
    }
  }, 60_000)

  function checkIgnore(cwd: string): string[] {
    try {
      const output = execFileSync('git', ['check-ignore', '--no-index', '--stdin'], {cwd, input: PATHS.join('\n')})
      return output.toString().trim().split('\n')
    } catch {
      return [] // git's exit code is 1 when nothing is ignored
    }
  }
})

test.each([
  ['dist', 'dist'],
  ['dist/*.js', 'dist'],
  ['web/dist*/app.js', 'web'],
  ['*.js', '.'],
  ['a/[b]/c', 'a'],
  ['a/b?', 'a'],
  ['a\\*b/c', '.'],
])('what %s names before its first wildcard is %s', (pattern, path) => {
  expect(fixedPart(pattern)).toBe(path)
})
