import {DockerfileParser, type From, type Instruction as SplitInstruction} from 'dockerfile-ast'
import {type Instruction, type Range, readInstruction} from './instruction.ts'
import {type LineIndex, lineIndex} from './lines.ts'

export type {Instruction} from './instruction.ts'

export type Stage = {
  name: string | null
  /** Image reference or stage name after FROM, with global ARGs put in. */
  base: string
  /** The stage of this file that `base` names, null for an image. */
  parent: Stage | null
  /** `--platform` as written. */
  platform: string | null
  line: number
  /** Its FROM. */
  from: Instruction
  /** ARGs before the first FROM: an ARG without a default takes its value from them. */
  globals: ReadonlyMap<string, string>
  instructions: Instruction[]
}

/** `# syntax=`, `# escape=` and `# check=` at the top of the file. */
export type Directive = {name: string; value: string; line: number}

/** A line that begins with `#` and is no directive, `text` without it. */
export type Comment = Range & {text: string; line: number}

export type Dockerfile = {
  text: string
  lines: LineIndex
  escapeChar: string
  directives: Directive[]
  comments: Comment[]
  /** What stands before the first FROM. */
  preamble: Instruction[]
  stages: Stage[]
}

/**
 * Reads a Dockerfile into stages. Syntax errors are BuildKit's to report: what cannot be read is left out here.
 * `buildArgs` are `NAME=value` as given to `--build-arg`; they override the defaults of global ARGs, as in BuildKit
 * (docs.docker.com/reference/dockerfile, "Understand how ARG and FROM interact"). `automatic` are the ARGs that need no
 * declaration before the first FROM: those of a platform.
 */
export function parseDockerfile(
  text: string,
  buildArgs: string[] = [],
  automatic: ReadonlyMap<string, string> = new Map(),
): Dockerfile {
  const given = new Map(buildArgs.filter(arg => arg.includes('=')).map(splitPair))
  const globals = new Map([...automatic].map(([name, value]) => [name, given.get(name) ?? value]))
  const stages: Stage[] = []
  const preamble: Instruction[] = []
  const lines = lineIndex(text)
  const split = DockerfileParser.parse(splittable(text))
  const escapeChar = split.getEscapeCharacter()
  for (const node of split.getInstructions()) {
    const instruction = placed(node, text, lines, escapeChar)
    if (instruction.keyword === 'FROM') stages.push(readStage(node as From, instruction, stages, globals))
    else if (stages.length > 0) stages.at(-1)!.instructions.push(instruction)
    else {
      preamble.push(instruction)
      if (instruction.keyword === 'ARG') readGlobalArgs(instruction.args, given, globals)
    }
  }
  const directives = split.getDirectives().map(directive => ({
    name: directive.getName().toLowerCase(),
    value: directive.getValue(),
    line: directive.getRange().start.line + 1,
  }))
  const comments = split.getComments().map(comment => {
    const {start, end} = comment.getRange()
    const range = {
      start: lines.offset(start.line + 1) + start.character,
      end: lines.offset(end.line + 1) + end.character,
    }
    return {...range, text: comment.getContent() ?? '', line: start.line + 1}
  })
  return {text, lines, escapeChar, directives, comments, preamble, stages}
}

/**
 * The library does not know here-documents with a number before them, and would read their lines as instructions:
 * `3<<EOF` becomes ` <<EOF`, of the same length.
 */
