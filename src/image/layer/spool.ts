/** Keeps the bytes of an executable that goes by until it is known whether it is a Go program. */
import {closeSync, ftruncateSync, openSync, readSync, writeSync} from 'node:fs'
import type {RandomAccess} from '../contents.ts'

/** Of the smallest programs by Go, packed with UPX, about 300 kB; of a tar with thousands of small ones, nothing. */
export const SMALLEST_PROGRAM = 128 * 1024
const LARGEST_PROGRAM = 8 * 1024 ** 3
/** A larger one goes into a file. */
const IN_MEMORY = 4 * 1024 * 1024

/** debug/buildinfo/buildinfo.go, buildInfoMagic; in programs by Go 1.13 and newer, stripped or not. */
const BUILD_INFO = Buffer.from('\xff Go buildinf:', 'latin1')
/** In the first page of a program that UPX packed, which hides everything else (upx.github.io, src/p_lx_elf.cpp). */
const UPX = Buffer.from('UPX!')
const FIRST_PAGE = 4096
const ELF = Buffer.from('\x7fELF', 'latin1')

export type Spool = {
  piece: (piece: Buffer, at: number) => void
  /** Null where nothing says that it is a Go program. Valid until `close`. */
  file: () => RandomAccess | null
  close: () => void
}

/** Of a file that starts with `first`; null for one that is no executable, or of no size for one. */
export function wantsSpool(first: Buffer, at: number, size: number): boolean {
  return at === 0 && size >= SMALLEST_PROGRAM && size <= LARGEST_PROGRAM && first.indexOf(ELF) === 0
}

/** Where spools keep what they hold, one spool at a time: `path` of a file that may be made, and memory. */
export type Shelf = {path: string; memory: Buffer | null}

export function programSpool(shelf: Shelf, size: number): Spool {
  let isProgram = false
  let tail = EMPTY
  let tailEnd = 0
  // Buffers that are kept for a while are freed late, and then a process holds 60 MB more: so one serves for all.
  if (size <= IN_MEMORY) shelf.memory ??= Buffer.allocUnsafeSlow(IN_MEMORY)
  const memory = size <= IN_MEMORY ? shelf.memory!.fill(0, 0, size) : null
  const file = memory === null ? openSync(shelf.path, 'w+', 0o600) : null

  const search = (piece: Buffer, at: number) => {
    if (at < FIRST_PAGE && piece.subarray(0, FIRST_PAGE - at).includes(UPX)) isProgram = true
    const seam = tailEnd === at ? Buffer.concat([tail, piece.subarray(0, BUILD_INFO.length)]) : EMPTY
    if (piece.includes(BUILD_INFO) || seam.includes(BUILD_INFO)) isProgram = true
    tail = Buffer.concat([tail, piece.subarray(-BUILD_INFO.length)]).subarray(-BUILD_INFO.length)
    tailEnd = at + piece.length
  }
  return {
    piece(piece, at) {
      if (!isProgram) search(piece, at)
      if (memory !== null) piece.copy(memory, at)
      else writeSync(file!, piece, 0, piece.length, at)
    },
    file() {
      if (!isProgram) return null
      if (memory !== null)
        return {size, read: (offset, length) => memory.subarray(offset, Math.min(offset + length, size))}
      ftruncateSync(file!, size)
      return inFile(file!, size)
    },
    close() {
      if (file !== null) closeSync(file)
    },
  }
}

const EMPTY: Buffer = Buffer.alloc(0)

function inFile(file: number, size: number): RandomAccess {
  return {
    size,
    read(offset, length) {
      const content = Buffer.alloc(Math.max(Math.min(length, size - offset), 0))
      const bytes = readSync(file, content, 0, content.length, offset)
      return content.subarray(0, bytes)
    },
  }
}
