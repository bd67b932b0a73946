/** Which layer of one image is which of the other. */
import type {FileFact, Layer, PlatformFacts} from '../image/facts.ts'
import type {LayerChange} from './diff.ts'

type Placed = {layer: Layer; index: number}

/** How many entries `Contents.wasted` keeps: a full list may lack some. */
const MOST_WASTED = 100

/**
 * Pairs the layers of two images: first those with the same content (diff ID), then, among the rest, those made by the
 * same instruction in the same part of the image, in order. What finds no partner was added or removed.
 */
export function diffLayers(before: PlatformFacts | null, after: PlatformFacts | null): LayerChange[] {
  const old = placed(before)
  const now = placed(after)
  const free = new Set(old)
  const pair = ({layer}: Placed, same: (candidate: Layer) => boolean) => {
    const partner = [...free].find(candidate => candidate.layer.part === layer.part && same(candidate.layer))
    if (partner) free.delete(partner)
    return partner
  }
  const same = new Map(now.map(each => [each, pair(each, ({diffId}) => diffId === each.layer.diffId)]))
  const inOrder = longestRising([...same.values()].flatMap(partner => (partner ? [partner.index] : [])))
  const changes = now.map((each): LayerChange => {
    const twin = same.get(each)
    if (twin) return change(inOrder.has(twin.index) ? 'same' : 'moved', each.layer, twin.layer, each.layer)
    const partner = pair(each, ({instruction}) => instruction === each.layer.instruction)
    if (!partner) return change('added', each.layer, null, each.layer)
    const kind = isRebased(before!, partner, after!, each) ? 'rebased' : 'changed'
    return change(kind, each.layer, partner.layer, each.layer)
  })
  const removed = [...free].map(({layer}) => change('removed', {...layer, line: null}, layer, null))
  return [...changes, ...removed]
}

function placed(facts: PlatformFacts | null): Placed[] {
  return (facts?.layers ?? []).map((layer, index) => ({layer, index}))
}

/**
 * The same files with the same content, on other layers. Their tars differ by times at most. What a later layer hides
 * is in no list of files, so a layer with hidden files, or without visible ones, is never said to be rebased.
 */
function isRebased(before: PlatformFacts, old: Placed, after: PlatformFacts, now: Placed): boolean {
  const below = (facts: PlatformFacts, {index}: Placed) => facts.layers.slice(0, index).map(({diffId}) => diffId)
  if (below(before, old).join() === below(after, now).join()) return false
  const was = wholeContent(before, old)
  const is = wholeContent(after, now)
  return was !== null && is !== null && was.length === is.length && was.every((file, at) => isSameFile(file, is[at]!))
}

/** Null where it is not sure to be all of the layer. */
function wholeContent({contents}: PlatformFacts, {index}: Placed): FileFact[] | null {
  if (contents === null || contents.leftOut.files > 0) return null
  const {wasted} = contents
  if (wasted.length >= MOST_WASTED || wasted.some(({layers}) => layers.includes(index))) return null
  const files = contents.files.filter(({layer}) => layer === index)
  return files.length === 0 ? null : files
}

/** By name, size, checksum, kind and mode; times are not looked at. */
export function isSameFile(a: FileFact, b: FileFact): boolean {
  return a.path === b.path && a.bytes === b.bytes && a.kind === b.kind && a.target === b.target && isSameContent(a, b)
}

function isSameContent(a: FileFact, b: FileFact): boolean {
  return a.mode === b.mode && (a.crc === b.crc || a.crc === undefined || b.crc === undefined)
}

/** The members of a longest rising subsequence, by patience sorting; layers that are out of it have moved. */
function longestRising(values: number[]): Set<number> {
  const tails: {value: number; previous: (typeof tails)[number] | null}[] = []
  for (const value of values) {
    const at = tails.findIndex(tail => tail.value > value)
    const place = at < 0 ? tails.length : at
    tails[place] = {value, previous: tails[place - 1] ?? null}
  }
  const members = new Set<number>()
  for (let each = tails.at(-1) ?? null; each !== null; each = each.previous) members.add(each.value)
  return members
}

function change(kind: LayerChange['kind'], shown: Layer, before: Layer | null, after: Layer | null): LayerChange {
  return {
    kind,
    part: shown.part,
    instruction: shown.instruction,
    line: shown.line,
    before: before && {download: before.downloadBytes, disk: before.diskBytes},
    after: after && {download: after.downloadBytes, disk: after.diskBytes},
  }
}
