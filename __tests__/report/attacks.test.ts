/** Every text of a report that others choose, in every place where it lands. */
import {describe, expect, test} from '@jest/globals'
import {annotationsOf, annotationsOfBudgets} from '../../src/report/annotations.ts'
import {renderBadge} from '../../src/report/badge.ts'
import {renderCaches} from '../../src/report/caches.ts'
import {renderComment} from '../../src/report/comment.ts'
import {COMMENT_MARKER, partOf, partsOf, withParts} from '../../src/report/comment-parts.ts'
import {describeFindings} from '../../src/report/gate.ts'
import {renderHtml} from '../../src/report/html/render.ts'
import {renderJunit} from '../../src/report/junit.ts'
import {renderLog} from '../../src/report/log.ts'
import type {Finding, Report} from '../../src/report/report.ts'
import {renderSarif} from '../../src/report/sarif.ts'
import {readPatch, suggestionsOf} from '../../src/report/suggestions.ts'
import {renderSummary} from '../../src/report/summary.ts'
import {renderText} from '../../src/report/text.ts'
import {workflowCommands} from '../../src/report/workflow-commands.ts'
import {terminalLog} from '../../src/runner/log.ts'
import {ATTACKS} from './attacks.ts'
import {OWN_LINK, problemsOfMarkdown} from './rendered.ts'
import {sampleReport} from './sample.ts'
import {hostileReport} from './samples.ts'

type Renderer = {render: (report: Report) => string; problems: (output: string) => string[]}

const run = {runId: '7', runAttempt: '1'}

/** One line for each place that outside text lands in. */
const renderers: Record<string, Renderer> = {
  'the comment': {render: report => renderComment(report, {marker: COMMENT_MARKER}), problems: problemsOfMarkdown},
  'the comment of several images': {
    render: report =>
      withParts([], [partOf(report, run), partOf({...report, image: {...report.image, part: 'b'}}, run)]),
    problems: output => [
      ...problemsOfMarkdown(output),
      ...(partsOf(output).length === 2 ? [] : [`${partsOf(output).length} parts`]),
    ],
  },
  'the summary': {render: report => renderSummary(report), problems: problemsOfMarkdown},
  'the summary of caches': {render: ({caches}) => renderCaches(caches, null), problems: problemsOfMarkdown},
  'the log': {render: report => renderLog(report).join('\n'), problems: problemsOfLog},
  'warnings on a terminal': {
    render: ({warnings: [text = ''], dockerfile: {path}}) => {
      let written = ''
      const log = terminalLog(line => {
        written += line
      }, false)
      log.notice(text)
      log.warning(text, {file: path!, startLine: 1})
      log.error(text, {title: text})
      return written
    },
    problems: output => [
      ...problemsOfLog(output),
      ...(output.split('\n').length === 4 ? [] : ['more than a line each']),
    ],
  },
  'the sentence of the gate': {
    render: ({dockerfile: {findings, path}}) =>
      describeFindings(findings, null, {failOn: 'warning', scope: 'all'}, path!) ?? '',
    problems: problemsOfLine,
  },
  annotations: {
    render: ({dockerfile: {findings, path}}) => workflowCommands(annotationsOf(findings, path)),
    problems: problemsOfCommands,
  },
  'annotations of budgets': {
    render: report =>
      workflowCommands(annotationsOfBudgets({...report, budgets: report.budgets.map(each => ({...each, ok: false}))})),
    problems: problemsOfCommands,
  },
  'a suggestion in a review': {
    render: ({dockerfile: {findings}}) =>
      suggestionsOf(findings.map(mended), 'FROM x\nRUN y\n', readPatch('@@ -1 +1,2 @@\n FROM x\n+RUN y'))
        .map(({body}) => body)
        .join('\n'),
    problems: output => [
      ...problemsOfMarkdown(output),
      ...(output.includes('suggestion\nRUN z\n') ? [] : ['no suggestion']),
    ],
  },
  'the terminal': {render: report => renderText(report, {color: false, width: 100}), problems: unseen},
  'the gate as JUnit': {render: renderJunit, problems: problemsOfXml},
  SARIF: {
    render: ({dockerfile: {findings, path}}) =>
      JSON.stringify(renderSarif(findings, {file: path!, rules: [], version: '1.0.0'})),
    problems: problemsOfSarif,
  },
  'the HTML report': {render: renderHtml, problems: problemsOfPage},
  'the HTML report with lines of a Dockerfile': {
    render: report => renderHtml({...report, dockerfile: {...report.dockerfile, text: null}}),
    problems: problemsOfPage,
  },
  'the badge': {render: report => JSON.stringify(renderBadge(report)), problems: unseen},
}

