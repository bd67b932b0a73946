import {mkdir, stat} from 'node:fs/promises'
import {join} from 'node:path'
import {setTimeout as delay} from 'node:timers/promises'
import {findGoCacheMounts, type GoCacheMount} from '../dockerfile/mounts.ts'
import type {Dockerfile} from '../dockerfile/parse.ts'
import type {Inputs} from '../inputs.ts'
import type {CacheReport} from '../report/report.ts'
import type {Context} from '../runner/context.ts'
import {messageOf} from '../runner/errors.ts'
import type {Help} from '../runner/help.ts'
import {buildKey, type CacheKey, modulesKey} from './keys.ts'
import type {Portable} from './portable.ts'
import type {CacheStore} from './store.ts'
import type {Trust} from './trust.ts'

/** One cache on its way through a run. */
export type GoCache = {mount: GoCacheMount; key: CacheKey; report: CacheReport}

/** An archive that the end of the job uploads. */
export type PendingSave = {name: string; key: string; file: string}

type Tools = {
  store: CacheStore
  transfer: Portable
  /** A folder of this run's own. */
  temp: string
  warn: (message: string) => void
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
  const mounts = findGoCacheMounts(dockerfile, inputs.build.buildArgs)
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
      report: {
        kind: mount.kind,
        key: key.key,
        matchedKey: null,
        hit: trust.restore ? 'none' : 'off',
        restoredBytes: null,
        savedBytes: null,
        seconds: {download: null, in: null, out: null},
        added: null,
        verdict: trust.restore ? 'no entry yet' : `not restored: ${trust.reason}`,
      },
    }
  })
}

/** Finds, downloads and unpacks caches into the builder's mounts; fills their reports. Fails never, but on cancel. */
export async function cachesIn(caches: GoCache[], trust: Trust, tools: Tools): Promise<void> {
  if (caches.length === 0 || !(trust.restore || trust.save)) return
  try {
    await bringIn(caches, trust, tools)
  } catch (error) {
    if (tools.signal.aborted) throw error
    tools.warn(`Go's caches could not be put into the builder, the build starts cold: ${messageOf(error)}`)
    for (const {report} of caches) {
      report.hit = 'none'
      report.matchedKey = null
      report.restoredBytes = null
      report.verdict = 'could not be put into the builder'
    }
  }
}

async function bringIn(caches: GoCache[], trust: Trust, tools: Tools): Promise<void> {
  const probing = tools.transfer.probe(caches.map(cache => cache.mount))
  probing.catch(() => {}) // awaited below; a failure before that must not end the process
  const early = await Promise.race([probing, delay(ANSWER_MS, null, {ref: false})])
  const isWarm = (states: Awaited<typeof probing> | null, cache: GoCache) => states?.get(cache.mount.kind) === 'warm'
  const archives = join(tools.temp, 'restored')
  await mkdir(archives, {recursive: true})
  const asked = trust.restore ? caches.filter(cache => !isWarm(early, cache)) : []
  await Promise.all(asked.map(cache => download(cache, archives, tools)))
  const states = await probing
  for (const cache of caches)
    if (isWarm(states, cache)) {
      cache.report.hit = 'warm'
      cache.report.verdict = 'the builder has it already: left as it is'
    }
  const found = caches.filter(cache => cache.report.matchedKey !== null && !isWarm(states, cache))
  if (found.length === 0) return
  const started = performance.now()
  await tools.transfer.unpack(
    found.map(cache => cache.mount),
    archives,
  )
  for (const {report} of found) report.seconds.in = (performance.now() - started) / 1000
}

async function download({key, report}: GoCache, archives: string, tools: Tools): Promise<void> {
  const started = performance.now()
  const file = join(archives, `${key.kind}.tar`)
  try {
    const matched = await tools.store.restore(`${key.kind}.tar`, key.key, key.restoreKeys, file)
    if (matched === null) return
    report.matchedKey = matched
    report.restoredBytes = (await stat(file)).size
    report.hit = matched === key.key ? 'exact' : 'older'
    report.verdict = matched === key.key ? 'restored' : 'restored from an older entry'
  } catch (error) {
    if (tools.signal.aborted) throw error
    tools.warn(`The ${key.kind} cache could not be downloaded: ${messageOf(error)}`)
    report.verdict = 'the download failed'
  } finally {
    report.seconds.download = (performance.now() - started) / 1000
  }
}

/**
 * Packs what the build added; what is worth keeping is returned for the upload at the end of the job. Never saved: a
 * cache that nothing was added to, one that lost what was restored into it, one the builder had before.
 */
export async function cachesOut(caches: GoCache[], trust: Trust, ran: boolean, tools: Tools): Promise<PendingSave[]> {
  const wanted = caches.filter(({report}) => report.hit !== 'warm')
  if (wanted.length === 0 || !(trust.restore || trust.save)) return []
  if (!ran) {
    for (const {report} of wanted) report.verdict += '; every step came from the layer cache, nothing to save'
    return []
  }
  try {
    return await takeOut(wanted, trust, tools)
  } catch (error) {
    if (tools.signal.aborted) throw error
    tools.warn(`Go's caches could not be taken out of the builder, nothing is saved: ${messageOf(error)}`)
    return []
  }
}

async function takeOut(caches: GoCache[], trust: Trust, tools: Tools): Promise<PendingSave[]> {
  const folder = join(tools.temp, 'packed')
  await mkdir(folder, {recursive: true})
  const started = performance.now()
  const packed = await tools.transfer.pack(
    caches.map(cache => cache.mount),
    trust.save ? folder : null,
  )
  const saves: PendingSave[] = []
  for (const {key, report} of caches) {
    const result = packed.find(candidate => candidate.kind === key.kind)
    report.seconds.out = (performance.now() - started) / 1000
    if (!result) continue
    const lost = report.matchedKey !== null && !result.stamped
    report.added = lost ? null : result.added
    const file = join(folder, `${key.kind}.tar`)
    const bytes = (await stat(file).catch(() => null))?.size ?? 0
    const refused = lost
      ? 'not saved: the builder dropped what had been restored (its garbage collection)'
      : result.added === 0
        ? 'nothing to save'
        : !trust.save
          ? `not saved: ${trust.reason}`
          : report.hit === 'exact'
            ? 'not saved: this key exists, and entries cannot change'
            : bytes === 0
              ? 'not saved: nothing came out of the builder'
              : null
    report.verdict = `${describe(report, result)}; ${refused ?? 'saved after the job'}`
    if (refused !== null) continue
    report.savedBytes = bytes
    saves.push({name: `${key.kind}.tar`, key: key.key, file})
  }
  return saves
}

function describe(report: CacheReport, {added, total}: {added: number; total: number}): string {
  if (report.kind === 'modules')
    return report.matchedKey === null ? `${total} modules downloaded` : `${added} of ${total} modules downloaded`
  return report.matchedKey === null
    ? `${total} results compiled`
    : `${added} results compiled, ${Math.max(total - added, 0)} of ${total} were there`
}
