import {readFile, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import type {PendingSave} from '../cache/caches.ts'
import type {CacheStore} from '../cache/store.ts'
import {isBranchEvent} from '../cache/trust.ts'
import type {ImageFacts} from '../image/facts.ts'
import type {Baseline, Finding} from '../report/report.ts'
import {age, count} from '../report/units.ts'
import type {Hub} from '../runner/commits.ts'
import type {Context} from '../runner/context.ts'
import {isDefaultBranch, shortRef} from '../runner/context.ts'
import {UserError} from '../runner/errors.ts'
import type {Execute} from '../runner/exec.ts'
import type {Help} from '../runner/help.ts'
import {type Ancestry, ancestryOf, findAncestry, listedAncestors, type Repository} from './ancestry.ts'
import type {BaselineInput} from './baseline-input.ts'
import type {KnownBudget} from './budget-changes.ts'
import {readFactsFile} from './facts-file.ts'
import {type BuildPoint, withBuild} from './history.ts'
import {
  baselineKey,
  commitPrefix,
  imagePrefix,
  NAME,
  readStored,
  type StoredBaseline,
  writeStored,
} from './stored-baseline.ts'

export type FoundBaseline = {
  baseline: Baseline
  /** Null where there is nothing to compare with. */
  facts: ImageFacts | null
  /** Fingerprints; null where they are not known. */
  findings: ReadonlySet<string> | null
  /** What the default branch was judged by; null where that is not known. */
  budgets: KnownBudget[] | null
  /** Builds of the default branch, oldest first. */
  history: BuildPoint[]
  /** The commit whose tree is to be built for the comparison. */
  rebuild: Ancestry | null
}

/** What looking for a baseline touches. */
export type BaselineMachine = {
  store: CacheStore
  temp: string
  /** A folder of the checkout. */
  folder: string
  execute: Execute
  signal: AbortSignal
  hub: Hub | null
  now: () => Date
  version: string
  measureImage: (source: string) => Promise<ImageFacts>
}

type Found = {stored: StoredBaseline; how: 'exact' | 'ancestor' | 'newest'; distance: number | null}

/**
 * Finds the measurement to compare with, by the input `baseline`. Without one: of the commit that the change starts
 * from, else of the nearest commit before it, else the newest one of the default branch. What goes wrong is a warning
 * and no baseline. @throws UserError for an input that names what is not there
 */
export async function findBaseline(
  input: BaselineInput,
  imageKey: string,
  context: Context,
  machine: BaselineMachine,
  help: Help,
): Promise<FoundBaseline> {
  // Whatever is compared with: it has the history, the findings and the budgets of the default branch.
  const stored = await help.attempt('The baseline could not be read', nothing('the baseline could not be read'), () =>
    findStored(imageKey, context, machine),
  )
  const none = (why: string): FoundBaseline => ({...stored, baseline: {found: false, why}, facts: null, rebuild: null})
  switch (input.kind) {
    case 'auto':
      return {...stored, rebuild: null}
    case 'rebuild':
      if (stored.rebuild?.commit == null)
        help.warn('Input `baseline` is rebuild, and nothing tells which commit to build.')
      return stored
    case 'off':
      return none('input `baseline` is off')
    case 'file': {
      const {facts, created, commit, version} = readFactsFile(input.path, context.workspace)
      const when = created ?? machine.now().toISOString()
      return {...none(''), facts, baseline: given({commit, ref: input.path, created: when, version})}
    }
    case 'image':
      return await help.attempt(
        `The baseline \`${input.source}\` could not be measured`,
        none('it could not be measured'),
        async () => {
          const facts = await machine.measureImage(input.source)
          const created = facts.platforms.find(({settings}) => settings?.created)?.settings?.created
          const when = created && !Number.isNaN(Date.parse(created)) ? created : machine.now().toISOString()
          return {...none(''), facts, baseline: given({commit: null, ref: input.source, created: when, version: null})}
        },
      )
    case 'commit':
      return await namedCommit(input.name, imageKey, {context, ...machine}, machine, help, none)
  }
}

/** The measurement as a file to store, where this run is one that later runs compare with: the default branch's. */
export async function baselineToStore(
  measured: {facts: ImageFacts | null; findings: readonly Finding[]; budgets: KnownBudget[]; history: BuildPoint[]},
  imageKey: string,
  context: Context,
  machine: {temp: string; now: () => Date; version: string},
): Promise<PendingSave[]> {
  const {facts, findings, budgets, history} = measured
  if (facts === null || !isComparedWith(context)) return []
  const {commit, ref, runId} = context
  const file = join(machine.temp, `new-${NAME}`)
  const created = machine.now().toISOString()
  const stored: StoredBaseline = {
    ...{schema: 1, created, commit, ref, version: machine.version, facts},
    findings: findings.flatMap(({fingerprint}) => fingerprint ?? []),
    budgets: budgets.map(({input, platform, part, written}) => ({input, platform, part, written})),
    history: withBuild(history, commit, created, facts),
  }
  await writeFile(file, writeStored(stored))
  return [{name: NAME, key: baselineKey(imageKey, commit ?? 'none', runId), file}]
}

/** Whether later runs compare with what this one measures. */
export function isComparedWith(context: Context): boolean {
  return context.event === 'local' || (isDefaultBranch(context) && isBranchEvent(context.event))
}

async function findStored(imageKey: string, context: Context, machine: BaselineMachine): Promise<FoundBaseline> {
  const repository: Repository = {context, ...machine}
  const start = await findAncestry(repository)
  const found = await lookUp(imageKey, start, repository, machine)
  if (found === null) return {...nothing(notYet(context)), rebuild: start}
  const {facts, findings, budgets, history} = found.stored
  return {
    ...{baseline: describe(found, start, machine), facts, rebuild: start},
    findings: findings ? new Set(findings) : null,
    budgets: budgets ?? null,
    history: history ?? [],
  }
}

async function lookUp(
  imageKey: string,
  start: Ancestry,
  repository: Repository,
  machine: BaselineMachine,
): Promise<Found | null> {
  const newest = await restore(imageKey, start, [imagePrefix(imageKey)], machine)
  if (newest === null || newest.how !== 'newest' || start.commit === null) return newest
  // The checkout has no history, or a short one: GitHub may list which of the builds that are known came before.
  const builds = new Set(newest.stored.history?.map(({commit}) => commit))
  const listed = await listedAncestors(repository, start.commit)
  const index = listed.findIndex(commit => builds.has(commit))
  if (index < 0) return newest
  const nearest = {...start, commit: listed[index]!, ancestors: []}
  const older = await restore(imageKey, nearest, [], machine)
  return older === null ? newest : {...older, how: 'ancestor', distance: index + 1}
}

/** One question to the store: for the commit, for those before it, then for `others`. */
async function restore(
  imageKey: string,
  {commit, ancestors}: Ancestry,
  others: string[],
  {store, temp}: BaselineMachine,
): Promise<Found | null> {
  const file = join(temp, NAME)
  const wanted = commit === null ? [] : [commit, ...ancestors].map(each => commitPrefix(imageKey, each))
  const prefixes = [...wanted, ...others]
  // The first key can match nothing: keys end with the run. What counts are the prefixes.
  const matched = await store.restore(NAME, `${prefixes[0]}none`, prefixes, file)
  if (matched === null) return null
  const stored = readStored(JSON.parse(await readFile(file, 'utf8')))
  const index = wanted.findIndex(prefix => matched.startsWith(prefix))
  if (index < 0) return {stored, how: 'newest', distance: null}
  return {stored, how: index === 0 ? 'exact' : 'ancestor', distance: index}
}

async function namedCommit(
  name: string,
  imageKey: string,
  repository: Repository,
  machine: BaselineMachine,
  help: Help,
  none: (why: string) => FoundBaseline,
): Promise<FoundBaseline> {
  try {
    const start = await ancestryOf(repository, name)
    const found = await restore(imageKey, start, [], machine)
    if (found === null)
      return none(`no build of \`${name}\` (${start.commit?.slice(0, 7)}) or shortly before it is stored`)
    return {...none(''), facts: found.stored.facts, baseline: describe(found, start, machine)}
  } catch (error) {
    if (error instanceof UserError) throw error
    const why = `the baseline \`${name}\` could not be read`
    return await help.attempt(`The baseline \`${name}\` could not be read`, none(why), () => Promise.reject(error))
  }
}

function describe({stored, how, distance}: Found, start: Ancestry, {now, version}: BaselineMachine): Baseline {
  const measuredBy = stored.version ?? null
  const newest = stored.ref === '' ? 'the last build' : 'the newest build of the default branch'
  const which = {
    exact: start.what,
    ancestor: `${count(distance ?? 0, 'commit')} before ${start.what}, the nearest that was measured`,
    newest: start.commit === null ? newest : `${newest} (neither ${start.what} nor one shortly before it is stored)`,
  }[how]
  const when = age(stored.created, now().toISOString())
  const by = measuredBy === null || measuredBy === version ? '' : ` by go-image ${measuredBy}`
  return {
    ...{found: true, commit: stored.commit, ref: shortRef(stored.ref), created: stored.created},
    ...{why: `${which}, measured ${when}${by}`, how, distance, measuredBy},
  }
}

function given(known: {commit: string | null; ref: string; created: string; version: string | null}): Baseline {
  const {version, ...rest} = known
  return {found: true, ...rest, why: 'given by input `baseline`', how: 'given', distance: null, measuredBy: version}
}

function nothing(why: string): FoundBaseline {
  return {
    ...{baseline: {found: false, why}, facts: null, findings: null, budgets: null, history: []},
    rebuild: null,
  }
}

function notYet(context: Context): string {
  const branch = context.repository?.defaultBranch
  return branch ? `it is stored by the next push to \`${branch}\`` : 'the next build compares with this one'
}
