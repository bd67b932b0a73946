/** docs/report.schema.json, from the schema that reports are read with. */
import {toJsonSchema} from '@valibot/to-json-schema'
import {DOCUMENTS} from '../src/report/schema.ts'

/** JSON Schema, draft 2020-12: `Report`, with `ImageFacts` and `ImageDiff` below `$defs`. */
export function reportSchema(): object {
  const {$schema, ...rest} = toJsonSchema(DOCUMENTS.Report, {
    target: 'draft-2020-12',
    // What is written; what has a default may be missing in a document of an older version.
    typeMode: 'output',
    definitions: DOCUMENTS,
    overrideAction: ({valibotAction, jsonSchema}) => {
      // The only check of its own is that of a time; JSON has no number that is not finite.
      if (valibotAction.type === 'check') return {...jsonSchema, format: 'date-time'}
      return valibotAction.type === 'finite' ? jsonSchema : null
    },
  })
  return {
    $schema,
    $id: 'urn:go-image:report:1',
    title: 'Report of go-image, schema 1',
    description:
      'Sizes are bytes, durations seconds with fractions, times RFC 3339 in UTC, paths relative to the repository. More is in report.md beside this file.',
    ...rest,
  }
}
