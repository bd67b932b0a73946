/** What several verbs do with the words and options that they were given. */
import {resolve} from 'node:path'
import {UserError} from '../runner/errors.ts'
import {secretEntries} from './secret-options.ts'
import type {Options, Terminal} from './verb.ts'

export function folderOf(words: string[]): string {
  if (words.length > 1) throw new UserError('usage', `Expected one folder, found ${words.join(' ')}.`)
  return resolve(words[0] ?? '.')
}

export function exactly(count: number, words: string[], usage: string): string[] {
  if (words.length === count) return words
  throw new UserError('usage', `Usage: go-image ${usage}`)
}

/** The command line's options under the names of the action's inputs. */
export function inputFrom(options: Options, name: string): string {
  if (name === 'tags') return csvLines(options.tag)
  if (name === 'platforms') return options.platform ?? ''
  if (name === 'test') return (options.test ?? []).join('\n')
  if (name === 'fail-on') return options['fail-on'] ?? 'error'
  if (name === 'build-args') return csvLines(options['build-arg'])
  if (name === 'ssh') return (options.ssh ?? []).join('\n')
  if (name === 'size-budget' || name === 'size-increase') return (options[name] ?? []).join('\n')
  if (name === 'secret-files') return csvLines(secretEntries(options.secret, 'src'))
  if (name === 'secret-envs') return csvLines(secretEntries(options.secret, 'env'))
  const value = options[name as keyof Options]
  return typeof value === 'string' || typeof value === 'boolean' ? String(value) : ''
}

/** Lists of the action are CSV: a value of the command line is quoted, so that it arrives as it was typed. */
function csvLines(values: string[] = []): string {
  return values.map(value => `"${value.replaceAll('"', '""')}"`).join('\n')
}

export function readJson(file: string, {readFile}: Terminal): unknown {
  try {
    return JSON.parse(readFile(file)) as unknown
  } catch (error) {
    throw new UserError('file-unreadable', `${file} cannot be read: ${(error as Error).message}`)
  }
}

export function json(value: unknown): string {
  return JSON.stringify(value, null, 2)
}
