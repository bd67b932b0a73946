/** What a report says of the run: findings, the build, caches, baseline, budgets, choices. */
import * as v from 'valibot'
import {BUDGET_INPUTS, BUDGET_PARTS} from '../../size/budget-lines.ts'
import {about, finite, lineNumber, list, maybeBytes, maybeString, seconds, string, time, whole} from './values.ts'

const maybeLine = v.nullable(lineNumber)
const place = v.object({
  file: about('Relative to the repository.', string),
  line: about('From 1.', lineNumber),
})

const edit = v.object({
  line: about('Where it begins, from 1.', lineNumber),
  column: about('Where it begins, from 1 in UTF-16 units.', lineNumber),
  endLine: about('Where it ends.', lineNumber),
  endColumn: about('Where it ends, exclusive.', lineNumber),
  text: about('What to put in its place.', string),
})

/** Reports of before version 0.2 know neither columns nor remedies. */
export const finding = v.object({
  rule: about("Id of the rule, or name of BuildKit's check.", string),
  severity: about('How bad it is.', v.picklist(['error', 'warning', 'info'])),
  line: about('In the Dockerfile, from 1; null where it is about the file as a whole.', maybeLine),
  column: v.optional(about("From 1 in UTF-16 units; null for BuildKit's checks.", maybeLine), null),
  endLine: about('The last line that it is about; null like `line`.', maybeLine),
  endColumn: v.optional(about("Exclusive; null for BuildKit's checks.", maybeLine), null),
  message: about('What happens, and why it matters here.', string),
  remedy: v.optional(about('What to write instead; null where nothing can be said.', maybeString), null),
  evidence: v.optional(about('Places that prove it.', list(place)), []),
  url: about('Page that explains it; null without one.', maybeString),
  fingerprint: v.optional(
    about('Stays when lines move, 16 hexadecimal digits; null where it is not known.', maybeString),
    null,
  ),
  fix: v.optional(
    about(
      'Null where it is not certain that the image stays right.',
      v.nullable(v.object({title: about('What it does.', string), edits: about('All of them together.', list(edit))})),
    ),
    null,
  ),
})

/** Earlier reports have no text around findings, and do not tell what fails the step. */
export const dockerfile = v.object({
  origin: about("The repository's own, or one that was written for this build.", v.picklist(['repository', 'written'])),
  path: about('Relative to the workspace; null when it was written.', maybeString),
  text: about('Null when it was not written.', maybeString),
  excerpts: v.optional(
    about(
      "Lines around the findings of the repository's own, in the order of the file. A value that looks secret, and the " +
        'rest of its instruction, is `(not shown)`.',
      list(
        v.object({
          from: about('Number of the first of them, from 1.', lineNumber),
          lines: about('Each of at most 300 characters.', list(string)),
        }),
      ),
    ),
    [],
  ),
  findings: about('Of the rules and of BuildKit.', list(finding)),
  failing: v.optional(
    about('How many of the findings fail the step; null where that is not known.', v.nullable(whole)),
    null,
  ),
})

export const build = v.object({
  outcome: about('Whether there is an image.', v.picklist(['success', 'failure'])),
  seconds: about('Of `docker buildx build`.', seconds),
  steps: about(
    'Steps of the Dockerfile.',
    v.object({
      total: about('All that BuildKit went through.', whole),
      cached: about('Those of them that came from the layer cache.', whole),
    }),
  ),
  failure: about(
    'Null when it did not fail.',
    v.nullable(
      v.object({
        step: about('The instruction that failed; null where that is not known.', maybeString),
        line: about('Of it in the Dockerfile; null where that is not known.', maybeLine),
        lines: about('The last that it printed, at most 12.', list(string)),
      }),
    ),
  ),
})

