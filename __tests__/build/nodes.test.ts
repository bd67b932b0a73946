import {describe, expect, test} from '@jest/globals'
import type {Builder} from '../../src/build/builder.ts'
import {nodeShares, spansNodes} from '../../src/build/nodes.ts'

/** Of each node its platforms, with a star where they were set. */
function builderOf(...nodes: string[]): Builder {
  return {
    ...{name: 'team', driver: 'remote', exportsLayout: true, platform: 'linux/amd64'},
    nodes: nodes.map((words, index) => ({
      ...{name: `team${index}`, endpoint: `tcp://team${index}`},
      platforms: words.split(' ').flatMap(word => (word === '' ? [] : [`linux/${word.replace('*', '')}`])),
      setPlatforms: words
        .split(' ')
        .filter(word => word.endsWith('*'))
        .map(word => `linux/${word.slice(0, -1)}`),
    })),
  }
}

/** As `NODE: PLATFORMS by PLATFORM`. */
const shares = (nodes: string[], platforms: string) =>
  nodeShares(
    builderOf(...nodes),
    platforms.split(' ').map(platform => `linux/${platform}`),
  ).map(({index, platforms, platform}) => `${index}: ${platforms.join(' ')} by ${platform}`.replaceAll('linux/', ''))

// The names are those of docker/buildx build/resolver/driver_test.go, where the rule has such a case.
describe('a platform goes to', () => {
  test.each([
    ['the node that has it', ['amd64', 'riscv64'], 'riscv64', ['1: riscv64 by riscv64']],
    ['the first node when none has it', ['amd64', 'arm64'], 's390x', ['0: s390x by s390x']],
    ['one that can run it', ['amd64', 'arm64'], 'arm/v7', ['1: arm/v7 by arm/v7']],
    ['the closest that can', ['amd64', 'arm64', 'arm/v8'], 'arm/v7', ['2: arm/v7 by arm/v7']],
    ['none of an older machine', ['amd64', 'arm/v7'], 'arm/v8', ['0: arm/v8 by arm/v8']],
    ['a newer machine', ['amd64', 'arm/v7'], 'arm/v6', ['1: arm/v6 by arm/v6']],
    ['amd64 for 386', ['arm64', 'amd64'], '386', ['1: 386 by 386']],
    ['the newer of two for a variant', ['amd64', 'amd64/v3'], 'amd64/v2', ['1: amd64/v2 by amd64/v2']],
    ['the first of two alike', ['amd64', 'riscv64', 'riscv64'], 'riscv64', ['1: riscv64 by riscv64']],
    ['the one for which it was set', ['amd64 arm64', 'arm64*'], 'arm64', ['1: arm64 by arm64']],
    ['the one for which just it was set', ['arm64*', 'arm/v7*'], 'arm/v7', ['1: arm/v7 by arm/v7']],
    ['where its other name does', ['amd64', 'arm64'], 'aarch64', ['1: aarch64 by arm64']],
    ['a node of arm64/v9 for v8.2', ['amd64', 'arm64/v9'], 'arm64/v8.2', ['1: arm64/v8.2 by arm64/v8.2']],
  ])('%s', (_, nodes, platforms, expected) => {
    expect(shares(nodes, platforms)).toEqual(expected)
  })
})

test('the platforms of a build are spread, and come together on a node', () => {
  expect(shares(['amd64 arm64', 'riscv64'], 'amd64 riscv64 arm64')).toEqual([
    '0: amd64 arm64 by amd64',
    '1: riscv64 by riscv64',
  ])
  expect(shares(['amd64', 'amd64 riscv64'], 'amd64 riscv64')).toEqual(['0: amd64 by amd64', '1: riscv64 by riscv64'])
})

test('what goes elsewhere alone than with the others is led to its node by another platform', () => {
  // Together, riscv64 is nobody's by what was set, so that all nodes are asked what they can run: then the first has it.
  expect(shares(['amd64 riscv64', 'amd64*'], 'amd64 riscv64')).toEqual(['0: amd64 riscv64 by riscv64'])
  expect(shares(['amd64 386', 'amd64* 386*', 'riscv64'], 'amd64 riscv64')).toEqual([
    '0: amd64 by null',
    '2: riscv64 by riscv64',
  ])
})

test('only a build on more than one node spans nodes', () => {
  const two = builderOf('amd64', 'arm64*')
  expect(spansNodes(two, ['linux/amd64', 'linux/arm64'])).toBe(true)
  expect(spansNodes(two, ['linux/arm64'])).toBe(false)
  expect(spansNodes(two, [])).toBe(false)
  expect(spansNodes(builderOf('amd64 arm64'), ['linux/amd64', 'linux/arm64'])).toBe(false)
})
