const ESCAPE = /\\(?:[0-7]{3}|x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|[abfnrtv\\"])/
const SIMPLE: Record<string, string> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  '"': '"',
}

/** strconv.Unquote of Go for strings ("String literals" of the Go specification). Null for what is none. */
export function unquote(literal: string): string | null {
  const [quote, inner] = [literal[0], literal.slice(1, -1)]
  if (literal.length < 2 || literal.at(-1) !== quote) return null
  if (quote === '`') return inner.includes('`') ? null : inner.replaceAll('\r', '')
  const [plain, escapes] = [inner.split(ESCAPE), inner.match(new RegExp(ESCAPE, 'g')) ?? []]
  if (quote !== '"' || plain.some(piece => /["\\\n]/.test(piece))) return null
  // `\x` and octal escapes are bytes: several of them can be one character.
  return Buffer.concat(plain.flatMap((piece, index) => [Buffer.from(piece), bytesOf(escapes[index] ?? '')])).toString()
}

function bytesOf(sequence: string): Buffer {
  const [kind, digits] = [sequence[1] ?? '', sequence.slice(2)]
  if (sequence.length <= 2) return Buffer.from(SIMPLE[kind] ?? '')
  if (kind === 'x') return Buffer.of(Number.parseInt(digits, 16))
  if (kind !== 'u' && kind !== 'U') return Buffer.of(Number.parseInt(sequence.slice(1), 8) & 0xff)
  const code = Number.parseInt(digits, 16)
  return Buffer.from(code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd')
}
