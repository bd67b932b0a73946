/** What is visible without a click: verdict, one row per platform, the reason. The comment and the summary share it. */
import type {BudgetVerdict} from '../size/budget.ts'
import type {Bytes, PlatformDiff} from '../size/diff.ts'
import {budgetCell} from './budget-text.ts'
import {commitName, place, runWord} from './links.ts'
import {type Column, code, codeBlock, joined, link, type Markdown, md, prose, table, text} from './markdown.ts'
import {plainLines, shortened} from './plain.ts'
import type {Report} from './report.ts'
import {age, bytes, count, delta, deltaBeside, duration, isNoise, percent} from './units.ts'
import {
  type Cause,
  causes,
  difference,
  distanceWords,
  flawWords,
  isUnchanged,
  leading,
  overBudget,
  overWords,
  type Standing,
  standings,
} from './verdict.ts'
import {hasCauses, whySentences} from './why.ts'

/** Longest name, instruction and sentence in the visible part; folded parts have more room. */
const longestName = 100
const longestSentence = 300
/** Of an image over its budget; what is less shares one more line. */
const MOST_BULLETS = 3

export function headline(report: Report): Markdown {
  return md`### ${imageName(report)} · ${joined(verdict(report), ' · ')}`
}

/** Null where there is nothing to compare: a failed build, or no measured image. */
export function platformTable(report: Report, rows: number): Markdown | null {
  const all = standings(report)
  if (all.length === 0 || isUnchanged(report)) return null
  const budgets = all.some(each => each.budgets.length > 0)
  const binaries = all.some(({binary}) => binary !== null)
  const columns: Column[] = [
    {title: '', align: 'left'},
    {title: 'download', align: 'right'},
    {title: 'on disk', align: 'right'},
    ...(binaries ? [{title: 'binary', align: 'right'} as const] : []),
    ...(budgets ? [{title: 'budget', align: 'right'} as const] : []),
  ]
  const shown = all.slice(0, rows)
  const cut = all.length - shown.length
  return joined(
    [
      shown.length
        ? table(
            columns,
            shown.map(each => platformRow(each, {budgets, binaries, compared: report.baseline.found})),
          )
        : null,
      cut > 0 ? md`${text(count(cut, 'more platform'))}` : null,
    ],
    '\n\n',
  )
}

/** Why the size is what it is, what to look at when it is over budget, or what the failed step printed last. */
export function reason(report: Report): Markdown | null {
  if (report.build.outcome !== 'success') return failure(report)
  const lead = leading(standings(report))
  if (lead === null) return bullets(report.warnings.slice(0, 3))
  if (overBudget(report.budgets)) return lookAt(report, lead)
  if (!report.baseline.found) return md`No baseline: ${prose(shortened(report.baseline.why, longestSentence))}`
  return why(report, lead)
}

/** Against what, when, for which commit, measured how, and where the rest is. */
export function footer(report: Report, leftOut: string[]): Markdown {
  const {source, baseline, facts} = report
  const against = baseline.found ? commitName(source, baseline.commit, baseline.ref) : null
  const apart = baseline.found ? distanceWords(baseline, source.pullRequest !== null) : null
  const when = baseline.found ? age(baseline.created, report.created) : null
  const compression = [...new Set(facts?.platforms.map(each => each.compression))].join(', ')
  const commit = commitName(source, source.commit, null)
  const parts = [
    against === null
      ? null
      : md`against ${joined([against, when === null ? null : text(when), apart === null ? null : text(apart)], ', ')}`,
    commit === null ? null : md`for commit ${commit}`,
    facts === null ? null : md`from the image's manifests, ${text(shortened(compression, longestName))}`,
    leftOut.length ? md`left out for length: ${text(leftOut.join(', '))}` : null,
    source.runUrl === null ? null : link(text(runWord(source.runUrl)), source.runUrl),
  ]
  const line = joined(parts, ' · ')
  return line === '' ? line : md`<sub>${line}</sub>`
}

export function imageName(report: Report): Markdown {
  return code(shortened(report.image.name, longestName))
}

export function bullets(sentences: string[], longest = longestSentence): Markdown | null {
  return sentences.length
    ? joined(
        sentences.map(each => md`- ${prose(shortened(each, longest))}`),
        '\n',
      )
    : null
}

function verdict(report: Report): Markdown[] {
  const {build, source, dockerfile} = report
  if (build.outcome === 'failure') {
    const step = build.failure?.step ?? null
    const where = place(source, dockerfile.path, build.failure?.line ?? null)
    const at = [step === null ? null : code(shortened(step, longestName)), build.failure?.line == null ? null : where]
    const found = joined(at, ' ')
    return [found === '' ? md`**build failed**` : md`**build failed** at ${found}`]
  }
  const flaws = flawWords(dockerfile)
  const flawed = flaws === null ? [] : [md`**${text(flaws)}**`]
  const all = standings(report)
  const lead = leading(all)
  if (lead === null) return [md`built in ${text(duration(build.seconds))}, size not measured`, ...flawed]
  const over = overBudget(report.budgets)
  return [...(over === null ? [] : [overLine(over)]), size(lead, all.length > 1), ...flawed]
}

function overLine(verdict: BudgetVerdict): Markdown {
  return md`**${text(overWords(verdict))}**${verdict.override === null ? md`` : md`, let pass`}`
}

