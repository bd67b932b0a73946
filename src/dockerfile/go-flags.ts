/** What the compile step of a written Dockerfile is told besides what follows from the project. */
import {plain, shortened} from '../report/plain.ts'
import type {DecisionRow} from '../report/report.ts'
import {UserError} from '../runner/errors.ts'

export type GoFlags = {
  tags: string[]
  /** Added to our own. */
  ldflags: string
  gcflags: string
  /** Values of GOAMD64 and GOFIPS140; empty for Go's defaults. */
  amd64: string
  fips140: string
  /** Packs the program with https://upx.github.io. */
  upx: boolean
}

export const NO_FLAGS: GoFlags = {tags: [], ldflags: '', gcflags: '', amd64: '', fips140: '', upx: false}

/**
 * Characters that stand for themselves inside double quotes of a shell, and in a RUN instruction: no `$`, backquote,
 * backslash, double quote, line break or here-document. Single quotes are for the go command, which splits at blanks.
 */
const WORDS = /^-[\w ./:=,@+%~'-]*$/
const OR_PATTERN = /^[\w./-]*=?-[\w ./:=,@+%~'-]*$/

type Rule = {form: RegExp; reads: string}

const PLAIN = 'without `$`, backquotes, backslashes, double quotes and line breaks'

/** By input. Values of GOFIPS140: https://go.dev/doc/security/fips140; tags: go/build/constraint, isValidTag. */
const RULES = {
  'go-tags': {form: /^[\p{L}\p{N}_.]+(?:,[\p{L}\p{N}_.]+)*$/u, reads: 'tags with commas between them, netgo,osusergo'},
  'go-ldflags': {form: WORDS, reads: `flags such as -X 'main.commit=1a2b3c' -w, ${PLAIN}`},
  'go-gcflags': {form: OR_PATTERN, reads: `flags such as all=-N -l, ${PLAIN}`},
  goamd64: {form: /^v[1-4]$/, reads: 'v1, v2, v3 or v4'},
  gofips140: {
    form: /^(?:off|latest|inprocess|certified|v\d+\.\d+\.\d+)$/,
    reads: 'off, latest, inprocess, certified or a version such as v1.0.0',
  },
} as const satisfies Record<string, Rule>

type RuledInput = keyof typeof RULES

/** Reads the inputs of the flags; `text` gives an input without the blanks around it. Throws `input-flags`. */
export function readGoFlags(text: (name: RuledInput) => string, upx: boolean): GoFlags {
  const one = (name: RuledInput): string => {
    const value = text(name)
    const {form, reads} = RULES[name]
    if (value === '' || form.test(value)) return value
    const found = JSON.stringify(shortened(plain(value), 80))
    throw new UserError('input-flags', `Input \`${name}\` is ${found}; it can be ${reads}.`)
  }
  return {
    tags: one('go-tags').split(',').filter(Boolean),
    ldflags: one('go-ldflags'),
    gcflags: one('go-gcflags'),
    amd64: one('goamd64'),
    fips140: one('gofips140'),
    upx,
  }
}

/** Those that make other compile results, for cache keys; none when there are none. Linking is not cached. */
export function compileFlagWords({tags, gcflags, amd64, fips140}: GoFlags): string[] {
  return Object.entries({tags: tags.toSorted().join(','), gcflags, amd64, fips140})
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}=${value}`)
}

/** A row for each flag that was given, with advice where it does harm that may not be known. */
export function flagChoices(flags: GoFlags): DecisionRow[] {
  const {tags, ldflags, gcflags, amd64, fips140, upx} = flags
  const row = (what: string, choice: string, reason = 'asked for') => ({what, choice, reason, evidence: []})
  return [
    ...(tags.length > 0 ? [row('tags', tags.join(','))] : []),
    ...(ldflags !== '' ? [row('ldflags', ldflags)] : []),
    ...(gcflags !== '' ? [row('gcflags', gcflags)] : []),
    ...(amd64 !== '' ? [row('goamd64', amd64, AMD64_ADVICE[amd64])] : []),
    ...(fips140 !== '' ? [row('gofips140', fips140, fips140 === 'latest' ? FIPS_LATEST : undefined)] : []),
    ...(upx ? [row('upx', 'on', UPX_ADVICE)] : []),
  ]
}

const [OLD_PROCESSORS, FIPS_LATEST, UPX_ADVICE] = [
  'asked for; on a processor without that level the program ends at its start',
  'asked for; it is the newest source, which no certificate is for',
  // Go 1.27.4, UPX 4.2.4, an HTTP server of 6.6 MB, median of 40 starts on linux/amd64: docs/go-flags.md.
  'asked for, not advised: measured 4 % less to download, 12 times the time to start, 6 MB more memory, and scanners cannot read the modules in it',
]

const AMD64_ADVICE: Readonly<Record<string, string>> = {v2: OLD_PROCESSORS, v3: OLD_PROCESSORS, v4: OLD_PROCESSORS}
