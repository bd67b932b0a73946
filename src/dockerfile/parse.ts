import {expand} from './expand.ts'
import type {Instruction} from './instruction.ts'
import {type LineIndex, lineIndex} from './lines.ts'
import {type Comment, type Directive, splitFile} from './split.ts'

export {expand} from './expand.ts'
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
  const {escapeChar, directives, comments, instructions} = splitFile(text, lines)
  for (const instruction of instructions) {
    if (instruction.keyword === 'FROM') stages.push(readStage(instruction, stages, globals))
    else if (stages.length > 0) stages.at(-1)!.instructions.push(instruction)
    else {
      preamble.push(instruction)
      if (instruction.keyword === 'ARG') readGlobalArgs(instruction.args, given, globals)
    }
  }
  return {text, lines, escapeChar, directives, comments, preamble, stages}
}

/** The stage and those it is built on, nearest first. */
export function lineage(stage: Stage): Stage[] {
  const found: Stage[] = []
  for (let at: Stage | null = stage; at !== null; at = at.parent) found.push(at)
  return found
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
  const current = {get: (name: string) => env.get(name) ?? args.get(name)}
  for (const {instructions} of lineage(stage).reverse())
    for (const instruction of instructions) {
      if (instruction === until) return new Map([...args, ...env])
      const {keyword, args: written} = instruction
      if (keyword === 'ENV') {
        // All of one line see what was before it.
        const set = readPairs(written).map(([name, value]) => [name, expand(value, current)] as const)
        for (const [name, value] of set) env.set(name, value)
      }
      if (keyword === 'ARG') {
        const set = readWords(written).map(
          ([name, value]) =>
            [name, given.get(name) ?? (value === null ? stage.globals.get(name) : expand(value, current))] as const,
        )
        for (const [name, value] of set) if (value !== undefined) args.set(name, value)
      }
    }
  return new Map([...args, ...env])
}

function readStage(instruction: Instruction, stages: Stage[], globals: Map<string, string>): Stage {
  const [image = '', as, name] = instruction.args.split(/\s+/)
  const base = expand(image, globals)
  const parent = stages.findLast(stage => stage.name !== null && stage.name.toLowerCase() === base.toLowerCase())
  return {
    name: as?.toUpperCase() === 'AS' && name !== undefined ? name : null,
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

/** The variables that an ENV sets. */
export function namesIn(args: string): string[] {
  return readPairs(args).map(([name]) => name)
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
