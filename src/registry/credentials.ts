import {readFile} from 'node:fs/promises'
import {homedir} from 'node:os'
import {join} from 'node:path'
import type {Execute} from '../runner/exec.ts'

/** What a registry is told about who asks. */
export type Login =
  | {kind: 'password'; username: string; password: string}
  /** A refresh token of OAuth 2, which only a token server takes. */
  | {kind: 'identity'; token: string}

/** Null: nobody is logged in to this registry. */
export type Credentials = (registry: string) => Promise<Login | null>

export const anonymous: Credentials = async () => null

type DockerConfig = {
  auths?: Record<string, {auth?: string; username?: string; password?: string; identitytoken?: string}>
  credHelpers?: Record<string, string>
  credsStore?: string
}

/**
 * What `docker login` and docker/login-action left: a helper for this registry, else the store for all, else the file.
 * Format: github.com/docker/cli, cli/config/configfile/file.go. Helpers: github.com/docker/docker-credential-helpers.
 */
export function dockerCredentials(env: NodeJS.ProcessEnv, execute: Execute): Credentials {
  return async registry => {
    const file = join(env.DOCKER_CONFIG || join(env.HOME || homedir(), '.docker'), 'config.json')
    const config = await readConfig(file)
    const server = registry === 'docker.io' ? 'https://index.docker.io/v1/' : registry
    const helper = config.credHelpers?.[server] ?? config.credsStore
    const found = helper ? await askHelper(helper, server, execute) : null
    return found ?? loginOf(config, server)
  }
}

async function readConfig(file: string): Promise<DockerConfig> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {}
    throw error
  }
  try {
    return (JSON.parse(text) ?? {}) as DockerConfig
  } catch {
    // Without the parser's message, which quotes the file.
    throw new Error(`${file} is not JSON; \`docker login\` writes it`)
  }
}

function loginOf(config: DockerConfig, server: string): Login | null {
  const auths = Object.entries(config.auths ?? {})
  const found = auths.find(([key]) => key === server) ?? auths.find(([key]) => hostOf(key) === hostOf(server))
  if (found === undefined) return null
  const {auth, username, password, identitytoken} = found[1]
  if (identitytoken) return {kind: 'identity', token: identitytoken}
  if (username && password) return {kind: 'password', username, password}
  const [, name, secret] = /^([^:]*):(.*?)\0*$/s.exec(Buffer.from(auth ?? '', 'base64').toString()) ?? []
  return name && secret ? {kind: 'password', username: name, password: secret} : null
}

/** Old entries are URLs, `https://ghcr.io/v1/`. */
function hostOf(server: string): string {
  return server.replace(/^https?:\/\//, '').replace(/\/.*$/, '')
}

async function askHelper(helper: string, server: string, execute: Execute): Promise<Login | null> {
  if (!/^[\w.-]+$/.test(helper)) throw new Error(`docker's configuration names an odd credential helper, ${helper}`)
  const program = `docker-credential-${helper}`
  const {exitCode, stdout} = await execute(program, ['get'], {input: `${server}\n`})
  // Helpers say on the standard output what is wrong; on success the same place has the secret.
  if (exitCode !== 0 && /credentials not found/i.test(stdout)) return null
  if (exitCode !== 0)
    throw new Error(`${program} failed for ${server} (exit code ${exitCode}): ${stdout.slice(0, 200)}`)
  let answer: {Username?: unknown; Secret?: unknown}
  try {
    answer = JSON.parse(stdout)
  } catch {
    throw new Error(`${program} gave no JSON for ${server}`)
  }
  const {Username: username, Secret: secret} = answer
  if (typeof username !== 'string' || typeof secret !== 'string' || secret === '') return null
  return username === '<token>' ? {kind: 'identity', token: secret} : {kind: 'password', username, password: secret}
}
