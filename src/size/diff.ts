import type {ImageFacts, Layer, PlatformFacts} from '../image/facts.ts'

export type Bytes = {download: number; disk: number}

export type LayerChange = {
  kind: 'same' | 'changed' | 'added' | 'removed'
  part: 'base' | 'own'
  instruction: string
  /** Line in the Dockerfile of the newer image, null when unknown. */
  line: number | null
  before: Bytes | null
  after: Bytes | null
}

export type PlatformDiff = {
  platform: string
  /** Null when the platform is new, or there is no baseline. */
  before: Bytes | null
  /** Null when the platform is gone. */
  after: Bytes | null
  layers: LayerChange[]
}

export type ImageDiff = {schema: 1; platforms: PlatformDiff[]}

/** What changed from `before` (null: no baseline) to `after`, per platform, in the order of `after`. */
export function diffImages(before: ImageFacts | null, after: ImageFacts): ImageDiff {
  const old = new Map((before?.platforms ?? []).map(facts => [facts.platform, facts]))
  const now = after.platforms.map(facts => diffPlatform(facts.platform, old.get(facts.platform) ?? null, facts))
  const present = new Set(after.platforms.map(facts => facts.platform))
  const gone = [...old.values()].filter(facts => !present.has(facts.platform))
  return {schema: 1, platforms: [...now, ...gone.map(facts => diffPlatform(facts.platform, facts, null))]}
}

function diffPlatform(platform: string, before: PlatformFacts | null, after: PlatformFacts | null): PlatformDiff {
  return {
    platform,
    before: before && {download: before.downloadBytes, disk: before.diskBytes},
    after: after && {download: after.downloadBytes, disk: after.diskBytes},
    layers: before ? diffLayers(before.layers, after?.layers ?? []) : (after?.layers ?? []).map(added),
  }
}

/**
 * Pairs the layers of two images: first those with the same content (diff ID), then, among the rest, those made by the
 * same instruction in the same part of the image, in order. What finds no partner was added or removed.
 */
function diffLayers(before: Layer[], after: Layer[]): LayerChange[] {
  const free = new Set(before)
  const pair = (layer: Layer, same: (candidate: Layer) => boolean) => {
    const partner = [...free].find(candidate => candidate.part === layer.part && same(candidate))
    if (partner) free.delete(partner)
    return partner
  }
  const unchanged = new Map(after.map(layer => [layer, pair(layer, candidate => candidate.diffId === layer.diffId)]))
  const changes = after.map((layer): LayerChange => {
    const same = unchanged.get(layer)
    if (same) return change('same', layer, same, layer)
    const partner = pair(layer, candidate => candidate.instruction === layer.instruction)
    return partner ? change('changed', layer, partner, layer) : added(layer)
  })
  return [...changes, ...[...free].map(layer => change('removed', {...layer, line: null}, layer, null))]
}

function added(layer: Layer): LayerChange {
  return change('added', layer, null, layer)
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
