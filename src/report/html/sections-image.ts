/** Tables about the image: what changed where there is an older one, else what is in it. */
import type {PlatformFacts} from '../../image/facts.ts'
import type {LayerChange, PlatformDiff, ProgramDiff} from '../../size/diff.ts'
import {bytesByModule, codeAndTable, versionsOf} from '../../size/diff-programs.ts'
import {largestOf} from '../largest.ts'
import type {Report} from '../report.ts'
import {bytes, count} from '../units.ts'
import type {Block, Cell, Column, Section, Table} from './page-data.ts'
import {coded, placed, said} from './words.ts'

type Platform = {facts: PlatformFacts | null; diff: PlatformDiff | null}

/** One block for each platform that has something to say; with its name above it where there are several. */
function perPlatform(report: Report, of: (platform: Platform) => Table[]): Block[] {
  const diffs = new Map((report.diff?.platforms ?? []).map(diff => [diff.platform, diff]))
  const present = (report.facts?.platforms ?? []).map(facts => ({facts, diff: diffs.get(facts.platform) ?? null}))
  const gone = [...diffs.values()].filter(({platform}) => !present.some(({facts}) => facts.platform === platform))
  const all: Platform[] = [...present, ...gone.map(diff => ({facts: null, diff}))]
  return all.flatMap(platform => {
    const name = platform.facts?.platform ?? platform.diff?.platform ?? ''
    return of(platform).map((table): Block => {
      const caption = [...(all.length > 1 ? [name] : []), ...(table.caption === undefined ? [] : [table.caption])]
      return {block: 'table', ...table, ...(caption.length > 0 && {caption: caption.join(', ')})}
    })
  })
}

const SIDES: Column[] = [
  {title: 'before', kind: 'bytes'},
  {title: 'after', kind: 'bytes'},
  {title: 'change', kind: 'change'},
]

function sides(before: number | null, after: number | null): Cell[] {
  return [before, after, (after ?? 0) - (before ?? 0)]
}

const layerKinds = {
  same: 'unchanged',
  changed: 'changed',
  added: 'added',
  removed: 'removed',
  moved: 'moved',
  rebased: 'same files, other base',
} satisfies Record<LayerChange['kind'], string>

export function layers(report: Report): Section {
  const named = (instruction: string) => coded(instruction === '' ? 'a layer without instruction' : instruction)
  const where = (part: string, line: number | null): Cell =>
    part === 'base' ? said('base image') : placed(report.source, report.dockerfile.path, line)
  const blocks = perPlatform(report, ({facts, diff}) => {
    const name: Column[] = [
      {title: 'layer', kind: 'text'},
      {title: 'made by', kind: 'text'},
    ]
    const figures: Column[] = [
      {title: 'download', kind: 'size'},
      {title: 'on disk', kind: 'size'},
    ]
    if (diff?.before || facts === null) {
      const columns: Column[] = [...name, {title: 'compared', kind: 'text'}, ...figures]
      const size = (before = 0, after = 0): Cell => ({bytes: after, change: after - before})
      const rows = (diff?.layers ?? []).map(({instruction, part, line, kind, before, after}): Cell[] => [
        ...[named(instruction), where(part, line), said(layerKinds[kind])],
        ...[size(before?.download, after?.download), size(before?.disk, after?.disk)],
      ])
      return [{noun: 'layer', columns, rows}]
    }
    const columns: Column[] = [...name, ...figures]
    const rows = facts.layers.map((layer): Cell[] => [
      ...[named(layer.instruction), where(layer.part, layer.line)],
      ...[layer.downloadBytes, layer.diskBytes].map(bytes => ({bytes, change: null})),
    ])
    return rows.length === 0 ? [] : [{noun: 'layer', columns, rows}]
  })
  return {id: 'layers', title: 'Layers', blocks}
}

export function files(report: Report): Section {
  const blocks = perPlatform(report, ({facts, diff}) => {
    if (diff?.files) {
      const {added, removed, changed} = diff.files
      const groups = [
        {name: 'added', group: added},
        {name: 'removed', group: removed},
        {name: 'changed', group: changed},
      ].filter(({group}) => group.count > 0)
      const rows = groups.flatMap(({name, group}) =>
        group.files.map(({path, before, after}): Cell[] => [coded(`/${path}`), said(name), ...sides(before, after)]),
      )
      const columns: Column[] = [{title: 'file', kind: 'text'}, {title: 'what', kind: 'text'}, ...SIDES]
      const caption = groups.map(({name, group}) => `${count(group.count, 'file')} ${name}`).join(', ')
      return rows.length === 0 ? [] : [{caption, noun: 'file', columns, rows}]
    }
    if (!facts?.contents) return []
    const {files: all, leftOut} = facts.contents
    const largest = largestOf(all, MOST_FILES)
    const rows = largest.map((file): Cell[] => [coded(`/${file.path}`), file.bytes])
    const total = all.length + leftOut.files
    const caption = `${largest.length < total ? `The largest of ${count(total, 'file')}` : count(total, 'file')}`
    const columns: Column[] = [
      {title: 'file', kind: 'text'},
      {title: 'bytes', kind: 'bytes'},
    ]
    return rows.length === 0 ? [] : [{caption, noun: 'file', columns, rows}]
  })
  return {id: 'files', title: 'Files', blocks}
}

/** The treemap's own table has all of them. */
const MOST_FILES = 200

