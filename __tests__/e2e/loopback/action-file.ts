/** action.yml as the runner reads it: what to run, and the inputs with their defaults. */
import {readFileSync} from 'node:fs'
import path from 'node:path'
import {parse} from 'yaml'

export type ActionFile = {
  /** Absolute path of the script of each phase. */
  main: string
  post: string | null
  /** Expression of `post-if`. */
  postIf: string
  inputs: {name: string; fallback: string}[]
}

type Yaml = {
  inputs?: Record<string, {default?: unknown} | null>
  runs: {using: string; main: string; post?: string; 'post-if'?: string}
}

export function readActionFile(folder: string): ActionFile {
  const yaml = parse(readFileSync(path.join(folder, 'action.yml'), 'utf8')) as Yaml
  if (!/^node\d+$/.test(yaml.runs.using)) throw new Error(`runs.using is ${yaml.runs.using}, expected a node version`)
  return {
    main: path.join(folder, yaml.runs.main),
    post: yaml.runs.post === undefined ? null : path.join(folder, yaml.runs.post),
    postIf: yaml.runs['post-if'] ?? 'always()',
    inputs: Object.entries(yaml.inputs ?? {}).map(([name, input]) => ({name, fallback: String(input?.default ?? '')})),
  }
}

/** INPUT_* of a step. An input that is not given is there as its default, or empty; hyphens stay. */
export function inputVariables(
  action: ActionFile,
  given: Record<string, string | number | boolean>,
  contexts: Record<string, string>,
): {variables: Record<string, string>; unexpected: string[]} {
  const known = new Set(action.inputs.map(({name}) => name.toLowerCase()))
  const defaults = action.inputs.map(({name, fallback}) => [variable(name), evaluate(fallback, contexts)])
  const values = Object.entries(given).map(([name, value]) => [variable(name), String(value)])
  return {
    variables: Object.fromEntries([...defaults, ...values]),
    unexpected: Object.keys(given).filter(name => !known.has(name.toLowerCase())),
  }
}

function variable(input: string): string {
  return `INPUT_${input.replaceAll(' ', '_').toUpperCase()}`
}

/** Only plain look-ups, `${{ github.token }}`: what a default may need. */
function evaluate(text: string, contexts: Record<string, string>): string {
  return text.replace(/\$\{\{\s*(.*?)\s*\}\}/g, (_, name: string) => {
    const value = contexts[name]
    if (value === undefined) throw new Error(`cannot evaluate ${name}; known are ${Object.keys(contexts).join(', ')}`)
    return value
  })
}

export type JobStatus = 'success' | 'failure' | 'cancelled'

/** `post-if`, which nearly always is one call. */
export function holds(condition: string, status: JobStatus): boolean {
  const expression = condition.replace(/^\$\{\{\s*|\s*\}\}$/g, '').trim()
  const results: Record<string, boolean> = {
    'always()': true,
    'success()': status === 'success',
    'failure()': status === 'failure',
    'cancelled()': status === 'cancelled',
    '!cancelled()': status !== 'cancelled',
    '!failure()': status !== 'failure',
  }
  const result = results[expression]
  if (result === undefined)
    throw new Error(`cannot evaluate ${condition}; known are ${Object.keys(results).join(', ')}`)
  return result
}
