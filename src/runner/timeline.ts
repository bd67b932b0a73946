import type {Span} from '../report/report.ts'

/** Remembers what ran when, in seconds since it was started; spans may overlap. `watch` is told of each that runs. */
export type Timeline = {
  spans: Span[]
  measure: <T>(name: string, body: () => Promise<T>) => Promise<T>
}

type Watched = <T>(name: string, body: () => Promise<T>) => Promise<T>

export function startTimeline(watch: Watched): Timeline {
  const zero = performance.now()
  const now = () => (performance.now() - zero) / 1000
  const spans: Span[] = []
  return {
    spans,
    async measure(name, body) {
      const start = now()
      try {
        return await watch(name, body)
      } finally {
        spans.push({name, start, end: now()})
      }
    },
  }
}
