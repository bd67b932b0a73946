/** A report from outside: an artifact that a fork's build may have written. Nothing in it is believed before this. */
import * as v from 'valibot'
import {type GoProgram, type ImageFacts, MAX_FILES} from '../image/facts.ts'
import {UserError} from '../runner/errors.ts'
import {BUDGET_INPUTS, BUDGET_PARTS} from '../size/budget-lines.ts'
import type {CauseKind} from '../size/diff.ts'
import {History} from '../size/history.ts'
import {plain, shortened} from './plain.ts'
import type {Report} from './report.ts'

const longestString = 10_000
const longestArray = 5_000
/** A report nests eight levels; this leaves room for a later version and none for a stack overflow. */
const deepest = 24

const string = v.pipe(v.string(), v.maxLength(longestString))
const bytes = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
const whole = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
const lineNumber = v.pipe(v.number(), v.safeInteger(), v.minValue(1))
const seconds = v.pipe(v.number(), v.finite(), v.minValue(0))
const finite = v.pipe(v.number(), v.finite())
const time = v.pipe(
  string,
  v.check(text => /^\d{4}-\d\d-\d\dT/.test(text) && !Number.isNaN(Date.parse(text)), 'Expected an RFC 3339 time'),
)

function list<const Item extends v.GenericSchema>(item: Item) {
  return v.pipe(v.array(item), v.maxLength(longestArray))
}

const size = v.object({download: bytes, disk: bytes})
const part = v.picklist(['base', 'own'])

const layer = v.object({
  digest: string,
  diffId: string,
  mediaType: string,
  downloadBytes: bytes,
  diskBytes: bytes,
  createdBy: string,
  instruction: string,
  line: v.nullable(lineNumber),
  part,
  foreign: v.exactOptional(v.literal(true)),
})

const moduleVersion = v.object({path: string, version: string, sum: v.nullable(string)})
const goModule = v.object({...moduleVersion.entries, replacedBy: v.nullable(moduleVersion)})

const program = v.object({
  path: string,
  layer: whole,
  bytes,
  goRelease: string,
  mainPackage: string,
  mainModule: v.nullable(goModule),
  modules: list(goModule),
  settings: list(v.object({key: string, value: string})),
  packed: v.nullable(v.literal('upx')),
  linking: v.object({
    mode: v.picklist(['internal', 'external']),
    pie: v.boolean(),
    libraries: list(string),
    symbols: v.boolean(),
    debug: v.boolean(),
  }),
  sections: list(
    v.object({
      name: string,
      bytes,
      kind: v.picklist(['code', 'functions', 'types', 'constants', 'data', 'debug', 'symbols', 'other']),
    }),
  ),
  packages: list(
    v.object({path: string, module: v.nullable(string), codeBytes: bytes, tableBytes: bytes, functions: whole}),
  ),
  embedded: list(v.object({path: string, bytes})),
  unread: list(string),
})

const layerPrograms = list(v.omit(program, ['layer']))

const contents = v.object({
  files: v.pipe(
    v.array(
      v.object({
        path: string,
        bytes,
        layer: whole,
        kind: v.exactOptional(v.picklist(['symlink', 'hardlink', 'device', 'fifo'])),
        target: v.exactOptional(string),
        mode: v.exactOptional(whole),
        crc: v.exactOptional(string),
      }),
    ),
    v.maxLength(MAX_FILES),
  ),
  leftOut: v.object({files: whole, bytes}),
  wastedBytes: bytes,
  wasted: list(v.object({path: string, bytes, layers: list(whole)})),
  setuid: list(v.object({path: string, mode: whole, layer: whole})),
  secrets: list(v.object({path: string, what: string, layer: whole, removed: v.boolean()})),
  programs: list(program),
})

const settings = v.object({
  user: string,
  entrypoint: list(string),
  command: list(string),
  workingDirectory: string,
  ports: list(string),
  created: v.nullable(string),
  labels: v.record(string, string),
  environment: list(string),
})

