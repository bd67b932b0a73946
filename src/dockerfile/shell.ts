/** The commands of a shell script, each with its place and with what is in force when it runs. Read by `unbash`. */
import type {Command, CommandNode, CompoundList, ParsedScript, PipelineNode, Redirection, Statement, Word} from 'unbash'
import {parse} from 'unbash'
import type {Range} from './instruction.ts'
import {OPAQUE} from './opaque.ts'
import {afterCommand, blended, type ShellState, variableOf, withVariables} from './shell-state.ts'
import {
  type Part,
  type Place,
  readAssignment,
  readAssignmentWord,
  readFields,
  readWord,
  type ShellAssignment,
  type ShellWord,
} from './shell-words.ts'

export type {ShellWord} from './shell-words.ts'

export type ShellCommand = Range & {
  /** The program and its arguments; empty for a mere assignment. */
  words: ShellWord[]
  /** `NAME=value` before the program. */
  assignments: ShellAssignment[]
  redirects: {operator: string; target: ShellWord | null}[]
  /** False in a condition, a case, a function, after `||`, and in the background: it may not run, or may fail unseen. */
  certain: boolean
  /** The command that reads its output through a pipe. */
  pipedTo: ShellCommand | null
  /** Folder in force; null when it cannot be followed. */
  folder: string | null
  /** What a program is started with: ENV, ARG and exported variables, and the assignments before it. */
  environment: ReadonlyMap<string, string>
}

export type ShellScript = {
  /** In the order of the text; those of `$(…)` before the command that they are a part of. */
  commands: ShellCommand[]
  /** The text is not a whole script, so that commands may be missing. */
  isBroken: boolean
  /** It runs commands that are in no text of ours: `eval`, `.` and `source`. */
  runsOthers: boolean
  /** Kinds of syntax in it, by their names in `unbash`, for readers that follow only some. */
  syntax: ReadonlySet<string>
}

/** What is in force when the script begins. */
export type ShellStart = {
  variables: ReadonlyMap<string, string>
  folder: string | null
  /** Whatever the script sets is not known after that: in a loop it has another value each time. */
  forgets?: true
}

/** Folders of commands that are too deep for anything but an attack. */
const MOST_DEPTH = 40
/** Each has the variables in force; a script with more is no person's. What comes after them is not read. */
const MOST_COMMANDS = 2000
/** Of all commands: one variable may stand for thousands. */
const MOST_WORDS = 20_000
/** Each command that sets one has all of them anew. */
const MOST_VARIABLES = 2000

/** Never throws: of a text that is no script, what could be read is returned. Offsets are those of `script`. */
export function readShell(script: string, start: ShellStart): ShellScript {
  const tree = parse(script)
  const reader = new Reader(start)
  reader.list(tree.commands, {certain: true})
  const {commands, isBroken, runsOthers, syntax} = reader
  return {commands, runsOthers, syntax, isBroken: isBroken || (tree.errors?.length ?? 0) > 0}
}

type Scope = {certain: boolean}

