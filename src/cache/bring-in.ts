import {mkdir, rename, rm, stat} from 'node:fs/promises'
import {join} from 'node:path'
import {setTimeout as delay} from 'node:timers/promises'
import type {GoCacheMount} from '../dockerfile/mounts.ts'
import {bytes} from '../report/units.ts'
import {type Context, isDefaultBranch} from '../runner/context.ts'
import {messageOf} from '../runner/errors.ts'
import {settled} from '../runner/settled.ts'
import {checkArchive} from './archive.ts'
import type {CacheTools, GoCache} from './caches.ts'
import {type CacheKey, changedParts} from './keys.ts'
import {wantsCensus} from './saving.ts'
import type {Opened, Transfer} from './transfer.ts'
import type {Trust} from './trust.ts'
import {verifyModules, withoutModules} from './verify.ts'

/**
 * How long a builder may take to say whether its mounts are warm before the download starts anyway. One that is up
 * answers in a third of this; another boots or pulls the base image, and the download runs meanwhile.
 */
const ANSWER_MS = 1_500

/**
 * Finds, downloads and unpacks caches into the builder's mounts; fills their reports. Resolves with the way that is open
 * for the way out. Fails never, but on cancel.
 */
export async function cachesIn(
  caches: GoCache[],
  trust: Trust,
  context: Context,
  tools: CacheTools,
): Promise<Transfer> {
  const {transfer} = tools.portable
  if (caches.length === 0 || !(trust.restore || trust.save)) return transfer
  try {
    return await bringIn(caches, trust, context, tools)
  } catch (error) {
    if (tools.signal.aborted) throw error
    const where = placeOf(transfer)
    tools.warn(`Go's caches could not be put into the ${where}, the build starts cold: ${messageOf(error)}`)
    for (const cache of caches) {
      Object.assign(cache, {base: null, difference: null, census: false})
      Object.assign(cache.report, {hit: 'none', matchedKey: null, changed: [], restoredBytes: null})
      cache.report.verdict = `could not be put into the ${where}`
    }
    return transfer
  }
}

async function bringIn(caches: GoCache[], trust: Trust, context: Context, tools: CacheTools): Promise<Transfer> {
  const opening = open(caches, tools)
  opening.catch(() => {}) // awaited below; a failure before that must not end the process
  const early = await Promise.race([opening, delay(ANSWER_MS, null, {ref: false})])
  const isWarm = (opened: Opened | null, cache: GoCache) => opened?.states.get(cache.mount.name) === 'warm'
  const archives = join(tools.temp, 'restored')
  await mkdir(archives, {recursive: true})
  const asked = trust.restore ? caches.filter(cache => !isWarm(early, cache)) : []
  // Each cache goes on by itself, so that one is unpacked while another still comes or is checked.
  const arriving = asked.map(async (cache): Promise<Transfer | null> => {
    await download(cache, archives, tools)
    const opened = await opening
    if (cache.base === null || isWarm(opened, cache)) return null
    cache.census = trust.save && isDefaultBranch(context) && wantsCensus(cache)
    // A step of the builder has all mounts, once: two steps may not get the same folder of a private one.
    if (opened.transfer.way === 'portable') return null
    return await unpack([cache], opened.transfer, archives, tools)
  })
  const used = (await settled(arriving)).filter(way => way !== null)
  const opened = await opening
  for (const cache of caches)
    if (isWarm(opened, cache)) {
      Object.assign(cache, {base: null, difference: null})
      Object.assign(cache.report, {hit: 'warm', matchedKey: null, changed: [], restoredBytes: null})
      cache.report.verdict = `the ${placeOf(opened.transfer)} has it already: left as it is`
    }
  const waiting = caches.filter(cache => cache.base !== null && cache.report.way === null && !isWarm(opened, cache))
  if (waiting.length > 0) used.push(await unpack(waiting, opened.transfer, archives, tools))
  await rm(archives, {recursive: true, force: true})
  return used.find(({way}) => way !== opened.transfer.way) ?? opened.transfer
}

async function unpack(found: GoCache[], way: Transfer, archives: string, tools: CacheTools): Promise<Transfer> {
  const started = performance.now()
  const restored = found.map(({mount, census}) => ({mount, census}))
  const used = await inOneWay(way, tools, open => open.unpack(restored, archives))
  for (const {report} of found) {
    report.seconds.in = (performance.now() - started) / 1000
    report.way = used.way
  }
  return used
}

/** For people: whose caches a way is about. */
export function placeOf({way}: Pick<Transfer, 'way'>): 'builder' | 'runner' {
  return way === 'runner' ? 'runner' : 'builder'
}

/** The direct way where it is open, else the portable one; why not is told. */
async function open(caches: GoCache[], tools: CacheTools): Promise<Opened> {
  const {portable, direct, explain, signal} = tools
  const mounts = caches.map(cache => cache.mount)
  if (direct === null) return await portable.open(mounts)
  const opened = await direct(mounts).catch(error => {
    if (signal.aborted) throw error
    return {refused: messageOf(error)}
  })
  if (!('refused' in opened)) {
    // Nothing of it waits for the base image, so that a builder without it pulls it while archives come in. One whose
    // mounts are all warm has it.
    if ([...opened.states.values()].includes('empty')) portable.fetchBase(mounts).catch(() => {}) // the build itself says best what is wrong with an image
    return opened
  }
  explain(`Go's caches take the portable way: ${opened.refused}`)
  return await portable.open(mounts)
}

