import {OPAQUE} from './opaque.ts'

/** One simple command of a shell script. `OPAQUE` stands in a word for what is known only when it runs. */
export type Command = {
  assignments: [name: string, value: string][]
  words: string[]
  /** Files after `>`, `<` and their kin. */
  redirects: string[]
  /** The folder may have changed in a way that cannot be followed. */
  lost: boolean
}

const KEYWORDS = /^(if|then|else|elif|fi|do|done|while|until|\{|\}|!|time|exec|command|env)$/

/**
 * The simple commands of a POSIX shell script in their order, those of `$(…)` before the command that they are part of.
 * Null for what this small reader does not follow: here-documents, `case`, functions, process substitution.
 */
export function readCommands(script: string, variables: ReadonlyMap<string, string>): Command[] | null {
  try {
    const reader = new Reader(script, new Map(variables))
    reader.list(null)
    return reader.commands
  } catch (error) {
    if (error instanceof NotFollowed) return null
    throw error
  }
}

class NotFollowed extends Error {}

class Reader {
  readonly commands: Command[] = []
  private at = 0
  private lost = false
  private readonly text: string
  private readonly variables: Map<string, string>

  constructor(text: string, variables: Map<string, string>) {
    this.text = text
    this.variables = variables
  }

  /** Commands up to `end`, which is consumed. */
  list(end: ')' | null): void {
    let current = this.fresh()
    let isLoop = false
    const finish = () => {
      if (isLoop || current.words.length + current.assignments.length + current.redirects.length === 0) {
        if (isLoop) this.variables.delete(current.words[0] ?? '')
      } else {
        for (const [name] of current.assignments) this.variables.delete(name)
        if (/^(export|read|local|readonly|unset)$/.test(current.words[0] ?? ''))
          for (const word of current.words) this.variables.delete(word.split('=')[0]!)
        this.commands.push(current)
      }
      current = this.fresh()
      isLoop = false
    }
    for (;;) {
      this.blanks()
      const next = this.text[this.at]
      if (next === undefined) {
        if (end !== null) throw new NotFollowed()
        break
      }
      if (next === end) {
        this.at++
        break
      }
      if (/[;&|\n]/.test(next)) {
        if (/^&>/.test(this.text.slice(this.at))) this.redirect(current)
        else {
          this.at++
          finish()
        }
      } else if (next === '(') {
        if (current.words.length > 0) throw new NotFollowed()
        this.at++
        this.list(')')
        this.lost = true
        current = this.fresh()
      } else if (next === ')') throw new NotFollowed()
      else if (/^\d*[<>]/.test(this.text.slice(this.at))) this.redirect(current)
      else {
        const start = this.at
        const word = this.word()
        const written = this.text.slice(start, this.at)
        const assignment = /^([A-Za-z_]\w*)=(.*)$/s.exec(word)
        if (current.words.length > 0 || isLoop) current.words.push(word)
        else if (written === 'for') isLoop = true
        else if (/^(case|function|select|coproc|\[\[)$/.test(written)) throw new NotFollowed()
        else if (assignment && /^\w+=/.test(written)) current.assignments.push([assignment[1]!, assignment[2]!])
        else if (!KEYWORDS.test(written)) current.words.push(word)
      }
    }
    finish()
  }

  private fresh(): Command {
    return {assignments: [], words: [], redirects: [], lost: this.lost}
  }

  private blanks(): void {
    for (;;) {
      const rest = this.text.slice(this.at)
      const blank = /^([ \t\r]+|\\\r?\n|#[^\n]*)/.exec(rest)
      if (!blank) return
      this.at += blank[0].length
    }
  }

  private redirect(current: Command): void {
    const [operator = ''] = /^&?\d*(>>|>\||>&|<&|<<|<>|<\(|>\(|>|<)/.exec(this.text.slice(this.at)) ?? []
    if (operator === '' || /<<|\($/.test(operator)) throw new NotFollowed()
    this.at += operator.length
    this.blanks()
    current.redirects.push(this.word())
  }

  private word(): string {
    let word = ''
    for (;;) {
      const next = this.text[this.at]
      if (next === undefined || /[\s;&|()<>]/.test(next)) {
        if (next === '(') throw new NotFollowed()
        return word
      }
      this.at++
      if (next === '\\') {
        const escaped = this.text[this.at++]
        if (escaped !== '\n') word += escaped ?? ''
      } else if (next === "'") {
        const end = this.text.indexOf("'", this.at)
        if (end < 0) throw new NotFollowed()
        word += this.text.slice(this.at, end)
        this.at = end + 1
      } else if (next === '"') word += this.quoted()
      else if (next === '$') word += this.dollar(false)
      else if (next === '`') word += this.backtick()
      else if (next === '~' && word === '') word += this.variables.get('HOME') ?? OPAQUE
      else word += /[*?[{]/.test(next) ? OPAQUE : next
    }
  }

  private quoted(): string {
    let word = ''
    for (;;) {
      const next = this.text[this.at++]
      if (next === undefined) throw new NotFollowed()
      if (next === '"') return word
      if (next === '\\' && /["\\$`\n]/.test(this.text[this.at] ?? '')) {
        const escaped = this.text[this.at++]!
        if (escaped !== '\n') word += escaped
      } else if (next === '$') word += this.dollar(true)
      else if (next === '`') word += this.backtick()
      else word += next
    }
  }

  private dollar(isQuoted: boolean): string {
    const rest = this.text.slice(this.at)
    if (rest.startsWith('((')) {
      const end = this.text.indexOf('))', this.at)
      if (end < 0) throw new NotFollowed()
      this.at = end + 2
      return OPAQUE
    }
    if (rest.startsWith('(')) {
      this.at++
      const lost = this.lost
      this.list(')')
      this.lost = lost
      return OPAQUE
    }
    const [match = '', plain, braced] = /^(?:(\w+)|\{(\w+)\}|[#?!$@*-])/.exec(rest) ?? []
    if (match === '' && rest.startsWith('{')) {
      // An operator: ${NAME#v}, ${NAME:-x}. Its word may run commands, which is not followed.
      const [whole] = /^\{[^{}$`]*\}/.exec(rest) ?? []
      if (whole === undefined) throw new NotFollowed()
      this.at += whole.length
      return OPAQUE
    }
    this.at += match.length
    if (match === '') return '$'
    const value = this.variables.get(plain ?? braced ?? '')
    return value === undefined || (!isQuoted && /[\s*?[]/.test(value)) ? OPAQUE : value
  }

  private backtick(): string {
    const end = this.text.indexOf('`', this.at)
    if (end < 0) throw new NotFollowed()
    const inner = readCommands(this.text.slice(this.at, end), this.variables)
    if (inner === null) throw new NotFollowed()
    this.commands.push(...inner)
    this.at = end + 1
    return OPAQUE
  }
}
