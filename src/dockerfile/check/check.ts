/** The rules on one Dockerfile: pure, every finding in the order of the file. */
import {posix} from 'node:path'
import type {Finding} from '../../report/report.ts'
import type {Range} from '../instruction.ts'
import type {LineIndex} from '../lines.ts'
import type {ShellCommand} from '../shell.ts'
import {withFingerprints} from './fingerprint.ts'
import {compiles} from './go-command.ts'
import type {Problem, Rule, Severity, Subject} from './rule.ts'
import {SEVERITIES} from './rule.ts'
import {SETTINGS_FILE} from './settings.ts'
import {readSuppressions, type Suppression} from './suppress.ts'

export type Checked = {
  findings: Finding[]
  /** Silenced by a comment of the file, with its reason. */
  suppressed: {finding: Finding; reason: string}[]
}

/** Where the pages of the rules are, relative to the repository of this project. */
export const RULE_PAGES = 'docs/rules'

/** `pages` is the address of the folder of rule pages, without a slash at the end; null for none. */
export function checkSubject(subject: Subject, rules: readonly Rule[], pages: string | null): Checked {
  const {dockerfile} = subject.model
  const {settings} = subject
  const isGo = isForGo(subject)
  const all = rules
    .filter(rule => isGo || rule.anyFile)
    .flatMap(rule => rule.find(subject).map(problem => findingOf(rule, problem, dockerfile.lines, pages)))
  const suppressions = readSuppressions(dockerfile)
  const used = new Set<Suppression>()
  const findings: Finding[] = []
  const suppressed: Checked['suppressed'] = []
  for (const finding of distinct(all).sort(byPlace)) {
    const by = suppressions.find(each => isSilencedBy(finding, each))
    const decided = settings?.ignore.get(finding.rule)
    if (by !== undefined) {
      used.add(by)
      suppressed.push({finding, reason: by.reason})
    } else if (decided !== undefined) suppressed.push({finding, reason: decided})
    else findings.push(finding)
  }
  if (settings?.problem != null)
    findings.push(
      ofSettings(
        'warning',
        `${SETTINGS_FILE} does not count: ${settings.problem}`,
        'Mend it: docs/check.md has its form.',
      ),
    )
  const known = new Set(rules.map(({id}) => id))
  for (const rule of settings?.ignore.keys() ?? [])
    if (!known.has(rule))
      findings.push(
        ofSettings('info', `${SETTINGS_FILE} silences ${rule}, and there is no such rule`, 'Take the line out.'),
      )
  for (const each of suppressions) if (!used.has(each) && !each.rules.includes('all')) findings.push(unused(each))
  return {findings: withFingerprints(findings.sort(byPlace), dockerfile.text), suppressed}
}

function findingOf(rule: Rule, problem: Problem, lines: LineIndex, pages: string | null): Finding {
  const {fix} = problem
  return {
    rule: rule.id,
    severity: atMost(problem.severity ?? rule.severity, rule.severity),
    ...placesOf(problem.at, lines),
    message: problem.message,
    remedy: problem.remedy,
    evidence: (problem.evidence ?? []).map(({file, line}) => ({file, line})),
    url: pages === null ? null : `${pages}/${rule.id}.md`,
    fingerprint: null,
    fix: fix
      ? {title: fix.title, edits: fix.edits.map(({text, ...range}) => ({...placesOf(range, lines), text}))}
      : null,
  }
}

/**
 * It compiles Go, stands on Go's image, takes a go.mod for what a Makefile does with it, or ships a program of the
 * repository that something else has compiled.
 */
function isForGo({model, project}: Subject): boolean {
  const names = new Set((project?.mains ?? []).map(({importPath}) => posix.basename(importPath.replace(/\/v\d+$/, ''))))
  return model.stages.some(
    ({runs, image, copies, isReached, isFinal}) =>
      runs.some(({go, commands}) => go.some(compiles) || commands.some(isInstallingGo)) ||
      (isFinal && copies.some(({sources}) => sources.some(source => names.has(posix.basename(source))))) ||
      (isReached && image.kind === 'golang') ||
      copies.some(
        ({origin, sources}) => origin.kind === 'context' && sources.some(source => /(^|\/)go\.mod$/.test(source)),
      ),
  )
}

/** Packages with the go command: Alpine's `go`, Debian's `golang` and `golang-go`. */
function isInstallingGo({words}: ShellCommand): boolean {
  const [program = '', ...rest] = words.map(({text}) => text)
  return (
    /^(apk|apt|apt-get|dnf|microdnf|yum)$/.test(program) && rest.some(text => /^(go|golang(-go)?)(=.*)?$/.test(text))
  )
}

/** An error is what is certain; a rule cannot raise itself above what its table row says. */
function atMost(severity: Severity, limit: Severity): Severity {
  return SEVERITIES.indexOf(severity) < SEVERITIES.indexOf(limit) ? limit : severity
}

function placesOf({start, end}: Range, lines: LineIndex) {
  const from = lines.place(start)
  const to = lines.place(Math.max(start, end))
  return {line: from.line, column: from.column, endLine: to.line, endColumn: to.column}
}

/** One finding of a rule on one place is enough. */
function distinct(findings: Finding[]): Finding[] {
  return [...new Map(findings.map(each => [`${each.rule} ${each.line} ${each.column} ${each.message}`, each])).values()]
}

function byPlace(one: Finding, other: Finding): number {
  return (
    (one.line ?? 0) - (other.line ?? 0) ||
    (one.column ?? 0) - (other.column ?? 0) ||
    SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity) ||
    (one.rule < other.rule ? -1 : 1)
  )
}

function isSilencedBy({rule, line}: Finding, {rules, from, to}: Suppression): boolean {
  return (rules.includes(rule) || rules.includes('all')) && line !== null && line >= from && line <= to
}

function ofSettings(severity: Severity, message: string, remedy: string): Finding {
  return {
    ...{rule: 'settings', severity, line: null, column: null, endLine: null, endColumn: null},
    ...{message, remedy, evidence: [{file: SETTINGS_FILE, line: 1}], url: null, fingerprint: null, fix: null},
  }
}

function unused({rules, line}: Suppression): Finding {
  return {
    ...{rule: 'unused-ignore', severity: 'info', line, column: null, endLine: line, endColumn: null},
    message: `The comment silences ${rules.join(', ')}, and nothing of that is found here`,
    ...{remedy: 'Take the comment out.', evidence: [], url: null, fingerprint: null, fix: null},
  }
}
