import {mkdir, rename, rm, stat} from 'node:fs/promises'
import {join} from 'node:path'
import {setTimeout as delay} from 'node:timers/promises'
import {findGoCacheMounts, type GoCacheMount} from '../dockerfile/mounts.ts'
import type {Dockerfile} from '../dockerfile/parse.ts'
import type {Inputs} from '../inputs.ts'
import type {CacheReport} from '../report/report.ts'
import {bytes} from '../report/units.ts'
import {type Context, isDefaultBranch} from '../runner/context.ts'
import {messageOf} from '../runner/errors.ts'
import type {Help} from '../runner/help.ts'
import {checkArchive} from './archive.ts'
import type {Refused} from './direct.ts'
import {buildKey, type CacheKey, differenceKey, modulesKey} from './keys.ts'
import type {Portable} from './portable.ts'
import {type Saving, savingOf, wantsCensus} from './saving.ts'
import type {CacheStore} from './store.ts'
import type {CacheKind, PackRequest, Probed, Transfer} from './transfer.ts'
import type {Trust} from './trust.ts'
import {verifyModules, withoutModules} from './verify.ts'

/** One cache on its way through a run: at most two entries, a base and one difference that came since. */
export type GoCache = {
  mount: GoCacheMount
  key: CacheKey
  /** Key for a difference to the base of the given key. */
  differenceKey: (base: string) => CacheKey
  /** What was restored. */
  base: {key: string; bytes: number} | null
  difference: {key: string; bytes: number} | null
  /** This run learns which entries are still used, to write a new base of them. */
  census: boolean
  report: CacheReport
}

/** An archive that the end of the job uploads. */
export type PendingSave = {name: string; key: string; file: string}

export type CacheTools = {
  store: CacheStore
  portable: Portable
  /** The direct way, for mounts that were probed; not asked for when the user wants the portable one. */
  direct: ((mounts: GoCacheMount[], probed: Probed) => Promise<Transfer | Refused>) | null
  /** Texts of the go.sum files, which say what restored modules must hash to. */
  goSums: string[]
  /** A folder of this run's own. */
  temp: string
  warn: (message: string) => void
  /** Tells why the direct way was not taken. */
  explain: (message: string) => void
  signal: AbortSignal
}

/**
 * How long a builder may take to say whether its mounts are warm before the download starts anyway. A builder that has
 * the base image answers in a third of this; a fresh one pulls the image, and the download runs meanwhile.
 */
const ANSWER_MS = 1_500

/** The caches of a build: one for each of Go's two that the Dockerfile mounts. None for what is built elsewhere. */
export function planCaches(options: {
  dockerfile: Dockerfile | null
  inputs: Inputs
  goSum: string
  imageKey: string
  context: Context
  trust: Trust
  help: Help
}): GoCache[] {
  const {dockerfile, inputs, goSum, imageKey, context, trust, help} = options
  if (dockerfile === null || inputs.cache === 'off' || inputs.build.call !== '') return []
  const mounts = findGoCacheMounts(dockerfile, inputs.build.buildArgs, inputs.build.target)
  if (mounts.length > 0 && inputs.build.noCache) {
    help.warn("`no-cache` empties the cache mounts, so Go's caches are left out of this build.")
    return []
  }
  return mounts.map(mount => {
    const parts = {goImage: mount.image, platforms: inputs.build.platforms, imageKey, goSum, commit: context.commit}
    const key = mount.kind === 'modules' ? modulesKey(parts) : buildKey(parts)
    return {
      mount,
      key,
      differenceKey: base => differenceKey(mount.kind, base, {...parts, runId: context.runId}),
      base: null,
      difference: null,
      census: false,
      report: {
        kind: mount.kind,
        key: key.key,
        matchedKey: null,
        hit: trust.restore ? 'none' : 'off',
        way: null,
        restoredBytes: null,
        savedBytes: null,
        seconds: {download: null, in: null, out: null},
        added: null,
        verdict: trust.restore ? 'no entry yet' : `not restored: ${trust.reason}`,
      },
    }
  })
}

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
  if (caches.length === 0 || !(trust.restore || trust.save)) return tools.portable
  try {
    return await bringIn(caches, trust, context, tools)
  } catch (error) {
    if (tools.signal.aborted) throw error
    tools.warn(`Go's caches could not be put into the builder, the build starts cold: ${messageOf(error)}`)
    for (const cache of caches) {
      Object.assign(cache, {base: null, difference: null, census: false})
      Object.assign(cache.report, {hit: 'none', matchedKey: null, restoredBytes: null})
      cache.report.verdict = 'could not be put into the builder'
    }
    return tools.portable
  }
}

