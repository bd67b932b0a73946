/**
 * Named pipes (fifo(7)), for data that passes through: a pipe of the kernel's takes a third of what the pair of sockets
 * costs that a child process gets from Node, and programs that somebody else starts can use it too. Buffers are used again
 * and again: 1.5 GB in pieces of 64 KiB otherwise cost a second of collecting garbage.
 */
import {execFile} from 'node:child_process'
import {close, constants, open} from 'node:fs'
import {Socket} from 'node:net'
import {promisify} from 'node:util'

const {O_RDONLY, O_WRONLY, O_RDWR, O_NONBLOCK} = constants
const openFile = promisify(open)
const closeFile = promisify(close)

/** More than a pipe holds. */
const PIECE = 256 * 1024

export type PipeReader = {
  /** What others write. Each piece is only valid until the next one is asked for. */
  content: AsyncIterable<Buffer>
  /** Resolves when something was written, or nothing is to come. */
  begun: Promise<void>
  /** No further writer will come: when those that are there have closed it, that is the end. */
  noMore: () => Promise<void>
  close: () => void
}

/** Makes a pipe that another process may write to; opening it waits for nobody. */
export async function pipeReader(path: string): Promise<PipeReader> {
  await promisify(execFile)('mkfifo', ['-m', '600', path])
  const fd = await openFile(path, O_RDONLY | O_NONBLOCK)
  // While this one is open, a pipe that nobody has written to yet is not at its end.
  const holder = await openFile(path, O_WRONLY | O_NONBLOCK)
  const buffer = Buffer.allocUnsafeSlow(PIECE)
  let piece: Buffer | null = null
  let ended = false
  let failure: Error | null = null
  let wake = () => {}
  // A socket, because reads of a file that wait would hold threads that everybody else needs.
  const options = {
    ...{fd, readable: true, writable: false},
    onread: {
      buffer,
      callback(length: number): boolean {
        piece = buffer.subarray(0, length)
        wake()
        return false // until the next piece is asked for
      },
    },
  }
  const socket = new Socket(options)
  const end = (error?: Error) => {
    failure ??= error ?? null
    ended = true
    wake()
  }
  socket
    .on('end', end)
    .on('close', () => end())
    .on('error', end)
  const next = async (): Promise<Buffer | null> => {
    while (piece === null && !ended) {
      const woken = new Promise<void>(resolve => {
        wake = resolve
      })
      socket.resume()
      await woken
    }
    if (piece === null && failure !== null) throw failure
    return piece
  }
  const begun = next().then(() => {})
  begun.catch(() => {}) // said again to whoever reads
  async function* content(): AsyncGenerator<Buffer> {
    for (let one = await next(); one !== null; one = await next()) {
      yield one
      piece = null
    }
  }
  return {content: content(), begun, noMore: () => closeFile(holder), close: () => void socket.destroy()}
}

export type PipeWriter = {
  /** Another process has it open for reading, or never will: from now on writing fails when nobody reads any longer. */
  opened: () => Promise<void>
  /** Resolves when `opened` has been called. */
  isOpen: Promise<void>
  /** Resolves when the piece may be used again. */
  write: (piece: Buffer) => Promise<void>
  close: () => Promise<void>
}

/** Makes a pipe that another process will read from; opening it waits for nobody. */
export async function pipeWriter(path: string): Promise<PipeWriter> {
  await promisify(execFile)('mkfifo', ['-m', '600', path])
  // Nobody can open a pipe for writing before somebody reads from it.
  const holder = await openFile(path, O_RDWR | O_NONBLOCK)
  const fd = await openFile(path, O_WRONLY | O_NONBLOCK)
  const socket = new Socket({fd, readable: false, writable: true})
  socket.on('error', () => {}) // each write says it
  let release = () => {}
  const isOpen = new Promise<void>(resolve => {
    release = resolve
  }).then(() => closeFile(holder))
  const opened = () => {
    release()
    return isOpen
  }
  return {
    ...{opened, isOpen},
    write: piece =>
      new Promise((resolve, reject) => {
        socket.write(piece, error => (error ? reject(error) : resolve()))
      }),
    async close() {
      await opened()
      socket.destroy()
    },
  }
}
