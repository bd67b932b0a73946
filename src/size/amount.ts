import {UserError} from '../runner/errors.ts'

/** A size or a share as somebody wrote it. */
export type Size = {bytes: number; written: string}
export type Amount = {written: string} & ({bytes: number} | {percent: number})

const UNITS: Record<string, number> = {
  '': 1,
  b: 1,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  kib: 1024,
  mib: 1024 ** 2,
  gib: 1024 ** 3,
}

const LIKE = 'a size reads like 12 MB, 500 kB or 11.5 MiB'

/** `12 MB` (10⁶ bytes) or `11.5 MiB` (2²⁰) → bytes. @throws UserError `input-size` */
export function parseSize(input: string, written: string): Size {
  const size = sizeIn(written)
  if (size === null) throw new UserError('input-size', `Input \`${input}\` is "${written}"; ${LIKE}.`)
  return size
}

/** Null for what is no size. */
export function sizeIn(written: string): Size | null {
  const [, figure = '', unit = ''] = /^\+?\s*(\d+(?:\.\d+)?)\s*([a-zA-Z]*)$/.exec(written) ?? []
  const scale = Object.hasOwn(UNITS, unit.toLowerCase()) ? UNITS[unit.toLowerCase()]! : Number.NaN
  const bytes = Math.round(Number(figure) * scale)
  return figure === '' || !Number.isSafeInteger(bytes) ? null : {bytes, written}
}

/** `500 kB` or `5 %`; null for neither. */
export function amountIn(written: string): Amount | null {
  const percent = Number(/^\+?\s*(\d+(?:\.\d+)?)\s*%$/.exec(written)?.[1] ?? Number.NaN)
  return Number.isFinite(percent) ? {percent, written} : sizeIn(written)
}
