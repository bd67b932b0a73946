/**
 * What layers hold, kept from run to run by diff ID, so that a layer that was read once is not read again. One file of
 * lines: the first has the place of each layer, newest use first; the others one layer each, which is only parsed, and
 * then checked as a stranger's, when it is asked for. 100,000 entries have some 6 MB.
 */
import {closeSync, openSync, readSync} from 'node:fs'
import {open, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import * as v from 'valibot'
import type {PendingSave} from '../cache/caches.ts'
import {clean} from '../cache/keys.ts'
import type {CacheStore} from '../cache/store.ts'
import {readPrograms} from '../report/schema.ts'
import type {Context} from '../runner/context.ts'
import type {Help} from '../runner/help.ts'
import type {KnownLayers, LayerContents, LayerEntry} from './contents.ts'

export type KeptLayers = {
  layers: KnownLayers
  /** Null where nothing was kept. */
  file: string | null
  places: Place[]
}

/** Bytes of a line in the file. */
type Place = {diffId: string; start: number; length: number}

const NAME = 'layers.ndjson'
/** All lines together; what was not used for longest goes. */
const MOST_BYTES = 50e6
const MOST_LAYERS = 1_000
const MOST_HEAD = 1e6
const MOST_ENTRIES = 1_000_000

const whole = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
const Head = v.object({
  schema: v.literal(1),
  layers: v.pipe(
    v.array(v.tuple([v.pipe(v.string(), v.regex(/^sha256:[0-9a-f]{64}$/)), v.pipe(whole, v.maxValue(MOST_BYTES))])),
    v.maxLength(MOST_LAYERS),
  ),
})

const KINDS: LayerEntry['kind'][] = ['file', 'folder', 'symlink', 'hardlink', 'device', 'fifo']

const NONE: KeptLayers = {layers: new Map(), file: null, places: []}

export async function readKnownLayers(
  imageKey: string,
  store: CacheStore,
  temp: string,
  help: Help,
): Promise<KeptLayers> {
  return await help.attempt('What is known of layers could not be read', NONE, async () => {
    const file = join(temp, NAME)
    // The first key matches nothing: keys end with the run. What counts is the prefix.
    const matched = await store.restore(NAME, `${prefix(imageKey)}none`, [prefix(imageKey)], file)
    return matched === null ? NONE : await openKept(file)
  })
}

/**
 * The layers of this run, then those of before, as a file to store; nothing where no layer is new. Whether the run may
 * store is the caller's to decide: by the rule of the baseline.
 */
export async function layersToStore(
  used: LayerContents[],
  kept: KeptLayers,
  {
    imageKey,
    context,
    temp,
  }: {imageKey: string; context: Pick<Context, 'commit' | 'runId' | 'runAttempt'>; temp: string},
): Promise<PendingSave[]> {
  const known = new Set(kept.places.map(({diffId}) => diffId))
  if (used.every(({diffId}) => known.has(diffId))) return []
  const fresh = used.map(contents => ({diffId: contents.diffId, line: Buffer.from(lineOf(contents))}))
  const lines: {diffId: string; line: Buffer}[] = []
  let total = 0
  const add = (diffId: string, length: number, line: () => Buffer | null) => {
    if (total + length > MOST_BYTES || lines.length >= MOST_LAYERS) return
    const content = lines.some(each => each.diffId === diffId) ? null : line()
    if (content === null) return
    lines.push({diffId, line: content})
    total += length
  }
  for (const {diffId, line} of fresh) add(diffId, line.length, () => line)
  for (const place of kept.places) add(place.diffId, place.length, () => readLine(kept.file, place))
  const head = {schema: 1, layers: lines.map(({diffId, line}) => [diffId, line.length])}
  const file = join(temp, `new-${NAME}`)
  await writeFile(file, Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), ...lines.map(({line}) => line)]))
  return [
    {
      name: NAME,
      key: `${prefix(imageKey)}${context.commit?.slice(0, 12) ?? 'none'}.${context.runId}.${context.runAttempt}`,
      file,
    },
  ]
}

