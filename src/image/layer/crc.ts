/** CRC-32 of data followed by zeros, without running over them: a hole of a sparse file can be of any size. */

/**
 * `crc` as `zlib.crc32` gives it. A zero byte multiplies the polynomial in the register by x⁸ modulo the generator
 * (zlib's crc32.c, crc32_combine, does the same).
 */
export function crcOfZeros(crc: number, zeros: number): number {
  let power = X_8
  let factor = ONE
  for (let left = zeros; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) factor = multiply(factor, power)
    power = multiply(power, power)
  }
  return ~multiply(factor, ~crc) >>> 0
}

/** Reflected: the highest bit is the coefficient of x⁰. */
const GENERATOR = 0xedb88320
const ONE = 0x80000000
const X_8 = 0x00800000

function multiply(a: number, b: number): number {
  let product = 0
  let shifted = b
  for (let bit = 31; bit >= 0; bit--) {
    if ((a >>> bit) & 1) product ^= shifted
    shifted = shifted & 1 ? (shifted >>> 1) ^ GENERATOR : shifted >>> 1
  }
  return product >>> 0
}
