/**
 * `.go-image.json` at the root of the context: what a repository has decided about the check and about sizes, as
 * `{"check": {"ignore": {"V-07": "why"}}, "size": {"budget": ["12 MB", "disk 30 MB"], "increase": "5 %"}}`.
 */
import * as v from 'valibot'
import {plain, shortened} from '../../report/plain.ts'

export const SETTINGS_FILE = '.go-image.json'

export type CheckSettings = {
  /** Rules that are silent in all files of the repository, with the reason. */
  ignore: ReadonlyMap<string, string>
  /** Lines of budgets for the size, as they are written. */
  size: {budget: string[]; increase: string[]}
  /** What is wrong with the file; nothing of it counts then. */
  problem: string | null
}

/** The library takes a list for a record with numbers as names. */
const reasons = v.pipe(
  v.custom<object>(value => typeof value === 'object' && value !== null && !Array.isArray(value), 'Expected reasons'),
  v.record(v.string(), v.pipe(v.string(), v.trim(), v.nonEmpty())),
)

const line = v.pipe(v.string(), v.maxLength(200))
const lines = v.union([line, v.pipe(v.array(line), v.maxLength(100))])

const schema = v.strictObject({
  check: v.optional(v.strictObject({ignore: v.optional(reasons, {})}), {}),
  size: v.optional(v.strictObject({budget: v.optional(lines, []), increase: v.optional(lines, [])}), {}),
})

/** Null for no file. Never throws: it comes with the pull request. */
export function readSettings(text: string | null): CheckSettings | null {
  if (text === null) return null
  const wrong = (problem: string): CheckSettings => ({ignore: new Map(), size: {budget: [], increase: []}, problem})
  let document: unknown
  try {
    document = JSON.parse(text)
  } catch {
    return wrong('it is no JSON')
  }
  const result = v.safeParse(schema, document, {abortEarly: true})
  if (result.success) {
    const {check, size} = result.output
    return {
      ignore: new Map(Object.entries(check.ignore ?? {})),
      size: {budget: [size.budget ?? []].flat(), increase: [size.increase ?? []].flat()},
      problem: null,
    }
  }
  const [issue] = result.issues
  const path = shortened(plain(v.getDotPath(issue) ?? 'its top'), 100)
  return wrong(
    `at ${path}: expected ${issue.expected ?? 'rules with a reason each'}, found ${shortened(plain(issue.received), 60)}`,
  )
}
