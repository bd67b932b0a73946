/** What a Makefile says in plain text: nothing of it is run. https://www.gnu.org/software/make/manual/make.html */

/** `file` of one that another Makefile includes. */
export type RecipeLine = {text: string; line: number; file?: string}

export type Makefile = {
  /** `NAME = value` at the left edge, the last one of a name, with `export` or without. */
  variables: ReadonlyMap<string, {operator: string; value: string; line: number}>
  rules: ReadonlyMap<string, {needs: string[]; recipe: RecipeLine[]}>
  /** Files that it includes, as written. */
  includes: readonly string[]
  /** The first target: what `make` alone makes. */
  first: string | null
}

const MOST_LINES = 5000
const MOST_LINE = 2000

export function readMakefile(text: string): Makefile {
  const variables = new Map<string, {operator: string; value: string; line: number}>()
  const rules = new Map<string, {needs: string[]; recipe: RecipeLine[]}>()
  const includes: string[] = []
  let first: string | null = null
  let open: string[] = []
  for (const [index, whole] of text.split('\n').slice(0, MOST_LINES).entries()) {
    const row = whole.slice(0, MOST_LINE).replace(/\r$/, '')
    const line = index + 1
    if (row.startsWith('\t')) {
      for (const name of open) rules.get(name)!.recipe.push({text: row.trim(), line})
      continue
    }
    const [, name, operator, value] = /^(?:export +)?([A-Za-z_]\w*) *(\?=|:{1,3}=|=)(.*)$/.exec(row) ?? []
    if (name !== undefined) {
      variables.set(name, {operator: operator!, value: value!.replace(/#.*/, '').trim(), line})
      continue
    }
    const [, included] = /^[-s]?include[ \t]+([\w./ -]+)$/.exec(row) ?? []
    if (included !== undefined) includes.push(...included.trim().split(/ +/))
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
  return {variables, rules, includes, first}
}

/** The same with the rules and variables of files that it includes; its own go before theirs. */
export function withIncluded(own: Makefile, files: readonly {file: string; text: string}[]): Makefile {
  const variables = new Map(own.variables)
  const rules = new Map(own.rules)
  for (const {file, text} of files) {
    const other = readMakefile(text)
    for (const [name, value] of other.variables) if (!variables.has(name)) variables.set(name, value)
    for (const [name, {needs, recipe}] of other.rules)
      if (!rules.get(name)?.recipe.length) rules.set(name, {needs, recipe: recipe.map(each => ({...each, file}))})
  }
  return {...own, variables, rules}
}

/** Recipe lines that `make TARGETS` may run, those of prerequisites first. */
export function recipesOf({rules, first}: Makefile, targets: readonly string[]): {text: string; line: number}[] {
  const seen = new Set<string>()
  const visit = (name: string): {text: string; line: number}[] => {
    const rule = rules.get(name)
    if (rule === undefined || seen.has(name)) return []
    seen.add(name)
    return [...rule.needs.flatMap(visit), ...rule.recipe]
  }
  return (targets.length > 0 ? targets : first === null ? [] : [first]).flatMap(visit)
}
