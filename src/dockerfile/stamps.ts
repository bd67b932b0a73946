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

type Told = {what: string; argument: string; fallback: string; names: RegExp; reason: string}

/** To tell the program one more thing, add a line. The fallbacks are those of GoReleaser's default ldflags. */
const TOLD: readonly Told[] = [
  {
    ...{what: 'version', argument: 'VERSION', fallback: 'dev', names: /^(?:build|app)?version$/i},
    reason: 'set to the version of this build',
  },
]

/** An import path that means nothing more inside double quotes of a shell, nor to the go command that splits the flags. */
const PLAIN_PATH = /^[\w./~-]+$/

/**
 * Values that stand in for one which the build is to bring. Outside main, another one may be kept by hand, and be parsed
 * when the program starts: a commit in its place would end it.
 */
const STANDS_IN =
  /^(?:|\(?(?:dev|devel|development)\)?|unknown|none|unset|undefined|snapshot|local|v?0\.0\.0(?:-\w+)?)$/i

/** Of the variables that one argument fits: that of the program's own package, or the only one of the packages below it. */
export function stampsOf(main: MainPackage, variables: readonly LinkVariable[]): Stamp[] {
  return TOLD.flatMap(({argument, names}) => {
    const own = main.versionVariables.find(({name}) => names.test(name))
    if (own !== undefined) return [{symbol: `main.${own.name}`, argument, evidence: own.evidence}]
    const [only, ...others] = elsewhere(variables, names)
    if (only === undefined || others.length > 0) return []
    return [{symbol: symbolOf(only), argument, evidence: only.evidence}]
  })
}

function elsewhere(variables: readonly LinkVariable[], names: RegExp): LinkVariable[] {
  return variables.filter(
    variable =>
      variable.importPath !== 'main' &&
      names.test(variable.name) &&
      PLAIN_PATH.test(variable.importPath) &&
      STANDS_IN.test(initialValue(variable) ?? 'another'),
  )
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

/** A row for each variable that is set, and one where several could be and none is. */
export function stampChoices(stamps: readonly Stamp[], variables: readonly LinkVariable[]): DecisionRow[] {
  return TOLD.flatMap(({what, argument, names, reason}) => {
    const set = stamps.filter(stamp => stamp.argument === argument)
    const rows = [...new Map(set.map(stamp => [`${stamp.symbol} ${place(stamp.evidence)}`, stamp])).values()].map(
      ({symbol, evidence: {file, line}}) => ({what, choice: `-X ${symbol}`, reason, evidence: [{file, line}]}),
    )
    if (rows.length > 0) return rows
    const open = elsewhere(variables, names)
    if (open.length < 2) return []
    return [
      {
        ...{what, choice: 'not set', evidence: open.map(({evidence: {file, line}}) => ({file, line})).slice(0, 5)},
        reason: `nothing says which of ${open.map(symbolOf).slice(0, 5).join(', ')} is the version of this build`,
      },
    ]
  })
}
