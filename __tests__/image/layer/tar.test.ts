import {describe, expect, test} from '@jest/globals'
import {entriesOf, file, header, padded, pax, tarOf} from './tars.ts'

const shown = (tar: Buffer, step?: number) =>
  entriesOf(tar, step).map(({content, ...entry}) => ({...entry, content: content?.toString('latin1') ?? null}))

const plain = {kind: 'file', mode: 0o644}
const LONG = `${'folder/'.repeat(40)}${'n'.repeat(200)}`

describe('names', () => {
  test.each<[string, Buffer, string]>([
    ['a plain one', file('a/b'), 'a/b'],
    ['a dot and a slash in front', file('./a/b'), 'a/b'],
    ['the root', file('/a/b'), 'a/b'],
    ['a way out of the root', file('../../etc/passwd'), 'etc/passwd'],
    ['a way up', file('a/../b/./c//d'), 'b/c/d'],
    ['a name that begins with dots', file('..a/...b/.c'), '..a/...b/.c'],
    ['a ustar prefix', file('b', '', {raw: {345: 'a/long'}}), 'a/long/b'],
    ['a prefix that star ends earlier', file('b', '', {format: 'star', raw: {345: 'a', 476: 'x'}}), 'a/b'],
    ['fields of GNU where ustar has its prefix', file('b', '', {format: 'gnu', raw: {345: '01234567'}}), 'b'],
    ['the format of before 1988', file('b', '', {format: 'v7', raw: {345: 'a'}}), 'b'],
    ['one that fills its field', file('n'.repeat(100)), 'n'.repeat(100)],
    ['a long one by GNU', Buffer.concat([file('././@LongLink', `${LONG}\0`, {type: 'L'}), file('cut off')]), LONG],
    ['a long one by pax', Buffer.concat([pax({path: LONG}), file('cut off')]), LONG],
    ['a pax name that is taken back', Buffer.concat([pax({path: 'a', 'path#': ''}), file('b')]), 'b'],
    ['pax for all entries, which runtimes leave alone', Buffer.concat([pax({path: 'a'}, 'g'), file('b')]), 'b'],
    ['one in UTF-8', file('ä/日本'), 'ä/日本'],
    ['one in no UTF-8', file(Buffer.from('a\xe4\xff', 'latin1')), 'a\\xe4\\xff'],
    ['a control character, which stays', file('a\u001b[31m'), 'a\u001b[31m'],
  ])('%s', (_, bytes, path) => {
    expect(entriesOf(tarOf(bytes)).map(entry => entry.path)).toEqual([path])
  })
})

test.each([1, 7, 511, 512, 513, 100_000])('a tar that comes in pieces of %d bytes reads the same', step => {
  const tar = tarOf(
    header({name: 'dir/', type: '5', mode: 0o755}),
    file('dir/a', 'content', {mode: 0o4755}),
    header({name: 'old/', type: '\0', format: 'v7', size: 600}),
    file('old/file', 'x', {type: '\0', format: 'v7'}),
    header({name: 's', type: '2', link: '../dir/a', mode: 0o777}),
    header({name: 'h', type: '1', link: './dir//a', size: 7}),
    header({name: 'c', type: '3'}),
    header({name: 'b', type: '4'}),
    header({name: 'f', type: '6'}),
    file('contiguous', 'y', {type: '7'}),
    file('volume', 'ignored', {type: 'V', format: 'gnu'}),
    pax({size: '3'}),
    file('paxsize', '', {size: 0}),
    padded('abc'),
    file('last', Buffer.alloc(1024, 'z')),
  )
  expect(shown(tar, step)).toEqual([
    {path: 'dir', kind: 'folder', bytes: 0, mode: 0o755, content: null},
    {path: 'dir/a', kind: 'file', bytes: 7, mode: 0o4755, content: 'content'},
    {path: 'old', kind: 'folder', bytes: 0, mode: 0o644, content: null},
    {path: 'old/file', ...plain, bytes: 1, content: 'x'},
    {path: 's', kind: 'symlink', bytes: 0, mode: 0o777, target: '../dir/a', content: null},
    {path: 'h', kind: 'hardlink', bytes: 0, mode: 0o644, target: 'dir/a', content: null},
    {path: 'c', kind: 'device', bytes: 0, mode: 0o644, content: null},
    {path: 'b', kind: 'device', bytes: 0, mode: 0o644, content: null},
    {path: 'f', kind: 'fifo', bytes: 0, mode: 0o644, content: null},
    {path: 'contiguous', ...plain, bytes: 1, content: 'y'},
    {path: 'paxsize', ...plain, bytes: 3, content: 'abc'},
    {path: 'last', ...plain, bytes: 1024, content: 'z'.repeat(1024)},
  ])
})