function splittable(text: string): string {
  return text.replace(/(?<=\s)\d+(?=<<-?["']?\w)/g, number => ' '.repeat(number.length))
}

function placed(node: SplitInstruction, text: string, lines: LineIndex, escapeChar: string): Instruction {
  const {start, end} = node.getRange()
  const range = {start: lines.offset(start.line + 1) + start.character, end: lines.offset(end.line + 1) + end.character}
  return {...readInstruction(text, range, escapeChar), line: start.line + 1, endLine: end.line + 1}
}

/** The stage and those it is built on, nearest first. */
export function lineage(stage: Stage): Stage[] {
  return [stage, ...(stage.parent ? lineage(stage.parent) : [])]
}

/** The image at the bottom of a stage. */
export function rootImage(stage: Stage): string {
  return lineage(stage).at(-1)!.base
}

/** The stage that `--target` names (by name or number), the last one when it is empty. */
export function targetStage(dockerfile: Dockerfile | null, target: string): Stage | null {
  if (dockerfile === null || target === '') return dockerfile?.stages.at(-1) ?? null
  const named = dockerfile.stages.findLast(stage => stage.name?.toLowerCase() === target.toLowerCase())
  return named ?? (/^\d+$/.test(target) ? (dockerfile.stages[Number(target)] ?? null) : null)
}

/**
 * Values that ENV and ARG of a stage and its parents have set when `until` runs, as far as they are literal. `image` is
 * what the image at the bottom sets. ENV wins over ARG, whichever comes first.
 */
export function stageVariables(
  stage: Stage,
  until: Instruction | null,
  buildArgs: string[],
  image: Record<string, string> = {},
): Map<string, string> {
  const given = new Map(buildArgs.filter(arg => arg.includes('=')).map(splitPair))
  const env = new Map(Object.entries(image))
  const args = new Map<string, string>()
  const values = () => new Map([...args, ...env])
  for (const {instructions} of lineage(stage).reverse())
    for (const instruction of instructions) {
      if (instruction === until) return values()
      const {keyword, args: written} = instruction
      const before = values()
      if (keyword === 'ENV') for (const [name, value] of readPairs(written)) env.set(name, expand(value, before))
      if (keyword === 'ARG')
        for (const [name, value] of readWords(written)) {
          const set = given.get(name) ?? (value === null ? stage.globals.get(name) : expand(value, before))
          if (set !== undefined) args.set(name, set)
        }
    }
  return values()
}

/** Puts variables into `$NAME`, `${NAME}`, `${NAME:-default}` and `${NAME:+other}`; unknown ones become empty. */
export function expand(text: string, values: ReadonlyMap<string, string>): string {
  return text.replace(
    // The default of a variable may be another variable.
    /\\\$|\$(?:(\w+)|\{(\w+)(?::?([-+])((?:\$\{[^}]*\}|[^}])*))?\})/g,
    (match, plain: string | undefined, braced: string | undefined, operator: string | undefined, word = '') => {
      if (match === '\\$') return '$'
      const value = values.get(plain ?? braced ?? '') ?? ''
      if (operator === '-') return value || expand(word, values)
      if (operator === '+') return value && expand(word, values)
      return value
    },
  )
}

function readStage(node: From, instruction: Instruction, stages: Stage[], globals: Map<string, string>): Stage {
  const [image = ''] = instruction.args.split(/\s+/)
  const base = expand(image, globals)
  const parent = stages.findLast(stage => stage.name !== null && stage.name.toLowerCase() === base.toLowerCase())
  return {
    name: node.getBuildStage(),
    base,
    parent: parent ?? null,
    platform: instruction.flags.find(flag => flag.name === 'platform')?.value ?? null,
    line: instruction.line,
    from: instruction,
    globals,
    instructions: [],
  }
}

function readGlobalArgs(args: string, given: ReadonlyMap<string, string>, globals: Map<string, string>): void {
  for (const [name, value] of readWords(args)) {
    const set = given.get(name) ?? expand(value ?? '', globals)
    if (set !== '') globals.set(name, set)
  }
}

/** `A=1 B="x y"` of ENV, and its legacy form `A some value`. */
export function readPairs(args: string): [string, string][] {
  const [, name, value = ''] = /^([^\s=]+)(?:\s+(.*))?$/s.exec(args) ?? []
  return name === undefined ? readWords(args).map(([word, set]) => [word, set ?? '']) : [[name, value]]
}

/** `A B=1 C="x y"` of ARG; null for a name without a value. */
function readWords(args: string): [string, string | null][] {
  return [...args.matchAll(/([\w.-]+)(?:=((?:"(?:[^"\\]|\\.)*"|'[^']*'|\\.|[^\s"'\\])*))?/g)].map(match => [
    match[1]!,
    match[2]?.replace(
      /"((?:[^"\\]|\\.)*)"|'([^']*)'/g,
      (_, double?: string, single?: string) => double ?? single ?? '',
    ) ?? null,
  ])
}

function splitPair(text: string): [string, string] {
  const at = text.indexOf('=')
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
}
