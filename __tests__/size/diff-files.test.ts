import {describe, expect, test} from '@jest/globals'
import type {FileFact} from '../../src/image/facts.ts'
import {diffFiles} from '../../src/size/diff-files.ts'
import {contentsOf, fileOf} from './programs.ts'

const changes = (before: FileFact[], after: FileFact[]) => diffFiles(contentsOf(before), contentsOf(after))

test('files are added, removed or changed, the largest change first', () => {
  expect(
    changes(
      [fileOf('same', 5), fileOf('gone', 30), fileOf('grown', 10), fileOf('shrunk', 100)],
      [fileOf('same', 5), fileOf('new', 20), fileOf('newer', 40), fileOf('grown', 12), fileOf('shrunk', 90)],
    ),
  ).toEqual({
    added: {
      count: 2,
      bytes: 60,
      files: [
        {path: 'newer', before: null, after: 40},
        {path: 'new', before: null, after: 20},
      ],
    },
    removed: {count: 1, bytes: 30, files: [{path: 'gone', before: 30, after: null}]},
    changed: {
      count: 2,
      bytes: -8,
      files: [
        {path: 'shrunk', before: 100, after: 90},
        {path: 'grown', before: 10, after: 12},
      ],
    },
  })
})

describe('a file', () => {
  test.each<[string, Partial<FileFact>]>([
    ['content of the same size', {crc: 'ffffffff'}],
    ['mode', {mode: 0o755}],
    ['kind', {kind: 'symlink', target: 'x'}],
  ])('with another %s has changed', (_, different) => {
    expect(changes([fileOf('a', 5)], [fileOf('a', 5, different)]).changed.count).toBe(1)
  })

  test('in another layer has not', () => {
    expect(changes([fileOf('a', 5)], [fileOf('a', 5, {layer: 4})]).changed.count).toBe(0)
  })

  test('that may have been left out on one side is neither new nor gone', () => {
    const many = contentsOf([fileOf('big', 900), fileOf('least', 10)], {leftOut: {files: 3, bytes: 30}})
    const few = contentsOf([fileOf('big', 900), fileOf('small', 10), fileOf('large', 11)])
    expect(diffFiles(many, few).added.files.map(({path}) => path)).toEqual(['large'])
    expect(diffFiles(few, many).removed.files.map(({path}) => path)).toEqual(['large'])
  })
})

test('of many files 200 are listed, and all are counted', () => {
  const {added} = changes(
    [],
    Array.from({length: 300}, (_, index) => fileOf(`f${index}`, index + 1)),
  )
  expect([added.count, added.bytes, added.files.length]).toEqual([300, 45_150, 200])
})
