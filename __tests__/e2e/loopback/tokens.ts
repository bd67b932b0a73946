/**
 * The two tokens of a job. Both carry what they allow, so that a server in another process can read them.
 * Nothing is signed: this service trusts whoever reaches the loopback interface.
 */
import {randomUUID} from 'node:crypto'

/** Bits of `Permission` in the `ac` claim (github.com/tonistiigi/go-actions-cache, cache.go). */
export const READ = 1
export const WRITE = 2

/** `Scope` is a full ref, `refs/heads/main` or `refs/pull/7/merge`. */
export type CacheScope = {Scope: string; Permission: number}

export type Permissions = Partial<
  Record<'actions' | 'checks' | 'contents' | 'issues' | 'packages' | 'pull-requests' | 'statuses', 'read' | 'write'>
>

const LIFETIME_SECONDS = 6 * 60 * 60
const INSTALLATION_PREFIX = 'ghs_'

/** ACTIONS_RUNTIME_TOKEN. BuildKit's client refuses one without `nbf`, `exp` and an `ac` that is a JSON string. */
export function runtimeToken(scopes: CacheScope[]): string {
  const now = Math.floor(Date.now() / 1000)
  const payload = {
    ac: JSON.stringify(scopes),
    exp: now + LIFETIME_SECONDS,
    iat: now,
    iss: 'https://token.actions.githubusercontent.com',
    jti: randomUUID(),
    nbf: now - 60,
    scp: `Actions.Results:${randomUUID()}:${randomUUID()}`,
  }
  return [encode({alg: 'RS256', typ: 'JWT'}), encode(payload), encode('signature')].join('.')
}

/** Scopes of a runtime token in the order in which they are searched, null when it is none or has expired. */
export function readRuntimeToken(token: string | null): CacheScope[] | null {
  const payload = token?.split('.')[1]
  if (payload === undefined) return null
  try {
    const claims = decode(payload) as {ac: string; exp: number}
    return claims.exp * 1000 > Date.now() ? (JSON.parse(claims.ac) as CacheScope[]) : null
  } catch {
    return null
  }
}

/** GITHUB_TOKEN of a job with these `permissions:`. */
export function installationToken(permissions: Permissions): string {
  return INSTALLATION_PREFIX + encode({permissions, nonce: randomUUID()})
}

export function readInstallationToken(token: string | null): Permissions | null {
  if (!token?.startsWith(INSTALLATION_PREFIX)) return null
  try {
    return (decode(token.slice(INSTALLATION_PREFIX.length)) as {permissions: Permissions}).permissions
  } catch {
    return null
  }
}

/** The token of `Authorization: Bearer T` and of octokit's older `Authorization: token T`. */
export function tokenOf(authorization: string | undefined): string | null {
  return /^(?:bearer|token)\s+(\S+)$/i.exec(authorization ?? '')?.[1] ?? null
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

function decode(text: string): unknown {
  return JSON.parse(Buffer.from(text, 'base64url').toString())
}
