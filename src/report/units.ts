/**
 * Figures for people: bytes, differences, percentages, durations and ages. One way to write each, everywhere.
 * MB is 10⁶ bytes, as Docker and registries print it. Signs are typographic, so that columns of them line up.
 */

/** Differences up to this many bytes come from timestamps in gzip and tar, not from the change under review. */
export const NOISE_BYTES = 1_000

const units = [
  {name: 'kB', size: 1e3},
  {name: 'MB', size: 1e6},
  {name: 'GB', size: 1e9},
]

/** `512 B`, `93.0 kB`, `9.42 MB`, `1.20 GB`: three significant digits from 1 kB on. */
export function bytes(count: number): string {
  const size = Math.abs(count)
  const sign = count < 0 ? '−' : ''
  if (Math.round(size) < 1e3) {
    const whole = Math.round(size)
    return `${whole === 0 ? '' : sign}${whole} B`
  }
  // A value that rounds to 1000 of a unit is 1.00 of the next one.
  const unit = units.find(({size: one}) => roundedTo3(size / one) < 1e3) ?? units.at(-1)!
  return `${sign}${digits3(size / unit.size)} ${unit.name}`
}

/** `+1.12 MB`, `−1.12 MB`, or `=` when the difference is not above `noise` bytes. */
export function delta(difference: number, noise = NOISE_BYTES): string {
  if (isNoise(difference, noise)) return '='
  return difference > 0 ? `+${bytes(difference)}` : bytes(difference)
}

/** A difference set beside a size: the unit is not repeated when both have the same. */
export function deltaBeside(difference: number, size: number, noise = NOISE_BYTES): string {
  const written = delta(difference, noise)
  const unit = unitOf(bytes(size))
  return unitOf(written) === unit ? written.slice(0, -unit.length - 1) : written
}

export function isNoise(difference: number, noise = NOISE_BYTES): boolean {
  return difference === 0 || Math.abs(difference) <= noise
}

/** `+13.5 %`, `−0.42 %`, `=` below a hundredth of a percent, null when there was nothing before. */
export function percent(before: number, after: number): string | null {
  if (before <= 0) return null
  const value = ((after - before) / before) * 100
  const size = Math.abs(value)
  const written = size < 0.9995 ? size.toFixed(2) : digits3(size)
  if (Number(written) === 0) return '='
  return `${value < 0 ? '−' : '+'}${written} %`
}

/** `0.4 s`, `21 s`, `1 min 12 s`, `2 h 5 min`. */
export function duration(seconds: number): string {
  const tenths = Math.round(seconds * 10) / 10
  if (tenths <= 0) return '0 s'
  if (tenths < 10) return `${tenths.toFixed(1)} s`
  const whole = Math.round(seconds)
  if (whole < 60) return `${whole} s`
  if (whole < 3600) return withRest(Math.floor(whole / 60), 'min', whole % 60, 's')
  const minutes = Math.round(seconds / 60)
  return withRest(Math.floor(minutes / 60), 'h', minutes % 60, 'min')
}

/** How long before `to` something happened at `from` (RFC 3339): `2 hours ago`; null when either is not a time. */
export function age(from: string, to: string): string | null {
  const seconds = (Date.parse(to) - Date.parse(from)) / 1e3
  if (!Number.isFinite(seconds)) return null
  // Clocks of two runners differ a little; a baseline from the future is one from just now.
  if (seconds < 90) return 'just now'
  const steps = [
    {name: 'minute', size: 60, until: 59.5 * 60},
    {name: 'hour', size: 3600, until: 36 * 3600},
    {name: 'day', size: 86_400, until: 60 * 86_400},
    {name: 'month', size: 30.44 * 86_400, until: 700 * 86_400},
    {name: 'year', size: 365.25 * 86_400, until: Number.POSITIVE_INFINITY},
  ]
  const step = steps.find(({until}) => seconds < until)!
  return `${count(Math.round(seconds / step.size), step.name)} ago`
}

/** `1 layer`, `2 layers`, `1,412 steps`; for words whose plural is not an added `s`, give it. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${grouped(number)} ${number === 1 ? one : many}`
}

/** `1,412`. Written by hand, because the locale data of a runner must not change a report. */
export function grouped(number: number): string {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ',')
}

function roundedTo3(value: number): number {
  return Number(value.toPrecision(3))
}

function digits3(value: number): string {
  const rounded = roundedTo3(value)
  if (rounded >= 100) return String(Math.round(rounded))
  return rounded.toFixed(rounded >= 10 ? 1 : 2)
}

function unitOf(written: string): string {
  return written.split(' ')[1] ?? ''
}

function withRest(whole: number, unit: string, rest: number, restUnit: string): string {
  return rest === 0 ? `${whole} ${unit}` : `${whole} ${unit} ${rest} ${restUnit}`
}
