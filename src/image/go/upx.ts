import {bytesAt, type Elf} from './elf.ts'

const MARK = Buffer.from('UPX!')

/**
 * Whether UPX packed the program: no section headers, and its mark where the loader's `l_info` has it, right behind the
 * program headers (https://github.com/upx/upx/blob/devel/src/stub/src/include/linux.h). Other programs can have the mark
 * as a text.
 */
export function isPackedByUpx(elf: Elf): boolean {
  if (elf.sections.length > 0) return false
  const information = bytesAt(elf, elf.headersEnd, 12)
  return information?.subarray(4, 8).equals(MARK) === true
}
