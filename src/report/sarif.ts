/** Findings as SARIF 2.1.0 (OASIS), with what GitHub's code scanning reads of it. */
import type {Log, Region, ReportingDescriptor, Result} from 'sarif'
import {plain} from './plain.ts'
import type {Finding, FindingEdit} from './report.ts'

/** What SARIF says of a rule once for all its findings. */
export type SarifRule = {id: string; severity: Finding['severity']; title: string; why: string; source: string}

type Options = {
  /** Of the Dockerfile, relative to the root of the repository, with `/`. */
  file: string
  rules: readonly SarifRule[]
  version: string
  suppressed?: readonly {finding: Finding; reason: string}[]
}

const LEVELS = {error: 'error', warning: 'warning', info: 'note'} as const satisfies Record<Finding['severity'], string>

/** One run. Positions are in UTF-16 units, as SARIF counts them by default. */
export function renderSarif(findings: readonly Finding[], {file, rules, version, suppressed = []}: Options): Log {
  const uri = uriOf(file)
  const used = [...findings, ...suppressed.map(({finding}) => finding)]
  const descriptors = rulesOf(used, rules)
  const resultOf = (finding: Finding): Result => ({
    ruleId: plain(finding.rule),
    ruleIndex: descriptors.findIndex(({id}) => id === plain(finding.rule)),
    level: LEVELS[finding.severity],
    message: {text: textOf(finding)},
    locations: [
      {
        physicalLocation: {
          artifactLocation: {uri},
          ...(finding.line !== null && {region: regionOf(finding, finding.line)}),
        },
      },
    ],
    ...(finding.evidence.length > 0 && {
      relatedLocations: finding.evidence.map((each, id) => ({
        id,
        physicalLocation: {
          artifactLocation: {uri: uriOf(each.file)},
          region: {startLine: each.line},
        },
      })),
    }),
    ...(finding.fingerprint !== null && {partialFingerprints: {'goImage/v1': finding.fingerprint}}),
    ...(finding.fix !== null && {
      fixes: [
        {
          description: {text: message(finding.fix.title)},
          artifactChanges: [{artifactLocation: {uri}, replacements: finding.fix.edits.map(replacementOf)}],
        },
      ],
    }),
  })
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {driver: {name: 'go-image', version, rules: descriptors}},
        columnKind: 'utf16CodeUnits',
        results: [
          ...findings.map(resultOf),
          ...suppressed.map(({finding, reason}) => ({
            ...resultOf(finding),
            suppressions: [{kind: 'inSource' as const, ...(reason !== '' && {justification: message(reason)})}],
          })),
        ],
      },
    ],
  }
}

/** Those that something was found by, BuildKit's with what their findings say. */
function rulesOf(findings: readonly Finding[], rules: readonly SarifRule[]): ReportingDescriptor[] {
  const first = new Map<string, Finding>()
  for (const finding of findings) if (!first.has(finding.rule)) first.set(finding.rule, finding)
  return [...first].map(([id, finding]) => {
    const rule = rules.find(each => each.id === id)
    return {
      id: plain(id),
      shortDescription: {text: rule?.title ?? message(id)},
      fullDescription: {text: rule?.why ?? rule?.title ?? message(id)},
      help: {text: rule ? `${rule.why}\n${rule.source}` : message(finding.url ?? id)},
      defaultConfiguration: {level: LEVELS[rule?.severity ?? finding.severity]},
      ...(finding.url !== null && /^https?:\/\/[!-~]+$/.test(finding.url) && {helpUri: finding.url}),
    }
  })
}

function textOf(finding: Finding): string {
  return message(finding.remedy === null ? finding.message : `${finding.message}. ${finding.remedy}`)
}

/** `[text](target)` in a message is a link (SARIF 2.1.0, 3.11.6), with no way to write it that is none. */
function message(text: string): string {
  return plain(text).replaceAll('](', '] (')
}

function uriOf(file: string): string {
  return file.toWellFormed().split('/').map(encodeURIComponent).join('/')
}

function regionOf({column, endLine, endColumn}: Finding, startLine: number): Region {
  return {
    startLine,
    ...(column !== null && {startColumn: column}),
    ...(endLine !== null && {endLine}),
    ...(column !== null && endColumn !== null && {endColumn}),
  }
}

function replacementOf({line, column, endLine, endColumn, text}: FindingEdit) {
  return {
    deletedRegion: {startLine: line, startColumn: column, endLine, endColumn},
    insertedContent: {text},
  }
}
