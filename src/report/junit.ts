/**
 * The gate as JUnit XML, which CI dashboards read: one case for the build, one for each budget of each platform, one for
 * the Dockerfile. The format has no standard; elements and attributes are those that all readers know
 * (https://github.com/testmoapp/junitxml).
 */
import type {BudgetVerdict} from '../size/budget.ts'
import {plain, plainLines} from './plain.ts'
import type {Report} from './report.ts'
import {bytes, delta} from './units.ts'
import {findingCounts} from './verdict.ts'

type Case = {name: string; seconds: number; failure: string | null; output: string}

export function renderJunit(report: Report): string {
  const cases = [built(report), ...report.budgets.map(budget), ...dockerfile(report)]
  const failures = cases.filter(({failure}) => failure !== null).length
  const {name} = report.image
  const counts = `tests="${cases.length}" failures="${failures}" time="${report.build.seconds.toFixed(3)}"`
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="go-image" ${counts}>`,
    `  <testsuite name="${xml(plain(name))}" ${counts} timestamp="${xml(report.created.slice(0, 19))}">`,
    ...cases.flatMap(each => element(name, each)),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n')
}

function built({build}: Report): Case {
  const {failure, outcome, seconds} = build
  const said = failure?.lines.join('\n') ?? ''
  return {
    ...{name: 'build', seconds, output: said},
    failure: outcome === 'success' ? null : (failure?.step ?? 'the build failed'),
  }
}

/** One that somebody let pass is none that fails. */
function budget({input, platform, ok, actual, limit, written, override}: BudgetVerdict): Case {
  const figure = input === 'size-budget' ? bytes(actual) : delta(actual, 0)
  return {
    ...{name: `${input} ${written} on ${platform}`, seconds: 0, output: `${figure} of ${written}`},
    failure: ok || override !== null ? null : `${figure} is ${bytes(actual - limit)} over ${written}`,
  }
}

/** Where it is not known what the step fails with, errors are taken for it. */
function dockerfile({dockerfile: {origin, path, findings, failing}}: Report): Case[] {
  if (origin === 'written') return []
  const lines = findings.map(({rule, severity, line, message}) => `${line ?? ''} ${severity} ${rule} ${plain(message)}`)
  const failed = failing === null ? findings.some(({severity}) => severity === 'error') : failing > 0
  return [
    {
      ...{name: path ?? 'Dockerfile', seconds: 0, output: lines.join('\n')},
      failure: failed ? findingCounts(findings) : null,
    },
  ]
}

function element(suite: string, {name, seconds, failure, output}: Case): string[] {
  const attributes = `name="${xml(plain(name))}" classname="${xml(plain(suite))}" time="${seconds.toFixed(3)}"`
  const inside = [
    ...(failure === null ? [] : [`      <failure message="${xml(plain(failure))}"/>`]),
    ...(output === '' ? [] : [`      <system-out>${xml(plainLines(output).join('\n'))}</system-out>`]),
  ]
  return inside.length === 0
    ? [`    <testcase ${attributes}/>`]
    : [`    <testcase ${attributes}>`, ...inside, '    </testcase>']
}

/** Text or attribute. What XML 1.0 cannot hold at all (section 2.2) is left out. */
function xml(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  const allowed = text.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
  return allowed.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`)
}
