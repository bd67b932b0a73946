/** A report from outside: an artifact that a fork's build may have written. Nothing in it is believed before this. */
import * as v from 'valibot'
import type {GoProgram, ImageFacts} from '../image/facts.ts'
import {UserError} from '../runner/errors.ts'
import {History} from '../size/history.ts'
import {plain, shortened} from './plain.ts'
import type {Report} from './report.ts'
import {diff} from './schema/diff.ts'
import {facts, layerPrograms} from './schema/image.ts'
import {baseline, budget, budgetChange, build, cache, decision, dockerfile, ledger, span} from './schema/run.ts'
import {about, lineNumber, list, maybeString, string, time} from './schema/values.ts'

/** A report nests eight levels; this leaves room for a later version and none for a stack overflow. */
const deepest = 24

const image = v.object({
  name: about('For people: its reference, else the name of the program.', string),
  tags: about('Full references.', list(string)),
  digest: about('As buildx reported it; null where it did not.', maybeString),
  id: about('As buildx reported it; null where it did not.', maybeString),
  part: v.optional(about('With the values of the matrix: what tells builds of this name apart.', string), ''),
})

const source = v.object({
  server: about('`https://github.com` or an enterprise server; null on a laptop, like all of these.', maybeString),
  repository: about('`owner/name`.', maybeString),
  commit: about('Full hash; of a pull request, the head of its branch.', maybeString),
  ref: about('Short name: `main`, `v1.2.3`, `12/merge`.', maybeString),
  pullRequest: about('Its number; null where there is none.', v.nullable(lineNumber)),
  runUrl: about('Address of the job, or of its workflow run where the job has no number.', maybeString),
  job: v.optional(about('Id of the job in its workflow; empty on a laptop.', string), ''),
})

const project = v.object({
  module: about('Path of the module.', string),
  main: about('The main package as a folder: `./cmd/app`.', string),
  go: about('As go.mod names the release; null where it names none.', maybeString),
})

const report = v.object({
  schema: about('Version of this document. It grows by one when a field changes its meaning.', v.literal(1)),
  tool: about(
    'What wrote it.',
    v.object({name: about('Always this.', v.literal('go-image')), version: about('Of the action.', string)}),
  ),
  created: about('When the report was made, in UTC.', time),
  image: about('What was built.', image),
  source: about('Where the sources come from.', source),
  project: about('Null where it was not read: a Git context, or no readable Go project.', v.nullable(project)),
  dockerfile: about('What was built from.', dockerfile),
  build: about('How the build went.', build),
  caches: about("Empty when Go's caches had no part in the build.", list(cache)),
  ledger: v.optional(
    about('Whether the caches pay for themselves; null where none was used.', v.nullable(ledger)),
    null,
  ),
  facts: about('What the image is made of; null when it was not measured.', v.nullable(facts)),
  baseline: about('What it is compared with.', baseline),
  diff: about('What changed; null without facts. Without a baseline, every layer is `added`.', v.nullable(diff)),
  budgets: about('One for each budget and platform that was judged.', list(budget)),
  budgetChanges: v.optional(about('Budgets that are others than the baseline was judged by.', list(budgetChange)), []),
  trend: v.optional(about('The last builds of the default branch, oldest first.', History), []),
  decisions: about('Choices made without asking.', list(decision)),
  timeline: about('Parts of the run, which may overlap.', list(span)),
  warnings: about('What degraded, and what to do about it.', list(string)),
})

/** Breaks the type check when the schema and the type part ways, in either direction. */
type Same<A, B> = [A, B] extends [B, A] ? true : never
true satisfies Same<v.InferOutput<typeof report>, Report>

/** What is published as docs/report.schema.json. */
export const DOCUMENTS = {Report: report, ImageFacts: facts, ImageDiff: diff}

/** The same for the facts of an image alone, as a stored baseline has them. @throws UserError `facts-invalid` */
export function readFacts(json: unknown): ImageFacts {
  return read(facts, json, problem => new UserError('facts-invalid', `These are not facts of an image: ${problem}`))
}

/** Go programs of one layer, as they are kept from run to run. @throws UserError `facts-invalid` */
export function readPrograms(json: unknown): Omit<GoProgram, 'layer'>[] {
  return read(layerPrograms, json, problem => new UserError('facts-invalid', `These are no Go programs: ${problem}`))
}

/** Fields it does not know are dropped. @throws UserError `report-invalid` with the first place that does not fit. */
export function readReport(json: unknown): Report {
  return read(report, json, problem => new UserError('report-invalid', `This is not a report of go-image: ${problem}`))
}

function read<Output>(
  schema: v.GenericSchema<unknown, Output>,
  json: unknown,
  invalid: (problem: string) => UserError,
): Output {
  if (isDeeper(json, deepest)) throw invalid(`it nests more than ${deepest} levels.`)
  const result = v.safeParse(schema, json, {abortEarly: true})
  if (result.success) return result.output
  const [issue] = result.issues
  const path = v.getDotPath(issue) ?? ''
  if (path === 'schema' && typeof issue.input === 'number') {
    throw invalid(
      `it has schema ${issue.input}, and this version of go-image reads schema 1. Use the same version for both.`,
    )
  }
  const expected = issue.type === 'check' ? issue.message : `expected ${expectation(issue)}`
  throw invalid(`at ${shortened(path, 200) || 'its top'}: ${expected}, found ${found(issue)}.`)
}

function expectation({type, expected, requirement}: v.BaseIssue<unknown>): string {
  if (type === 'max_length') return `at most ${requirement} entries or characters`
  if (type === 'safe_integer') return 'a whole number'
  if (type === 'min_value') return `${requirement} or more`
  if (type === 'finite') return 'a finite number'
  return shortened(expected ?? type, 200)
}

function found({type, input, received}: v.BaseIssue<unknown>): string {
  if (type === 'max_length' && (typeof input === 'string' || Array.isArray(input))) return String(input.length)
  if (typeof input === 'string') return JSON.stringify(shortened(plain(input), 60))
  return shortened(plain(received), 60)
}

/** Walks with a list of its own, because the call stack is what a deep document attacks. */
function isDeeper(json: unknown, limit: number): boolean {
  let level: unknown[] = [json]
  for (let depth = 0; depth <= limit && level.length > 0; depth++) {
    level = level.flatMap(value => (typeof value === 'object' && value !== null ? Object.values(value) : []))
  }
  return level.length > 0
}
