/** The pages of docs/rules, from the table of rules: one for each rule, and a table of all. */
import type {Rule} from '../src/dockerfile/check/rule.ts'

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
export function rulePages(rules: readonly Rule[]): Map<string, string> {
  const sorted = rules.toSorted((one, other) => (one.id < other.id ? -1 : 1))
  return new Map([['README.md', overview(sorted)], ...sorted.map(rule => [`${rule.id}.md`, page(rule)] as const)])
}

function overview(rules: readonly Rule[]): string {
  const themes = Object.entries(THEMES).flatMap(([letter, title]) => {
    const own = rules.filter(({id}) => id.startsWith(letter))
    if (own.length === 0) return []
    const rows = own.map(({id, severity, title: what}) => `| [${id}](${id}.md) | ${name(severity)} | ${cell(what)} |`)
    return [`## ${title}`, '', '| rule | at most | what it finds |', '| --- | --- | --- |', ...rows, '']
  })
  return [
    '# Rules of the Dockerfile check',
    '',
    'What `go-image check` and the action look for, besides the checks that BuildKit has itself. [check.md](../check.md) says how they are run, silenced and made to fail a step. A finding can be less grave than its rule: where something is not certain, it says so.',
    '',
    ...themes,
  ].join('\n')
}

function page({id, severity, title, why, source}: Rule): string {
  return [
    `# ${id}: ${title}`,
    '',
    why,
    '',
    `- At most: ${name(severity)}`,
    `- Source: <${source}>`,
    `- Silenced by a comment above the instruction: \`# go-image ignore=${id} the reason\``,
    '',
    '[All rules](README.md)',
    '',
  ].join('\n')
}

function name(severity: Rule['severity']): string {
  return severity === 'info' ? 'note' : severity
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|')
}
