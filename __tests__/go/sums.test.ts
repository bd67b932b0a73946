import {describe, expect, test} from '@jest/globals'
import {goSumHash} from '../../src/go/sums.ts'
import {writeTree} from './tree.ts'

const MODULES = [{dir: 'api'}, {dir: '.'}]

describe('goSumHash', () => {
  test('covers every go.sum and go.work.sum, in whatever order the modules come', async () => {
    await using tree = writeTree({'go.sum': 'a\n', 'api/go.sum': 'b\n', 'go.work.sum': 'c\n', 'other/go.sum': 'd\n'})
    const sums = await goSumHash(tree.root, MODULES)
    expect(sums.files).toEqual(['api/go.sum', 'go.sum', 'go.work.sum'])
    expect(sums.hash).toMatch(/^[0-9a-f]{16}$/)
    expect(await goSumHash(tree.root, [...MODULES].reverse())).toEqual(sums)
  })

  test('stays the same from release to release, since keys of stored caches hold it', async () => {
    await using tree = writeTree({'go.sum': 'a\n', 'api/go.sum': 'b\n'})
    expect((await goSumHash(tree.root, MODULES)).hash).toBe('4a54efa90a834072')
  })

  test('changes with a content and with a path', async () => {
    await using one = writeTree({'go.sum': 'a\n'})
    await using two = writeTree({'go.sum': 'b\n'})
    await using three = writeTree({'api/go.sum': 'a\n'})
    const hashes = await Promise.all([one, two, three].map(async ({root}) => (await goSumHash(root, MODULES)).hash))
    expect(new Set(hashes).size).toBe(3)
  })

  test('has a value and no files when there is no go.sum', async () => {
    await using tree = writeTree({'go.mod': 'module m\n'})
    const sums = await goSumHash(tree.root, MODULES)
    expect(sums.files).toEqual([])
    expect(sums).toEqual(await goSumHash(tree.root, []))
  })
})
