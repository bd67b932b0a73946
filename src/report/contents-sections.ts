/** The folded parts about what is in the image: modules and packages, files, settings, sections of the programs. */
import type {FileChanges, ModuleChange, PlatformDiff, ProgramDiff} from '../size/diff.ts'
import {byDifference, difference, type TwoSided} from '../size/diff-files.ts'
import {capped, emphasis, more, size} from './capped-table.ts'
import {type Column, code, joined, type Markdown, md, table, text} from './markdown.ts'
import {shortened, shortenedInside} from './plain.ts'
import type {Report} from './report.ts'
import type {Room, SectionMaker, SectionParts} from './sections.ts'
import {count, delta} from './units.ts'
import {isUnchanged, leading, standings} from './verdict.ts'

/** A pull request shows what grew most; the summary has more, and report.json all. */
const COMMENT_ROWS = 10
const SUMMARY_ROWS = 100
const COMMENT_PROGRAMS = 2
const SUMMARY_PROGRAMS = 5

type Part = (diff: PlatformDiff, room: Room) => Omit<SectionParts, 'open'> | null

/** The leading platform, or each of them where there is room. */
function ofPlatforms(part: Part): SectionMaker {
  return (report: Report, room: Room): SectionParts[] => {
    if (isUnchanged(report) && !room.full) return []
    const lead = leading(standings(report))
    const all = (report.diff?.platforms ?? []).filter(({before, after}) => before !== null && after !== null)
    const cut = {...room, rows: Math.min(room.rows, room.full ? SUMMARY_ROWS : COMMENT_ROWS)}
    return all
      .filter(({platform}) => room.full || platform === lead?.platform)
      .flatMap(diff => {
        const section = part(diff, cut)
        if (section === null) return []
        const of = room.full && all.length > 1 ? ` of ${shortened(diff.platform, 60)}` : ''
        return [{...section, name: `${section.name}${of}`, title: `${section.title}${of}`, open: false}]
      })
  }
}

const sizeColumns: Column[] = [
  {title: 'before', align: 'right'},
  {title: 'after', align: 'right'},
  {title: '', align: 'right'},
]

const figures = ({before, after}: TwoSided): Markdown[] => [
  size(before),
  size(after),
  emphasis(delta(difference({before, after}), 0)),
]

const moduleColumns: Column[] = [
  {title: '', align: 'left'},
  {title: 'module', align: 'left'},
  {title: 'version', align: 'left'},
  ...sizeColumns,
]

const packageColumns: Column[] = [{title: 'package', align: 'left'}, ...sizeColumns]
const settingColumns: Column[] = [
  {title: 'setting', align: 'left'},
  {title: 'before', align: 'left'},
  {title: 'after', align: 'left'},
]

export const modulesAndPackages = ofPlatforms(({programs}, room) => {
  const changed = programs.filter(({modules, packages, settings}) => modules.length + packages.length + settings.length)
  if (changed.length === 0) return null
  const body = eachProgram(changed, room, program => {
    const {modules, packages, settings} = program
    return joined(
      [
        modules.length ? capped(moduleColumns, modules, each => moduleRow(each, room), room, 'module') : null,
        packages.length
          ? capped(packageColumns, packages, each => sizeRow(each.path, each, room, md`of no package`), room, 'package')
          : null,
        settings.length
          ? capped(settingColumns, settings, each => valuesRow(each.key, each, room), room, 'setting')
          : null,
      ],
      '\n\n',
    )
  })
  const note = md`Bytes of machine code and function table. Types, strings and data are of no package.`
  return {
    name: 'modules and packages',
    title: `Go modules and packages: ${moduleCounts(changed)}`,
    body: joined([body, note], '\n\n'),
  }
})

/** Those that changed most; each under its name where there are several. */
function eachProgram(programs: ProgramDiff[], room: Room, body: (program: ProgramDiff) => Markdown): Markdown {
  const shown = programs.slice(0, room.full ? SUMMARY_PROGRAMS : COMMENT_PROGRAMS)
  const named = (program: ProgramDiff) =>
    programs.length > 1 ? md`**${code(shortenedInside(`/${program.path}`, 100))}**\n\n${body(program)}` : body(program)
  return joined([...shown.map(named), more(programs.length - shown.length, 'program')], '\n\n')
}

function moduleRow({path, version, before, after}: ModuleChange, room: Room): Markdown[] {
  const [was, is] = [version.before, version.after]
  const sign = was === is ? md`~` : is === null ? md`−` : was === null ? md`+` : md`~`
  const versions = was === null || is === null || was === is ? (is ?? was ?? '') : `${was} → ${is}`
  return [
    sign,
    path === 'std' ? md`standard library` : code(shortenedInside(path, room.cell)),
    text(shortened(versions, room.cell)),
    ...figures({
      before: was === null && before === 0 ? null : before,
      after: is === null && after === 0 ? null : after,
    }),
  ]
}

