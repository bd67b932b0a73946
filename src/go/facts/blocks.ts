/** Where a token of a Go file stands: what runs on each start, and what never runs on linux. */
import type {GoToken} from '../tokens.ts'

export type Place = {
  /** Index of a name or string token. */
  at: number
  /** Within a block that runs only where `runtime.GOOS` is another one. */
  foreign: boolean
  /** A statement of `func main` or `init` itself, or the value of a package variable. */
  always: boolean
  /** In the list of a `case`: what its `switch` compares, without white space. */
  subject: string | null
  /** Indices of the braces around it, the innermost last. Only valid until the next place is asked for. */
  braces: readonly number[]
}

type Block = {foreign: boolean; subject: string | null}

// A condition or the head of a switch ends long before; a file that never opens the block costs no more than this.
const HEAD_TOKENS = 200

export function* blocksOf(tokens: readonly GoToken[]): Generator<Place> {
  const open: Block[] = []
  const braces: number[] = []
  const heads = new Map<number, Block>()
  let entry: boolean | null = null
  let caseEnd = -1
  for (const [at, {kind, text}] of tokens.entries()) {
    const block = open.at(-1)
    if (text === '{' && kind === 'symbol') {
      const head = heads.get(at)
      braces.push(at)
      open.push({foreign: (block?.foreign ?? false) || (head?.foreign ?? false), subject: head?.subject ?? null})
    } else if (text === '}' && kind === 'symbol') {
      open.pop()
      braces.pop()
      if (open.length === 0) entry = null
    } else if (kind === 'name' || kind === 'string') {
      if (kind === 'name') {
        if (text === 'func' && open.length === 0) entry = /^(?:main|init)$/.test(tokens[at + 1]?.text ?? '')
        else if (text === 'if' || text === 'switch') readHead(tokens, at, heads)
        else if ((text === 'case' || text === 'default') && block && block.subject !== null) {
          caseEnd = endOfCase(tokens, at)
          if (block.subject === 'runtime.GOOS') {
            block.foreign = (open.at(-2)?.foreign ?? false) || excludesLinux(tokens.slice(at + 1, caseEnd))
          }
        }
      }
      const always = (open.length === 0 && entry === null) || (open.length === 1 && entry === true)
      const subject = at < caseEnd ? (block?.subject ?? null) : null
      yield {at, foreign: block?.foreign ?? false, always, subject, braces}
    }
  }
}

/** Notes what is known of the block that an `if` or a `switch` opens, under the index of its brace. */
function readHead(tokens: readonly GoToken[], at: number, heads: Map<number, Block>): void {
  const last = Math.min(at + HEAD_TOKENS, tokens.length)
  let depth = 0
  for (let end = at + 1; end < last; end++) {
    const {text} = tokens[end]!
    if (text === '(' || text === '[') depth++
    else if (text === ')' || text === ']') depth--
    else if (text === '{' && depth === 0) {
      const head = tokens
        .slice(at + 1, end)
        .map(token => token.text)
        .join('')
      if (tokens[at]!.text === 'switch') heads.set(end, {foreign: false, subject: head})
      else heads.set(end, {foreign: isForeign(head), subject: null})
      return
    } else if (depth < 0) return
  }
}

function isForeign(condition: string): boolean {
  if (condition.includes('||')) return false
  const match = /(?:^|&&|;)runtime\.GOOS(==|!=)["`](\w+)["`]/.exec(condition)
  return match !== null && (match[1] === '==') !== (match[2] === 'linux')
}

function endOfCase(tokens: readonly GoToken[], at: number): number {
  const end = tokens.slice(at, at + HEAD_TOKENS).findIndex(({text}) => text === ':')
  return end < 0 ? at : at + end
}

function excludesLinux(values: readonly GoToken[]): boolean {
  const strings = values.filter(({kind}) => kind === 'string').map(({text}) => text.slice(1, -1))
  return strings.length > 0 && !strings.includes('linux')
}
