import type {ImageFacts} from '../image/facts.ts'
import type {BudgetVerdict} from '../size/budget.ts'
import type {BudgetChange} from '../size/budget-changes.ts'
import type {ImageDiff} from '../size/diff.ts'
import type {BuildPoint} from '../size/history.ts'

/**
 * The one document that every renderer, the comment, the summary, the outputs and the command line read.
 * Sizes are bytes, durations seconds, times RFC 3339 in UTC. `schema` grows by one when a field changes meaning.
 */
export type Report = {
  schema: 1
  tool: {name: 'go-image'; version: string}
  created: string
  /** What this image is called towards people: `ghcr.io/acme/ledger`, or the module's name when it has no reference. */
  image: {
    name: string
    tags: string[]
    digest: string | null
    id: string | null
    /** With the values of the matrix: what tells builds of this name apart. */
    part: string
  }
  source: Source
  project: {module: string; main: string; go: string | null} | null
  dockerfile: {
    origin: 'repository' | 'written'
    /** Path relative to the repository for links; null when it was written to a temporary folder. */
    path: string | null
    /** Its text when we wrote it, so that a reader can see it; null otherwise. */
    text: string | null
    /** The lines around the findings, without what looks secret; empty where the text is there, or not known. */
    excerpts: Excerpt[]
    findings: Finding[]
    /** How many of the findings fail the step; null where that is not known. */
    failing: number | null
  }
  build: BuildReport
  caches: CacheReport[]
  /** Null where no Go cache was used. */
  ledger: LedgerReport | null
  facts: ImageFacts | null
  baseline: Baseline
  diff: ImageDiff | null
  budgets: BudgetVerdict[]
  /** Budgets that are others than those the baseline was judged by. */
  budgetChanges: BudgetChange[]
  /** The last builds of the default branch, oldest first; this one too where it is of that branch. */
  trend: BuildPoint[]
  /** Every choice made without asking, with its evidence. */
  decisions: DecisionRow[]
  timeline: Span[]
  /** What degraded and what to do about it. */
  warnings: string[]
}

export type Source = {
  /** `https://github.com` or an enterprise server, without a slash at the end; null outside GitHub. */
  server: string | null
  /** `owner/name`. */
  repository: string | null
  commit: string | null
  /** Short name: `main`, `v1.2.3`, `12/merge`. */
  ref: string | null
  pullRequest: number | null
  /** Of the job; of its workflow run where the job has no number. */
  runUrl: string | null
  /** Id of the job in its workflow; empty on a laptop. */
  job: string
}

/** Consecutive lines of the Dockerfile, the first of number `from`. */
export type Excerpt = {from: number; lines: string[]}

/** Lines and columns count from 1, columns in UTF-16 units; the end is exclusive. */
export type Finding = {
  rule: string
  severity: 'error' | 'warning' | 'info'
  line: number | null
  column: number | null
  endLine: number | null
  endColumn: number | null
  /** What happens, and why it matters here. */
  message: string
  /** What to write instead. */
  remedy: string | null
  evidence: {file: string; line: number}[]
  url: string | null
  /** Stays when lines move; null where the text is not known. 16 hexadecimal digits. */
  fingerprint: string | null
  /** Only where it cannot break the image. */
  fix: {title: string; edits: FindingEdit[]} | null
}

/** Replaces a range of the Dockerfile; an empty one is an insertion. */
export type FindingEdit = {line: number; column: number; endLine: number; endColumn: number; text: string}

export type BuildReport = {
  outcome: 'success' | 'failure'
  seconds: number
  /** Steps of BuildKit's graph that ran or came from its cache, internal ones excluded. */
  steps: {total: number; cached: number}
  /** The failed instruction and the last lines it printed. */
  failure: {step: string | null; line: number | null; lines: string[]} | null
}

export type CacheReport = {
  kind: 'modules' | 'build'
  /** The key asked for with its parts, and the one that matched (null: nothing restored) with the parts that differ. */
  key: string
  parts: {name: string; value: string}[]
  matchedKey: string | null
  changed: {name: string; before: string; after: string}[]
  /** `exact`: the very key; `older`: by a shorter prefix; `none`: miss; `warm`: the builder had it already; `off`. */
  hit: 'exact' | 'older' | 'none' | 'warm' | 'off'
  /** How it came into the builder's mount, or into the runner's own cache; null when nothing did. */
  way: 'direct' | 'portable' | 'runner' | null
  /** Packed bytes that were restored and that will be saved; null where nothing was. */
  restoredBytes: number | null
  savedBytes: number | null
  /** `out` includes `pack`. `upload` is what the newest run that uploaded this cache needed. */
  seconds: Record<'lookup' | 'download' | 'in' | 'pack' | 'out' | 'upload', number | null>
  /** Compile or download results in the cache that this build added, null when not looked at. */
  added: number | null
  /** Compile results that this build found in it; null where the builder's file system does not tell. */
  hits: number | null
  /** All results in it after the build. */
  total: number | null
  /** One sentence for the log and the report. */
  verdict: string
}

/** Did Go's caches pay for themselves? Seconds of this run, and of the newest one that had to do without. */
export type LedgerReport = {
  /** Steps that use the caches. */
  steps: number
  /** The same steps in the newest run without; null while none is remembered. */
  without: {seconds: number; commit: string | null; created: string} | null
  /** What the caches took of this run's time, without the upload at the end of the job. */
  cost: number
  verdict: string
  /** What to turn off when it has not paid over several runs. */
  advice: string | null
}

/** `why` completes a sentence: "taken because …" when found, "No baseline: …" when not. Backquotes mark code. */
export type Baseline =
  | {
      found: true
      commit: string | null
      ref: string | null
      created: string
      why: string
      /**
       * `exact`: of the commit that the change starts from. `ancestor`: of the nearest one before it. `newest`: of the
       * default branch, whose relation is not known. `given`: by input. `rebuilt`: made for the comparison.
       */
      how: 'exact' | 'ancestor' | 'newest' | 'given' | 'rebuilt' | null
      /** Commits between it and where the change starts; null where that is not known. */
      distance: number | null
      /** Version of go-image; null where that is not known. */
      measuredBy: string | null
    }
  | {found: false; why: string}

export type DecisionRow = {what: string; choice: string; reason: string; evidence: {file: string; line: number}[]}

/** Seconds on one clock, whichever its zero. */
export type Span = {name: string; start: number; end: number}
