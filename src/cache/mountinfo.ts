import {posix} from 'node:path'

/** One line of /proc/PID/mountinfo (proc(5)). */
export type Mount = {
  /** `major:minor` of the file system. */
  device: string
  /** Folder of that file system that is mounted. */
  root: string
  mountPoint: string
  type: string
  /** Of an overlay, the folder that takes its changes, by the name that who mounted it has for it. */
  upper: string | null
}

export function parseMountInfo(lines: string[]): Mount[] {
  return lines.flatMap(line => {
    const [before = '', after = ''] = line.split(' - ')
    const [, , device, root, mountPoint] = before.split(' ')
    const [type, , superOptions = ''] = after.split(' ')
    if (!device || !root || !mountPoint || !type) return []
    const upper = type === 'overlay' ? /(?:^|,)upperdir=(\/[^,]*)/.exec(superOptions)?.[1] : undefined
    return [
      {
        ...{device, root: unescaped(root), mountPoint: unescaped(mountPoint), type},
        upper: upper === undefined ? null : unescaped(upper),
      },
    ]
  })
}

/**
 * Folders under which somebody else may see what `target` is in a container. A cache mount is a bind of a folder of the
 * builder's storage, so whoever has that file system mounted too can name the folder. One with uid, gid or mode is a
 * folder of an overlay over the empty folder that BuildKit made with them (solver/llbsolver/mounts); once something was
 * written into it, it is in the overlay's upper folder. Empty for what is neither, or when nobody else has it.
 */
export function foldersOf(target: string, container: Mount[], other: Mount[]): string[] {
  const mount = container.findLast(({mountPoint}) => mountPoint === target)
  if (!mount || mount.type === 'tmpfs') return []
  if (mount.type === 'overlay') return mount.upper === null ? [] : [posix.join(mount.upper, mount.root)]
  return other
    .filter(({device, root}) => device === mount.device && isWithin(mount.root, root))
    .map(({root, mountPoint}) => posix.join(mountPoint, posix.relative(root, mount.root)))
}

function isWithin(path: string, folder: string): boolean {
  return folder === '/' || path === folder || path.startsWith(`${folder}/`)
}

/** White space and backslashes are octal in mountinfo; commas of a path too, in its options. */
function unescaped(field: string): string {
  return field.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)))
}
