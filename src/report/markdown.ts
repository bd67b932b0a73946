/**
 * GitHub-flavoured markdown from text of others: file names, branch names, commands and error messages that a pull
 * request's author chooses. Each context has its own function, and the type keeps unescaped text out of a document.
 *
 * GitHub works in two passes. The markdown parser (https://github.github.com/gfm/) is stopped by backslashes and
 * entities. Then filters look for mentions, references, emoji codes and formulas in the text of the resulting HTML,
 * where an escaped `@` is an `@` again: those are stopped only by an element in between, here `<span>`. (GitHub's own
 * docs name it for dollar signs: "Writing mathematical expressions".) Neither pass looks into code.
 */
import {plain, plainLines} from './plain.ts'

declare const escaped: unique symbol

/** Markdown that is safe to put into a document: written by us, or made by a function of this file. */
export type Markdown = string & {readonly [escaped]: true}

/** A template whose values are markdown already; TypeScript refuses a plain string here. */
export function md(strings: TemplateStringsArray, ...values: (Markdown | number)[]): Markdown {
  return strings.reduce((text, piece, index) => `${text}${values[index - 1] ?? ''}${piece}`) as Markdown
}

export function joined(parts: (Markdown | null)[], separator: string): Markdown {
  return parts.filter(part => part !== null).join(separator) as Markdown
}

// What GitHub's second pass looks for. In this order: @user, @org/team, owner/name@commit and mail addresses; #123;
// GH-123 and the usual shape of a repository's own autolinks (JIRA-123); https://; www.; :tada:; formulas.
const reference =
  /@(?=\w)|#(?=\d)|(?<=\b(?:[Gg][Hh]|[A-Z][A-Z0-9]*))-(?=\d)|:(?=\/\/)|(?<=\b[Ww]{3})\.|:(?=[\w+-]+:)|\$/
const entity = /[&<>"|\\]/
// Brackets, emphasis and code anywhere; what would begin a list, a heading or a rule only in front.
const backslash = /[`*_~[\]#!]|^[-+](?=[\s-]|$)|^=(?=[=\s]|$)|(?<=^\d{1,9})[.)](?=\s|$)/
const special = new RegExp(
  `(?<reference>${reference.source})|(?<entity>${entity.source})|(?<backslash>${backslash.source})`,
  'g',
)

const specialInHtml = new RegExp(`(${reference.source})|[&<>"']`, 'g')

/** Inline text, also in a table cell, a heading, a list item or a link's label. */
export function text(raw: string): Markdown {
  return plain(raw).replace(special, (match, ...rest) => {
    const kind = rest.at(-1) as {reference?: string; entity?: string}
    if (kind.reference !== undefined) return `<span>${match}</span>`
    return kind.entity === undefined ? `\\${match}` : numericEntity(match)
  }) as Markdown
}

/** A sentence whose `quoted` words become code, as the messages of this project and of compilers are written. */
export function prose(raw: string): Markdown {
  const parts = plain(raw).split(/(?<!`)`([^`]+)`(?!`)/)
  return parts.map((part, index) => (index % 2 === 1 ? code(part) : spaced(part))).join('') as Markdown
}

/** A code span, also in a table cell. Text that a span cannot hold there becomes `<code>` with entities. */
export function code(raw: string): Markdown {
  const content = plain(raw)
  if (content === '') return '' as Markdown
  // A pipe ends a table cell even in code, `\|` has no spelling of its own there, and a comment's delimiters would
  // let text pose as the hidden marker to a program that searches the source.
  if (/\||<!--|-->/.test(content)) return `<code>${entities(content)}</code>` as Markdown
  const fence = '`'.repeat(longestRun(content, '`') + 1)
  const pad = content.startsWith('`') || content.endsWith('`') ? ' ' : ''
  return `${fence}${pad}${content}${pad}${fence}` as Markdown
}

/** A link, or only its label when the address is not plain http(s). */
export function link(label: Markdown, url: string | null): Markdown {
  const target = url === null ? null : linkTarget(url)
  return target === null ? label : (`[${label}](${target})` as Markdown)
}

/** Text between tags that we write, where markdown does not apply: `<summary>`. */
export function html(raw: string): Markdown {
  return plain(raw).replace(specialInHtml, (match, inReference) =>
    inReference === undefined ? numericEntity(match) : `<span>${match}</span>`,
  ) as Markdown
}

/** Lines as they are, in a fence longer than any of theirs. */
export function codeBlock(content: string, language = ''): Markdown {
  const lines = plainLines(content).join('\n').trimEnd()
  // See code(): a fence takes no entities, `<pre>` does.
  if (/<!--|-->/.test(lines)) return `<pre>${lines.replace(/[&<>"']/g, numericEntity)}</pre>` as Markdown
  const fence = '`'.repeat(Math.max(3, longestRun(lines, '`') + 1))
  return `${fence}${language}\n${lines}\n${fence}` as Markdown
}

export type Column = {title: string; align: 'left' | 'right'}

export function table(columns: Column[], rows: Markdown[][]): Markdown {
  const line = (cells: string[]): string => `|${cells.map(cell => (cell === '' ? ' ' : ` ${cell} `)).join('|')}|`
  return [
    line(columns.map(({title}) => text(title))),
    `|${columns.map(({align}) => (align === 'left' ? ':--' : '--:')).join('|')}|`,
    ...rows.map(line),
  ].join('\n') as Markdown
}

/** A folded section. The blank lines make GitHub read its inside as markdown again. */
export function details(title: string, body: Markdown, open = false): Markdown {
  return `<details${open ? ' open' : ''}><summary>${html(title)}</summary>\n\n${body}\n\n</details>` as Markdown
}

export function longestRun(content: string, character: string): number {
  let longest = 0
  let run = 0
  for (const each of content) {
    run = each === character ? run + 1 : 0
    longest = Math.max(longest, run)
  }
  return longest
}

// Browsers and GitHub take about this much; a longer address is no place a person goes to.
const longestUrl = 2_000

function linkTarget(url: string): string | null {
  return safeUrl(url)?.replaceAll('&', '&amp;') ?? null
}

/** A normal form of an http(s) address, fit for any attribute; null for every other address. */
export function safeUrl(url: string): string | null {
  if (url.length > longestUrl || !URL.canParse(url)) return null
  const {protocol, username, password, href} = new URL(url)
  if (protocol !== 'https:' && protocol !== 'http:') return null
  // https://github.com@evil.example looks like another place than it is.
  if (username !== '' || password !== '') return null
  return href.replace(/[()<>[\]\\|`*_~\s"']/g, percentEncoded)
}

function percentEncoded(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`
}

/** text() keeps no space at either end; between two code spans there has to be one. */
function spaced(part: string): string {
  const inner = part.trim()
  if (inner === '') return part
  return `${part.startsWith(' ') ? ' ' : ''}${text(inner)}${part.endsWith(' ') ? ' ' : ''}`
}

function entities(content: string): string {
  // Mail addresses are linked after parsing, in code too, unless an element parts them.
  return content.replace(/[!-/:-@[-`{-~]/g, each => (each === '@' ? `<span>&#64;</span>` : numericEntity(each)))
}

function numericEntity(character: string): string {
  return `&#${character.charCodeAt(0)};`
}
