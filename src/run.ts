import {mkdir, rm} from 'node:fs/promises'
import {join} from 'node:path'
import {buildArguments} from './build/arguments.ts'
import {build, imageDigest, imageId} from './build/build.ts'
import {inspectBuilder} from './build/builder.ts'
import {checkDockerfile} from './build/checks.ts'
import {buildContext} from './build/context.ts'
import {describeFailure} from './build/failure.ts'
import {planBuild} from './build/plan.ts'
import {anyRunExecuted} from './build/progress.ts'
import {cachesIn, cachesOut, type PendingSave, planCaches} from './cache/caches.ts'
import {directWay} from './cache/direct.ts'
import {portableTransfer} from './cache/portable.ts'
import type {CacheStore} from './cache/store.ts'
import {decideTrust, describeTrust} from './cache/trust.ts'
import {compileWhere} from './compile/where.ts'
import {chooseDockerfile} from './dockerfile/choose.ts'
import {targetStage} from './dockerfile/parse.ts'
import {readProject} from './go/read.ts'
import {measureBuild} from './image/measure.ts'
import type {Inputs} from './inputs.ts'
import {cachesInLines, cachesOutLines, decisionLines, dockerfileLines, imageLines, projectLines} from './report/log.ts'
import {nameImage} from './report/name.ts'
import {outputsOf} from './report/outputs.ts'
import {publish} from './report/publish.ts'
import type {Report} from './report/report.ts'
import type {Octokit} from './runner/comments.ts'
import {type Context, shortRef, triggerRisk} from './runner/context.ts'
import type {Execute} from './runner/exec.ts'
import {startHelp} from './runner/help.ts'
import type {Log} from './runner/log.ts'
import {startTimeline} from './runner/timeline.ts'
import {baselineToStore, findBaseline} from './size/baseline.ts'
import {describeOverrun, judge} from './size/budget.ts'
import {diffImages} from './size/diff.ts'

/** Everything outside of this program that a run touches. */
export type Machine = {
  log: Log
  /** Starts programs; a cancelled `signal` ends them. */
  execute: Execute
  signal: AbortSignal
  store: CacheStore
  /** A folder of this run's own that outlives it: Dockerfile, report and archives lie there. */
  temp: string
  now: () => Date
  mask: (secret: string) => void
  /** Null where there is nobody to comment as. */
  octokit: Octokit | null
  writeSummary: (markdown: string) => Promise<void>
  noDefaultAttestations: boolean
  /** The environment of children. */
  env: Record<string, string>
  /** DOCKER_HOST, empty for the engine on this machine. */
  dockerHost: string
  isRoot: boolean
  version: string
}

export type Outcome = {
  report: Report
  outputs: Record<string, string>
  /** Files to upload when the job ends. */
  saves: PendingSave[]
  /** Why the step fails; null when it does not. */
  failure: string | null
}

/**
 * The whole program, in order; data only moves forward. Throws a UserError for a wrong input and the signal's reason
 * when cancelled. Whatever only helps (caches, checks, baseline, comment) ends in a warning instead.
 */
