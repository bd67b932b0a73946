/** The commands of a shell script, each with its place and with what is in force when it runs. Read by `unbash`. */
import {posix} from 'node:path'
import type {
  Assignment,
  Command,
  CommandNode,
  CompoundList,
  DoubleQuotedChild,
  ParsedScript,
  PipelineNode,
  Redirection,
  Statement,
  Word,
  WordPart,
} from 'unbash'
import {parse} from 'unbash'
import {LONGEST_VALUE} from './expand.ts'
import type {Range} from './instruction.ts'
import {OPAQUE} from './opaque.ts'

export type ShellWord = Range & {
  /** Quotes taken off and known variables put in; `OPAQUE` stands for what is known only when it runs. */
  text: string
  /** As written. */
  raw: string
  /** Names of the variables in it, known or not. */
  variables: readonly string[]
}

export type ShellCommand = Range & {
  /** The program and its arguments; empty for a mere assignment. */
  words: ShellWord[]
  /** `NAME=value` before the program. */
  assignments: (Range & {name: string; value: ShellWord})[]
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
}

/** What is in force when the script begins. */
export type ShellStart = {variables: ReadonlyMap<string, string>; folder: string | null}

/** Folders of commands that are too deep for anything but an attack. */
const MOST_DEPTH = 40
/** Each has the variables in force; a script with more is no person's. What comes after them is not read. */
const MOST_COMMANDS = 2000
/** Of all commands: one variable may stand for thousands. */
const MOST_WORDS = 20_000

/** Never throws: of a text that is no script, what could be read is returned. Offsets are those of `script`. */
export function readShell(script: string, start: ShellStart): ShellScript {
  const tree = parse(script)
  const reader = new Reader(start)
  reader.list(tree.commands, {certain: true})
  return {commands: reader.commands, isBroken: reader.isBroken || (tree.errors?.length ?? 0) > 0}
}

type Scope = {certain: boolean}

/** A variable outside of quotes. */
function isBare({type}: WordPart): boolean {
  return type === 'SimpleExpansion' || type === 'ParameterExpansion'
}

