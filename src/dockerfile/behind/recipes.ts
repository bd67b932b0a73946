/** The recipes of a Makefile as scripts, its variables put in: https://www.gnu.org/software/make/manual/make.html */
import {OPAQUE} from '../opaque.ts'
import type {MakeCommand} from './make-command.ts'
import type {RecipeLine, ShellCall} from './makefile.ts'

/** Variables inside variables; what is deeper or longer stands for something unknown. */
const MOST_DEPTH = 8
const MOST_TEXT = 8000
const MOST_LINES = 300
/** Variables that hold others many times over would take for ever. */
const MOST_EXPANSIONS = 5000

/** Functions of make whose value has that of their words in it: what these call is called for it. */
const OF_WORDS = /^(strip|subst|patsubst|word|firstword|lastword|addprefix|addsuffix) /

const WHICH_GO = /^shell (which|command -v|type -p) go$/

/** Files that are there, which no rule makes. */
const FINDS = /^\$\((shell find|wildcard) /

type Place = Pick<ShellCall, 'line' | 'file'>

/** Names of targets: what make runs for them is nothing to a recipe. */
const NOWHERE: Place = {line: 0}

export type Recipes = {
  /** Lines that `make TARGETS` runs, those of prerequisites first, as the shell gets them. */
  lines: RecipeLine[]
  /** Of their commands: what make is started with, and its own variables of Go's names, exported or not. */
  environment: ReadonlyMap<string, string>
  /** Every target has a rule or is a file, so that no other line runs. */
  isWhole: boolean
}

/** `OPAQUE` stands for functions of make and what is not known. */
export function recipesFor({makefile, targets, given, isFile, command}: MakeCommand): Recipes {
  const {variables, open, includes, rules, first} = makefile
  let left = MOST_EXPANSIONS
  let calls: ShellCall[] = []
  const call = (text: string, {line, file}: Place) => {
    calls.push({text, line, ...(file !== undefined && {file})})
    return OPAQUE
  }
  const expanded = (name: string, depth: number): string => {
    if (left-- <= 0) return OPAQUE
    const own = variables.get(name)
    const asked = command.environment.get(name)
    if (given.has(name)) return given.get(name)!
    if (name === 'MAKE') return 'make'
    if (own === undefined)
      return open.has(name) || (asked === undefined && includes.length > 0) ? OPAQUE : (asked ?? '')
    if (own.operator === '?=' && asked !== undefined) return open.has(name) ? OPAQUE : asked
    // A condition may well ask whether the environment has it.
    if (open.has(name) && asked !== undefined) return OPAQUE
    if (own.operator === '!=') return call(own.value, own)
    const value = depth > MOST_DEPTH ? OPAQUE : put(own.value, depth + 1, '', own)
    return open.has(name) ? OPAQUE : value
  }
  const put = (text: string, depth: number, target: string, place: Place): string => {
    let out = ''
    for (let at = 0; at < text.length; ) {
      if (out.length > MOST_TEXT) return OPAQUE
      const next = text[at + 1]
      if (text[at] !== '$' || next === undefined) out += text[at++]
      else if (next === '$') {
        out += '$'
        at += 2
      } else if (next === '(' || next === '{') {
        const end = closing(text, at + 1)
        out += inside(text.slice(at + 2, end), depth, place)
        at = end + 1
      } else {
        out += next === '@' ? target : /\w/.test(next) ? expanded(next, depth) : OPAQUE
        at += 2
      }
    }
    return out
  }
  // What is no name is a function of make, or a reference with a substitution.
  const inside = (inner: string, depth: number, place: Place): string => {
    if (/^[\w.-]+$/.test(inner)) return expanded(inner, depth)
    if (WHICH_GO.test(inner)) return 'go'
    if (/^shell\s/.test(inner)) return call(inner.slice('shell'.length).trim(), place)
    if (OF_WORDS.test(inner) && depth <= MOST_DEPTH) put(inner, depth + 1, '', place)
    return OPAQUE
  }
  const known = new Map(
    [...rules].flatMap(([name, rule]) => words(put(name, 0, '', NOWHERE)).map(each => [each, rule] as const)),
  )
  const patterns = [...known.keys()].filter(name => name.includes('%'))
  const seen = new Set<string>()
  const found: RecipeLine[] = []
  let isWhole = true
  const isFound = (need: string) => FINDS.test(variables.get(/^\$[({](\w+)[)}]$/.exec(need)?.[1] ?? '')?.value ?? '')
  const visit = (name: string) => {
    const rule = known.get(name) ?? known.get(patterns.find(each => isLike(name, each)) ?? '')
    if (seen.has(name) || name === '|' || isFile(name)) return
    seen.add(name)
    if (rule === undefined || found.length > MOST_LINES) isWhole = false
    if (rule === undefined || found.length > MOST_LINES) return
    for (const need of rule.needs.filter(each => !isFound(each)))
      for (const each of words(put(need, 0, name, NOWHERE))) visit(each)
    for (const each of rule.recipe) {
      calls = []
      found.push({...each, text: bare(put(bare(each.text), 0, name, each)), calls})
    }
  }
  for (const target of targets.length > 0
    ? targets
    : first === null
      ? []
      : words(put(first, 0, '', NOWHERE)).slice(0, 1))
    visit(target)
  const ofGo = [...given.keys(), ...variables.keys(), ...open].filter(name => /^(GO|CGO_)/.test(name))
  const environment = new Map([...command.environment, ...ofGo.map(name => [name, expanded(name, 0)] as const)])
  return {lines: found.slice(0, MOST_LINES), environment, isWhole}
}

function words(text: string): string[] {
  return text.split(/\s+/).filter(Boolean)
}

/** A pattern rule: https://www.gnu.org/software/make/manual/html_node/Pattern-Match.html */
function isLike(name: string, pattern: string): boolean {
  const [start = '', end = ''] = pattern.split('%')
  return name.length > start.length + end.length && name.startsWith(start) && name.endsWith(end) && pattern !== '%'
}

/** The bracket that closes the one at `from`; the end of the text for none. */
function closing(text: string, from: number): number {
  const [open, close] = text[from] === '(' ? ['(', ')'] : ['{', '}']
  let depth = 0
  for (let at = from; at < text.length; at++) {
    if (text[at] === open) depth++
    else if (text[at] === close && --depth === 0) return at
  }
  return text.length
}

/** Without the signs of make before a line: silent, errors ignored, always. A variable may hold them too. */
function bare(text: string): string {
  return text.replace(/^[@+\s-]{1,20}/, '')
}
