/** The least ELF file with one writable segment; its bytes start in the file and in memory at the same multiple of 16. */
export type ElfKind = {wordBytes?: 4 | 8; bigEndian?: boolean; type?: number; sections?: boolean}

/** Where the content is, in the file and as an address. */
export const CONTENT_AT = 0x100
const BASE = 0x40_0000
export const addressOf = (at: number) => BASE + CONTENT_AT + at

export function elfAround(content: Buffer, {wordBytes = 8, bigEndian = false, type = 2}: ElfKind = {}): Buffer {
  const file = Buffer.alloc(CONTENT_AT + content.length)
  const wide = wordBytes === 8
  const put = (at: number, bytes: number, value: number) =>
    bigEndian
      ? file.writeUIntBE(value, at + Math.max(0, bytes - 6), Math.min(bytes, 6))
      : file.writeUIntLE(value, at, Math.min(bytes, 6))
  file.write('\x7fELF', 0, 'latin1')
  file.set([wide ? 2 : 1, bigEndian ? 2 : 1, 1], 4)
  put(16, 2, type)
  put(wide ? 32 : 28, wordBytes, wide ? 64 : 52)
  put(wide ? 54 : 42, 2, wide ? 56 : 32)
  put(wide ? 56 : 44, 2, 1)
  const segment = wide ? 64 : 52
  put(segment, 4, 1)
  put(segment + (wide ? 4 : 24), 4, 6)
  put(segment + (wide ? 16 : 8), wordBytes, BASE)
  put(segment + (wide ? 32 : 16), wordBytes, file.length)
  content.copy(file, CONTENT_AT)
  return file
}
