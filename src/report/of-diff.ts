import type {ImageFacts} from '../image/facts.ts'
import {diffImages} from '../size/diff.ts'
import type {Report} from './report.ts'

/** A report about images alone, without a build, so that the same renderers serve. */
export function reportOfDiff(options: {
  name: string
  before: ImageFacts | null
  after: ImageFacts
  version: string
  baseName?: string
}): Report {
  const {name, before, after, version, baseName} = options
  const created = new Date(0).toISOString()
  return {
    schema: 1,
    tool: {name: 'go-image', version},
    created,
    image: {name, tags: [], digest: null, id: null, part: name},
    source: {server: null, repository: null, commit: null, ref: null, pullRequest: null, runUrl: null, job: ''},
    project: null,
    dockerfile: {origin: 'repository', path: null, text: null, excerpts: [], findings: [], failing: null},
    build: {outcome: 'success', seconds: 0, steps: {total: 0, cached: 0}, failure: null},
    caches: [],
    ledger: null,
    facts: after,
    baseline: before
      ? {
          ...{found: true, commit: null, ref: baseName ?? null, created, why: 'named on the command line'},
          ...{how: 'given', distance: null, measuredBy: null},
        }
      : {found: false, why: 'nothing to compare with'},
    diff: diffImages(before, after),
    ...{budgets: [], budgetChanges: [], trend: []},
    decisions: [],
    timeline: [],
    warnings: [],
  }
}
