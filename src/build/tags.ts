import type {Context} from '../runner/context.ts'
import {shortRef} from '../runner/context.ts'

/**
 * Tags that follow the event, for the input `image`: a version tag gives the version, its minor and `latest`; a branch
 * its name and the commit (`latest` is left to releases); a pull request `pr-NUMBER`.
 */
export function tagsFor(image: string, context: Context): string[] {
  return tagNames(context).map(tag => `${image}:${tag}`)
}

function tagNames(context: Context): string[] {
  if (context.pullRequest) return [`pr-${context.pullRequest.number}`]
  const name = shortRef(context.ref)
  if (context.ref.startsWith('refs/tags/')) {
    const [, version, minor, prerelease] = /^v?((\d+\.\d+)\.\d+(-[0-9A-Za-z.-]+)?)$/.exec(name) ?? []
    if (!version) return [tagName(name)]
    return prerelease ? [version] : [version, minor!, 'latest']
  }
  if (context.ref.startsWith('refs/heads/')) {
    const commit = context.commit ? [`sha-${context.commit.slice(0, 7)}`] : []
    return [tagName(name), ...commit]
  }
  return ['local']
}

/** A reference's tag: `[\w][\w.-]{0,127}` (distribution/reference). */
function tagName(name: string): string {
  return (
    name
      .replace(/[^\w.-]+/g, '-')
      .replace(/^[.-]+/, '')
      .slice(0, 128) || 'unnamed'
  )
}

/** The version that is linked into the program; only characters that no linker flag or shell gives a meaning. */
export function versionFor(context: Context): string {
  const name = shortRef(context.ref)
  const commit = context.commit?.slice(0, 12)
  const version = context.ref.startsWith('refs/tags/') ? name : (commit ?? 'dev')
  return version.replace(/[^\w.+-]+/g, '-')
}
