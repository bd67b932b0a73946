import {type Instruction as AstInstruction, DockerfileParser, type From, ModifiableInstruction} from 'dockerfile-ast'

/** One instruction on one line, comments and continuations taken out. Lines count from 1. */
export type Instruction = {
  keyword: string
  /** Everything after keyword and flags. */
  args: string
  flags: {name: string; value: string}[]
  line: number
  endLine: number
}

export type Stage = {
  name: string | null
  /** Image reference or stage name after FROM, with global ARGs put in. */
  base: string
  /** The stage of this file that `base` names, null for an image. */
  parent: Stage | null
  /** `--platform` as written. */
  platform: string | null
  line: number
  /** ARGs before the first FROM: an ARG without a default takes its value from them. */
  globals: ReadonlyMap<string, string>
  instructions: Instruction[]
}

export type Dockerfile = {text: string; stages: Stage[]}

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
  for (const node of DockerfileParser.parse(text).getInstructions()) {
    const instruction = readInstruction(node)
    if (instruction.keyword === 'FROM') stages.push(readStage(node as From, instruction, stages, globals))
    else if (stages.length > 0) stages.at(-1)!.instructions.push(instruction)
    else if (instruction.keyword === 'ARG') readGlobalArgs(instruction.args, given, globals)
  }
  return {text, stages}
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
  until: Instruction,
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

function readInstruction(node: AstInstruction): Instruction {
  const range = node.getRange()
  const flags =
    node instanceof ModifiableInstruction
      ? node.getFlags().map(flag => ({name: flag.getName(), value: flag.getValue() ?? ''}))
      : []
  const raw = withoutComments(node.getRawArgumentsContent() ?? '')
  return {
    keyword: node.getKeyword(),
    args: raw.replace(/^(--[\w-]+(=("[^"]*"|\S)*)?\s+)+/, '').trim(),
    flags,
    line: range.start.line + 1,
    endLine: range.end.line + 1,
  }
}

/** Joins continued lines the way BuildKit does: comment lines inside an instruction vanish. */
function withoutComments(raw: string): string {
  const [first = '', ...rest] = raw.split(/\r?\n/)
  return [first, ...rest.filter(line => !/^\s*#/.test(line))]
    .map(line => line.replace(/[\\`]\s*$/, '').trim())
    .join(' ')
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
function readPairs(args: string): [string, string][] {
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
