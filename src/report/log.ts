/**
 * The step's log, one function per phase, so that each can be printed when it is known. Lines never carry a workflow
 * command: the runner takes `::name::` at the start of a line, white space before it or not, and `##[name]` anywhere
 * (https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs).
 */
import {shortCommit} from './links.ts'
import {plain, plainLines} from './plain.ts'
import type {Baseline, CacheReport, DecisionRow, LedgerReport, Report} from './report.ts'
import {bytes, count, delta, duration, isNoise} from './units.ts'
import {findingCounts, standings} from './verdict.ts'

export function renderLog(report: Report): string[] {
  return [
    ...projectLines(report.project),
    ...decisionLines(report.decisions),
    ...dockerfileLines(report.dockerfile),
    ...cachesInLines(report.caches),
    ...buildLines(report.build, report.dockerfile.path),
    ...cachesOutLines(report.caches),
    ...ledgerLines(report.ledger),
    ...imageLines(report),
    ...warningLines(report.warnings),
  ]
}

export function projectLines(project: Report['project']): string[] {
  if (project === null) return []
  const {module, main, go} = project
  return phase('Project', '', [
    ['module', `${module}${go === null ? '' : ` (go ${go})`}`],
    ['main', main],
  ])
}

export function decisionLines(decisions: DecisionRow[]): string[] {
  const line = ({choice, reason, evidence}: DecisionRow): string =>
    [choice, reason, ...evidence.slice(0, 3).map(({file, line}) => `${file}:${line}`)].join(' · ')
  return decisions.length
    ? phase(
        'Choices',
        '',
        decisions.map(each => [each.what, line(each)]),
      )
    : []
}

export function dockerfileLines(dockerfile: Omit<Report['dockerfile'], 'failing'>): string[] {
  const {origin, path, text, findings} = dockerfile
  const lines = text === null ? null : count(text.trimEnd().split('\n').length, 'line')
  const found = findings.length ? findingCounts(findings) : 'no findings'
  const about = [origin === 'repository' ? 'yours' : 'written for this build', lines, found]
  return phase(
    'Dockerfile',
    `(${about.filter(part => part !== null).join(', ')})`,
    findings.map(({severity, rule, line, message}) => [
      severity === 'info' ? 'note' : severity,
      `${rule} ${path ?? 'Dockerfile'}${line === null ? '' : `:${line}`}  ${message}`,
    ]),
  )
}

export function cachesInLines(caches: CacheReport[]): string[] {
  const line = ({hit, way, key, matchedKey, restoredBytes, seconds}: CacheReport): string => {
    const spent = (seconds.download ?? 0) + (seconds.in ?? 0)
    const moved = restoredBytes === null ? null : `${bytes(restoredBytes)} in ${duration(spent)}`
    return [matchedKey ?? key, hits[hit], moved, way].filter(part => part !== null).join(' · ')
  }
  const rows = (cache: CacheReport): [string, string][] => [
    [cache.kind, line(cache)],
    ['  key', cache.parts.map(({name, value}) => `${name} ${value}`).join(' · ')],
    ...(cache.changed.length ? [['  changed', changes(cache)] as [string, string]] : []),
  ]
  return caches.length ? phase('Caches in', '', caches.flatMap(rows)) : []
}

function changes({changed, kind, matchedKey}: CacheReport): string {
  // Of hashes the beginning says enough; two images may begin alike.
  const shown = (value: string) => (/^[0-9a-f]{13,}$/.test(value) ? value.slice(0, 12) : value)
  const parts = changed.map(({name, before, after}) => `${name} ${shown(before)} → ${shown(after)}`)
  return `${parts.join(', ')}: the ${kind} cache starts from ${matchedKey === null ? 'nothing' : 'the older one'}`
}

/** What the caches saved for what. */
export function ledgerLines(ledger: LedgerReport | null): string[] {
  if (ledger === null) return []
  const {steps, without, verdict, advice} = ledger
  const before = without === null ? [] : [`${duration(without.seconds)} without caches${commitOf(without.commit)}`]
  return phase('Ledger', verdict, [
    ['steps', [`${duration(steps)} now`, ...before].join(', ')],
    ...(advice === null ? [] : [['advice', advice] as [string, string]]),
  ])
}

