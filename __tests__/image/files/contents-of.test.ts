import {describe, expect, test} from '@jest/globals'
import type {LayerContents} from '../../../src/image/contents.ts'
import {MAX_FILES} from '../../../src/image/facts.ts'
import {contentsOf} from '../../../src/image/files/contents-of.ts'
import {layerOf, programOf} from './layers.ts'

/** `path bytes layer`, and where a link leads. */
const shown = (...layers: (LayerContents | null)[]) =>
  contentsOf(layers).files.map(({path, bytes, layer, kind, target}) =>
    [path, kind === 'hardlink' ? '=' : target === undefined ? bytes : '→', target, `@${layer}`]
      .filter(Boolean)
      .join(' '),
  )

describe('what a container sees', () => {
  test.each<[string, LayerContents[], string[]]>([
    ['a later layer replaces a file', [layerOf(['a', 1]), layerOf(['a', 2])], ['a 2 @1']],
    ['a later entry of one layer does, too', [layerOf(['a', 1], ['a', 2])], ['a 2 @0']],
    ['a whiteout removes a file', [layerOf(['d/a', 1], ['d/b', 2]), layerOf('d/.wh.a')], ['d/b 2 @0']],
    ['a whiteout removes a folder', [layerOf('d/', ['d/a', 1], ['e', 1]), layerOf('.wh.d')], ['e 1 @0']],
    ['a whiteout of nothing', [layerOf(['a', 1]), layerOf('.wh.b', 'x/.wh.y')], ['a 1 @0']],
    [
      'a whiteout leaves what its own layer puts there, whatever their order',
      [layerOf(['a', 1], ['b', 1]), layerOf(['a', 2], '.wh.a', '.wh.b', ['b', 2])],
      ['a 2 @1', 'b 2 @1'],
    ],
    [
      'an opaque folder hides what is below, and only that',
      [layerOf(['d/a', 1], ['d/e/b', 1], ['c', 1]), layerOf(['d/new', 3], 'd/.wh..wh..opq')],
      ['c 1 @0', 'd/new 3 @1'],
    ],
    ['the root can be opaque', [layerOf(['a', 1]), layerOf('.wh..wh..opq', ['b', 1])], ['b 1 @1']],
    ["AUFS's own files mean nothing", [layerOf(['a', 1]), layerOf('.wh..wh.aufs', '.wh..wh.plnk/1.2')], ['a 1 @0']],
    ['a whiteout with a name that leads out', [layerOf(['a', 1]), layerOf('.wh...', '.wh..', '.wh.')], ['a 1 @0']],
    ['a file replaces a folder', [layerOf('d/', ['d/a', 1]), layerOf(['d', 5])], ['d 5 @1']],
    ['a folder replaces a file', [layerOf(['d', 5]), layerOf('d/', ['d/a', 1])], ['d/a 1 @1']],
    ['a file in a folder that was a file', [layerOf(['d', 5]), layerOf(['d/a', 1])], ['d/a 1 @1']],
    ['a folder again keeps what is in it', [layerOf('d/', ['d/a', 1]), layerOf('d/')], ['d/a 1 @0']],
    ['a link replaces a folder', [layerOf('d/', ['d/a', 1]), layerOf('d → e')], ['d → e @1']],
    ['a folder replaces a link', [layerOf('d → e'), layerOf('d/', ['d/a', 1])], ['d/a 1 @1']],
    [
      'a file behind a link is where the link leads',
      [layerOf('usr/lib/', 'lib → usr/lib'), layerOf(['lib/x', 1], 'lib/y → x')],
      ['lib → usr/lib @0', 'usr/lib/x 1 @1', 'usr/lib/y → x @1'],
    ],
    [
      'a whiteout behind a link, one that begins at the root, and one that leads up',
      [
        layerOf(['usr/lib/x', 1], ['usr/lib/y', 1], 'lib → /usr/lib', 'usr/l → ../../../usr/lib'),
        layerOf('lib/.wh.x', 'usr/l/.wh.y'),
      ],
      ['lib → /usr/lib @0', 'usr/l → ../../../usr/lib @0'],
    ],
    ['links in a circle hold nothing', [layerOf('a → b', 'b → a', ['a/x', 1], '.wh.y')], ['a → b @0', 'b → a @0']],
    ['a link to a folder that is not there makes it', [layerOf('a → b/c', ['a/x', 1])], ['a → b/c @0', 'b/c/x 1 @0']],
    ['hard links count once', [layerOf(['a', 7], 'b = a', 'c = b')], ['a 7 @0', 'b = a @0', 'c = a @0']],
    ['a hard link to a lower layer', [layerOf(['a', 7]), layerOf('b = a')], ['a 7 @0', 'b = a @0']],
    ['a hard link counts where its first place is gone', [layerOf(['a', 7], 'b = a'), layerOf('.wh.a')], ['b 7 @0']],
    [
      'a hard link keeps the content that its first place had',
      [layerOf(['a', 7], 'b = a', 'c = a'), layerOf(['a', 3])],
      ['a 3 @1', 'b 7 @0', 'c = b @0'],
    ],
    ['a hard link to itself', [layerOf(['a', 7], 'a = a')], ['a 7 @0']],
    ['a hard link to nothing, and to a folder', [layerOf('d/', 'a = x', 'b = d')], ['a = x @0', 'b = d @0']],
  ])('%s', (_, layers, expected) => {
    expect(shown(...layers)).toEqual(expected)
  })

  test('a layer that is not known counts as an empty one, and indexes stay', () => {
    expect(shown(layerOf(['a', 1]), null, layerOf(['b', 1]))).toEqual(['a 1 @0', 'b 1 @2'])
  })

  test('folders that are as deep as a path can be', () => {
    const deep = 'd/'.repeat(2000)
    expect(shown(layerOf([`${deep}x`, 1]), layerOf([`${deep}y`, 1]), layerOf('.wh.d', ['e', 1]))).toEqual(['e 1 @2'])
  })
})