async function bringIn(caches: GoCache[], trust: Trust, context: Context, tools: CacheTools): Promise<Transfer> {
  const mounts = caches.map(cache => cache.mount)
  const probing = tools.portable.probe(mounts)
  probing.catch(() => {}) // awaited below; a failure before that must not end the process
  const early = await Promise.race([probing, delay(ANSWER_MS, null, {ref: false})])
  const isWarm = (probed: Probed | null, cache: GoCache) => probed?.states.get(cache.mount.kind) === 'warm'
  const archives = join(tools.temp, 'restored')
  await mkdir(archives, {recursive: true})
  const asked = trust.restore ? caches.filter(cache => !isWarm(early, cache)) : []
  await Promise.all(asked.map(cache => download(cache, archives, tools)))
  const probed = await probing
  for (const cache of caches)
    if (isWarm(probed, cache)) {
      Object.assign(cache, {base: null, difference: null})
      Object.assign(cache.report, {hit: 'warm', verdict: 'the builder has it already: left as it is'})
    }
  const found = caches.filter(cache => cache.base !== null && !isWarm(probed, cache))
  const direct = await openDirect(caches, probed, tools)
  if (found.length === 0) return direct ?? tools.portable
  for (const cache of found) cache.census = trust.save && isDefaultBranch(context) && wantsCensus(cache)
  const restored = found.map(({mount, census}) => ({mount, census}))
  const started = performance.now()
  const used = await inOneWay(direct, tools, way => way.unpack(restored, archives))
  await rm(archives, {recursive: true, force: true})
  for (const {report} of found) {
    report.seconds.in = (performance.now() - started) / 1000
    report.way = used.way
  }
  return used
}

/** The direct way where it is open; why not is told once. */
async function openDirect(caches: GoCache[], probed: Probed, tools: CacheTools): Promise<Transfer | null> {
  const cold = caches.filter(cache => cache.report.hit !== 'warm')
  if (tools.direct === null || cold.length === 0) return null
  const opened = await tools.direct(
    cold.map(cache => cache.mount),
    probed,
  )
  if (!('refused' in opened)) return opened
  tools.explain(`Go's caches take the portable way: ${opened.refused}`)
  return null
}

/** Tries the direct way, then the portable one; resolves with the one that did it. */
async function inOneWay(
  direct: Transfer | null,
  tools: CacheTools,
  body: (way: Transfer) => Promise<unknown>,
): Promise<Transfer> {
  if (direct !== null)
    try {
      await body(direct)
      return direct
    } catch (error) {
      if (tools.signal.aborted) throw error
      tools.explain(`Go's caches take the portable way: the direct one failed: ${messageOf(error)}`)
    }
  await body(tools.portable)
  return tools.portable
}

async function download(cache: GoCache, archives: string, tools: CacheTools): Promise<void> {
  const {warn, signal} = tools
  const {key, report} = cache
  const started = performance.now()
  try {
    const base = await restoreFile(`${key.kind}.tar`, key, archives, tools)
    if (base === null) return
    const difference = await restoreDifference(cache, base.key, archives, tools)
    Object.assign(cache, {base, difference})
    const current = base.key === key.key || (difference !== null && isCurrent(cache, base.key, difference.key))
    report.matchedKey = difference?.key ?? base.key
    report.restoredBytes = base.bytes + (difference?.bytes ?? 0)
    report.hit = current ? 'exact' : 'older'
    const since = difference ? `, with ${bytes(difference.bytes)} that came since` : ''
    report.verdict = `restored${current ? '' : ' from an older entry'}${since}`
  } catch (error) {
    if (signal.aborted) throw error
    warn(`The ${key.kind} cache could not be downloaded: ${messageOf(error)}`)
    report.verdict = 'the download failed'
  } finally {
    report.seconds.download = (performance.now() - started) / 1000
  }
}

/** Modules are current for the same go.sum; compile results for the same commit, whichever run saved them. */
function isCurrent(cache: GoCache, base: string, difference: string): boolean {
  const wanted = cache.differenceKey(base)
  if (cache.key.kind === 'modules') return difference.startsWith(wanted.restoreKeys[0]!)
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
    return await restoreFile(`${cache.key.kind}-difference.tar`, cache.differenceKey(base), archives, tools)
  } catch (error) {
    tools.warn(`The newest part of the ${cache.key.kind} cache could not be downloaded: ${messageOf(error)}`)
    return null
  }
}

