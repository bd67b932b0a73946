import type {Builder} from './build/builder.ts'
import type {BuildContext} from './build/context.ts'
import type {KnownLayers} from './image/contents.ts'
import type {ImageFacts} from './image/facts.ts'
import type {Inputs} from './inputs.ts'
import type {Report} from './report/report.ts'
import type {Machine} from './run.ts'
import {rebuiltBaseline} from './run-baseline.ts'
import type {Context} from './runner/context.ts'
import type {Help} from './runner/help.ts'
import type {Timeline} from './runner/timeline.ts'
import {type FoundBaseline, isComparedWith} from './size/baseline.ts'
import {judge} from './size/budget.ts'
import {budgetChanges} from './size/budget-changes.ts'
import type {Budget} from './size/budget-lines.ts'
import {diffImages} from './size/diff.ts'
import {explained} from './size/explain.ts'
import {withBuild} from './size/history.ts'
import {letPass} from './size/override.ts'

/** What the report says of this image beside the one before. */
export type Comparison = Pick<Report, 'baseline' | 'diff' | 'budgets' | 'budgetChanges' | 'trend'>

type Compared = {
  facts: ImageFacts | null
  found: FoundBaseline
  limits: Budget[]
  known: KnownLayers
  source: BuildContext
  builder: Builder
  inputs: Inputs
  context: Context
  machine: Machine
  /** Where commits are asked about. */
  repository: Parameters<typeof letPass>[2]
  /** RFC 3339. */
  created: string
  timeline: Timeline
}

/** Sets the image against its baseline, says why it changed, and judges it by its budgets. */
export async function compareImage(compared: Compared, help: Help): Promise<Comparison> {
  const {facts, found, limits, source, inputs, context, machine, repository, created, timeline} = compared
  const changes = found.budgets === null ? [] : budgetChanges(found.budgets, limits)
  if (facts === null)
    return {baseline: found.baseline, diff: null, budgets: [], budgetChanges: changes, trend: found.history}
  const before =
    inputs.baseline.kind === 'rebuild'
      ? await timeline.measure('baseline build', () => rebuiltBaseline(found, {...compared, ...repository}, help))
      : found
  const places = {source, workspace: context.workspace, env: machine.env, help}
  const diff = await timeline.measure('compare', () => explained(diffImages(before.facts, facts), facts, places))
  const {verdicts, unjudged} = judge(limits, before.facts, facts)
  for (const sentence of unjudged) help.warn(sentence)
  return {
    baseline: before.baseline,
    diff,
    budgets: await letPass(verdicts, inputs.sizeOverrideLabel, repository),
    budgetChanges: changes,
    trend: isComparedWith(context) ? withBuild(found.history, context.commit, created, facts) : found.history,
  }
}
