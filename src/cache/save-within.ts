/** Saves what a run packed, within `cache-max-size`. */
import {rm, stat} from 'node:fs/promises'
import {progressText} from '../report/progress-text.ts'
import {bytes, duration} from '../report/units.ts'
import {messageOf} from '../runner/errors.ts'
import type {Log} from '../runner/log.ts'
import {
  chooseRemovals,
  chooseSaves,
  type NewEntry,
  type Remembered,
  type Removal,
  rememberedEntries,
  total,
} from './bound.ts'
import {describeKept, describeRefused, type Grants} from './kept.ts'
import {isLedger, noteUploads} from './ledger.ts'
import type {CacheStore, StoredEntry} from './store.ts'
import {estimateCompressed} from './weigh.ts'

export type Saving = {
  saves: {name: string; key: string; file: string}[]
  /** Keys of what the run restored. */
  restored: string[]
  /** Bytes; 0 saves nothing. */
  maximum: number
  /** Full ref. */
  scope: string
  /** What runs of the last days saved, for a store that cannot be listed. */
  remembered: Remembered[]
  grants: Grants
  now: number
}

type Told = Pick<Log, 'info' | 'warning' | 'watch'>

/** More would hold up the end of a job; the next one goes on. */
const MAX_REMOVALS = 100

/** GitHub's client asks five times over some 30 s; a store that did not answer then would hold up the job for each entry. */
const RETRIED_SECONDS = 15

/** Files are removed when all are dealt with. What cannot be saved ends in a warning. */
export async function saveWithin(store: CacheStore, saving: Saving, log: Told): Promise<void> {
  if (saving.saves.length === 0) return
  if (saving.maximum === 0) log.info('▸ Caches kept  nothing was saved or removed: `cache-max-size` is 0')
  else await saveWhatFits(store, saving, log)
  for (const {file} of saving.saves) await rm(file, {force: true})
}

async function saveWhatFits(store: CacheStore, saving: Saving, log: Told): Promise<void> {
  const {saves, maximum, grants} = saving
  const entries = await weigh(saves, log)
  const before = await listed(store, log)
  const {removed, stuck} = await makeRoom(store, before, entries, saving, log)
  const left = before?.filter(entry => !removed.some(removal => removal.entry.id === entry.id))
  const kept = left ?? rememberedEntries(saving.remembered, saving.now)
  const {fits, refused} = chooseSaves(total(kept), entries, maximum)
  const saved: (NewEntry & {seconds: number})[] = []
  const untaken: string[] = []
  const untried: string[] = []
  let gaveUp = false
  // The ledger comes last: it tells later runs what the uploads of this one took.
  for (const save of saves.toSorted((a, b) => Number(isLedger(a)) - Number(isLedger(b)))) {
    const entry = fits.find(({key}) => key === save.key)
    if (entry === undefined) continue
    if (gaveUp) {
      untried.push(save.key)
      continue
    }
    if (isLedger(save)) await noteUploads(save.file, saved)
    const {outcome, seconds} = await upload(store, save, log)
    if (outcome === 'saved') saved.push({...entry, seconds})
    if (outcome === 'not taken') untaken.push(save.key)
    gaveUp = outcome !== 'saved' && seconds > RETRIED_SECONDS
  }
  if (untried.length > 0)
    log.warning(
      `${untried.join(', ')} ${untried.length === 1 ? 'was' : 'were'} not saved: the store did not answer before.`,
    )
  const tried = saved.length + untaken.length
  const after = tried === 0 || left === undefined ? null : await store.list().catch(() => null)
  const stays = (entry: StoredEntry) => !removed.some(removal => removal.entry.id === entry.id)
  const known = after?.filter(stays) ?? kept
  // A listing may lag behind what was saved a moment ago.
  const missing = saved.filter(({key}) => !known.some(entry => entry.key === key))
  const result = {
    ...{maximum, removed, refused, stuck},
    entries: [...known, ...missing],
    listed: left !== undefined,
  }
  log.info(`▸ Caches kept  ${describeKept(result, grants)}`)
  // A store that takes nothing has the key already, or is not there; a listing tells.
  const lost = left === undefined ? [] : untaken.filter(key => !known.some(entry => entry.key === key))
  if (lost.length > 0)
    log.warning(`${lost.join(', ')} could not be saved: the store took nothing. Later runs do without.`)
  const warning = describeRefused(result, grants)
  if (warning !== null) log.warning(warning)
}

async function weigh(saves: Saving['saves'], log: Told): Promise<NewEntry[]> {
  const entries: NewEntry[] = []
  for (const {key, file} of saves)
    try {
      entries.push({key, bytes: await estimateCompressed(file)})
    } catch (error) {
      log.warning(`${key} could not be saved: ${messageOf(error)}`)
    }
  return entries
}

async function listed(store: CacheStore, log: Told): Promise<StoredEntry[] | null> {
  try {
    return await store.list()
  } catch (error) {
    log.warning(`What is in the cache could not be listed: ${messageOf(error)}`)
    return null
  }
}

/** Removes until all new entries fit, or something may not be removed; that is `stuck`. */
async function makeRoom(
  store: CacheStore,
  stored: StoredEntry[] | null,
  entries: NewEntry[],
  {restored, maximum, scope, now}: Saving,
  log: Told,
): Promise<{removed: Removal[]; stuck: boolean}> {
  const removals = stored ? chooseRemovals({stored, saving: entries, restored, maximum, scope, now}) : []
  const removed: Removal[] = []
  for (const removal of removals.slice(0, MAX_REMOVALS)) {
    try {
      if (!(await store.remove(removal.entry))) return {removed, stuck: true}
      removed.push(removal)
    } catch (error) {
      log.info(`  ${removal.entry.key} could not be removed: ${messageOf(error)}`)
      return {removed, stuck: true}
    }
  }
  return {removed, stuck: false}
}

/** With the seconds that it took. What failed is told. */
async function upload(
  store: CacheStore,
  {name, key, file}: Saving['saves'][number],
  log: Told,
): Promise<{outcome: 'saved' | 'not taken' | 'failed'; seconds: number}> {
  const started = performance.now()
  const since = () => (performance.now() - started) / 1000
  try {
    const {size} = await stat(file)
    // Stores take a whole file; how much of it they have they do not tell.
    const said = (passed: number) => progressText(`saving ${key}, ${bytes(size)}`, passed)
    const saved = await log.watch(said, () => store.save(name, key, file))
    const seconds = since()
    log.info(saved ? `▸ Saved  ${key} · ${bytes(size)} in ${duration(seconds)}` : `▸ Not saved  ${key}`)
    return {outcome: saved ? 'saved' : 'not taken', seconds}
  } catch (error) {
    log.warning(`${key} could not be saved: ${messageOf(error)}`)
    return {outcome: 'failed', seconds: since()}
  }
}
