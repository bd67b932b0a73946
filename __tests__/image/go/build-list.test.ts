import {expect, test} from '@jest/globals'
import {readBuildList} from '../../../src/image/go/build-list.ts'
import {unquote} from '../../../src/image/go/unquote.ts'

const version = (path: string, number: string, sum: string | null = null) => ({path, version: number, sum})

test('modules, what replaces them, and settings are read in their order', () => {
  const text = [
    'path\texample.com/app/cmd/app',
    'mod\texample.com/app\t(devel)\t',
    'dep\texample.com/b\tv1.2.3\th1:abc=',
    'dep\texample.com/a\tv1.0.0',
    '=>\t./local\t(devel)\t',
    'dep\texample.com/c\tv2.0.0+incompatible',
    '=>\texample.com/fork\tv2.0.1\th1:def=',
    'build\t-ldflags="-s -w -X main.name=\\"a b\\""',
    'build\tCGO_ENABLED=0',
    'build\tDefaultGODEBUG=a=1,b=2',
    'build\tempty=',
    '',
  ].join('\n')
  expect(readBuildList(text)).toEqual({
    mainPackage: 'example.com/app/cmd/app',
    mainModule: {...version('example.com/app', '(devel)'), replacedBy: null},
    modules: [
      {...version('example.com/b', 'v1.2.3', 'h1:abc='), replacedBy: null},
      {...version('example.com/a', 'v1.0.0'), replacedBy: version('./local', '(devel)')},
      {
        ...version('example.com/c', 'v2.0.0+incompatible'),
        replacedBy: version('example.com/fork', 'v2.0.1', 'h1:def='),
      },
    ],
    settings: [
      {key: '-ldflags', value: '-s -w -X main.name="a b"'},
      {key: 'CGO_ENABLED', value: '0'},
      {key: 'DefaultGODEBUG', value: 'a=1,b=2'},
      {key: 'empty', value: ''},
    ],
  })
})

test.each([
  ['a module without a version', 'dep\texample.com/a'],
  ['a module with too many columns', 'dep\ta\tv1\th1:x\tmore'],
  ['a replacement of nothing', '=>\ta\tv1\th1:x'],
  ['a setting without a key', 'build\t=x'],
  ['a setting without a value', 'build\tCGO_ENABLED'],
  ['a setting with half a quote', 'build\tA="x'],
  ['an unknown line', 'future\tx=y'],
  ['a very long setting', `build\tA=${'x'.repeat(100_000)}`],
])('%s is left out', (_, line) => {
  expect(readBuildList(`${line}\n`)).toEqual({mainPackage: '', mainModule: null, modules: [], settings: []})
})

test('characters that steer a terminal are replaced', () => {
  const {mainPackage, settings} = readBuildList('path\ta\u001b[31m\u202e\nbuild\tA="x\\ny\\x1b"\n')
  expect([mainPackage, settings]).toEqual(['a\ufffd[31m\ufffd', [{key: 'A', value: 'x\ufffdy\ufffd'}]])
})

test.each([
  ['"a b"', 'a b'],
  ['`a\\n"b"`', 'a\\n"b"'],
  ['"\\"\\\\\\t\\n"', '"\\\t\n'],
  ['"\\xe2\\x82\\xac"', '€'],
  ['"\\303\\251"', 'é'],
  ['"\\u00e9\\U0001F600"', 'é😀'],
  ['"\\N"', null],
  ['"\\u12"', null],
  ['"\\8"', null],
  ['"a"b"', null],
  ['"a\nb"', null],
  ['"a\\"', null],
  ['`a`b`', null],
  ["'a'", null],
  ['"', null],
  ['a', null],
])('%s is unquoted as Go does', (literal, text) => {
  expect(unquote(literal)).toBe(text)
})
