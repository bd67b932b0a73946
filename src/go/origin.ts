/** Where the repository of a checkout comes from, as its .git/config says. */
import {posix, relative} from 'node:path'
import {readInside} from './inside.ts'
import {repositoryOf} from './workspace.ts'

/** `host/owner/name`, with the folder of `root` in the repository behind it; null without a remote origin. */
export function pathFromOrigin(root: string): string | null {
  const repository = repositoryOf(root)
  const path = repository === null ? null : repositoryPath(repository)
  return path === null ? null : posix.join(path, relative(repository!, root))
}

/** The last element of the origin's path: `rqlite` of `https://github.com/rqlite/rqlite.git`. */
export function repositoryName(root: string): string | null {
  const repository = repositoryOf(root)
  const path = repository === null ? null : repositoryPath(repository)
  return path === null ? null : posix.basename(path)
}

function repositoryPath(repository: string): string | null {
  const config = readInside(repository, '.git/config')
  return config === null ? null : originPath(config)
}

/** `host/owner/name` of the remote origin of a .git/config, without user, password and port; null without one. */
export function originPath(config: string): string | null {
  let inOrigin = false
  for (const line of config.split('\n')) {
    const row = line.trim()
    if (row.startsWith('[')) inOrigin = row === '[remote "origin"]'
    const url = inOrigin ? /^url\s*=\s*(\S+)$/.exec(row)?.[1] : undefined
    if (url === undefined) continue
    const address = /^(?:https?|ssh|git):\/\/(?:[^/@]*@)?([\w.-]+)(?::\d+)?\/(.+)$/.exec(url)
    const [, host, path] = address ?? /^(?:[\w.-]+@)?([\w.-]+):(?!\/)(.+)$/.exec(url) ?? []
    return host === undefined ? null : `${host}/${path!.replace(/\/$/, '').replace(/\.git$/, '')}`
  }
  return null
}