/** Tries the way that is open, then the portable one; resolves with the one that did it. */
export async function inOneWay(
  way: Transfer,
  {portable, explain, signal}: CacheTools,
  body: (way: Transfer) => Promise<unknown>,
): Promise<Transfer> {
  try {
    await body(way)
    return way
  } catch (error) {
    if (signal.aborted || way.way === portable.transfer.way) throw error
    explain(`Go's caches take the portable way: the direct one failed: ${messageOf(error)}`)
  }
  await body(portable.transfer)
  return portable.transfer
}

async function download(cache: GoCache, archives: string, tools: CacheTools): Promise<void> {
  const {warn, signal, store} = tools
  const {key, mount, report} = cache
  const started = performance.now()
  const since = (time: number) => (performance.now() - time) / 1000
  try {
    const name = `${mount.name}.tar`
    const found = await store.find(name, key.key, key.restoreKeys)
    report.seconds.lookup = since(started)
    if (found === null) return
    // The difference's key needs only the base's name, so both come at once.
    const [base, difference] = await settled([
      restoreFile(name, {...key, key: found, restoreKeys: []}, mount, archives, tools),
      restoreDifference(cache, found, archives, tools),
    ])
    // @actions/cache warns of an archive that it cannot unpack, but names no entry.
    if (base === null) throw new Error(`${found} is not used: it could not be read`)
    Object.assign(cache, {base, difference})
    const current = base.key === key.key || (difference !== null && isCurrent(cache, base.key, difference.key))
    report.matchedKey = difference?.key ?? base.key
    report.changed = difference
      ? changedParts(cache.differenceKey(base.key), difference.key)
      : changedParts(key, base.key)
    report.restoredBytes = base.bytes + (difference?.bytes ?? 0)
    report.hit = current ? 'exact' : 'older'
    const more = difference ? `, with ${bytes(difference.bytes)} that came since` : ''
    report.verdict = `restored${current ? '' : ' from an older entry'}${more}`
  } catch (error) {
    if (signal.aborted) throw error
    await rm(join(archives, differenceName(cache)), {force: true})
    warn(`The ${key.kind} cache could not be downloaded: ${messageOf(error)}`)
    report.verdict = 'the download failed'
  } finally {
    report.seconds.download = since(started) - (report.seconds.lookup ?? 0)
  }
}

function differenceName({mount}: GoCache): string {
  return `${mount.name}-difference.tar`
}

/** Modules are current for the same go.sum; compile results for the same commit, whichever run saved them. */
function isCurrent(cache: GoCache, base: string, difference: string): boolean {
  const wanted = cache.differenceKey(base)
  if (cache.key.kind === 'modules') return difference.startsWith(wanted.restoreKeys[1]!)
  const withoutRun = (key: string) => key.replace(/\.\d+$/, '')
  return withoutRun(difference) === withoutRun(wanted.key)
}

/** A difference that cannot be had costs misses, not the base. */
async function restoreDifference(
  cache: GoCache,
  base: string,
  archives: string,
  tools: CacheTools,
): Promise<GoCache['difference']> {
  try {
    return await restoreFile(differenceName(cache), cache.differenceKey(base), cache.mount, archives, tools)
  } catch (error) {
    if (tools.signal.aborted) throw error
    tools.warn(`The newest part of the ${cache.key.kind} cache could not be downloaded: ${messageOf(error)}`)
    return null
  }
}

async function restoreFile(
  name: string,
  key: CacheKey,
  mount: GoCacheMount,
  folder: string,
  tools: CacheTools,
): Promise<GoCache['base']> {
  const file = join(folder, name)
  const matched = await tools.store.restore(name, key.key, key.restoreKeys, file)
  if (matched === null) return null
  try {
    await trustFile(file, mount, tools)
  } catch (error) {
    await rm(file, {force: true})
    throw new Error(`${matched} is not used: ${messageOf(error)}`, {cause: error})
  }
  return {key: matched, bytes: (await stat(file)).size}
}

/**
 * Whoever can push a branch can write entries, so nothing of one reaches the builder unchecked: names and kinds of files,
 * and of modules, that each is what go.sum says; those that are not are taken out.
 */
async function trustFile(file: string, {kind, part}: GoCacheMount, {goSums, warn}: CacheTools): Promise<void> {
  if (kind === 'build') return void (await checkArchive(file, 'build'))
  const {bad} = await verifyModules(file, goSums, part !== '')
  if (bad.length === 0) return
  await withoutModules(file, bad, `${file}.checked`)
  await rename(`${file}.checked`, file)
  // Toolchains are in no go.sum; that they are left out is no news.
  const [first] = bad.filter(({module}) => module !== 'golang.org/toolchain')
  if (first) warn(`${bad.length} restored modules are left out: ${first.module}@${first.version} ${first.reason}`)
}
