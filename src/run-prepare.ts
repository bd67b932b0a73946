/** What comes before the build: Go's caches go in, while BuildKit checks the Dockerfile and the baseline is looked up. */
import {checkDockerfile} from './build/checks.ts'
import {cachesIn} from './cache/bring-in.ts'
import {type LedgerRun, noteRelease, readLedger} from './cache/ledger.ts'
import type {CacheSide} from './cache/sides.ts'
import type {Transfer} from './cache/transfer.ts'
import {type ContextReport, contextText} from './dockerfile/check/context-report.ts'
import {type KeptLayers, readKnownLayers} from './image/known-layers.ts'
import {measureNamed} from './image/named.ts'
import {excerptsOf} from './report/excerpts.ts'
import {cachesInLines, dockerfileLines} from './report/log.ts'
import type {Report} from './report/report.ts'
import type {Machine, Run} from './run.ts'
import type {Planned, Sources} from './run-plan.ts'
import type {Context} from './runner/context.ts'
import {type BaselineMachine, type FoundBaseline, findBaseline} from './size/baseline.ts'

export type Prepared = {
  dockerfile: Omit<Report['dockerfile'], 'failing'>
  /** What the build sends of its context; null where that is not known, or nothing. */
  sent: ContextReport | null
  found: FoundBaseline
  /** What layers of earlier runs hold. */
  kept: KeptLayers
  /** What earlier runs took. */
  earlier: LedgerRun[]
  /** How the caches came in, and the way that is open for them to come out. */
  way: Transfer
  /** Where commits are asked about. */
  repository: Repository
}

type Repository = Pick<BaselineMachine, 'execute' | 'signal' | 'hub' | 'folder'> & {context: Context}

export async function prepare(
  run: Run,
  {own, dockerfile, source, image}: Sources,
  {side, trust}: Planned,
): Promise<Prepared> {
  const {inputs, context, machine, timeline, help, say} = run
  const {log, execute, signal, store, temp, env, rulePages} = machine
  const {origin, shownPath, text} = dockerfile
  const repository = repositoryOf(source.kind === 'folder' ? source.path : context.workspace, context, machine)
  const measureImage = async (name: string) =>
    (await measureNamed(name, '', {execute, env, signal, watch: log.watch})).facts
  const [{findings, context: sent}, found, kept, earlier, way] = await log.group(
    '▸ Looking up baseline and caches',
    () =>
      Promise.all([
        timeline.measure('checks', () => checkDockerfile({own, shownPath, inputs, rulePages, execute, help})),
        timeline.measure('baseline', () =>
          findBaseline(inputs.baseline, image.part, context, {...machine, ...repository, measureImage}, help),
        ),
        readKnownLayers(image.part, store, temp, help),
        side.caches.length > 0 ? readLedger(image.key, store, temp, help) : [],
        bringIn(run, side, trust),
      ]),
  )
  noteRelease(side.caches, side.goRelease, earlier)
  const excerpts = own === null || findings.length === 0 ? [] : excerptsOf(await own.text(), findings)
  const checked = {origin, path: shownPath, text, excerpts, findings}
  say([
    ...dockerfileLines(checked),
    ...(sent ? contextText(sent) : []),
    ...cachesInLines(side.caches.map(cache => cache.report)),
  ])
  return {dockerfile: checked, sent, found, kept, earlier, way, repository}
}

export function bringIn(
  {context, timeline}: Run,
  {caches, tools}: CacheSide,
  trust: Planned['trust'],
): Promise<Transfer> {
  return timeline.measure('caches in', () => cachesIn(caches, trust, context, tools))
}

/** The checkout, and GitHub where there is a token. */
function repositoryOf(folder: string, context: Context, {execute, signal, octokit}: Machine): Repository {
  const {repository} = context
  const hub = octokit && repository && {octokit, owner: repository.owner, repo: repository.name, signal}
  return {context, execute, signal, hub, folder}
}
