/** The files through which a step hands values to the runner (github.com/actions/runner: FileCommandManager.cs). */
import {randomUUID} from 'node:crypto'
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import type {CommandReader} from './commands.ts'

const KINDS = ['ENV', 'OUTPUT', 'PATH', 'STATE', 'STEP_SUMMARY'] as const
const MAX_SUMMARY_KIB = 1024

export type CommandFiles = Record<(typeof KINDS)[number], string>

export type FileValues = {
  env: Record<string, string>
  outputs: Record<string, string>
  state: Record<string, string>
  path: string[]
  summary: string
}

export function createCommandFiles(temp: string): CommandFiles {
  const folder = path.join(temp, '_runner_file_commands')
  mkdirSync(folder, {recursive: true})
  const suffix = randomUUID()
  const files = Object.fromEntries(KINDS.map(kind => [kind, path.join(folder, `${kind.toLowerCase()}_${suffix}`)]))
  for (const file of Object.values(files)) writeFileSync(file, '')
  return files as CommandFiles
}

/** A file that cannot be read fails the step, as on a runner; lines for the log go to `say`. */
export function readCommandFiles(files: CommandFiles, reader: CommandReader, say: (line: string) => void): FileValues {
  const pairs = (kind: 'ENV' | 'OUTPUT' | 'STATE'): Record<string, string> => {
    try {
      return parsePairs(readFileSync(files[kind], 'utf8'))
    } catch (error) {
      say(reader.fail(`Unable to process file command '${kind.toLowerCase()}' successfully.`))
      say(reader.fail((error as Error).message))
      return {}
    }
  }
  const env = pairs('ENV')
  if ('NODE_OPTIONS' in env) {
    delete env.NODE_OPTIONS
    say(reader.fail("Can't store NODE_OPTIONS output parameter using '$GITHUB_ENV' command."))
  }
  const summary = readFileSync(files.STEP_SUMMARY, 'utf8')
  const kib = Math.floor(Buffer.byteLength(summary) / 1024)
  const tooLong = Buffer.byteLength(summary) > MAX_SUMMARY_KIB * 1024
  if (tooLong) {
    say(
      reader.fail(
        `$GITHUB_STEP_SUMMARY upload aborted, supports content up to a size of ${MAX_SUMMARY_KIB}k, got ${kib}k.`,
      ),
    )
  }
  return {
    env,
    outputs: pairs('OUTPUT'),
    state: pairs('STATE'),
    path: readFileSync(files.PATH, 'utf8')
      .split(/\r?\n/)
      .filter(line => line !== ''),
    summary: tooLong ? '' : reader.mask(summary),
  }
}

/** `NAME=VALUE`, or `NAME<<DELIMITER`, lines of the value, `DELIMITER`. Whichever of `=` and `<<` comes first decides. */
export function parsePairs(text: string): Record<string, string> {
  const pairs: Record<string, string> = {}
  const lines = text.replace(/\n$/, '').split('\n')
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? ''
    if (line === '') continue
    const [, name, sign, rest = ''] = /^(.*?)(=|<<)(.*)$/s.exec(line) ?? []
    if (name === undefined || name === '' || (sign === '<<' && rest === '')) throw new Error(`Invalid format '${line}'`)
    if (sign === '=') {
      pairs[name] = rest
      continue
    }
    const end = lines.indexOf(rest, index + 1)
    if (end < 0) throw new Error(`Invalid value. Matching delimiter not found '${rest}'`)
    pairs[name] = lines.slice(index + 1, end).join('\n')
    index = end
  }
  return pairs
}
