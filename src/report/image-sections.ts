/** The folded parts about an image that is compared with none, and what stands out in any. */
import type {Contents, FileFact, GoModule, GoPackage, GoProgram, PlatformFacts} from '../image/facts.ts'
import {bytesByModule, codeAndTable, versionOf} from '../size/diff-programs.ts'
import {capped, size} from './capped-table.ts'
import {type Column, code, joined, type Markdown, md, prose, text} from './markdown.ts'
import {shortened, shortenedInside} from './plain.ts'
import type {Report} from './report.ts'
import type {Room, SectionMaker, SectionParts} from './sections.ts'
import {bytes, count} from './units.ts'
import {leading, standings} from './verdict.ts'

const MOST_ROWS = 30
const MOST_PROGRAMS = 3

/** What is in the image where there is nothing to compare it with: for the summary, a pull request asks about changes. */
export const imageContents: SectionMaker = (report, room) => {
  const facts = leadingFacts(report)
  const isCompared = report.diff?.platforms.some(({files}) => files !== null) ?? false
  if (!room.full || isCompared || !facts?.contents) return []
  const cut = {...room, rows: Math.min(room.rows, MOST_ROWS)}
  return [...programs(facts.contents, cut), ...files(facts.contents, cut)]
}

function leadingFacts(report: Report): PlatformFacts | null {
  const lead = leading(standings(report))
  return report.facts?.platforms.find(({platform}) => platform === lead?.platform) ?? null
}

const moduleColumns: Column[] = [
  {title: 'module', align: 'left'},
  {title: 'version', align: 'left'},
  {title: 'code', align: 'right'},
]
const packageColumns: Column[] = [
  {title: 'package', align: 'left'},
  {title: 'code', align: 'right'},
]
const fileColumns: Column[] = [
  {title: 'file', align: 'left'},
  {title: 'bytes', align: 'right'},
]

function programs({programs: all}: Contents, room: Room): SectionParts[] {
  return all.slice(0, MOST_PROGRAMS).map(program => {
    const {path, modules, packages, goRelease} = program
    const name = shortenedInside(`/${path}`, 100)
    const ranked = packages.toSorted((a, b) => codeAndTable(b) - codeAndTable(a))
    const body = [
      modules.length ? capped(moduleColumns, byCode(program), each => moduleRow(each, room), room, 'module') : null,
      ranked.length ? capped(packageColumns, ranked, each => packageRow(each, room), room, 'package') : null,
    ]
    const title = `Go modules and packages of ${name}: ${count(modules.length, 'module')}, ${shortened(goRelease, 40)}`
    return {name: `modules of ${name}`, title, body: joined(body, '\n\n'), open: false}
  })
}

type WeighedModule = {module: GoModule; bytes: number}

function byCode(program: GoProgram): WeighedModule[] {
  const code = bytesByModule(program)
  return program.modules
    .map(module => ({module, bytes: code.get(module.path) ?? 0}))
    .toSorted((a, b) => b.bytes - a.bytes)
}

function moduleRow({module, bytes: count}: WeighedModule, room: Room): Markdown[] {
  return [code(shortenedInside(module.path, room.cell)), text(shortened(versionOf(module), room.cell)), size(count)]
}

function packageRow(each: GoPackage, room: Room): Markdown[] {
  const name = each.path === '' ? md`of no package` : code(shortenedInside(each.path, room.cell))
  return [name, size(codeAndTable(each))]
}

function files({files: all, leftOut}: Contents, room: Room): SectionParts[] {
  if (all.length === 0) return []
  const largest = all.toSorted((a, b) => b.bytes - a.bytes)
  const row = ({path, bytes: count}: FileFact) => [code(shortenedInside(`/${path}`, room.cell)), size(count)]
  const total = all.length + leftOut.files
  return [
    {
      name: 'files',
      title: `Files in the image: ${count(total, 'file')}`,
      body: capped(fileColumns, largest, row, room, 'file'),
      open: false,
    },
  ]
}

/** Files that look like secrets in a comment, too: whoever can pull the image can read them. */
export const standsOut: SectionMaker = (report, room) => {
  const {contents} = leadingFacts(report) ?? {}
  if (!contents) return []
  const {secrets, setuid, wasted, wastedBytes} = contents
  const path = (of: string) => code(shortenedInside(`/${of}`, room.cell))
  const secretLines = secrets.map(each =>
    joined(
      [
        path(each.path),
        prose(shortened(each.what, room.cell)),
        each.removed ? md`removed, and still in a layer` : null,
      ],
      ' · ',
    ),
  )
  const others = room.full
    ? [
        ...setuid.map(
          each => md`${path(each.path)} · runs as another user or group, mode ${text(each.mode.toString(8))}`,
        ),
        ...wasted.map(each => md`${path(each.path)} · ${text(bytes(each.bytes))} replaced or removed by a later layer`),
      ]
    : []
  const lines = [...secretLines, ...others]
  if (lines.length === 0) return []
  const shown = lines.slice(0, room.full ? MOST_ROWS * 3 : MOST_ROWS)
  const what = [
    secrets.length ? count(secrets.length, 'file that looks like a secret', 'files that look like secrets') : null,
    room.full && setuid.length ? count(setuid.length, 'setuid file') : null,
    room.full && wastedBytes > 0 ? `${bytes(wastedBytes)} hidden in lower layers` : null,
  ].filter(part => part !== null)
  const list = joined(
    shown.map(line => md`- ${line}`),
    '\n',
  )
  return [{name: 'what stands out', title: `What stands out: ${what.join(', ')}`, body: list, open: true}]
}
