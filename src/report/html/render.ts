/** The report as one HTML file that needs no network: data, style and script are in it, and nothing else may run. */
import type {Report} from '../report.ts'
import {pageData} from './data.ts'
import page from './page/page.html'

/** In page.html. */
const ROOM = '"data goes here"'

export function renderHtml(report: Report): string {
  const [before, after] = page.split(ROOM) as [string, string]
  return `${before}${inScript(JSON.stringify(pageData(report)))}${after}`
}

/** Nothing in it can end the element or begin a comment (HTML standard, "Restrictions for contents of script elements"). */
function inScript(json: string): string {
  return json.replaceAll('<', '\\u003c')
}
