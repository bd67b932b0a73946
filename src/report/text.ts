/** The report on a terminal: the same order as in the comment, columns aligned, nothing folded. */
import type {PlatformDiff} from '../size/diff.ts'
import {sparkline, trendOf} from '../size/trend.ts'
import {contentsBlocks} from './contents-text.ts'
import {imageBlocks} from './image-text.ts'
import {shortCommit} from './links.ts'
import {plain, plainLines, shortened} from './plain.ts'
import type {Finding, Report} from './report.ts'
import {
  clipped,
  grid,
  heading,
  indented,
  type Line,
  type Piece,
  painted,
  paragraph,
  type Style,
  tone,
} from './terminal-lines.ts'
import {age, bytes, count, delta, deltaBeside, duration, isNoise, percent} from './units.ts'
import {
  type Cause,
  causes,
  distanceWords,
  findingCounts,
  flawWords,
  leading,
  overBudget,
  overWords,
  standings,
} from './verdict.ts'
import {hasCauses, whyText} from './why.ts'

type Options = {color: boolean; width: number}

export function renderText(report: Report, options: Options): string {
  const {width} = options
  return joined(
    [
      title(report),
      failure(report),
      platforms(report),
      why(report, width),
      ...contentsBlocks(report),
      ...imageBlocks(report),
      trend(report, width),
      findings(report, width),
      caches(report),
      warnings(report, width),
      origin(report),
    ],
    options,
  )
}

/** What is in an image that nobody wants compared. */
export function renderImage(report: Report, options: Options): string {
  return joined([title(report), platforms(report), ...imageBlocks(report), origin(report)], options)
}

function joined(blocks: Line[][], {color, width}: Options): string {
  return blocks
    .filter(block => block.length > 0)
    .map(block => block.map(line => painted(clipped(line, width), color)).join('\n'))
    .join('\n\n')
    .concat('\n')
}

function title(report: Report): Line[] {
  const {build} = report
  const name: Piece = {text: label(report.image.name, 80), style: 'bold'}
  const flaws = build.outcome === 'success' ? flawWords(report.dockerfile) : null
  const flawed: Line[] = flaws === null ? [] : [[{text: `  ${flaws}`, style: 'red'}]]
  const line = (...pieces: Piece[]): Line[] => [[name, {text: '  '}, ...pieces], ...flawed]
  if (build.outcome === 'failure') {
    const {step = null, line: at = null} = build.failure ?? {}
    const where: Piece = {text: at === null ? '' : ` at ${fileName(report)}:${at}`}
    const instruction: Line[] = step === null ? [] : [[{text: `  ${plain(step)}`}]]
    return [...line({text: 'build failed', style: 'red'}, where), ...instruction]
  }
  const all = standings(report)
  const lead = leading(all)
  if (lead === null) return line({text: `built in ${duration(build.seconds)}, size not measured`})
  const over = overBudget(report.budgets)
  const size = `download ${bytes(lead.after.download)}${all.length > 1 ? ` on ${label(lead.platform)}` : ''}`
  const change: Piece[] = lead.before ? [{text: ', '}, comparison(lead.before.download, lead.after.download)] : []
  const verdict: Piece[] = over
    ? [{text: overWords(over), style: 'red'}, {text: over.override === null ? ' · ' : ', let pass · '}]
    : []
  return line(...verdict, {text: size}, ...change)
}

function failure({build}: Report): Line[] {
  if (build.outcome !== 'failure') return []
  const lines = plainLines((build.failure?.lines ?? []).join('\n')).filter(line => line !== '')
  return lines.slice(-20).map(line => [{text: '  │ ', style: 'dim'}, {text: line}])
}

function platforms(report: Report): Line[] {
  const all = standings(report)
  if (all.length === 0) return []
  const withBudgets = all.some(({budgets}) => budgets.length > 0)
  const withBinaries = all.some(({binary}) => binary !== null)
  const rows = all.map(({platform, before, after, binary, budgets}): Piece[] => {
    const figures = [
      ...(['download', 'disk'] as const).map(kind => ({was: before?.[kind] ?? null, is: after?.[kind] ?? null})),
      ...(withBinaries ? [{was: binary?.before ?? null, is: binary?.after ?? null}] : []),
    ].flatMap(({was, is}): Piece[] => {
      if (is === null) return [{text: after === null ? 'gone' : '–', style: 'dim'}, {text: ''}]
      return [{text: bytes(is)}, was === null ? {text: ''} : {text: deltaBeside(is - was, is), ...tone(is - was)}]
    })
    const budget = budgets.map(({input, part, ok, actual, limit, written}) => {
      const name = part === 'download' ? '' : `${part} `
      const used = input === 'size-increase' ? delta(actual, 0) : share(actual, limit, ok)
      return {text: `${name}${used} of ${label(written)}${input === 'size-increase' ? ' growth' : ''}`, ok}
    })
    const verdict: Piece = {
      text: budget.map(each => each.text).join(', '),
      ...(budget.every(each => each.ok) ? {} : {style: 'red'}),
    }
    return [{text: label(platform)}, ...figures, ...(withBudgets ? [verdict] : [])]
  })
  const binaryHead = withBinaries ? ['binary', ''] : []
  const head = ['', 'download', '', 'on disk', '', ...binaryHead, ...(withBudgets ? ['budget'] : [])]
  const right = [1, 2, 3, 4, ...(withBinaries ? [5, 6] : [])]
  return grid([head.map((text): Piece => ({text, style: 'dim'})), ...rows], right)
}