export async function run(inputs: Inputs, context: Context, machine: Machine): Promise<Outcome> {
  const {log, execute, signal, store, temp} = machine
  const timeline = startTimeline()
  const help = startHelp(log, signal)
  const say = (lines: string[]) => {
    for (const line of lines) log.info(line)
  }
  await mkdir(temp, {recursive: true})
  const risk = triggerRisk(context)
  if (risk !== null) help.warn(risk)

  // Inspect: the sources, the builder, the Go project
  const source = await buildContext(inputs.build.context, context)
  const builderAnswer = timeline.measure('builder', () => inspectBuilder(inputs.build.builder, execute))
  builderAnswer.catch(() => {}) // awaited below; a wrong input found before that is the better message
  const read = await timeline.measure('inspect', () => readProject(source, inputs, help))
  say(projectLines(read.summary))

  // Dockerfile: the repository's own, or one that is written
  const dockerfile = await timeline.measure('dockerfile', () =>
    chooseDockerfile({source, workspace: context.workspace, inputs, project: read.project, temp}),
  )
  const builder = await builderAnswer
  const image = nameImage(inputs, read.summary, context)

  // Plan the build and its caches
  const planned = await planBuild({
    ...{inputs, context, source, builder, temp, mask: machine.mask},
    ...{dockerfile: dockerfile.buildPath, written: dockerfile.origin === 'written'},
    noDefaultAttestations: machine.noDefaultAttestations,
    warn: help.warn,
  })
  const {plan, compiled, choice} = await timeline.measure('compile', () =>
    compileWhere(inputs.compile, planned, dockerfile, source, machine),
  )
  const trust = decideTrust({
    event: context.event,
    ref: context.ref,
    mode: inputs.cache,
    platformMode: context.cacheMode,
  })
  const caches = planCaches({
    dockerfile: compiled ? null : dockerfile.model,
    inputs,
    goSum: read.goSum,
    imageKey: image.key,
    context,
    trust,
    help,
  })
  const cacheTools = {
    ...{store, temp, signal, warn: help.warn, goSums: read.goSums},
    explain: inputs.cacheTransfer === 'direct' ? help.warn : log.info,
    portable: portableTransfer({...plan.inputs, temp}, execute),
    direct: directWay(inputs.cacheTransfer, builder, machine),
  }

  const decisions = [
    ...read.decisions,
    ...dockerfile.choices,
    ...choice,
    ...(caches.length > 0 ? [describeTrust(trust)] : []),
  ]
  say(decisionLines(decisions))

  // Caches in, while BuildKit checks the Dockerfile and the baseline is looked up
  const [findings, baseline, way] = await log.group('▸ Looking up baseline and caches', () =>
    Promise.all([
      timeline.measure('checks', () => checkDockerfile(dockerfile, inputs.build, source, execute, help)),
      timeline.measure('baseline', () => findBaseline(image.key, context, store, temp, help)),
      timeline.measure('caches in', () => cachesIn(caches, trust, context, cacheTools)),
    ]),
  )
  const dockerfileReport = {origin: dockerfile.origin, path: dockerfile.shownPath, text: dockerfile.text, findings}
  say([...dockerfileLines(dockerfileReport), ...cachesInLines(caches.map(cache => cache.report))])

  // Build
  const built = await log
    .group('▸ Build  docker buildx build', () =>
      timeline.measure('build', () => build(buildArguments(plan), plan.metadataFile, execute, log)),
    )
    .finally(() => rm(join(temp, 'secrets'), {recursive: true, force: true}))
  const succeeded = built.report.outcome === 'success'

  // Caches out and measure
  const [saves, facts] = succeeded
    ? await Promise.all([
        timeline.measure('caches out', () =>
          cachesOut(caches, trust, anyRunExecuted(built.steps), way, read.keep, cacheTools),
        ),
        timeline.measure('measure', () =>
          measureBuild(plan.layout, targetStage(dockerfile.model, inputs.build.target), baseline.facts, help),
        ),
      ])
    : [[], null]
  say(cachesOutLines(caches.map(cache => cache.report)))

  // Compare
  const diff = facts && diffImages(baseline.facts, facts)
  const budgets = diff ? judge(inputs.sizeBudget, inputs.sizeIncrease, diff) : []

  // Report
  const report: Report = {
    schema: 1,
    tool: {name: 'go-image', version: machine.version},
    created: machine.now().toISOString(),
    image: {name: image.name, tags: plan.tags, digest: imageDigest(built.metadata), id: imageId(built.metadata)},
    source: {
      server: context.server,
      repository: context.repository && `${context.repository.owner}/${context.repository.name}`,
      commit: context.commit,
      ref: context.ref === '' ? null : shortRef(context.ref),
      pullRequest: context.pullRequest?.number ?? null,
      runUrl: context.runUrl,
    },
    project: read.summary,
    dockerfile: dockerfileReport,
    build: built.report,
    caches: caches.map(cache => cache.report),
    facts,
    baseline: baseline.baseline,
    diff,
    budgets,
    decisions,
    timeline: timeline.spans,
    warnings: help.warnings,
  }
  say(imageLines(report))
  const {octokit, writeSummary} = machine
  const published = await publish(
    report,
    {temp, mode: inputs.comment, key: image.key, context, octokit, writeSummary, log},
    help,
  )
  return {
    report,
    outputs: {
      ...outputsOf(report),
      metadata: succeeded ? JSON.stringify(built.metadata, null, 2) : '',
      dockerfile: dockerfile.path ?? '',
      report: published.reportFile,
      'comment-url': published.commentUrl ?? '',
    },
    saves: [...saves, ...(await baselineToStore(facts, image.key, context, machine))],
    failure: succeeded ? describeOverrun(budgets) : describeFailure(built.report, built.error ?? 'unknown'),
  }
}