/** Before version 0.3 there were sizes alone. */
const facts = v.object({
  schema: v.literal(1),
  source: string,
  platforms: list(
    v.object({
      platform: string,
      manifestDigest: string,
      configDigest: string,
      downloadBytes: bytes,
      diskBytes: bytes,
      compression: string,
      layers: list(layer),
      base: v.optional(v.nullable(v.object({name: string, digest: v.nullable(string)})), null),
      settings: v.optional(v.nullable(settings), null),
      provenance: v.optional(v.nullable(v.boolean()), null),
      contents: v.optional(v.nullable(contents), null),
    }),
  ),
})

const layerChange = v.object({
  kind: v.picklist(['same', 'changed', 'added', 'removed', 'moved', 'rebased']),
  part,
  instruction: string,
  line: v.nullable(lineNumber),
  before: v.nullable(size),
  after: v.nullable(size),
})

const maybeBytes = v.nullable(bytes)
const fileGroup = v.object({
  count: whole,
  bytes: v.pipe(v.number(), v.safeInteger()),
  files: list(v.object({path: string, before: maybeBytes, after: maybeBytes})),
})
const maybeString = v.nullable(string)
const programDiff = v.object({
  path: string,
  part,
  before: maybeBytes,
  after: maybeBytes,
  goRelease: v.nullable(v.object({before: string, after: string})),
  modules: list(
    v.object({path: string, version: v.object({before: maybeString, after: maybeString}), before: bytes, after: bytes}),
  ),
  packages: list(v.object({path: string, module: maybeString, before: maybeBytes, after: maybeBytes})),
  sections: list(v.object({name: string, kind: string, before: maybeBytes, after: maybeBytes})),
  settings: list(v.object({key: string, before: maybeString, after: maybeString})),
  embedded: list(v.object({path: string, before: maybeBytes, after: maybeBytes})),
})
const causeKinds = [
  ...['base', 'module-added', 'module-removed', 'module-changed', 'own-code', 'standard-library', 'symbols'],
  ...['setting', 'embedded', 'program-added', 'program-removed', 'file', 'replaced-below', 'rest'],
] as CauseKind[]
const cause = v.object({
  kind: v.picklist(causeKinds),
  bytes: v.pipe(v.number(), v.safeInteger()),
  subject: string,
  before: maybeString,
  after: maybeString,
  program: maybeString,
  wantedBy: v.nullable(v.object({package: string, file: string, line: lineNumber, through: maybeString})),
})

const diff = v.object({
  schema: v.literal(1),
  platforms: list(
    v.object({
      platform: string,
      before: v.nullable(size),
      after: v.nullable(size),
      layers: list(layerChange),
      files: v.optional(v.nullable(v.object({added: fileGroup, removed: fileGroup, changed: fileGroup})), null),
      programs: v.optional(list(programDiff), []),
      settings: v.optional(list(v.object({name: string, before: string, after: string})), []),
      caveats: v.optional(list(string), []),
      causes: v.optional(list(cause), []),
    }),
  ),
})

const edit = v.object({
  line: lineNumber,
  column: lineNumber,
  endLine: lineNumber,
  endColumn: lineNumber,
  text: string,
})

/** Reports of before version 0.2 know neither columns nor remedies. */
const finding = v.object({
  rule: string,
  severity: v.picklist(['error', 'warning', 'info']),
  line: v.nullable(lineNumber),
  column: v.optional(v.nullable(lineNumber), null),
  endLine: v.nullable(lineNumber),
  endColumn: v.optional(v.nullable(lineNumber), null),
  message: string,
  remedy: v.optional(v.nullable(string), null),
  evidence: v.optional(list(v.object({file: string, line: lineNumber})), []),
  url: v.nullable(string),
  fingerprint: v.optional(v.nullable(string), null),
  fix: v.optional(v.nullable(v.object({title: string, edits: list(edit)})), null),
})

const build = v.object({
  outcome: v.picklist(['success', 'failure']),
  seconds,
  steps: v.object({total: whole, cached: whole}),
  failure: v.nullable(v.object({step: v.nullable(string), line: v.nullable(lineNumber), lines: list(string)})),
})

