import {mkdir, rm} from 'node:fs/promises'
import {join} from 'node:path'
import {buildArguments} from './build/arguments.ts'
import {build, imageDigest, imageId} from './build/build.ts'
import {inspectBuilder} from './build/builder.ts'
import {checkDockerfile} from './build/checks.ts'
import {commitTime} from './build/commit-time.ts'
import {type BuildContext, buildContext} from './build/context.ts'
import {describeFailure} from './build/failure.ts'
import {describeLayerFailure} from './build/layer-advice.ts'
import {planLayers} from './build/layers.ts'
import {imageRows} from './build/materials.ts'
import {ownDockerfile} from './build/own-dockerfile.ts'
import {planBuild} from './build/plan.ts'
import {anyRunExecuted, type Step} from './build/progress.ts'
import {proveFixes} from './build/prove-fixes.ts'
import {writeSecrets} from './build/secrets.ts'
import {testFailure} from './build/test-failure.ts'
import {cachesIn} from './cache/bring-in.ts'
import type {PendingSave} from './cache/caches.ts'
import {judgeRun, ledgerToStore, noteRelease, readLedger} from './cache/ledger.ts'
import type {Mounting} from './cache/mounted.ts'
import {builderSide, runnerSide} from './cache/sides.ts'
import type {CacheStore} from './cache/store.ts'
import {cachesOut} from './cache/take-out.ts'
import {describeTrust, trustOf} from './cache/trust.ts'
import {compileThere, decideWhere, IN_DOCKER} from './compile/where.ts'
import {contextRow, contextText} from './dockerfile/check/context-report.ts'
import {chooseDockerfile} from './dockerfile/choose.ts'
import {targetStage} from './dockerfile/parse.ts'
import {RULES} from './dockerfile/rules/table.ts'
import {readProject} from './go/read.ts'
import {layersToStore, readKnownLayers} from './image/known-layers.ts'
import {measureBuild} from './image/measure.ts'
import {measureNamed} from './image/named.ts'
import type {Inputs} from './inputs.ts'
import {describeFindings} from './report/gate.ts'
import {
  cachesInLines,
  cachesOutLines,
  decisionLines,
  dockerfileLines,
  imageLines,
  ledgerLines,
  projectLines,
} from './report/log.ts'
import {nameImage} from './report/name.ts'
import {offerFixes} from './report/offer-fixes.ts'
import {outputsOf} from './report/outputs.ts'
import {watchPart} from './report/progress-text.ts'
import {publish} from './report/publish.ts'
import type {DecisionRow, Report} from './report/report.ts'
import {compareImage} from './run-compare.ts'
import type {Octokit} from './runner/comments.ts'
import {type Context, shortRef, triggerRisk} from './runner/context.ts'
import type {Execute} from './runner/exec.ts'
import {startHelp} from './runner/help.ts'
import type {Log} from './runner/log.ts'
import {startTimeline} from './runner/timeline.ts'
import {baselineToStore, findBaseline, isComparedWith} from './size/baseline.ts'
import {describeOverrun} from './size/budget.ts'
import {budgetsOf} from './size/budget-file.ts'

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
  /** That of a build that keeps layers in GitHub's cache service: with the service's address and token. */
  layerCacheEnv: Record<string, string>
  /** DOCKER_HOST, empty for the engine on this machine. */
  dockerHost: string
  isRoot: boolean
  /** Where caches may be mounted; null where the machine outlasts the job. */
  mounting: Omit<Mounting, 'say'> | null
  version: string
  /** Address of the folder with the pages of the rules; null where it is not known. */
  rulePages: string | null
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
  const timeline = startTimeline((name, body) => watchPart(log, name, body))
  const help = startHelp(log, signal)
  const say = (lines: string[]) => {
    for (const line of lines) log.info(line)
  }
  await mkdir(temp, {recursive: true})
  const risk = triggerRisk(context)
  if (risk !== null) help.warn(risk)

  // Inspect: the sources, the builder, the Go project
  const source = await buildContext(inputs.build.context, context)
  const limits = budgetsOf(inputs.budgets, source.kind === 'folder' ? source.path : null)
  const builderAnswer = timeline.measure('builder', () => inspectBuilder(inputs.build.builder, execute))
  builderAnswer.catch(() => {}) // awaited below; a wrong input found before that is the better message
  const read = await timeline.measure('inspect', () =>
    readProject(source, inputs, help, {execute, signal, path: machine.env.PATH ?? '', temp}),
  )
  say(projectLines(read.summary))

  // Dockerfile: the repository's own, or one that is written
  const dockerfile = await timeline.measure('dockerfile', () =>
    chooseDockerfile({
      ...{source, workspace: context.workspace, inputs, project: read.project, temp},
      today: machine.now(),
    }),
  )
  for (const warning of dockerfile.warnings) help.warn(warning)
  const builder = await builderAnswer
  const image = nameImage(inputs, read.summary, context)

  // Plan the build and its caches
  const written = dockerfile.origin === 'written'
  const planned = planBuild({
    ...{inputs, context, source, builder, temp, mask: machine.mask},
    created: written && source.kind === 'folder' ? await commitTime(source.path, execute, signal) : null,
    hasEpoch: machine.env.SOURCE_DATE_EPOCH !== undefined,
    ...{dockerfile: dockerfile.buildPath, written: dockerfile.text},
    noDefaultAttestations: machine.noDefaultAttestations,
    warn: help.warn,
  })
  const trust = trustOf(inputs, context)
  const layers = planLayers({
    ...{plan: planned, mode: inputs.layerCache, imageKey: image.key, dockerfile, trust},
    ...{env: machine.layerCacheEnv, now: machine.now()},
  })
  const sources = {dockerfile, source}
  const repository = repositoryOf(source, context, machine)
  const where =
    inputs.compile === 'runner' && planned.inputs.call === ''
      ? await timeline.measure('find go', () => decideWhere(planned, sources, machine))
      : IN_DOCKER
  const shared = {inputs, context, imageKey: image.key, trust, help, sums: read, machine}
  const ofBuilder = () => builderSide(shared, {plan: layers.plan, dockerfile, builder})
  let side = where.ready ? runnerSide(shared, where.ready.caches) : await ofBuilder()

  const decided = (compile: DecisionRow[]): DecisionRow[] => [
    ...read.decisions,
    ...dockerfile.choices,
    ...compile,
    ...layers.choices,
    ...side.left,
    ...(side.caches.length > 0 ? [describeTrust(trust)] : []),
  ]
  let decisions = decided(where.choice)
  say(decisionLines(decisions))

  // Caches in, while BuildKit checks the Dockerfile and the baseline is looked up
  const {origin, shownPath, text} = dockerfile
  const own = ownDockerfile({dockerfile, inputs: inputs.build, source, today: machine.now()})
  const bringIn = () => timeline.measure('caches in', () => cachesIn(side.caches, trust, context, side.tools))
  const named = async (name: string) => (await measureNamed(name, '', {execute, env: machine.env, signal})).facts
  const [{findings, context: sent}, found, kept, earlier, first] = await log.group(
    '▸ Looking up baseline and caches',
    () =>
      Promise.all([
        timeline.measure('checks', () =>
          checkDockerfile({own, shownPath, inputs, rulePages: machine.rulePages, execute, help}),
        ),
        timeline.measure('baseline', () =>
          findBaseline(inputs.baseline, image.part, context, {...machine, ...repository, measureImage: named}, help),
        ),
        readKnownLayers(image.part, store, temp, help),
        side.caches.length > 0 ? readLedger(image.key, store, temp, help) : [],
        bringIn(),
      ]),
  )
  noteRelease(side.caches, side.goRelease, earlier)
  const dockerfileReport = {origin, path: shownPath, text, findings}
  say([
    ...dockerfileLines(dockerfileReport),
    ...(sent ? contextText(sent) : []),
    ...cachesInLines(side.caches.map(cache => cache.report)),
  ])

  // Compile on the runner, where that was asked for; in Docker all the same when it turns out not to be equal
  let way = first
  let {plan} = layers
  let compileSeconds: number | null = null
  const {ready} = where
  if (ready !== null) {
    const compiled = await timeline.measure('compile', () => compileThere(ready, plan, sources, machine))
    ;({plan, seconds: compileSeconds} = compiled)
    if (compileSeconds === null) {
      side = await ofBuilder()
      say(decisionLines([compiled.choice]))
      way = await bringIn()
      noteRelease(side.caches, side.goRelease, earlier)
      say(cachesInLines(side.caches.map(cache => cache.report)))
    }
    decisions = decided([compiled.choice])
  }

  // Build; the caches come out while BuildKit writes the image, those of the runner at once
  let packing: Promise<PendingSave[]> | null = null
  const takeOut = (steps: Step[]) => {
    const ran = compileSeconds !== null || anyRunExecuted(steps)
    packing ??= timeline.measure('caches out', () => cachesOut(side.caches, trust, ran, way, read.keep, side.tools))
    packing.catch(() => {}) // awaited below
  }
  if (compileSeconds !== null) takeOut([])
  // Only a build that keeps layers in the cache service gets its token.
  const start: Execute = layers.usesService
    ? (command, args, options) => execute(command, args, {...options, env: machine.layerCacheEnv})
    : execute
  const built = await log
    .group('▸ Build  docker buildx build', () =>
      timeline.measure('build', async () => {
        await writeSecrets(plan.secretFiles)
        return await build(buildArguments(plan), plan.metadataFile, start, log, takeOut)
      }),
    )
    .finally(() => rm(join(temp, 'secrets'), {recursive: true, force: true}))
  const images = imageRows(built.metadata)
  say(decisionLines(images))
  decisions = [...decisions, ...images, ...(sent ? [contextRow(sent)] : [])]
  const succeeded = built.report.outcome === 'success'
  const layerFailure = succeeded ? describeLayerFailure(built.steps) : null
  if (layerFailure !== null) help.warn(layerFailure)
  const untested = succeeded ? null : await testFailure(built.steps, {inputs, context, source, project: read.project})
  for (const {message, place} of untested?.annotations ?? []) log.error(message, place)
  if (succeeded) takeOut(built.steps)

  // Measure
  const [saves, measured] = await Promise.all([
    packing ?? [],
    succeeded
      ? timeline.measure('measure', () =>
          measureBuild(
            plan.layout,
            {stage: targetStage(dockerfile.model, inputs.build.target), known: kept.layers, temp},
            help,
          ),
        )
      : null,
  ])
  const facts = measured?.facts ?? null
  const {caches, goRelease} = side
  const {spans} = timeline
  const spent = {steps: built.steps, spans, ...(compileSeconds !== null && {compileSeconds})}
  // A build that failed took no time that another could be measured against.
  const ledger = succeeded
    ? judgeRun({caches, ...spent, goRelease, layerInput: layers.input, context, now: machine.now()}, earlier)
    : {report: null, runs: earlier}
  say([...cachesOutLines(caches.map(cache => cache.report)), ...ledgerLines(ledger.report)])

  // Compare
  const created = machine.now().toISOString()
  const compared = await compareImage(
    {
      ...{facts, found, limits, known: kept.layers, repository, created},
      ...{source, builder, inputs, context, machine, timeline},
    },
    help,
  )

  const proved =
    inputs.prove && succeeded
      ? await timeline.measure('prove', () =>
          help.attempt('The fixes could not be proved', null, () => proveFixes({own, inputs: inputs.build, execute})),
        )
      : null
  if (proved !== null) {
    say(decisionLines([proved]))
    decisions = [...decisions, proved]
  }
  const gated = describeFindings(findings, found.findings, inputs.gate, shownPath ?? 'Dockerfile')

  // Report
  const report: Report = {
    schema: 1,
    tool: {name: 'go-image', version: machine.version},
    created,
    image: {
      ...{name: image.name, tags: plan.tags, part: image.part},
      ...{digest: imageDigest(built.metadata), id: imageId(built.metadata)},
    },
    source: {
      server: context.server,
      repository: context.repository && `${context.repository.owner}/${context.repository.name}`,
      commit: context.commit,
      ref: context.ref === '' ? null : shortRef(context.ref),
      pullRequest: context.pullRequest?.number ?? null,
      ...{runUrl: context.runUrl, job: context.job},
    },
    project: read.summary,
    dockerfile: dockerfileReport,
    build: built.report,
    caches: caches.map(cache => cache.report),
    ledger: ledger.report,
    facts,
    ...compared,
    decisions,
    timeline: spans,
    warnings: help.warnings,
  }
  say(imageLines(report))
  const {octokit, writeSummary} = machine
  const published = await publish(
    report,
    {
      ...{
        temp,
        mode: inputs.comment,
        threshold: inputs.commentThreshold,
        failing: gated !== null,
        hide: inputs.commentHide,
      },
      ...{context, octokit, writeSummary, log, rules: RULES},
    },
    help,
  )
  if (inputs.suggest && octokit && own !== null && shownPath !== null)
    await offerFixes({findings, text: own.text, file: shownPath, context, octokit, log}, help)
  return {
    report,
    outputs: {
      ...outputsOf(report),
      metadata: succeeded ? JSON.stringify(built.metadata, null, 2) : '',
      dockerfile: dockerfile.path ?? '',
      report: published.reportFile,
      html: published.htmlFile ?? '',
      ...{sarif: published.sarifFile ?? '', junit: published.junitFile, badge: published.badgeFile},
      'comment-url': published.commentUrl ?? '',
    },
    saves: [
      ...saves,
      ...(await baselineToStore(
        {facts, findings, budgets: limits, history: found.history},
        image.part,
        context,
        machine,
      )),
      ...(measured && isComparedWith(context)
        ? await layersToStore(measured.layers, kept, {imageKey: image.part, context, temp})
        : []),
      ...(succeeded ? await ledgerToStore(ledger.runs, image.key, context, trust, temp) : []),
    ],
    failure: succeeded
      ? joined([
          describeOverrun(compared.budgets, compared.diff, context.pullRequest && inputs.sizeOverrideLabel),
          gated,
        ])
      : (untested?.sentence ?? describeFailure(built.report, built.error ?? 'unknown')),
  }
}

/** What is asked about commits: the checkout, and GitHub where there is a token. */
function repositoryOf(source: BuildContext, context: Context, {execute, signal, octokit}: Machine) {
  const {workspace, repository} = context
  const hub = octokit && repository && {octokit, owner: repository.owner, repo: repository.name, signal}
  return {context, execute, signal, hub, folder: source.kind === 'folder' ? source.path : workspace}
}

function joined(failures: (string | null)[]): string | null {
  const all = failures.filter(failure => failure !== null)
  return all.length === 0 ? null : all.join('\n')
}
