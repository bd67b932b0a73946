/** What a Makefile says in plain text: nothing of it is run. https://www.gnu.org/software/make/manual/make.html */

/** `file` of one that another Makefile includes. */
type Placed = {text: string; line: number; file?: string}

/** What make itself runs for a value, `$(shell …)` or `!=`: where it is written, not where it is used. */
export type ShellCall = Placed

export type RecipeLine = Placed & {calls: ShellCall[]}

type Variable = {operator: string; value: string; line: number; file?: string}

export type Makefile = {
  /** `NAME = value` at the left edge, the last one of a name with what `+=` adds, with `export` or without. */
  variables: ReadonlyMap<string, Variable>
  /** Variables that are set more than once, in a condition or for a target: which value counts is not known. */
  open: ReadonlySet<string>
  /** Files that it includes and that were not read, as written: any of them may set any variable. */
  includes: readonly string[]
  rules: ReadonlyMap<string, {needs: string[]; recipe: Placed[]}>
  /** The first target: what `make` alone makes. */
  first: string | null
}

const MOST_LINES = 5000
const MOST_LINE = 2000

export function readMakefile(text: string): Makefile {
  const variables = new Map<string, Variable>()
  const rules = new Map<string, {needs: string[]; recipe: Placed[]}>()
  const unsure = new Set<string>()
  const rows = logicalRows(text)
  let first: string | null = null
  let open: string[] = []
  let depth = 0
  let defined: {name: string; line: number; body: string[]} | null = null
  for (const {row, line} of rows) {
    const [, begun] = /^ *define +([A-Za-z_]\w*)/.exec(row) ?? []
    if (begun !== undefined && defined === null) {
      defined = {name: begun, line, body: []}
      continue
    }
    if (defined !== null) {
      const {name, body} = defined
      if (!/^ *endef\b/.test(row)) body.push(row)
      // More lines than one are so many lines of a recipe.
      else if (body.length === 1) variables.set(name, {operator: '=', value: body[0]!.trim(), line: defined.line})
      if (!/^ *endef\b/.test(row)) continue
      if (body.length !== 1 || depth > 0) unsure.add(name)
      defined = null
      continue
    }
    if (row.startsWith('\t') && open.length > 0) {
      for (const name of open) rules.get(name)!.recipe.push({text: row.trim(), line})
      continue
    }
    if (/^ *if(n?eq|n?def)\b/.test(row)) depth++
    if (/^ *endif\b/.test(row)) depth--
    const plain = /^(?:export +)?([A-Za-z_]\w*) *(\+=|\?=|!=|:{1,3}=|=)(.*)$/.exec(row)
    const set = /^(?:[^:=#]*:)?[ \t]*(?:(?:export|override) +)?([A-Za-z_]\w*) *[+?:!]{0,3}=/.exec(row)?.[1]
    const [, name, operator, value] = plain ?? []
    const isSecond = set !== undefined && operator !== '+=' && variables.has(set)
    if (set !== undefined && (plain === null || operator === '!=' || depth > 0 || isSecond)) unsure.add(set)
    if (name !== undefined) {
      const text = value!.replace(/#.*/, '').trim()
      const known = operator === '+=' ? variables.get(name) : undefined
      variables.set(
        name,
        known ? {...known, value: `${known.value} ${text}`} : {operator: operator!, value: text, line},
      )
      continue
    }
    const colon = row.indexOf(':')
    const targets = row.slice(0, Math.max(colon, 0)).trim()
    const needs = row.slice(colon + 1).replace(/[;#].*/, '')
    // `a := b` of a name that was not read above, and `target: NAME = value`, are no rules.
    if (!/^[\w./%$(){} -]+$/.test(targets) || needs.includes('=')) continue
    open = targets.split(/ +/)
    for (const target of open) {
      if (!rules.has(target)) rules.set(target, {needs: [], recipe: []})
      rules.get(target)!.needs.push(
        ...needs!
          .replace(/[;#].*/, '')
          .split(/\s+/)
          .filter(Boolean),
      )
    }
    first ??= open.find(target => !target.startsWith('.')) ?? null
  }
  const includes = rows.flatMap(({row}) => {
    const [, names] = /^[ \t]*[-s]?include\b(.*)$/.exec(row) ?? []
    return names === undefined ? [] : names.trim().split(/[ \t]+/)
  })
  return {variables, open: unsure, includes, rules, first}
}

/** The same with the rules and variables of files that it includes, each under the name that it is included by. */
export function withIncluded(own: Makefile, files: readonly {name: string; file: string; text: string}[]): Makefile {
  const variables = new Map(own.variables)
  const open = new Set(own.open)
  const rules = new Map(own.rules)
  const unread = new Set(own.includes)
  for (const {name, file, text} of files) {
    const other = readMakefile(text)
    unread.delete(name)
    for (const each of other.includes) unread.add(each)
    for (const each of other.open) open.add(each)
    // Its own go before theirs.
    for (const [each, value] of other.variables) if (!variables.has(each)) variables.set(each, {...value, file})
    for (const [each, {needs, recipe}] of other.rules)
      if (!rules.get(each)?.recipe.length) rules.set(each, {needs, recipe: recipe.map(row => ({...row, file}))})
  }
  return {...own, variables, open, rules, includes: [...unread]}
}

/** Lines with those after a backslash at their end, each with the number of the first. */
function logicalRows(text: string): {row: string; line: number}[] {
  const found: {row: string; line: number}[] = []
  let isOpen = false
  for (const [index, whole] of text.split('\n').slice(0, MOST_LINES).entries()) {
    const row = whole.slice(0, MOST_LINE).replace(/\r$/, '')
    const last = found.at(-1)
    const part = row.replace(/\\$/, ' ')
    if (isOpen && last !== undefined && last.row.length < MOST_LINE) last.row += part.trimStart()
    else found.push({row: part, line: index + 1})
    isOpen = row.endsWith('\\')
  }
  return found
}