describe('the end', () => {
  const one = file('a', 'b')
  test.each<[string, Buffer]>([
    ['two blocks of zeros', tarOf(one)],
    ['one block of zeros', Buffer.concat([one, Buffer.alloc(512)])],
    ['none', one],
    ['more after it, which runtimes do not read', tarOf(one, Buffer.alloc(1024), Buffer.from('anything'))],
  ])('%s', (_, tar) => {
    expect(entriesOf(tar)).toHaveLength(1)
  })

  test('nothing at all is an empty layer', () => {
    expect(entriesOf(Buffer.alloc(0))).toEqual([])
  })
})

describe('numbers', () => {
  const size = (field: Buffer | string) => file('a', '', {raw: {124: field}})
  test.each<[string, Buffer, number]>([
    ['base 256', Buffer.concat([size(Buffer.from([0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3])), padded('abc')]), 3],
    ['spaces around', Buffer.concat([size('       3    '), padded('abc')]), 3],
    ['nothing', size('\0'.repeat(12)), 0],
  ])('%s', (_, bytes, expected) => {
    expect(entriesOf(tarOf(bytes))[0]!.bytes).toBe(expected)
  })

  test('a checksum of signed bytes, as Sun wrote it', () => {
    const block = header({name: Buffer.from('\xe4', 'latin1')})
    const unsigned = Number.parseInt(block.toString('latin1', 148, 154), 8)
    const signed = header({name: Buffer.from('\xe4', 'latin1'), checksum: `${(unsigned - 256).toString(8)}\0`})
    expect(entriesOf(tarOf(signed))).toHaveLength(1)
  })

  test.each<[string, Buffer]>([
    ['negative', size(Buffer.alloc(12, 0xff))],
    ['of more than a number can hold', size(Buffer.concat([Buffer.from([0xbf]), Buffer.alloc(11, 0xff)]))],
    ['letters', size('00000000xyz\0')],
    ['digits apart', size('1 2\0')],
  ])('%s is an error', (_, bytes) => {
    expect(() => entriesOf(tarOf(bytes))).toThrow('a number in a header cannot be read')
  })
})

