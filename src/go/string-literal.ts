const ESCAPES: Readonly<Record<string, number>> = {
  a: 7,
  b: 8,
  f: 12,
  n: 10,
  r: 13,
  t: 9,
  v: 11,
  '\\': 92,
  '"': 34,
}

/** Digits that follow `\x`, `\u` and `\U`. */
const HEX_DIGITS: Readonly<Record<string, number>> = {x: 2, u: 4, U: 8}

/**
 * The value of a Go string literal, `"interpreted"` or `` `raw` ``; null when it is not a valid one.
 * Format: https://go.dev/ref/spec#String_literals. Bytes that are not UTF-8 come back as U+FFFD.
 */
export function unquoteGo(literal: string): string | null {
  if (literal.length < 2) return null
  const quote = literal[0]
  if (quote !== literal.at(-1)) return null
  const body = literal.slice(1, -1)
  if (quote === '`') return body.includes('`') ? null : body.replaceAll('\r', '')
  if (quote !== '"' || body.includes('\n')) return null
  if (!body.includes('\\')) return body.includes('"') ? null : body
  return unescaped(body)
}

function unescaped(body: string): string | null {
  const parts: Buffer[] = []
  let at = 0
  while (at < body.length) {
    if (body[at] === '"') return null
    if (body[at] !== '\\') {
      const next = body.slice(at).search(/[\\"]/)
      const end = next < 0 ? body.length : at + next
      parts.push(Buffer.from(body.slice(at, end)))
      at = end
      continue
    }
    const found = readEscape(body, at + 1)
    if (found === null) return null
    parts.push(found.bytes)
    at = found.end
  }
  return Buffer.concat(parts).toString('utf8')
}

function readEscape(body: string, at: number): {bytes: Buffer; end: number} | null {
  const letter = body[at]
  if (letter === undefined) return null
  const simple = ESCAPES[letter]
  if (simple !== undefined) return {bytes: Buffer.from([simple]), end: at + 1}
  const digits = HEX_DIGITS[letter]
  if (digits !== undefined) {
    const text = body.slice(at + 1, at + 1 + digits)
    if (text.length < digits || !/^[0-9a-fA-F]+$/.test(text)) return null
    const value = Number.parseInt(text, 16)
    if (letter === 'x') return {bytes: Buffer.from([value]), end: at + 3}
    if (value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff)) return null
    return {bytes: Buffer.from(String.fromCodePoint(value)), end: at + 1 + digits}
  }
  const octal = body.slice(at, at + 3)
  if (!/^[0-3][0-7]{2}$/.test(octal)) return null
  return {bytes: Buffer.from([Number.parseInt(octal, 8)]), end: at + 3}
}