const cacheSeconds = v.nullable(seconds)
const named = about('Of the part of the key.', string)
/** The first reports have neither parts of keys nor counts. */
export const cache = v.object({
  kind: about('The modules, or the results of compiling.', v.picklist(['modules', 'build'])),
  key: about('The key asked for.', string),
  parts: v.optional(
    about('What the key is made of.', list(v.object({name: named, value: about('Its value.', string)}))),
    [],
  ),
  matchedKey: about('Of the newest entry that was restored; null where none was.', maybeString),
  changed: v.optional(
    about(
      'Parts of the key in which the matched one differs.',
      list(
        v.object({
          name: named,
          before: about('In the matched key.', string),
          after: about('In the key asked for.', string),
        }),
      ),
    ),
    [],
  ),
  hit: about(
    '`exact`: this very key. `older`: one by a shorter prefix. `none`: a miss. `warm`: the builder had the cache ' +
      'already. `off`: not restored by rule.',
    v.picklist(['exact', 'older', 'none', 'warm', 'off']),
  ),
  way: v.optional(
    about(
      "How it came into the builder's mount, or into the runner's own cache; null when nothing did.",
      v.nullable(v.picklist(['direct', 'portable', 'runner'])),
    ),
    null,
  ),
  restoredBytes: about('Packed bytes that were restored; null where nothing was.', maybeBytes),
  savedBytes: about('Packed bytes that will be saved when the job ends; null where nothing is.', maybeBytes),
  seconds: about(
    'What each step took; null where it was not done.',
    v.object({
      lookup: v.optional(about('Finding the entry.', cacheSeconds), null),
      download: about('Fetching it.', cacheSeconds),
      in: about('Putting it into the builder. One step may put in both caches: each carries its time.', cacheSeconds),
      pack: v.optional(about('Packing what was added.', cacheSeconds), null),
      out: about('Taking it out of the builder, packing included.', cacheSeconds),
      upload: v.optional(about('Of the newest run that uploaded this cache.', cacheSeconds), null),
    }),
  ),
  added: about('Compile results or modules that this build added; null when not looked at.', v.nullable(whole)),
  hits: v.optional(
    about('Compile results that this build found in it; null where that cannot be told.', v.nullable(whole)),
    null,
  ),
  total: v.optional(about('All results in it after the build; null when not looked at.', v.nullable(whole)), null),
  verdict: about('One sentence.', string),
})

export const ledger = v.object({
  steps: about('Seconds of the steps that use the caches.', seconds),
  without: about(
    'The same steps in the newest run without caches; null while none is remembered.',
    v.nullable(
      v.object({
        seconds: about('Of these steps.', seconds),
        commit: about('That was built; null where it is not known.', maybeString),
        created: about('When, in UTC.', time),
      }),
    ),
  ),
  cost: about("Seconds that the caches took of this run, without the upload at the job's end.", seconds),
  verdict: about('One sentence.', string),
  advice: about('What to turn off when it has not paid over several runs; null where it has.', maybeString),
})

export const baseline = v.variant('found', [
  v.object({
    found: about('There is something to compare with.', v.literal(true)),
    commit: about('Of the build compared with; null where it is not known.', maybeString),
    ref: about('Its branch or tag; null where it is not known.', maybeString),
    created: about('When it was measured, in UTC.', time),
    why: about('Why that one: completes "taken because".', string),
    how: v.optional(
      about(
        'How it is related: `exact` to where the change starts, `ancestor` of that, `newest` of the default branch, ' +
          '`given` by input, `rebuilt` for the comparison; null where that is not known.',
        v.nullable(v.picklist(['exact', 'ancestor', 'newest', 'given', 'rebuilt'])),
      ),
      null,
    ),
    distance: v.optional(
      about('Commits between it and where the change starts; null where that is not known.', v.nullable(whole)),
      null,
    ),
    measuredBy: v.optional(about('Version of go-image; null where it is not known.', maybeString), null),
  }),
  v.object({
    found: about('There is nothing to compare with.', v.literal(false)),
    why: about('Why there is none.', string),
  }),
])

/** Before version 0.3 budgets were for the download alone, and for inputs. */
export const budget = v.object({
  input: about('The input that has it.', v.picklist(BUDGET_INPUTS)),
  platform: about('`linux/amd64`.', string),
  part: v.optional(about('What it is about.', v.picklist(BUDGET_PARTS)), 'download'),
  ok: about('False fails the step, unless `override` says who let it pass.', v.boolean()),
  // Growth may be negative, and a limit of `5 %` need not be whole.
  actual: about('Bytes of that part, or its growth for `size-increase`.', finite),
  limit: about('In bytes. A percentage is turned into bytes of the baseline.', finite),
  written: about('As the workflow or the file has it: `10 MB`, `5 %`.', string),
  file: v.optional(about('The settings file that has it; null for the input.', maybeString), null),
  override: v.optional(
    about(
      'Who let it pass; null where nobody did, or nobody needed to.',
      v.nullable(
        v.object({
          by: about('A label of the pull request, or the trailer of a commit.', v.picklist(['label', 'trailer'])),
          name: about('Of the label or trailer.', string),
          reason: about('What the trailer says; null for a label.', maybeString),
        }),
      ),
    ),
    null,
  ),
})

export const budgetChange = v.object({
  input: about('The input that has it.', v.picklist(BUDGET_INPUTS)),
  name: about('`download`, `linux/arm64 disk`.', string),
  before: about('As it was written; null where there was none.', maybeString),
  after: about('As it is written; null where there is none.', maybeString),
})

export const decision = v.object({
  what: about('What was to be chosen.', string),
  choice: about('What was taken.', string),
  reason: about('Why.', string),
  evidence: about('Places that it rests on.', list(place)),
})

export const span = v.object({
  name: about('Of the part of the run.', string),
  start: about('Seconds, on one clock of whichever zero.', finite),
  end: about('Seconds, on the same clock.', finite),
})
