/** The last builds of the default branch, as each stored baseline hands them on to the next one. */
import * as v from 'valibot'
import type {ImageFacts} from '../image/facts.ts'
import {programBytes} from './budget.ts'

const text = v.pipe(v.string(), v.maxLength(500))
const bytes = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
const time = v.pipe(
  text,
  v.check(value => /^\d{4}-\d\d-\d\dT/.test(value) && !Number.isNaN(Date.parse(value)), 'Expected an RFC 3339 time'),
)

/** One build. `binary` is null where no Go program was found. All sizes are bytes. */
export const BuildPoint = v.object({
  commit: v.nullable(text),
  created: time,
  platforms: v.pipe(
    v.array(v.object({platform: text, download: bytes, disk: bytes, binary: v.nullable(bytes)})),
    v.maxLength(50),
  ),
})
export type BuildPoint = v.InferOutput<typeof BuildPoint>

/** Some weeks of a busy branch, in 10 kB. */
export const MOST_POINTS = 50

export const History = v.pipe(v.array(BuildPoint), v.maxLength(MOST_POINTS))

/** Oldest first, with this build as the last; a commit that is built again with the same result counts once. */
export function withBuild(history: BuildPoint[], commit: string | null, created: string, facts: ImageFacts) {
  const point: BuildPoint = {
    ...{commit, created},
    platforms: facts.platforms.slice(0, 50).map(platform => ({
      platform: platform.platform,
      download: platform.downloadBytes,
      disk: platform.diskBytes,
      binary: programBytes(platform),
    })),
  }
  const figures = JSON.stringify(point.platforms)
  const isAgain = (each: BuildPoint) => each.commit === commit && JSON.stringify(each.platforms) === figures
  const others = history.filter(each => commit === null || !isAgain(each))
  return [...others, point].slice(-MOST_POINTS)
}