function why(report: Report, width: number): Line[] {
  const lead = leading(standings(report))
  if (lead === null) return []
  if (!report.baseline.found) return [[{text: `No baseline: ${plain(report.baseline.why)}`}]]
  const diff = report.diff?.platforms.find(({platform}) => platform === lead.platform)
  if (hasCauses(diff)) return [heading('Why, on disk'), ...ofCauses(diff, width), ...doubts(diff, width)]
  const found = causes(diff)
  if (diff === undefined) return []
  if (found.length === 0) return doubts(diff, width)
  const rows = found.map((cause): Piece[] => {
    const {download, disk} = cause.bytes
    return [
      {text: delta(download), ...tone(download)},
      {text: isNoise(disk) ? '' : `${delta(disk)} on disk`, style: 'dim'},
      {text: causeName(cause)},
      {
        text: 'line' in cause && cause.line !== null ? `${fileName(report)}:${cause.line}` : '',
        style: 'dim',
      },
    ]
  })
  return [heading('Why'), ...indented(grid(rows, [0, 1])), ...doubts(diff, width)]
}

function ofCauses(diff: PlatformDiff, width: number): Line[] {
  const figures = diff.causes.map(({bytes}): Piece[] => [{text: delta(bytes, 0), ...tone(bytes)}])
  const sentences = whyText(diff)
  return indented(grid(figures, [0])).flatMap((figure, index) =>
    paragraph([...figure, {text: '  '}], sentences[index]!, width),
  )
}

function doubts({caveats}: PlatformDiff, width: number): Line[] {
  return caveats.flatMap(caveat => paragraph([{text: '  note  ', style: 'yellow'}], plain(caveat), width))
}

/** The download size of the last builds of the default branch, a bar each. */
function trend(report: Report, width: number): Line[] {
  const lead = leading(standings(report))
  const points = lead === null ? [] : trendOf(report.trend, lead.platform, Math.max(8, Math.min(30, width - 70)))
  if (points.length < 2) return []
  const [first, last] = [points[0]!, points.at(-1)!]
  const sizes = `${bytes(first.download)} → ${bytes(last.download)}`
  const builds = `the last ${points.length} builds of the default branch`
  return [
    [
      {text: 'Trend  ', style: 'bold'},
      {text: sparkline(points.map(({download}) => download))},
      {text: `  ${sizes}, ${builds}`},
    ],
  ]
}

function causeName(cause: Cause): string {
  if (cause.what === 'rest') return 'rest'
  if (cause.what === 'others') return count(cause.count, 'other layer')
  if (cause.what === 'base') return `base image, ${cause.changed} of ${count(cause.total, 'layer')}`
  const prefix = {same: '', changed: '', added: 'new: ', removed: 'gone: ', moved: 'moved: ', rebased: ''}[cause.kind]
  return `${prefix}${plain(cause.instruction)}`
}

const severityStyles = {error: 'red', warning: 'yellow', info: 'dim'} satisfies Record<Finding['severity'], Style>

function findings(report: Report, width: number): Line[] {
  const {findings: all} = report.dockerfile
  if (all.length === 0) return []
  const rows = all.map(({severity, rule, line}): Piece[] => [
    {text: severity === 'info' ? 'note' : severity, style: severityStyles[severity]},
    {text: label(rule)},
    {text: `${fileName(report)}${line === null ? '' : `:${line}`}`, style: 'dim'},
  ])
  const lines = indented(grid(rows, [])).flatMap((prefix, index) =>
    paragraph([...prefix, {text: '  '}], plain(all[index]!.message), width),
  )
  return [heading(`Dockerfile: ${findingCounts(all)}`), ...lines]
}

function caches({build, caches: all}: Report): Line[] {
  if (build.steps.total === 0 && all.length === 0) return []
  const rows = all.map(({kind, hit, restoredBytes, verdict}): Piece[] => [
    {text: kind},
    {text: hit},
    {text: restoredBytes === null ? '–' : bytes(restoredBytes)},
    {text: plain(verdict)},
  ])
  const how = build.outcome === 'success' ? 'Built in' : 'Stopped after'
  const steps = `${build.steps.cached} of ${count(build.steps.total, 'step')} cached`
  return [heading(`${how} ${duration(build.seconds)}, ${steps}`), ...indented(grid(rows, [2]))]
}

function warnings({warnings: all}: Report, width: number): Line[] {
  return all.flatMap(warning => paragraph([{text: 'warning  ', style: 'yellow'}], plain(warning), width))
}

function origin({baseline, created, facts, source}: Report): Line[] {
  const name = baseline.found
    ? [baseline.ref, shortCommit(baseline.commit)].filter(part => part !== null).join('@')
    : ''
  const parts = [
    name === '' ? null : `against ${plain(name)}`,
    baseline.found ? age(baseline.created, created) : null,
    baseline.found ? distanceWords(baseline, source.pullRequest !== null) : null,
    facts === null ? null : `from ${plain(facts.source)}`,
  ]
  const text = parts.filter(part => part !== null).join(', ')
  return text === '' ? [] : [[{text, style: 'dim'}]]
}

function comparison(before: number, after: number): Piece {
  const more = after - before
  if (isNoise(more)) return {text: 'unchanged'}
  const share = percent(before, after)
  return {text: `${delta(more)}${share === null ? '' : ` (${share})`}`, ...tone(more)}
}

/** Rounded away from the limit, so that "100 %" is said of nothing else. */
function share(actual: number, limit: number, ok: boolean): string {
  return limit > 0 ? `${(ok ? Math.floor : Math.ceil)((actual / limit) * 100)} %` : 'over'
}

function label(name: string, longest = 40): string {
  return shortened(plain(name), longest)
}

function fileName({dockerfile}: Report): string {
  return label(dockerfile.path ?? 'Dockerfile', 60)
}
