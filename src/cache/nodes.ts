import type {Builder} from '../build/builder.ts'
import {nodeShares, normalized} from '../build/nodes.ts'
import {type GoCacheMount, named} from '../dockerfile/mounts.ts'

/**
 * Of a builder with several nodes each has cache mounts of its own: one mount for each node that runs steps for one of
 * the target platforms, in the order of the platforms. A node that no `--platform` leads to is left out; its steps start
 * cold. Unchanged with one node, and without platforms, with which buildx takes the first node.
 */
export function spreadOverNodes(mounts: GoCacheMount[], builder: Builder, targetPlatforms: string[]): GoCacheMount[] {
  if (builder.nodes.length < 2 || targetPlatforms.length === 0) return mounts
  const same = (one: string, other: string) => normalized(one, builder.platform) === normalized(other, builder.platform)
  const spread = nodeShares(builder, targetPlatforms).flatMap(({platform, platforms: served}) =>
    mounts.flatMap(mount => {
      const isOwn = (target: string) => mount.platforms.length === 0 || mount.platforms.some(one => same(one, target))
      const platforms = served.filter(isOwn)
      return platform === null || platforms.length === 0 ? [] : [{...mount, node: platform, platforms}]
    }),
  )
  return named(spread)
}
