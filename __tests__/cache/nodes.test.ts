import {expect, test} from '@jest/globals'
import type {Builder} from '../../src/build/builder.ts'
import {spreadOverNodes} from '../../src/cache/nodes.ts'
import {findGoCacheMounts, type GoCacheMount} from '../../src/dockerfile/mounts.ts'
import {parseDockerfile} from '../../src/dockerfile/parse.ts'

const targets = ['linux/amd64', 'linux/arm64']
const node = (platform: string) => ({name: platform, endpoint: platform, platforms: [platform], setPlatforms: []})
const builder = (...platforms: string[]): Builder => ({
  ...{name: 'team', driver: 'remote', exportsLayout: true, platform: platforms[0]!},
  nodes: platforms.map(node),
})
const two = builder('linux/amd64', 'linux/arm64')

function mountsOf(id: string, platforms: string[] = targets): GoCacheMount[] {
  const lines = [
    'FROM --platform=$BUILDPLATFORM golang:1.27',
    'ARG TARGETARCH',
    `RUN --mount=type=cache,target=/go/pkg/mod --mount=type=cache,${id}target=/root/.cache/go-build go build .`,
  ]
  return findGoCacheMounts(parseDockerfile(lines.join('\n')), [], '', {platforms, builderPlatform: 'linux/amd64'})
}

const shown = (mounts: GoCacheMount[]) =>
  mounts.map(({name, node, platforms, options}) => [name, node, platforms.join(' '), /id=([^,]*)/.exec(options)?.[1]])

test('each node has the mounts, for the platforms that it builds', () => {
  expect(shown(spreadOverNodes(mountsOf(''), two, targets))).toEqual([
    ['modules', 'linux/amd64', 'linux/amd64', undefined],
    ['build', 'linux/amd64', 'linux/amd64', undefined],
    ['modules-2', 'linux/arm64', 'linux/arm64', undefined],
    ['build-2', 'linux/arm64', 'linux/arm64', undefined],
  ])
})

test('a mount of one platform is only on the node of that platform', () => {
  const mounts = spreadOverNodes(mountsOf('id=go-$TARGETARCH,'), two, targets)
  expect(shown(mounts.filter(({kind}) => kind === 'build'))).toEqual([
    ['build', 'linux/amd64', 'linux/amd64', 'go-amd64'],
    ['build-2', 'linux/arm64', 'linux/arm64', 'go-arm64'],
  ])
})

test('a build that one of the nodes does alone leads there', () => {
  expect(shown(spreadOverNodes(mountsOf('', ['linux/arm64']), two, ['linux/aarch64']))).toEqual([
    ['modules', 'linux/arm64', 'linux/aarch64', undefined],
    ['build', 'linux/arm64', 'linux/aarch64', undefined],
  ])
})

test('with one node, or without platforms, nothing changes', () => {
  const mounts = mountsOf('')
  expect(spreadOverNodes(mounts, builder('linux/amd64'), targets)).toBe(mounts)
  expect(spreadOverNodes(mounts, two, [])).toBe(mounts)
})
