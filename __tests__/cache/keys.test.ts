import {describe, expect, test} from '@jest/globals'
import {buildKey, type KeyParts, modulesKey} from '../../src/cache/keys.ts'

const parts: KeyParts = {
  goImage: 'golang:1.27-alpine',
  platforms: ['linux/amd64', 'linux/arm64'],
  imageKey: 'ghcr.io/acme/ledger',
  goSum: 'a'.repeat(64),
  commit: '1234567890abcdef1234567890abcdef12345678',
}

describe('the key of the module cache', () => {
  const {key, restoreKeys} = modulesKey(parts)

  test('has go.sum before the image, so that an older entry is found by the same go.sum first', () => {
    expect(key).toBe(`go-image-mod-1-${'a'.repeat(64)}-ghcr.io/acme/ledger`)
    expect(restoreKeys).toEqual([`go-image-mod-1-${'a'.repeat(64)}-`, 'go-image-mod-1-'])
  })

  test('is the same for every commit, platform and Go release', () => {
    expect(modulesKey({...parts, commit: null, platforms: [], goImage: 'golang:1.26'}).key).toBe(key)
  })
})

describe('the key of the build cache', () => {
  const {key, restoreKeys} = buildKey(parts)

  test('goes from what changes least to what changes most', () => {
    expect(key).toBe(
      `go-image-build-1-golang:1.27_alpine-linux/amd64+linux/arm64-ghcr.io/acme/ledger-${'a'.repeat(64)}-1234567890ab`,
    )
  })

  test('falls back to ever shorter prefixes of itself, never to another Go release', () => {
    expect(restoreKeys).toEqual([
      `go-image-build-1-golang:1.27_alpine-linux/amd64+linux/arm64-ghcr.io/acme/ledger-${'a'.repeat(64)}-`,
      'go-image-build-1-golang:1.27_alpine-linux/amd64+linux/arm64-ghcr.io/acme/ledger-',
      'go-image-build-1-golang:1.27_alpine-linux/amd64+linux/arm64-',
      'go-image-build-1-golang:1.27_alpine-',
    ])
    for (const prefix of restoreKeys) expect(key.startsWith(prefix)).toBe(true)
  })

  test('is told part by part', () => {
    expect(buildKey({...parts, platforms: [], commit: null}).parts).toEqual([
      {name: 'go', value: 'golang:1.27-alpine'},
      {name: 'platforms', value: 'builder'},
      {name: 'image', value: 'ghcr.io/acme/ledger'},
      {name: 'go.sum', value: 'a'.repeat(64)},
      {name: 'commit', value: 'none'},
    ])
  })
})

describe.each([
  ['modules', modulesKey],
  ['build', buildKey],
] as const)('a key of %s', (_, keyOf) => {
  const hostile = [
    'a,b',
    'x'.repeat(5_000),
    'a\nb',
    'a-b',
    '../../etc',
    '',
    'ä€',
    '--',
    '${{ secrets.X }}',
    'a b\u0000c',
  ]

  test('is what the cache service takes, whatever its parts hold', () => {
    for (const text of hostile) {
      const {key, restoreKeys} = keyOf({
        goImage: text,
        platforms: [text, text],
        imageKey: text,
        goSum: text,
        commit: text,
      })
      for (const each of [key, ...restoreKeys]) {
        expect(each).toMatch(/^[^,\s]{1,512}$/)
        expect(each).toMatch(/^go-image-(mod|build)-1-/)
      }
    }
  })

  test('keeps its parts apart: none can look like the beginning of another', () => {
    const short = keyOf({...parts, goImage: 'go', platforms: ['p'], imageKey: 'app', goSum: 's'})
    const long = keyOf({...parts, goImage: 'go', platforms: ['p'], imageKey: 'app-s-admin', goSum: 's'})
    expect(long.restoreKeys.slice(0, -2).some(prefix => short.key.startsWith(prefix))).toBe(false)
    expect(long.key).not.toBe(short.key)
  })
})
