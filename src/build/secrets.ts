import {mkdir, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {secretPair} from './arguments.ts'

/**
 * Writes secret values to files that only this user can read, because an argument can be seen by every process. The
 * folder is the caller's to remove. `secrets` are `id=value`; every value is handed to `mask` first.
 */
export async function writeSecrets(
  secrets: string[],
  folder: string,
  mask: (value: string) => void,
): Promise<{id: string; path: string}[]> {
  if (secrets.length === 0) return []
  await mkdir(folder, {recursive: true, mode: 0o700})
  return await Promise.all(
    secrets.map(async (secret, index) => {
      const [id, value] = secretPair('secrets', secret)
      for (const line of value.split('\n')) if (line.trim() !== '') mask(line)
      const path = join(folder, `${index}`)
      await writeFile(path, value, {mode: 0o600})
      return {id: id.trim(), path}
    }),
  )
}

/**
 * The token as the secret that lets BuildKit read a private repository as Git context, as docker/build-push-action
 * adds it: only for a context of this repository, and not over one that the user named.
 */
export function gitTokenSecret(options: {token: string; server: string | null; secrets: string[]}): string[] {
  const {token, server, secrets} = options
  if (token === '' || server === null || secrets.some(secret => secret.startsWith('GIT_AUTH_TOKEN'))) return []
  return [`GIT_AUTH_TOKEN.${new URL(server).host}=${token}`]
}
