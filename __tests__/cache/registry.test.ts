import {describe, expect, test} from '@jest/globals'
import {keyTag, newestTag, readEntry, restorePrefixes, writeEntry} from '../../src/cache/registry/entry.ts'

describe('an entry', () => {
  const digest = `sha256:${'0'.repeat(64)}`
  const layer = {mediaType: 'application/vnd.go-image.cache.v1.tar', digest, size: 3}
  const entry = {name: 'build.tar', key: 'go-ä,"1', file: {layer, digest, size: 3}}
  const text = writeEntry(entry, new Date(0))

  test('is read as it was written', () => {
    expect(readEntry(text)).toEqual(entry)
  })

  test.each([
    ['', '{'],
    ['null', 'null'],
    ['another artifact', text.replace('"artifactType":"', '"artifactType":"x')],
    ['another layer', text.replace('cache.v1.tar"', 'cache.v2.tar"')],
    ['two layers', text.replace('"layers":[', '"layers":[{},')],
    ['another digest', text.replaceAll(digest, 'sha256:../../x')],
    ['a negative size', text.replace('"size":3', '"size":-3')],
    ['no key', text.replace('v1.key', 'v1.kex')],
  ])('is not %s', (_, other) => {
    expect(() => readEntry(other)).toThrow(/the manifest is not/)
  })

  test('has tags that every registry takes, one for each name, kind and text', () => {
    const tags = [
      keyTag('build.tar', 'a-'),
      keyTag('build.tar', 'b-'),
      keyTag('modules.tar', 'a-'),
      newestTag('build.tar', 'a-'),
      keyTag('../ä'.repeat(50), 'x'.repeat(600)),
    ]
    for (const tag of tags) expect(tag).toMatch(/^[\w][\w.-]{0,127}$/)
    expect(new Set(tags).size).toBe(tags.length)
    expect(tags[0]).toMatch(/^build\.tar-key-[0-9a-f]{32}$/)
  })

  test('is found by every prefix that ends with a separator', () => {
    expect(restorePrefixes('go-build-1-x')).toEqual(['go-', 'go-build-', 'go-build-1-'])
    expect(restorePrefixes('one')).toEqual([])
    expect(restorePrefixes('-'.repeat(100)).at(-1)).toBe('-'.repeat(100))
    expect(restorePrefixes('-'.repeat(100))).toHaveLength(16)
  })
})
