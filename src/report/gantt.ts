/** A Mermaid gantt chart (https://mermaid.js.org/syntax/gantt.html) of what ran when. */
import {plain, shortened} from './plain.ts'
import type {Span} from './report.ts'
import {duration} from './units.ts'

/** Words that begin a statement of the gantt grammar; a task called like one is a syntax error. */
const keyword =
  /^(?:gantt|title|section|dateformat|axisformat|tickinterval|weekday|weekend|includes|excludes|todaymarker|inclusiveenddates|topaxis|click|acc|%%)/i

/** Mermaid draws no text of more than 50,000 characters (its `maxTextSize`); a run has some twenty parts. */
const MOST = 200

/** Null when there is nothing to draw. */
export function ganttChart(spans: Span[]): string | null {
  const drawn = spans.filter(({start, end}) => Number.isFinite(start) && end >= start)
  if (drawn.length === 0) return null
  const zero = Math.min(...drawn.map(({start}) => start))
  const milliseconds = (seconds: number): number => Math.round((seconds - zero) * 1e3)
  const tasks = drawn
    .toSorted((a, b) => a.start - b.start)
    .slice(0, MOST)
    .map(
      ({name, start, end}) =>
        `  ${taskName(name)} ${duration(end - start)} :${milliseconds(start)}, ${milliseconds(end)}`,
    )
  // `%s` is seconds since the epoch, which unlike `%M:%S` is the same in every reader's time zone.
  return ['gantt', '  dateFormat x', '  axisFormat %s s', ...tasks].join('\n')
}

/** Mermaid has no escapes here: `:` ends a name, `;` and `#` begin entities and comments. */
function taskName(name: string): string {
  const safe = shortened(plain(plain(name).replace(/[^\p{L}\p{N} ./_+-]/gu, ' ')), 40)
  return safe === '' ? 'step' : keyword.test(safe) ? `the ${safe}` : safe
}
