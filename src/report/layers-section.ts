/** The layers of an image, or how they changed. */
import type {PlatformFacts} from '../image/facts.ts'
import type {Bytes, LayerChange, PlatformDiff} from '../size/diff.ts'
import {capped, emphasis, size} from './capped-table.ts'
import {instruction} from './head.ts'
import {type Column, type Markdown, md, text} from './markdown.ts'
import {shortened} from './plain.ts'
import type {Report} from './report.ts'
import type {Room, SectionParts} from './sections.ts'
import {count, delta} from './units.ts'
import {difference, isUnchanged, leading, standings} from './verdict.ts'

export function layers(report: Report, room: Room): SectionParts[] {
  if (report.facts === null || (isUnchanged(report) && !room.full)) return []
  const platforms = report.facts.platforms
  const lead = leading(standings(report))
  return platforms
    .filter(({platform, layers: all}) => all.length > 0 && (room.full || platform === lead?.platform))
    .map(facts => {
      const of = platforms.length > 1 ? ` of ${shortened(facts.platform, 60)}` : ''
      const diff = report.diff?.platforms.find(({platform}) => platform === facts.platform)
      const {what, body} =
        diff?.before && diff.after ? changedLayers(report, diff, room) : allLayers(report, facts, room)
      return {name: `layers${of}`, title: `Layers${of}: ${what}`, body, open: true}
    })
}

const changeColumns: Column[] = [
  {title: '', align: 'left'},
  {title: 'layer', align: 'left'},
  {title: 'before', align: 'right'},
  {title: 'after', align: 'right'},
  {title: 'download', align: 'right'},
  {title: 'on disk', align: 'right'},
]

const factColumns: Column[] = [
  {title: 'layer', align: 'left'},
  {title: 'download', align: 'right'},
  {title: 'on disk', align: 'right'},
]

const signs = {
  same: md`=`,
  changed: md`~`,
  added: md`+`,
  removed: md`−`,
  moved: md`↕`,
  rebased: md`=`,
} satisfies Record<LayerChange['kind'], Markdown>

function changedLayers(report: Report, {layers: all}: PlatformDiff, room: Room): {what: string; body: Markdown} {
  const changed = all.filter(({kind}) => kind !== 'same').length
  const present = all.filter(({after}) => after !== null).length
  const row = (layer: ListedLayer): Markdown[] => {
    const more = difference(layer.before, layer.after)
    return [
      signs[layer.kind],
      layerName(report, layer, room),
      size(layer.before?.download),
      size(layer.after?.download),
      emphasis(delta(more.download)),
      emphasis(delta(more.disk)),
    ]
  }
  const what = `${changed} of ${present} changed`
  return {what, body: capped(changeColumns, listed(all, room), row, room, 'layer')}
}

function allLayers(report: Report, {layers: all}: PlatformFacts, room: Room): {what: string; body: Markdown} {
  const base = all.filter(({part}) => part === 'base').length
  const asSame = all.map(
    ({part, instruction: written, line, downloadBytes: download, diskBytes: disk}): LayerChange => ({
      kind: 'same',
      part,
      instruction: written,
      line,
      before: null,
      after: {download, disk},
    }),
  )
  const row = (layer: ListedLayer): Markdown[] => [
    layerName(report, layer, room),
    size(layer.after?.download),
    size(layer.after?.disk),
  ]
  const what = base === 0 ? String(all.length) : `${all.length}, ${base} of them from the base image`
  return {what, body: capped(factColumns, listed(asSame, room), row, room, 'layer')}
}

/** `together` counts the layers that share a row. */
type ListedLayer = LayerChange & {together?: number}

/** Base layers that nobody changed are one row, and what changed comes before a cut: that is what a reviewer wants. */
function listed(layers: LayerChange[], room: Room): ListedLayer[] {
  if (room.full) return layers
  const isSameBase = ({part, kind}: LayerChange): boolean => part === 'base' && kind === 'same'
  const same = layers.filter(isSameBase)
  const rest = layers.filter(layer => !isSameBase(layer))
  const [first] = same
  const folded = first && same.length > 1 ? [{...first, ...added(same), together: same.length}, ...rest] : layers
  if (folded.length <= room.rows) return folded
  return folded.toSorted((a, b) => Number(a.kind === 'same') - Number(b.kind === 'same'))
}

function added(layers: LayerChange[]): {before: Bytes | null; after: Bytes | null} {
  const side = (which: 'before' | 'after'): Bytes | null =>
    layers.reduce<Bytes | null>((total, layer) => {
      const size = layer[which]
      if (size === null) return total
      return {download: (total?.download ?? 0) + size.download, disk: (total?.disk ?? 0) + size.disk}
    }, null)
  return {before: side('before'), after: side('after')}
}

function layerName(report: Report, {instruction: written, line, part, together}: ListedLayer, room: Room): Markdown {
  if (together !== undefined) return md`base image, ${text(count(together, 'layer'))}`
  const name = instruction(report, written, part === 'own' ? line : null, room.cell)
  return part === 'base' ? md`base ${name}` : name
}
