import {parseChallenges} from './challenge.ts'
import type {Login} from './credentials.ts'
import {readText} from './read-text.ts'
import {isAllowed, type Repository} from './reference.ts'

/** Actions of distribution.github.io/distribution/spec/auth/scope/. A token server grants of them what it may. */
export type Access = 'pull' | 'pull,push' | 'pull,push,delete'

type Asking = {
  repository: Repository
  /** What the run will do in the repository. */
  access: Access
  login: Login | null
  /** Sends with retries; any status but those that are worth one. */
  send: (url: URL, init: RequestInit) => Promise<Response>
}

/** More than any token server sends; a wrong realm may answer with anything. */
const MAX_TOKEN_BYTES = 1024 * 1024

/**
 * The Authorization header that a registry's 401 asks for; null when it asks for one that we cannot give.
 * https://distribution.github.io/distribution/spec/auth/token/ and /oauth/
 */
export async function authorize(challenge: string | null, asking: Asking): Promise<string | null> {
  const challenges = parseChallenges(challenge ?? '')
  const bearer = challenges.find(({scheme}) => scheme === 'bearer')
  if (bearer !== undefined) return `Bearer ${await fetchToken(bearer.parameters, asking)}`
  const basic = challenges.some(({scheme}) => scheme === 'basic')
  return basic && asking.login?.kind === 'password' ? basicHeader(asking.login) : null
}

async function fetchToken(parameters: Record<string, string>, asking: Asking): Promise<string> {
  const {repository, login} = asking
  const realm = URL.canParse(parameters.realm ?? '') ? new URL(parameters.realm!) : null
  if (realm === null || !isAllowed(realm))
    throw new Error(`${repository.registry} sends us for a token to a place that is not an https address`)
  // Our own scope, not the challenge's: a token for a pull would be refused at the first push.
  const query = {
    ...(parameters.service !== undefined && {service: parameters.service}),
    scope: `repository:${repository.name}:${asking.access}`,
  }
  const response = await (login?.kind === 'identity'
    ? asking.send(realm, {
        method: 'POST',
        body: new URLSearchParams({
          ...query,
          grant_type: 'refresh_token',
          client_id: 'go-image',
          refresh_token: login.token,
        }),
      })
    : asking.send(withQuery(realm, query), {
        headers: login === null ? {} : {authorization: basicHeader(login)},
      }))
  if (!response.ok) {
    await response.body?.cancel()
    const who = login === null ? 'anonymously' : 'with the credentials that docker has for it'
    throw new Error(
      `${repository.registry} gives no token (${asking.access}) for ${repository.name}, asked ${who}: status ${response.status}. ` +
        'Log in before this step (docker/login-action) with an account that may use this repository.',
    )
  }
  const text = await readText(response, MAX_TOKEN_BYTES)
  const token = tokenOf(text)
  if (token === null) throw new Error(`the token server of ${repository.registry} (${realm.host}) sent no token`)
  return token
}

function tokenOf(text: string): string | null {
  try {
    const {token, access_token} = JSON.parse(text) as Record<string, unknown>
    const found = token || access_token
    return typeof found === 'string' && /^[\x21-\x7e]+$/.test(found) ? found : null
  } catch {
    return null
  }
}

function basicHeader({username, password}: {username: string; password: string}): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
}

function withQuery(url: URL, query: Record<string, string>): URL {
  const result = new URL(url)
  for (const [name, value] of Object.entries(query)) result.searchParams.set(name, value)
  return result
}
