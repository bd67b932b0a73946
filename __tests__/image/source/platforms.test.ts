import {expect, test} from '@jest/globals'
import {isSamePlatform, parsePlatforms, platformName} from '../../../src/image/source/platforms.ts'

test.each([
  ['linux', 'amd64', undefined, 'linux/amd64'],
  ['linux', 'amd64', 'v1', 'linux/amd64'],
  ['linux', 'amd64', 'v3', 'linux/amd64/v3'],
  ['linux', 'arm64', 'v8', 'linux/arm64'],
  ['linux', 'arm64', 'v9', 'linux/arm64/v9'],
  ['linux', 'arm', 'v7', 'linux/arm/v7'],
  ['linux', 'arm', '', 'linux/arm'],
])('%s, %s, %s is %s', (os, architecture, variant, name) => {
  expect(platformName(os, architecture, variant)).toBe(name)
})

test.each([
  ['linux/arm64', 'linux/arm64/v8', true],
  ['linux/aarch64', 'linux/arm64', true],
  ['linux/arm', 'linux/arm/v7', true],
  ['linux/armhf', 'linux/arm', true],
  ['linux/armel', 'linux/arm/v6', true],
  ['linux/arm/v6', 'linux/arm', false],
  ['linux/amd64', 'linux/amd64/v3', false],
  ['linux/amd64', 'windows/amd64', false],
])('%s and %s are the same: %s', (one, other, same) => {
  expect(isSamePlatform(one, other)).toBe(same)
  expect(isSamePlatform(other, one)).toBe(same)
})

test('are read from a list with commas', () => {
  expect(parsePlatforms('')).toEqual([])
  expect(parsePlatforms(' linux/amd64, Linux/ARM/v7,')).toEqual(['linux/amd64', 'linux/arm/v7'])
})

test.each(['amd64', 'linux/', 'linux/amd64/v1/x', 'linux amd64', '../x'])('%j is no platform', written => {
  expect(() => parsePlatforms(written)).toThrow('write it as linux/amd64 or linux/arm/v7')
})
