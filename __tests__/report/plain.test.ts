import {describe, expect, test} from '@jest/globals'
import {plain, plainLines, shortened, shortenedInside} from '../../src/report/plain.ts'

describe('a plain line', () => {
  test.each([
    ['  a \r\n\t b ', 'a b'],
    ['\u001b[31;1mred\u001b[0m', 'red'],
    ['\u001b]8;;https://evil.example\u0007text\u001b]8;;\u0007', 'text'],
    ['a\u0000b\u001b', 'a⟨U+0000⟩b⟨U+001B⟩'],
    ['user\u202etxt.exe', 'user⟨U+202E⟩txt.exe'],
    ['ad\u200bmin', 'ad⟨U+200B⟩min'],
    ['\ud800', '\ufffd'],
    ['漢字 é 🎉', '漢字 é 🎉'],
  ])('of %j is %j', (raw, expected) => {
    expect(plain(raw)).toBe(expected)
  })

  test('keeps indentation where lines matter', () => {
    expect(plainLines('a\r\n\tb  \n\u001b[1mc\u001b[0m')).toEqual(['a', '    b', 'c'])
  })
})

test('shortening never parts a surrogate pair', () => {
  expect(shortened('🎉🎉🎉🎉', 3)).toBe('🎉🎉…')
  expect(shortened('🎉🎉🎉', 3)).toBe('🎉🎉🎉')
  expect(shortenedInside('go-image-build-4f1c2ab', 11)).toBe('go-im…1c2ab')
})
