import {describe, expect, test} from '@jest/globals'
import {compare, prove} from '../../src/build/prove.ts'
import {proofLines} from '../../src/report/proof-text.ts'
import type {Execute} from '../../src/runner/exec.ts'
import {writeTree} from '../go/tree.ts'

const files = (all: Record<string, [bytes: number, print: string]>) =>
  new Map(Object.entries(all).map(([path, [bytes, print]]) => [path, {bytes, print}]))

describe('two images by their files', () => {
  const before = files({'/app': [100_000, 'a'], '/etc/passwd': [20, 'p'], '/old': [5, 'o']})
  const after = files({'/app': [60_000, 'b'], '/etc/passwd': [20, 'p'], '/new': [7, 'n']})

  test('differ by what came, went and changed', () => {
    expect(compare(before, after)).toEqual({
      bytes: {before: 100_025, after: 60_027},
      added: [{path: '/new', bytes: 7}],
      removed: [{path: '/old', bytes: 5}],
      changed: [{path: '/app', before: 100_000, after: 60_000}],
      same: 1,
    })
  })

  test('are told in a few lines, however many files there are', () => {
    const many = Object.fromEntries(
      Array.from({length: 30}, (_, index) => [`/f${index}\u001b[31m`, [1, `${index}`]] as const),
    )
    const lines = proofLines({...compare(files({}), files(many as never)), seconds: {before: 14.2, after: 2.1}})
    expect(lines).toHaveLength(11)
    expect(lines[0]).toBe('  build after a change of one line  14 s → 2.1 s')
    expect(lines.at(-1)).toBe('  added  and 22 more')
    expect(lines.join('')).not.toContain('\u001b')
  })
})

test('a Dockerfile that does not build proves nothing, and the context stays as it was', async () => {
  await using tree = writeTree({'main.go': 'package main\n'})
  const execute: Execute = async () => ({exitCode: 1, stdout: '', stderr: 'ERROR: no', seconds: 1})
  const options = {
    before: 'FROM a\n',
    after: 'FROM b\n',
    folder: tree.root,
    buildArgs: [],
    target: '',
    source: 'main.go',
  }
  await expect(prove(options, execute)).rejects.toThrow(/The Dockerfile before the fixes does not build, .*\nERROR: no/)
})
