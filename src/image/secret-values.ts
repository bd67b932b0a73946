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

/** Longer ones are cut: what is behind this is not looked at. */
const LONGEST_LINE = 2_000

/** `NAME=value`, `name: value` and `"name": "value"`. */
const SETTING = /([\w.-]{1,100})["']?[ \t]{0,8}[:=]{1,2}[ \t]{0,8}(?=[^\s:=])/g

/** The old form of ENV and LABEL, a value behind a blank. */
const OLD_SETTING = /^\s*(?:ENV|LABEL)\s+([\w.-]{1,100})\s+(?=\S)/i

/** What has its secret before it, or behind it without a name. */
const AROUND_SECRET = /--password-stdin|\bchpasswd\b|\bsshpass\b|\bhtpasswd\b|\blogin\s+\S{1,200}\s+password\b/i
const BEFORE_SECRET = /\bauthorization["']?\s{0,8}:|\s(?:-u|--user)[ =]["']?(?=[^\s:]{1,200}:\S)/gi

/** A value that is only read at build time: a variable, or a mounted secret. */
const NO_VALUE = /^["']?(?:\$\w+|\$\{\w+\}|\$\(cat \/run\/secrets\/[\w.-]+\))["']?(?=[\s;&|\\)]|$)/

/** Random characters: tokens are that long, and digests and commits are hexadecimal. */
const RANDOM = /[\w+-]{32,}/g

/** A line of a Dockerfile, up to what looks secret in it. */
export function shownLine(line: string): string {
  const text = line.slice(0, LONGEST_LINE)
  const from = Math.min(...secretPlaces(text))
  return from === Number.POSITIVE_INFINITY ? text : `${text.slice(0, from)}${NOT_SHOWN}`
}

function secretPlaces(line: string): number[] {
  const around = AROUND_SECRET.test(line) ? [0] : []
  const value = VALUE.exec(line)?.index ?? []
  const option = OPTION.exec(line)
  const old = OLD_SETTING.exec(line)
  const settings = [...line.matchAll(SETTING), ...(old === null ? [] : [old])].filter(match => {
    const name = match[1]!
    return (SECRET_NAME.test(name) || OTHER_NAME.test(name)) && !NO_VALUE.test(line.slice(endOf(match)))
  })
  const random = [...line.matchAll(RANDOM)].filter(
    ([word]) => /[a-z]/.test(word) && /[A-Z]/.test(word) && /\d/.test(word),
  )
  return [
    ...around,
    ...[value].flat(),
    ...(option === null ? [] : [endOf(option)]),
    ...settings.map(endOf),
    ...[...line.matchAll(BEFORE_SECRET)].map(endOf),
    ...random.map(({index}) => index),
  ]
}

function endOf(match: RegExpExecArray): number {
  return match.index + match[0].length
}
