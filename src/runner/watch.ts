/**
 * What still runs, for who waits: on a terminal one line that is drawn again in place, elsewhere a line of its own when
 * nothing else was said for a while, ever more seldom. Nothing is shown of what ends within a second.
 */

/** A terminal that a line can be drawn again on; `width` in columns, asked each time. */
export type Screen = {width: () => number}

export type Watch = <T>(say: (seconds: number) => string, body: () => Promise<T>) => Promise<T>

export type Watching = {
  watch: Watch
  /** Writes a line of the log. */
  line: (text: string) => void
}

/** Milliseconds. */
const SHOWN_AFTER = 1_000
const DRAWN_EVERY = 200
const SILENCE = {first: 5_000, longest: 60_000}

/** Carriage return, then ED 0: what was drawn goes, also where the window has become narrower (ECMA-48, 8.3.39). */
const CLEAR = '\r\u001b[J'

export function startWatching(write: (text: string) => void, screen: Screen | null): Watching {
  const running = new Set<{say: (seconds: number) => string; since: number}>()
  let timer: NodeJS.Timeout | null = null
  let drawn = ''
  let spoken = performance.now()
  let silence = SILENCE.first

  const clear = () => {
    if (drawn !== '') write(CLEAR)
    drawn = ''
  }
  const tick = () => {
    const now = performance.now()
    const shown = [...running].filter(({since}) => now - since >= SHOWN_AFTER)
    if (shown.length === 0) return clear()
    const text = shown.map(({say, since}) => say((now - since) / 1000)).join(' · ')
    if (screen !== null) {
      const line = fitting(text, screen.width())
      if (line !== drawn) write(`${CLEAR}${line}`)
      drawn = line
    } else if (now - spoken >= silence) {
      write(`  … ${text}\n`)
      spoken = now
      silence = Math.min(silence * 2, SILENCE.longest)
    }
  }
  const stop = () => {
    if (running.size > 0 || timer === null) return
    clearInterval(timer)
    timer = null
    clear()
  }
  return {
    async watch(say, body) {
      const item = {say, since: performance.now()}
      running.add(item)
      // It is no reason for the process to go on.
      timer ??= setInterval(tick, DRAWN_EVERY).unref()
      try {
        return await body()
      } finally {
        running.delete(item)
        stop()
      }
    },
    line(text) {
      clear()
      write(`${text}\n`)
      spoken = performance.now()
      silence = SILENCE.first
    },
  }
}

/** A line as wide as the terminal would already break. */
function fitting(text: string, width: number): string {
  const points = Array.from(text)
  return points.length < width ? text : `${points.slice(0, Math.max(width - 2, 0)).join('')}…`
}