function commitOf(commit: string | null): string {
  return commit === null ? '' : ` (${shortCommit(commit)})`
}

const hits = {
  exact: 'exact',
  older: 'older, by prefix',
  none: 'nothing found',
  warm: 'was there already',
  off: 'off',
} satisfies Record<CacheReport['hit'], string>

export function buildLines(build: Report['build'], path: string | null): string[] {
  const {outcome, seconds, steps, failure} = build
  const ended = {success: 'done', failure: 'failed'}[outcome]
  const head = `${ended} in ${duration(seconds)}, ${steps.cached} of ${count(steps.total, 'step')} cached`
  if (failure === null) return phase('Build', head, [])
  const where = failure.line === null ? [] : [`${path ?? 'Dockerfile'}:${failure.line}`]
  const step = [...(failure.step === null ? [] : [failure.step]), ...where].join(' · ')
  const printed = plainLines(failure.lines.join('\n')).map(line => safe(`  │ ${line}`))
  return [...phase('Build', head, step === '' ? [] : [['step', step]]), ...printed]
}

export function cachesOutLines(caches: CacheReport[]): string[] {
  const line = ({savedBytes, seconds, verdict}: CacheReport): string => {
    const saved = savedBytes === null || savedBytes === 0 ? 'nothing saved' : `+${bytes(savedBytes)}`
    const spent = seconds.out === null || !savedBytes ? saved : `${saved} in ${duration(seconds.out)}`
    return `${spent} · ${verdict}`
  }
  return caches.length
    ? phase(
        'Caches out',
        '',
        caches.map(each => [each.kind, line(each)]),
      )
    : []
}

/** One line per platform, and what it is compared with. */
export function imageLines(report: Report): string[] {
  const all = standings(report)
  if (all.length === 0) return []
  const against = baselineName(report.baseline)
  return phase('Image', report.image.name, [
    ...all.map(({platform, before, after, budgets}) => {
      if (after === null) return [platform, 'gone'] satisfies [string, string]
      const more = before === null ? null : after.download - before.download
      const compared = more === null ? 'no baseline' : `${isNoise(more) ? 'unchanged' : delta(more)} against ${against}`
      const over = budgets
        .filter(({ok}) => !ok)
        .map(({input, part, written, override}) => {
          const name = part === 'download' ? '' : `${part} `
          return `over ${input} ${name}${written}${override === null ? '' : ` (let pass by ${override.name})`}`
        })
      return [
        platform,
        [`${bytes(after.download)} download`, `${bytes(after.disk)} on disk`, compared, ...over].join(', '),
      ] satisfies [string, string]
    }),
    ['baseline', baselineLine(report.baseline)],
  ])
}

export function warningLines(warnings: string[]): string[] {
  return warnings.length
    ? phase(
        'Warnings',
        '',
        warnings.map(each => ['-', each]),
      )
    : []
}

function baselineLine(baseline: Baseline): string {
  return baseline.found ? `${baselineName(baseline)} · ${baseline.why}` : `none · ${baseline.why}`
}

function baselineName(baseline: Baseline): string {
  if (!baseline.found) return 'nothing'
  return [baseline.ref, shortCommit(baseline.commit)].filter(part => part !== null).join('@') || 'the baseline'
}

function phase(name: string, about: string, rows: [label: string, value: string][]): string[] {
  const width = Math.min(Math.max(0, ...rows.map(([label]) => label.length)), 24)
  return [
    `▸ ${name}  ${plain(about)}`,
    ...rows.map(([label, value]) => `  ${plain(label).padEnd(width)}  ${plain(value)}`),
  ].map(safe)
}

function safe(line: string): string {
  return line
    .trimEnd()
    .replaceAll('##[', '## [')
    .replace(/^(\s*):(?=:)/, '$1: ')
}
