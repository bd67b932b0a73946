import {mkdir, stat} from 'node:fs/promises'
import {join} from 'node:path'
import {messageOf} from '../runner/errors.ts'
import {inOneWay, placeOf} from './bring-in.ts'
import type {CacheTools, GoCache, PendingSave} from './caches.ts'
import {type Saving, savingOf} from './saving.ts'
import type {Packed, PackRequest, Transfer} from './transfer.ts'
import type {Trust} from './trust.ts'

/**
 * Packs what the build added; what is worth keeping is returned for the upload at the end of the job. Never saved: a
 * cache that nothing was added to, one that lost what was restored into it, one the builder had before. Fails never, but
 * on cancel.
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
    tools.warn(`Go's caches could not be taken out of the ${placeOf(way)}, nothing is saved: ${messageOf(error)}`)
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
  let out: Awaited<ReturnType<Transfer['pack']>> = {packed: [], seconds: 0}
  await inOneWay(way, tools, async open => {
    out = await open.pack(requests, folder)
  })
  const seconds = (performance.now() - started) / 1000
  const saves: PendingSave[] = []
  for (const cache of caches) {
    const {report, mount} = cache
    Object.assign(report.seconds, {pack: out.seconds, out: seconds})
    const result = out.packed.find(({name}) => name === mount.name)
    if (!result) continue
    const file = join(folder, `${mount.name}.tar`)
    const size = (await stat(file).catch(() => null))?.size ?? 0
    const saving = savingOf(cache, {...result, bytes: size}, trust, placeOf(way))
    Object.assign(report, {total: result.total, hits: result.hits})
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
  const {name} = cache.mount
  if (what === 'base') return {name: `${name}.tar`, key: cache.key.key}
  if (what === 'difference') return {name: `${name}-difference.tar`, key: cache.differenceKey(cache.base!.key).key}
  return null
}

function describe({report, base, census}: GoCache, {added, total, hits}: Packed): string {
  if (report.kind === 'modules')
    return base === null ? `${total} modules downloaded` : `${added} of ${total} modules downloaded`
  if (base === null) return `${total} results compiled`
  if (census) return `${added} of ${total} results were used or compiled`
  const missed = `${added} results compiled`
  return hits === null ? `${missed}, ${Math.max(total - added, 0)} of ${total} were there` : `${missed}, ${hits} reused`
}
