/** A Dockerfile taken apart into instructions, comments and directives: moby/buildkit frontend/dockerfile/parser, Parse. */
import {type Instruction, type Range, readInstruction} from './instruction.ts'
import {type LineIndex, lineEnd} from './lines.ts'

/** `# syntax=`, `# escape=` and `# check=` at the top of the file, names in small letters. */
export type Directive = {name: string; value: string; line: number}

/** A line that begins with `#` and is no directive, `text` without it. Also one between continued lines. */
export type Comment = Range & {text: string; line: number}

export type SplitFile = {
  escapeChar: string
  directives: Directive[]
  comments: Comment[]
  instructions: Instruction[]
}

/** parser/directives.go. The first line that is none of the three ends them; a shebang is such a line. */
const DIRECTIVE = /^\s*#\s*(syntax|escape|check)\s*=\s*(\S.*)/is

/** Never throws: what BuildKit would refuse becomes an instruction of an unknown name, or goes to the end of the file. */
export function splitFile(text: string, lines: LineIndex): SplitFile {
  const {directives, escapeChar, next} = readDirectives(text)
  const comments: Comment[] = []
  const instructions: Instruction[] = []
  const comment = (range: Range) => {
    const written = text.slice(range.start + 1, range.end).trim()
    comments.push({...range, text: written, line: lines.place(range.start).line})
  }
  for (let at = next; at < text.length; ) {
    const end = lineEnd(text, at)
    const start = at + (text.slice(at, end).match(/^\s*/)?.[0].length ?? 0)
    at = end + 1
    if (start >= end) continue
    if (text[start] === '#') {
      comment({start, end: start + text.slice(start, end).trimEnd().length})
      continue
    }
    const instruction = readInstruction(text, start, escapeChar, comment)
    const [line, endLine] = [lines.place(instruction.start).line, lines.place(instruction.end).line]
    instructions.push({...instruction, line, endLine})
    at = lineEnd(text, instruction.end) + 1
  }
  return {escapeChar, directives, comments, instructions}
}

function readDirectives(text: string): {directives: Directive[]; escapeChar: string; next: number} {
  const directives: Directive[] = []
  let at = text.startsWith('\uFEFF') ? 1 : 0
  while (at < text.length) {
    const end = lineEnd(text, at)
    const [, name, value] = DIRECTIVE.exec(text.slice(at, end)) ?? []
    if (name === undefined) break
    directives.push({name: name.toLowerCase(), value: value!.trim(), line: directives.length + 1})
    at = end + 1
  }
  const isBackquote = directives.some(({name, value}) => name === 'escape' && value === '`')
  return {directives, escapeChar: isBackquote ? '`' : '\\', next: at}
}
