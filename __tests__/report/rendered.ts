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
