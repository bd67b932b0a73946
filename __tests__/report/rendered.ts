/** Markdown as a reader of GitHub gets it: CommonMark with GitHub's extensions, HTML of the source kept. */
import {micromark} from 'micromark'
import {gfm, gfmHtml} from 'micromark-extension-gfm'

export type Piece =
  | {kind: 'open' | 'close'; tag: string; attributes: Record<string, string>}
  | {kind: 'text'; text: string}
  | {kind: 'comment'; text: string}

/** Elements without an end. */
const VOID = new Set(['br', 'hr', 'img', 'input'])

/** The tags and texts of the page in their order, entities resolved. */
export function renderedPieces(markdown: string): Piece[] {
  const html = micromark(markdown, {allowDangerousHtml: true, extensions: [gfm()], htmlExtensions: [gfmHtml()]})
  const token = /<!--([\s\S]*?)-->|<(\/?)([a-zA-Z][\w-]*)((?:\s+[\w-]+(?:="[^"]*")?)*)\s*\/?>|([^<]+|<)/g
  return [...html.matchAll(token)].map(([, comment, slash, tag, attributes, text]): Piece => {
    if (comment !== undefined) return {kind: 'comment', text: comment}
    if (tag === undefined) return {kind: 'text', text: unescaped(text!)}
    return {kind: slash === '/' ? 'close' : 'open', tag: tag.toLowerCase(), attributes: attributesOf(attributes!)}
  })
}

/** Elements of ours, and what each may have. */
const OURS: Record<string, string[]> = {
  ...{details: ['open'], summary: [], sub: [], br: [], span: [], pre: [], code: ['class']},
  ...{h3: [], p: [], strong: [], ul: [], li: [], blockquote: [], a: ['href']},
  ...{table: [], thead: [], tbody: [], tr: [], th: ['align'], td: ['align']},
}

/** Places that a comment leads to: the repository, its run, and the pages of rules. */
export const OWN_LINK = /^https:\/\/github\.com\/acme\/ledger\/|^https:\/\/example\.com\/rules\//

/** What GitHub makes something of: mentions, references, emoji, formulas and addresses. */
const CALL = /@\w|#\d|\b(?:GH|[A-Z]{2,})-\d+\b|:[\w+-]+:|\$[^$]+\$|https?:\/\/|www\./

/** All that a text of others could have done to a page; empty where it is only text. */
export function problemsOfMarkdown(markdown: string): string[] {
  const pieces = renderedPieces(markdown)
  const elements = pieces.flatMap(piece => (piece.kind === 'open' ? [piece] : []))
  const strange = elements.filter(({tag, attributes}) => {
    const allowed = OURS[tag]
    return !allowed || Object.keys(attributes).some(each => !allowed.includes(each))
  })
  const links = elements.flatMap(({attributes}) => attributes.href ?? [])
  const outside = markdown.replace(/<pre>[\s\S]*?<\/pre>/g, '').replace(/^(`{3,})[^\n]*\n[\s\S]*?^\1$/gm, '')
  const tables = (outside.match(/^\|(?::?-+:?\|)+$/gm) ?? []).length
  const shown = elements.filter(({tag}) => tag === 'table').length
  return [
    ...strange.map(({tag, attributes}) => `<${[tag, ...Object.keys(attributes)].join(' ')}>`),
    ...unclosed(pieces).map(tag => `<${tag}> without its other end`),
    ...links.filter(link => !OWN_LINK.test(link)),
    ...proseOf(pieces).filter(text => CALL.test(text)),
    ...(tables === shown ? [] : [`${shown} of ${tables} tables`]),
    ...pieces.flatMap(piece => (piece.kind === 'comment' && !MARKER.test(piece.text) ? [piece.text] : [])),
    ...pieces.flatMap(piece => (piece.kind === 'text' ? (piece.text.match(UNSEEN) ?? []) : [])),
  ]
}

const MARKER = /^ go-image(?::ghcr\.io\/acme\/ledger|:part [\w+/=]+|:end|:suggest:[\da-f]{16})? $/
/** Characters that turn a line around or cannot be seen; lines end as they do. */
const UNSEEN = /(?!\n)[\p{Cc}\p{Cf}\p{Cs}]/gu

/** Names of elements that were opened and never closed, or closed where they were not the innermost one. */
export function unclosed(pieces: Piece[]): string[] {
  const wrong: string[] = []
  const open: string[] = []
  for (const piece of pieces) {
    if (piece.kind === 'open' && !VOID.has(piece.tag)) open.push(piece.tag)
    if (piece.kind === 'close' && open.pop() !== piece.tag) wrong.push(`/${piece.tag}`)
  }
  return [...wrong, ...open]
}

/** Texts that GitHub looks for mentions, references, emoji and formulas in: all but code. */
export function proseOf(pieces: Piece[]): string[] {
  let code = 0
  const found: string[] = []
  for (const piece of pieces) {
    if (piece.kind === 'text' && code === 0) found.push(piece.text)
    if ((piece.kind === 'open' || piece.kind === 'close') && /^(?:code|pre)$/.test(piece.tag))
      code += piece.kind === 'open' ? 1 : -1
  }
  return found
}

/** All that a reader sees, without the spaces that layout adds. */
export function visibleText(pieces: Piece[]): string {
  return pieces.map(piece => (piece.kind === 'text' ? piece.text : '')).join('')
}

function attributesOf(written: string): Record<string, string> {
  return Object.fromEntries(
    [...written.matchAll(/([\w-]+)(?:="([^"]*)")?/g)].map(([, name, value]) => [name!, unescaped(value ?? '')]),
  )
}

const NAMED: Record<string, string> = {amp: '&', lt: '<', gt: '>', quot: '"'}

function unescaped(text: string): string {
  return text.replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (whole, decimal, hex, name) =>
    decimal || hex
      ? String.fromCodePoint(decimal ? Number(decimal) : Number.parseInt(hex, 16))
      : (NAMED[name] ?? whole),
  )
}
