/**
 * The direct way without unpacking, for machines that last as long as the job: an archive becomes a file system where it
 * lies (squashfs.ts), which is mounted over the mount's folder with an empty folder on top for what the build writes. A
 * runner that lasts would lose the cache with the mount, so there it is unpacked, and found warm by the next job.
 *
 * In the empty folder, too, are our marks, the difference and the index entries of the build cache: as ordinary files
 * these have the times that PACK counts by.
 */
import {randomUUID} from 'node:crypto'
import {createReadStream, readSync} from 'node:fs'
import {type FileHandle, mkdir, open, readFile, rm, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import type {GoCacheMount} from '../dockerfile/mounts.ts'
import {messageOf} from '../runner/errors.ts'
import {type ArchiveEntry, archiveCheck} from './archive.ts'
import {guarded} from './direct-scripts.ts'
import {PIECE} from './meter.ts'
import {IMAGE, MOUNT, SAMPLE, TRY_MOUNT, UNMOUNT, UPPER} from './mounted-scripts.ts'
import {type Place, runScript} from './place.ts'
import {HEAD_BYTES, type ImageOptions, squashfsAround} from './squashfs.ts'
import type {Restored, Transfer} from './transfer.ts'
import {within} from './verify.ts'

/** What is mounted, for the end of the job to undo. */
export type MountLeft = {
  /** Folder of this cache's own, with all that it is made of. */
  space: string
  /** What it is mounted on. */
  folder: string
}

export type Mounting = {
  /** A folder that lasts until the end of the job. */
  folder: string
  /** Is told before anything is mounted. */
  leave: (left: MountLeft) => void
  /** Tells what was done, or why not. */
  say: (message: string) => void
}

/** An archive on the disk, with room for a superblock before it. */
type Kept = {
  space: string
  entries: ArchiveEntry[]
  bytes: number
  like: Pick<ImageOptions, 'uid' | 'gid' | 'mode'>
}

/** Older than BASE_STAMP of scripts.ts, as what UNPACK puts in place is. */
const AGE_SECONDS = 120

type Ways = {
  /** Takes over what cannot be mounted. It receives. */
  unpacking: Transfer & Required<Pick<Transfer, 'receive'>>
  /** The same, for another folder than the cache's own. */
  unpackingInto: (folderOf: (mount: GoCacheMount) => string) => Transfer
  place: Place
  folderOf: (mount: GoCacheMount) => string
}

export function mountedTransfer(ways: Ways, mounting: Mounting): Transfer {
  const {unpacking, unpackingInto, place, folderOf} = ways
  const kept = new Map<string, Kept>()
  return {
    ...unpacking,
    async receive(mount, archive) {
      const space = join(mounting.folder, `go-image-mount-${randomUUID()}`)
      const folder = folderOf(mount)
      mounting.leave({space, folder})
      const like = await tryMount(place, mount, {space, folder}).catch(error => {
        mounting.say(`Go's caches are unpacked, not mounted: ${messageOf(error)}`)
        return null
      })
      if (like === null) return await unpacking.receive(mount, archive)
      const discard = async () => {
        kept.delete(mount.name)
        await rm(join(space, IMAGE), {force: true})
      }
      try {
        kept.set(mount.name, {space, like, ...(await keep(join(space, IMAGE), mount, archive))})
        return {discard}
      } catch (error) {
        await discard()
        throw error
      }
    },
    async unpack(restored, archives) {
      const others: Restored[] = []
      for (const one of restored) {
        const image = kept.get(one.mount.name)
        if (image !== undefined && (await mountOver(image, one, archives))) continue
        if (image !== undefined) await unpacking.receive(one.mount, contentOf(image))
        others.push(one)
      }
      if (others.length > 0) await unpacking.unpack(others, archives)
    },
  }

  async function mountOver(image: Kept, one: Restored, archives: string): Promise<boolean> {
    // Go marks what it uses by times, which a mounted image cannot take.
    if (one.census) return false
    try {
      const upper = join(image.space, UPPER)
      await finish(image, one.mount, archives)
      await unpackingInto(() => upper).unpack([one], archives)
      const words = [one.mount.name, folderOf(one.mount)]
      await runScript(place, guarded(MOUNT, 2), {GO_IMAGE_SPACE: image.space}, words)
      mounting.say(`The ${one.mount.kind} cache is mounted as it came: nothing is unpacked.`)
      return true
    } catch (error) {
      mounting.say(`The ${one.mount.kind} cache is unpacked, not mounted: ${messageOf(error)}`)
      return false
    }
  }
}

function contentOf({space, bytes}: Kept): AsyncIterable<Buffer> {
  return createReadStream(join(space, IMAGE), {start: HEAD_BYTES, end: HEAD_BYTES + bytes - 1, highWaterMark: PIECE})
}

/** Undoes at the end of the job what was mounted in it. */
export async function unmount(left: MountLeft[], place: Place): Promise<void> {
  const words = left.flatMap(({space, folder}) => [space, folder])
  if (words.length > 0) await runScript(place, UNMOUNT, {}, words)
}

/** Whose the folder is, where a sample can be mounted on it; throws the reason why it cannot. */
async function tryMount(place: Place, mount: GoCacheMount, {space, folder}: MountLeft): Promise<Kept['like']> {
  await mkdir(space, {recursive: true})
  const word = randomUUID()
  const entry = {name: 'sample', type: 'file', size: word.length, content: 0, mode: 0o644} as const
  const {head, tail} = squashfsAround([entry], {uid: 0, gid: 0, mode: 0, mtime: 0, bytes: word.length})
  await writeFile(join(space, SAMPLE), Buffer.concat([head, Buffer.from(word), tail]))
  const env = {GO_IMAGE_SPACE: space, GO_IMAGE_WORD: word}
  const [answer] = await runScript(place, guarded(TRY_MOUNT, 2), env, [mount.name, folder])
  const [uid, gid, mode] = answer!.slice(1)
  // Who may write into the folder may write into all that is in it, as in what is unpacked.
  return {uid: Number(uid), gid: Number(gid), mode: Number.parseInt(mode!, 8) & 0o002 ? 0o066 : 0}
}

/** Writes the archive behind the place for a head, and reads what is in it. */
async function keep(
  file: string,
  {kind}: GoCacheMount,
  archive: AsyncIterable<Buffer>,
): Promise<Pick<Kept, 'entries' | 'bytes'>> {
  const entries: ArchiveEntry[] = []
  const check = archiveCheck(kind, entry => {
    entries.push(entry)
    return null
  })
  await using handle = await open(file, 'wx')
  const writer = writerBehind(handle, HEAD_BYTES)
  for await (const piece of archive) {
    check.write(piece)
    await writer.write(piece)
  }
  check.end()
  return {entries, bytes: await writer.end()}
}

/** One buffer is written while the other one fills: what comes is in many small pieces, valid for a moment each. */
function writerBehind(
  handle: FileHandle,
  start: number,
): {
  write: (piece: Buffer) => Promise<void>
  end: () => Promise<number>
} {
  let [filling, other] = [Buffer.allocUnsafeSlow(4 * PIECE), Buffer.allocUnsafeSlow(4 * PIECE)]
  let filled = 0
  let position = start
  let writing: Promise<void> = Promise.resolve()
  const flush = async () => {
    await writing
    writing = writeAll(handle, filling.subarray(0, filled), position)
    writing.catch(() => {}) // thrown where it is awaited
    position += filled
    filled = 0
    ;[filling, other] = [other, filling]
  }
  return {
    async write(piece) {
      for (let at = 0; at < piece.length; ) {
        const length = piece.copy(filling, filled, at)
        filled += length
        at += length
        if (filled === filling.length) await flush()
      }
    },
    async end() {
      await flush()
      await writing
      return position - start
    },
  }
}

async function writeAll(handle: FileHandle, bytes: Buffer, position: number): Promise<void> {
  for (let at = 0; at < bytes.length; ) {
    const {bytesWritten} = await handle.write(bytes, at, bytes.length - at, position + at)
    at += bytesWritten
  }
}

/** Makes the image of all that is not dropped, and NAME.tar of what goes on top of it. */
async function finish(
  {space, entries, bytes, like}: Kept,
  {kind, name}: GoCacheMount,
  archives: string,
): Promise<void> {
  const isDropped = within(await lines(join(archives, `${name}.dropped`)))
  const onTop = entries.filter(entry => isOnTop(kind, entry))
  // Folders of modules are read-only in an archive, and the build adds to some.
  const below = entries
    .filter(entry => !isOnTop(kind, entry) && !isDropped(entry.name))
    .map(entry => (entry.type === 'directory' ? {...entry, mode: entry.mode | 0o200} : entry))
  const mtime = Math.floor(Date.now() / 1000) - AGE_SECONDS
  const {head, tail} = squashfsAround(below, {...like, mtime, bytes})
  await using image = await open(join(space, IMAGE), 'r+')
  await writeAll(image, head, 0)
  await writeAll(image, tail, HEAD_BYTES + bytes)
  // Thousands of a few hundred bytes that were written just now: waiting for each would take longer than reading it.
  const pieces = onTop.map(({start, end}) => {
    const piece = Buffer.allocUnsafe(end - start)
    readSync(image.fd, piece, 0, piece.length, HEAD_BYTES + start)
    return piece
  })
  await writeFile(join(archives, `${name}.tar`), Buffer.concat([...pieces, Buffer.alloc(1024)]))
}

/** Index entries of the build cache, and the files that are its own. */
function isOnTop(kind: GoCacheMount['kind'], {name, type}: ArchiveEntry): boolean {
  return kind === 'build' && type === 'file' && (!name.includes('/') || name.endsWith('-a'))
}

async function lines(file: string): Promise<string[]> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw error
  })
  return text.split('\n').filter(line => line !== '')
}