/** What follows it with `&&` is a question of its answer. */
function isTest(node: PipelineNode | undefined, last: ShellCommand | null): boolean {
  if (node?.type === 'TestCommand') return true
  return node !== undefined && /^(\[|test)$/.test(last?.words[0]?.text ?? '')
}

class Reader {
  readonly commands: ShellCommand[] = []
  readonly syntax = new Set<string>()
  isBroken = false
  runsOthers = false
  private depth = 0
  private count = 0
  private now: ShellState
  private readonly forgets: boolean

  constructor({variables, folder, forgets}: ShellStart) {
    this.now = {folder, exported: variables, own: new Map()}
    this.forgets = forgets === true
  }

  list(statements: readonly Statement[], scope: Scope): void {
    for (const {command, background} of statements) {
      if (background) this.syntax.add('Background')
      this.andOr(command, background ? {certain: false} : scope)
    }
  }

  private andOr(node: Statement['command'], scope: Scope): ShellCommand | null {
    if (node.type !== 'AndOr') return this.pipeline(node, scope)
    // Where `||` follows, a failure of any of them may go unseen.
    let within = node.operators.includes('||') ? {certain: false} : scope
    let last: ShellCommand | null = null
    for (const [index, command] of node.commands.entries()) {
      const mayBeLeftOut = node.operators[index - 1] === '||' || isTest(node.commands[index - 1], last)
      if (mayBeLeftOut) within = {certain: false}
      const before = this.now
      last = this.pipeline(command, within)
      if (mayBeLeftOut) this.now = blended(before, this.now)
    }
    return last
  }

  private pipeline(node: PipelineNode, scope: Scope): ShellCommand | null {
    if (node.type !== 'Pipeline') return this.command(node, scope)
    for (const {type} of [...node.prefixes, ...(node.operators.length > 0 ? [node] : [])]) this.syntax.add(type)
    const before = this.now
    let previous: ShellCommand | null = null
    for (const command of node.commands) {
      const first = this.commands.length
      const last = this.command(command, scope)
      const reads = this.commands[first] ?? null
      if (previous) previous.pipedTo = reads
      previous = last
      this.now = before
    }
    return previous
  }

  /** The last command of the node. */
  private command(node: CommandNode, scope: Scope): ShellCommand | null {
    if (this.isTooMuch()) return null
    this.depth++
    const last = this.compound(node, scope)
    this.depth--
    return last
  }

  private isTooMuch(): boolean {
    const isMore =
      this.commands.length >= MOST_COMMANDS || this.count > MOST_WORDS || this.now.own.size > MOST_VARIABLES
    if (isMore || this.depth >= MOST_DEPTH) this.isBroken = true
    return isMore || this.depth >= MOST_DEPTH
  }

  private compound(node: CommandNode, scope: Scope): ShellCommand | null {
    this.syntax.add(node.type)
    const maybe = {certain: false}
    const body = (list: CompoundList | undefined, within: Scope) => {
      if (!list) return
      const before = this.now
      this.list(list.commands, within)
      if (!within.certain) this.now = blended(before, this.now)
    }
    switch (node.type) {
      case 'Command':
        return this.simple(node, scope)
      case 'Redirected':
        return this.command(node.command, scope)
      case 'Subshell': {
        const before = this.now
        body(node.body, scope)
        this.now = before
        break
      }
      case 'BraceGroup':
        body(node.body, scope)
        break
      case 'If':
        this.list(node.clause.commands, maybe)
        body(node.then, maybe)
        for (const {clause, then} of node.elif) {
          body(clause, maybe)
          body(then, maybe)
        }
        body(node.else, maybe)
        break
      case 'For':
      case 'Select':
        // Each turn has another value.
        this.now = withVariables(this.now, [[node.name.text, OPAQUE]])
        // A list that is made of variables may be empty.
        body(node.body, this.words(node.wordlist ?? [], scope).some(({text}) => !text.includes(OPAQUE)) ? scope : maybe)
        break
      case 'ArithmeticFor':
        body(node.body, maybe)
        break
      case 'While':
        this.list(node.clause.commands, maybe)
        body(node.body, maybe)
        break
      case 'Case':
        readWord(node.word, this.place(scope))
        for (const item of node.items) body(item.body, maybe)
        break
      case 'Function':
      case 'Coproc':
        if (node.body.type === 'CompoundList') body(node.body, maybe)
        else this.command(node.body, maybe)
        break
      default:
        break
    }
    return this.commands.at(-1) ?? null
  }

  private simple(node: Command, scope: Scope): ShellCommand {
    const place = this.place(scope)
    const assignments = node.prefix
      .filter(part => part.type === 'Assignment')
      .map(assignment => readAssignment(assignment, place))
    const words = node.name ? readFields(node.name, place) : []
    for (const part of node.suffix)
      if (part.type === 'Word') words.push(...readFields(part, place))
      else if (part.type === 'Assignment') words.push(readAssignmentWord(part, place))
    this.count += words.length + assignments.length
    const redirects = node.redirects.map(redirect => this.redirect(redirect, place))
    const {folder, exported} = this.now
    const environment =
      assignments.length === 0
        ? exported
        : new Map([...exported, ...assignments.map(({name, value}) => [name, value.text] as const)])
    const command: ShellCommand = {
      ...{words, assignments, redirects, start: node.pos, end: node.end},
      ...{certain: scope.certain, pipedTo: null, folder, environment},
    }
    this.commands.push(command)
    const program = words[0]?.text
    if (program === 'eval' || program === '.' || program === 'source') this.runsOthers = true
    this.now = afterCommand(this.now, command, this.forgets)
    return command
  }

  private redirect(node: Redirection, place: Place): ShellCommand['redirects'][number] {
    this.syntax.add(node.type)
    if (node.type === 'HereDoc') return {operator: node.operator, target: null}
    return {operator: node.operator, target: node.target ? readWord(node.target, place) : null}
  }

  private words(nodes: readonly Word[], scope: Scope): ShellWord[] {
    return nodes.flatMap(node => readFields(node, this.place(scope)))
  }

  private place(scope: Scope): Place {
    return {
      value: name => variableOf(this.now, name),
      inner: (part, isDefault) => this.inner(part, isDefault ? {certain: false} : scope),
      note: kind => this.syntax.add(kind),
    }
  }

  /** Commands of `$(…)`, `<(…)` and arithmetic: they run in a shell of their own. */
  private inner(part: Part, scope: Scope): void {
    if (part.type === 'ArithmeticExpansion' && /\$\(|`/.test(part.text.slice(3))) this.syntax.add('NestedExpansion')
    if (!('script' in part)) return
    const script = part.script as ParsedScript | undefined
    if (!script) this.isBroken = true
    if (!script || this.isTooMuch()) return
    this.depth++
    const before = this.now
    // Positions of an escaped backquote script are those of another text.
    if (script.source === undefined) this.list(script.commands, scope)
    else this.syntax.add('EscapedBackquotes')
    this.now = before
    this.depth--
  }
}
