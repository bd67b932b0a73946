/** From the store to the builder's door: found, fetched, checked. */
import {createReadStream, createWriteStream} from 'node:fs'
import {rename, rm, stat, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {pipeline} from 'node:stream/promises'
import type {GoCacheMount} from '../dockerfile/mounts.ts'
import {progressText} from '../report/progress-text.ts'
import {bytes} from '../report/units.ts'
import {messageOf} from '../runner/errors.ts'
import {settled} from '../runner/settled.ts'
import {archiveCheck, checkArchive} from './archive.ts'
import type {CacheTools, GoCache} from './caches.ts'
import {type CacheKey, changedParts} from './keys.ts'
import {PIECE} from './meter.ts'
import type {Opened, Transfer} from './transfer.ts'
import {type BadModule, streamedModules, verifyModules, withoutPaths} from './verify.ts'

/** How a base came. */
export type Came = {
  /** When its first bytes came, by performance.now(): the builder took them as they came; null where they are in a file. */
  received: number | null
  /** The builder's way failed with it; the file is for the portable one. */
  refused: boolean
}

/** Fills the cache with what was found of it. `opening` says whether the builder can take it as it comes. */
export async function download(
  cache: GoCache,
  opening: Promise<Opened>,
  archives: string,
  tools: CacheTools,
): Promise<Came> {
  const {warn, signal, store} = tools
  const {key, mount, report} = cache
  const came: Came = {received: null, refused: false}
  const started = performance.now()
  const since = (time: number) => (performance.now() - time) / 1000
  try {
    const name = `${mount.name}.tar`
    const found = await store.find(name, key.key, key.restoreKeys)
    report.seconds.lookup = since(started)
    if (found === null) return came
    // The difference's key needs only the base's name, so both come at once.
    const arrived: Arrived = {done: 0, total: null}
    const [base, difference] = await tools.watch(
      seconds => progressText(`${key.kind} cache`, seconds, arrived),
      () =>
        settled([
          fetchBase({cache, key: found, archives, opening, came, arrived}, tools),
          restoreDifference(cache, found, archives, tools),
        ]),
    )
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
    const ended = came.received ?? performance.now()
    report.seconds.download = (ended - started) / 1000 - (report.seconds.lookup ?? 0)
  }
  return came
}

/** Into a file, whatever `download` did: for another way. */
export async function downloadFile(cache: GoCache, archives: string, tools: CacheTools): Promise<void> {
  const {base, mount} = cache
  const key = {...cache.key, key: base!.key, restoreKeys: []}
  const restored = await restoreFile(`${mount.name}.tar`, key, mount, archives, tools)
  if (restored === null) throw new Error(`${base!.key} is gone`)
}

export function isWarm(opened: Opened | null, {mount}: GoCache): boolean {
  return opened?.states.get(mount.name) === 'warm'
}

type BaseWanted = {
  cache: GoCache
  key: string
  archives: string
  opening: Promise<Opened>
  /** Is told how it came, and how much so far. */
  came: Came
  arrived: Arrived
}

/** Bytes; the total is known of a file alone. */
type Arrived = {done: number; total: number | null}

async function fetchBase(wanted: BaseWanted, tools: CacheTools): Promise<GoCache['base']> {
  const {cache, key, archives, opening, came} = wanted
  const {mount} = cache
  const {store, portable, direct, explain} = tools
  const name = `${mount.name}.tar`
  const asFile = () => restoreFile(name, {...cache.key, key, restoreKeys: []}, mount, archives, tools)
  // A part of a cache is unpacked by names, and zips are read again.
  if (!(direct ?? portable).receives || mount.part !== '' || mount.wantsZips) return await asFile()
  let discard = async () => {}
  const hand = async (source: AsyncIterable<Buffer>): Promise<Handed> => {
    const content = counted(source, wanted.arrived)
    came.received = performance.now()
    const opened = await opening.catch(() => null) // said where it is awaited
    if (opened === null || isWarm(opened, cache)) return await passOver(content)
    const {receive} = opened.transfer
    if (receive === undefined) {
      came.received = null
      return await keep(content, wanted, tools)
    }
    const handed = await handOver(content, receive, wanted, tools)
    if (handed.kind === 'received') discard = handed.discard
    return handed
  }
  try {
    const handed = store.stream ? await store.stream(name, key, hand) : await viaFile(wanted, tools, hand)
    if (handed === null) return null
    if (handed.kind === 'received' || handed.kind === 'kept') return {key, bytes: handed.bytes}
    if (handed.kind === 'passed over') return {key, bytes: 0}
    came.received = null
    if (handed.kind === 'refused') throw new Error(`${key} is not used: ${handed.problem}`)
    if (portable.receives) throw new Error(handed.problem) // no other way is left
    explain(`Go's caches take the portable way: the direct one failed: ${handed.problem}`)
  } catch (error) {
    came.received = null
    await discard()
    throw error
  }
  came.refused = true
  return await asFile()
}

/** For a store that only has files. */
async function viaFile(
  {cache: {mount}, key, archives, arrived}: BaseWanted,
  {store}: CacheTools,
  hand: (content: AsyncIterable<Buffer>) => Promise<Handed>,
): Promise<Handed | null> {
  const file = join(archives, `${mount.name}.stored`)
  if ((await store.restore(`${mount.name}.tar`, key, [], file)) === null) return null
  try {
    arrived.total = (await stat(file)).size
    return await hand(createReadStream(file, {highWaterMark: PIECE}))
  } finally {
    await rm(file, {force: true})
  }
}

async function* counted(source: AsyncIterable<Buffer>, arrived: Arrived): AsyncGenerator<Buffer> {
  for await (const piece of source) {
    arrived.done += piece.length
    yield piece
  }
}

async function passOver(content: AsyncIterable<Buffer>): Promise<Handed> {
  for await (const _ of content);
  return {kind: 'passed over'}
}

/** In a file, as `restoreFile` leaves it. */
async function keep(
  content: AsyncIterable<Buffer>,
  {cache: {mount}, archives}: BaseWanted,
  tools: CacheTools,
): Promise<Handed> {
  const file = join(archives, `${mount.name}.tar`)
  await pipeline(content, createWriteStream(file))
  try {
    return {kind: 'kept', bytes: await trustFile(file, mount, tools)}
  } catch (error) {
    return {kind: 'refused', problem: messageOf(error)}
  }
}

/** What became of an archive that came piece by piece. */
type Handed =
  | {kind: 'received'; bytes: number; discard: () => Promise<void>}
  | {kind: 'kept'; bytes: number}
  /** The builder has the cache already. */
  | {kind: 'passed over'}
  /** The archive is no good, or the place could not take it. */
  | {kind: 'refused' | 'not taken'; problem: string}

/**
 * Hands an archive to the builder piece by piece, each checked before; modules are judged at the end, and what is to be
 * left out is noted for `Transfer.unpack`. All of it is read in any case, so that whoever writes it ends in peace.
 */
async function handOver(
  content: AsyncIterable<Buffer>,
  receive: NonNullable<Transfer['receive']>,
  {cache: {mount}, archives}: BaseWanted,
  tools: CacheTools,
): Promise<Handed> {
  const pieces = content[Symbol.asyncIterator]()
  const modules = mount.kind === 'modules' ? streamedModules(tools.goSums) : null
  const check = modules?.check ?? archiveCheck('build')
  let bytes = 0
  let refusal: string | null = null
  async function* checked(): AsyncGenerator<Buffer> {
    try {
      // Not `for await`: a reader that stops early would close the source.
      for (let next = await pieces.next(); !next.done; next = await pieces.next()) {
        bytes += next.value.length
        check.write(next.value)
        yield next.value
      }
      check.end()
    } catch (error) {
      refusal = messageOf(error)
      throw error
    }
  }
  const failed = async (problem: string): Promise<Handed> => {
    while (!(await pieces.next()).done);
    return refusal === null ? {kind: 'not taken', problem} : {kind: 'refused', problem: refusal}
  }
  try {
    const {discard} = await receive(mount, checked())
    if (modules !== null) {
      const {bad, paths} = await modules.judge()
      warnOfModules(bad, tools)
      if (paths.length > 0) await writeFile(join(archives, `${mount.name}.dropped`), `${paths.join('\n')}\n`)
    }
    return {kind: 'received', bytes, discard}
  } catch (error) {
    if (tools.signal.aborted) throw error
    return await failed(messageOf(error))
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
    return {key: matched, bytes: await trustFile(file, mount, tools)}
  } catch (error) {
    throw new Error(`${matched} is not used: ${messageOf(error)}`, {cause: error})
  }
}

/**
 * Whoever can push a branch can write entries, so nothing of one reaches the builder unchecked: names and kinds of files,
 * and of modules, that each is what go.sum says; those that are not are taken out. Resolves with the bytes that are
 * left; what is refused is removed.
 */
async function trustFile(file: string, mount: GoCacheMount, tools: CacheTools): Promise<number> {
  try {
    if (mount.kind === 'build') await checkArchive(file, 'build')
    else await trustModules(file, mount, tools)
    return (await stat(file)).size
  } catch (error) {
    await rm(file, {force: true})
    throw error
  }
}

async function trustModules(file: string, {part}: GoCacheMount, tools: CacheTools): Promise<void> {
  const {bad, paths} = await verifyModules(file, tools.goSums, part !== '')
  if (bad.length === 0) return
  await withoutPaths(file, paths, `${file}.checked`)
  await rename(`${file}.checked`, file)
  warnOfModules(bad, tools)
}

function warnOfModules(bad: BadModule[], {warn}: CacheTools): void {
  // Toolchains are in no go.sum; that they are left out is no news.
  const told = bad.filter(({module}) => module !== 'golang.org/toolchain')
  const [first] = told
  if (first === undefined) return
  const what = told.length === 1 ? 'One restored module is' : `${told.length} restored modules are`
  warn(`${what} left out: ${first.module}@${first.version} ${first.reason}`)
}
