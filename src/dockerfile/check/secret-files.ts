/** Files that hold keys and passwords, by their names and by how they begin. */
import {posix} from 'node:path'

export type SecretKind = 'private key' | 'credentials' | 'environment file'

type Known = {
  name: RegExp
  kind: SecretKind
  /** The first 4 KB must have it; a name alone says nothing then. */
  holds: RegExp | null
}

/** PEM of RFC 7468 and what OpenSSH and PuTTY write. Certificates and public keys begin otherwise. */
const PRIVATE_KEY = /-----BEGIN (?:[A-Z]+ )?(?:ENCRYPTED )?PRIVATE KEY-----|^PuTTY-User-Key-File/m

/** A name that says secret, with a value that is no mere variable or blank. */
const SECRET_SETTING =
  /^[ \t]*(?:export[ \t]+)?([A-Z0-9_]*(?:PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|PRIVATE_KEY|CREDS?|CREDENTIALS|DSN))[ \t]*=[ \t]*(?!["']?(?:\$|<|$))["']?[^\s"'#]/im

const KNOWN: readonly Known[] = [
  {name: /^id_(rsa|dsa|ecdsa|ed25519)(_sk)?$/, kind: 'private key', holds: null},
  {name: /\.ppk$/i, kind: 'private key', holds: null},
  {name: /\.(pem|key|rsa)$/i, kind: 'private key', holds: PRIVATE_KEY},
  {name: /^[._]netrc$/, kind: 'credentials', holds: null},
  {name: /^\.git-credentials$/, kind: 'credentials', holds: null},
  {name: /^\.pgpass$/, kind: 'credentials', holds: null},
  {name: /^\.npmrc$/, kind: 'credentials', holds: /_authToken\s*=\s*(?!\$\{?\w)\S/},
  {name: /\.json$/, kind: 'credentials', holds: /"type"\s*:\s*"service_account"[\s\S]*"private_key"/},
  {name: /^credentials$/, kind: 'credentials', holds: /aws_secret_access_key/i},
  {name: /^\.env(\.[\w-]+)?$|^[\w-]+\.env$/, kind: 'environment file', holds: SECRET_SETTING},
]

/** Names that say they are there to be copied and filled in, or for tests. */
const SAMPLE = /(^|[._-])(examples?|samples?|templates?|tmpl|dist|defaults?|test|tests|testing|ci)([._-]|$)/i

/** Folders whose keys protect nothing. */
const TEST_FOLDER = /(^|\/)(testdata|tests?|fixtures?|examples?|mocks?)(\/|$)/i

export const SNIFFED_BYTES = 4096

export function isSample(path: string): boolean {
  return SAMPLE.test(posix.basename(path)) || TEST_FOLDER.test(path)
}

/** An environment file of the developer's or of a deployment: `.env`, `.env.production`, `app.env`. */
export function isEnvironmentFile(path: string): boolean {
  return KNOWN.at(-1)!.name.test(posix.basename(path)) && !isSample(path)
}

/** By its name alone: of a file that is not at hand. */
export function secretByName(path: string): SecretKind | null {
  const name = posix.basename(path)
  return KNOWN.find(known => known.holds === null && known.name.test(name))?.kind ?? null
}

/** `head` is its beginning as text. Null for what is no secret, is empty, or is there for tests. */
export function secretIn(path: string, head: string): SecretKind | null {
  if (isSample(path) || head.trim() === '') return null
  const name = posix.basename(path)
  const known = KNOWN.find(each => each.name.test(name))
  if (known === undefined) return null
  const start = head.slice(0, SNIFFED_BYTES)
  return known.holds === null || known.holds.test(start) ? known.kind : null
}

/** Could be one, so that reading it is worth the time. */
export function mayBeSecret(path: string): boolean {
  const name = posix.basename(path)
  return KNOWN.some(known => known.name.test(name)) && !isSample(path)
}

/** The first setting of an environment file that is named like a secret and has a value; null for none. */
export function secretSetting(text: string): string | null {
  return SECRET_SETTING.exec(text)?.[1] ?? null
}

/** Of a variable: what BuildKit's own check looks for, narrowed to the end of a name, which leaves out TOKEN_TTL and AUTH_URL. */
export const SECRET_NAME =
  /(?:^|_)(?:TOKEN|PASSWORD|PASSWD|SECRET|PAT|API_?KEY|ACCESS_KEY|PRIVATE_KEY|SSH_KEY|CREDENTIALS)$/i
