/**
 * Values of an image's configuration that must not be in a report: whoever reads a comment, an artifact or a cache entry
 * need not be one who may pull the image. Rather one too many than one too few.
 */
import {SECRET_NAME} from '../dockerfile/check/secret-files.ts'

/** Parts of names that other conventions have: `auth`, `pass`, `dsn`. */
const OTHER_NAME = /pass|auth(?!or)|cred|dsn|secret|token|key$|salt|cookie|session|signature/i

/** Addresses with a password, PEM, and the prefixes of tokens: GitHub, GitLab, AWS, Slack, Google, JSON web tokens. */
const VALUE =
  /:\/\/[^\s/@]{0,200}:[^\s/@]{1,200}@|-----BEGIN |\b(?:gh[pousr]_|github_pat_|glpat-|AKIA|ASIA|xox[abpr]-|AIza|eyJ[\w-]{8})/

/** An option of a command with its value. */
const OPTION = /--?[\w-]{0,40}(?:password|passwd|secret|token|api-?key)(?:=|["\s,])/i

export function looksSecret(name: string, value: string): boolean {
  return SECRET_NAME.test(name) || OTHER_NAME.test(name) || VALUE.test(value) || OPTION.test(value)
}

export const NOT_SHOWN = '(not shown)'

/** `NAME=value` as it may be shown. */
export function shownEntry(entry: string): string {
  const at = entry.indexOf('=')
  if (at < 0) return VALUE.test(entry) ? NOT_SHOWN : entry
  const [name, value] = [entry.slice(0, at), entry.slice(at + 1)]
  return value !== '' && looksSecret(name, value) ? `${name}=${NOT_SHOWN}` : entry
}

/** A line of words, some of which are `NAME=value`: a history's build arguments, linker flags with -X. */
export function shownWords(line: string): string {
  return line.replace(/[^\s'"=]{1,200}=[^\s'"]+/g, shownEntry)
}
