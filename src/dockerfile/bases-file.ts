/** A table of base images of the user's own, which goes before ours. */
import {readFile, realpath} from 'node:fs/promises'
import {resolve, sep} from 'node:path'
import * as v from 'valibot'
import {plain, shortened} from '../report/plain.ts'
import {UserError} from '../runner/errors.ts'
import {type Bases, FINAL_BASES, NONROOT, REFERENCE} from './bases.ts'

/** Far more than a table needs: our own is 3 kB. */
const MOST_BYTES = 256 * 1024

const day = v.pipe(v.string(), v.isoDate())
const bytes = v.pipe(v.number(), v.integer(), v.minValue(0))

/** What is not said counts as not there, so that it is brought along. Debian releases are those of golang's tags. */
const base = v.strictObject({
  reference: v.pipe(v.string(), v.regex(REFERENCE)),
  user: v.optional(v.pipe(v.string(), v.regex(/^\d+(:\d+)?$/)), NONROOT),
  libc: v.optional(v.picklist(['glibc', 'musl', 'none', 'unknown']), 'unknown'),
  debian: v.exactOptional(v.picklist(['trixie', 'bookworm'])),
  cxx: v.optional(v.boolean(), false),
  packages: v.exactOptional(v.picklist(['apt', 'apk'])),
  shell: v.optional(v.boolean(), false),
  certificates: v.optional(v.boolean(), false),
  zones: v.optional(v.boolean(), false),
  users: v.optional(v.boolean(), false),
  size: v.exactOptional(v.strictObject({download: v.exactOptional(bytes), disk: v.exactOptional(bytes)})),
  endOfLife: v.exactOptional(day),
  successor: v.exactOptional(v.pipe(v.string(), v.regex(REFERENCE))),
  checked: v.exactOptional(day),
  source: v.exactOptional(v.string()),
  forCgo: v.exactOptional(v.array(v.string())),
  reason: v.optional(v.string(), 'named in the file of the input `bases`'),
})

const table = v.record(v.pipe(v.string(), v.regex(REFERENCE)), base)

/**
 * Our bases with those of a JSON file, which may replace ours; ours alone where no file is named. Throws `bases-invalid`.
 * A link in the checkout may not lead out of it: a pull request could name any file of the machine by one.
 */
export async function readBases(file: string, workspace: string): Promise<Bases> {
  if (file === '') return FINAL_BASES
  const invalid = (problem: string) => new UserError('bases-invalid', `The bases of ${plain(file)}: ${problem}.`)
  const path = resolve(workspace, file)
  const [real, root] = await Promise.all([realpath(path), realpath(workspace)]).catch((error: Error) => {
    throw invalid(error.message)
  })
  if (path.startsWith(resolve(workspace) + sep) && !real.startsWith(root + sep))
    throw invalid('it is a link that leads out of the checkout')
  const text = await readFile(real, 'utf8').catch((error: Error) => {
    throw invalid(error.message)
  })
  if (text.length > MOST_BYTES) throw invalid(`it is larger than ${MOST_BYTES} bytes`)
  return {...FINAL_BASES, ...parseBases(text, invalid)}
}

function parseBases(text: string, invalid: (problem: string) => UserError): Bases {
  const result = v.safeParse(table, parseJson(text), {abortEarly: true})
  if (result.success) return result.output
  const [issue] = result.issues
  const path = shortened(plain(v.getDotPath(issue) ?? 'its top'), 200)
  throw invalid(
    `at ${path}: expected ${issue.expected ?? 'another key'}, found ${shortened(plain(issue.received), 60)}`,
  )
}

/** Undefined for what is no JSON object: Node's own message would quote the file. */
function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return Array.isArray(value) ? undefined : value
  } catch {
    return undefined
  }
}
