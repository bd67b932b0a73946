import {mkdirSync, symlinkSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from '@jest/globals'
import {readIgnoreFile} from '../../src/dockerfile/ignored.ts'
import {describeKeptOut, measureKeptOut} from '../../src/dockerfile/kept-out.ts'
import {writeTree} from '../go/tree.ts'

const said = (root: string, text: string) => describeKeptOut(measureKeptOut(root, readIgnoreFile(text)))

test('what lies behind a link is not counted', async () => {
  await using outside = writeTree({'large.bin': 'x'.repeat(1000)})
  await using tree = writeTree({'a.txt': '123', 'b.go': 'x', 'sub/c.txt': '4567'})
  symlinkSync(outside.root, join(tree.root, 'linked'))
  symlinkSync('/etc/passwd', join(tree.root, 'passwd.txt'))
  expect(said(tree.root, '**/*.txt')).toBe('keeps 7 B in 2 of 3 files out of the build context')
  expect(said(tree.root, '')).toBe('keeps none of 3 files out of the build context')
})

test('of a very large checkout only the first 10,000 files are looked at', async () => {
  await using tree = writeTree({})
  for (let folder = 0; folder < 11; folder++) {
    mkdirSync(join(tree.root, `d${folder}`))
    for (let file = 0; file < 1000; file++) writeFileSync(join(tree.root, `d${folder}`, `f${file}`), 'x')
  }
  expect(said(tree.root, '*')).toBe('keeps 10.0 kB in 10,000 of the first 10,000 files out of the build context')
}, 60_000)
