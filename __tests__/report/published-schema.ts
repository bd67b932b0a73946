/** docs/report.schema.json as a stranger reads it. */
import {readFileSync} from 'node:fs'
import {Ajv2020} from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'

const ajv = new Ajv2020()
addFormats.default(ajv)
export const isReport = ajv.compile(
  JSON.parse(readFileSync(new URL('../../docs/report.schema.json', import.meta.url), 'utf8')),
)
export const isFacts = ajv.getSchema('urn:go-image:report:1#/$defs/ImageFacts')!
export const isDiff = ajv.getSchema('urn:go-image:report:1#/$defs/ImageDiff')!
