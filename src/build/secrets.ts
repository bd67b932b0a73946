import {existsSync} from 'node:fs'
import {mkdir, writeFile} from 'node:fs/promises'
import {dirname, join} from 'node:path'
import type {BuildInputs} from '../inputs.ts'

/** What is behind `key=` is the secret itself, a file's path or a variable's name. */
export type Secret = {id: string; value: string}

/** `value` is what is to be written there for the build; null for a file that the user has. */
export type SecretFile = {id: string; path: string; value: string | null}

/**
 * Reads `key=value` entries. One without a key or a value is left out with a warning, as docker/build-push-action does:
 * a pull request from a fork has no secrets, and its build may do without. The warning never shows the entry.
 */
export function readSecrets(input: string, entries: string[], warn: (message: string) => void): Secret[] {
  return entries.flatMap(entry => {
    const at = entry.indexOf('=')
    const id = entry.slice(0, Math.max(at, 0)).trim()
    if (id !== '' && at < entry.length - 1) return [{id, value: entry.slice(at + 1)}]
    warn(`Input \`${input}\` has an entry without a key or a value, which is left out; an entry reads like key=value.`)
    return []
  })
}

/** Under which ids the steps of a build can mount secrets and SSH agents or keys. */
export type GivenIds = {secrets: readonly string[]; ssh: readonly string[]}

/**
 * What is left out of the build, an entry without a value or a file that does not exist, is not given. An entry of `ssh`
 * reads `ID` or `ID=AGENT|KEY[,KEY]`, with `default` as the usual id.
 */
export function givenIds(inputs: Pick<BuildInputs, 'secrets' | 'secretEnvs' | 'secretFiles' | 'ssh'>): GivenIds {
  const read = (input: string, entries: string[]) => readSecrets(input, entries, () => {})
  const secrets = [
    ...read('secrets', inputs.secrets),
    ...read('secret-envs', inputs.secretEnvs),
    ...presentFiles(read('secret-files', inputs.secretFiles), () => {}),
  ]
  return {secrets: secrets.map(({id}) => id), ssh: inputs.ssh.map(entry => entry.split('=')[0]!)}
}

/** The files of `secret-files` that exist; a missing one is left out with a warning. */
export function presentFiles(files: Secret[], warn: (message: string) => void): SecretFile[] {
  return files.flatMap(({id, value: path}) => {
    if (existsSync(path)) return [{id, path, value: null}]
    warn(`Input \`secret-files\` names ${path} for ${id}, which does not exist; it is left out.`)
    return []
  })
}

/** A file for each secret, because an argument can be seen by every process. Every value is handed to `mask`. */
export function planSecrets(secrets: Secret[], folder: string, mask: (value: string) => void): SecretFile[] {
  return secrets.map(({id, value}, index) => {
    // Output comes line by line, without the carriage returns that the secret may have.
    for (const line of value.split(/\r\n|\r|\n/)) if (line.trim() !== '') mask(line)
    return {id, path: join(folder, `${index}`), value}
  })
}

/** Right before the build, so that the files are there for as short as can be; they are the caller's to remove. */
export async function writeSecrets(files: SecretFile[]): Promise<void> {
  for (const {path, value} of files) {
    if (value === null) continue
    await mkdir(dirname(path), {recursive: true, mode: 0o700})
    await writeFile(path, value, {mode: 0o600})
  }
}

/**
 * The token as the secret that lets BuildKit read a private repository as Git context, as docker/build-push-action
 * adds it: only for a context of this repository, and not over one that the user named.
 */
export function gitTokenSecret(options: {token: string; server: string | null; secrets: Secret[]}): Secret[] {
  const {token, server, secrets} = options
  if (token === '' || server === null) return []
  const id = `GIT_AUTH_TOKEN.${new URL(server).host}`
  return secrets.some(secret => secret.id === 'GIT_AUTH_TOKEN' || secret.id === id) ? [] : [{id, value: token}]
}
