import {describe, expect, test} from '@jest/globals'
import {buildKey, changedParts, differenceKey, type KeyParts, modulesKey, variantOf} from '../../src/cache/keys.ts'

const parts: KeyParts = {
  go: '1.27.4',
  platforms: ['linux/amd64', 'linux/arm64'],
  imageKey: 'ghcr.io/acme/ledger',
  mount: '',
  goSum: 'a'.repeat(64),
  variant: '0a1b2c3d',
  commit: '1234567890abcdef1234567890abcdef12345678',
}

describe('the key of the module cache', () => {
  const {key, restoreKeys} = modulesKey(parts)

  test('has go.sum before the image, so that an older entry is found by the same go.sum first', () => {
    expect(key).toBe(`go-image-mod-1-${'a'.repeat(64)}-ghcr.io/acme/ledger`)
    expect(restoreKeys).toEqual([`go-image-mod-1-${'a'.repeat(64)}-`, 'go-image-mod-1-'])
  })

  test('is the same for every commit, platform and Go release', () => {
    expect(modulesKey({...parts, commit: null, platforms: [], go: '1.26.1', variant: 'other'}).key).toBe(key)
  })
})

describe('the key of the build cache', () => {
  const {key, restoreKeys} = buildKey(parts)

  test('goes from what changes least to what changes most', () => {
    expect(key).toBe(
      `go-image-build-1-1.27.4-linux/amd64+linux/arm64-ghcr.io/acme/ledger-${'a'.repeat(64)}-0a1b2c3d-1234567890ab`,
    )
  })

  test('falls back to ever shorter prefixes of itself, never to another Go release', () => {
    expect(restoreKeys).toEqual([
      `go-image-build-1-1.27.4-linux/amd64+linux/arm64-ghcr.io/acme/ledger-${'a'.repeat(64)}-0a1b2c3d-`,
      `go-image-build-1-1.27.4-linux/amd64+linux/arm64-ghcr.io/acme/ledger-${'a'.repeat(64)}-`,
      'go-image-build-1-1.27.4-linux/amd64+linux/arm64-ghcr.io/acme/ledger-',
      'go-image-build-1-1.27.4-linux/amd64+linux/arm64-',
      'go-image-build-1-1.27.4-',
    ])
    for (const prefix of restoreKeys) expect(key.startsWith(prefix)).toBe(true)
  })

  test('is told part by part', () => {
    expect(buildKey({...parts, platforms: [], commit: null}).parts).toEqual([
      {name: 'go', value: '1.27.4'},
      {name: 'platforms', value: 'builder'},
      {name: 'image', value: 'ghcr.io/acme/ledger'},
      {name: 'go.sum', value: 'a'.repeat(64)},
      {name: 'variant', value: '0a1b2c3d'},
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
        go: text,
        platforms: [text, text],
        imageKey: text,
        mount: text,
        goSum: text,
        variant: text,
        commit: text,
      })
      for (const each of [key, ...restoreKeys]) {
        expect(each).toMatch(/^[^,\s]{1,512}$/)
        expect(each).toMatch(/^go-image-(mod|build)-1-/)
      }
    }
  })

  test('keeps its parts apart: none can look like the beginning of another', () => {
    const short = keyOf({...parts, go: 'go', platforms: ['p'], imageKey: 'app', goSum: 's'})
    const long = keyOf({...parts, go: 'go', platforms: ['p'], imageKey: 'app-s-admin', goSum: 's'})
    expect(long.restoreKeys.slice(0, -2).some(prefix => short.key.startsWith(prefix))).toBe(false)
    expect(long.key).not.toBe(short.key)
  })
})

describe('keys keep apart', () => {
  const keys = (different: Partial<KeyParts>) => [
    modulesKey({...parts, ...different}).key,
    buildKey({...parts, ...different}).key,
  ]

  test.each<[string, Partial<KeyParts>, Partial<KeyParts>]>([
    ['images whose names differ by a sign', {imageKey: 'a-b'}, {imageKey: 'a_b'}],
    ['long names with the same beginning', {imageKey: `${'x'.repeat(100)}1`}, {imageKey: `${'x'.repeat(100)}2`}],
    ['two mounts of one Dockerfile', {mount: ''}, {mount: 'build-2'}],
  ])('%s', (_, one, other) => {
    const [ones, others] = [keys(one), keys(other)]
    expect(ones.filter(key => others.includes(key))).toEqual([])
  })

  test('jobs of a matrix that differ in a build argument, which yet find what the other one has', () => {
    const [one, other] = ['-tags=a', '-tags=b'].map(arg => buildKey({...parts, variant: variantOf(['', '', arg])}))
    expect(one!.key).not.toBe(other!.key)
    expect(one!.restoreKeys.slice(1).some(prefix => other!.key.startsWith(prefix))).toBe(true)
    expect(one!.restoreKeys[0]).not.toBe(other!.restoreKeys[0])
  })

  test('differences of one commit that two jobs of a matrix save', () => {
    const key = (variant: string) => differenceKey('build', 'base', {...parts, variant, runId: '7'}).key
    expect(key('aaaaaaaa')).not.toBe(key('bbbbbbbb'))
  })
})

describe('what changed between the key wanted and the one found', () => {
  test('is named part by part', () => {
    const older = buildKey({...parts, goSum: 'b'.repeat(64), commit: 'f'.repeat(40)})
    expect(changedParts(buildKey(parts), older.key)).toEqual([
      {name: 'go.sum', before: 'b'.repeat(64), after: 'a'.repeat(64)},
      {name: 'commit', before: 'f'.repeat(12), after: '1234567890ab'},
    ])
  })

  test('is never the run alone', () => {
    const [one, other] = ['7', '8'].map(runId => differenceKey('build', 'base', {...parts, runId}))
    expect(changedParts(one!, other!.key)).toEqual([])
  })

  test('is nothing for a key of another shape', () => {
    expect(changedParts(buildKey(parts), 'go-image-build-1-x')).toEqual([])
    expect(changedParts(buildKey(parts), 'setup-go-Linux-x64')).toEqual([])
  })
})