async function restoreFile(name: string, key: CacheKey, folder: string, tools: CacheTools): Promise<GoCache['base']> {
  const file = join(folder, name)
  const matched = await tools.store.restore(name, key.key, key.restoreKeys, file)
  if (matched === null) return null
  try {
    await trustFile(file, key.kind, tools)
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
async function trustFile(file: string, kind: CacheKind, {goSums, warn}: CacheTools): Promise<void> {
  if (kind === 'build') return void (await checkArchive(file, 'build'))
  const {bad} = await verifyModules(file, goSums)
  if (bad.length === 0) return
  await withoutModules(file, bad, `${file}.checked`)
  await rename(`${file}.checked`, file)
  // Toolchains are in no go.sum; that they are left out is no news.
  const [first] = bad.filter(({module}) => module !== 'golang.org/toolchain')
  if (first) warn(`${bad.length} restored modules are left out: ${first.module}@${first.version} ${first.reason}`)
}

/**
 * Packs what the build added; what is worth keeping is returned for the upload at the end of the job. Never saved: a
 * cache that nothing was added to, one that lost what was restored into it, one the builder had before.
 */
export async function cachesOut(
  caches: GoCache[],
  trust: Trust,
  ran: boolean,
  way: Transfer,
  keep: string[],
  tools: CacheTools,
): Promise<PendingSave[]> {
  const wanted = caches.filter(({report}) => report.hit !== 'warm')
  if (wanted.length === 0 || !(trust.restore || trust.save)) return []
  if (!ran) {
    for (const {report} of wanted) report.verdict += '; every step came from the layer cache, nothing to save'
    return []
  }
  try {
    return await takeOut(wanted, trust, way, keep, tools)
  } catch (error) {
    if (tools.signal.aborted) throw error
    tools.warn(`Go's caches could not be taken out of the builder, nothing is saved: ${messageOf(error)}`)
    return []
  }
}

async function takeOut(
  caches: GoCache[],
  trust: Trust,
  way: Transfer,
  keep: string[],
  tools: CacheTools,
): Promise<PendingSave[]> {
  const folder = join(tools.temp, 'packed')
  await mkdir(folder, {recursive: true})
  const started = performance.now()
  const requests = caches.map(({mount, base, census}): PackRequest => {
    const what = !trust.save ? 'count' : base === null ? 'all' : census ? 'used' : 'difference'
    return {mount, what, keep: what === 'used' && mount.kind === 'modules' ? keep : []}
  })
  let packed: Awaited<ReturnType<Transfer['pack']>> = []
  await inOneWay(way.way === 'direct' ? way : null, tools, async open => {
    packed = await open.pack(requests, folder)
  })
  const saves: PendingSave[] = []
  for (const cache of caches) {
    const {report, key} = cache
    report.seconds.out = (performance.now() - started) / 1000
    const result = packed.find(candidate => candidate.kind === key.kind)
    if (!result) continue
    const file = join(folder, `${key.kind}.tar`)
    const size = (await stat(file).catch(() => null))?.size ?? 0
    const saving = savingOf(cache, {...result, bytes: size}, trust)
    report.added = saving.what === 'lost' || cache.census ? null : result.added
    report.verdict = `${describe(cache, result)}; ${saving.why}`
    const entry = entryOf(cache, saving)
    if (entry === null) continue
    report.savedBytes = size
    saves.push({...entry, file})
  }
  return saves
}

function entryOf(cache: GoCache, {what}: Saving): {name: string; key: string} | null {
  const {kind, key} = cache.key
  if (what === 'base') return {name: `${kind}.tar`, key}
  if (what === 'difference') return {name: `${kind}-difference.tar`, key: cache.differenceKey(cache.base!.key).key}
  return null
}

function describe({report, base, census}: GoCache, {added, total}: {added: number; total: number}): string {
  const kind: CacheKind = report.kind
  if (kind === 'modules')
    return base === null ? `${total} modules downloaded` : `${added} of ${total} modules downloaded`
  if (base === null) return `${total} results compiled`
  if (census) return `${added} of ${total} results were used or compiled`
  return `${added} results compiled, ${Math.max(total - added, 0)} of ${total} were there`
}