describe.each(Object.entries(renderers))('in %s', (_, {render, problems}) => {
  test.each(Object.entries(ATTACKS))('%s is only text', (_, attack) => {
    expect(problems(render(hostileReport(attack)))).toEqual([])
  })
})

// What is looked at finds the attacks where nothing is escaped.
test.each<[string, (output: string) => string[], string[]]>([
  [
    ...(['markdown', problemsOfMarkdown] as const),
    [
      'a link',
      'a heading on a line of its own',
      'HTML',
      'mentions',
      'references',
      'emoji',
      'formulas',
      'another direction',
    ],
  ],
  [
    'a log',
    problemsOfLog,
    ['a workflow command on a line of its own', 'a workflow command of the older kind', 'codes of a terminal'],
  ],
  [
    'a page',
    output => problemsOfPage(renderHtml(sampleReport()).replace(DATA, () => JSON.stringify({href: output}))),
    ['codes of a terminal', 'another direction', 'a declaration and a section', 'a link with an odd scheme'],
  ],
  ['XML', problemsOfXml, ['HTML', 'control characters', 'an end of XML', 'characters that XML does not have']],
])('unescaped text is found in %s', (_, problems, names) => {
  for (const name of names) expect([name, problems(ATTACKS[name]!).length > 0]).toEqual([name, true])
})

function mended(finding: Finding): Finding {
  const edits = [{line: 2, column: 5, endLine: 2, endColumn: 6, text: 'z'}]
  return {...finding, line: 2, fingerprint: '0123456789abcdef', fix: {title: finding.message, edits}}
}

/** Characters that move the cursor, turn the line around or cannot be seen. */
function unseen(output: string): string[] {
  return output.replaceAll('\n', '').match(/[\p{Cc}\p{Cf}\p{Cs}]/gu) ?? []
}

function problemsOfLine(output: string): string[] {
  return [...unseen(output), ...(output.match(/\n/g) ?? [])]
}

// https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
function problemsOfLog(output: string): string[] {
  return [...unseen(output), ...(output.match(/^\s*::[^\n]*|##\[[^\n]*/gm) ?? [])]
}

/** The runner's own reading: a command on each line, whose properties are those that we write, and nothing else. */
function problemsOfCommands(output: string): string[] {
  const ours = /^::(?:error|warning) title=[^,:]*,file=[^,:]*,line=\d+(?:,endLine=\d+)?::(?<message>.*)$/
  const lines = output.split('\n').slice(0, -1)
  const decoded = (text: string) => text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%3A', ':')
  return lines.flatMap(line => (ours.test(line) ? problemsOfLine(decoded(line)) : [line]))
}

const DATA = /(?<=<script type="application\/json" id="data">).*?(?=<\/script)/s
/** The page around the data: the same, whatever a report has. */
const frame = renderHtml(sampleReport()).replace(DATA, '')

/** All that a report has is data of the page, whose script makes text of it; links lead to places of ours. */
function problemsOfPage(output: string): string[] {
  const data = DATA.exec(output)![0]
  const problems = output.replace(DATA, '') === frame && !data.includes('<') ? [] : ['another page']
  JSON.parse(data, (key, value) => {
    if (typeof value === 'string') problems.push(...unseen(value))
    if (key === 'href' && !OWN_LINK.test(value)) problems.push(value)
  })
  return problems
}

/** Text and attributes with entities alone, elements of ours that close each other, no character that XML 1.0 lacks. */
function problemsOfXml(output: string): string[] {
  const tags =
    /<(\/?)(testsuites|testsuite|testcase|failure|system-out)((?: [a-z]+="[^"<&]*(?:&#\d+;[^"<&]*)*")*)(\/?)>/g
  const open: string[] = []
  const wrong: string[] = []
  const rest = output
    .replace(/^<\?xml version="1.0" encoding="UTF-8"\?>\n/, '')
    .replace(tags, (_, end, tag, __, empty) => {
      if (end === '/' && open.pop() !== tag) wrong.push(`/${tag}`)
      if (end === '' && empty === '') open.push(tag)
      return ''
    })
  const raw = rest.match(/[<>]|&(?!#\d+;)/g) ?? []
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  const impossible = output.match(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g) ?? []
  return [...wrong, ...open, ...raw, ...impossible, ...unseen(output)]
}

/** SARIF 2.1.0, 3.11.6: `[text](target)` in a message is a link. */
function problemsOfSarif(output: string): string[] {
  const texts: string[] = []
  JSON.parse(output, (key, value) => {
    if (key === 'text' && typeof value === 'string') texts.push(value)
    return value
  })
  return texts.flatMap(text => [...problemsOfLine(text), ...(text.match(/(?<!\\)\[[^\]]*\]\([^)]*\)/g) ?? [])])
}
