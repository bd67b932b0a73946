import {describe, expect, test} from '@jest/globals'
import {inspectBuilder} from '../../src/build/builder.ts'
import type {Execute} from '../../src/runner/exec.ts'

/** Stands for `docker` with a builder as `docker buildx inspect` shows it. */
const docker =
  (inspected: string): Execute =>
  async (_, [first]) => ({exitCode: 0, stdout: first === 'buildx' ? inspected : '[]', stderr: '', seconds: 0})

const head = (driver: string) =>
  `Name:          team\nDriver:        ${driver}\nLast Activity: 2026-11-21 12:00:00 +0000 UTC\n\nNodes:\n`
const node = (name: string, lines: string[]) =>
  [`Name:     ${name}`, `Endpoint: tcp://${name}:1234`, ...lines, ''].join('\n')

test('one node, what it builds for and what of that was set', async () => {
  const lines = [
    'Driver Options: network="host"',
    'Status:                running',
    'BuildKit version:      v0.25.2',
    'Platforms:             linux/arm64*, linux/amd64, linux/amd64/v2, linux/386',
    'Devices:',
    '  Name:                  vendor.com/gpu',
    'File#buildkitd.toml:',
    ' > Name: none',
  ]
  expect(await inspectBuilder('team', docker(head('remote') + node('team0', lines)))).toEqual({
    ...{name: 'team', driver: 'remote', exportsLayout: true, platform: 'linux/arm64'},
    nodes: [
      {
        ...{name: 'team0', endpoint: 'tcp://team0:1234'},
        platforms: ['linux/arm64', 'linux/amd64', 'linux/amd64/v2', 'linux/386'],
        setPlatforms: ['linux/arm64'],
      },
    ],
  })
})

describe('several nodes', () => {
  const running = node('team0', ['Status:    running', 'Platforms: linux/amd64'])
  const gone = node('team1', ['Status:    inactive', 'Platforms: linux/arm64*'])

  test('are told in their order, one that is gone with the platforms that were set', async () => {
    const {nodes} = await inspectBuilder('team', docker(`${head('remote')}${running}\n${gone}`))
    expect(nodes.map(({name, platforms, setPlatforms}) => ({name, platforms, setPlatforms}))).toEqual([
      {name: 'team0', platforms: ['linux/amd64'], setPlatforms: []},
      {name: 'team1', platforms: ['linux/arm64'], setPlatforms: ['linux/arm64']},
    ])
  })

  test('that are all gone are a builder that does not answer', async () => {
    const inspected = head('remote') + gone
    await expect(inspectBuilder('team', docker(inspected))).rejects.toThrow('The builder "team" does not answer')
  })

  test('of a node without platforms and without status, only its name is known', async () => {
    const {nodes, platform} = await inspectBuilder(
      'team',
      docker(head('docker-container') + node('team0', ['Error: no'])),
    )
    expect([nodes, platform]).toEqual([
      [{name: 'team0', endpoint: 'tcp://team0:1234', platforms: [], setPlatforms: []}],
      null,
    ])
  })

  test('pods of one kubernetes node are one', async () => {
    const pods = `${running}\n${running}`
    expect((await inspectBuilder('team', docker(head('kubernetes') + pods))).nodes).toHaveLength(1)
  })
})
