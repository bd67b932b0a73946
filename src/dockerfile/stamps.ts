/** What a build tells its program of itself: variables that `-ldflags -X` sets (https://pkg.go.dev/cmd/link). */
import {place} from '../go/candidates.ts'
import type {Evidence, LinkVariable, MainPackage} from '../go/project.ts'
import type {DecisionRow} from '../report/report.ts'

export type Stamp = {
  /** As `-X` wants it: `main.version`, `example.com/app/internal/version.Version`. */
  symbol: string
  /** The build argument that has the value. */
  argument: string
  evidence: Evidence
}

/** What is known of a build: its commit in full, and the time of that commit. Never the clock: a second build would differ. */
export type Known = {version: string; commit: string | null; created: Date | null}

type Told = {
  what: string
  argument: string
  fallback: string
  names: RegExp
  /** Names that count only beside a variable of another row in the same file: a program may well be about commits or dates. */
  common?: RegExp
  /** In main too it must have a value that stands in for another. */
  standsIn?: true
  reason: string
  value: (known: Known) => string | null
}

/** To tell the program one more thing, add a line. The names are in VERSION_NAMES too, and the first fallback is GoReleaser's. */
const TOLD: readonly Told[] = [
  {
    ...{what: 'version', argument: 'VERSION', fallback: 'dev', names: /^(?:build|app)?version$/i},
    reason: 'set to the version of this build',
    value: ({version}) => version,
  },
  {
    ...{what: 'commit', argument: 'COMMIT', fallback: '', standsIn: true},
    ...{names: /^(?:(?:git|build)?commit|(?:git)?revision|git(?:sha|hash)|commit(?:sha|hash))$/i},
    ...{common: /^(?:commit|revision)$/i, reason: 'set to the commit of this build'},
    value: ({commit}) => (commit !== null && /^[0-9a-f]{40,64}$/i.test(commit) ? commit : null),
  },
  {
    ...{what: 'date', argument: 'DATE', fallback: '', standsIn: true},
    ...{names: /^(?:build(?:date|time)|commitdate|date)$/i, common: /^date$/i},
    reason: 'set to the time of the commit, so that a second build gives the same program',
    value: ({created}) => created?.toISOString().replace('.000Z', 'Z') ?? null,
  },
]

/** An import path that means nothing more inside double quotes of a shell, nor to the go command that splits the flags. */
const PLAIN_PATH = /^[\w./~-]+$/

/**
 * Values that stand in for one which the build is to bring. Outside main, another one may be kept by hand, and be parsed
 * when the program starts: a commit in its place would end it.
 */
const STANDS_IN =
  /^(?:|\(?(?:dev|devel|development)\)?|unknown|none|n\/a|unset|undefined|snapshot|local|v?0\.0\.0(?:-\w+)?|\$Format:%[Hh]\$|1970-01-01T00:00:00Z)$/i

/** Of the variables that one argument fits: that of the program's own package, or the only one of the packages below it. */
export function stampsOf(main: MainPackage, variables: readonly LinkVariable[]): Stamp[] {
  const inMain = main.versionVariables.map(variable => ({...variable, importPath: 'main'}))
  const all = [...inMain, ...variables.filter(({importPath}) => importPath !== 'main')]
  return TOLD.flatMap(told => {
    const own = inMain.find(one => fits(told, one, all) && (!told.standsIn || standsIn(one)))
    const found = own === undefined ? elsewhere(told, variables) : [own]
    const [only, ...others] = found
    if (only === undefined || others.length > 0) return []
    return [{symbol: symbolOf(only), argument: told.argument, evidence: only.evidence}]
  })
}

function fits({names, common, what}: Told, {name, evidence}: LinkVariable, all: readonly LinkVariable[]): boolean {
  if (!names.test(name)) return false
  if (!common?.test(name)) return true
  const others = TOLD.filter(told => told.what !== what)
  return all.some(one => one.evidence.file === evidence.file && others.some(told => told.names.test(one.name)))
}

function elsewhere(told: Told, variables: readonly LinkVariable[]): LinkVariable[] {
  return variables.filter(
    variable =>
      variable.importPath !== 'main' &&
      fits(told, variable, variables) &&
      PLAIN_PATH.test(variable.importPath) &&
      standsIn(variable),
  )
}

function standsIn(variable: LinkVariable): boolean {
  return STANDS_IN.test(initialValue(variable) ?? 'another')
}

function symbolOf({importPath, name}: LinkVariable): string {
  return `${importPath}.${name}`
}

/** Of a declaration on one line, `Version = "dev"` or `var Version string`; null where that cannot be told. */
function initialValue({name, evidence: {text = ''}}: LinkVariable): string | null {
  const [before = '', value] = text.split('=', 2)
  if (value === undefined) return ''
  if (!new RegExp(`\\b${name}(?:\\s+string)?\\s*$`).test(before) || before.includes(',')) return null
  return /^\s*["`]([^"`\\]*)["`]\s*(?:\/[/*].*)?$/.exec(value)?.[1] ?? null
}

/** ARG lines with what each is where nobody gives it. */
export function stampArguments(stamps: readonly Stamp[]): string[] {
  return TOLD.filter(({argument}) => stamps.some(stamp => stamp.argument === argument)).map(
    ({argument, fallback}) => `ARG ${argument}=${fallback}`,
  )
}

/** `NAME=value` for each ARG of these that a Dockerfile of ours has, and whose value is known. */
export function stampValues(dockerfile: string, known: Known): string[] {
  return TOLD.flatMap(({argument, value}) => {
    const told = new RegExp(`^ARG ${argument}=`, 'm').test(dockerfile) ? value(known) : null
    return told === null ? [] : [`${argument}=${told}`]
  })
}

/** A row for each variable that is set, and one where several could be and none is. */
export function stampChoices(stamps: readonly Stamp[], variables: readonly LinkVariable[]): DecisionRow[] {
  return TOLD.flatMap(told => {
    const {what, argument, reason} = told
    const set = stamps.filter(stamp => stamp.argument === argument)
    const rows = [...new Map(set.map(stamp => [`${stamp.symbol} ${place(stamp.evidence)}`, stamp])).values()].map(
      ({symbol, evidence: {file, line}}) => ({what, choice: `-X ${symbol}`, reason, evidence: [{file, line}]}),
    )
    if (rows.length > 0) return rows
    const open = elsewhere(told, variables)
    if (open.length < 2) return []
    return [
      {
        ...{what, choice: 'not set', evidence: open.map(({evidence: {file, line}}) => ({file, line})).slice(0, 5)},
        reason: `nothing says which of ${open.map(symbolOf).slice(0, 5).join(', ')} is the ${what} of this build`,
      },
    ]
  })
}