describe('sparse files', () => {
  const DATA = Buffer.concat([Buffer.alloc(512, 'A'), Buffer.alloc(512, 'B')])
  const expected = Buffer.alloc(5000)
  expected.fill('A', 1000, 1512)
  expected.fill('B', 3000, 3512)
  const octal = (...values: number[]) => values.map(value => `${value.toString(8).padStart(11, '0')}\0`).join('')
  const oldHeader = (map: string, more: Partial<Parameters<typeof header>[0]> = {}) =>
    header({name: 's', type: 'S', size: 1024, format: 'gnu', ...more, raw: {386: map, 483: octal(5000), ...more.raw}})

  test.each<[string, Buffer[]]>([
    ['the old format of GNU', [oldHeader(octal(1000, 512, 3000, 512, 5000, 0)), DATA]],
    [
      'the old format with its map in more than one block',
      [
        oldHeader(octal(1000, 256, 1256, 256, 3000, 100, 3100, 100), {raw: {482: '\x01'}}),
        padded(octal(3200, 312, 5000, 0)),
        DATA,
      ],
    ],
    [
      'format 0.0',
      [
        pax({
          'GNU.sparse.size': '5000',
          'GNU.sparse.numblocks': '2',
          'GNU.sparse.offset': '1000',
          'GNU.sparse.numbytes': '512',
          'GNU.sparse.offset#2': '3000',
          'GNU.sparse.numbytes#2': '512',
        }),
        file('s', DATA),
      ],
    ],
    [
      'format 0.1',
      [
        pax({
          'GNU.sparse.size': '5000',
          'GNU.sparse.numblocks': '2',
          'GNU.sparse.map': '1000,512,3000,512',
          'GNU.sparse.name': 's',
        }),
        file('GNUSparseFile.1/s', DATA),
      ],
    ],
    [
      'format 1.0',
      [
        pax({
          'GNU.sparse.major': '1',
          'GNU.sparse.minor': '0',
          'GNU.sparse.name': 's',
          'GNU.sparse.realsize': '5000',
        }),
        file('GNUSparseFile.1/s', Buffer.concat([padded('2\n1000\n512\n3000\n512\n'), DATA])),
      ],
    ],
  ])('%s has its holes', (_, parts) => {
    for (const step of [1, 512, 1e6]) {
      const [entry, next] = entriesOf(tarOf(...parts, file('next', 'x')), step)
      expect(entry).toMatchObject({path: 's', kind: 'file', bytes: 5000})
      expect(entry!.content!.equals(expected)).toBe(true)
      expect(next!.path).toBe('next')
    }
  })

  test.each<[string, Buffer[]]>([
    ['overlaps', [oldHeader(octal(1000, 512, 1500, 512)), DATA]],
    ['leads over the end', [oldHeader(octal(1000, 512, 4500, 512)), DATA]],
    ['has less than the content', [oldHeader(octal(1000, 512)), DATA]],
    ['has more than the content', [oldHeader(octal(1000, 512, 2000, 512, 3000, 512)), DATA]],
    ['has half a part', [pax({'GNU.sparse.size': '5', 'GNU.sparse.map': '0,1,2'}), file('s', 'ab')]],
    ['has no numbers', [pax({'GNU.sparse.size': '5', 'GNU.sparse.map': 'a,b'}), file('s', 'ab')]],
    [
      'has too many parts',
      [
        pax({'GNU.sparse.major': '1', 'GNU.sparse.minor': '0', 'GNU.sparse.realsize': '9'}),
        file('s', padded('99999999\n')),
      ],
    ],
  ])('a map that %s is an error', (_, parts) => {
    expect(() => entriesOf(tarOf(...parts))).toThrow(/map of a sparse file|sparse file has too many/)
  })
})

describe('what nobody can unpack is an error', () => {
  const long = (size: number) => header({name: 'L', type: 'L', size})
  test.each<[string, Buffer, string]>([
    ['a wrong checksum', header({name: 'a', checksum: '0000000\0'}), 'the checksum of a header is wrong'],
    ['no tar', Buffer.alloc(512, 'x'), 'a number in a header cannot be read'],
    ['an end in a header', file('a').subarray(0, 300), 'truncated in a header'],
    ['an end in a file', file('a', 'b'.repeat(600)).subarray(0, 700), 'truncated in the content of a file'],
    ['an end in the padding', file('a', 'b').subarray(0, 600), 'truncated in the padding of a file'],
    ['a size of more than there is', header({name: 'a', size: 8 ** 11 - 1}), 'truncated in the content of a file'],
    ['an extended header of more than 1 MiB', long(2 ** 20 + 1), 'an extended header of 1048577 bytes'],
    ['one block of zeros between entries', Buffer.concat([Buffer.alloc(512), file('a')]), 'one block of zeros'],
    ['a pax header without end', file('x', '99 path=a\n', {type: 'x'}), 'a pax header cannot be read'],
    ['a pax header without lengths', file('x', 'path=a\n', {type: 'x'}), 'a pax header cannot be read'],
    ['a pax size that is none', Buffer.concat([pax({size: '-1'}), file('a')]), 'a size in a pax header'],
    ['a pax name with a zero in it', Buffer.concat([pax({path: 'a\0b'}), file('a')]), 'has a zero in it'],
    ['a name that is too long', Buffer.concat([pax({path: 'a'.repeat(5000)}), file('a')]), 'a name of more than 4096'],
  ])('%s', (_, bytes, message) => {
    expect(() => entriesOf(bytes)).toThrow(message)
  })

  test('more entries than the limit, and headers that lead to none', () => {
    const empty = Array.from({length: 50}, () => pax({comment: 'x'}))
    expect(() => entriesOf(tarOf(...empty), 512, {entries: 10, names: 1000})).toThrow('more than 10 entries')
  })

  test('names of more than the limit together', () => {
    const files = Array.from({length: 50}, (_, index) => file(`file-${index}`))
    expect(() => entriesOf(tarOf(...files), 512, {entries: 100, names: 100})).toThrow('names of more than 100')
  })
})