function prefix(imageKey: string): string {
  return `go-image-layers-1-${clean(imageKey)}-`
}

async function openKept(file: string): Promise<KeptLayers> {
  const head = await readHead(file)
  const places: Place[] = []
  let start = head.length + 1
  for (const [diffId, length] of v.parse(Head, JSON.parse(head.toString('utf8'))).layers) {
    places.push({diffId, start, length})
    start += length
  }
  const byId = new Map(places.map(place => [place.diffId, place]))
  return {
    ...{file, places},
    layers: {
      has: diffId => byId.has(diffId),
      get: diffId => {
        const place = byId.get(diffId)
        const line = place && readLine(file, place)
        return line ? (contentsOfLine(line, diffId) ?? undefined) : undefined
      },
    },
  }
}

async function readHead(file: string): Promise<Buffer> {
  const handle = await open(file)
  try {
    const buffer = Buffer.alloc(MOST_HEAD)
    const {bytesRead} = await handle.read(buffer, 0, MOST_HEAD, 0)
    const end = buffer.subarray(0, bytesRead).indexOf('\n')
    if (end < 0) throw new Error('it does not begin with a list of layers')
    return buffer.subarray(0, end)
  } finally {
    await handle.close()
  }
}

/** Null where the file ends too early. */
function readLine(file: string | null, {start, length}: Place): Buffer | null {
  if (file === null) return null
  const descriptor = openSync(file, 'r')
  try {
    const buffer = Buffer.allocUnsafe(length)
    return readSync(descriptor, buffer, 0, length, start) === length ? buffer : null
  } finally {
    closeSync(descriptor)
  }
}

/** An entry is a list: [path, kind, bytes, mode, target or 0, crc or 0]. */
function lineOf({diffId, bytes, entries, programs}: LayerContents): string {
  const rows = entries.map(({path, kind, bytes: size, mode, target, crc}) => [
    ...[path, KINDS.indexOf(kind), size, mode, target ?? 0, crc ?? 0],
  ])
  return `${JSON.stringify({diffId, bytes, entries: rows, programs})}\n`
}

/** Null for a line that is damaged: the layer is read again then. By hand: a schema takes ten times as long. */
function contentsOfLine(line: Buffer, diffId: string): LayerContents | null {
  try {
    const {diffId: own, bytes, entries, programs} = JSON.parse(line.toString('utf8')) as Record<string, unknown>
    if (own !== diffId || !isSize(bytes) || !Array.isArray(entries) || entries.length > MOST_ENTRIES) return null
    const read = entries.map(entryOf)
    return read.includes(null) ? null : {diffId, bytes, entries: read as LayerEntry[], programs: readPrograms(programs)}
  } catch {
    return null
  }
}

function entryOf(row: unknown): LayerEntry | null {
  if (!Array.isArray(row)) return null
  const [path, kindNumber, bytes, mode, target, crc] = row as unknown[]
  const kind = typeof kindNumber === 'number' ? KINDS[kindNumber] : undefined
  if (!isPath(path) || kind === undefined || !isSize(bytes) || !isSize(mode) || mode > 0o7777) return null
  if (target !== 0 && (typeof target !== 'string' || target.length > 10_000)) return null
  if (kind === 'hardlink' && !isPath(target)) return null
  if (crc !== 0 && (typeof crc !== 'string' || !/^[0-9a-f]{8}$/.test(crc))) return null
  return {...{path, kind, bytes, mode}, ...(target !== 0 && {target}), ...(crc !== 0 && {crc})}
}

/** Cleaned, as a reader of layers leaves it. */
function isPath(path: unknown): path is string {
  if (typeof path !== 'string' || path.length > 10_000) return false
  return path === '' || !/(?:^|\/)\.{0,2}(?:\/|$)/.test(path)
}

function isSize(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0
}
