/** What the fields of a report are made of: bounded, because a stranger may have written them. */
import * as v from 'valibot'

const longestString = 10_000
const longestArray = 5_000

export const string = v.pipe(v.string(), v.maxLength(longestString))
export const maybeString = v.nullable(string)
export const whole = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
export const bytes = whole
export const maybeBytes = v.nullable(bytes)
export const signedBytes = v.pipe(v.number(), v.safeInteger())
export const lineNumber = v.pipe(v.number(), v.safeInteger(), v.minValue(1))
export const seconds = v.pipe(v.number(), v.finite(), v.minValue(0))
export const finite = v.pipe(v.number(), v.finite())
export const time = v.pipe(
  string,
  v.check(text => /^\d{4}-\d\d-\d\dT/.test(text) && !Number.isNaN(Date.parse(text)), 'Expected an RFC 3339 time'),
)

export function list<const Item extends v.GenericSchema>(item: Item) {
  return v.pipe(v.array(item), v.maxLength(longestArray))
}

/** What a field is, its unit, and what null means: docs/report.schema.json has it. */
export function about<const Schema extends v.GenericSchema>(text: string, schema: Schema) {
  return v.pipe(schema, v.description(text))
}
