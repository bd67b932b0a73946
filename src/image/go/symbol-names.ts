/** Symbol names of the Go compiler and linker: which package a function is of. */

/** Functions that the compiler writes to compare and to hash a type belong to the package of that type. Go 1.18 and 1.19 had a dot. */
const OF_A_TYPE = /^type[:.]\.(?:eq|hash)\./
/** No package path has these, and behind them type arguments, receivers and literal types have paths of their own. */
const ENDS_OF_PATH = '([{ ,*<'
const END_OF_PATH = new RegExp(`[${ENDS_OF_PATH}]`)
const LONGEST_PATH = 512
/** `go.` and `type.` were prefixes of made symbols in Go 1.18 and 1.19; `_.f.func1` is a closure that was inlined. */
const OF_NO_PACKAGE = new Set(['go', 'type', '_'])

/**
 * Import path of a function's package, `main` for the main package; empty for what has none: functions that are in
 * assembly or C without a package, and those that the linker or compiler made for a type without a name.
 * As debug/gosym, `Sym.PackageName`: up to the first dot after the last slash.
 */
export function packageOfSymbol(symbol: string): string {
  const name = symbol.startsWith('type') ? symbol.replace(OF_A_TYPE, '') : symbol
  if (name.startsWith('go:') || name.startsWith('type:')) return ''
  const end = name.search(END_OF_PATH)
  const head = end < 0 ? name : name.slice(0, end)
  const dot = head.indexOf('.', head.lastIndexOf('/') + 1)
  const path = dot <= 0 ? '' : head.slice(0, dot)
  return OF_NO_PACKAGE.has(path) || path.length > LONGEST_PATH ? '' : unescapePath(path)
}

/**
 * Whether the symbol is of the package of another one. False now and then where it is: this is the way that is fast,
 * because functions of a package follow each other.
 */
export function isAlsoOf(symbol: string, path: string): boolean {
  if (!symbol.startsWith(path) || symbol[path.length] !== '.') return false
  // In a symbol it would be `%2e`: what looks like this path is a type of a package that ends at that dot.
  if (path.includes('.', path.lastIndexOf('/') + 1)) return false
  for (let at = path.length + 1; at < symbol.length; at++) {
    const char = symbol[at]!
    if (char === '/') return false
    if (ENDS_OF_PATH.includes(char)) return true
  }
  return true
}

/** Undoes `PathToPrefix` of cmd/internal/objabi: dots in the last element, quotes, % and what is not ASCII are `%xx`. */
function unescapePath(path: string): string {
  if (!path.includes('%')) return path
  const bytes = path.replace(/%([\da-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString()
}
