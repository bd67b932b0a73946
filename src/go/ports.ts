/** Ports that a Go file listens on, from its literals. */
import {depthChange, type GoToken} from './tokens.ts'

/** A lower rank is a surer sign. */
export type FoundPort = {port: number; line: number; rank: number}

const LISTEN_CALLS = new Set([
  'ListenAndServe',
  'ListenAndServeTLS',
  'Run',
  'RunTLS',
  'Start',
  'StartTLS',
  'Listen',
  'ListenTLS',
])
const PORT_VARIABLES = new Set(['PORT', 'HTTP_PORT', 'SERVER_PORT', 'LISTEN_PORT', 'APP_PORT'])
const FLAG_NAME =
  /^(?:(?:http|web|server|listen|bind)[-_.]?)?(?:addr|address|port|listen|bind|listen[-_]address|bind[-_]address)$/i

/** Text that can make `listenPorts` find something: a cheap test that spares reading most files closely. */
export const MAY_LISTEN =
  /ListenAndServe|\bAddr\s*[:=]|PORT["`,]|\.(?:Run|Start|Listen)(?:TLS)?\(\s*"|[("](?:[\w.-]*(?:addr|address|port|listen|bind))"/i

/** Ports from literals near listen calls. A lower rank is a surer sign. */
export function listenPorts(tokens: GoToken[]): FoundPort[] {
  const ports: FoundPort[] = []
  tokens.forEach((_, at) => {
    for (const {rank, read} of SIGNS) {
      const found = read(tokens, at)
      if (found !== null && !ports.some(({port}) => port === found.port)) ports.push({...found, rank})
    }
  })
  return ports.sort((a, b) => a.rank - b.rank)
}

/** The weakest sign: the default of a flag. */
export const FLAG_RANK = 3

type Found = {port: number; line: number}

/** Each reads the sign that starts at one token. */
const SIGNS: readonly {rank: number; read: (tokens: GoToken[], at: number) => Found | null}[] = [
  {rank: 0, read: listenCall},
  {rank: 1, read: serverAddress},
  {rank: 2, read: environmentDefault},
  {rank: 2, read: structTagDefault},
  {rank: FLAG_RANK, read: flagDefault},
]

/** `http.ListenAndServe(":8080", …)`, `net.Listen("tcp", ":8080")`, `router.Run(":8080")`. */
function listenCall(tokens: GoToken[], at: number): Found | null {
  if (!LISTEN_CALLS.has(tokens[at]!.text) || tokens[at - 1]?.text !== '.' || tokens[at + 1]?.text !== '(') return null
  return addressAfter(tokens, at + 2, 4)
}

/** `http.Server{Addr: ":8080"}` or `server.Addr = ":8080"`. Clients have an Addr too: `redis.Options{Addr: "…:6379"}`. */
function serverAddress(tokens: GoToken[], at: number): Found | null {
  if (tokens[at]!.text !== 'Addr') return null
  const next = tokens[at + 1]?.text
  if (next === ':' && literalType(tokens, at) === 'Server') return addressAfter(tokens, at + 2, 1)
  const bare = /^["`]:/.test(tokens[at + 2]?.text ?? '')
  return next === '=' && tokens[at - 1]?.text === '.' && bare ? addressAfter(tokens, at + 2, 1) : null
}

// Keeps a file of nothing but `Addr:` from taking the square of its length.
const LITERAL_TOKENS = 500

/** The last word of the type of the composite literal around a token. */
function literalType(tokens: GoToken[], inside: number): string | null {
  const start = Math.max(inside - LITERAL_TOKENS, 0)
  let depth = 0
  for (let at = inside - 1; at > start; at--) {
    if (tokens[at]!.kind === 'symbol') depth += depthChange(tokens[at]!.text)
    if (depth > 0) return tokens[at - 1]!.text
  }
  return null
}

/** `os.Getenv("PORT")` with a default on the lines after it, or a function of the project's own: `env("PORT", "8080")`. */
function environmentDefault(tokens: GoToken[], at: number): Found | null {
  const {kind, text} = tokens[at]!
  if (kind !== 'string' || !PORT_VARIABLES.has(text.slice(1, -1)) || tokens[at - 1]?.text !== '(') return null
  return /env/i.test(tokens[at - 2]?.text ?? '') ? defaultAfter(tokens, at + 1, 40) : null
}

/** `env:"PORT" envDefault:"8080"` (caarlos0/env), `envconfig:"PORT" default:"8080"` (kelseyhightower/envconfig). */
function structTagDefault(tokens: GoToken[], at: number): Found | null {
  const {kind, text, line} = tokens[at]!
  if (kind !== 'string' || text[0] !== '`') return null
  const name = /\benv(?:config)?:"([A-Z_]+)/.exec(text)?.[1]
  const port = portOf(/[dD]efault:"(?:[\w.]*:)?(\d{2,5})"/.exec(text)?.[1])
  return name !== undefined && PORT_VARIABLES.has(name) && port !== null ? {port, line} : null
}

/** `flag.String("addr", ":8080", …)`, also of pflag, urfave/cli and kingpin. */
function flagDefault(tokens: GoToken[], at: number): Found | null {
  const {kind, text} = tokens[at]!
  if (kind !== 'string' || !FLAG_NAME.test(text.slice(1, -1))) return null
  const previous = tokens[at - 1]?.text
  return previous === '(' || previous === ',' ? defaultAfter(tokens, at + 1, 12) : null
}

/** The first string like `:8080` or `0.0.0.0:8080` among the next tokens of a call's arguments. */
function addressAfter(tokens: GoToken[], start: number, reach: number): Found | null {
  for (const {kind, text, line} of tokens.slice(start, start + reach)) {
    if (text === ')' || text === ';' || text === '{') return null
    const match = kind === 'string' ? /^["`][\w.[\]:-]*:(\d{1,5})["`]$/.exec(text) : null
    const port = portOf(match?.[1])
    if (port !== null) return {port, line}
  }
  return null
}

/** A default beside a lookup: `"8080"`, `":8080"`, `"localhost:8080"` or `8080`, before the next function starts. */
function defaultAfter(tokens: GoToken[], start: number, reach: number): Found | null {
  for (const {kind, text, line} of tokens.slice(start, start + reach)) {
    if (text === 'func') return null
    const match =
      kind === 'string'
        ? /^["`](?:[\w.[\]:-]*:)?(\d{2,5})["`]$/.exec(text)
        : kind === 'number'
          ? /^(\d{2,5})$/.exec(text)
          : null
    const port = portOf(match?.[1])
    if (port !== null) return {port, line}
  }
  return null
}

function portOf(digits: string | undefined): number | null {
  const port = Number(digits ?? 0)
  return port >= 1 && port <= 65_535 ? port : null
}