/** What follows it with `&&` is a question of its answer. */
function isTest(node: PipelineNode | undefined, last: ShellCommand | null): boolean {
  if (node?.type === 'TestCommand') return true
  return node !== undefined && /^(\[|test)$/.test(last?.words[0]?.text ?? '')
}

class Reader {
  readonly commands: ShellCommand[] = []
  isBroken = false
  private depth = 0
  private count = 0
  private folder: string | null
  private exported: Map<string, string>
  /** Of the shell alone. */
  private own = new Map<string, string>()

  constructor({variables, folder}: ShellStart) {
    this.folder = folder
    this.exported = new Map(variables)
  }

  list(statements: readonly Statement[], scope: Scope): void {
    for (const {command, background} of statements) this.andOr(command, background ? {certain: false} : scope)
  }

  private andOr(node: Statement['command'], scope: Scope): ShellCommand | null {
    if (node.type !== 'AndOr') return this.pipeline(node, scope)
    // Where `||` follows, a failure of any of them may go unseen.
    let within = node.operators.includes('||') ? {certain: false} : scope
    let last: ShellCommand | null = null
    for (const [index, command] of node.commands.entries()) {
      const mayBeLeftOut = node.operators[index - 1] === '||' || isTest(node.commands[index - 1], last)
      if (mayBeLeftOut) within = {certain: false}
      const before = this.state()
      last = this.pipeline(command, within)
      if (mayBeLeftOut) this.blend(before)
    }
    return last
  }

  private pipeline(node: PipelineNode, scope: Scope): ShellCommand | null {
    if (node.type !== 'Pipeline') return this.command(node, scope)
    const before = this.state()
    let previous: ShellCommand | null = null
    for (const command of node.commands) {
      const first = this.commands.length
      const last = this.command(command, scope)
      const reads = this.commands[first] ?? null
      if (previous) previous.pipedTo = reads
      previous = last
      this.restore(before)
    }
    return previous
  }

  /** The last command of the node. */
  private command(node: CommandNode, scope: Scope): ShellCommand | null {
    if (++this.depth > MOST_DEPTH || this.commands.length >= MOST_COMMANDS || this.count > MOST_WORDS) {
      this.isBroken = true
      this.depth--
      return null
    }
    const last = this.compound(node, scope)
    this.depth--
    return last
  }

  private compound(node: CommandNode, scope: Scope): ShellCommand | null {
    const maybe = {certain: false}
    const body = (list: CompoundList | undefined, within: Scope) => {
      if (!list) return
      const before = this.state()
      this.list(list.commands, within)
      if (!within.certain) this.blend(before)
    }
    switch (node.type) {
      case 'Command':
        return this.simple(node, scope)
      case 'Redirected':
        return this.command(node.command, scope)
      case 'Subshell': {
        const before = this.state()
        body(node.body, scope)
        this.restore(before)
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
        this.set(node.name.text, OPAQUE)
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
        this.word(node.word, scope)
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
    const assignments = node.prefix
      .filter(part => part.type === 'Assignment')
      .map(assignment => this.assignment(assignment, scope))
    const words = node.name ? this.fields(node.name, scope) : []
    for (const part of node.suffix)
      if (part.type === 'Word') words.push(...this.fields(part, scope))
      else if (part.type === 'Assignment') words.push(this.assignmentWord(part, scope))
    this.count += words.length
    const redirects = node.redirects.map(redirect => this.redirect(redirect, scope))
    const environment = assignments.length === 0 ? this.exported : new Map(this.exported)
    if (environment !== this.exported)
      for (const {name, value} of assignments) (environment as Map<string, string>).set(name, value.text)
    const command: ShellCommand = {
      ...{words, assignments, redirects, start: node.pos, end: node.end},
      ...{certain: scope.certain, pipedTo: null, folder: this.folder, environment},
    }
    this.commands.push(command)
    this.effects(command)
    return command
  }

  /** What a command changes for those after it. */
  private effects({words, assignments}: ShellCommand): void {
    const [program, ...rest] = words.map(word => word.text)
    // What they run is in no text of ours.
    if (program === 'eval' || program === '.' || program === 'source') this.isBroken = true
    if (program === undefined) for (const {name, value} of assignments) this.set(name, value.text)
    else if (/^(export|declare|local|readonly)$/.test(program)) this.declaration(program, rest)
    else if (program === 'unset') for (const name of rest) this.unset(name)
    else if (program === 'read') for (const name of rest) this.set(name, OPAQUE)
    else if (program === 'cd' || program === 'pushd') {
      const to = rest.find(word => !word.startsWith('-') || word === '-')
      if (to === undefined || to === '-' || to.includes(OPAQUE)) this.folder = null
      else if (to.startsWith('/')) this.folder = posix.normalize(to)
      else this.folder = this.folder === null ? null : posix.join(this.folder, to)
    } else if (program === 'popd') this.folder = null
  }

  private declaration(program: string, words: string[]): void {
    for (const word of words.filter(each => !each.startsWith('-'))) {
      const at = word.indexOf('=')
      const name = at < 0 ? word : word.slice(0, at)
      const value = at < 0 ? this.own.get(name) : word.slice(at + 1)
      if (value === undefined) continue
      if (program === 'export') this.export(name, value)
      else this.set(name, value)
    }
  }

  private unset(name: string): void {
    this.own.delete(name)
    if (!this.exported.has(name)) return
    this.exported = new Map(this.exported)
    this.exported.delete(name)
  }

  private set(name: string, value: string): void {
    if (this.exported.has(name)) this.export(name, value)
    else this.own.set(name, value)
  }

  /** A map that a command has as its environment is never changed. */
  private export(name: string, value: string): void {
    this.own.delete(name)
    this.exported = new Map(this.exported).set(name, value)
  }

  private state() {
    return {folder: this.folder, exported: this.exported, own: new Map(this.own)}
  }

  /** What ran in between may not have run: only what it did not change is still known. */
  private blend(before: ReturnType<Reader['state']>): void {
    if (this.folder !== before.folder) this.folder = null
    for (const [name, value] of this.own) if (before.own.get(name) !== value) this.own.set(name, OPAQUE)
    for (const name of before.own.keys()) if (!this.own.has(name)) this.own.set(name, OPAQUE)
    if (this.exported === before.exported) return
    const names = new Set([...before.exported.keys(), ...this.exported.keys()])
    const changed = [...names].filter(name => this.exported.get(name) !== before.exported.get(name))
    this.exported = new Map([...this.exported, ...changed.map((name): [string, string] => [name, OPAQUE])])
  }

  private restore({folder, exported, own}: ReturnType<Reader['state']>): void {
    this.folder = folder
    this.exported = exported
    this.own = new Map(own)
  }

  private assignment(node: Assignment, scope: Scope) {
    const range = {start: node.pos, end: node.end}
    if (node.value.type === 'ArrayValue') {
      for (const element of node.value.elements) this.word(element, scope)
      return {name: node.name, value: {...range, text: OPAQUE, raw: node.text, variables: []}, ...range}
    }
    const value = this.word(node.value, scope)
    return {name: node.name, value: node.append ? {...value, text: OPAQUE} : value, ...range}
  }

  private assignmentWord(node: Assignment, scope: Scope): ShellWord {
    const {name, value, ...range} = this.assignment(node, scope)
    return {...range, text: `${name}=${value.text}`, raw: node.text, variables: value.variables}
  }

  private redirect(node: Redirection, scope: Scope): ShellCommand['redirects'][number] {
    if (node.type === 'HereDoc') return {operator: node.operator, target: null}
    return {operator: node.operator, target: node.target ? this.word(node.target, scope) : null}
  }

  private word(node: Word, scope: Scope): ShellWord {
    const variables: string[] = []
    const text = node.parts ? this.parts(node.parts, variables, scope) : node.value
    return {text, raw: node.text, variables, start: node.pos, end: node.end}
  }

  private words(nodes: readonly Word[], scope: Scope): ShellWord[] {
    return nodes.flatMap(node => this.fields(node, scope))
  }

  /** The words that one becomes: a variable without quotes is taken apart at white space, and an empty one is none. */
  private fields(node: Word, scope: Scope): ShellWord[] {
    if (!node.parts?.some(isBare)) return [this.word(node, scope)]
    const variables: string[] = []
    const texts: string[] = []
    let current: string | null = null
    for (const part of node.parts) {
      const text = this.part(part, variables, scope)
      const [first = '', ...others] = isBare(part) ? text.split(/[ \t\n]+/) : [text]
      if (first !== '' || !isBare(part)) current = (current ?? '') + first
      for (const other of others) {
        if (current !== null) texts.push(current)
        current = other === '' ? null : other
      }
    }
    if (current !== null) texts.push(current)
    return texts.map(text => ({text, raw: node.text, variables, start: node.pos, end: node.end}))
  }

  private parts(parts: readonly (WordPart | DoubleQuotedChild)[], variables: string[], scope: Scope): string {
    let text = ''
    for (const part of parts) {
      text += this.part(part, variables, scope)
      if (text.length > LONGEST_VALUE) return OPAQUE
    }
    return text
  }

  private part(part: WordPart | DoubleQuotedChild, variables: string[], scope: Scope): string {
    switch (part.type) {
      case 'Literal':
      case 'SingleQuoted':
      case 'AnsiCQuoted':
        return part.value
      case 'DoubleQuoted':
      case 'LocaleString':
        return this.parts(part.parts, variables, scope)
      case 'Glob':
      case 'ExtendedGlob':
      case 'BraceExpansion':
        return part.text
      case 'SimpleExpansion': {
        const name = part.text.slice(1)
        if (/^[A-Za-z_]/.test(name)) variables.push(name)
        return this.value(name) ?? OPAQUE
      }
      case 'ParameterExpansion': {
        variables.push(part.parameter)
        const {operation} = part
        if (part.prefix !== undefined || part.index !== undefined) return OPAQUE
        const value = this.value(part.parameter)
        if (operation === undefined) return value ?? OPAQUE
        if (operation.type !== 'Default') return OPAQUE
        const other = this.word(operation.operand, scope)
        variables.push(...other.variables)
        if (value === undefined || value.includes(OPAQUE)) return OPAQUE
        if (operation.operator.endsWith('-')) return value === '' ? other.text : value
        return operation.operator.endsWith('+') ? (value === '' ? '' : other.text) : OPAQUE
      }
      default:
        this.inner(part, scope)
        return OPAQUE
    }
  }

  private value(name: string): string | undefined {
    return this.own.get(name) ?? this.exported.get(name)
  }

  /** Commands of `$(…)`, `<(…)` and arithmetic: they run in a shell of their own. */
  private inner(part: WordPart | DoubleQuotedChild, scope: Scope): void {
    if (!('script' in part)) return
    const script = part.script as ParsedScript | undefined
    if (!script || ++this.depth > MOST_DEPTH) return
    const before = this.state()
    // Positions of an escaped backquote script are those of another text.
    if (script.source === undefined) this.list(script.commands, scope)
    this.restore(before)
    this.depth--
  }
}