test('a file is told with what is not plain about it, in the order of code units', () => {
  const layer = layerOf(
    {path: 'b', bytes: 3, crc: '0000abcd', mode: 0o755},
    {path: 'a', bytes: 0},
    {path: 'Z', kind: 'device', mode: 0o600},
    's → a',
    {path: 'f', kind: 'fifo'},
    {path: '__proto__', bytes: 1, crc: '00000001'},
  )
  expect(contentsOf([layer])).toMatchObject({
    files: [
      {path: 'Z', bytes: 0, layer: 0, kind: 'device', mode: 0o600},
      {path: '__proto__', bytes: 1, layer: 0, crc: '00000001'},
      {path: 'a', bytes: 0, layer: 0},
      {path: 'b', bytes: 3, layer: 0, mode: 0o755, crc: '0000abcd'},
      {path: 'f', bytes: 0, layer: 0, kind: 'fifo'},
      {path: 's', bytes: 0, layer: 0, kind: 'symlink', target: 'a'},
    ],
    leftOut: {files: 0, bytes: 0},
  })
})

test('of too many files the smallest are left out', () => {
  const files = Array.from({length: MAX_FILES + 2}, (_, index): [string, number] => [`f${index}`, index + 5])
  const {files: kept, leftOut} = contentsOf([layerOf(...files)])
  expect(kept).toHaveLength(MAX_FILES)
  expect(leftOut).toEqual({files: 2, bytes: 11})
  expect(kept.some(({path}) => path === 'f0' || path === 'f1')).toBe(false)
})

describe('wasted', () => {
  const wasted = (...layers: LayerContents[]) => {
    const {wastedBytes, wasted: rows} = contentsOf(layers)
    return {wastedBytes, rows: rows.map(({path, bytes, layers: of}) => `${path} ${bytes} @${of.join()}`)}
  }
  test('is what was replaced or removed, by path, the largest first', () => {
    const layers = [
      layerOf(['a', 10], ['b', 5], ['d/x', 7], ['d/y', 100], ['stays', 1000]),
      layerOf(['a', 20], '.wh.b'),
      layerOf(['a', 30], '.wh.d'),
    ]
    expect(wasted(...layers)).toEqual({wastedBytes: 142, rows: ['d/y 100 @0', 'a 30 @0,1', 'd/x 7 @0', 'b 5 @0']})
  })

  test.each<[string, LayerContents[]]>([
    ['nothing, where every file is seen', [layerOf(['a', 1]), layerOf(['b', 1])]],
    ['nothing for empty files, links and folders', [layerOf('a', 's → a', 'd/'), layerOf('.wh.a', '.wh.s', '.wh.d')]],
    ['nothing while a hard link is left', [layerOf(['a', 9], 'b = a'), layerOf('.wh.a')]],
  ])('%s', (_, layers) => {
    expect(wasted(...layers)).toEqual({wastedBytes: 0, rows: []})
  })

  test('a hard link that is gone, once', () => {
    const layers = [layerOf(['a', 9], 'b = a'), layerOf('.wh.a', '.wh.b')]
    expect(wasted(...layers)).toEqual({wastedBytes: 9, rows: ['a 9 @0']})
  })

  test('at most 100 rows, and the bytes of all', () => {
    const files = Array.from({length: 150}, (_, index): [string, number] => [`f${index}`, 1])
    const {wastedBytes, rows} = wasted(layerOf(...files), layerOf('.wh..wh..opq'))
    expect([wastedBytes, rows.length]).toEqual([150, 100])
  })
})

test('files that run as another user or group', () => {
  const layer = layerOf(
    {path: 'su', mode: 0o4755},
    {path: 'wall', mode: 0o2755},
    {path: 'tmp', mode: 0o1777},
    {path: 'gone', mode: 0o4755},
    {path: 'folder', kind: 'folder', mode: 0o2755},
    'link = su',
  )
  expect(contentsOf([layer, layerOf('.wh.gone')]).setuid).toEqual([
    {path: 'su', mode: 0o4755, layer: 0},
    {path: 'wall', mode: 0o2755, layer: 0},
  ])
})

test('secrets are told in whichever layer they are, also where a later one removes or replaces them', () => {
  const layers = [
    layerOf(['root/.netrc', 10], ['app/.env', 10], ['root/.git-credentials', 0]),
    layerOf('root/.wh..netrc', ['app/.env', 20]),
  ]
  expect(contentsOf(layers).secrets).toEqual([
    {path: 'root/.netrc', what: 'credentials', layer: 0, removed: true},
    {path: 'app/.env', what: 'environment file', layer: 0, removed: true},
    {path: 'app/.env', what: 'environment file', layer: 1, removed: false},
  ])
})

test('Go programs that a container sees, with the layer that they are in', () => {
  const programs = (layer: LayerContents, ...of: [string, number][]) => ({
    ...layer,
    programs: of.map(([path, bytes]) => programOf(path, bytes)),
  })
  const layers = [
    programs(layerOf(['a', 1], ['b', 2], ['c', 3], 'd = c'), ['a', 1], ['b', 2], ['c', 3]),
    programs(layerOf(['a', 4], '.wh.b', '.wh.c', ['e', 1], ['e', 2]), ['a', 4], ['e', 1], ['e', 2]),
  ]
  expect(contentsOf(layers).programs.map(({path, bytes, layer}) => [path, bytes, layer])).toEqual([
    ['a', 4, 1],
    ['d', 3, 0],
    ['e', 2, 1],
  ])
})