function moduleCounts(programs: ProgramDiff[]): string {
  const [release] = programs.flatMap(({goRelease}) => goRelease ?? [])
  // Several programs have a module in common: it is counted once.
  const modules = new Map(programs.flatMap(program => program.modules.map(module => [module.path, module])))
  modules.delete('std')
  const versions = [...modules.values()].map(({version}) => version)
  const counts = [
    [versions.filter(({before, after}) => before === null && after !== null).length, 'added'],
    [versions.filter(({before, after}) => before !== null && after === null).length, 'removed'],
    [versions.filter(({before, after}) => before !== null && after !== null && before !== after).length, 'updated'],
  ] as const
  const parts = [
    ...(release ? [`Go ${goVersion(release.before)} → ${goVersion(release.after)}`] : []),
    ...counts.flatMap(([number, what]) => (number > 0 ? [`${number} ${what}`] : [])),
  ]
  return parts.length ? parts.join(', ') : 'the same modules'
}

function goVersion(release: string): string {
  return shortened(release.replace(/^go(?=\d)/, ''), 40)
}

export const imageFiles = ofPlatforms(({files}, room) => {
  if (files === null) return null
  const {added, changed, removed} = files
  const counts = [
    [added.count, 'added'],
    [removed.count, 'removed'],
    [changed.count, 'changed'],
  ] as const
  const total = counts.reduce((sum, [number]) => sum + number, 0)
  if (total === 0) return null
  const columns: Column[] = [{title: '', align: 'left'}, {title: 'file', align: 'left'}, ...sizeColumns]
  const shown = allFiles(files).slice(0, room.rows)
  const rows = shown.map(file => [file.sign, ...sizeRow(`/${file.path}`, file, room)])
  const body = joined([table(columns, rows), more(total - shown.length, 'file')], '\n\n')
  const title = counts.flatMap(([number, what]) => (number > 0 ? [`${count(number, what, what)}`] : [])).join(', ')
  return {name: 'files', title: `Files in the image: ${title}`, beside: `files: ${title}`, body}
})

function allFiles({added, changed, removed}: FileChanges) {
  return [
    ...added.files.map(file => ({...file, sign: md`+`})),
    ...changed.files.map(file => ({...file, sign: md`~`})),
    ...removed.files.map(file => ({...file, sign: md`−`})),
  ].toSorted(byDifference)
}

export const imageSettings = ofPlatforms(({settings}, room) => {
  if (settings.length === 0) return null
  const body = capped(settingColumns, settings, each => valuesRow(each.name, each, room), room, 'setting')
  const title = `${settings.length} changed`
  return {name: 'settings', title: `Settings of the image: ${title}`, beside: `settings: ${title}`, body}
})

const sectionColumns: Column[] = [{title: 'section', align: 'left'}, {title: 'holds', align: 'left'}, ...sizeColumns]
const embeddedColumns: Column[] = [{title: 'embedded file', align: 'left'}, ...sizeColumns]

export const programSections = ofPlatforms(({programs}, room) => {
  const changed = programs.filter(({sections, embedded}) => sections.length + embedded.length)
  if (changed.length === 0) return null
  const body = eachProgram(changed, room, program => {
    const {sections, embedded} = program
    const row = (each: (typeof sections)[number]): Markdown[] => {
      const [name, ...sizes] = sizeRow(each.name, each, room, md`in no section`)
      return [name!, text(shortened(each.kind, 20)), ...sizes]
    }
    return joined(
      [
        sections.length ? capped(sectionColumns, sections, row, room, 'section') : null,
        embedded.length
          ? capped(embeddedColumns, embedded, each => sizeRow(each.path, each, room), room, 'file')
          : null,
      ],
      '\n\n',
    )
  })
  const sections = changed.reduce((sum, program) => sum + program.sections.length, 0)
  const embedded = changed.reduce((sum, program) => sum + program.embedded.length, 0)
  const also = embedded > 0 ? `, ${count(embedded, 'embedded file')}` : ''
  return {
    name: 'sections of the program',
    title: `Sections of the program: ${sections} changed${also}`,
    body,
  }
})

function sizeRow(name: string, sizes: TwoSided, room: Room, unnamed = md``): Markdown[] {
  return [
    name === '' ? unnamed : code(shortenedInside(name, room.cell)),
    ...figures({before: sizes.before, after: sizes.after}),
  ]
}

function valuesRow(name: string, values: {before: string | null; after: string | null}, room: Room): Markdown[] {
  const shown = (value: string | null) => (value === null || value === '' ? md`–` : code(shortened(value, room.cell)))
  return [code(shortenedInside(name, room.cell)), shown(values.before), shown(values.after)]
}
