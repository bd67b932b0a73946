import {describe, expect, test} from '@jest/globals'
import {buildKey, differenceKey, type KeyParts, modulesKey} from '../../src/cache/keys.ts'
import {parseStoredKey} from '../../src/cache/stored-key.ts'

const parts = (different: Partial<KeyParts> = {}): KeyParts => ({
  go: '1.27.4',
  platforms: ['linux/amd64', 'linux/arm64'],
  imageKey: 'ghcr.io/acme/ledger-api',
  mount: '',
  goSum: 'aaaa',
  variant: 'v1',
  commit: '1111111111111111',
  ...different,
})
const build = (different?: Partial<KeyParts>) => parseStoredKey(buildKey(parts(different)).key)!
const modules = (different?: Partial<KeyParts>) => parseStoredKey(modulesKey(parts(different)).key)!
const difference = (base: string, runId: string, different?: Partial<KeyParts>) =>
  parseStoredKey(differenceKey('build', base, {...parts(different), runId}).key)!

describe('keys as keys.ts makes them', () => {
  test('of another commit or go.sum replace each other', () => {
    expect(build({commit: '2222', goSum: 'bbbb'})).toEqual(build())
    expect(modules({goSum: 'bbbb'})).toEqual(modules())
    expect(difference('base', '2', {commit: '2222'})).toEqual(difference('base', '1'))
  })

  test.each<[string, Partial<KeyParts>]>([
    ['image', {imageKey: 'ghcr.io/acme/ledger-web'}],
    ['Go release', {go: '1.28.0'}],
    ['platforms', {platforms: ['linux/amd64']}],
    ['mount', {mount: 'test'}],
  ])('of another %s are of another family', (_, different) => {
    expect(build(different).family).not.toBe(build().family)
    expect(build(different).line).toBe(build().line)
  })

  test('of another image are of another family of modules', () => {
    expect(modules({imageKey: 'web'}).family).not.toBe(modules().family)
  })

  test('of other build arguments are of the same family, on another line', () => {
    expect(build({variant: 'v2'}).family).toBe(build().family)
    expect(build({variant: 'v2'}).line).not.toBe(build().line)
    expect(difference('base', '1', {variant: 'v2'}).line).not.toBe(difference('base', '1').line)
    expect(difference('base', '1', {goSum: 'bbbb'}).line).not.toBe(difference('base', '1').line)
  })

  test('of differences name the base', () => {
    expect(difference('one', '1').base).not.toBe(difference('two', '1').base)
    expect(difference('one', '1')).toMatchObject({what: 'difference', base: difference('one', '2').base})
    expect([build().what, modules().what]).toEqual(['base', 'base'])
  })
})

test.each(['go-image-size-1-ghcr.io/acme/ledger-1111-42', 'go-image-ledger-1-ghcr.io/acme/ledger-anything'])(
  '%s is small',
  key => {
    expect(parseStoredKey(key)).toMatchObject({what: 'small', base: null})
  },
)

test('a key of an unknown form is alone in its family', () => {
  const [one, two] = ['go-image-build-2-a-b', 'go-image-build-2-a-c'].map(parseStoredKey)
  expect(one!.family).not.toBe(two!.family)
})

test.each([
  'go-image-',
  'go-image-build-cache',
  'go-image-build-x-1',
  'go-image-build-1-',
  'go-image-Linux-0123abcd',
  'go-image-diff-other-1-a-b-c-d',
  'my-go-image-build-1-a-b-c-d-e-f',
  'buildkit-blob-1-sha256:0',
])('%j is a key of somebody else', key => {
  expect(parseStoredKey(key)).toBeNull()
})
