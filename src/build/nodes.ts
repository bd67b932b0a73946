import {platformArguments} from '../dockerfile/platform-arguments.ts'
import type {Builder, BuilderNode} from './builder.ts'

/** A node of a builder, and those of a build's platforms that it builds for, as they were given. */
export type NodeShare = {
  index: number
  platforms: string[]
  /** A `--platform` with which buildx takes a build to this very node; null when there is none. */
  platform: string | null
}

/** How `--platform=…` is spread over the builder's nodes, those that get nothing left out. */
export function nodeShares({nodes, platform: own}: Builder, platforms: string[]): NodeShare[] {
  const names = platforms.map(platform => normalized(platform, own))
  const chosen = chooseNodes(nodes, names)
  const used = [...new Set(chosen)]
  return used.map(index => {
    const share = platforms.filter((_, at) => chosen[at] === index)
    // One of a build's platforms alone can go elsewhere than together with the others.
    const candidates = [...names.filter((_, at) => chosen[at] === index), ...(nodes[index]?.platforms ?? [])]
    const platform = candidates.find(name => chooseNodes(nodes, [name])[0] === index) ?? null
    return {index, platforms: share, platform}
  })
}

/**
 * More than one node takes part. buildx pushes what they make as one image, but exports no OCI layout of it
 * (docker/buildx build/build.go, "for multi-node builds currently not supported").
 */
export function spansNodes(builder: Builder, platforms: string[]): boolean {
  return nodeShares(builder, platforms).length > 1
}

/** As buildx compares them: `linux/aarch64` is `linux/arm64`. */
export function normalized(platform: string, own: string | null): string {
  return platformArguments(platform, own).get('TARGETPLATFORM') ?? platform
}

/**
 * buildx's own rule (docker/buildx build/resolver/driver.go, Resolve, resolve and get; build/driver.go in older
 * releases): a node whose `--platform` was set to just that platform, if every platform of the build has one; else the
 * first node that can run it by what was set or by what its BuildKit says, and the first node of all for the rest.
 */
function chooseNodes(nodes: BuilderNode[], platforms: string[]): number[] {
  const set = nodes.map(node => node.setPlatforms)
  const exact = platforms.map(platform => bestNode(set, platform, name => [name]))
  if (!exact.includes(-1)) return exact
  const all = nodes.map(node => node.platforms)
  return platforms.map(platform => Math.max(0, bestNode(all, platform, runnable)))
}

/** Index of the first node that is not beaten by a later one; -1 when none can run it. */
function bestNode(nodes: string[][], platform: string, order: (own: string) => string[]): number {
  let best = {index: -1, own: ''}
  for (const [index, platforms] of nodes.entries())
    for (const own of platforms) {
      const ranks = order(own)
      const rank = ranks.indexOf(platform)
      if (rank < 0) continue
      const other = ranks.indexOf(best.own)
      if (best.index < 0 || other < 0 || rank < other) best = {index, own}
    }
  return best.index
}

/** What a machine of this platform can run, its own first (containerd/platforms compare.go, platformVector). */
function runnable(own: string): string[] {
  const [os, arch, variant = ''] = own.split('/')
  const [, major, minor = 0] = (/^v(\d+)(?:\.(\d+))?$/.exec(variant) ?? []).map(part => Number(part ?? 0))
  if (arch === 'amd64') return named(os!, [...down('amd64/v', major ?? 1, 2), 'amd64', '386'])
  if (arch === 'arm') return named(os!, [`arm/${variant}`, ...down('arm/v', (major ?? 0) - 1, 5)])
  if (arch !== 'arm64') return [own]
  const nines = major === 9 ? [...down('arm64/v9.', minor, 1), 'arm64/v9'] : []
  const eights = down('arm64/v8.', major === 9 ? minor + 5 : minor, 1)
  return named(os!, [...nines, ...eights, 'arm64', ...down('arm/v', 8, 5)])
}

function down(prefix: string, from: number, to: number): string[] {
  return Array.from({length: Math.max(0, from - to + 1)}, (_, step) => `${prefix}${from - step}`)
}

function named(os: string, machines: string[]): string[] {
  return machines.map(machine => `${os}/${machine}`)
}
