import type {Report} from '../report.ts'
import {headOf} from './head.ts'
import type {PageData} from './page-data.ts'
import {sectionsOf} from './sections.ts'
import {platformTree} from './tree.ts'
import {revealedIn} from './words.ts'

/** All that the page shows of a report. The leading platform comes first, as everywhere. */
export function pageData(report: Report): PageData {
  const diffs = report.diff?.platforms ?? []
  const platforms = (report.facts?.platforms ?? []).map(facts =>
    platformTree(facts, diffs.find(({platform}) => platform === facts.platform) ?? null),
  )
  return revealedIn({head: headOf(report), platforms, sections: sectionsOf(report)})
}
