import {mkdir, rm} from 'node:fs/promises'
import {join} from 'node:path'
import {setTimeout as delay} from 'node:timers/promises'
import {progressText} from '../report/progress-text.ts'
import {type Context, isDefaultBranch} from '../runner/context.ts'
import {messageOf} from '../runner/errors.ts'
import {settled} from '../runner/settled.ts'
import type {CacheTools, GoCache} from './caches.ts'
import {type Came, download, downloadFile, isWarm} from './download.ts'
import {wantsCensus} from './saving.ts'
import type {Opened, Transfer} from './transfer.ts'
import type {Trust} from './trust.ts'

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
  const archives = join(tools.temp, 'restored')
  await mkdir(archives, {recursive: true})
  const asked = trust.restore ? caches.filter(cache => !isWarm(early, cache)) : []
  // Each cache goes on by itself, so that one is unpacked while another still comes or is checked.
  const arriving = asked.map(async (cache): Promise<Transfer | null> => {
    const came = await download(cache, opening, archives, tools)
    const opened = await opening
    if (cache.base === null || isWarm(opened, cache)) return null
    cache.census = trust.save && isDefaultBranch(context) && wantsCensus(cache)
    // A step of the builder has all mounts, once: two steps may not get the same folder of a private one.
    if (opened.transfer.way === 'portable') return null
    return await unpack([cache], came.refused ? tools.portable.transfer : opened.transfer, archives, tools, came)
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

/** `came` where the only one of them may have been received: another way needs a file. */
async function unpack(
  found: GoCache[],
  way: Transfer,
  archives: string,
  tools: CacheTools,
  came?: Came,
): Promise<Transfer> {
  const started = came?.received ?? performance.now()
  const restored = found.map(({mount, census}) => ({mount, census}))
  const kinds = found.map(({key}) => key.kind).join(' and ')
  const used = await tools.watch(
    seconds => progressText(`unpacking ${kinds}`, seconds),
    () =>
      inOneWay(way, tools, async open => {
        if (open !== way && came?.received) await downloadFile(found[0]!, archives, tools)
        await open.unpack(restored, archives)
      }),
  )
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
  const opened = await direct.open(mounts).catch(error => {
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
