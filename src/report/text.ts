/** The report on a terminal: the same order as in the comment, columns aligned, nothing folded. */
import {sparkline, trendOf} from '../size/trend.ts'
import {shortCommit} from './links.ts'
import {plain, plainLines, shortened} from './plain.ts'
import type {Finding, Report} from './report.ts'
import {age, bytes, count, delta, deltaBeside, duration, isNoise, percent} from './units.ts'
import {type Cause, causes, distanceWords, findingCounts, leading, overBudget, overWords, standings} from './verdict.ts'

type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow'
type Piece = {text: string; style?: Style}
type Line = Piece[]

export function renderText(report: Report, options: {color: boolean; width: number}): string {
  const {color, width} = options
  const blocks = [
    title(report),
    failure(report),
    platforms(report),
    why(report),
    trend(report, width),
    findings(report, width),
    caches(report),
    warnings(report, width),
    origin(report),
  ]
  return blocks
    .filter(block => block.length > 0)
    .map(block => block.map(line => painted(clipped(line, width), color)).join('\n'))
    .join('\n\n')
    .concat('\n')
}

function title(report: Report): Line[] {
  const {build} = report
  const name: Piece = {text: label(report.image.name, 80), style: 'bold'}
  const line = (...pieces: Piece[]): Line[] => [[name, {text: '  '}, ...pieces]]
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
  const rows = all.map(({platform, before, after, budgets}): Piece[] => {
    const figures = (['download', 'disk'] as const).flatMap((kind): Piece[] => {
      if (after === null) return [{text: 'gone', style: 'dim'}, {text: ''}]
      const more = before === null ? 0 : after[kind] - before[kind]
      return [
        {text: bytes(after[kind])},
        before === null ? {text: ''} : {text: deltaBeside(more, after[kind]), ...tone(more)},
      ]
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
  const head = ['', 'download', '', 'on disk', '', ...(withBudgets ? ['budget'] : [])]
  return grid([head.map((text): Piece => ({text, style: 'dim'})), ...rows], [1, 2, 3, 4])
}

function why(report: Report): Line[] {
  const lead = leading(standings(report))
  if (lead === null) return []
  if (!report.baseline.found) return [[{text: `No baseline: ${plain(report.baseline.why)}`}]]
  const found = causes(report.diff?.platforms.find(({platform}) => platform === lead.platform))
  if (found.length === 0) return []
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
  return [heading('Why'), ...indented(grid(rows, [0, 1]))]
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

function tone(difference: number): {style?: Style} {
  return isNoise(difference) ? {} : {style: difference > 0 ? 'yellow' : 'green'}
}

function label(name: string, longest = 40): string {
  return shortened(plain(name), longest)
}

function fileName({dockerfile}: Report): string {
  return label(dockerfile.path ?? 'Dockerfile', 60)
}

function heading(text: string): Line {
  return [{text, style: 'bold'}]
}

function indented(lines: Line[]): Line[] {
  return lines.map(line => [{text: '  '}, ...line])
}

/** Columns as wide as their widest cell; `right` names those whose figures end at one edge. */
function grid(rows: Piece[][], right: number[]): Line[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map(row => width(row[column]?.text ?? ''))))
  return rows.map(row =>
    row.flatMap((cell, column): Piece[] => {
      const gap = {text: ' '.repeat((widths[column] ?? 0) - width(cell.text))}
      const separator = {text: column === 0 ? '' : '  '}
      return right.includes(column) ? [separator, gap, cell] : [separator, cell, gap]
    }),
  )
}

/** Text beside a prefix, broken between words, its further lines under its first; below a prefix that is too wide. */
function paragraph(prefix: Line, text: string, limit: number): Line[] {
  const wide = prefix.reduce((sum, piece) => sum + width(piece.text), 0)
  const beside = wide <= limit / 2
  const indent: Piece = {text: ' '.repeat(beside ? wide : 4)}
  const lines = broken(text, Math.max(limit - width(indent.text), 20))
  if (!beside) return [prefix, ...lines.map(line => [indent, {text: line}])]
  return lines.map((line, index) => [...(index === 0 ? prefix : [indent]), {text: line}])
}

function broken(text: string, room: number): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last === undefined || width(last) + 1 + width(word) > room) lines.push(word)
    else lines[lines.length - 1] = `${last} ${word}`
  }
  return lines
}

/** Trailing spaces removed, cut with `…` where the terminal would break the line. */
function clipped(line: Line, limit: number): Line {
  const whole = line
    .map(({text}) => text)
    .join('')
    .trimEnd()
  const fits = width(whole) <= limit
  let room = fits ? width(whole) : Math.max(limit - 1, 0)
  const kept = line.map((piece): Piece => {
    const points = Array.from(piece.text).slice(0, room)
    room -= points.length
    return {...piece, text: points.join('')}
  })
  return fits ? kept : [...kept, {text: '…'}]
}

function width(text: string): number {
  return Array.from(text).length
}

const codes = {bold: [1, 22], dim: [2, 22], red: [31, 39], green: [32, 39], yellow: [33, 39]} satisfies Record<
  Style,
  number[]
>

function painted(line: Line, color: boolean): string {
  const paint = ({text, style}: Piece): string =>
    color && style && text.trim() !== '' ? `\u001b[${codes[style][0]}m${text}\u001b[${codes[style][1]}m` : text
  return line.map(paint).join('').trimEnd()
}
