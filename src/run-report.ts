/** The end of a run: its one document, and everybody who is shown it. */
import {imageDigest, imageId} from './build/build.ts'
import {RULES} from './dockerfile/rules/table.ts'
import {offerFixes} from './report/offer-fixes.ts'
import {outputsOf} from './report/outputs.ts'
import {publish} from './report/publish.ts'
import type {Report} from './report/report.ts'
import type {Run} from './run.ts'
import type {Built} from './run-build.ts'
import type {Comparison} from './run-compare.ts'
import type {Sources} from './run-plan.ts'
import type {Prepared} from './run-prepare.ts'
import {shortRef} from './runner/context.ts'

export function assembleReport(
  {inputs, context, machine, timeline, help}: Run,
  found: {
    sources: Sources
    prepared: Prepared
    built: Built
    compared: Comparison
    /** How many findings fail the step. */
    failing: number
  } & Pick<Report, 'facts' | 'created' | 'ledger' | 'decisions'>,
): Report {
  const {sources, prepared, built, compared, failing, facts, created, ledger, decisions} = found
  const {image, read} = sources
  return {
    schema: 1,
    tool: {name: 'go-image', version: machine.version},
    created,
    image: {
      ...{name: image.name, tags: built.plan.tags, part: image.part},
      ...{digest: imageDigest(built.metadata), id: imageId(built.metadata)},
    },
    source: {
      server: context.server,
      repository: context.repository && `${context.repository.owner}/${context.repository.name}`,
      commit: context.commit,
      ref: context.ref === '' ? null : shortRef(context.ref),
      pullRequest: context.pullRequest?.number ?? null,
      ...{runUrl: jobAddress(context.runUrl, inputs.checkRunId), job: context.job},
    },
    project: read.summary,
    dockerfile: {...prepared.dockerfile, failing},
    build: built.report,
    caches: built.side.caches.map(cache => cache.report),
    ledger,
    facts,
    ...compared,
    decisions,
    timeline: timeline.spans,
    warnings: help.warnings,
  }
}

/** Publishes the report and suggests fixes; resolves with the outputs of the step. */
export async function showReport(
  report: Report,
  {steps, sources, built}: {steps: Run; sources: Sources; built: Built},
): Promise<Record<string, string>> {
  const {inputs, context, machine, help} = steps
  const {temp, octokit, writeSummary, log} = machine
  const {own, dockerfile} = sources
  const {path, shownPath} = dockerfile
  const published = await publish(
    report,
    {
      ...{temp, mode: inputs.comment, threshold: inputs.commentThreshold, hide: inputs.commentHide},
      ...{context, octokit, writeSummary, log, rules: RULES},
    },
    help,
  )
  const {findings} = report.dockerfile
  if (inputs.suggest && octokit && own !== null && shownPath !== null)
    await offerFixes({findings, text: own.text, file: shownPath, context, octokit, log}, help)
  return {
    ...outputsOf(report),
    metadata: built.failure === null ? JSON.stringify(built.metadata, null, 2) : '',
    dockerfile: path ?? '',
    report: published.reportFile,
    html: published.htmlFile ?? '',
    ...{sarif: published.sarifFile ?? '', junit: published.junitFile, badge: published.badgeFile},
    'comment-url': published.commentUrl ?? '',
  }
}

/** Of the job's log; of the run where the runner does not tell the job's number. */
function jobAddress(runUrl: string | null, checkRunId: string | null): string | null {
  return runUrl === null || checkRunId === null ? runUrl : `${runUrl}/job/${checkRunId}`
}
