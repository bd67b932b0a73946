/** What a part of a run says while it runs: one short line, without colour. */
import type {Log} from '../runner/log.ts'
import {plain, shortened} from './plain.ts'
import {bytes, count, duration} from './units.ts'

/** Bytes; `total` is null while it is not known. */
export type Amount = {done: number; total: number | null}

/** `modules cache: 43.2 MB of 117 MB, 21.3 MB/s, 3.5 s left`, or `measure, 4.2 s`. */
export function progressText(what: string, seconds: number, amount: Amount | null = null): string {
  if (amount === null || (amount.done === 0 && amount.total === null)) return `${what}, ${duration(seconds)}`
  const {done, total} = amount
  const rate = seconds > 0 ? done / seconds : 0
  const parts = [
    total === null ? bytes(done) : `${bytes(done)} of ${bytes(total)}`,
    ...(rate > 0 ? [`${bytes(rate)}/s`] : []),
    // Nothing is left of what has come, and nobody knows before anything has.
    ...(rate > 0 && total !== null && total > done ? [`${duration((total - done) / rate)} left`] : []),
  ]
  return `${what}: ${parts.join(', ')}`
}

/** `build, 33 s: 3 steps done, now [build 4/6] RUN go build …`. */
export function buildText(seconds: number, {done, now}: {done: number; now: string | null}): string {
  const running = now === null ? [] : [`now ${shortened(plain(now), LONGEST_STEP)}`]
  const parts = done === 0 ? running : [`${count(done, 'step')} done`, ...running]
  const passed = `build, ${duration(seconds)}`
  return parts.length === 0 ? passed : `${passed}: ${parts.join(', ')}`
}

const LONGEST_STEP = 80

/** Parts that say more of themselves while they run. */
const TELLING = new Set(['build', 'caches in'])

/** A part of the run, shown by its name while it runs. */
export function watchPart<T>(log: Log, name: string, body: () => Promise<T>): Promise<T> {
  return TELLING.has(name) ? body() : log.watch(seconds => progressText(name, seconds), body)
}
