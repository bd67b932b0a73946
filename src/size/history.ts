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

const platform = v.object({
  platform: v.pipe(text, v.description('`linux/amd64`.')),
  download: v.pipe(bytes, v.description('Compressed, in bytes.')),
  disk: v.pipe(bytes, v.description('Uncompressed, in bytes.')),
  binary: v.pipe(v.nullable(bytes), v.description('Of the Go programs, in bytes; null where none was found.')),
})

/** One build. The descriptions are those of docs/report.schema.json. */
export const BuildPoint = v.object({
  commit: v.pipe(v.nullable(text), v.description('That was built; null where it is not known.')),
  created: v.pipe(time, v.description('When, in UTC.')),
  platforms: v.pipe(v.array(platform), v.maxLength(50), v.description('Of the image.')),
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
