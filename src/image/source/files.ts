import {constants} from 'node:fs'
import {open, realpath} from 'node:fs/promises'
import {isAbsolute, join, relative} from 'node:path'
import {checkLength} from './documents.ts'

/** A part of a file on the disk, from `start` to before `end`. */
export type FilePart = {file: string; start: number; end: number}

/** The files of a layout or archive, by their path in it. */
export type Files = {
  /** Null when it is not there. Throws for what is no regular file, or leads out of the layout. */
  locate: (path: string) => Promise<FilePart | null>
}

/** Blobs may be links to other files of the layout (debuerreotype writes such), not to anything else of the machine. */
export function folderFiles(folder: string): Files {
  return {
    async locate(path) {
      const root = await realpath(folder)
      const file = await realpath(join(root, path)).catch(unlessMissing)
      if (file === null) return null
      const inside = relative(root, file)
      if (inside.startsWith('..') || isAbsolute(inside))
        throw new Error(`${path} is a link that leads out of the layout`)
      // Not blocked by a named pipe, whoever put it there.
      await using handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK)
      const stats = await handle.stat()
      if (!stats.isFile()) throw new Error(`${path} is no file`)
      return {file, start: 0, end: stats.size}
    },
  }
}

/** A small file as a whole. */
export async function readPart({file, start, end}: FilePart, what: string): Promise<Buffer> {
  checkLength(end - start, what)
  await using handle = await open(file)
  const {buffer, bytesRead} = await handle.read(Buffer.alloc(end - start), 0, end - start, start)
  return buffer.subarray(0, bytesRead)
}

function unlessMissing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null
  throw error
}
