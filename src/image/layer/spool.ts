/** Keeps the bytes of an executable that goes by until it is known whether it is a Go program. */
import {closeSync, ftruncateSync, openSync, readSync, writeSync} from 'node:fs'
import type {RandomAccess} from '../contents.ts'

/** Of the smallest programs by Go, packed with UPX, about 300 kB; of a tar with thousands of small ones, nothing. */
export const SMALLEST_PROGRAM = 128 * 1024
const LARGEST_PROGRAM = 8 * 1024 ** 3
/** A larger one goes into a file. Each thread has a buffer of this size. */
const IN_MEMORY = 1024 * 1024

/** debug/buildinfo/buildinfo.go, buildInfoMagic; in programs by Go 1.13 and newer, stripped or not. */
const BUILD_INFO = Buffer.from('\xff Go buildinf:', 'latin1')
/** What of it begins with a byte that programs have few of. */
const RARE = BUILD_INFO.subarray(2, 9)
/** In the first page of a program that UPX packed, which hides everything else (upx.github.io, src/p_lx_elf.cpp). */
const UPX = Buffer.from('UPX!')
const FIRST_PAGE = 4096
const ELF = Buffer.from('\x7fELF', 'latin1')

export type Spool = {
  piece: (piece: Buffer, at: number) => void
  /** Null where nothing says that it is a Go program. Valid until the next spool. */
  file: () => RandomAccess | null
}

/** Of a file that starts with `first`; null for one that is no executable, or of no size for one. */
export function wantsSpool(first: Buffer, at: number, size: number): boolean {
  return at === 0 && size >= SMALLEST_PROGRAM && size <= LARGEST_PROGRAM && first.indexOf(ELF) === 0
}

/** Where spools keep what they hold, one spool at a time: memory, and a file at `path`; both are made when needed. */
export type Shelf = {path: string; memory: Buffer | null; file: number | null; window: Buffer | null}

export function programSpool(shelf: Shelf, size: number): Spool {
  let isProgram = false
  let tail = EMPTY
  let end = 0
  // One buffer, and one file that is written over, serve for all: what is kept for a while is freed late, which makes a
  // process 60 MB larger, and a file that is emptied first costs as much as writing it.
  if (size > IN_MEMORY) shelf.file ??= openSync(shelf.path, 'w+', 0o600)
  else shelf.memory ??= Buffer.allocUnsafeSlow(IN_MEMORY)
  const {file, memory} = size > IN_MEMORY ? {file: shelf.file!, memory: null} : {file: null, memory: shelf.memory!}

  const search = (piece: Buffer, at: number) => {
    if (at < FIRST_PAGE && piece.subarray(0, FIRST_PAGE - at).includes(UPX)) isProgram = true
    const seam = end === at ? Buffer.concat([tail, piece.subarray(0, BUILD_INFO.length)]) : EMPTY
    if (hasBuildInfo(piece) || seam.includes(BUILD_INFO)) isProgram = true
    tail = Buffer.concat([tail, piece.subarray(-BUILD_INFO.length)]).subarray(-BUILD_INFO.length)
  }
  const fillWithZeros = (to: number) => {
    if (memory !== null) memory.fill(0, end, to)
    else {
      ftruncateSync(file, end)
      ftruncateSync(file, to)
    }
  }
  return {
    piece(piece, at) {
      if (!isProgram) search(piece, at)
      if (at > end) fillWithZeros(at)
      if (memory !== null) piece.copy(memory, at)
      else writeSync(file, piece, 0, piece.length, at)
      end = at + piece.length
    },
    file() {
      if (!isProgram) return null
      if (end < size) fillWithZeros(size)
      return memory === null ? inFile(file, size, shelf) : inMemory(memory, size)
    },
  }
}

/** As `includes` would say, in a quarter of the time: up to seven bytes Node looks for the first of them by memchr. */
function hasBuildInfo(piece: Buffer): boolean {
  for (let at = piece.indexOf(RARE); at >= 0; at = piece.indexOf(RARE, at + 1))
    if (at >= 2 && piece.subarray(at - 2, at - 2 + BUILD_INFO.length).equals(BUILD_INFO)) return true
  return false
}

export function closeShelf({file}: Shelf): void {
  if (file !== null) closeSync(file)
}

const EMPTY: Buffer = Buffer.alloc(0)

function inMemory(memory: Buffer, size: number): RandomAccess {
  const read = (offset: number, length: number) =>
    memory.subarray(Math.min(offset, size), Math.min(offset + length, size))
  return {size, read, window: read}
}

function inFile(file: number, size: number, shelf: Shelf): RandomAccess {
  const lengthFrom = (offset: number, length: number) => Math.max(Math.min(length, size - offset), 0)
  const readInto = (content: Buffer, offset: number, length: number) =>
    content.subarray(0, readSync(file, content, 0, length, offset))
  return {
    size,
    read(offset, wanted) {
      const length = lengthFrom(offset, wanted)
      return readInto(Buffer.allocUnsafeSlow(length), offset, length)
    },
    window(offset, wanted) {
      const length = lengthFrom(offset, wanted)
      if (shelf.window === null || shelf.window.length < length) shelf.window = Buffer.allocUnsafeSlow(length)
      return readInto(shelf.window, offset, length)
    },
  }
}
