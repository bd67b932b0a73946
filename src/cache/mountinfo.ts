import {posix} from 'node:path'

/** One line of /proc/PID/mountinfo (proc(5)). */
export type Mount = {
  /** `major:minor` of the file system. */
  device: string
  /** Folder of that file system that is mounted. */
  root: string
  mountPoint: string
  type: string
}

export function parseMountInfo(lines: string[]): Mount[] {
  return lines.flatMap(line => {
    const [before = '', after = ''] = line.split(' - ')
    const [, , device, root, mountPoint] = before.split(' ')
    const [type] = after.split(' ')
    if (!device || !root || !mountPoint || !type) return []
    return [{device, root: unescaped(root), mountPoint: unescaped(mountPoint), type}]
  })
}

/**
 * Folders under which somebody else may see what `target` is in a container: a cache mount is a bind of a folder of the
 * builder's storage, so whoever has that file system mounted too can name the folder. Empty when the mount is no such
 * bind (an overlay, as for mounts with uid, gid or mode), or when nobody else has it.
 */
export function foldersOf(target: string, container: Mount[], other: Mount[]): string[] {
  const mount = container.findLast(({mountPoint}) => mountPoint === target)
  if (!mount || mount.type === 'overlay' || mount.type === 'tmpfs') return []
  return other
    .filter(({device, root}) => device === mount.device && isWithin(mount.root, root))
    .map(({root, mountPoint}) => posix.join(mountPoint, posix.relative(root, mount.root)))
}

function isWithin(path: string, folder: string): boolean {
  return folder === '/' || path === folder || path.startsWith(`${folder}/`)
}

/** White space and backslashes are octal in mountinfo. */
function unescaped(field: string): string {
  return field.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)))
}
