/** The pages of docs/rules, from the table of rules and their fixtures: one for each rule, and a table of all. */
import {createTwoFilesPatch} from 'diff'
import {applyFixes} from '../src/dockerfile/check/fix.ts'
import type {Rule} from '../src/dockerfile/check/rule.ts'
import {findingsText} from '../src/report/findings-text.ts'
import type {Finding} from '../src/report/report.ts'
import {findingsOf} from './dockerfile/rules/findings.ts'
import {type Fixtures, GO_MODULE, type Sample} from './dockerfile/rules/sample.ts'

/** Letter of a theme, as in the ids. */
const THEMES: Readonly<Record<string, string>> = {
  A: 'Shape of the image',
  B: 'Build flags',
  C: "Go's caches",
  D: 'Modules and downloads',
  H: 'The Dockerfile itself',
  L: 'C libraries and linking',
  P: 'Platforms',
  R: 'At run time',
  S: 'Secrets and trust',
  V: 'Versions',
  X: 'The build context',
}

/** File names below docs/rules, with their content. */
export async function rulePages(
  rules: readonly Rule[],
  fixtures: Readonly<Record<string, Fixtures>>,
): Promise<Map<string, string>> {
  const sorted = rules.toSorted((one, other) => (one.id < other.id ? -1 : 1))
  const pages = new Map([['README.md', overview(sorted)]])
  for (const rule of sorted) pages.set(`${rule.id}.md`, await page(rule, fixtures[rule.id]!))
  return pages
}

function overview(rules: readonly Rule[]): string {
  const themes = Object.entries(THEMES).flatMap(([letter, title]) => {
    const own = rules.filter(({id}) => id.startsWith(letter))
    if (own.length === 0) return []
    const rows = own.map(
      ({id, severity, title: what, whyNoFix}) =>
        `| [${id}](${id}.md) | ${name(severity)} | ${cell(what)} | ${whyNoFix === undefined ? 'yes' : ''} |`,
    )
    return [`## ${title}`, '', '| rule | at most | what it finds | fix |', '| --- | --- | --- | --- |', ...rows, '']
  })
  return [
    '# Rules of the Dockerfile check',
    '',
    'What `go-image check` and the action look for, besides the checks that BuildKit has itself. [check.md](../check.md) says how they are run, silenced and made to fail a step. A finding can be less grave than its rule: where something is not certain, it says so. Rules with a fix mend what they find where the image is certain to stay right; the pages of the others say what keeps them from it.',
    '',
    ...themes,
  ].join('\n')
}

async function page(rule: Rule, {bad, good}: Fixtures): Promise<string> {
  const {id, severity, title, why, source, whyNoFix} = rule
  const {sample, findings} = await firstOf(rule, bad)
  return [
    `# ${id}: ${title}`,
    '',
    why,
    '',
    `- At most: ${name(severity)}`,
    `- Source: <${source}>`,
    `- Silenced by a comment above the instruction: \`# go-image ignore=${id} the reason\``,
    '',
    '## What it finds',
    '',
    `For example ${quoted(sample)}:`,
    '',
    ...shown(sample),
    ...block('text', findingText(findings[0]!, sample)),
    ...mended(sample, findings, whyNoFix),
    '## What is right',
    '',
    `For example ${quoted(good[0]!)}:`,
    '',
    ...shown(good[0]!),
    '[All rules](README.md)',
    '',
  ].join('\n')
}

/** The first file that is mended; the first one of a rule without a fix. */
async function firstOf(rule: Rule, samples: readonly Sample[]): Promise<{sample: Sample; findings: Finding[]}> {
  for (const sample of samples) {
    const findings = await findingsOf(sample, [rule])
    if (rule.whyNoFix !== undefined || findings[0]?.fix) return {sample, findings}
  }
  throw new Error(`${rule.id} mends none of its fixtures, and does not say why`)
}

function quoted({name: what, path, linkTo, platforms = []}: Sample): string {
  const link = linkTo === undefined ? '' : `, where ${path ?? 'Dockerfile'} is a link to ${linkTo}`
  return `“${what}”${platforms.length > 1 ? `, built for ${platforms.join(' and ')}` : ''}${link}`
}

/** The Dockerfile, and the files beside it that are not those of every program. */
function shown({dockerfile, files = {}, path = 'Dockerfile'}: Sample): string[] {
  const beside = Object.entries(files).filter(([file, text]) => file !== path && GO_MODULE[file] !== text)
  // Scanners for secrets take a key of a fixture for one.
  const short = beside.filter(([, text]) => text.trim() !== '' && text.length < LONGEST && !/PRIVATE KEY/.test(text))
  const others = beside.filter(each => !short.includes(each)).map(([file]) => `\`${file}\``)
  return [
    ...block('dockerfile', dockerfile),
    ...short.flatMap(([file, text]) => [`\`${file}\`:`, '', ...block(language(file), text)]),
    ...(others.length > 0 ? [`And there is ${others.join(', ')}.`, ''] : []),
  ]
}

/** Characters of a file that a page shows. */
const LONGEST = 1500

function language(file: string): string {
  return (
    /\.(go|ya?ml|json)$/.exec(file)?.[1]?.replace('yml', 'yaml') ?? (/(^|\/)Makefile$/.test(file) ? 'makefile' : 'text')
  )
}

function findingText(finding: Finding, {dockerfile, path = 'Dockerfile'}: Sample): string {
  return findingsText([finding], {file: path, text: dockerfile, color: false, width: 100})
}

function mended(sample: Sample, findings: readonly Finding[], whyNoFix: string | undefined): string[] {
  if (whyNoFix !== undefined) return [`There is no fix. ${whyNoFix}`, '']
  const {path = 'Dockerfile', dockerfile} = sample
  const {text} = applyFixes(dockerfile, findings)
  const patch = createTwoFilesPatch(path, path, dockerfile, text, undefined, undefined, {context: 3})
  return ['`--fix` writes:', '', ...block('diff', patch.slice(patch.indexOf('@@')))]
}

/** A fence that the text does not have in it. */
function block(info: string, text: string): string[] {
  const fence = text.includes('```') ? '````' : '```'
  return [`${fence}${info}`, text.replace(/\n+$/, ''), fence, '']
}

function name(severity: Rule['severity']): string {
  return severity === 'info' ? 'note' : severity
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|')
}
