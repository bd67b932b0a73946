/** Keeps the bytes of an executable that goes by until it is known whether it is a Go program. */
import {closeSync, ftruncateSync, openSync, readSync, writeSync} from 'node:fs'
import type {RandomAccess} from '../contents.ts'

/** Of the smallest programs by Go, packed with UPX, about 300 kB; of a tar with thousands of small ones, nothing. */
export const SMALLEST_PROGRAM = 128 * 1024
const LARGEST_PROGRAM = 8 * 1024 ** 3
/** What one thread holds in memory of a program; the rest goes into a file. */
const HELD = 4 * 1024 * 1024

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

/** `path` is of a file that may be made where memory is not enough; it is for one spool at a time. */
export function programSpool(path: string, size: number): Spool {
  let held: {piece: Buffer; at: number}[] = []
  let heldBytes = 0
  let file: number | null = null
  let isProgram = false
  let tail = EMPTY
  let tailEnd = 0

  const search = (piece: Buffer, at: number) => {
    if (at < FIRST_PAGE && piece.subarray(0, FIRST_PAGE - at).includes(UPX)) isProgram = true
    const seam = tailEnd === at ? Buffer.concat([tail, piece.subarray(0, BUILD_INFO.length)]) : EMPTY
    if (piece.includes(BUILD_INFO) || seam.includes(BUILD_INFO)) isProgram = true
    tail = Buffer.concat([tail, piece.subarray(-BUILD_INFO.length)]).subarray(-BUILD_INFO.length)
    tailEnd = at + piece.length
  }
  const spill = (): number => {
    file ??= openSync(path, 'w+', 0o600)
    for (const {piece, at} of held) writeSync(file, piece, 0, piece.length, at)
    held = []
    heldBytes = 0
    return file
  }
  return {
    piece(piece, at) {
      if (!isProgram) search(piece, at)
      held.push({piece, at})
      heldBytes += piece.length
      if (heldBytes > HELD) spill()
    },
    file() {
      if (!isProgram) return null
      if (file === null && size <= HELD) return inMemory(held, size)
      const whole = spill()
      ftruncateSync(whole, size)
      return inFile(whole, size)
    },
    close() {
      if (file !== null) closeSync(file)
    },
  }
}

const EMPTY: Buffer = Buffer.alloc(0)

function inMemory(held: readonly {piece: Buffer; at: number}[], size: number): RandomAccess {
  const content = Buffer.alloc(size)
  for (const {piece, at} of held) piece.copy(content, at)
  return {size, read: (offset, length) => content.subarray(offset, offset + length)}
}

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
