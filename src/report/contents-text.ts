/** What changed in the image, on a terminal: settings, modules, packages, files, sections; what grew most of each. */
import type {PlatformDiff} from '../size/diff.ts'
import {difference, type TwoSided} from '../size/diff-files.ts'
import {plain, shortened, shortenedInside} from './plain.ts'
import type {Report} from './report.ts'
import {grid, heading, indented, type Line, type Piece, tone} from './terminal-lines.ts'
import {count, delta} from './units.ts'
import {leading, standings} from './verdict.ts'

const ROWS = 10
const LONGEST_NAME = 60
const LONGEST_VALUE = 30

type Row = {name: string; about?: string; bytes: number}
type Block = {title: string; rows: Row[]; total: number}

/** A row adds a block. */
const BLOCKS: readonly ((diff: PlatformDiff) => Block)[] = [
  ({programs}) => {
    const rows = programs.flatMap(({modules}) =>
      modules.map(({path, version: {before, after}, ...bytes}) => {
        const about =
          before === after
            ? (after ?? '')
            : before === null
              ? `${after}, new`
              : after === null
                ? `${before}, gone`
                : `${before} → ${after}`
        return {name: path === 'std' ? 'standard library' : path, about, bytes: difference(bytes)}
      }),
    )
    return block('Go modules', rows)
  },
  ({programs}) =>
    block(
      'Packages',
      programs.flatMap(({packages}) => packages.map(each => named(sized(each), 'of no package'))),
    ),
  ({files}) => {
    if (files === null) return block('Files', [])
    const {added, changed, removed} = files
    const told = [
      ...added.files.map(file => ({...sized(file), about: 'new'})),
      ...changed.files.map(sized),
      ...removed.files.map(file => ({...sized(file), about: 'gone'})),
    ].map(row => ({...row, name: `/${row.name}`}))
    return {...block('Files', told), total: added.count + changed.count + removed.count}
  },
  ({programs}) =>
    block(
      'Sections',
      programs.flatMap(({sections}) =>
        sections.map(each => ({...named(sized({...each, path: each.name}), 'in no section'), about: each.kind})),
      ),
    ),
]

/** Of the leading platform, each a heading and its lines. */
export function contentsBlocks(report: Report): Line[][] {
  const lead = leading(standings(report))
  const diff = report.diff?.platforms.find(({platform}) => platform === lead?.platform)
  if (!diff?.before || !diff.after) return []
  return [settings(diff), ...BLOCKS.map(read => shown(read(diff)))]
}

function sized({path, ...sizes}: TwoSided & {path: string}): Row {
  return {name: path, bytes: difference({before: sizes.before, after: sizes.after})}
}

function named(row: Row, unnamed: string): Row {
  return row.name === '' ? {...row, name: unnamed} : row
}

function block(title: string, rows: Row[]): Block {
  return {title, rows, total: rows.length}
}

function shown({title, rows, total}: Block): Line[] {
  if (total === 0) return []
  const largest = rows.toSorted((a, b) => Math.abs(b.bytes) - Math.abs(a.bytes)).slice(0, ROWS)
  const lines = largest.map(({name, about = '', bytes}): Piece[] => [
    {text: delta(bytes, 0), ...tone(bytes)},
    {text: shortenedInside(plain(name), LONGEST_NAME)},
    {text: shortened(plain(about), LONGEST_NAME), style: 'dim'},
  ])
  const left = total - largest.length
  const more: Line[] = left > 0 ? [[{text: `  and ${count(left, 'more change')}`, style: 'dim'}]] : []
  return [heading(`${title}: ${count(total, 'change')}`), ...indented(grid(lines, [0])), ...more]
}

/** Those of the image and of the builds of its programs. */
function settings({settings: ofImage, programs}: PlatformDiff): Line[] {
  const all = [...ofImage, ...programs.flatMap(program => program.settings.map(each => ({...each, name: each.key})))]
  if (all.length === 0) return []
  const value = (text: string | null) => shortened(plain(text ?? '') || '–', LONGEST_VALUE)
  const rows = all
    .slice(0, ROWS)
    .map(({name, before, after}): Piece[] => [
      {text: shortenedInside(plain(name), LONGEST_VALUE)},
      {text: `${value(before)} → ${value(after)}`},
    ])
  return [heading(`Settings: ${count(all.length, 'change')}`), ...indented(grid(rows, []))]
}