function size({platform, before, after}: Standing & {after: Bytes}, several: boolean): Markdown {
  const download = md`download ${text(bytes(after.download))}`
  const named = several ? md`${download} on ${text(platform)}` : download
  if (before === null) return named
  const {download: more, disk} = difference(before, after)
  if (!isNoise(more)) {
    const share = percent(before.download, after.download)
    return md`${named}, **${joined([text(delta(more)), share === null ? null : md`(${text(share)})`], ' ')}**`
  }
  return isNoise(disk) ? md`${named}, unchanged` : md`${named}, unchanged, **${text(delta(disk))} on disk**`
}

function platformRow(
  {platform, before, after, binary, budgets}: Standing,
  has: {budgets: boolean; binaries: boolean; compared: boolean},
): Markdown[] {
  const figure = (was: number | null, is: number | null): Markdown => {
    if (is === null) return md`gone, was ${text(bytes(was ?? 0))}`
    const now = text(bytes(is))
    if (was === null) return before === null && has.compared ? md`${now} new` : now
    const difference = deltaBeside(is - was, is)
    return difference === '=' ? md`${now} =` : md`${now} **${text(difference)}**`
  }
  const of = (kind: keyof Bytes) => figure(before?.[kind] ?? null, after?.[kind] ?? null)
  return [
    text(shortened(platform, longestName)),
    of('download'),
    of('disk'),
    ...(has.binaries ? [binary === null ? md`–` : figure(binary.before, binary.after)] : []),
    ...(has.budgets ? [joined(budgets.map(budgetCell), '<br>')] : []),
  ]
}

function why(report: Report, lead: Standing): Markdown | null {
  const diff = report.diff?.platforms.find(({platform}) => platform === lead.platform)
  const base = diff?.layers.filter(({part}) => part === 'base') ?? []
  const sameBase = base.length > 0 && base.every(({kind}) => kind === 'same') ? [md`base image unchanged`] : []
  if (hasCauses(diff)) {
    const more = difference(diff.before, diff.after).disk
    const sentences = [...whySentences(report, diff.causes, diff.programs), ...sameBase]
    return joined([md`**Why ${text(delta(more, 0))} on disk:** ${joined(sentences, ' · ')}`, doubts(diff)], '\n\n')
  }
  const found = causes(diff)
  if (diff === undefined) return null
  if (found.length === 0) return doubts(diff)
  const line = md`**Why** ${joined([...found.map(each => cause(report, each)), ...sameBase], ' · ')}`
  return joined([line, doubts(diff)], '\n\n')
}

/** What a reader must know before comparing the two sides. */
function doubts({caveats}: PlatformDiff): Markdown | null {
  const [first, ...others] = caveats
  if (first === undefined) return null
  const more = others.length === 0 ? null : md`(${text(count(others.length, 'more remark'))} in the report)`
  return joined([prose(shortened(first, longestSentence)), more], ' ')
}

function lookAt(report: Report, lead: Standing): Markdown | null {
  const diff = report.diff?.platforms.find(({platform}) => platform === lead.platform)
  const grown = hasCauses(diff)
    ? whySentences(
        report,
        diff.causes.filter(({bytes}) => bytes > 0),
        diff.programs,
        MOST_BULLETS,
      )
    : causes(diff)
        .filter(({bytes: {download, disk}}) => download > 0 || disk > 0)
        .map(each => cause(report, each))
  if (grown.length) {
    const bullets = [...grown.slice(0, MOST_BULLETS), joined(grown.slice(MOST_BULLETS), ' · ')]
    return md`**Look at**\n${joined(
      bullets.map(each => (each === '' ? null : md`- ${each}`)),
      '\n',
    )}`
  }
  const layers = report.facts?.platforms.find(({platform}) => platform === lead.platform)?.layers ?? []
  const largest = layers.toSorted((a, b) => b.downloadBytes - a.downloadBytes).slice(0, 3)
  if (largest.length === 0) return null
  const line = (layer: (typeof layers)[number]): Markdown =>
    md`- ${instruction(report, layer.instruction, layer.part === 'own' ? layer.line : null)} **${text(bytes(layer.downloadBytes))}**${layer.part === 'base' ? md`, from the base image` : md``}`
  return md`**Look at** the largest layers\n${joined(largest.map(line), '\n')}`
}

function cause(report: Report, each: Cause): Markdown {
  const {download, disk} = each.bytes
  const amount = isNoise(download)
    ? md`**${text(delta(disk))}** on disk only`
    : md`**${text(delta(download))}**${isNoise(disk) ? md`` : md` (${text(delta(disk))} on disk)`}`
  if (each.what === 'rest') return md`rest ${amount}`
  if (each.what === 'others') return md`${text(count(each.count, 'other layer'))} ${amount}`
  if (each.what === 'base') return md`base image, ${each.changed} of ${text(count(each.total, 'layer'))} ${amount}`
  const layer = instruction(report, each.instruction, each.line)
  if (each.kind === 'added') return md`new layer ${layer} ${amount}`
  if (each.kind === 'removed') return md`without ${layer} ${amount}`
  return md`${layer} ${amount}`
}

export function instruction(report: Report, written: string, line: number | null, longest = longestName): Markdown {
  const where = line === null ? null : place(report.source, report.dockerfile.path, line)
  return joined([code(shortened(written, longest)), where], ' ')
}

function failure({build}: Report): Markdown | null {
  const lines = plainLines((build.failure?.lines ?? []).join('\n')).filter(line => line !== '')
  return lines.length
    ? codeBlock(
        lines
          .slice(-12)
          .map(line => shortened(line, longestSentence))
          .join('\n'),
      )
    : null
}
