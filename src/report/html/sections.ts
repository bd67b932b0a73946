/** What is below the treemap, as a table: one line adds a section. Sections without blocks are left out. */
import type {Report} from '../report.ts'
import type {Section} from './page-data.ts'
import {files, layers, modules, packages, settings, standsOut} from './sections-image.ts'
import {caches, choices, dockerfile, findings, measured, timeline, trend, warnings} from './sections-run.ts'

export type SectionMaker = (report: Report) => Section

const makers: SectionMaker[] = [
  ...[warnings, timeline, trend, layers, files, modules, packages, settings, standsOut],
  ...[findings, caches, choices, dockerfile, measured],
]

export function sectionsOf(report: Report): Section[] {
  return makers.map(make => make(report)).filter(({blocks}) => blocks.length > 0)
}