const cacheSeconds = v.nullable(seconds)
const laterSeconds = v.optional(cacheSeconds, null)
/** The first reports have neither parts of keys nor counts. */
export const cache = v.object({
  kind: v.picklist(['modules', 'build']),
  key: string,
  parts: v.optional(list(v.object({name: string, value: string})), []),
  matchedKey: v.nullable(string),
  changed: v.optional(list(v.object({name: string, before: string, after: string})), []),
  hit: v.picklist(['exact', 'older', 'none', 'warm', 'off']),
  way: v.optional(v.nullable(v.picklist(['direct', 'portable', 'runner'])), null),
  restoredBytes: v.nullable(bytes),
  savedBytes: v.nullable(bytes),
  seconds: v.object({
    lookup: laterSeconds,
    download: cacheSeconds,
    in: cacheSeconds,
    pack: laterSeconds,
    out: cacheSeconds,
    upload: laterSeconds,
  }),
  added: v.nullable(whole),
  hits: v.optional(v.nullable(whole), null),
  total: v.optional(v.nullable(whole), null),
  verdict: string,
})

const ledger = v.object({
  steps: seconds,
  without: v.nullable(v.object({seconds, commit: v.nullable(string), created: time})),
  cost: seconds,
  verdict: string,
  advice: v.nullable(string),
})

const baseline = v.variant('found', [
  v.object({
    found: v.literal(true),
    commit: v.nullable(string),
    ref: v.nullable(string),
    created: time,
    why: string,
    how: v.optional(v.nullable(v.picklist(['exact', 'ancestor', 'newest', 'given', 'rebuilt'])), null),
    distance: v.optional(v.nullable(whole), null),
    measuredBy: v.optional(v.nullable(string), null),
  }),
  v.object({found: v.literal(false), why: string}),
])

/** Before version 0.3 budgets were for the download alone, and for inputs. */
const budget = v.object({
  input: v.picklist(BUDGET_INPUTS),
  platform: string,
  part: v.optional(v.picklist(BUDGET_PARTS), 'download'),
  ok: v.boolean(),
  // Growth may be negative, and a limit of `5 %` need not be whole.
  actual: finite,
  limit: finite,
  written: string,
  file: v.optional(v.nullable(string), null),
  override: v.optional(
    v.nullable(v.object({by: v.picklist(['label', 'trailer']), name: string, reason: v.nullable(string)})),
    null,
  ),
})

const budgetChange = v.object({
  input: v.picklist(BUDGET_INPUTS),
  name: string,
  before: v.nullable(string),
  after: v.nullable(string),
})

const decision = v.object({
  what: string,
  choice: string,
  reason: string,
  evidence: list(v.object({file: string, line: lineNumber})),
})

const report = v.object({
  schema: v.literal(1),
  tool: v.object({name: v.literal('go-image'), version: string}),
  created: time,
  image: v.object({
    name: string,
    tags: list(string),
    digest: v.nullable(string),
    id: v.nullable(string),
    part: v.optional(string, ''),
  }),
  source: v.object({
    server: v.nullable(string),
    repository: v.nullable(string),
    commit: v.nullable(string),
    ref: v.nullable(string),
    pullRequest: v.nullable(lineNumber),
    runUrl: v.nullable(string),
    job: v.optional(string, ''),
  }),
  project: v.nullable(v.object({module: string, main: string, go: v.nullable(string)})),
  dockerfile: v.object({
    origin: v.picklist(['repository', 'written']),
    path: v.nullable(string),
    text: v.nullable(string),
    excerpts: v.optional(list(v.object({from: lineNumber, lines: list(string)})), []),
    findings: list(finding),
    failing: v.optional(v.nullable(whole), null),
  }),
  build,
  caches: list(cache),
  ledger: v.optional(v.nullable(ledger), null),
  facts: v.nullable(facts),
  baseline,
  diff: v.nullable(diff),
  budgets: list(budget),
  budgetChanges: v.optional(list(budgetChange), []),
  trend: v.optional(History, []),
  decisions: list(decision),
  timeline: list(v.object({name: string, start: finite, end: finite})),
  warnings: list(string),
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