const moduleName = (path: string) => (path === 'std' ? said('standard library') : coded(path))
const CODE_NOTE = 'Bytes of machine code and its part of the function table; data of a package cannot be told.'

export function modules(report: Report): Section {
  const version: Column = {title: 'version', kind: 'text'}
  const blocks = perPlatform(report, platform => {
    const changed = changedPrograms(platform)
    if (changed !== null) {
      const columns: Column[] = [{title: 'module', kind: 'text'}, version, ...SIDES]
      return tables(changed, columns, 'module', ({modules: all}) =>
        all.map(({path, version: {before: was, after: is}, before, after}): Cell[] => [
          ...[moduleName(path), said(was === is || was === null ? (is ?? '') : `${was} → ${is ?? 'gone'}`)],
          ...sides(was === null && before === 0 ? null : before, is === null && after === 0 ? null : after),
        ]),
      )
    }
    const columns: Column[] = [{title: 'module', kind: 'text'}, version, {title: 'code', kind: 'bytes'}]
    return tables(platform.facts?.contents?.programs ?? [], columns, 'module', program => {
      const versions = versionsOf(program)
      const code = bytesByModule(program)
      const paths = [...new Set([...code.keys(), ...versions.keys()])]
      return paths
        .map((path): Cell[] => [moduleName(path), said(versions.get(path) ?? 'own code'), code.get(path) ?? 0])
        .toSorted((a, b) => Number(b[2]) - Number(a[2]))
    })
  })
  return {id: 'modules', title: 'Go modules', lead: CODE_NOTE, blocks}
}

export function packages(report: Report): Section {
  const blocks = perPlatform(report, platform => {
    const changed = changedPrograms(platform)
    const named = (path: string) => (path === '' ? said('no package') : coded(path))
    const name: Column[] = [
      {title: 'package', kind: 'text'},
      {title: 'module', kind: 'text'},
    ]
    if (changed !== null)
      return tables(changed, [...name, ...SIDES], 'package', ({packages: all}) =>
        all.map(({path, module, before, after}): Cell[] => [
          ...[named(path), module === null ? null : moduleName(module), ...sides(before, after)],
        ]),
      )
    const columns: Column[] = [...name, {title: 'code', kind: 'bytes'}, {title: 'functions', kind: 'number'}]
    return tables(platform.facts?.contents?.programs ?? [], columns, 'package', ({packages: all}) =>
      all
        .toSorted((a, b) => codeAndTable(b) - codeAndTable(a))
        .map((each): Cell[] => [
          ...[named(each.path), each.module === null ? null : moduleName(each.module)],
          ...[codeAndTable(each), each.functions],
        ]),
    )
  })
  return {id: 'packages', title: 'Go packages', lead: CODE_NOTE, blocks}
}

/** Null where there is nothing to compare with: then the programs themselves are told. */
function changedPrograms({diff}: Platform): ProgramDiff[] | null {
  return diff?.files ? diff.programs : null
}

function tables<Program extends {path: string}>(
  programs: readonly Program[],
  columns: Column[],
  noun: string,
  rowsOf: (program: Program) => Cell[][],
): Table[] {
  return programs
    .map(program => ({program, rows: rowsOf(program)}))
    .filter(({rows}) => rows.length > 0)
    .map(({program, rows}) => ({noun, columns, rows, ...(programs.length > 1 && {caption: `/${program.path}`})}))
}

export function settings(report: Report): Section {
  const columns = ['setting', 'before', 'after'].map((title): Column => ({title, kind: 'text'}))
  const row = (name: string, before: string | null, after: string | null): Cell[] => [
    ...[said(name), before === null ? null : coded(before), after === null ? null : coded(after)],
  ]
  const blocks = perPlatform(report, ({diff}) => {
    const image = (diff?.settings ?? []).map(({name, before, after}) => row(name, before, after))
    const build = tables(diff?.programs ?? [], columns, 'setting', ({settings: all}) =>
      all.map(({key, before, after}) => row(key, before, after)),
    ).map(table => ({...table, caption: `build settings of ${table.caption ?? 'the program'}`}))
    return [...(image.length === 0 ? [] : [{noun: 'setting', columns, rows: image}]), ...build]
  })
  return {id: 'settings', title: 'Settings that changed', blocks}
}

export function standsOut(report: Report): Section {
  const columns: Column[] = [
    {title: 'file', kind: 'text'},
    {title: 'what', kind: 'text'},
    {title: 'bytes', kind: 'bytes'},
  ]
  const blocks = perPlatform(report, ({facts}) => {
    if (!facts?.contents) return []
    const {secrets, setuid, wasted, wastedBytes} = facts.contents
    const removed = (isRemoved: boolean) => (isRemoved ? '; removed, and still in a layer' : '')
    const rows: Cell[][] = [
      ...secrets.map(each => [
        ...[coded(`/${each.path}`), said(`looks like a secret: ${each.what}${removed(each.removed)}`), null],
      ]),
      ...setuid.map(each => [
        ...[coded(`/${each.path}`), said(`runs as another user or group, mode ${each.mode.toString(8)}`), null],
      ]),
      ...wasted.map(each => [coded(`/${each.path}`), said('replaced or removed by a later layer'), each.bytes]),
    ]
    const caption = wastedBytes > 0 ? {caption: `${bytes(wastedBytes)} hidden by later layers`} : {}
    return rows.length === 0 ? [] : [{...caption, noun: 'file', columns, rows}]
  })
  return {id: 'stands-out', title: 'What stands out', blocks}
}
